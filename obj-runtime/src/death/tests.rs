//! Counts at their limit, which no test can reach by cloning, and how deep drops nest.

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

use crate::__private::{TypeState, state_of};
use crate::cells::ObjCell;
use crate::gc;
use crate::handle::Handle;
use crate::header::{CountWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::nesting::{LEVEL_SIZE, MAX_DEPTH};
use crate::heap::page::PagePtr;
use crate::object::any::AnyObj;
use crate::object::diagnostics::{Unshared, WeakTarget};
use crate::object::{Obj, Object};
use crate::trace::{Trace, Tracer};

/// The most handles that are counted.
const MOST: u32 = (1 << 30) - 1;

thread_local!(static FINALIZED: Cell<u32> = const { Cell::new(0) });

/// An object that can be in cycles, or not.
#[derive(Default)]
struct Node<const TRACKED: bool> {
    next: ObjCell<Node<true>>,
}

// SAFETY: the one handle is visited, or the type says that it does not matter.
unsafe impl<const TRACKED: bool> Trace for Node<TRACKED> {
    type Leaves<H> = Self;
    const HOLDS: bool = TRACKED;
    const HOLDS_BEHIND: bool = TRACKED;
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.field("next", &this.next);
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

// SAFETY: no table has nodes.
unsafe impl<const TRACKED: bool> Unshared for Node<TRACKED> {}
impl<const TRACKED: bool> WeakTarget for Node<TRACKED> {}

/// As if all handles but `left` that can be counted had been made and forgotten.
fn forget_handles<T: Object>(object: &Obj<T>, left: u32) {
    let header = object.header();
    assert_eq!(header.count(), 1);
    header.count.set((header.count.get() & CountWord::SLOW) | ((MOST - left) * CountWord::ONE));
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
        type Leaves<H> = Self;
        const HOLDS: bool = false;
        const HOLDS_BEHIND: bool = true;
        fn trace(_: &Self, _: &mut Tracer) {}
    }
    // SAFETY: as the derive does it.
    unsafe impl Object for Clinging {
        type View = Self;
        const NAME: &'static str = "Clinging";
        const FINALIZE: Option<fn(&Obj<Self>)> = Some(|this| {
            SATURATES.set(true);
            this.header().count.set(MOST * CountWord::ONE);
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

trait Numbered {
    fn number(&self) -> usize;
}
crate::dyn_object!(dyn Numbered);

/// An object whose value needs no drop.
#[derive(crate::Object)]
#[object(crate = crate, as = [dyn Numbered])]
struct Plain {
    number: usize,
}

impl Numbered for Plain {
    fn number(&self) -> usize {
        self.number
    }
}

/// A handle that is not counted, as if it were one of those that were forgotten.
fn forgotten_handle(object: ObjectPtr) -> Obj<Plain> {
    // SAFETY: the object is immortal: it has handles enough.
    let handle = unsafe { Handle::lend(object) };
    // SAFETY: the objects of this test are of the type.
    unsafe { Obj::from_handle(handle) }
}

/// Drops many more handles of every kind than are counted, and clones between them.
fn drop_handles_of_every_kind(object: ObjectPtr) {
    let count = || {
        let header = object.header();
        assert!(header.is_immortal() && header.is_alive());
        header.count.get()
    };
    let before = count();
    for _ in 0..100 {
        drop(forgotten_handle(object));
        assert_eq!(count(), before, "a typed handle");
        drop(AnyObj::from(forgotten_handle(object)));
        assert_eq!(count(), before, "a handle without type");
        drop(Obj::upcast::<dyn Numbered>(forgotten_handle(object)));
        assert_eq!(count(), before, "a handle to a trait");
        let typed = forgotten_handle(object);
        let clones = (typed.clone(), Obj::as_any(&typed).clone(), Obj::upcast::<dyn Numbered>(typed).clone());
        assert_eq!(count(), before, "a clone");
        drop(clones);
        assert_eq!(count(), before, "the last handles");
    }
}

#[test]
fn an_immortal_object_whose_value_needs_no_drop_survives_handles_of_every_kind() {
    assert!(!std::mem::needs_drop::<Plain>());
    // The first objects of a type lie elsewhere, where a death is always more work.
    (0..100).for_each(|number| drop(Obj::new(Plain { number })));
    let immortal = Obj::new(Plain { number: 7 });
    forget_handles(&immortal, 1);
    assert!(!immortal.clone().header().is_immortal(), "the last that is counted");
    let more = [immortal.clone(), immortal.clone()];
    assert!(immortal.header().is_immortal());
    drop(more);
    let object = immortal.handle().pointer();
    assert!(PagePtr::of(object).is_quick());
    drop(immortal);
    drop_handles_of_every_kind(object);
    // Again when its page is full, where a death is more work.
    let others: Vec<_> = (0..2000).map(|number| Obj::new(Plain { number })).collect();
    assert!(!PagePtr::of(object).is_quick());
    drop_handles_of_every_kind(object);
    drop(others);
    drop_handles_of_every_kind(object);
    assert_eq!(forgotten_handle(object).number, 7);
}

#[test]
fn the_last_handle_of_all_that_can_be_counted_ends_an_object() {
    let number = |object: Obj<Plain>| Obj::upcast::<dyn Numbered>(object).number();
    let drops: [fn(Obj<Plain>); 3] =
        [drop, |object| drop(AnyObj::from(object)), |object| drop(Obj::upcast::<dyn Numbered>(object))];
    for (index, drop_handle) in drops.into_iter().enumerate() {
        let object = Obj::new(Plain { number: index });
        let id = Obj::id(&object);
        forget_handles(&object, 1);
        drop_handle(object.clone());
        assert_eq!(Obj::refcount(&object), MOST as usize - 1);
        assert_eq!(number(object.clone()), index);
        object.header().count.set(CountWord::ONE);
        drop_handle(object.clone());
        drop_handle(object);
        assert!(AnyObj::from_id(id).is_none());
    }
}

/// A value whose destructor needs much of the stack and drops an object that holds another one.
struct Roomy {
    below: Option<Obj<Floor>>,
    drops: Rc<Cell<usize>>,
}

#[derive(crate::Object)]
#[object(crate = crate)]
struct Floor {
    roomy: Roomy,
}

// SAFETY: nothing is visited; no handle is part of a cycle.
unsafe impl Trace for Roomy {
    type Leaves<H> = Self;
    const HOLDS: bool = false;
    const HOLDS_BEHIND: bool = true;
    fn trace(_: &Self, _: &mut Tracer) {}
}

/// A tower of this number of floors.
fn tower(height: usize, drops: &Rc<Cell<usize>>) -> Obj<Floor> {
    let below = (height > 1).then(|| tower(height - 1, drops));
    Obj::new(Floor { roomy: Roomy { below, drops: drops.clone() } })
}

fn height_of(tower: Option<&Obj<Floor>>) -> usize {
    tower.map_or(0, |top| 1 + height_of(top.roomy.below.as_ref()))
}

impl Drop for Roomy {
    fn drop(&mut self) {
        let room = black_box([0_u8; 4 * LEVEL_SIZE]);
        let below = self.below.take();
        let levels_left = MAX_DEPTH - Heap::current().nesting.depth();
        let height = height_of(below.as_ref());
        let die_at_once = height.min(levels_left as usize);
        let before = self.drops.get();
        let weak = below.as_ref().filter(|_| height % 2 == 1).map(Obj::downgrade);
        drop(below);
        assert!(weak.is_none_or(|weak| weak.upgrade().is_none()), "nobody is handed what waits for its teardown");
        assert_eq!(self.drops.get(), before + die_at_once);
        self.drops.set(self.drops.get() + 1);
        black_box(room);
    }
}

#[test]
fn destructors_with_large_frames_nest_as_others_do() {
    let drops = Rc::new(Cell::new(0));
    drop(tower(MAX_DEPTH as usize, &drops));
    assert_eq!(drops.get(), MAX_DEPTH as usize);
    drops.set(0);
    drop(tower(MAX_DEPTH as usize + 1, &drops));
    assert_eq!(drops.get(), MAX_DEPTH as usize + 1);
    assert_eq!(Heap::current().nesting.depth(), 0);
}

/// What is dropped after the thread's heap has ended, and who is told of it.
struct Late(Option<(Obj<Floor>, mpsc::Sender<usize>)>);

impl Drop for Late {
    fn drop(&mut self) {
        let Some((tower, told)) = self.0.take() else { return };
        assert!(Heap::current().has_ended());
        drop(tower);
        told.send(Heap::current().nesting.room()).expect("the test waits");
    }
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
fn after_the_end_of_a_heap_its_queue_keeps_no_memory() {
    thread_local!(static LATE: RefCell<Late> = const { RefCell::new(Late(None)) });
    let (told, hears) = mpsc::channel();
    let work = move || {
        // Thread-locals are destroyed in the reverse of the order in which they were used first.
        LATE.with(|_| ());
        let tower = tower(2 * MAX_DEPTH as usize, &Rc::default());
        LATE.set(Late(Some((tower, told))));
    };
    thread::spawn(work).join().expect("no panic");
    assert_eq!(hears.recv(), Ok(0));
}
