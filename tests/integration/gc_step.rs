//! `gc::step`: a full collection in small parts.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Tracer, gc};

thread_local! {
    static LOOKS: Cell<usize> = const { Cell::new(0) };
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often the collector looks into an object.
#[derive(Default)]
struct Counts;

// SAFETY: it holds no handles, and visits none.
#[allow(unsafe_code, reason = "a trace that counts can only be written by hand")]
unsafe impl Trace for Counts {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(_: &Self, _: &mut Tracer) {
        LOOKS.set(LOOKS.get() + 1);
    }
}

struct Alive;

impl Default for Alive {
    fn default() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    other: ObjCell<Node>,
    _counts: Counts,
    #[object(skip)]
    _alive: Alive,
}

fn node() -> Obj<Node> {
    Obj::new(Node::default())
}

fn ring(size: usize) -> Obj<Node> {
    let last = node();
    let mut first = last.clone();
    for _ in 1..size {
        let made = node();
        made.next.set(Some(first));
        first = made;
    }
    last.next.set(Some(first.clone()));
    first
}

/// Steps until the round is over; answers with the garbage freed and the number of steps.
fn finish(budget: usize) -> (usize, usize) {
    let (mut collected, mut steps) = (0, 0);
    loop {
        let progress = gc::step(budget);
        collected += progress.collected();
        steps += 1;
        if progress.is_done() {
            return (collected, steps);
        }
    }
}

const MANY: usize = if cfg!(miri) { 200 } else { 10_000 };

#[test]
fn a_round_frees_what_was_garbage_when_it_began() {
    for budget in [1, 7, 1000, usize::MAX] {
        let kept = ring(10);
        drop(ring(10));
        drop(ring(10));
        let (collected, steps) = finish(budget);
        assert_eq!((collected, ALIVE.get()), (20, 10));
        assert!(budget < usize::MAX || steps == 1, "{steps} steps");
        kept.next.set(None);
    }
    assert_eq!(ALIVE.get(), 0);
}

#[test]
fn every_step_goes_on_whatever_its_budget() {
    drop(ring(10));
    assert_eq!(finish(0).0, 10);
}

#[test]
fn a_step_looks_at_no_more_live_objects_than_its_budget() {
    let kept = ring(MANY);
    drop(kept.clone());
    LOOKS.set(0);
    let mut most = 0;
    loop {
        let before = LOOKS.get();
        let progress = gc::step(100);
        most = most.max(LOOKS.get() - before);
        if progress.is_done() {
            break;
        }
    }
    assert!(most <= 100, "{most} objects in one step");
    assert!(LOOKS.get() >= 2 * MANY, "all were followed, then rescued");
    kept.next.set(None);
}

#[test]
fn a_round_is_one_collection_for_statistics_and_callbacks() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let lines = Rc::clone(&log);
    let id = gc::callbacks::add(move |phase, collection| lines.borrow_mut().push((phase, collection.collected)));
    drop(ring(10));
    let before = gc::stats();
    assert!(finish(3).1 > 3);
    let after = gc::stats();
    assert_eq!(after.full.collections - before.full.collections, 1);
    assert_eq!(after.full.collected - before.full.collected, 10);
    assert_eq!(*log.borrow(), [(gc::Phase::Start, 0), (gc::Phase::Stop, 10)]);
    assert!(gc::callbacks::remove(id));
}

#[test]
fn what_turns_to_garbage_during_a_round_is_found_by_the_next() {
    let (early, late) = (ring(5), ring(7));
    drop(early);
    assert!(!gc::step(1).is_done());
    drop(late);
    let first = finish(1).0;
    assert!(first == 5 || first == 12, "{first}");
    assert_eq!(first + finish(1).0, 12);
}

#[test]
fn the_candidates_of_a_round_are_not_looked_at_by_young_collections() {
    drop(ring(5));
    assert!(!gc::step(1).is_done());
    drop(ring(7));
    assert_eq!(gc::collect_young(), 7);
    assert_eq!(finish(1).0, 5);
}

#[test]
fn a_full_collection_gives_the_round_up() {
    drop(ring(5));
    assert!(!gc::step(1).is_done());
    assert_eq!(gc::collect(), 5);
    assert_eq!(finish(1), (0, 1));
}

