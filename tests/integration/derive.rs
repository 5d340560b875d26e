//! What the derives make of types of every kind.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use obj_runtime::prelude::*;
use obj_runtime::{Frozen, gc};

#[derive(Object)]
struct Node {
    next: RefCell<Option<Obj<Node>>>,
}

#[test]
fn cycles_through_derived_types_are_collected() {
    let node = Obj::new(Node { next: RefCell::new(None) });
    *node.next.borrow_mut() = Some(node.clone());
    drop(node);
    assert_eq!(gc::collect(), 1);
}
