//! A panic at the n-th call of user code, whatever its kind: nothing is lost, freed twice, or left behind.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use obj_runtime::prelude::*;
use obj_runtime::{Tracer, gc};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Finalizer,
    WeakCallback,
    Cleanup,
    Destructor,
    Trace,
    Eq,
    Hash,
    GcCallback,
    Hook,
}

use Kind::{
    Cleanup, Destructor, Eq as Equality, Finalizer, GcCallback, Hash as Hashing, Hook, Trace as Tracing, WeakCallback,
};

const KINDS: [Kind; 9] = [Finalizer, WeakCallback, Cleanup, Destructor, Tracing, Equality, Hashing, GcCallback, Hook];

thread_local! {
    /// Which call is to panic: the kind, and the calls of it that are left before.
    static PLAN: Cell<Option<(Kind, usize)>> = const { Cell::new(None) };
    static CALLS: RefCell<Vec<Kind>> = const { RefCell::new(Vec::new()) };
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

fn called(kind: Kind) {
    CALLS.with_borrow_mut(|calls| calls.push(kind));
    match PLAN.get() {
        Some((planned, 0)) if planned == kind && !std::thread::panicking() => {
            PLAN.set(None);
            resume_unwind(Box::new(format!("{kind:?}")));
        }
        Some((planned, left)) if planned == kind => PLAN.set(Some((planned, left.saturating_sub(1)))),
        _ => {}
    }
}

fn calls(kind: Kind) -> usize {
    CALLS.with_borrow(|calls| calls.iter().filter(|&&other| other == kind).count())
}

struct Field;

impl Field {
    fn new() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
        called(Destructor);
    }
}

/// A link with a `trace` of its own.
struct Link(ObjCell<Node>);

// SAFETY: it visits its one handle, or panics.
#[allow(unsafe_code, reason = "a trace that panics can only be written by hand")]
unsafe impl obj_runtime::Trace for Link {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        called(Tracing);
        tracer.field("0", &this.0);
    }
}

#[derive(Object)]
#[object(finalize)]
struct Node {
    next: Link,
    names: ObjVec<Name>,
    #[object(skip)]
    _field: Field,
}

impl Finalize for Node {
    fn finalize(_: &Obj<Self>) {
        called(Finalizer);
    }
}

#[derive(Object, Eq)]
#[object(intern)]
struct Name(u32);

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        called(Equality);
        self.0 == other.0
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        called(Hashing);
        // Two values of each hash.
        state.write_u32(self.0 / 2);
    }
}

fn node() -> Obj<Node> {
    Obj::new(Node { next: Link(ObjCell::default()), names: ObjVec::new(), _field: Field::new() })
}

/// What ends in a cycle and what ends by counting, with names, weak handles and cleanups. Each call to user code
/// happens at least once.
fn work() {
    let (ring, chain) = ([node(), node(), node()], [node(), node()]);
    for (index, one) in ring.iter().enumerate() {
        one.next.0.set(Some(ring[(index + 1) % 3].clone()));
    }
    chain[0].next.0.set(Some(chain[1].clone()));
    for object in ring.iter().chain(&chain) {
        std::mem::forget(Obj::downgrade_with(object, |_| called(WeakCallback)));
        Obj::add_cleanup(object, || called(Cleanup));
        for number in 0..4 {
            object.names.push(Obj::new(Name(number)));
        }
    }
    drop((ring, chain));
    gc::collect();
    drop(node());
}

/// Runs the work with a panic at a call of this kind; returns whether there was such a call.
fn panics_at(kind: Kind, call: usize) -> bool {
    PLAN.set(Some((kind, call)));
    if kind == Hook {
        // It is only called for a panic of something else.
        Obj::add_cleanup(&node(), || resume_unwind(Box::new("for the hook")));
    }
    let panicked = catch_unwind(AssertUnwindSafe(work)).is_err();
    let was_called = PLAN.take().is_none();
    assert!(was_called || !panicked, "{kind:?} {call}: it panics only where it is planned");
    was_called
}

#[test]
fn any_call_of_user_code_may_panic() {
    gc::set_unraisable_hook(|_| called(Hook));
    let id = gc::callbacks::add(|_, _| called(GcCallback));
    work();
    let whole = KINDS.map(calls);
    gc::collect();
    assert_eq!(ALIVE.get(), 0);
    for (kind, expected) in KINDS.into_iter().zip(whole) {
        let mut call = 0;
        CALLS.take();
        while panics_at(kind, call) {
            // What the panic left is found by collections without one.
            gc::collect();
            gc::collect();
            assert_eq!(ALIVE.get(), 0, "{kind:?} {call}");
            assert_eq!((Obj::<Name>::interned_count(), gc::collect()), (0, 0), "{kind:?} {call}");
            if calls(Finalizer) == 6 {
                let once = [calls(WeakCallback), calls(Cleanup)];
                assert_eq!(once, [5, 5], "{kind:?} {call}: each was called once");
            }
            call += 1;
            CALLS.take();
        }
        assert!(call >= expected.max(1), "{kind:?}: {call} calls, {expected} without panics");
        gc::collect();
    }
    assert!(gc::callbacks::remove(id));
    assert_eq!(ALIVE.get(), 0);
}
