//! Changes that can be taken back.

use std::cell::RefCell;

use obj_runtime::prelude::*;

use crate::model::{Block, Document, Style};

/// A change. It holds what it took away, so that it can be brought back: a removed block lives as long as a change names it.
#[derive(Trace, Clone)]
pub(crate) enum Change {
    Text { block: Obj<Block>, new: Option<Obj<Str>> },
    Style { block: Obj<Block>, new: Option<Obj<Style>> },
    Insert { parent: Obj<Block>, index: usize, block: Obj<Block> },
    Remove { parent: Obj<Block>, index: usize },
}

impl Change {
    /// Makes the change; returns the one that takes it back.
    fn apply(self, document: &Document) -> Change {
        match self {
            Change::Text { block, new } => {
                let old = block.text.replace(new);
                document.tell(&block);
                Change::Text { block, new: old }
            }
            Change::Style { block, new } => {
                let old = block.style.replace(new);
                document.tell(&block);
                Change::Style { block, new: old }
            }
            Change::Insert { parent, index, block } => {
                block.parent.set(&parent);
                parent.children.insert(index, block);
                document.tell(&parent);
                Change::Remove { parent, index }
            }
            Change::Remove { parent, index } => {
                let block = parent.children.remove(index);
                block.parent.clear();
                document.tell(&parent);
                Change::Insert { parent, index, block }
            }
        }
    }
}

/// What was done to a document, and what was taken back.
#[derive(Object)]
pub(crate) struct History {
    document: Obj<Document>,
    undo: RefCell<Vec<Change>>,
    redo: RefCell<Vec<Change>>,
}

impl History {
    pub(crate) fn of(document: &Obj<Document>) -> Obj<History> {
        Obj::new(History { document: document.clone(), undo: RefCell::default(), redo: RefCell::default() })
    }

    pub(crate) fn make(&self, change: Change) {
        self.redo.take();
        self.undo.borrow_mut().push(change.apply(&self.document));
    }

    pub(crate) fn append(&self, parent: &Obj<Block>, block: &Obj<Block>) {
        let index = parent.children.len();
        self.make(Change::Insert { parent: parent.clone(), index, block: block.clone() });
    }

    pub(crate) fn remove(&self, block: &Obj<Block>) {
        let Some(parent) = block.parent.get() else { return };
        if let Some(index) = parent.children.position(block) {
            self.make(Change::Remove { parent, index });
        }
    }

    pub(crate) fn undo(&self) -> bool {
        self.step(&self.undo, &self.redo)
    }

    pub(crate) fn redo(&self) -> bool {
        self.step(&self.redo, &self.undo)
    }

    fn step(&self, from: &RefCell<Vec<Change>>, to: &RefCell<Vec<Change>>) -> bool {
        let Some(change) = from.borrow_mut().pop() else { return false };
        to.borrow_mut().push(change.apply(&self.document));
        true
    }
}
