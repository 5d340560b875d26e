//! What has gone wrong in other reference-counting collectors: one test per trap.

use std::cell::{Cell, OnceCell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::{Mutex, RwLock};

use obj_runtime::prelude::*;
use obj_runtime::{Tracer, gc, inspect};

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static ESCAPED: RefCell<Vec<Obj<Node>>> = const { RefCell::new(Vec::new()) };
}

fn log(text: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(text.into()));
}

fn take_log() -> Vec<String> {
    let mut log = LOG.take();
    log.sort();
    log
}

/// Something that does work in its destructor.
struct AtDrop(Option<Box<dyn FnOnce()>>);

impl Drop for AtDrop {
    fn drop(&mut self) {
        if let Some(work) = self.0.take() {
            work();
        }
    }
}

type Finalizer = Box<dyn FnOnce(&Obj<Node>)>;

#[derive(Object, Default)]
#[object(finalize)]
struct Node {
    name: &'static str,
    next: ObjCell<Node>,
    others: ObjVec<Node>,
    #[object(skip)]
    finalizer: Cell<Option<Finalizer>>,
    #[object(skip)]
    at_drop: Cell<Option<AtDrop>>,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        if let Some(work) = this.finalizer.take() {
            work(this);
        }
    }
}

fn node(name: &'static str) -> Obj<Node> {
    Obj::new(Node { name, ..Node::default() })
}

fn finalized(object: &Obj<Node>, work: impl FnOnce(&Obj<Node>) + 'static) {
    object.finalizer.set(Some(Box::new(work)));
}

fn at_drop(object: &Obj<Node>, work: impl FnOnce() + 'static) {
    object.at_drop.set(Some(AtDrop(Some(Box::new(work)))));
}

fn ring_of_two() -> (Obj<Node>, Obj<Node>) {
    let (one, two) = (node("one"), node("two"));
    one.next.set(Some(two.clone()));
    two.next.set(Some(one.clone()));
    (one, two)
}

#[test]
fn a_finalizer_reads_its_dead_peers() {
    let (one, two) = ring_of_two();
    for object in [&one, &two] {
        finalized(object, |this| {
            let next = this.next.borrow().expect("the ring is whole");
            log(format!("{} sees {}", this.name, next.name));
        });
    }
    drop((one, two));
    assert_eq!(gc::collect(), 2);
    assert_eq!(take_log(), ["one sees two", "two sees one"]);
}

#[test]
fn a_destructor_that_holds_a_peer_keeps_it_alive() {
    let (one, two) = ring_of_two();
    let peer = two.clone();
    at_drop(&one, move || log(peer.name));
    let weak = Obj::downgrade(&two);
    drop((one, two));
    assert_eq!(gc::collect(), 0, "what a destructor uses is held from outside");
    assert!(LOG.take().is_empty());
    weak.upgrade().expect("alive").next.set(None);
    assert_eq!(take_log(), ["two"]);
}

/// A container whose `trace` visits its handle so many times.
struct Visits<const TIMES: usize>(RefCell<Option<AnyObj>>);

// SAFETY: visiting too often breaks the contract; the tests below hold what is in it from nowhere else.
#[allow(unsafe_code, reason = "the contract is broken on purpose")]
unsafe impl<const TIMES: usize> Trace for Visits<TIMES> {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        for _ in 0..TIMES {
            tracer.field("0", &this.0);
        }
    }
}

#[derive(Object)]
struct Twice {
    visits: Visits<2>,
}

#[cfg(debug_assertions)]
#[derive(Object)]
struct Often {
    visits: Visits<4>,
}

#[derive(Object)]
struct Never {
    visits: Visits<0>,
    next: ObjCell<Never>,
}

const TWICE: &str = "the `Trace` of a part of `Twice` visits a handle to `Twice` twice: as `visits.0` and as `visits.0`, against \
                     clause 1 of its contract";

