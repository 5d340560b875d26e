//! `Debug` and `Display` of handles: cycles end, panics leave nothing behind.

use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use obj_runtime::prelude::*;

#[derive(Object, Debug)]
struct Folder {
    name: Obj<Str>,
    parent: RefCell<Option<Obj<Folder>>>,
    entries: RefCell<Vec<AnyObj>>,
}

fn folder(name: &str, parent: Option<&Obj<Folder>>) -> Obj<Folder> {
    let folder = Obj::new(Folder { name: name.into(), parent: parent.cloned().into(), entries: RefCell::default() });
    if let Some(parent) = parent {
        parent.entries.borrow_mut().push(folder.clone().into());
    }
    folder
}

fn take_apart(folder: &Obj<Folder>) {
    folder.entries.take();
    folder.parent.take();
}

#[test]
fn cyclic_graphs_are_written_once_around() {
    let root = folder("root", None);
    let leaf = folder("leaf", Some(&root));
    let text = "Folder { name: 'root', parent: RefCell { value: None }, entries: RefCell { value: [\
                Folder { name: 'leaf', parent: RefCell { value: Some(Folder(...)) }, entries: RefCell { value: [] } }] } }";
    assert_eq!(format!("{root:?}"), text);
    assert_eq!(Obj::as_any(&root).repr(), text);
    assert_eq!(Obj::as_any(&root).to_string(), text);
    assert!(format!("{leaf:?}").ends_with("[Folder(...)] } }) }, entries: RefCell { value: [] } }"));
    let lines = format!("{root:#?}");
    assert!(lines.starts_with("Folder {\n    name: 'root',\n"));
    assert!(lines.lines().any(|line| line.trim() == "Folder(...),"));
    // The value itself is no handle, so its first handle is still to be written.
    assert!(format!("{:?}", *root).contains("parent: RefCell { value: Some(Folder { name: 'root'"));
    take_apart(&root);
    take_apart(&leaf);
}

#[test]
fn an_object_met_twice_side_by_side_is_written_twice() {
    let root = folder("root", None);
    let twin = folder("twin", None);
    root.entries.borrow_mut().extend([AnyObj::from(twin.clone()), AnyObj::from(twin)]);
    assert_eq!(format!("{root:?}").matches("'twin'").count(), 2);
}

/// A list whose `Display` follows the links.
#[derive(Object)]
struct Ring {
    number: i64,
    next: RefCell<Option<Obj<Ring>>>,
    explodes: bool,
}

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert!(!self.explodes, "no writing here");
        match &*self.next.borrow() {
            Some(next) => write!(f, "{} -> {next}", self.number),
            None => write!(f, "{}", self.number),
        }
    }
}

fn ring(count: i64) -> Vec<Obj<Ring>> {
    let ring: Vec<_> =
        (0..count).map(|number| Obj::new(Ring { number, next: RefCell::default(), explodes: number == 99 })).collect();
    for (index, one) in ring.iter().enumerate() {
        *one.next.borrow_mut() = Some(ring[(index + 1) % ring.len()].clone());
    }
    ring
}

fn cut(ring: &[Obj<Ring>]) {
    ring.iter().for_each(|one| drop(one.next.take()));
}

#[test]
fn display_ends_as_well() {
    let ring = ring(3);
    assert_eq!(ring[1].to_string(), "1 -> 2 -> 0 -> Ring(...)");
    assert_eq!(Obj::as_any(&ring[1]).to_string(), "1 -> 2 -> 0 -> Ring(...)");
    cut(&ring);
}

#[test]
fn a_panic_while_writing_leaves_nothing_behind() {
    let ring = ring(100);
    assert!(catch_unwind(AssertUnwindSafe(|| ring[0].to_string())).is_err());
    cut(&ring[2..3]);
    assert_eq!(ring[0].to_string(), "0 -> 1 -> 2");
    cut(&ring);
}

#[test]
fn long_chains_are_written_in_part() {
    let ring = ring(98);
    let long: Vec<_> = (0..if cfg!(miri) { 400 } else { 100_000 })
        .map(|_| Obj::new(Ring { number: 0, next: RefCell::default(), explodes: false }))
        .collect();
    for (one, next) in long.iter().zip(&long[1..]) {
        *one.next.borrow_mut() = Some(next.clone());
    }
    assert!(ring[0].to_string().ends_with("97 -> Ring(...)"));
    let text = long[0].to_string();
    assert!(text.ends_with("0 -> Ring(...)") && text.len() < 10_000);
    cut(&ring);
}
