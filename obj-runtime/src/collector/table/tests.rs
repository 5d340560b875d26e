//! What the search counts, and what the rescue leaves, over graphs of which it is known who holds what.

use std::cell::{Cell, RefCell};

use super::Table;
use super::found::Found;
use crate::cells::ObjCell;
use crate::gc::{self, Generation};
use crate::header::FlagWord;
use crate::heap::Heap;
use crate::object::Obj;
use crate::values::List;

/// Where its handles lie is known.
#[derive(crate::Object, Default)]
#[object(crate = crate)]
struct Dot {
    next: ObjCell<Dot>,
    across: ObjCell<Dot>,
    list: ObjCell<List>,
}

/// Dots in rings, in which each leads to two others. Of every `keep`th ring the first dot is held, of none if that is 0.
#[derive(Debug, Clone, Copy)]
struct Rings {
    dots: usize,
    length: usize,
    keep: usize,
    /// Whether every third dot has a list that leads back to it.
    lists: bool,
    /// The number of dots that nobody touches before each of them.
    between: usize,
}

impl Rings {
    /// All dots, and those between them.
    fn make(self) -> (Vec<Obj<Dot>>, Vec<Obj<Dot>>) {
        let (mut dots, mut between) = (Vec::new(), Vec::new());
        for index in 0..self.dots {
            between.extend((0..self.between).map(|_| Obj::new(Dot::default())));
            let dot = Obj::new(Dot::default());
            if self.has_list(index) {
                let list = Obj::<List>::default();
                list.append(dot.clone().into());
                dot.list.set(Some(list));
            }
            dots.push(dot);
        }
        for ring in dots.chunks(self.length) {
            for (index, dot) in ring.iter().enumerate() {
                dot.next.set(Some(ring[(index + 1) % ring.len()].clone()));
                dot.across.set(Some(ring[(index + ring.len() / 2) % ring.len()].clone()));
            }
        }
        (dots, between)
    }

    fn has_list(self, index: usize) -> bool {
        self.lists && index.is_multiple_of(3)
    }

    fn is_kept(self, index: usize) -> bool {
        self.keep != 0 && (index / self.length).is_multiple_of(self.keep)
    }

    /// The dots in rings that are kept, or are not, and their lists.
    fn count(self, kept: bool) -> (usize, usize) {
        let those = || (0..self.dots).filter(|&index| self.is_kept(index) == kept);
        (those().count(), those().filter(|&index| self.has_list(index)).count())
    }

    /// What a collection counts and finds, or what it does.
    fn check(self, generation: Generation, looks_only: bool) {
        gc::collect();
        let (mut dots, between) = self.make();
        if generation == Generation::Full {
            gc::collect();
        }
        dots.iter().for_each(|dot| drop(dot.clone()));
        let mut index = 0..;
        dots.retain(|_| index.next().is_some_and(|index| index % self.length == 0 && self.is_kept(index)));
        let ((living, their_lists), (dead, dead_lists)) = (self.count(true), self.count(false));
        let case = format!("{self:?}, {generation:?}");
        if looks_only {
            assert_eq!(find(generation), (dots.len() as u64, self.dots, dead + dead_lists), "{case}");
        } else if generation == Generation::Full {
            assert_eq!(gc::collect(), dead + dead_lists, "{case}");
        } else {
            assert_eq!(gc::collect_young(), dead + dead_lists, "{case}");
            assert_eq!(Heap::current().candidates.old(), living, "they still are candidates: {case}");
        }
        let is_whole = |dot: &Obj<Dot>| dot.next.get().is_some_and(|next| next.across.get().is_some());
        assert!(dots.iter().all(is_whole), "{case}");
        drop((dots, between));
        let untouched = if looks_only { dead + dead_lists } else { 0 };
        assert_eq!(gc::collect(), living + their_lists + untouched, "{case}");
    }
}

