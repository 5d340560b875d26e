//! `Self` in a field that is not traced is the type, whose handles would stay ones of the other thread.

use std::cell::RefCell;

use obj_runtime::Parcel;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Leaf;

#[derive(Object)]
struct Node {
    #[object(skip)]
    spare: RefCell<Option<Box<Self>>>,
    leaf: ObjCell<Leaf>,
}

fn send(node: Obj<Node>) {
    let parcel = Parcel::pack(node).unwrap();
    std::thread::spawn(move || drop(parcel));
}

fn main() {}
