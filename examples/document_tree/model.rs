//! What a document is made of.
//!
//! Every part holds its parent, so a document is full of cycles, and nothing of it is freed by counting alone.

use obj_runtime::prelude::*;

/// The root.
#[derive(Object, Default)]
pub(crate) struct Document {
    pub(crate) title: Obj<Str>,
    pub(crate) chapters: ObjVec<Chapter>,
}

/// A chapter of a document.
#[derive(Object, Default)]
pub(crate) struct Chapter {
    pub(crate) title: Obj<Str>,
    pub(crate) document: ObjCell<Document>,
    pub(crate) sections: ObjVec<Section>,
}

/// A section of a chapter.
#[derive(Object, Default)]
pub(crate) struct Section {
    pub(crate) title: Obj<Str>,
    pub(crate) chapter: ObjCell<Chapter>,
    pub(crate) paragraphs: ObjVec<Paragraph>,
    /// The paragraphs that refer to it.
    pub(crate) referred_by: ObjVec<Paragraph>,
}

/// A paragraph of a section.
#[derive(Object)]
pub(crate) struct Paragraph {
    pub(crate) text: Obj<Str>,
    pub(crate) style: Obj<Style>,
    pub(crate) section: ObjCell<Section>,
    /// The sections that it refers to.
    pub(crate) refers: ObjVec<Section>,
}

/// How text looks. Equal styles are one object.
#[derive(Object, Debug, PartialEq, Eq, Hash)]
#[object(intern)]
pub(crate) struct Style {
    pub(crate) font: Obj<Str>,
    pub(crate) size: u8,
    pub(crate) is_bold: bool,
}

impl Paragraph {
    /// Where it stands: the titles from the document down.
    pub(crate) fn path(&self) -> Option<String> {
        let section = self.section.get()?;
        let chapter = section.chapter.get()?;
        let document = chapter.document.get()?;
        Some(format!("{} / {} / {}", document.title, chapter.title, section.title))
    }
}