/// What a collection would find now: how many handles are outside, the candidates, and the objects that nobody holds.
fn find(generation: Generation) -> (u64, usize, usize) {
    let (heap, mut table) = (Heap::current(), Table::new());
    let pages = heap.candidates.pages(generation == Generation::Full);
    table.find_unreachable(pages, generation, heap.candidates.stamp(), heap.tracked_bytes.get());
    let garbage = table.work.entries.iter().filter(|entry| !entry.is_rescued()).count();
    let found = (table.found.outside.0, table.candidates(), garbage);
    table.give_up(|object| heap.candidates.mark_again(object));
    table.reuse();
    found
}

/// Fewer than a block of entries, a block and what is prefetched behind it, and more.
const DOTS: &[usize] = if cfg!(miri) { &[17] } else { &[1, 3, 16, 17, 32, 33, 70] };

/// The lengths of rings, and of which the first dot is held.
const LENGTHS: &[(usize, usize)] =
    if cfg!(miri) { &[(1, 2), (7, 3)] } else { &[(1, 0), (1, 2), (2, 1), (7, 0), (7, 3), (40, 1), (40, 0)] };

/// Whether there are lists, and how many dots between them nobody touches.
const OTHERS: &[(bool, usize)] =
    if cfg!(miri) { &[(true, 1)] } else { &[(false, 0), (true, 0), (false, 5), (true, 5)] };

#[test]
fn the_handles_outside_are_those_of_the_program_and_what_they_lead_to_lives() {
    for &dots in DOTS {
        for &(length, keep) in LENGTHS {
            for &(lists, between) in OTHERS {
                let rings = Rings { dots, length, keep, lists, between };
                for generation in [Generation::Young, Generation::Full] {
                    rings.check(generation, true);
                    rings.check(generation, false);
                }
            }
        }
    }
}

#[test]
fn more_that_are_held_than_are_remembered_each_lead_to_what_lives() {
    let dots = if cfg!(miri) { 20 } else { 2_500 };
    for (lists, keep) in [(false, 1), (false, 2), (true, 1)] {
        let rings = Rings { dots, length: 2, keep, lists, between: 0 };
        rings.check(Generation::Full, true);
        rings.check(Generation::Young, false);
    }
}

/// Lists that are held besides.
const HELD: usize = if cfg!(miri) { 9 } else { 100 };

/// A list that a second holds `inside` times, and holds the second, with `outside` more handles to it. If it is `held_by_one`,
/// one of others that are held has one more handle to it.
fn check_hub(inside: u32, outside: u32, held_by_one: bool) {
    let (hub, holder) = (Obj::<List>::default(), Obj::<List>::default());
    let held: Vec<Obj<List>> = (0..HELD).map(|_| Obj::default()).collect();
    (0..inside).for_each(|_| holder.append(hub.clone().into()));
    hub.append(holder.into());
    if held_by_one {
        held[HELD / 2].append(hub.clone().into());
    }
    held.iter().for_each(|list| drop(list.clone()));
    let handles: Vec<_> = (0..outside).map(|_| hub.clone()).collect();
    drop(hub);
    let garbage = if outside == 0 && !held_by_one { 2 } else { 0 };
    let case = format!("{inside} inside, {outside} outside, held by one: {held_by_one}");
    for generation in [Generation::Young, Generation::Full] {
        let (found, _, dead) = find(generation);
        assert_eq!((found, dead), (u64::from(outside) + HELD as u64, garbage), "{generation:?}: {case}");
    }
    assert_eq!(gc::collect(), garbage, "{case}");
    let is_old = |list: &Obj<List>| list.header().flags.get() & FlagWord::STAMP == FlagWord::OLD_STAMP;
    assert!(handles.iter().chain(&held).all(is_old), "what was examined is old: {case}");
    drop((handles, held));
    assert_eq!(gc::collect(), 2 - garbage, "{case}");
}

