//! What garbage leads to that is not garbage, where the garbage is nothing but handles and where it is more.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

/// Nothing but handles.
#[derive(Object, Default)]
struct Link {
    next: ObjCell<Link>,
    out: [Cell<Option<AnyObj>>; 2],
}

/// Where the link came from.
struct Text(String);

/// The same, and a text.
#[derive(Object)]
struct Labelled {
    next: ObjCell<Labelled>,
    out: [Cell<Option<AnyObj>>; 2],
    #[object(skip)]
    label: Text,
}

trait Linked: Object<View = Self> {
    fn new(out: [Option<AnyObj>; 2]) -> Self;
    fn next(&self) -> &ObjCell<Self>;
    fn out(&self) -> &[Cell<Option<AnyObj>>; 2];
}

impl Linked for Link {
    fn new(out: [Option<AnyObj>; 2]) -> Self {
        Self { next: ObjCell::default(), out: out.map(Cell::new) }
    }
    fn next(&self) -> &ObjCell<Self> {
        &self.next
    }
    fn out(&self) -> &[Cell<Option<AnyObj>>; 2] {
        &self.out
    }
}

impl Linked for Labelled {
    fn new(out: [Option<AnyObj>; 2]) -> Self {
        let this = Self { next: ObjCell::default(), out: out.map(Cell::new), label: Text("label".into()) };
        assert_eq!(this.label.0, "label");
        this
    }
    fn next(&self) -> &ObjCell<Self> {
        &self.next
    }
    fn out(&self) -> &[Cell<Option<AnyObj>>; 2] {
        &self.out
    }
}

thread_local! {
    static DROPPED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
    static MADE: RefCell<Vec<Obj<Link>>> = const { RefCell::new(Vec::new()) };
}

/// What a destructor does beside telling that it runs.
#[derive(Clone, Copy)]
enum Noise {
    Nothing,
    Panics,
    MakesLinks,
}

struct Destructor(usize, Noise);

impl Drop for Destructor {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(self.0));
        match self.1 {
            Noise::Nothing => {}
            Noise::Panics => resume_unwind(Box::new("destructor")),
            Noise::MakesLinks => MADE.with_borrow_mut(|made| made.extend((0..100).map(|_| Obj::new(Link::default())))),
        }
    }
}

/// An object that cannot be in a cycle.
#[derive(Object)]
struct Leaf {
    #[object(skip)]
    _destructor: Destructor,
}

fn leaf(number: usize, noise: Noise) -> AnyObj {
    Obj::new(Leaf { _destructor: Destructor(number, noise) }).into()
}

const SIZE: usize = 5;

/// A ring of links, which lie in this order.
fn ring<T: Linked>(outs: impl FnMut(usize) -> [Option<AnyObj>; 2]) -> Vec<Obj<T>> {
    let mut outs = (0..SIZE).map(outs);
    let mut links: Vec<Obj<T>> = (0..SIZE).map(|_| Obj::new(T::new([None, None]))).collect();
    links.sort_unstable_by_key(Obj::id);
    for (one, next) in links.iter().zip(links[1..].iter().chain(&links[..1])) {
        one.next().set(Some(next.clone()));
        for (place, out) in one.out().iter().zip(outs.next().expect("one for each link")) {
            place.set(out);
        }
    }
    links
}

const COLLECTIONS: [fn() -> usize; 3] = [gc::collect, gc::collect_young, || {
    let mut collected = 0;
    loop {
        let progress = gc::step(2);
        collected += progress.collected();
        if progress.is_done() {
            return collected;
        }
    }
}];

fn check_order<T: Linked>() {
    for collect in COLLECTIONS {
        for has_neighbour in [false, true] {
            // A candidate that lives: then the values of the garbage are dropped one by one.
            let neighbour = has_neighbour.then(|| Obj::new(T::new([None, None])));
            drop(neighbour.clone());
            drop(ring::<T>(|index| [0, 1].map(|place| Some(leaf(2 * index + place, Noise::Nothing)))));
            assert_eq!(collect(), SIZE);
            assert_eq!(DROPPED.take(), (0..2 * SIZE).collect::<Vec<_>>());
        }
    }
}

#[test]
fn what_garbage_leads_to_dies_in_the_order_of_the_garbage() {
    check_order::<Link>();
    check_order::<Labelled>();
}

