//! What safe code could once break. Each test is the shortest program that did.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::mem::forget;
use std::panic::{catch_unwind, resume_unwind};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Tracer, gc, inspect};

#[derive(Object, Clone)]
#[object(finalize)]
struct Guesser {
    text: String,
}

thread_local! {
    static GUESS: Cell<usize> = const { Cell::new(0) };
    static GUESSED: RefCell<Option<Obj<Guesser>>> = const { RefCell::new(None) };
}

impl Finalize for Guesser {
    fn finalize(_: &Obj<Self>) {
        GUESSED.set(Obj::from_id(GUESS.get()));
    }
}

#[test]
fn make_mut_hides_the_copy_before_it_drops_the_original() {
    let mut original = Obj::new(Guesser { text: "original".into() });
    let place = Obj::new(Guesser { text: "place".into() });
    // The next object will lie where this one lay.
    let id = Obj::id(&place);
    drop(place);
    GUESS.set(id);
    let _weak = Obj::downgrade(&original);
    let copy = Obj::make_mut(&mut original);
    assert!(GUESSED.take().is_none(), "somebody shares the object that is changed");
    drop(copy);
    assert_eq!(Obj::id(&original), id);
    assert_eq!(original.text, "original");
}

#[derive(Object, Clone)]
struct Buffer {
    bytes: Vec<u8>,
}

#[test]
fn make_mut_hides_a_copy_that_owns_much() {
    let mut original = Obj::new(Buffer { bytes: vec![1; 10_000] });
    let place = Obj::new(Buffer { bytes: Vec::new() });
    let id = Obj::id(&place);
    drop(place);
    let other = original.clone();
    let found = Rc::new(RefCell::new(Vec::new()));
    let asked = Rc::clone(&found);
    gc::set_condition(move |_| {
        asked.borrow_mut().push(Obj::<Buffer>::from_id(id));
        None
    });
    Obj::make_mut(&mut original).bytes[0] = 2;
    gc::reset_condition();
    assert_eq!(Obj::id(&original), id);
    assert!(!found.borrow().is_empty());
    assert!(found.borrow().iter().all(Option::is_none), "somebody has what is changed");
    assert_eq!((original.bytes[0], other.bytes[0]), (2, 1));
}

#[derive(Trace, PartialEq, Eq, PartialOrd, Ord)]
struct Key(u32);

#[derive(Trace, PartialEq, Eq, PartialOrd, Ord)]
struct OwnedKey {
    key: Key,
}

thread_local!(static BORROWED: Cell<u32> = const { Cell::new(0) });

impl std::borrow::Borrow<Key> for OwnedKey {
    fn borrow(&self) -> &Key {
        BORROWED.set(BORROWED.get() + 1);
        &self.key
    }
}

impl ToOwned for Key {
    type Owned = OwnedKey;

    fn to_owned(&self) -> OwnedKey {
        OwnedKey { key: Key(self.0) }
    }
}

#[derive(Object)]
struct Keyed {
    by_key: Cell<BTreeMap<Cow<'static, Key>, Obj<Int>>>,
}

#[test]
fn the_name_of_a_key_is_not_asked_of_the_program() {
    let owned = Cow::Owned(OwnedKey { key: Key(7) });
    let keyed = Obj::new(Keyed { by_key: Cell::new(BTreeMap::from([(owned, Obj::from(1000))])) });
    BORROWED.set(0);
    let fields: Vec<_> = inspect::snapshot().referents(&keyed).map(|edge| edge.name().to_string()).collect();
    assert_eq!((BORROWED.get(), fields), (0, vec!["by_key[value at position 0]".to_owned()]));
}

#[derive(Object)]
struct Nothing {
    none: [Obj<Nothing>; 0],
}

#[derive(Object)]
struct Holder {
    me: ObjCell<Holder>,
    nothings: RefCell<Vec<Obj<Nothing>>>,
}

#[test]
fn values_without_room_for_a_handle_are_not_tracked() {
    let nothings: Vec<_> = (0..1000).map(|_| Obj::new(Nothing { none: [] })).collect();
    assert!(nothings.iter().all(|nothing| nothing.none.is_empty() && !gc::is_tracked(Obj::as_any(nothing))));
    let holder = Obj::new(Holder { me: ObjCell::default(), nothings: RefCell::default() });
    holder.me.set(Some(holder.clone()));
    let mut kept = Vec::new();
    for (index, nothing) in nothings.into_iter().enumerate().rev().filter(|(index, _)| index % 2 == 1) {
        holder.nothings.borrow_mut().push(nothing.clone());
        if index % 4 == 1 {
            kept.push(nothing);
        }
    }
    drop(holder);
    while !gc::step(1).is_done() {}
    kept.extend((0..1000).map(|_| Obj::new(Nothing { none: [] })));
    let mut ids: Vec<usize> = kept.iter().map(Obj::id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "a slot was handed out twice");
}

