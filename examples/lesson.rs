//! The lesson on Python's memory: names, counts, a cycle, the collector. Writes it as a page to step through.
//!
//! `cargo run -p obj-examples --features trace-refs --example lesson -- lesson.html`

use std::fs::File;
use std::io::BufWriter;

use obj_runtime::prelude::*;
use obj_runtime::{gc, inspect};

#[derive(Object)]
struct Folder {
    name: Obj<Str>,
    parent: ObjCell<Folder>,
    entries: ObjVec<Folder>,
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn folder(name: &str) -> Obj<Folder> {
    Obj::new(Folder { name: name.into(), parent: ObjCell::default(), entries: ObjVec::new() })
}

fn lesson() {
    inspect::mark("1. A name is a handle to an object");
    let src = folder("src");
    inspect::name_handle(&src, "src");
    let same = src.clone();
    inspect::name_handle(&same, "same");
    drop(same);

    inspect::mark("2. An object holds others");
    let lib = folder("lib");
    inspect::name_handle(&lib, "lib");
    src.entries.push(lib.clone());
    println!("{} in {}: refcount {}", lib.name, src.name, Obj::refcount(&lib));

    inspect::mark("3. Two objects hold each other: a cycle");
    lib.parent.set(&src);

    inspect::mark("4. Without names, the counts stay at 1");
    drop(src);
    drop(lib);

    inspect::mark("5. The collector finds what nothing outside reaches");
    println!("{} objects collected", gc::collect());

    inspect::mark("6. Small integers are made once");
    let small = Obj::<Int>::from(7);
    inspect::name_handle(&small, "small");
    let again = Obj::<Int>::from(7);
    inspect::name_handle(&again, "again");
    assert!(Obj::is(&small, &again));
}

fn main() -> std::io::Result<()> {
    let recording = inspect::record();
    lesson();
    let log = recording.finish();
    log.events().for_each(|event| println!("{event}"));
    let path = std::env::args().nth(1).unwrap_or_else(|| "lesson.html".into());
    log.write_html("A lesson on Python's memory", &mut BufWriter::new(File::create(&path)?))?;
    println!("open {path} in a browser");
    Ok(())
}