fn check_counts<T: Linked>() {
    for collect in COLLECTIONS {
        for has_neighbour in [false, true] {
            let (shared, other) = (leaf(1, Noise::Nothing), leaf(2, Noise::Nothing));
            // A candidate that lives, and leads to the same.
            let neighbour = has_neighbour.then(|| Obj::new(T::new([Some(shared.clone()), Some(other.clone())])));
            drop(neighbour.clone());
            drop(ring::<T>(|index| [Some(shared.clone()), (index % 2 == 0).then(|| other.clone())]));
            let kept = if has_neighbour { 2 } else { 1 };
            assert_eq!((shared.refcount(), other.refcount()), (kept + SIZE, kept + SIZE.div_ceil(2)));
            assert_eq!(collect(), SIZE);
            assert_eq!((shared.refcount(), other.refcount()), (kept, kept));
            assert_eq!(DROPPED.take(), [0; 0]);
            drop((shared, other, neighbour));
            assert_eq!(DROPPED.take(), [1, 2]);
        }
    }
}

#[test]
fn each_handle_that_leads_out_is_dropped_once() {
    check_counts::<Link>();
    check_counts::<Labelled>();
}

fn check_panics<T: Linked>() {
    let reported = Rc::new(Cell::new(0));
    let counter = Rc::clone(&reported);
    gc::set_unraisable_hook(move |panic| {
        assert_eq!(panic.message(), Some("destructor"));
        counter.set(counter.get() + 1);
    });
    for collect in COLLECTIONS {
        for panicking in [&[0][..], &[4], &[9], &[2, 4, 7]] {
            let noise = |number| if panicking.contains(&number) { Noise::Panics } else { Noise::Nothing };
            drop(ring::<T>(|index| {
                [0, 1].map(|place| 2 * index + place).map(|number| Some(leaf(number, noise(number))))
            }));
            let collected = gc::stats().full.collected + gc::stats().young.collected;
            let panic = catch_unwind(AssertUnwindSafe(collect)).expect_err("a destructor panics");
            assert_eq!(panic.downcast_ref(), Some(&"destructor"));
            assert_eq!(reported.take(), panicking.len() - 1);
            assert_eq!(gc::stats().full.collected + gc::stats().young.collected, collected + SIZE);
            let mut dropped = DROPPED.take();
            dropped.sort_unstable();
            assert_eq!(dropped, (0..2 * SIZE).collect::<Vec<_>>());
            assert_eq!(collect(), 0, "nothing is left");
        }
    }
}

#[test]
fn a_destructor_that_panics_keeps_no_other_from_running() {
    check_panics::<Link>();
    check_panics::<Labelled>();
}

#[test]
fn what_a_destructor_makes_meanwhile_lives_on() {
    for collect in COLLECTIONS {
        drop(ring::<Link>(|index| [Some(leaf(index, Noise::MakesLinks)), None]));
        assert_eq!(collect(), SIZE);
        assert_eq!(DROPPED.take(), [0, 1, 2, 3, 4]);
        let mut made = MADE.take();
        assert!(made.iter().all(|link| Obj::refcount(link) == 1 && link.next.is_none()));
        // None lies in the place of another, nor of one made later.
        made.extend((0..100).map(|_| Obj::new(Link::default())));
        let mut ids: Vec<_> = made.iter().map(Obj::id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 600);
    }
}

/// A cycle of its own that nobody but a ring holds, by two handles of each link. None is dropped meanwhile.
fn held_by_a_ring(target: Obj<Link>) -> Weak<Link> {
    let weak = Obj::downgrade(&target);
    let mut handles: Vec<AnyObj> = (1..2 * SIZE).map(|_| target.clone().into()).collect();
    handles.push(target.into());
    drop(ring::<Link>(|_| [handles.pop(), handles.pop()]));
    weak
}

fn cycle_of_one() -> Obj<Link> {
    let link = Obj::new(Link::default());
    link.next.set(Some(link.clone()));
    link
}

#[test]
fn what_young_garbage_has_held_is_a_candidate_of_the_next_full_collection() {
    for has_upgrade in [true, false] {
        let old = cycle_of_one();
        drop(old.clone());
        assert_eq!(gc::collect(), 0);
        let weak = held_by_a_ring(old);
        assert_eq!((gc::collect_young(), weak.is_dead()), (SIZE, false));
        if has_upgrade {
            assert_eq!(weak.upgrade().map(|old| Obj::refcount(&old)), Some(2));
        }
        assert_eq!((gc::collect(), weak.is_dead()), (1, true));
    }
}

#[test]
fn what_garbage_has_held_stays_out_of_reach_if_it_is_frozen() {
    for collect in COLLECTIONS {
        let target = cycle_of_one();
        gc::freeze();
        let weak = held_by_a_ring(target);
        assert_eq!((collect(), collect()), (SIZE, 0));
        assert_eq!(weak.upgrade().map(|target| Obj::refcount(&target)), Some(2));
        gc::unfreeze();
        assert_eq!((gc::collect(), weak.is_dead()), (1, true));
    }
}
