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

/// A container of another crate, as far as the derive knows.
struct Ring<T>(RefCell<Vec<T>>);

fn trace_ring<T: Trace>(ring: &Ring<T>, tracer: &mut Tracer) {
    if let Ok(items) = ring.0.try_borrow() {
        tracer.items(&items);
    }
}

#[allow(unsafe_code, reason = "what is tested")]
mod traced_with {
    use super::*;

    #[derive(Object)]
    pub(super) struct Turning<T: Trace> {
        // SAFETY: each item of the ring is visited once.
        #[object(trace_with = unsafe { trace_ring })]
        pub(super) ring: Ring<T>,
        pub(super) also: ObjCell<Turning<T>>,
    }

    #[derive(Trace)]
    pub(super) enum Choice {
        Turning(
            u8,
            // SAFETY: as above.
            #[object(trace_with = unsafe { trace_ring })] Ring<AnyObj>,
        ),
        Nothing,
    }
}

#[test]
fn what_a_function_traces_is_found() {
    let turning = Obj::new(traced_with::Turning { ring: Ring(RefCell::default()), also: ObjCell::default() });
    turning.ring.0.borrow_mut().push(AnyObj::from(turning.clone()));
    turning.also.set(Some(turning.clone()));
    assert!(obj_runtime::inspect::explain(&turning).to_string().contains("in ring[0]"));
    let cell: Obj<Slot> = Obj::new(Slot { choice: RefCell::new(traced_with::Choice::Nothing) });
    *cell.choice.borrow_mut() = traced_with::Choice::Turning(1, Ring(RefCell::new(vec![cell.clone().into()])));
    drop((turning, cell));
    assert_eq!(gc::collect(), 2);
}

#[derive(Object)]
struct Slot {
    choice: RefCell<traced_with::Choice>,
}
