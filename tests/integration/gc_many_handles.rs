//! Objects with more handles than there is room to count in a header while the collector looks at it: 32,768 and more.

use std::cell::{Cell, RefCell};
use std::mem::forget;

use obj_runtime::gc;
use obj_runtime::prelude::*;

/// The last number that fits, the first that does not, the next, and more than one object's worth above.
const COUNTS: &[usize] = if cfg!(miri) { &[32_768] } else { &[32_767, 32_768, 32_769, 40_000] };

const COLLECTIONS: [fn() -> usize; 3] = [gc::collect, gc::collect_young, || {
    let mut collected = 0;
    loop {
        let progress = gc::step(100);
        collected += progress.collected();
        if progress.is_done() {
            return collected;
        }
    }
}];

thread_local! {
    static HUBS: Cell<usize> = const { Cell::new(0) };
    static SAVED: RefCell<Option<Obj<Phoenix>>> = const { RefCell::new(None) };
}

struct Alive;

impl Alive {
    fn new() -> Self {
        HUBS.set(HUBS.get() + 1);
        Self
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        HUBS.set(HUBS.get() - 1);
    }
}

/// Holds many handles to a hub.
#[derive(Object)]
struct Holder<const HANDLES: usize> {
    hubs: [AnyObj; HANDLES],
}

/// What the holders lead to, and what holds them.
#[derive(Object)]
struct Hub {
    parts: RefCell<Vec<AnyObj>>,
    #[object(skip)]
    _alive: Alive,
}

/// A hub that saves itself once.
#[derive(Object)]
#[object(finalize)]
struct Phoenix {
    parts: RefCell<Vec<AnyObj>>,
    #[object(skip)]
    _alive: Alive,
}

impl Finalize for Phoenix {
    fn finalize(this: &Obj<Self>) {
        SAVED.set(Some(this.clone()));
    }
}

trait Central: Object<View = Self> + obj_runtime::WeakTarget {
    fn new() -> Self;
    fn parts(&self) -> &RefCell<Vec<AnyObj>>;
}

impl Central for Hub {
    fn new() -> Self {
        Self { parts: RefCell::default(), _alive: Alive::new() }
    }
    fn parts(&self) -> &RefCell<Vec<AnyObj>> {
        &self.parts
    }
}

impl Central for Phoenix {
    fn new() -> Self {
        Self { parts: RefCell::default(), _alive: Alive::new() }
    }
    fn parts(&self) -> &RefCell<Vec<AnyObj>> {
        &self.parts
    }
}

/// So many handles are in a holder,
const SHARE: usize = 50;
/// or, where holders are to be few, so many.
const LARGE_SHARE: usize = 500;

fn holder<const HANDLES: usize>(hub: &AnyObj) -> AnyObj {
    Obj::new(Holder::<HANDLES> { hubs: std::array::from_fn(|_| hub.clone()) }).into()
}

/// A hub to which so many handles lead from inside, `HANDLES` of each holder and the rest of its own, and one from
/// outside; and the number of objects.
fn hub<T: Central, const HANDLES: usize>(count: usize) -> (Obj<T>, usize) {
    let hub = Obj::new(T::new());
    let handle = Obj::as_any(&hub);
    let holders = count / HANDLES;
    let mut parts: Vec<_> = (0..holders).map(|_| holder::<HANDLES>(handle)).collect();
    parts.extend((0..count % HANDLES).map(|_| handle.clone()));
    *hub.parts().borrow_mut() = parts;
    assert_eq!(Obj::refcount(&hub), count + 1);
    (hub, 1 + holders)
}

/// So many candidates that live, beside others that do not.
fn live(count: usize) -> Vec<Obj<Hub>> {
    let live: Vec<_> = (0..count).map(|_| Obj::new(Hub::new())).collect();
    drop(live.clone());
    live
}

#[test]
fn a_cycle_through_all_handles_is_collected() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            // Much of what is looked at is held from outside, or one object, or nothing.
            for alive in [0, 1, 500] {
                let live = live(alive);
                let (hub, size) = hub::<Hub, LARGE_SHARE>(count);
                drop(hub);
                assert_eq!(collect(), size, "{count} handles beside {alive} live objects");
                assert_eq!(HUBS.get(), live.len());
            }
        }
    }
}

#[test]
fn a_cycle_with_weak_handles_is_collected() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            for alive in [0, 1] {
                let _live = live(alive);
                let (hub, size) = hub::<Hub, SHARE>(count);
                let weak = Obj::downgrade(&hub);
                drop(hub);
                assert_eq!((collect(), weak.is_dead()), (size, true), "{count} handles");
                assert_eq!(HUBS.get(), alive);
            }
        }
    }
}

#[test]
fn a_cycle_is_collected_while_another_is_saved() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            let (phoenix, saved) = hub::<Phoenix, SHARE>(10);
            let (hub, size) = hub::<Hub, SHARE>(count);
            drop((phoenix, hub));
            assert_eq!((collect(), HUBS.get()), (size, 1), "{count} handles");
            drop(SAVED.take());
            assert_eq!((gc::collect(), HUBS.get()), (saved, 0));
        }
    }
}

