//! What rounds of `gc::step` look at, and what they leave behind.

use super::*;
use crate::collector::{Collector, step};

/// One has a page of its own.
#[derive(crate::Object, Default)]
#[object(crate = crate)]
struct Wide {
    next: ObjCell<Wide>,
    _padding: [[u64; 32]; 16],
}

#[test]
fn a_round_keeps_no_page_of_dead_objects() {
    let wide = || Obj::new(Wide::default());
    let pages = || Heap::current().pages().len();
    let before = pages();
    let mut all: Vec<_> = (0..100).map(|_| wide()).collect();
    all.iter().for_each(|one| drop(one.clone()));
    // Some are searched, some followed.
    let _ = gc::step(60);
    assert_eq!(pages(), before + 100);
    all.clear();
    assert_eq!(pages(), before);
    // Others in their place: what the round knew of the dead says nothing of them.
    all.extend((0..100).map(|_| wide()));
    for one in &all {
        one.next.set(Some(one.clone()));
    }
    drop(all);
    while !gc::step(7).is_done() {}
    assert_eq!(pages(), before + 100);
    let mut collected = 0;
    loop {
        let progress = gc::step(7);
        collected += progress.collected();
        if progress.is_done() {
            break;
        }
    }
    assert_eq!((collected, pages()), (100, before));
}

/// Three knots, each of which holds the next.
fn ring() -> Vec<Obj<Knot>> {
    let knots: Vec<_> = (0..3).map(|_| Obj::new(Knot::default())).collect();
    knots.iter().zip(knots.iter().cycle().skip(1)).for_each(|(one, next)| one.left.set(Some(next.clone())));
    knots
}

#[test]
fn what_takes_the_place_of_the_dead_is_nothing_that_a_round_suspects() {
    // At some of these numbers of steps the round suspects the ring.
    for steps in 1..60 {
        let knots = ring();
        let weak = Obj::downgrade(&knots[0]);
        drop(knots);
        (0..steps).for_each(|_| assert!(gc::step(1).collected() == 0 || weak.is_dead()));
        let Some(opened) = weak.upgrade() else { break };
        drop(opened.left.take());
        drop(opened);
        let others: Vec<_> = (0..10).map(|_| Obj::new(Knot::default())).collect();
        while !gc::step(1).is_done() {}
        assert!(others.iter().all(|other| !other.header().is_candidate()), "after {steps} steps");
        gc::collect();
    }
}

#[test]
fn what_takes_the_place_of_young_garbage_is_nothing_that_a_round_suspects() {
    for steps in 1..60 {
        let mut knots = ring();
        let first = knots.remove(0);
        drop(knots);
        // At some of these numbers of steps the round has counted a handle to each of the others.
        if (0..steps).any(|_| gc::step(1).is_done()) {
            break;
        }
        drop(first);
        assert_eq!(gc::collect_young(), 3, "after {steps} steps");
        let others: Vec<_> = (0..10).map(|_| Obj::new(Knot::default())).collect();
        while !gc::step(1).is_done() {}
        assert!(others.iter().all(|other| !other.header().is_candidate()), "after {steps} steps");
    }
}

#[test]
fn a_round_that_is_given_up_makes_candidates_of_those_that_were() {
    let (knot, below) = (Obj::new(Knot::default()), Obj::new(Knot::default()));
    let beside = Obj::new(Knot::default());
    gc::collect();
    knot.left.set(Some(below.clone()));
    drop(knot.clone());
    for steps in 1..10 {
        (0..steps).for_each(|_| _ = gc::step(1));
        step::abandon();
        let candidates = [&knot, &below, &beside].map(|knot| knot.header().is_candidate());
        if !candidates[0] {
            return;
        }
        assert_eq!(candidates, [true, false, false]);
    }
    unreachable!("a round of three objects ends");
}

#[test]
fn a_round_counts_its_candidates_without_those_that_were_frozen() {
    let candidates = || gc::stats().full.candidates;
    drop_a_list_that_holds_itself();
    gc::freeze();
    let before = candidates();
    while !gc::step(1).is_done() {}
    assert_eq!(candidates(), before);
    gc::unfreeze();
    drop_a_list_that_holds_itself();
    while !gc::step(1).is_done() {}
    assert_eq!(candidates(), before + 2);
}

