//! Counts at their limit, which no test can reach by cloning.

use std::cell::Cell;
use std::ptr::NonNull;

use crate::__private::{TypeState, state_of};
use crate::cells::ObjCell;
use crate::gc;
use crate::header::{ONE, SLOW};

/// The most handles that are counted.
const MOST: u32 = (1 << 30) - 1;
use crate::object::{Obj, Object};
use crate::rules::{Unshared, WeakTarget};
use crate::trace::{Trace, Tracer};

thread_local!(static FINALIZED: Cell<u32> = const { Cell::new(0) });

/// An object that can be in cycles, or not.
#[derive(Default)]
struct Node<const TRACKED: bool> {
    next: ObjCell<Node<true>>,
}

// SAFETY: the one handle is visited, or the type says that it does not matter.
unsafe impl<const TRACKED: bool> Trace for Node<TRACKED> {
    const HOLDS: bool = TRACKED;
    const HOLDS_BEHIND: bool = TRACKED;
    fn trace(&self, tracer: &mut Tracer) {
        tracer.field("next", &self.next);
    }
}

// SAFETY: as the derive does it.
unsafe impl<const TRACKED: bool> Object for Node<TRACKED> {
    type View = Self;
    const NAME: &'static str = "Node";
    const FINALIZE: Option<fn(&Obj<Self>)> = Some(|_| FINALIZED.set(FINALIZED.get() + 1));
    fn state() -> &'static TypeState {
        thread_local! {
            static TRACKED_STATE: TypeState = const { TypeState::new() };
            static UNTRACKED_STATE: TypeState = const { TypeState::new() };
        }
        state_of(if TRACKED { &TRACKED_STATE } else { &UNTRACKED_STATE })
    }
    unsafe fn view(value: NonNull<u8>) -> NonNull<Self> {
        value.cast()
    }
}

impl<const TRACKED: bool> Unshared for Node<TRACKED> {}
impl<const TRACKED: bool> WeakTarget for Node<TRACKED> {}

/// As if all handles but `left` that can be counted had been made and forgotten.
fn forget_handles<const TRACKED: bool>(object: &Obj<Node<TRACKED>>, left: u32) {
    let header = object.header();
    assert_eq!(header.count(), 1);
    header.low.set((header.low.get() & SLOW) | ((MOST - left) * ONE));
}

fn is_immortal<const TRACKED: bool>(object: &Obj<Node<TRACKED>>) -> bool {
    object.header().is_immortal()
}

/// The object lives on after this: its last counted handle is dropped, and many more.
fn check_saturation<const TRACKED: bool>() {
    let object = Obj::new(Node::<TRACKED>::default());
    forget_handles(&object, 2);
    let more = [object.clone(), object.clone()];
    assert!(!is_immortal(&object));
    assert_eq!(Obj::refcount(&object), MOST as usize);
    drop(more);
    assert_eq!(Obj::refcount(&object), MOST as usize - 2);
    let more = [(); 3].map(|()| object.clone());
    assert!(is_immortal(&object));
    drop(more);
    let weak = Obj::downgrade(&object);
    let clones: Vec<_> = (0..100).map(|_| object.clone()).collect();
    assert!(Obj::refcount(&object) >= 1 << 30);
    drop((object, clones));
    for _ in 0..100 {
        drop(weak.upgrade().expect("immortal"));
    }
    gc::freeze();
    gc::unfreeze();
    assert_eq!((gc::collect_young(), gc::collect(), gc::step(1000).collected()), (0, 0, 0));
    let mut object = weak.upgrade().expect("immortal");
    assert!(is_immortal(&object) && Obj::get_mut(&mut object).is_none());
    assert!(Obj::try_unwrap(object).is_err());
    assert_eq!(FINALIZED.get(), 0);
}

#[test]
fn an_object_whose_count_is_saturated_never_dies() {
    check_saturation::<true>();
    check_saturation::<false>();
}

#[test]
fn what_an_immortal_object_holds_is_held_from_outside() {
    let (immortal, other) = (Obj::new(Node::<true>::default()), Obj::new(Node::<true>::default()));
    immortal.next.set(Some(other.clone()));
    other.next.set(Some(immortal.clone()));
    let weak = Obj::downgrade(&other);
    drop(immortal);
    let immortal = other.next.take().expect("it was just set");
    forget_handles(&immortal, 0);
    drop(immortal.clone());
    other.next.set(Some(immortal));
    drop(other);
    gc::freeze();
    gc::unfreeze();
    assert_eq!(gc::collect(), 0);
    while !gc::step(1).is_done() {}
    assert!(!weak.is_dead());
    let ring = weak.upgrade().and_then(|other| other.next.take());
    assert!(ring.is_some_and(|immortal| immortal.next.take().is_some()));
    assert!(weak.is_dead());
}

#[test]
fn a_finalizer_may_make_its_object_immortal() {
    thread_local!(static SATURATES: Cell<bool> = const { Cell::new(false) });
    struct Clinging;
    // SAFETY: nothing is visited.
    unsafe impl Trace for Clinging {
        const HOLDS: bool = false;
        const HOLDS_BEHIND: bool = true;
        fn trace(&self, _: &mut Tracer) {}
    }
    // SAFETY: as the derive does it.
    unsafe impl Object for Clinging {
        type View = Self;
        const NAME: &'static str = "Clinging";
        const FINALIZE: Option<fn(&Obj<Self>)> = Some(|this| {
            SATURATES.set(true);
            this.header().low.set(MOST * ONE);
            drop(this.clone());
        });
        fn state() -> &'static TypeState {
            thread_local!(static STATE: TypeState = const { TypeState::new() });
            state_of(&STATE)
        }
        unsafe fn view(value: NonNull<u8>) -> NonNull<Self> {
            value.cast()
        }
    }
    impl WeakTarget for Clinging {}
    let object = Obj::new(Clinging);
    let weak = Obj::downgrade(&object);
    drop(object);
    assert!(SATURATES.get());
    assert!(weak.upgrade().is_some_and(|object| object.header().is_immortal()));
}