#[test]
fn what_is_upgraded_during_a_round_lives_on() {
    for steps in 0..40 {
        let ring = ring(5);
        let weak = Obj::downgrade(&ring);
        drop(ring);
        let mut collected = 0;
        for _ in 0..steps {
            collected += gc::step(1).collected();
        }
        let upgraded = weak.upgrade();
        assert_eq!(upgraded.is_some(), collected == 0);
        collected += finish(1).0;
        assert_eq!(collected, if upgraded.is_some() { 0 } else { 5 }, "{steps}");
        drop(upgraded);
        gc::collect();
        assert_eq!(ALIVE.get(), 0);
    }
}

#[test]
fn objects_may_die_and_be_made_and_change_places_during_a_round() {
    for budget in [1, 2, 5] {
        let kept: Vec<_> = (0..50).map(|_| ring(3)).collect();
        drop(kept.clone());
        let mut turn = 0;
        while !gc::step(budget).is_done() {
            let (one, two) = (&kept[turn % 50], &kept[turn * 7 % 50]);
            // A ring opened and another object put in, handles moved, objects freed and others in their places.
            one.other.swap(&two.next);
            two.next.swap(&one.next);
            one.other.set(Some(node()));
            if turn % 5 == 0 {
                one.next.set(None);
                drop((node(), ring(2)));
            }
            turn += 1;
        }
        let held: usize = kept.iter().map(Obj::refcount).sum();
        assert!(held >= kept.len());
        drop(kept);
        gc::collect();
        assert_eq!(ALIVE.get(), 0, "budget {budget}");
    }
}

#[test]
fn all_objects_may_die_during_a_round() {
    let kept: Vec<_> = (0..MANY).map(|_| node()).collect();
    drop(kept.clone());
    for _ in 0..20 {
        let _ = gc::step(MANY / 10);
    }
    drop(kept);
    assert_eq!(ALIVE.get(), 0);
    let again: Vec<_> = (0..MANY).map(|_| node()).collect();
    assert_eq!(finish(MANY).0, 0);
    drop(again);
    assert_eq!(ALIVE.get(), 0);
}

#[test]
fn a_finished_round_leaves_nothing_for_the_next_to_search() {
    let nodes: Vec<_> = (0..MANY).map(|_| node()).collect();
    nodes.iter().for_each(|node| drop(node.clone()));
    let (_, steps) = finish(100);
    assert!(steps > 3, "{steps} steps for many candidates");
    assert_eq!(finish(100), (0, 1));
    // What becomes a candidate during a round is one for the next.
    drop(nodes[0].clone());
    let _ = gc::step(1);
    drop(nodes[MANY - 1].clone());
    let _ = finish(100);
    LOOKS.set(0);
    let _ = finish(usize::MAX);
    assert!((1..=2).contains(&LOOKS.get()), "followed, then rescued: {}", LOOKS.get());
}

#[test]
fn candidates_of_a_round_make_no_other_collection_due() {
    gc::collect();
    let nodes: Vec<_> = (0..MANY).map(|_| node()).collect();
    nodes.iter().for_each(|node| drop(node.clone()));
    assert_eq!(gc::candidates(), MANY);
    let _ = gc::step(1);
    let newer = node();
    drop(newer.clone());
    let _ = finish(100);
    assert_eq!(gc::candidates(), 1, "what came since");
    let _ = finish(100);
    assert_eq!(gc::candidates(), 0);
    // A young collection meanwhile counts from the start.
    nodes.iter().for_each(|node| drop(node.clone()));
    let _ = gc::step(1);
    gc::collect_young();
    drop(newer.clone());
    let _ = finish(100);
    assert_eq!(gc::candidates(), 1);
}

#[test]
fn a_round_that_was_given_up_leaves_its_candidates() {
    drop(ring(10));
    let kept: Vec<_> = (0..MANY).map(|_| node()).collect();
    kept.iter().for_each(|node| drop(node.clone()));
    drop(ring(10));
    let _ = gc::step(1);
    gc::freeze();
    gc::unfreeze();
    assert_eq!(finish(100).0, 20);
}
