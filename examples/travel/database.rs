//! Documents in an embedded database, a graph each: loaded when they are asked for, and saved again when they have changed.
//!
//! `cargo run -p obj-examples --features travel --example database`

use std::cell::Cell;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use redb::{Database, TableDefinition};
use serde::{Deserialize, Serialize};

const DOCUMENTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("documents");

/// A document: paragraphs that refer to each other, in circles too, and to other documents by name.
#[derive(Object, Serialize, Deserialize, Default)]
struct Document {
    paragraphs: ObjVec<Paragraph>,
    #[serde(skip)]
    has_changed: Cell<bool>,
}

#[derive(Object, Serialize, Deserialize, Default)]
struct Paragraph {
    text: String,
    see: ObjCell<Paragraph>,
    see_document: Option<String>,
}

/// The documents that are in memory, and all others.
struct Store {
    database: Database,
    loaded: ObjMap<Str, Document>,
}

impl Store {
    fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let database = Database::create(path)?;
        let transaction = database.begin_write()?;
        transaction.open_table(DOCUMENTS)?;
        transaction.commit()?;
        Ok(Self { database, loaded: ObjMap::new() })
    }

    /// The document of a name, which is new if there was none.
    fn document(&self, name: &str) -> Result<Obj<Document>, Box<dyn Error>> {
        if let Some(document) = self.loaded.get(name) {
            return Ok(document);
        }
        let table = self.database.begin_read()?.open_table(DOCUMENTS)?;
        let document = match table.get(name)? {
            Some(bytes) => postcard::from_bytes::<Graph<_>>(bytes.value())?.into_root(),
            None => Obj::new(Document::default()),
        };
        self.loaded.insert(name.into(), document.clone());
        Ok(document)
    }

    /// Saves what has changed, and forgets what nobody uses. Returns how many documents were saved.
    fn tidy(&self) -> Result<usize, Box<dyn Error>> {
        let transaction = self.database.begin_write()?;
        let mut saved = 0;
        for (name, document) in &self.loaded {
            if document.has_changed.take() {
                let bytes = postcard::to_stdvec(&Graph::of(&Obj::clone(&document)))?;
                transaction.open_table(DOCUMENTS)?.insert(&**name, bytes.as_slice())?;
                saved += 1;
            }
        }
        transaction.commit()?;
        self.loaded.clear();
        obj_runtime::gc::collect();
        Ok(saved)
    }
}

fn write(store: &Store, name: &str, text: &str, see_document: Option<&str>) -> Result<(), Box<dyn Error>> {
    let document = store.document(name)?;
    let see_document = see_document.map(str::to_owned);
    let paragraph = Obj::new(Paragraph { text: text.into(), see_document, ..Paragraph::default() });
    // Each paragraph refers to the next, the last to the first.
    if let Some(last) = document.paragraphs.last() {
        last.see.set(paragraph.clone());
    }
    document.paragraphs.push(paragraph.clone());
    paragraph.see.set(document.paragraphs.get(0));
    document.has_changed.set(true);
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::temp_dir().join(format!("documents-{}.redb", std::process::id()));
    let store = Store::open(&path)?;
    write(&store, "cats", "Cats sleep.", None)?;
    write(&store, "cats", "They dream of mice.", Some("mice"))?;
    write(&store, "mice", "Mice do not sleep.", Some("cats"))?;
    println!("saved {} documents", store.tidy()?);
    drop(store);

    let store = Store::open(&path)?;
    let cats = store.document("cats")?;
    assert_eq!(store.loaded.len(), 1, "the other stays where it is");
    let dream = cats.paragraphs.get(1).unwrap();
    assert!(Obj::is(&dream.see.get().unwrap().see.get().unwrap(), &dream));
    let mice = store.document(dream.see_document.as_deref().unwrap())?;
    println!("{} {}", dream.text, mice.paragraphs.get(0).unwrap().text);
    write(&store, "mice", "Except in winter.", None)?;
    drop((cats, dream, mice));
    assert_eq!(store.tidy()?, 1, "one has changed");
    assert_eq!(store.document("mice")?.paragraphs.len(), 2);
    drop(store);
    fs::remove_file(&path)?;
    Ok(())
}
