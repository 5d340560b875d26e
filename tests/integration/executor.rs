//! Handles that are held across `await`, in an executor of one thread.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use obj_runtime::gc;
use obj_runtime::prelude::*;

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Polls the tasks in turn until all are done.
#[derive(Default, Clone)]
struct Executor {
    tasks: Rc<RefCell<VecDeque<Task>>>,
}

/// Counts the wake-ups; every task is polled in any case.
#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Executor {
    fn spawn(&self, task: impl Future<Output = ()> + 'static) {
        self.tasks.borrow_mut().push_back(Box::pin(task));
    }

    /// Runs until all are done, and does `between` before each poll. Returns the wake-ups.
    fn run(&self, mut between: impl FnMut()) -> usize {
        let wakes = Arc::new(Wakes::default());
        let waker = Waker::from(Arc::clone(&wakes));
        loop {
            let Some(mut task) = self.tasks.borrow_mut().pop_front() else { break };
            between();
            if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
                self.tasks.borrow_mut().push_back(task);
            }
        }
        wakes.0.load(Ordering::SeqCst)
    }
}

/// Pending once.
#[derive(Default)]
struct Yield(bool);

impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

#[derive(Object, Default)]
struct Node {
    number: u32,
    next: ObjCell<Node>,
    all: ObjVec<Node>,
}

fn node(number: u32) -> Obj<Node> {
    Obj::new(Node { number, ..Node::default() })
}

/// Builds a ring in parts, with guards and handles across awaits, and leaves it as garbage.
async fn build(start: u32, length: u32, hub: Obj<Node>) {
    let first = node(start);
    let mut last = first.clone();
    for number in start + 1..start + length {
        let made = node(number);
        last.next.set(Some(made.clone()));
        let guard = last.next.borrow().expect("it was just set");
        Yield::default().await;
        assert_eq!((guard.number, Obj::is(&guard, &made)), (number, true));
        drop(guard);
        last = made;
    }
    last.next.set(Some(first.clone()));
    hub.all.push(last);
    let weak = Obj::downgrade(&first);
    Yield::default().await;
    drop(first);
    Yield::default().await;
    let found = weak.upgrade().expect("the hub holds the ring");
    let numbers = std::iter::successors(Some(found), |node| node.next.get()).map(|node| node.number);
    assert!(numbers.take(2 * length as usize).eq((start..start + length).cycle().take(2 * length as usize)));
}

#[test]
fn tasks_hold_handles_while_the_collector_runs() {
    let collections: [fn(); 4] = [
        || (),
        || {
            gc::collect();
        },
        || {
            gc::collect_young();
        },
        || {
            let _ = gc::step(3);
        },
    ];
    for collect in collections {
        let (executor, hub) = (Executor::default(), node(0));
        let tasks = if cfg!(miri) { 3 } else { 20 };
        for task in 0..tasks {
            executor.spawn(build(task * 100, 10, hub.clone()));
        }
        assert_eq!(executor.run(collect), tasks as usize * 11);
        gc::collect();
        assert_eq!((hub.all.len(), Obj::refcount(&hub)), (tasks as usize, 1));
        drop(hub);
        assert_eq!(gc::collect(), tasks as usize * 10);
    }
}

#[test]
fn a_task_that_is_dropped_lets_go_of_its_handles() {
    let (executor, hub) = (Executor::default(), node(0));
    executor.spawn(build(0, 10, hub.clone()));
    let mut polls = 0;
    let inner = executor.clone();
    executor.run(|| {
        polls += 1;
        if polls == 5 {
            // A task of its own, dropped before it is done.
            inner.spawn(build(100, 5, node(1)));
            drop(inner.tasks.borrow_mut().pop_back());
        }
    });
    let unfinished = Executor::default();
    unfinished.spawn(build(0, 10, hub.clone()));
    let task = unfinished.tasks.borrow_mut().pop_front();
    assert_eq!(Obj::refcount(&hub), 2);
    drop(task);
    assert_eq!(Obj::refcount(&hub), 1);
}