fn message<T: std::fmt::Debug>(result: std::thread::Result<T>) -> String {
    *result.expect_err("it panics").downcast::<String>().expect("it is a text")
}

/// Two handles, one of them outside: what the collector finds accounts for both.
#[cfg(debug_assertions)]
#[test]
fn a_trace_that_visits_twice_what_others_hold_is_found_before_it_is_freed() {
    let collections: [fn() -> usize; 3] =
        [gc::collect, gc::collect_young, || if gc::step(usize::MAX).is_done() { 1 } else { 0 }];
    for collect in collections {
        let object = Obj::new(Twice { visits: Visits(RefCell::new(None)) });
        *object.visits.0.borrow_mut() = Some(object.clone().into());
        drop(object.clone());
        assert_eq!(message(catch_unwind(collect)), TWICE);
        assert_eq!(Obj::refcount(&object), 2);
        assert!(object.visits.0.take().is_some());
        drop(object);
    }
}

/// Two handles, and four visits of one: what is found goes below zero, and on.
#[cfg(debug_assertions)]
#[test]
fn a_trace_that_visits_more_often_than_there_are_handles_is_found() {
    for collect in [gc::collect, gc::collect_young] {
        let object = Obj::new(Often { visits: Visits(RefCell::new(None)) });
        *object.visits.0.borrow_mut() = Some(object.clone().into());
        drop(object.clone());
        assert!(message(catch_unwind(collect)).contains("visits a handle to `Often` twice"));
        assert_eq!(Obj::refcount(&object), 2);
        object.visits.0.take();
    }
}

/// A handle that is also somebody else's.
#[derive(Clone)]
struct Shared(Rc<RefCell<Option<AnyObj>>>);

// SAFETY: what is behind an `Rc` may not be visited; nothing is collected here.
#[allow(unsafe_code, reason = "the contract is broken on purpose")]
unsafe impl Trace for Shared {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.field("0", &*this.0);
    }
}

#[derive(Object)]
struct Sharer {
    shared: Shared,
}

#[test]
fn a_drop_shows_what_a_trace_leaves_out_or_does_not_own() {
    let child = || node("child");
    let never = Obj::new(Never { visits: Visits(RefCell::new(Some(child().into()))), next: ObjCell::default() });
    never.next.set(Some(Obj::new(Never { visits: Visits(RefCell::new(None)), next: ObjCell::default() })));
    let mistake = inspect::verify_drop(never).expect_err("a handle is left out");
    assert_eq!(mistake.to_string(), "the `Trace` of a part of `Never` leaves out a handle to `Node`");

    let twice = Obj::new(Twice { visits: Visits(RefCell::new(Some(child().into()))) });
    let mistake = inspect::verify_drop(twice).expect_err("a handle is visited twice");
    assert_eq!((mistake.holder(), mistake.target()), ("Twice", "Node"));

    let shared = Shared(Rc::new(RefCell::new(Some(child().into()))));
    let mistake = inspect::verify_drop(Obj::new(Sharer { shared: shared.clone() })).expect_err("it lives on");
    assert_eq!(
        mistake.to_string(),
        "the `Trace` of a part of `Sharer` visits a handle to `Node` that is still there when the part is gone"
    );
    drop(shared);

    let whole = child();
    whole.next.set(Some(child()));
    whole.others.extend([child(), whole.next.get().expect("it was just set")]);
    assert_eq!(inspect::verify_drop(whole), Ok(()));
    let borrowed = Obj::new(Never { visits: Visits(RefCell::new(None)), next: ObjCell::default() });
    assert_eq!(inspect::verify_drop(borrowed), Ok(()));
}

#[test]
#[should_panic(expected = "is given the only handle")]
fn an_object_that_others_hold_is_not_dropped_for_a_test() {
    let object = Obj::new(Twice { visits: Visits(RefCell::new(None)) });
    let _ = inspect::verify_drop(object.clone());
}