#[test]
fn what_a_round_suspected_in_vain_is_as_young_as_before() {
    let mut saved = 0;
    for steps in 1..60 {
        gc::collect();
        let knot = Obj::new(Knot::default());
        knot.left.set(Some(knot.clone()));
        let weak = Obj::downgrade(&knot);
        drop(knot);
        (0..steps).for_each(|_| _ = gc::step(1));
        let Some(knot) = weak.upgrade() else { break };
        while !gc::step(1).is_done() {}
        drop(knot);
        assert_eq!(gc::collect_young(), 1, "after {steps} steps");
        saved += 1;
    }
    assert!(saved > 2);
}

#[test]
fn a_round_does_not_look_into_what_a_guard_is_open_on() {
    let mut pane = pane(&Obj::new(Beside::default()));
    drop(pane.clone());
    let guard = Obj::get_mut(&mut pane).expect("the only handle");
    CALLS_LEFT.set(0);
    while !gc::step(1).is_done() {}
    assert_eq!(CALLS_LEFT.replace(usize::MAX), 0);
    drop(guard);
}

/// What is due if the objects own so many bytes outside.
fn due_with(outside: usize) -> Option<Generation> {
    let heap = Heap::current();
    heap.external_bytes.set(outside);
    Collector::current().due(heap)
}

#[test]
fn while_a_round_is_under_way_a_full_collection_is_due_later() {
    const ALIVE: usize = 100 << 20;
    drop_a_list_that_holds_itself();
    assert_eq!(due_with(ALIVE), Some(Generation::Full));
    assert_eq!(gc::collect(), 1);
    drop_a_list_that_holds_itself();
    let more = ALIVE + ALIVE / 4;
    assert_eq!((due_with(ALIVE), due_with(more)), (None, Some(Generation::Full)));
    assert!(!gc::step(1).is_done());
    assert_eq!((due_with(more), due_with(2 * more)), (None, Some(Generation::Full)));
    while !gc::step(1).is_done() {}
    assert_eq!(due_with(0), None);
}

#[test]
fn the_more_a_round_has_looked_at_the_later_the_next_full_collection_is_due() {
    let lists: Vec<Obj<List>> = (0..1_000).map(|_| Obj::default()).collect();
    lists.iter().for_each(|list| drop(list.clone()));
    while !gc::step(100).is_done() {}
    drop_a_list_that_holds_itself();
    let worth_looking = 8 * 1024 * lists.len();
    assert_eq!((due_with(worth_looking / 2), due_with(2 * worth_looking)), (None, Some(Generation::Full)));
    assert_eq!(due_with(0), None);
}

/// Counts how often it was looked into.
#[derive(Default)]
struct Looks(Cell<u32>);

// SAFETY: it has no handles.
unsafe impl Trace for Looks {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    fn trace(this: &Self, _: &mut Tracer) {
        this.0.set(this.0.get() + 1);
    }
}

#[derive(crate::Object, Default)]
#[object(crate = crate)]
struct Watched {
    looks: Looks,
    _next: ObjCell<Watched>,
}

#[test]
fn a_round_does_not_look_into_what_takes_the_place_of_the_dead() {
    let some = || (0..5).map(|_| Obj::new(Watched::default())).collect::<Vec<_>>();
    let _keeps_the_page = some();
    for steps in 1.. {
        let watched = some();
        watched.iter().for_each(|object| drop(object.clone()));
        let is_done = (0..steps).any(|_| gc::step(1).is_done());
        let places: Vec<_> = watched.iter().map(Obj::id).collect();
        drop(watched);
        let others: Vec<_> = (0..40).flat_map(|_| some()).collect();
        assert!(places.iter().all(|&place| others.iter().any(|other| Obj::id(other) == place)));
        if is_done {
            assert!(steps > 10, "{steps}: one for each object when it is followed, and when it is rescued");
            return;
        }
        while !gc::step(1).is_done() {}
        assert!(others.iter().all(|other| other.looks.0.get() == 0), "after {steps} steps");
    }
}
