//! What a collection examines, and what it leaves behind if a `trace` panics meanwhile.

mod double;
mod rounds;
mod wishes;

use std::cell::Cell;
use std::ops::Range;
use std::panic::{catch_unwind, resume_unwind};

use super::table::Table;
use crate::cells::ObjCell;
use crate::gc::{self, Generation};
use crate::header::{CountWord, FlagWord};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::object::Obj;
use crate::trace::{Trace, Tracer};
use crate::values::List;

/// Enough for several pages.
const MANY: usize = if cfg!(miri) { 1_000 } else { 5_000 };

/// How many objects a full collection would examine now.
fn examined() -> usize {
    let heap = Heap::current();
    let mut table = Table::new();
    table.find_unreachable(
        heap.candidates.pages(true),
        Generation::Full,
        heap.candidates.stamp(),
        heap.tracked_bytes.get(),
    );
    let examined = table.examined();
    table.give_up(|_| {});
    table.reuse();
    examined
}

/// The last of `count` lists, each in the next.
fn chain(lists: usize) -> Obj<List> {
    (1..lists).fold(Obj::default(), |inner: Obj<List>, _| {
        let outer = Obj::<List>::default();
        outer.append(inner.into());
        outer
    })
}

fn drop_a_list_that_holds_itself() {
    let list = Obj::<List>::default();
    list.append(list.clone().into());
}

#[cfg_attr(miri, ignore = "a heap in which one page is little is too large for it")]
#[test]
fn the_live_heap_is_not_examined_for_the_garbage_beside_it() {
    let live = chain(MANY);
    gc::collect();
    assert_eq!(examined(), 0);
    // Most of the objects on the last page.
    (0..500).for_each(|_| drop_a_list_that_holds_itself());
    assert_eq!(examined(), 500);
    assert_eq!(gc::collect(), 500);
    assert_eq!(live.len(), 1);
}

#[test]
fn where_most_of_the_heap_are_candidates_all_of_it_is_examined_in_order() {
    let live = chain(MANY);
    gc::collect();
    let (mut handle, mut marked) = (live.clone(), 0);
    while let Some(inner) = handle.get(0).and_then(|item| item.downcast::<List>().ok()) {
        // The handle that is dropped here makes a candidate of every other list.
        if marked % 2 == 0 {
            drop(inner.clone());
        }
        marked += 1;
        handle = inner;
    }
    assert_eq!(examined(), MANY);
    assert_eq!(gc::collect(), 0);
}

#[test]
fn the_few_that_nobody_holds_from_outside_live_if_one_who_is_held_leads_to_them() {
    let held: Vec<Obj<List>> = (0..100).map(|_| Obj::default()).collect();
    for holder in held.iter().take(10) {
        // Each leads to a ring of two that nobody else holds.
        let (first, second) = (Obj::<List>::default(), Obj::<List>::default());
        first.append(second.clone().into());
        second.append(first.clone().into());
        holder.append(first.into());
    }
    (0..5).for_each(|_| drop_a_list_that_holds_itself());
    held.iter().for_each(|holder| drop(holder.clone()));
    assert_eq!(examined(), 100 + 20 + 5);
    assert_eq!(gc::collect(), 5);
    for holder in held.iter().take(10) {
        let first = holder.get(0).unwrap().downcast::<List>().unwrap();
        let second = first.get(0).unwrap().downcast::<List>().unwrap();
        assert!(second.get(0).unwrap().is_a::<List>());
    }
    drop(held);
    assert_eq!(gc::collect(), 20);
}

/// Where its handles lie is known; a list has to be asked.
#[derive(crate::Object, Default)]
#[object(crate = crate)]
struct Knot {
    parent: ObjCell<Knot>,
    _number: u64,
    left: ObjCell<Knot>,
    beside: ObjCell<List>,
    right: ObjCell<Knot>,
}

/// A tree of knots that know their parents; each leaf has a list beside it that leads back to the leaf. The root, and how
/// many objects there are.
fn tree(depth: u32) -> (Obj<Knot>, usize) {
    let knot = Obj::new(Knot::default());
    if depth == 0 {
        let list = Obj::<List>::default();
        list.append(knot.clone().into());
        knot.beside.set(Some(list));
        return (knot, 2);
    }
    let [(left, some), (right, others)] = [tree(depth - 1), tree(depth - 1)];
    left.parent.set(Some(knot.clone()));
    right.parent.set(Some(knot.clone()));
    knot.left.set(Some(left));
    knot.right.set(Some(right));
    (knot, 1 + some + others)
}

#[test]
fn what_is_reached_is_examined_once_however_its_handles_are_found() {
    // The table has no room at first, then more or less.
    for depth in [0, 1, 3, 5, 2, 6] {
        let (root, objects) = tree(depth);
        drop(root);
        assert_eq!(examined(), objects);
        assert_eq!(gc::collect(), objects);
    }
}

thread_local!(static CALLS_LEFT: Cell<usize> = const { Cell::new(usize::MAX) });

/// Two links whose `trace` panics between them, at one call.
#[derive(Default)]
struct Fragile(ObjCell<Pane>, ObjCell<Pane>);