#[test]
fn any_number_of_handles_is_counted_inside_and_outside() {
    let many = if cfg!(miri) { 10 } else { FlagWord::MANY };
    for more in [0, 1, 2, 3] {
        check_hub(1, many - 2 + more, false);
        check_hub(many - 2 + more, 0, false);
        check_hub(many - 2 + more, 0, true);
    }
    check_hub(many + 7, many + 7, false);
}

#[test]
fn an_object_whose_guard_was_forgotten_is_held_whatever_is_found() {
    let mut list = Obj::<List>::default();
    std::mem::forget(Obj::get_mut(&mut list));
    let dot = Obj::new(Dot::default());
    dot.list.set(Some(list));
    dot.next.set(Some(dot.clone()));
    drop(dot);
    assert_eq!(find(Generation::Full), (1, 1, 1), "the guard holds the list");
    assert_eq!(gc::collect(), 1);
}

#[test]
fn where_values_are_traced_by_a_call_the_number_of_handles_outside_says_nothing() {
    let (mut found, mut heap) = (Found::nothing(), Vec::new());
    assert!(found.nothing_is_held());
    found.any_traced_by_call = true;
    assert!(!found.nothing_is_held());
    for dense in [true, false] {
        heap.extend((0..if dense { 0 } else { 100 }).map(|_| Obj::<List>::default()));
        gc::collect();
        let list = Obj::<List>::default();
        list.append(list.clone().into());
        drop(list);
        let mut table = Table::new();
        let (candidates, tracked) = (&Heap::current().candidates, Heap::current().tracked_bytes.get());
        table.find_unreachable(candidates.pages(true), Generation::Full, candidates.stamp(), tracked);
        assert!(table.found.any_traced_by_call);
        table.give_up(|_| {});
        table.reuse();
        assert_eq!(gc::collect(), 1);
    }
}

thread_local!(static SAVED: RefCell<Vec<Obj<Last>>> = const { RefCell::new(Vec::new()) });

/// Its finalizer lets go of what is next, or saves the object.
#[derive(crate::Object, Default)]
#[object(crate = crate, finalize)]
struct Last {
    next: ObjCell<Last>,
    other: ObjCell<Last>,
    saves: bool,
    lets_go: Cell<bool>,
}

impl crate::Finalize for Last {
    fn finalize(this: &Obj<Self>) {
        if this.lets_go.get() {
            this.next.set(None);
        }
        if this.saves {
            SAVED.with_borrow_mut(|saved| saved.push(this.clone()));
        }
    }
}

/// A ring of these; which of them save themselves is asked.
fn last(length: usize, saves: fn(usize) -> bool) -> Vec<Obj<Last>> {
    let last = |index| Obj::new(Last { saves: saves(index), ..Last::default() });
    let ring: Vec<_> = (0..length).map(last).collect();
    ring.iter().zip(ring.iter().cycle().skip(1)).for_each(|(one, next)| one.next.set(Some(next.clone())));
    ring
}

#[test]
fn what_dies_by_counting_once_finalizers_have_run_is_not_counted_as_collected() {
    let ring = || {
        let ring = last(5, |_| false);
        ring[0].lets_go.set(true);
        ring
    };
    drop(ring());
    assert_eq!(gc::collect(), 0, "all five");
    // The second of the ring is alone then; the third has another handle, from behind.
    let ring = ring();
    ring[3].other.set(Some(ring[2].clone()));
    drop(ring);
    assert_eq!(gc::collect(), 4);
    assert_eq!((gc::collect(), Heap::current().candidates.marks()), (0, 0));
}

#[test]
fn what_finalizers_do_not_save_is_freed_beside_much_that_they_save() {
    let saving: [fn(usize) -> bool; 2] = [|_| true, |index| index == 0];
    for is_saved in saving {
        let before = gc::stats().full;
        drop((last(100, is_saved), last(5, |_| false)));
        assert_eq!(gc::collect(), 5);
        assert_eq!(gc::stats().full.resurrected - before.resurrected, 100);
        SAVED.take();
        assert_eq!(gc::collect(), 100);
    }
}
