//! The end of a thread: what is collected then, and what works in destructors of thread-locals before and after.

use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use obj_runtime::gc;
use obj_runtime::prelude::*;

/// Counts the values that there are, across the end of the thread.
struct Alive(Arc<AtomicUsize>);

impl Alive {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(count))
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

type Work = Box<dyn FnOnce(&Obj<Node>)>;

#[derive(Object)]
#[object(finalize)]
struct Node {
    next: ObjCell<Node>,
    #[object(skip)]
    work: Cell<Option<Work>>,
    #[object(skip)]
    alive: Alive,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        if let Some(work) = this.work.take() {
            work(this);
        }
    }
}

fn node(count: &Arc<AtomicUsize>) -> Obj<Node> {
    Obj::new(Node { next: ObjCell::default(), work: Cell::default(), alive: Alive::new(count) })
}

fn ring_of_one(count: &Arc<AtomicUsize>) -> Obj<Node> {
    let node = node(count);
    node.next.set(Some(node.clone()));
    node
}

/// Runs `work` in a thread; answers with what is left after its end.
fn left_after(work: impl FnOnce(&Arc<AtomicUsize>) + Send + 'static) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let in_thread = Arc::clone(&count);
    thread::spawn(move || work(&in_thread)).join().expect("the thread must not panic");
    count.load(Ordering::SeqCst)
}

#[test]
fn garbage_cycles_are_collected_at_the_end() {
    assert_eq!(left_after(|count| (0..1000).for_each(|_| drop(ring_of_one(count)))), 0);
}

#[test]
fn garbage_out_of_reach_or_with_collections_off_is_collected_at_the_end_if_it_is_given_back() {
    let left = left_after(|count| {
        gc::disable();
        drop(ring_of_one(count));
        let frozen = ring_of_one(count);
        gc::freeze();
        drop(frozen);
        gc::unfreeze();
    });
    assert_eq!(left, 0);
}

#[test]
fn a_round_of_steps_under_way_is_given_up_at_the_end() {
    let left = left_after(|count| {
        (0..100).for_each(|_| drop(ring_of_one(count)));
        assert!(!gc::step(1).is_done());
    });
    assert_eq!(left, 0);
}

#[test]
fn finalizers_that_make_garbage_at_the_end_are_heard_three_times() {
    fn make_garbage(count: &Arc<AtomicUsize>, again: u32) {
        let node = ring_of_one(count);
        let count = Arc::clone(count);
        let work: Work = Box::new(move |_| {
            if again > 0 {
                make_garbage(&count, again - 1);
            }
        });
        node.work.set(Some(work));
    }
    assert_eq!(left_after(|count| make_garbage(count, 0)), 0);
    assert_eq!(left_after(|count| make_garbage(count, 2)), 0);
    assert!(left_after(|count| make_garbage(count, 1000)) <= 1, "somewhere it must stop");
}

#[test]
fn panics_at_the_end_go_to_the_hook() {
    let reported = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&reported);
    let left = left_after(move |count| {
        gc::set_unraisable_hook(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        for _ in 0..3 {
            let node = ring_of_one(count);
            let work: Work = Box::new(|_| resume_unwind(Box::new("in a finalizer")));
            node.work.set(Some(work));
            let weak = Obj::downgrade_with(&node, |_| resume_unwind(Box::new("in a callback")));
            std::mem::forget(weak);
        }
    });
    assert_eq!(left, 0);
    assert_eq!(reported.load(Ordering::SeqCst), 6);
}

thread_local! {
    static FIRST: RefCell<Vec<AtEnd>> = const { RefCell::new(Vec::new()) };
    static SECOND: RefCell<Vec<AtEnd>> = const { RefCell::new(Vec::new()) };
}

/// Does something when its thread-local is destroyed.
struct AtEnd(Option<Box<dyn FnOnce()>>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        if let Some(work) = self.0.take() {
            work();
        }
    }
}

fn at_end(place: &'static thread::LocalKey<RefCell<Vec<AtEnd>>>, work: impl FnOnce() + 'static) {
    place.with_borrow_mut(|works| works.push(AtEnd(Some(Box::new(work)))));
}

/// Does `work` in destructors of thread-locals that come before and after the end of the heap.
fn before_and_after_the_end(work: fn(&Arc<AtomicUsize>) -> Box<dyn FnOnce()>) -> usize {
    left_after(move |count| {
        // Destructors run in reverse order of first use: `FIRST` is used before the heap, `SECOND` after.
        FIRST.with_borrow_mut(Vec::clear);
        drop(node(count));
        SECOND.with_borrow_mut(Vec::clear);
        at_end(&FIRST, work(count));
        at_end(&SECOND, work(count));
    })
}

