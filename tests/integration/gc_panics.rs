//! Panics of finalizers, callbacks, destructors and `trace`: nothing is lost, and the collector goes on working.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Tracer, gc};

/// What is to panic.
#[derive(Trace, Clone, Copy, PartialEq, Eq, Debug)]
enum Where {
    Nowhere,
    Finalizer,
    Destructor,
    /// The destructor, even while another panic is under way.
    DestructorAlways,
}

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
    static FINALIZED: Cell<usize> = const { Cell::new(0) };
}

/// A field with a destructor.
struct Field(Where);

impl Field {
    fn new(panics: Where) -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self(panics)
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
        if self.0 == Where::DestructorAlways || self.0 == Where::Destructor && !std::thread::panicking() {
            resume_unwind(Box::new("destructor"));
        }
    }
}

#[derive(Object)]
#[object(finalize)]
struct Node {
    next: ObjCell<Node>,
    other: ObjCell<Node>,
    #[object(skip)]
    field: Field,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        FINALIZED.set(FINALIZED.get() + 1);
        if this.field.0 == Where::Finalizer {
            resume_unwind(Box::new("finalizer"));
        }
    }
}

fn node(panics: Where) -> Obj<Node> {
    Obj::new(Node { next: ObjCell::default(), other: ObjCell::default(), field: Field::new(panics) })
}

/// A ring of these.
fn ring(panics: &[Where]) -> Obj<Node> {
    let first = node(panics[0]);
    let mut last = first.clone();
    for &panics in &panics[1..] {
        let made = node(panics);
        last.next.set(Some(made.clone()));
        last = made;
    }
    last.next.set(Some(first.clone()));
    first
}

/// Sends the panics that are not passed on to a list.
fn reported() -> Rc<RefCell<Vec<String>>> {
    let reported = Rc::new(RefCell::new(Vec::new()));
    let list = Rc::clone(&reported);
    gc::set_unraisable_hook(move |panic| list.borrow_mut().push(panic.message().unwrap_or("?").to_owned()));
    reported
}

fn message_of(work: impl FnOnce()) -> Option<&'static str> {
    let panic = catch_unwind(AssertUnwindSafe(work)).err()?;
    panic.downcast_ref::<&'static str>().copied()
}

#[test]
fn a_panic_in_a_finalizer_does_not_come_out_of_the_drop() {
    let reported = reported();
    let dropped = node(Where::Finalizer);
    dropped.next.set(Some(node(Where::Nowhere)));
    drop(dropped);
    assert_eq!(*reported.borrow(), ["finalizer"]);
    assert_eq!((ALIVE.get(), FINALIZED.get()), (0, 2));
}

#[test]
fn a_panic_in_a_destructor_comes_out_of_the_drop_after_all_is_dropped() {
    let dropped = node(Where::Destructor);
    dropped.next.set(Some(node(Where::Destructor)));
    dropped.other.set(Some(node(Where::Nowhere)));
    assert_eq!(message_of(|| drop(dropped)), Some("destructor"));
    assert_eq!((ALIVE.get(), FINALIZED.get()), (0, 3));
}

#[test]
fn every_finalizer_of_a_deep_chain_may_panic() {
    let reported = reported();
    let mut chain = node(Where::Finalizer);
    for _ in 1..1000 {
        let made = node(Where::Finalizer);
        made.next.set(Some(chain));
        chain = made;
    }
    drop(chain);
    assert_eq!((ALIVE.get(), FINALIZED.get()), (0, 1000));
    assert_eq!(reported.borrow().len(), 1000);
    drop(node(Where::Nowhere));
    assert_eq!(ALIVE.get(), 0, "the drops are counted as before");
}

#[test]
fn a_collection_passes_the_first_panic_on_and_reports_the_others() {
    let reported = reported();
    drop(ring(&[Where::Finalizer, Where::Nowhere, Where::Destructor, Where::Finalizer]));
    assert_eq!(
        message_of(|| {
            gc::collect();
        }),
        Some("finalizer")
    );
    assert_eq!((ALIVE.get(), FINALIZED.get()), (0, 4));
    assert_eq!(*reported.borrow(), ["finalizer", "destructor"]);
    drop(ring(&[Where::Nowhere, Where::Nowhere]));
    assert_eq!(gc::collect(), 2, "the collector works as before");
}

#[test]
fn every_kind_of_collection_goes_on_after_panics() {
    let reported = reported();
    let collections: [fn() -> bool; 3] =
        [|| gc::collect() > 0, || gc::collect_young() > 0, || gc::step(usize::MAX).is_done()];
    for collect in collections {
        for panics in [Where::Finalizer, Where::Destructor] {
            drop(ring(&[panics, panics]));
            assert!(message_of(|| assert!(collect())).is_some());
            assert_eq!(ALIVE.get(), 0);
        }
    }
    assert_eq!(reported.borrow().len(), 6);
    assert_eq!(gc::stats().full.collected + gc::stats().young.collected, 12);
}

