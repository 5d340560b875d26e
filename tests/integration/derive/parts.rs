//! Parts of objects, and fields that are not traced.

use super::*;

#[derive(Trace, Default)]
struct Link {
    to: RefCell<Option<Obj<Node>>>,
    #[object(skip)]
    note: Untraceable,
}

#[derive(Trace)]
enum Edge<T> {
    None,
    Some(T),
}

#[derive(Default)]
struct Untraceable(Cell<u32>);

#[derive(Object)]
struct Node {
    links: Vec<Link>,
    edge: RefCell<Edge<Obj<Node>>>,
}

fn node() -> Node {
    Node { links: vec![Link::default(), Link::default()], edge: RefCell::new(Edge::None) }
}

#[test]
fn handles_in_parts_are_found() {
    leave_ring(3, node, |one, two| *one.links[1].to.borrow_mut() = Some(two));
    assert_eq!(gc::collect(), 3);
    leave_ring(2, node, |one, two| *one.edge.borrow_mut() = Edge::Some(two));
    assert_eq!(gc::collect(), 2);
}

#[test]
fn skipped_fields_need_nothing_and_work() {
    let node = Obj::new(node());
    node.links[0].note.0.set(7);
    assert_eq!(node.links[0].note.0.get(), 7);
}

#[derive(Object)]
struct Keeper {
    #[object(skip)]
    kept: RefCell<Option<Obj<Keeper>>>,
}

#[test]
fn what_a_skipped_field_holds_counts_as_held_from_outside() {
    let keeper = Obj::new(Keeper { kept: RefCell::default() });
    *keeper.kept.borrow_mut() = Some(keeper.clone());
    let id = Obj::id(&keeper);
    drop(keeper);
    assert_eq!(gc::collect(), 0);
    Obj::<Keeper>::from_id(id).unwrap().kept.take();
    assert!(Obj::<Keeper>::from_id(id).is_none());
}