#[test]
fn handles_may_be_dropped_before_and_after_the_end() {
    const MANY: usize = if cfg!(miri) { 500 } else { 10_000 };
    let left = before_and_after_the_end(|count| {
        let handles: Vec<_> = (0..MANY).map(|_| node(count)).collect();
        Box::new(move || drop(handles))
    });
    assert_eq!(left, 0);
}

#[test]
fn everything_works_before_and_after_the_end() {
    let left = before_and_after_the_end(|count| {
        let (kept, weak) = (node(count), Obj::downgrade(&node(count)));
        let count = Arc::clone(count);
        Box::new(move || {
            assert!(weak.is_dead());
            let id = Obj::id(&kept);
            assert!(Obj::<Node>::from_id(id).is_some_and(|found| Obj::is(&found, &kept)));
            let weak = Obj::downgrade(&kept);
            assert!(weak.upgrade().is_some_and(|found| Obj::refcount(&found) == 2));
            let called = Arc::new(AtomicUsize::new(0));
            let counter = Arc::clone(&called);
            let work: Work = Box::new(move |this| {
                counter.fetch_add(this.alive.0.load(Ordering::SeqCst).min(1), Ordering::SeqCst);
            });
            kept.work.set(Some(work));
            let counter = Arc::clone(&called);
            let with_callback = Obj::downgrade_with(&kept, move |_| {
                counter.fetch_add(10, Ordering::SeqCst);
            });
            drop(kept);
            assert!(weak.is_dead() && with_callback.is_dead());
            assert_eq!(called.load(Ordering::SeqCst), 11);
            assert!(Obj::<Node>::from_id(id).is_none());
            let made: Vec<_> = (0..1000).map(|_| node(&count)).collect();
            let mut unique = node(&count);
            assert!(Obj::get_mut(&mut unique).is_some());
            assert!(Obj::try_unwrap(unique).is_ok());
            drop(made);
            // An explicit collection still works; nothing is collected by itself any more.
            drop(ring_of_one(&count));
            assert_eq!(gc::collect(), 1);
        })
    });
    assert_eq!(left, 0);
}

#[test]
fn a_finalizer_at_the_end_may_put_its_object_into_a_thread_local() {
    thread_local!(static SAVED: RefCell<Option<Obj<Node>>> = const { RefCell::new(None) });
    for heap_first in [false, true] {
        let left = left_after(move |count| {
            if heap_first {
                drop(node(count));
            }
            SAVED.with_borrow_mut(|_| ());
            let node = ring_of_one(count);
            let work: Work = Box::new(|this| {
                // It fails if the thread-local is gone already.
                let _ = SAVED.try_with(|place| *place.borrow_mut() = Some(this.clone()));
                this.next.set(None);
            });
            node.work.set(Some(work));
        });
        assert_eq!(left, 0, "heap first: {heap_first}");
    }
}

#[test]
fn the_first_objects_of_a_thread_may_be_made_in_a_destructor_of_a_thread_local() {
    let left = left_after(|count| {
        let count = Arc::clone(count);
        at_end(&FIRST, move || {
            let kept: Vec<_> = (0..1000).map(|_| node(&count)).collect();
            drop(ring_of_one(&count));
            drop(kept);
            assert_eq!(gc::collect(), 1);
        });
    });
    assert_eq!(left, 0);
}

#[test]
fn a_guard_that_is_alive_when_its_thread_local_goes_is_no_danger() {
    let left = before_and_after_the_end(|count| {
        let mut kept = node(count);
        let count = Arc::clone(count);
        Box::new(move || {
            let guard = Obj::get_mut(&mut kept).expect("the only handle");
            guard.next.set(Some(node(&count)));
            drop(guard);
            let next = kept.next.borrow().expect("it was just set");
            kept.next.set(None);
            assert_eq!(Obj::refcount(&next), 1);
        })
    });
    assert_eq!(left, 0);
}

#[test]
fn a_chain_in_a_thread_local_is_freed_on_a_small_stack() {
    let length = if cfg!(miri) { 200 } else { 100_000 };
    let count = Arc::new(AtomicUsize::new(0));
    let in_thread = Arc::clone(&count);
    let work = move || {
        FIRST.with_borrow_mut(Vec::clear);
        let mut chain = node(&in_thread);
        for _ in 0..length {
            let made = node(&in_thread);
            made.next.set(Some(chain));
            chain = made;
        }
        at_end(&FIRST, move || drop(chain));
    };
    thread::Builder::new().stack_size(256 * 1024).spawn(work).expect("a thread").join().expect("no panic");
    assert_eq!(count.load(Ordering::SeqCst), 0);
}