#[cfg_attr(miri, ignore = "too many objects")]
#[test]
fn each_handle_may_be_in_an_object_of_its_own() {
    for collect in COLLECTIONS {
        let (hub, size) = hub::<Hub, 1>(33_000);
        drop(hub.clone());
        assert_eq!((collect(), Obj::refcount(&hub)), (0, 33_001));
        drop(hub);
        assert_eq!((collect() + gc::collect(), HUBS.get()), (size, 0));
    }
}

#[test]
fn one_handle_from_outside_keeps_all() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            let (hub, size) = hub::<Hub, SHARE>(count);
            drop(hub.clone());
            assert_eq!((collect(), Obj::refcount(&hub)), (0, count + 1));
            // From now on through one of the holders alone.
            let part = hub.parts.borrow()[0].clone();
            drop(hub);
            assert_eq!((collect(), HUBS.get()), (0, 1));
            let holder = part.downcast_ref::<Holder<SHARE>>().expect("the first part is a holder");
            assert_eq!((holder.hubs[0].refcount(), part.refcount()), (count, 2));
            drop(part);
            // What a young collection has looked at is old.
            assert_eq!((collect() + gc::collect(), HUBS.get()), (size, 0));
        }
    }
}

#[test]
fn a_guard_on_a_holder_keeps_what_it_holds() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            let (hub, size) = hub::<Hub, SHARE>(count - SHARE);
            let handles = || std::array::from_fn(|_| Obj::as_any(&hub).clone());
            let mut guarded = Obj::new(Holder::<SHARE> { hubs: handles() });
            drop((hub.clone(), guarded.clone()));
            let hubs = Obj::get_mut(&mut guarded).expect("the only handle");
            assert_eq!((collect(), Obj::refcount(&hub)), (0, count + 1));
            drop(hubs);
            drop(hub.clone());
            assert_eq!((collect(), Obj::refcount(&hub)), (0, count + 1));
            hub.parts.borrow_mut().push(guarded.into());
            drop(hub);
            assert_eq!((collect() + gc::collect(), HUBS.get()), (size + 1, 0));
        }
    }
}

#[test]
fn a_guard_on_a_member_that_is_forgotten_keeps_all() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            let (hub, _) = hub::<Hub, SHARE>(count - SHARE);
            let handles = std::array::from_fn(|_| Obj::as_any(&hub).clone());
            let mut guarded = Obj::new(Holder::<SHARE> { hubs: handles });
            forget(Obj::get_mut(&mut guarded));
            hub.parts.borrow_mut().push(guarded.into());
            let raw = Obj::into_raw(hub.clone());
            drop(hub);
            assert_eq!((collect(), gc::collect(), HUBS.get()), (0, 0, 1));
            // SAFETY: the pointer was made of a handle to a `Hub` above.
            #[allow(unsafe_code, reason = "a raw pointer")]
            let hub = unsafe { Obj::<Hub>::from_raw(raw) };
            assert_eq!(Obj::refcount(&hub), count + 1);
            let parts = hub.parts.take();
            drop(parts);
            assert_eq!(Obj::refcount(&hub), 1);
            drop(hub);
            assert_eq!(HUBS.get(), 0);
        }
    }
}

#[test]
fn a_guard_on_the_hub_itself_keeps_what_it_holds() {
    for collect in COLLECTIONS {
        let (inner, size) = hub::<Hub, SHARE>(COUNTS[0]);
        let mut outer = Obj::new(Hub::new());
        outer.parts.borrow_mut().push(inner.clone().into());
        drop((inner, outer.clone()));
        let guard = Obj::get_mut(&mut outer).expect("the only handle");
        assert_eq!(collect(), 0);
        assert_eq!(guard.parts.borrow()[0].refcount(), COUNTS[0] + 1);
        drop(guard);
        drop(outer);
        assert_eq!((collect() + gc::collect(), HUBS.get()), (size, 0));
    }
}

#[test]
fn what_a_finalizer_saves_has_the_handles_it_had() {
    for &count in COUNTS {
        for collect in COLLECTIONS {
            let (hub, size) = hub::<Phoenix, SHARE>(count);
            drop(hub);
            let before = gc::stats().full.resurrected + gc::stats().young.resurrected;
            assert_eq!((collect(), HUBS.get()), (0, 1));
            assert_eq!(gc::stats().full.resurrected + gc::stats().young.resurrected, before + size);
            let saved = SAVED.take().expect("the finalizer has run");
            assert_eq!(Obj::refcount(&saved), count + 1);
            assert!(saved.parts.borrow().iter().all(|part| !part.is_a::<Holder<SHARE>>() || part.refcount() == 1));
            drop(saved.clone());
            assert_eq!((gc::collect(), Obj::refcount(&saved)), (0, count + 1));
            drop(saved);
            assert_eq!((gc::collect(), HUBS.get()), (size, 0));
            assert!(SAVED.take().is_none(), "a finalizer runs once");
        }
    }
}
