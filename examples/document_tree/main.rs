//! A document of over a hundred objects: chapters, sections and paragraphs that know their parents, styles that are
//! shared since equal ones are one object, and references from one part to another.
//!
//! `cargo run -p obj-examples --example document_tree`

mod model;

use model::{Chapter, Document, Paragraph, Section, Style};
use obj_runtime::gc;
use obj_runtime::inspect::{ClassTable, class_table};
use obj_runtime::prelude::*;

/// A book with its parts in place.
fn book() -> Obj<Document> {
    graph! {
        book = Document { title: "On Objects", .. };
        names = chapter(book, "Names");
        values = chapter(book, "Values");
        counts = chapter(book, "Counts");
        cycles = chapter(book, "Cycles");
        ends = chapter(book, "Ends");
        assert len(book.chapters) == 5 and refcount(names) == 5;

        // The last chapter refers back, the first one forward; both ends know of it.
        refer(ends.sections[0].paragraphs[0], names.sections[2]);
        refer(ends.sections[0].paragraphs[1], cycles.sections[0]);
        refer(names.sections[0].paragraphs[0], ends.sections[2]);
        refer(counts.sections[1].paragraphs[2], counts.sections[0]);
        del names, values, counts, cycles, ends;
        book
    }
}

/// A chapter at the end of a document, with its sections.
fn chapter(document: &Obj<Document>, title: &str) -> Obj<Chapter> {
    let chapter = graph! {
        document = rust!(document.clone());
        chapter = Chapter { title: rust!(title.into()), document: document, .. };
        document.chapters.push(chapter);
        chapter
    };
    for title in ["What they are", "What they do", "What they cost"] {
        section(&chapter, title);
    }
    chapter
}

/// A section at the end of a chapter, with its paragraphs.
fn section(chapter: &Obj<Chapter>, title: &str) {
    graph! {
        chapter = rust!(chapter.clone());
        heading = Style { font: "serif", size: 14, is_bold: True };
        body = Style { font: "serif", size: 10, is_bold: False };

        section = Section { title: rust!(title.into()), chapter: chapter, .. };
        first = Paragraph { text: "In short", style: heading, section: section, refers: [] };
        second = Paragraph { text: "At length: " + section.title, style: body, section: section, refers: [] };
        third = Paragraph { text: "Once more: " + section.title, style: body, section: section, refers: [] };
        code = Paragraph { text: "a = b", style: Style { font: "mono", size: 10, is_bold: False }, section: section, refers: [] };
        section.paragraphs = [first, second, third, code];
        chapter.sections.push(section);
        assert first.text is not second.text and second.style is third.style and code.style is not body;
    };
}

/// A reference, which both ends know.
fn refer(from: Obj<Paragraph>, to: Obj<Section>) {
    from.refers.push(to.clone());
    to.referred_by.push(from);
}

fn paragraphs(book: &Obj<Document>) -> impl Iterator<Item = Obj<Paragraph>> {
    let sections = book.chapters.to_vec().into_iter().flat_map(|chapter| chapter.sections.to_vec());
    sections.flat_map(|section| section.paragraphs.to_vec())
}

/// Shows which styles there are, and who has them.
fn show_styles(book: &Obj<Document>) {
    let mut styles: Vec<(Obj<Style>, usize)> = Vec::new();
    for paragraph in paragraphs(book) {
        match styles.iter_mut().find(|(style, _)| Obj::is(style, &paragraph.style)) {
            Some((_, count)) => *count += 1,
            None => styles.push((paragraph.style.clone(), 1)),
        }
    }
    for (style, count) in &styles {
        println!("  {count:>2} paragraphs have the style at {:#x}: {style:?}", Obj::id(style));
    }
    // Each section wrote its styles anew; equal ones were one object from the start.
    assert_eq!(styles.len(), 3);
    assert_eq!(styles.iter().map(|(_, count)| count).collect::<Vec<_>>(), [&15, &30, &15]);
    assert_eq!(class_table().objects::<Style>(), 3);
}

/// Shows a reference from both of its ends.
fn show_references(book: &Obj<Document>) {
    let mut count = 0;
    for paragraph in paragraphs(book) {
        for section in paragraph.refers.to_vec() {
            println!("  {:?} in {} refers to {:?}", paragraph.text, paragraph.path().unwrap(), section.title);
            assert!(section.referred_by.to_vec().iter().any(|back| Obj::is(back, &paragraph)));
            count += 1;
        }
    }
    assert_eq!(count, 4);
}

/// The number of objects of each kind of part.
fn parts(table: &ClassTable) -> [usize; 4] {
    [table.objects::<Document>(), table.objects::<Chapter>(), table.objects::<Section>(), table.objects::<Paragraph>()]
}

fn main() {
    let book = book();
    let table = class_table();
    println!("A document in memory:\n{table}");
    assert_eq!(parts(&table), [1, 5, 15, 60]);
    assert!(table.rows().iter().map(|row| row.objects).sum::<usize>() > 100);

    println!("Styles:");
    show_styles(&book);
    println!("References:");
    show_references(&book);

    let weak = Obj::downgrade(&book);
    drop(book);
    let kept = weak.upgrade().is_some();
    println!("The last name is gone; the parts still hold each other: {kept}");
    assert!(kept);
    let found = gc::collect();
    println!("The collector found {found} objects that nobody could reach.");
    assert_eq!(found, 81);
    assert!(weak.upgrade().is_none());
    let table = class_table();
    println!("What is left, of any part of the document: {}", parts(&table).iter().sum::<usize>());
    assert_eq!((parts(&table), table.objects::<Style>()), ([0; 4], 0));
}
