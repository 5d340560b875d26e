//! The document: blocks in an outline, their styles, and who is told of changes.

use std::cell::RefCell;

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

/// How a block looks. Equal styles are one object, and never change.
#[derive(Object, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[object(intern)]
pub(crate) struct Style {
    pub(crate) font: String,
    pub(crate) size: u8,
}

/// A paragraph or a heading, with what stands below it.
#[derive(Object, Default, Serialize, Deserialize)]
pub(crate) struct Block {
    pub(crate) text: ObjCell<Str>,
    pub(crate) style: ObjCell<Style>,
    pub(crate) parent: WeakCell<Block>,
    pub(crate) children: ObjVec<Block>,
    /// A reference, which may point anywhere in the document.
    pub(crate) refers: ObjCell<Block>,
}

/// Something that is told of changes: a view, a word count, a spelling checker.
pub(crate) trait Observer {
    fn changed(&self, block: &Obj<Block>);
}

obj_runtime::dyn_object!(dyn Observer);

/// A document. It does not keep its observers alive.
#[derive(Object, Default)]
pub(crate) struct Document {
    pub(crate) root: Obj<Block>,
    observers: RefCell<Vec<Weak<dyn Observer>>>,
}

impl Block {
    pub(crate) fn new(text: &str) -> Obj<Block> {
        Obj::new(Block { text: text.into(), ..Default::default() })
    }

    pub(crate) fn text(&self) -> Obj<Str> {
        self.text.get().unwrap_or_default()
    }

    /// The block, and all below it, in the order in which they are read.
    pub(crate) fn visit(this: &Obj<Block>, depth: usize, look: &mut impl FnMut(&Obj<Block>, usize)) {
        look(this, depth);
        this.children.iter().for_each(|child| Block::visit(&child, depth + 1, look));
    }
}

impl Document {
    pub(crate) fn new(root: Obj<Block>) -> Obj<Document> {
        Obj::new(Document { root, ..Default::default() })
    }

    pub(crate) fn observe(&self, observer: &Obj<dyn Observer>) {
        self.observers.borrow_mut().push(Obj::downgrade(observer));
    }

    /// Tells all observers that there still are. They may add and remove observers.
    pub(crate) fn tell(&self, block: &Obj<Block>) {
        self.observers.borrow_mut().retain(|observer| !observer.is_dead());
        let observers: Vec<_> = self.observers.borrow().iter().filter_map(Weak::upgrade).collect();
        observers.iter().for_each(|observer| observer.changed(block));
    }

    /// The outline as text.
    pub(crate) fn outline(&self) -> String {
        let mut lines = String::new();
        Block::visit(&self.root, 0, &mut |block, depth| {
            lines += &format!("{:1$}{2}", "", 2 * depth, block.text());
            if let Some(other) = block.refers.borrow() {
                lines += &format!(" (see {})", other.text());
            }
            lines.push('\n');
        });
        lines
    }
}