// SAFETY: it visits each of its handles once, or panics.
unsafe impl Trace for Fragile {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.field("0", &this.0);
        let left = CALLS_LEFT.get();
        CALLS_LEFT.set(left.wrapping_sub(1));
        if left == 0 {
            resume_unwind(Box::new("trace"));
        }
        tracer.field("1", &this.1);
    }
}

/// Few of these are on a page.
#[derive(crate::Object)]
#[object(crate = crate)]
struct Pane {
    links: Fragile,
    beside: ObjCell<Beside>,
    _rest: [u64; 230],
}

/// On the pages of these there are no candidates.
#[derive(crate::Object, Default)]
#[object(crate = crate)]
struct Beside {
    next: ObjCell<Beside>,
}

/// Several pages of panes. All but the bystander are candidates, and in one of two parts that do not lead to each other:
/// one is garbage, the other is held.
struct Panes {
    held: Vec<Obj<Pane>>,
    _bystander: Obj<Pane>,
    _beside: Vec<Obj<Beside>>,
    /// The addresses of the garbage.
    dead: Vec<usize>,
    alive: usize,
}

const PANES: usize = 7 * 8;
const BESIDE: usize = 20;

fn pane(beside: &Obj<Beside>) -> Obj<Pane> {
    let beside = ObjCell::from(beside.clone());
    Obj::new(Pane { links: Fragile::default(), beside, _rest: [0; 230] })
}

/// Each leads to the next, and to one that lies pages before or behind.
fn link(part: &[Obj<Pane>]) {
    for (index, pane) in part.iter().enumerate() {
        pane.links.0.set(Some(part[(index + 1) % part.len()].clone()));
        pane.links.1.set(Some(part[(index + part.len() / 2) % part.len()].clone()));
    }
}

impl Panes {
    /// Of eight panes, the number that are garbage, and the number that are held by others alone.
    fn new((dead_of_eight, held_by_others): (usize, usize)) -> Self {
        let beside: Vec<Obj<Beside>> = (0..BESIDE).map(|_| Obj::new(Beside::default())).collect();
        beside.iter().zip(&beside[1..]).for_each(|(one, next)| one.next.set(Some(next.clone())));
        gc::collect();
        let bystander = pane(&beside[0]);
        let (mut dead, mut alive) = (Vec::new(), Vec::new());
        for index in 0..PANES {
            if index % 8 < dead_of_eight { &mut dead } else { &mut alive }.push(pane(&beside[0]));
        }
        link(&dead);
        link(&alive);
        drop(alive.clone());
        let dead = dead.iter().map(Obj::id).collect();
        let count = alive.len();
        drop(alive.drain(..held_by_others));
        Self { held: alive, _bystander: bystander, _beside: beside, dead, alive: count }
    }
}

/// Much is garbage, or little; few are found to be held only when others are followed, or many.
const SHAPES: &[(usize, usize)] = if cfg!(miri) { &[(1, 3)] } else { &[(1, 3), (1, 48), (4, 27), (7, 6)] };
/// Under Miri every collection takes its time, so that only some calls panic there.
const STRIDE: usize = if cfg!(miri) { 23 } else { 1 };

/// The address and the count of every object that may be in cycles, and whether it is a candidate. The collector is not at
/// work at any of them.
fn objects() -> Vec<(usize, u32, bool)> {
    let mut objects = Vec::new();
    for page in Heap::current().pages().into_iter().filter(|page| page.info.tracked) {
        assert!(!page.collection.is_scanned.get() && !page.is_in_round());
        for slot in page.slots() {
            let header = slot.header();
            if header.count.get() != 0 {
                assert!(
                    !header.has(FlagWord::UNDER_EXAMINATION | FlagWord::HAS_TALLY | FlagWord::STAYS_YOUNG)
                        && header.count.get() & CountWord::EXAMINED == 0
                );
                objects.push((slot.address(), header.count(), header.is_candidate()));
            }
        }
    }
    objects
}

/// Has `trace` panic at each of these calls of a collection, as far as there are that many; returns the number of panics.
/// Candidates are candidates again afterwards; but if the collection is one `in_steps`, not those found to be held.
fn panic_at(calls: Range<usize>, shape: (usize, usize), in_steps: bool, collect: fn()) -> usize {
    let mut panics = 0;
    for call in calls.step_by(STRIDE) {
        let panes = Panes::new(shape);
        let before = objects();
        CALLS_LEFT.set(call);
        let panic = catch_unwind(collect).err();
        CALLS_LEFT.set(usize::MAX);
        let has_panicked = panic.is_some();
        if let Some(panic) = panic {
            assert_eq!(panic.downcast_ref(), Some(&"trace"));
            let after = objects();
            assert_eq!(after.len(), before.len());
            for (before, after) in before.iter().zip(&after) {
                assert_eq!((before.0, before.1), (after.0, after.1), "call {call}: the counts are as they were");
                let may_be_settled = in_steps && !panes.dead.contains(&before.0);
                assert!(before.2 <= after.2 || may_be_settled, "call {call}: candidates are candidates again");
            }
            assert_eq!(gc::collect(), panes.dead.len(), "call {call}");
            panics += 1;
        }
        assert!(panes.held.iter().all(|pane| pane.links.0.borrow().is_some_and(|next| next.links.1.is_some())));
        let alive = panes.alive;
        drop(panes);
        assert_eq!(gc::collect(), alive + BESIDE, "call {call}");
        assert_eq!(objects(), []);
        if !has_panicked {
            break;
        }
    }
    panics
}

