//! A handle in a field that is not traced is not found, and would stay one of the other thread.

use std::cell::RefCell;

use obj_runtime::Parcel;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Node {
    #[object(skip)]
    parent: RefCell<Option<Obj<Node>>>,
}

fn send(node: Obj<Node>) {
    let parcel = Parcel::pack(node).unwrap();
    std::thread::spawn(move || drop(parcel));
}

fn main() {}
