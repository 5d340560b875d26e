//! What one object holds and what holds it, without a snapshot.

use std::cell::RefCell;
use std::collections::BTreeMap;

use obj_runtime::inspect::{self, Reference};
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    by_name: RefCell<BTreeMap<&'static str, Obj<Node>>>,
    parent: WeakCell<Node>,
}

fn names(references: &[Reference]) -> Vec<String> {
    references.iter().map(|reference| reference.name().to_string()).collect()
}

#[test]
fn references_are_those_of_a_snapshot() {
    let (a, b) = (Obj::new(Node::default()), Obj::new(Node::default()));
    a.next.set(&b);
    b.next.set(&b);
    a.by_name.borrow_mut().extend([("x", b.clone()), ("y", a.clone())]);
    b.parent.set(&a);
    let snapshot = inspect::snapshot();
    for object in [&a, &b] {
        let strong = |edge: &inspect::Edge<'_>| !edge.is_weak();
        let held: Vec<_> = snapshot.referents(object).filter(strong).map(|edge| edge.name().to_string()).collect();
        assert_eq!(names(&inspect::referents(object)), held);
        let holders: Vec<_> = snapshot.referrers(object).filter(strong).map(|edge| edge.name().to_string()).collect();
        assert_eq!(names(&inspect::referrers(object)), holders);
    }
    assert_eq!(names(&inspect::referrers(&b)), ["next", "by_name[\"x\"]", "next"]);
    let held = inspect::referents(&a);
    assert!(held.iter().all(|reference| AnyObj::is(reference.holder(), Obj::as_any(&a))));
    assert!(AnyObj::is(held[1].target(), Obj::as_any(&b)));
    assert_eq!(
        (held[0].to_string(), format!("{:?}", held[1])),
        ("Node, in name".into(), "Node, in next -> Node".into())
    );
}

#[test]
fn values_without_handles_have_holders_too() {
    let list: Obj<List> = ["some text", "more"].into();
    let text = list.get_item(0);
    assert_eq!(names(&inspect::referrers(&text)), ["[0]"]);
    assert!(inspect::referents(&text).is_empty());
}

#[test]
fn references_count_while_they_are_there() {
    let node = Obj::new(Node::default());
    node.next.set(&node);
    let references = inspect::referrers(&node);
    assert_eq!((references.len(), Obj::refcount(&node)), (1, 4));
    drop(references);
    assert_eq!(Obj::refcount(&node), 2);
}

#[test]
fn what_nobody_is_handed_is_left_out() {
    let mut inner = Obj::new(Node::default());
    let held = Obj::new(Node::default());
    inner.next.set(&held);
    let guard = Obj::get_mut(&mut inner).unwrap();
    assert!(inspect::referrers(&held).is_empty());
    drop(guard);
    assert_eq!(inspect::referrers(&held).len(), 1);
}