#[test]
fn a_panic_in_a_collection_that_nobody_asked_for_does_not_come_out_of_new() {
    let reported = reported();
    gc::set_threshold(0);
    drop(ring(&[Where::Finalizer, Where::Destructor]));
    let mut made = Vec::new();
    while ALIVE.get() > made.len() {
        made.push(node(Where::Nowhere));
    }
    reported.borrow_mut().sort();
    assert_eq!(*reported.borrow(), ["destructor", "finalizer"]);
}

#[test]
fn a_panic_while_another_is_under_way_is_reported() {
    let reported = reported();
    let outer = catch_unwind(AssertUnwindSafe(|| {
        let _dropped = node(Where::Finalizer);
        let _also_dropped = node(Where::Finalizer);
        resume_unwind(Box::new("outer"));
    }));
    assert_eq!(outer.unwrap_err().downcast_ref::<&str>(), Some(&"outer"));
    assert_eq!(*reported.borrow(), ["finalizer", "finalizer"]);
    assert_eq!(ALIVE.get(), 0);
}

#[test]
fn a_panic_of_a_destructor_while_another_is_under_way_is_reported() {
    let reported = reported();
    let outer = catch_unwind(|| {
        let _dropped = node(Where::DestructorAlways);
        resume_unwind(Box::new("outer"));
    });
    assert_eq!(outer.unwrap_err().downcast_ref::<&str>(), Some(&"outer"));
    assert_eq!((reported.take(), ALIVE.get()), (vec!["destructor".to_owned()], 0));
}

#[test]
fn all_callbacks_run_whatever_they_panic() {
    let reported = reported();
    for by_counting in [true, false] {
        let object = if by_counting { node(Where::Nowhere) } else { ring(&[Where::Nowhere]) };
        let order = Rc::new(RefCell::new(Vec::new()));
        let weak: Vec<_> = (0..3)
            .map(|index| {
                let order = Rc::clone(&order);
                Obj::downgrade_with(&object, move |_| {
                    order.borrow_mut().push(index);
                    resume_unwind(Box::new("callback"));
                })
            })
            .collect();
        let panic = message_of(move || {
            drop(object);
            gc::collect();
        });
        assert_eq!(panic, (!by_counting).then_some("callback"));
        assert!(weak.iter().all(Weak::is_dead));
        assert_eq!(*order.borrow(), [2, 1, 0]);
        assert_eq!(reported.take(), ["callback"; 3][usize::from(!by_counting)..]);
        assert_eq!(ALIVE.get(), 0);
    }
}

#[test]
fn a_hook_may_panic_and_may_replace_itself() {
    let counts = Rc::new(Cell::new([0, 0]));
    let outer = Rc::clone(&counts);
    gc::set_unraisable_hook(move |_| {
        let inner = Rc::clone(&outer);
        gc::set_unraisable_hook(move |_| inner.set([inner.get()[0], inner.get()[1] + 1]));
        outer.set([outer.get()[0] + 1, 0]);
        resume_unwind(Box::new("hook"));
    });
    drop(ring(&[Where::Finalizer, Where::Finalizer, Where::Finalizer]));
    assert_eq!(
        message_of(|| {
            gc::collect();
        }),
        Some("finalizer")
    );
    assert_eq!(counts.get(), [1, 1]);
    assert_eq!(ALIVE.get(), 0);
}

#[test]
fn callbacks_of_the_collector_may_panic_and_may_remove_themselves() {
    let id = Rc::new(Cell::new(None));
    let own = Rc::clone(&id);
    id.set(Some(gc::callbacks::add(move |_, _| {
        if let Some(id) = own.take() {
            assert!(gc::callbacks::remove(id));
            resume_unwind(Box::new("callback"));
        }
    })));
    drop(ring(&[Where::Nowhere]));
    assert_eq!(
        message_of(|| {
            gc::collect();
        }),
        Some("callback")
    );
    assert_eq!(ALIVE.get(), 0);
    assert_eq!(gc::collect(), 0);
}

thread_local!(static CALLS_LEFT: Cell<usize> = const { Cell::new(usize::MAX) });

/// A link whose `trace` panics at one call.
struct Fragile<T>(ObjCell<T>);

// SAFETY: it visits its one handle, or panics.
#[allow(unsafe_code, reason = "a trace that panics can only be written by hand")]
unsafe impl<T: Object> Trace for Fragile<T> {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        let left = CALLS_LEFT.get();
        CALLS_LEFT.set(left.wrapping_sub(1));
        if left == 0 {
            resume_unwind(Box::new("trace"));
        }
        tracer.field("0", &this.0);
    }
}

