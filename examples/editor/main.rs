//! An editor's document: an outline of blocks with shared styles, references that point anywhere, changes that can be taken back,
//! observers that come and go, and saving.
//!
//! `cargo run -p obj-examples --features serde --example editor`

mod history;
mod model;

use std::cell::{Cell, RefCell};

use obj_runtime::inspect::{class_table, scope};
use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;

use history::{Change, History};
use model::{Block, Document, Observer, Style};

/// Counts the words of a document.
#[derive(Object)]
#[object(as = [dyn Observer])]
struct WordCount {
    document: Obj<Document>,
    words: Cell<usize>,
}

impl Observer for WordCount {
    fn changed(&self, _: &Obj<Block>) {
        let mut words = 0;
        Block::visit(&self.document.root, 0, &mut |block, _| words += block.text().split_whitespace().count());
        self.words.set(words);
    }
}

/// Notes what has to be drawn anew.
#[derive(Object, Default)]
#[object(as = [dyn Observer])]
struct View {
    changed: RefCell<Vec<Obj<Block>>>,
}

impl Observer for View {
    fn changed(&self, block: &Obj<Block>) {
        self.changed.borrow_mut().push(block.clone());
    }
}

fn style(size: u8) -> Obj<Style> {
    Obj::new(Style { font: "serif".into(), size })
}

/// Writes a document, as somebody at a keyboard would.
fn write(history: &History, root: &Obj<Block>) -> Obj<Block> {
    let mut last = None;
    for chapter in ["Names", "Objects", "Cycles"] {
        let heading = Block::new(chapter);
        history.append(root, &heading);
        history.make(Change::Style { block: heading.clone(), new: Some(style(14)) });
        for text in ["What they are", "What they cost"] {
            let block = Block::new(text);
            history.append(&heading, &block);
            history.make(Change::Style { block: block.clone(), new: Some(style(10)) });
            block.refers.set(last.replace(heading.clone()));
        }
    }
    last.expect("there are chapters")
}

/// The blocks with all their links; shared styles are shared again when they are loaded.
fn save(document: &Document) -> serde_json::Result<String> {
    serde_json::to_string(&Graph::of(&document.root))
}

fn load(text: &str) -> serde_json::Result<Obj<Document>> {
    let graph: Graph<Obj<Block>> = serde_json::from_str(text)?;
    Ok(Document::new(graph.into_root()))
}

fn edit() -> serde_json::Result<()> {
    let document = Document::new(Block::new("On Objects"));
    let history = History::of(&document);
    let count = Obj::new(WordCount { document: document.clone(), words: Cell::new(0) });
    let view = Obj::new(View::default());
    document.observe(&Obj::upcast(count.clone()));
    document.observe(&Obj::upcast(view.clone()));

    let last = write(&history, &document.root);
    println!("{}\n{} words, {} styles", document.outline(), count.words.get(), Obj::<Style>::interned_count());
    assert_eq!((count.words.get(), Obj::<Style>::interned_count()), (23, 2));
    assert_eq!(view.changed.borrow().len(), 18);

    println!("\nThe view is closed; a chapter is removed:");
    drop(view);
    history.remove(&last);
    println!("{} words", count.words.get());
    assert_eq!(count.words.get(), 16);
    history.make(Change::Text { block: document.root.clone(), new: Some("On Names and Objects".into()) });

    println!("\nTaken back, and done again:");
    while history.undo() {}
    assert_eq!(document.outline(), "On Objects\n");
    while history.redo() {}
    history.undo();
    history.undo();
    println!("{} words", count.words.get());
    assert_eq!(count.words.get(), 23);

    let json = save(&document)?;
    let loaded = load(&json)?;
    println!("\n{} bytes of JSON; read again it is the same: {}", json.len(), loaded.outline() == document.outline());
    assert_eq!(save(&loaded)?, json);
    assert_eq!(Obj::<Style>::interned_count(), 2);
    print!("\n{}", class_table());
    Ok(())
}

fn main() -> serde_json::Result<()> {
    // The observer holds the document, blocks refer to one another, changes hold what they removed: all of it goes.
    let scope = scope("editing").collect_first();
    edit()?;
    scope.assert_no_leaks();
    Ok(())
}
