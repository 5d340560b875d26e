//! Collections that finalizers, callbacks and destructors ask for while one is running.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use obj_runtime::gc::{self, Phase};
use obj_runtime::prelude::*;

/// What a node does in its finalizer.
type Work = Box<dyn FnOnce(&Obj<Node>)>;

#[derive(Object, Default)]
#[object(finalize)]
struct Node {
    next: ObjCell<Node>,
    #[object(skip)]
    work: RefCell<Option<Work>>,
    #[object(skip)]
    _at_drop: Option<AtDrop>,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        let work = this.work.take();
        if let Some(work) = work {
            work(this);
        }
    }
}

/// A destructor that does something.
struct AtDrop(Box<dyn Fn()>);

impl Drop for AtDrop {
    fn drop(&mut self) {
        (self.0)();
    }
}

fn ring_of_one(node: Node) {
    let node = Obj::new(node);
    node.next.set(Some(node.clone()));
}

fn collect_in_every_way() -> usize {
    let step = gc::step(1_000_000);
    assert!(step.is_done());
    gc::collect() + gc::collect_young() + gc::collect() + step.collected()
}

/// Asks for collections again and again; answers whether they did nothing.
fn nested_collections_do_nothing() -> bool {
    ring_of_one(Node::default());
    let before = gc::stats();
    let collected = collect_in_every_way() + collect_in_every_way();
    let after = gc::stats();
    collected == 0 && before.full.collections == after.full.collections && before.young == after.young
}

/// Makes garbage whose end runs `nested_collections_do_nothing`, in the way that `make` chooses.
fn check(make: impl FnOnce(Rc<Cell<u32>>)) {
    let run = Rc::new(Cell::new(0));
    make(Rc::clone(&run));
    assert!(gc::collect() >= 1);
    assert_eq!(run.get(), 1);
    assert_eq!(gc::collect(), 1, "what was made meanwhile");
    assert_eq!(gc::collect(), 0);
}

#[test]
fn finalizers_cannot_collect() {
    check(|run| {
        let work: Work = Box::new(move |_| run.set(run.get() + u32::from(nested_collections_do_nothing())));
        ring_of_one(Node { work: RefCell::new(Some(work)), ..Node::default() });
    });
}

#[test]
fn destructors_cannot_collect() {
    check(|run| {
        let at_drop = AtDrop(Box::new(move || run.set(run.get() + u32::from(nested_collections_do_nothing()))));
        ring_of_one(Node { _at_drop: Some(at_drop), ..Node::default() });
    });
}

#[test]
fn callbacks_of_weak_handles_cannot_collect() {
    check(|run| {
        let node = Obj::new(Node::default());
        node.next.set(Some(node.clone()));
        let weak = Obj::downgrade_with(&node, move |_| run.set(run.get() + u32::from(nested_collections_do_nothing())));
        std::mem::forget(weak);
    });
}

#[test]
fn callbacks_of_the_collector_cannot_collect() {
    let phases = Rc::new(Cell::new(0));
    let counter = Rc::clone(&phases);
    let id = gc::callbacks::add(move |phase, _| {
        let before = gc::stats();
        assert_eq!(collect_in_every_way(), 0);
        // The collection that calls is counted before its end is told of.
        assert_eq!(gc::stats(), before);
        counter.set(counter.get() + if phase == Phase::Start { 1 } else { 10 });
    });
    ring_of_one(Node::default());
    assert_eq!(gc::collect(), 1);
    assert_eq!(phases.get(), 11);
    assert!(gc::callbacks::remove(id));
}

#[test]
fn a_finalizer_that_counting_runs_may_collect() {
    ring_of_one(Node::default());
    let work: Work = Box::new(|this| {
        assert_eq!(gc::collect(), 1);
        // The object itself is held, and what it holds is held by it.
        assert!(this.next.borrow().is_some_and(|next| Obj::refcount(&next) == 2));
        ring_of_one(Node::default());
    });
    let held = Obj::new(Node::default());
    drop(Obj::new(Node { work: RefCell::new(Some(work)), next: held.into(), _at_drop: None }));
    assert_eq!(gc::collect(), 1);
}

#[test]
fn a_destructor_that_counting_runs_may_collect() {
    let at_drop = AtDrop(Box::new(|| {
        ring_of_one(Node::default());
        assert_eq!(gc::collect(), 1);
    }));
    drop(Obj::new(Node { _at_drop: Some(at_drop), ..Node::default() }));
}