#[derive(Object)]
#[object(finalize)]
struct Glass {
    link: Fragile<Glass>,
    saves: Cell<bool>,
    #[object(skip)]
    _field: Field,
}

thread_local!(static SAVED: RefCell<Vec<Obj<Glass>>> = const { RefCell::new(Vec::new()) });

impl Finalize for Glass {
    fn finalize(this: &Obj<Self>) {
        FINALIZED.set(FINALIZED.get() + 1);
        if this.saves.get() {
            SAVED.with_borrow_mut(|saved| saved.push(this.clone()));
        }
    }
}

fn glass() -> Obj<Glass> {
    let link = Fragile(ObjCell::default());
    Obj::new(Glass { link, saves: Cell::new(false), _field: Field::new(Where::Nowhere) })
}

/// A ring with something that hangs on it, a callback and, perhaps, a member that saves itself; and a live ring.
fn panes(saves: bool) -> (Obj<Glass>, Weak<Glass>) {
    let [one, two, live, behind] = std::array::from_fn(|_| glass());
    one.link.0.set(Some(two.clone()));
    two.link.0.set(Some(one.clone()));
    two.saves.set(saves);
    live.link.0.set(Some(behind.clone()));
    behind.link.0.set(Some(live.clone()));
    let weak = Obj::downgrade_with(&one, |_| ());
    (live, weak)
}

#[test]
fn trace_may_panic_at_any_call_of_any_collection() {
    let collections: [fn(); 3] = [
        || {
            gc::collect();
        },
        || {
            gc::collect_young();
        },
        || while !gc::step(3).is_done() {},
    ];
    for (kind, collect) in collections.into_iter().enumerate() {
        for saves in [false, true] {
            let mut panicked_at = 0;
            loop {
                let (live, weak) = panes(saves);
                CALLS_LEFT.set(panicked_at);
                let panic = message_of(collect);
                CALLS_LEFT.set(usize::MAX);
                // Whatever it left is found by the next.
                SAVED.take();
                gc::collect();
                SAVED.take();
                gc::collect();
                let left = (ALIVE.get(), FINALIZED.replace(0), weak.is_dead());
                assert_eq!(left, (2, 2, true), "collection {kind}, saves: {saves}, call {panicked_at}");
                assert!(live.link.0.borrow().is_some_and(|behind| Obj::refcount(&behind) == 2));
                live.link.0.set(None);
                drop(live);
                assert_eq!((ALIVE.get(), FINALIZED.replace(0)), (0, 2));
                if panic.is_none() {
                    break;
                }
                assert_eq!(panic, Some("trace"));
                panicked_at += 1;
            }
            assert!(panicked_at >= 8, "{kind} {saves}: trace was called {panicked_at} times");
        }
    }
}

/// Holds nothing.
#[derive(Object)]
struct Putty;

/// Leaves its ring when it is finalized; then its destructor panics.
#[derive(Object)]
#[object(finalize)]
struct Loose {
    link: Fragile<Loose>,
    putty: AnyObj,
    #[object(skip)]
    _field: Field,
}

impl Finalize for Loose {
    fn finalize(this: &Obj<Self>) {
        this.link.0.set(None);
    }
}

#[test]
fn what_was_found_before_trace_panicked_is_forgotten() {
    gc::set_unraisable_hook(|_| {});
    let putty = Obj::into_any(Obj::new(Putty));
    // Debug assertions check what was found by a look of their own.
    let looks = if cfg!(debug_assertions) { 2 } else { 1 };
    for call in 0.. {
        let ring: [_; 3] = std::array::from_fn(|_| {
            let (link, putty) = (Fragile(ObjCell::default()), putty.clone());
            Obj::new(Loose { link, putty, _field: Field::new(Where::Destructor) })
        });
        for (index, member) in ring.iter().enumerate() {
            member.link.0.set(Some(ring[(index + 1) % 3].clone()));
        }
        drop(ring);
        CALLS_LEFT.set(call);
        let collect = || {
            gc::collect();
        };
        let panic = message_of(collect);
        CALLS_LEFT.set(usize::MAX);
        // Before the finalizers, all live on; after them, they die by counting.
        let left = if call < 3 * looks { 3 } else { 0 };
        assert_eq!((ALIVE.get(), putty.refcount()), (left, 1 + left), "call {call}");
        if panic == Some("destructor") {
            assert_eq!(
                call,
                6 * looks + 3,
                "each is looked at before the finalizers, after them, and for weak handles"
            );
            return;
        }
        assert_eq!((panic, message_of(collect)), (Some("trace"), (left > 0).then_some("destructor")));
        assert_eq!((ALIVE.get(), putty.refcount()), (0, 1));
    }
}
