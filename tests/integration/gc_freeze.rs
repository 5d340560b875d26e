//! `gc::freeze` and `gc::unfreeze`.

use std::cell::{Cell, RefCell};

use obj_runtime::gc;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
}

#[derive(Object, Default)]
#[object(finalize)]
struct Chain {
    next: ObjCell<Chain>,
    others: ObjVec<Chain>,
    deed: Deed,
}

#[derive(Trace, Default)]
enum Deed {
    #[default]
    Nothing,
    Unfreeze,
    Resurrect,
}

thread_local!(static RESURRECTED: Cell<Option<Obj<Chain>>> = const { Cell::new(None) });

impl Finalize for Chain {
    fn finalize(this: &Obj<Self>) {
        match this.deed {
            Deed::Nothing => {}
            Deed::Unfreeze => gc::unfreeze(),
            Deed::Resurrect => RESURRECTED.set(Some(this.clone())),
        }
    }
}

fn ring_of_one() -> Obj<Node> {
    let node = Obj::new(Node::default());
    node.next.set(Some(node.clone()));
    node
}

#[test]
fn garbage_that_was_frozen_waits_until_it_is_given_back() {
    let node = ring_of_one();
    gc::freeze();
    assert_eq!(gc::freeze_count(), 1);
    drop(node);
    assert_eq!(gc::collect(), 0);
    gc::unfreeze();
    assert_eq!(gc::freeze_count(), 0);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn what_was_frozen_still_dies_by_counting() {
    let node = Obj::new(Node::default());
    gc::freeze();
    let weak = Obj::downgrade(&node);
    drop(node);
    assert!(weak.is_dead());
    assert_eq!(gc::freeze_count(), 0);
}

/// The only candidate of the ring is looked at while the other object is out of reach.
fn ring_through_a_frozen_object(collect: fn()) {
    let frozen = Obj::new(Node::default());
    gc::freeze();
    let other = Obj::new(Node::default());
    let again = other.clone();
    frozen.next.set(Some(other));
    again.next.set(Some(frozen));
    drop(again);
    collect();
    gc::unfreeze();
    assert_eq!(gc::collect(), 2);
}

#[test]
fn a_ring_through_a_frozen_object_is_collected_when_that_is_given_back() {
    ring_through_a_frozen_object(|| assert_eq!(gc::collect(), 0));
    ring_through_a_frozen_object(|| while !gc::step(1).is_done() {});
    ring_through_a_frozen_object(|| ());
}

#[test]
fn objects_made_later_are_not_frozen() {
    gc::freeze();
    let node = ring_of_one();
    assert_eq!(gc::freeze_count(), 0);
    drop(node);
    assert_eq!(gc::collect(), 1);
    gc::unfreeze();
}

#[test]
fn an_object_that_is_being_made_may_be_frozen_and_given_back() {
    let node = Obj::<Node>::new_cyclic(|_| {
        gc::freeze();
        gc::unfreeze();
        gc::collect();
        gc::freeze();
        Node::default()
    });
    gc::unfreeze();
    node.next.set(Some(node.clone()));
    drop(node);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn freezing_gives_up_the_round_under_way() {
    let kept = ring_of_one();
    drop(ring_of_one());
    assert!(!gc::step(1).is_done());
    gc::freeze();
    gc::unfreeze();
    assert_eq!(gc::collect(), 1);
    drop(kept);
    assert_eq!(gc::collect(), 1);
}

#[derive(Object, Default)]
struct Buffer {
    data: RefCell<Vec<u8>>,
    next: ObjCell<Buffer>,
}

#[derive(Object)]
struct Large(#[allow(dead_code, reason = "it takes room")] [u8; 16_000]);

/// That an object owns more than before lets pages go which are walked through just then.
#[test]
fn unfreezing_may_give_back_pages() {
    let arena_of = |id: usize| id >> 21;
    let page_of = |buffer: &Obj<Buffer>| Obj::id(buffer) >> 14;
    gc::disable();
    // Two full pages; the last object alone in the page of another arena.
    let mut buffers: Vec<Obj<Buffer>> = (0..30).map(|_| Obj::default()).collect();
    let first = page_of(&buffers[29]);
    while page_of(&buffers[buffers.len() - 1]) == first {
        buffers.push(Obj::default());
    }
    let (second, in_first) = (page_of(&buffers[buffers.len() - 1]), buffers.len() - 1);
    buffers.push(Obj::default());
    let size = Obj::id(&buffers[in_first]).abs_diff(Obj::id(&buffers[in_first + 1]));
    buffers.resize_with(in_first + 16_384 / size, Obj::default);
    assert!(buffers[in_first..].iter().all(|buffer| page_of(buffer) == second));
    let mut arenas = vec![arena_of(Obj::id(&buffers[29]))];
    let mut large = Vec::new();
    while arenas.len() < 4 {
        large.push(Obj::new(Large([0; 16_000])));
        arenas.push(arena_of(Obj::id(&large[large.len() - 1])));
        arenas.dedup();
    }
    drop((Obj::<Buffer>::default(), large));
    gc::freeze();
    let of_first = buffers.iter().filter(|buffer| page_of(buffer) == first);
    of_first.take(8).for_each(|buffer| buffer.data.borrow_mut().resize(1 << 16, 0));
    gc::unfreeze();
    assert_eq!(gc::freeze_count(), 0);
    assert!(buffers.iter().all(|buffer| buffer.next.is_none()) && gc::stats().heap.external_bytes >= 1 << 16);
}

#[test]
fn an_object_that_waits_for_its_end_is_given_back_if_it_is_resurrected() {
    let with_deed = |deed| Obj::new(Chain { deed, ..Chain::default() });
    let mut chain = Obj::new(Chain::default());
    // They are just too deep to be ended at once; the last to come is the first to go.
    chain.others.extend([with_deed(Deed::Resurrect), with_deed(Deed::Unfreeze)]);
    for _ in 0..31 {
        chain = Obj::new(Chain { next: chain.into(), ..Chain::default() });
    }
    gc::freeze();
    drop(chain);
    let resurrected = RESURRECTED.take().expect("its finalizer has kept it");
    assert_eq!(gc::freeze_count(), 0);
    resurrected.next.set(Some(resurrected.clone()));
    drop(resurrected);
    assert_eq!(gc::collect(), 1);
}
