//! A program with three leaks, found from what `inspect` says of them.
//!
//! `cargo run -p obj-examples --features trace-refs --example leak_hunt`

use std::cell::RefCell;
use std::collections::HashMap;

use obj_runtime::inspect;
use obj_runtime::prelude::*;

/// Something that wants to be told of events.
#[derive(Object)]
struct Callback {
    name: Obj<Str>,
}

/// Tells callbacks of events. It lives as long as the program.
#[derive(Object, Default)]
struct Bus {
    callbacks: RefCell<HashMap<String, Obj<Callback>>>,
}

/// A part of a document.
#[derive(Object, Default)]
struct Section {
    children: ObjVec<Section>,
    /// The author of this type thought that a parent needs no tracing.
    #[object(skip)]
    parent: RefCell<Option<Obj<Section>>>,
}

/// What a request works with.
#[derive(Object)]
struct Session {
    number: u32,
}

thread_local! {
    /// The session that was used last, for messages of panics.
    static LAST_SESSION: RefCell<Option<Obj<Session>>> = const { RefCell::new(None) };
}

/// Adds a callback for one event, and forgets to remove it.
fn listen_once(bus: &Obj<Bus>) {
    let callback = Obj::new(Callback { name: "on save".into() });
    bus.callbacks.borrow_mut().insert("save".to_owned(), callback.clone());
    println!("listening: {}", callback.name);
}

/// Makes a document of two sections that hold each other.
fn open_and_close_document() {
    let chapter = Obj::new(Section::default());
    let paragraph = Obj::new(Section::default());
    *paragraph.parent.borrow_mut() = Some(chapter.clone());
    chapter.children.push(paragraph);
}

/// Serves a request.
fn serve(number: u32) {
    let session = Obj::new(Session { number });
    LAST_SESSION.with(|last| *last.borrow_mut() = Some(session.clone()));
    println!("served {}", session.number);
}

fn hunt(title: &str, suspect: impl FnOnce()) {
    println!("\n== {title}");
    let scope = inspect::scope(title).collect_first();
    suspect();
    match scope.check() {
        Ok(()) => println!("no leak"),
        Err(leaks) => print!("{leaks}"),
    }
}

fn main() {
    let bus = Obj::new(Bus::default());
    hunt("listen", || listen_once(&bus));
    println!(
        "   The report names the holder and the place in it: the bus, in callbacks. Nobody took the callback out.\n   \
         The line is that of the clone in `listen_once`: that is where to add what removes it."
    );
    hunt("document", open_and_close_document);
    println!(
        "   The collection before the report did not free it, and one handle is outside of all objects. Its line is\n   \
         the one that sets `parent`: the field is skipped by tracing, so the collector cannot see that the handle is\n   \
         part of a cycle. Without `skip`, or with `WeakCell`, the leak is gone."
    );
    hunt("request", || serve(1));
    println!(
        "   No object holds it; the line is the one that fills `LAST_SESSION`, a thread-local. A weak handle would do."
    );
    println!("\n== What is known of the callback");
    let _lines = inspect::traces_refs().then(inspect::remember_lines);
    let callback = bus.callbacks.borrow()["save"].clone();
    println!("{}", inspect::explain(&callback));
}