#[test]
fn a_trace_that_visits_a_child_twice_is_noticed_or_leaks() {
    let object = Obj::new(Twice { visits: Visits(RefCell::new(None)) });
    *object.visits.0.borrow_mut() = Some(object.clone().into());
    let weak = Obj::downgrade(&object);
    drop(object);
    let collected = catch_unwind(gc::collect);
    if cfg!(debug_assertions) {
        assert_eq!(message(collected), TWICE);
    } else {
        assert_eq!(collected.ok(), Some(0));
    }
    let object = weak.upgrade().expect("alive, as far as anybody knows");
    assert!(object.visits.0.take().is_some());
    drop(object);
    assert_eq!(gc::collect(), 0);
    assert!(weak.is_dead());
}

#[test]
fn a_trace_that_visits_a_child_twice_is_found_before_it_harms() {
    let object = Obj::new(Twice { visits: Visits(RefCell::new(None)) });
    assert!(inspect::verify().is_ok());
    *object.visits.0.borrow_mut() = Some(object.clone().into());
    // Held here as well: the counts alone say nothing.
    let mistake = inspect::verify().expect_err("a handle is visited twice");
    assert_eq!((mistake.holder(), mistake.target()), ("Twice", "Twice"));
    assert!(mistake.to_string().contains("`visits"), "{mistake}");
    assert!(object.visits.0.take().is_some());
    assert!(inspect::verify().is_ok());
}

/// One handle too many is found, one is not: the sum is right.
#[test]
fn a_trace_that_visits_a_child_twice_harms_nobody_else() {
    let held = Obj::new(Never { visits: Visits(RefCell::new(None)), next: ObjCell::default() });
    drop(held.clone());
    let object = Obj::new(Twice { visits: Visits(RefCell::new(None)) });
    *object.visits.0.borrow_mut() = Some(object.clone().into());
    drop(object);
    let collected = catch_unwind(gc::collect);
    assert_eq!(collected.is_err(), cfg!(debug_assertions));
    assert_eq!(Obj::refcount(&held), 1);
    assert!(held.next.is_none());
    let weak = Obj::downgrade(&held);
    drop(held);
    assert!(weak.is_dead());
}

#[test]
fn a_trace_that_skips_a_child_leaks_and_does_no_harm() {
    let never = |next| Obj::new(Never { visits: Visits(RefCell::new(None)), next: ObjCell::new(next) });
    let child = never(None);
    let parent = never(None);
    *parent.visits.0.borrow_mut() = Some(child.clone().into());
    child.next.set(Some(parent.clone()));
    let weak = Obj::downgrade(&child);
    drop((parent, child));
    assert_eq!(gc::collect(), 0);
    assert!(weak.upgrade().is_some_and(|child| child.next.borrow().is_some()));
    // The rest of the graph is not confused by it.
    drop(ring_of_two());
    assert_eq!(gc::collect(), 2);
    weak.upgrade().expect("alive").next.set(None);
    assert!(weak.is_dead());
}

#[test]
fn a_panic_in_a_trace_leaves_all_counts_as_they_were() {
    struct Panics(Cell<bool>);
    // SAFETY: nothing is visited.
    #[allow(unsafe_code, reason = "a trace that panics can only be written by hand")]
    unsafe impl Trace for Panics {
        type Leaves<H> = Self;
        const HOLDS: bool = true;
        const HOLDS_BEHIND: bool = true;
        fn trace(this: &Self, _: &mut Tracer) {
            if this.0.get() {
                resume_unwind(Box::new("trace"));
            }
        }
    }
    #[derive(Object)]
    struct Fragile {
        panics: Panics,
        next: ObjCell<Fragile>,
    }
    let made: Vec<_> =
        (0..10).map(|_| Obj::new(Fragile { panics: Panics(Cell::new(false)), next: ObjCell::default() })).collect();
    for (one, two) in made.iter().zip(made[1..].iter().chain(&made[..1])) {
        one.next.set(Some(two.clone()));
    }
    made[7].panics.0.set(true);
    drop(made.clone());
    assert!(catch_unwind(gc::collect).is_err());
    assert!(made.iter().all(|object| Obj::refcount(object) == 2));
    made[7].panics.0.set(false);
    assert_eq!(gc::collect(), 0);
    drop(made);
    assert_eq!(gc::collect(), 10);
}

