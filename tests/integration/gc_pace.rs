//! When automatic collections come: the threshold, and memory outside of the heap.

use std::cell::Cell;

use obj_runtime::gc::{self, ExternalMemory};
use obj_runtime::prelude::*;

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
    static MOST: Cell<usize> = const { Cell::new(0) };
}

/// Counts the objects alive, and how many there were at once.
struct Alive;

impl Default for Alive {
    fn default() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        MOST.set(MOST.get().max(ALIVE.get()));
        Self
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

#[derive(Object, Default)]
struct Ring {
    me: ObjCell<Ring>,
    memory: ExternalMemory,
    #[object(skip)]
    _alive: Alive,
}

/// Makes garbage cycles; returns how many waited at once to be collected.
fn most_waiting(rings: usize, bytes: usize) -> usize {
    MOST.set(0);
    for _ in 0..rings {
        let ring = Obj::new(Ring { memory: ExternalMemory::new(bytes), ..Ring::default() });
        ring.me.set(Some(ring.clone()));
    }
    MOST.get()
}

const RINGS: usize = if cfg!(miri) { 300 } else { 3_000 };

#[test]
fn a_threshold_below_a_page_of_objects_is_honoured() {
    for threshold in [0, 1, 10, 100] {
        gc::collect();
        gc::set_threshold(threshold);
        let most = most_waiting(RINGS, 0);
        assert!(most <= threshold.max(1) + 1, "{most} wait at a threshold of {threshold}");
    }
    gc::collect();
    gc::disable();
    assert_eq!(most_waiting(RINGS, 0), RINGS, "none is due");
    gc::collect();
    assert_eq!(ALIVE.get(), 0);
}

#[test]
fn a_threshold_can_be_lowered_when_candidates_wait_already() {
    let early = most_waiting(5, 0);
    gc::set_threshold(10);
    assert_eq!(early, 5);
    assert!(most_waiting(RINGS, 0) <= 11, "{} wait", MOST.get());
}

#[test]
fn candidates_that_die_by_counting_bring_few_collections() {
    gc::collect();
    gc::set_threshold(64);
    let collections = || gc::stats().young.collections;
    let before = collections();
    for _ in 0..RINGS {
        let temporary = Obj::new(Ring::default());
        drop(temporary.clone());
    }
    assert!(collections() - before <= 3, "{} found nothing", collections() - before);
    let before = collections();
    most_waiting(RINGS, 0);
    assert!(collections() - before >= RINGS / 64 / 2, "garbage brings the threshold back");
}

/// A candidate that lives on.
fn touched(owned: usize) -> Obj<Owner> {
    let owner = Obj::new(Owner { bytes: vec![0; owned], ..Owner::default() });
    drop(owner.clone());
    owner
}

#[derive(Object, Default)]
struct Owner {
    next: ObjCell<Owner>,
    bytes: Vec<u8>,
}

#[test]
fn a_program_whose_heap_stays_tiny_is_not_interrupted() {
    const LIVE: usize = 2_000;
    const OBJECTS: usize = if cfg!(miri) { 20_000 } else { 200_000 };
    let before = gc::stats();
    let mut live: Vec<_> = (0..LIVE).map(|_| touched(0)).collect();
    for index in 0..OBJECTS {
        live[index * 7 % LIVE] = touched(0);
    }
    assert_eq!((gc::stats().young, gc::stats().full), (before.young, before.full));
}

#[test]
fn a_program_that_builds_much_is_hardly_interrupted() {
    const OBJECTS: usize = if cfg!(miri) { 10_000 } else { 100_000 };
    let live: Vec<_> = (0..OBJECTS).map(|_| touched(1024)).collect();
    let stats = gc::stats();
    let looked_at = stats.young.candidates + stats.full.candidates;
    assert!(cfg!(miri) || looked_at < OBJECTS / 5, "{looked_at} of {} were looked at", live.len());
}

#[test]
fn external_memory_brings_collections() {
    const MIB: usize = 1 << 20;
    let most = most_waiting(RINGS, MIB);
    assert!((1..=3).contains(&most), "{most} MiB wait");
    gc::collect();
    // Large buffers that live keep the threshold up: a fifth more, not more.
    let live: Vec<_> = (0..100).map(|_| ExternalMemory::new(MIB)).collect();
    let most = most_waiting(RINGS, MIB);
    assert!((18..=24).contains(&most), "{most} MiB wait beside 100 that live");
    gc::collect();
    assert_eq!((ALIVE.get(), live.len()), (0, 100));
}

#[test]
fn buffers_that_all_live_bring_few_collections() {
    let before = gc::stats().full.collections;
    let live: Vec<_> = (0..if cfg!(miri) { 300 } else { 3000 })
        .map(|_| Obj::new(Ring { memory: ExternalMemory::new(1 << 20), ..Ring::default() }))
        .inspect(|ring| drop(ring.clone()))
        .collect();
    let collections = gc::stats().full.collections - before;
    assert!((2..=60).contains(&collections), "{collections} found nothing beside {} MiB that live", live.len());
}

#[test]
fn external_memory_is_counted_until_it_is_set_or_dropped() {
    const MIB: usize = 1 << 20;
    let ring = Obj::new(Ring::default());
    drop(ring.clone());
    let comes_and_goes = || {
        ring.memory.set(20 * MIB);
        assert_eq!(ring.memory.bytes(), 20 * MIB);
        drop(ExternalMemory::new(10 * MIB));
    };
    comes_and_goes();
    let before = gc::stats().full.collections;
    // It goes as it comes, so that no further collection is due.
    for _ in 0..100 {
        comes_and_goes();
    }
    assert_eq!(gc::stats().full.collections, before);
    drop(ring.clone());
    ring.memory.set(110 * MIB);
    assert_eq!(gc::stats().full.collections, before + 1);
    ring.memory.set(0);
    drop(ring);
    assert_eq!(ALIVE.get(), 0);
}