/// The panes are all examined before any is found to be held; then some are examined again.
const FIRST_LOOKS: usize = PANES + 1;

fn collect_all() {
    assert!(gc::collect() > 0);
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_trace_that_panics_while_pages_are_examined_in_order_changes_nothing() {
    for &shape in SHAPES {
        let panes = Panes::new(shape);
        // The bystander too, to whom nobody leads: whole pages are examined.
        assert_eq!(examined(), FIRST_LOOKS + BESIDE);
        drop(panes);
        gc::collect();
        let panics = panic_at(0..FIRST_LOOKS, shape, false, collect_all);
        assert_eq!(panics, FIRST_LOOKS.div_ceil(STRIDE));
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_trace_that_panics_while_the_held_are_let_go_changes_nothing() {
    for &shape in SHAPES {
        assert!(panic_at(FIRST_LOOKS..usize::MAX, shape, false, collect_all) > 0);
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_trace_that_panics_in_a_young_collection_changes_nothing() {
    for &shape in SHAPES {
        assert!(panic_at(0..usize::MAX, shape, false, || assert!(gc::collect_young() > 0)) > PANES / STRIDE);
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_trace_that_panics_in_a_step_changes_nothing() {
    for &shape in SHAPES {
        assert!(panic_at(0..usize::MAX, shape, true, || while !gc::step(10).is_done() {}) > PANES / STRIDE);
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_guarded_object_leaves_the_table_when_a_trace_panics() {
    let collections: [fn(); 3] =
        [collect_all, || assert!(gc::collect_young() > 0), || while !gc::step(10).is_done() {}];
    for collect in collections {
        let pane = pane(&Obj::new(Beside::default()));
        pane.links.0.set(Some(pane.clone()));
        let mut guarded = Obj::new(Knot::default());
        drop((pane, guarded.clone()));
        let guard = Obj::get_mut(&mut guarded).expect("the only handle");
        CALLS_LEFT.set(0);
        assert!(catch_unwind(collect).is_err());
        CALLS_LEFT.set(usize::MAX);
        let before = objects();
        drop(guard);
        assert_eq!(gc::collect(), 2, "the pane and what is beside it");
        assert!(before.contains(&(Obj::id(&guarded), 1, true)), "{before:?}");
        assert_eq!(objects(), [(Obj::id(&guarded), 1, false)]);
    }
}

#[test]
fn an_object_whose_guard_was_forgotten_is_examined_once() {
    // Its page comes after that of the knot that leads to it.
    let (knot, mut list) = (Obj::new(Knot::default()), Obj::<List>::default());
    std::mem::forget(Obj::get_mut(&mut list));
    knot.beside.set(Some(list.clone()));
    drop((knot.clone(), list.clone()));
    assert_eq!(examined(), 2);
    assert_eq!(gc::collect(), 0);
}

#[test]
fn pages_with_other_objects_than_garbage_keep_these() {
    let capacity = PagePtr::of(pane(&Obj::new(Beside::default())).handle().pointer()).capacity() as usize;
    // On each page, as many of the first are garbage.
    for dead_of_page in 1..capacity {
        let beside = Obj::new(Beside::default());
        let panes: Vec<_> = (0..3 * capacity).map(|_| pane(&beside)).collect();
        let (mut dead, mut alive) = (Vec::new(), Vec::new());
        for (index, pane) in panes.into_iter().enumerate() {
            if index % capacity < dead_of_page { &mut dead } else { &mut alive }.push(pane);
        }
        link(&dead);
        link(&alive);
        let garbage = dead.len();
        drop(dead);
        assert_eq!(gc::collect(), garbage);
        let slots: usize = alive.iter().filter(|pane| pane.header().is_alive()).count();
        assert_eq!((slots, alive.iter().all(|pane| pane.links.0.get().is_some())), (alive.len(), true));
        let after = objects();
        assert!(alive.iter().all(|pane| after.iter().any(|object| object.0 == Obj::id(pane))), "{dead_of_page} dead");
        drop(alive);
        gc::collect();
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn what_was_not_reached_before_a_trace_panicked_is_as_young_as_before() {
    let beside = Obj::new(Beside::default());
    gc::collect();
    for _ in 0..PANES {
        let pane = pane(&beside);
        pane.links.0.set(Some(pane.clone()));
    }
    CALLS_LEFT.set(0);
    assert!(catch_unwind(gc::collect).is_err());
    CALLS_LEFT.set(usize::MAX);
    let young = gc::collect_young();
    assert!(young > PANES / 2, "{young} of {PANES}");
    assert_eq!(gc::collect(), PANES - young);
}