#[test]
fn a_panic_in_a_destructor_does_not_turn_the_collector_off() {
    for _ in 0..3 {
        let (one, two) = ring_of_two();
        at_drop(&one, || resume_unwind(Box::new("drop")));
        drop((one, two));
        assert!(catch_unwind(gc::collect).is_err());
    }
    drop(ring_of_two());
    assert_eq!(gc::collect(), 2);
}

#[test]
fn a_ref_cell_that_is_borrowed_counts_as_held_from_outside() {
    #[derive(Object)]
    struct Holder {
        peers: RefCell<Vec<Obj<Holder>>>,
    }
    let holder = Obj::new(Holder { peers: RefCell::default() });
    let peer = Obj::new(Holder { peers: RefCell::new(vec![holder.clone()]) });
    holder.peers.borrow_mut().push(peer.clone());
    {
        let borrowed = holder.peers.borrow_mut();
        let also = peer.peers.borrow();
        drop((holder.clone(), peer.clone()));
        assert_eq!(gc::collect(), 0);
        assert_eq!((borrowed.len(), also.len()), (1, 1));
    }
    drop((holder, peer));
    assert_eq!(gc::collect(), 2);
}

#[test]
fn a_hundred_thousand_handles_to_one_object() {
    let count = if cfg!(miri) { 1000 } else { 100_000 };
    let object = node("shared");
    let handles: Vec<_> = (0..count).map(|_| object.clone()).collect();
    assert_eq!(Obj::refcount(&object), count + 1);
    object.others.extend(handles);
    assert_eq!(gc::collect(), 0);
    drop(object);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn a_type_may_hold_itself_in_any_way() {
    #[derive(Object, Default)]
    struct Recursive {
        direct: ObjCell<Recursive>,
        list: RefCell<Vec<Option<Box<Part>>>>,
        any: Cell<Option<AnyObj>>,
    }
    #[derive(Trace)]
    struct Part {
        back: Obj<Recursive>,
        more: Vec<Part>,
    }
    let object = Obj::new(Recursive::default());
    let leaf = Part { back: object.clone(), more: Vec::new() };
    let part = Part { back: object.clone(), more: vec![leaf] };
    assert!(Obj::is(&part.back, &part.more[0].back));
    object.list.borrow_mut().push(Some(Box::new(part)));
    object.direct.set(Some(object.clone()));
    object.any.set(Some(object.clone().into()));
    assert_eq!(Obj::refcount(&object), 5);
    drop(object);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn a_weak_handle_is_dead_in_a_destructor_and_in_a_finalizer_that_the_collector_runs() {
    let (one, two) = ring_of_two();
    for (object, peer) in [(&one, &two), (&two, &one)] {
        let weak = [Obj::downgrade(object), Obj::downgrade(peer)];
        let at_end = weak.clone();
        finalized(object, move |this| {
            log(format!("finalizer of {}: {:?}", this.name, weak.each_ref().map(|weak| weak.upgrade().is_some())));
        });
        at_drop(object, move || {
            log(format!("destructor: {:?}", at_end.each_ref().map(|weak| weak.upgrade().is_some())));
        });
    }
    drop((one, two));
    assert_eq!(gc::collect(), 2);
    let dead = "[false, false]";
    assert_eq!(
        take_log(),
        [
            format!("destructor: {dead}"),
            format!("destructor: {dead}"),
            format!("finalizer of one: {dead}"),
            format!("finalizer of two: {dead}")
        ]
    );
}

#[test]
fn a_weak_handle_is_alive_in_a_finalizer_that_counting_runs_and_dead_in_a_destructor() {
    let object = node("object");
    let weak = Obj::downgrade(&object);
    let at_end = weak.clone();
    finalized(&object, move |_| log(format!("finalizer: {}", weak.upgrade().is_some())));
    at_drop(&object, move || log(format!("destructor: {}", at_end.upgrade().is_some())));
    drop(object);
    assert_eq!(LOG.take(), ["finalizer: true", "destructor: false"]);
}

#[test]
fn a_resurrected_object_dies_a_second_time_without_finalizer() {
    let save = |this: &Obj<Node>| {
        log("finalizer");
        ESCAPED.with_borrow_mut(|escaped| escaped.push(this.clone()));
    };
    let object = node("by counting");
    finalized(&object, save);
    at_drop(&object, || log("destructor"));
    drop(object);
    assert_eq!(LOG.take(), ["finalizer"]);
    // Had it another finalizer, it would not run.
    ESCAPED.with_borrow(|escaped| finalized(&escaped[0], save));
    drop(ESCAPED.take());
    assert_eq!(LOG.take(), ["destructor"]);

    let (one, two) = ring_of_two();
    finalized(&one, save);
    at_drop(&two, || log("destructor"));
    drop((one, two));
    assert_eq!(gc::collect(), 0);
    assert_eq!(LOG.take(), ["finalizer"]);
    drop(ESCAPED.take());
    assert_eq!(gc::collect(), 2);
    assert_eq!(LOG.take(), ["destructor"]);
}

#[test]
fn objects_and_cycles_may_be_made_in_a_destructor() {
    for by_counting in [true, false] {
        let object = node("object");
        if !by_counting {
            object.next.set(Some(object.clone()));
        }
        at_drop(&object, || {
            drop(node("made in a destructor"));
            drop(ring_of_two());
        });
        drop(object);
        assert_eq!(gc::collect(), if by_counting { 2 } else { 1 });
        assert_eq!(gc::collect(), if by_counting { 0 } else { 2 });
    }
}

#[test]
fn a_handle_that_a_destructor_hands_on_stays_good() {
    for by_counting in [true, false] {
        let (object, friend) = (node("object"), node("friend"));
        if !by_counting {
            object.next.set(Some(object.clone()));
        }
        let held = friend.clone();
        at_drop(&object, move || ESCAPED.with_borrow_mut(|escaped| escaped.push(held.clone())));
        drop((object, friend));
        gc::collect();
        let escaped = ESCAPED.take();
        assert_eq!((escaped.len(), escaped[0].name, Obj::refcount(&escaped[0])), (1, "friend", 1));
    }
}

#[test]
fn a_destructor_may_free_and_take_slots_of_the_same_page() {
    let count = if cfg!(miri) { 60 } else { 2000 };
    for by_counting in [true, false] {
        let made = Rc::new(RefCell::new(Vec::new()));
        let objects: Vec<_> = (0..count).map(|_| node("object")).collect();
        for (index, object) in objects.iter().enumerate() {
            if !by_counting {
                object.next.set(Some(objects[(index + 1) % count].clone()));
            }
            let made = Rc::clone(&made);
            at_drop(object, move || {
                drop((node("short"), node("short")));
                made.borrow_mut().push(node("long"));
                if index % 3 == 0 {
                    let freed = made.borrow_mut().pop();
                    drop(freed);
                }
            });
        }
        drop(objects);
        assert_eq!(gc::collect(), if by_counting { 0 } else { count });
        let mut ids: Vec<usize> = made.borrow().iter().map(Obj::id).collect();
        assert!(made.borrow().iter().all(|object| Obj::refcount(object) == 1 && object.name == "long"));
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count - count.div_ceil(3));
    }
}

#[test]
fn an_optional_handle_is_no_larger_than_a_handle() {
    assert_eq!(size_of::<Option<Obj<Node>>>(), size_of::<Obj<Node>>());
    assert_eq!(size_of::<Option<AnyObj>>(), size_of::<AnyObj>());
    assert_eq!(size_of::<ObjCell<Node>>(), size_of::<Obj<Node>>());
}

/// An object that holds itself in a place of the standard library, and how to make one.
macro_rules! self_holders {
    ($($name:ident: $type:ty = $empty:expr, $fill:expr;)*) => {$(
        #[test]
        fn $name() {
            #[derive(Object)]
            struct Holder {
                place: $type,
            }
            let object = Obj::new(Holder { place: $empty });
            let fill: fn(&$type, Obj<Holder>) = $fill;
            fill(&object.place, object.clone());
            assert_eq!(Obj::refcount(&object), 2);
            assert_eq!(gc::collect(), 0);
            drop(object);
            assert_eq!(gc::collect(), 1);
        }
    )*};
}

self_holders! {
    a_handle_inside_a_cell: Cell<Option<Obj<Holder>>> = Cell::new(None), |place, object| place.set(Some(object));
    a_handle_inside_a_ref_cell: RefCell<Option<Obj<Holder>>> = RefCell::new(None), |place, object| *place.borrow_mut() = Some(object);
    a_handle_inside_a_once_cell: OnceCell<Obj<Holder>> = OnceCell::new(), |place, object| drop(place.set(object));
    a_handle_inside_a_mutex: Mutex<Option<Obj<Holder>>> = Mutex::new(None), |place, object| *place.lock().unwrap() = Some(object);
    a_handle_inside_a_poisoned_mutex: Mutex<Option<Obj<Holder>>> = Mutex::new(None), |place, object| {
        *place.lock().unwrap() = Some(object);
        assert!(catch_unwind(AssertUnwindSafe(|| {
            let _locked = place.lock();
            resume_unwind(Box::new("poison"));
        })).is_err());
        assert!(place.is_poisoned());
    };
    a_handle_inside_a_poisoned_lock: RwLock<Option<Obj<Holder>>> = RwLock::new(None), |place, object| {
        *place.write().unwrap() = Some(object);
        assert!(catch_unwind(AssertUnwindSafe(|| {
            let _locked = place.write();
            resume_unwind(Box::new("poison"));
        })).is_err());
        assert!(place.is_poisoned());
    };
}

#[test]
fn a_lock_that_is_held_counts_as_held_from_outside() {
    #[derive(Object)]
    struct Holder {
        peer: Mutex<Option<Obj<Holder>>>,
    }
    let holder = Obj::new(Holder { peer: Mutex::new(None) });
    *holder.peer.lock().unwrap() = Some(holder.clone());
    {
        let locked = holder.peer.lock().unwrap();
        drop(holder.clone());
        assert_eq!(gc::collect(), 0);
        assert!(locked.is_some());
    }
    drop(holder);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn collections_during_the_initialisation_of_a_once_cell() {
    #[derive(Object)]
    struct Holder {
        once: OnceCell<Obj<Holder>>,
    }
    let holder = Obj::new(Holder { once: OnceCell::new() });
    let held = holder.once.get_or_init(|| {
        drop(holder.clone());
        assert_eq!(gc::collect(), 0);
        holder.clone()
    });
    assert!(Obj::is(held, &holder));
    drop(holder);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn what_is_shared_through_an_rc_is_held_from_outside() {
    #[derive(Object)]
    struct Holder {
        shared: RefCell<Option<Rc<Obj<Holder>>>>,
    }
    let holder = Obj::new(Holder { shared: RefCell::new(None) });
    let shared = Rc::new(holder.clone());
    *holder.shared.borrow_mut() = Some(Rc::clone(&shared));
    drop(holder);
    assert_eq!(gc::collect(), 0);
    shared.shared.take();
    let holder = Rc::into_inner(shared).expect("the only owner");
    assert_eq!(Obj::refcount(&holder), 1);
}
