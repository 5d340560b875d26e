//! The same where a macro says `Self`.

use std::cell::RefCell;

use obj_runtime::Parcel;
use obj_runtime::prelude::*;

macro_rules! this {
    () => {
        Self
    };
}

#[derive(Object)]
struct Leaf;

#[derive(Object)]
struct Node {
    #[object(skip)]
    spare: RefCell<Option<Box<this!()>>>,
    leaf: ObjCell<Leaf>,
}

fn send(node: Obj<Node>) {
    let parcel = Parcel::pack(node).unwrap();
    std::thread::spawn(move || drop(parcel));
}

fn main() {}