/// What is panicked with: dropping it panics, too.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        resume_unwind(Box::new("the bomb went off"));
    }
}

#[derive(Object, Default)]
#[object(finalize)]
struct Bomber {
    next: ObjCell<Bomber>,
}

impl Finalize for Bomber {
    fn finalize(_: &Obj<Self>) {
        resume_unwind(Box::new(Bomb));
    }
}

fn ring_of_bombers() -> [Weak<Bomber>; 2] {
    let (one, two) = (Obj::new(Bomber::default()), Obj::new(Bomber::default()));
    one.next.set(Some(two.clone()));
    two.next.set(Some(one.clone()));
    [Obj::downgrade(&one), Obj::downgrade(&two)]
}

#[test]
fn a_panic_that_panics_when_dropped_stops_nothing() {
    let reported = Rc::new(Cell::new(0));
    let counter = Rc::clone(&reported);
    gc::set_unraisable_hook(move |_| {
        counter.set(counter.get() + 1);
        resume_unwind(Box::new(Bomb));
    });
    let ring = ring_of_bombers();
    forget(catch_unwind(gc::collect).expect_err("the first panic is passed on"));
    assert!(ring.iter().all(Weak::is_dead));
    assert_eq!(reported.get(), 1);

    let mut chain = Obj::new(Bomber::default());
    for _ in 0..100 {
        chain = Obj::new(Bomber { next: chain.into() });
    }
    drop(chain);
    assert_eq!(reported.get(), 102);

    gc::set_threshold(0);
    let ring = ring_of_bombers();
    while !ring[0].is_dead() {
        drop(Obj::new(Holder { me: ObjCell::default(), nothings: RefCell::default() }).clone());
        forget(Obj::new(Guesser { text: String::new() }));
    }
    assert_eq!(reported.get(), 104);
}

/// A destructor that looks at the heap while a collection drops values.
struct Looker;

impl Drop for Looker {
    fn drop(&mut self) {
        gc::unfreeze();
        assert_eq!(gc::freeze_count(), 0);
        gc::freeze();
        assert_eq!(gc::freeze_count(), 0, "a collection is running");
    }
}

#[derive(Object)]
struct Looking {
    me: ObjCell<Looking>,
    #[object(skip)]
    looker: Option<Looker>,
}

#[test]
fn destructors_may_freeze_and_unfreeze() {
    let object = Obj::new(Looking { me: ObjCell::default(), looker: Some(Looker) });
    assert!(object.looker.is_some());
    object.me.set(Some(object.clone()));
    drop(object);
    assert_eq!(gc::collect(), 1);
}

/// A part whose `trace` panics when weak handles are asked for.
struct Shy;

// SAFETY: it holds no handles, and visits none.
#[allow(unsafe_code, reason = "a trace that panics can only be written by hand")]
unsafe impl Trace for Shy {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(_: &Self, tracer: &mut Tracer) {
        if tracer.wants_everything() {
            resume_unwind(Box::new("shy"));
        }
    }
}

#[derive(Object)]
struct Reserved {
    me: ObjCell<Reserved>,
    shy: Shy,
}

#[test]
fn a_trace_that_panics_at_weak_handles_loses_nothing() {
    let object = Obj::new(Reserved { me: ObjCell::default(), shy: Shy });
    let Shy = object.shy;
    object.me.set(Some(object.clone()));
    let called = Rc::new(Cell::new(false));
    let flag = Rc::clone(&called);
    let weak = Obj::downgrade_with(&object, move |_| flag.set(true));
    drop(object);
    assert!(catch_unwind(gc::collect).is_err());
    if cfg!(debug_assertions) {
        // What was found is checked before anything is freed.
        let object = weak.upgrade().expect("nothing happened");
        return object.me.set(None);
    }
    assert!(called.get() && weak.is_dead());
    assert_eq!(gc::stats().full.collected, 1);
    assert_eq!(gc::collect(), 0);
}

#[derive(Object)]
struct Plain {
    next: ObjCell<Plain>,
}

#[test]
fn a_value_that_is_being_made_is_left_alone_on_a_page_full_of_candidates() {
    let nodes: Vec<_> = (0..100).map(|_| Obj::new(Plain { next: ObjCell::default() })).collect();
    for node in &nodes {
        node.next.set(Some(node.clone()));
    }
    // Freed slots hold what was in them before, and one of them is used for the next value.
    let kept: Vec<_> = nodes.iter().step_by(2).cloned().collect();
    for node in kept.iter().zip(&nodes) {
        node.1.next.set(None);
    }
    drop(nodes);
    let made = Obj::new_cyclic(|me: &Weak<Plain>| {
        assert!(me.upgrade().is_none());
        gc::collect();
        assert!(me.upgrade().is_none());
        Plain { next: ObjCell::default() }
    });
    assert_eq!(Obj::refcount(&made), 1);
    drop(made);
    drop(kept);
    gc::collect();
    assert_eq!(gc::collect(), 0);
}
