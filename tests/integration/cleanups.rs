//! `Obj::add_cleanup`: work that is done once, when an object dies or before.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::mpsc::channel;
use std::thread;

use obj_runtime::prelude::*;
use obj_runtime::{Cleanup, gc, inspect};

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    more: Option<AnyObj>,
}

type Log = Rc<RefCell<Vec<&'static str>>>;

fn node() -> Obj<Node> {
    Obj::new(Node::default())
}

fn ring() -> Obj<Node> {
    let node = node();
    node.next.set(Some(node.clone()));
    node
}

fn say(object: &Obj<Node>, log: &Log, text: &'static str) -> Cleanup {
    let log = Rc::clone(log);
    Obj::add_cleanup(object, move || log.borrow_mut().push(text))
}

#[test]
fn work_is_done_once_when_the_object_dies() {
    let log = Log::default();
    let (counted, cyclic) = (node(), ring());
    let cleanups = [say(&counted, &log, "by counting"), say(&cyclic, &log, "in a cycle")];
    assert!(cleanups.iter().all(Cleanup::is_pending));
    assert_eq!(Obj::refcount(&counted), 1, "the object is not kept");
    drop(counted);
    assert_eq!(log.take(), ["by counting"]);
    drop(cyclic);
    assert_eq!((gc::collect(), log.take()), (1, vec!["in a cycle"]));
    assert!(cleanups.iter().all(|cleanup| !cleanup.is_pending() && !cleanup.run() && !cleanup.cancel()));
    assert!(log.borrow().is_empty());
    assert_eq!(format!("{:?}", cleanups[0]), "Cleanup { is_pending: false }");
}

#[test]
fn work_of_one_object_is_done_newest_first_and_without_a_name() {
    let log = Log::default();
    let object = node();
    for text in ["one", "two", "three"] {
        say(&object, &log, text);
    }
    assert_eq!(Obj::weak_count(&object), 3);
    drop(object);
    assert_eq!(log.take(), ["three", "two", "one"]);
}

#[test]
fn work_may_be_done_early_or_never() {
    let log = Log::default();
    let object = node();
    let (early, never) = (say(&object, &log, "early"), say(&object, &log, "never"));
    assert!(early.run() && never.cancel());
    assert_eq!((log.take(), Rc::strong_count(&log), Obj::weak_count(&object)), (vec!["early"], 1, 0));
    drop(object);
    assert!(log.borrow().is_empty());
}

#[test]
fn work_may_do_anything() {
    let log = Log::default();
    let (object, other) = (node(), node());
    let of_other = say(&other, &log, "other");
    let inner = Rc::clone(&log);
    let work = move || {
        assert!(of_other.run());
        say(&node(), &inner, "made meanwhile");
        drop(other);
        gc::collect();
        inner.borrow_mut().push("first");
    };
    Obj::add_cleanup(&object, work);
    drop(object);
    assert_eq!(log.take(), ["other", "made meanwhile", "first"]);
    assert_eq!(Rc::strong_count(&log), 1);
}

#[test]
fn a_panic_of_work_stops_nothing() {
    let log = Log::default();
    let reported = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&reported);
    gc::set_unraisable_hook(move |panic| hears.borrow_mut().extend(panic.message().map(str::to_owned)));
    let panics = |object: &Obj<Node>| Obj::add_cleanup(object, || resume_unwind(Box::new("work")));
    let object = node();
    say(&object, &log, "before");
    panics(&object);
    say(&object, &log, "after");
    drop(object);
    assert_eq!((log.take(), reported.take()), (vec!["after", "before"], vec!["work".to_owned()]));
    let (object, cyclic) = (node(), ring());
    let early = panics(&object);
    assert!(catch_unwind(AssertUnwindSafe(|| early.run())).is_err());
    assert!(!early.is_pending());
    panics(&cyclic);
    drop(cyclic);
    assert!(catch_unwind(gc::collect).is_err() && reported.borrow().is_empty());
}

#[test]
fn what_work_owns_is_kept_until_then() {
    let kept = node();
    let handle = kept.clone();
    let object = node();
    let cleanup = Obj::add_cleanup(&object, move || drop(handle));
    assert_eq!(Obj::refcount(&kept), 2);
    assert!(cleanup.cancel());
    assert_eq!(Obj::refcount(&kept), 1);
    let itself = object.clone();
    let cleanup = Obj::add_cleanup(&object, move || drop(itself));
    drop(object);
    gc::collect();
    assert!(cleanup.is_pending(), "an object that its own cleanup holds does not die");
    assert!(cleanup.run());
}

#[test]
fn work_is_done_at_the_end_of_the_thread_newest_first() {
    thread_local!(static OBJECTS: RefCell<Vec<Obj<Node>>> = const { RefCell::new(Vec::new()) });
    for heap_first in [false, true] {
        let (sender, receiver) = channel();
        let work = move || {
            if heap_first {
                drop(node());
            }
            OBJECTS.with_borrow_mut(|objects| {
                for number in 0..3 {
                    let object = if number == 1 { ring() } else { node() };
                    let sender = sender.clone();
                    Obj::add_cleanup(&object, move || {
                        sender.send(number).expect("the test waits");
                        assert_ne!(number, 2, "the others run all the same");
                    });
                    objects.push(object);
                }
            });
            gc::set_unraisable_hook(|_| ());
        };
        thread::spawn(work).join().expect("the thread does not panic");
        let mut done: Vec<_> = receiver.iter().collect();
        if heap_first {
            // The thread-local goes first, and its objects die.
            done.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
        }
        assert_eq!(done, [2, 1, 0], "heap first: {heap_first}");
    }
}

#[test]
fn work_added_after_the_end_is_done_too() {
    struct Late(RefCell<Option<(Obj<Node>, std::sync::mpsc::Sender<&'static str>)>>);
    impl Drop for Late {
        fn drop(&mut self) {
            let Some((object, sender)) = self.0.take() else { return };
            let (ring, of_ring) = (ring(), sender.clone());
            Obj::add_cleanup(&object, move || sender.send("counted").expect("the test waits"));
            Obj::add_cleanup(&ring, move || of_ring.send("ring").expect("the test waits"));
            drop((object, ring));
        }
    }
    thread_local!(static LATE: Late = const { Late(RefCell::new(None)) });
    let (sender, receiver) = channel();
    thread::spawn(move || LATE.with(|late| *late.0.borrow_mut() = Some((node(), sender)))).join().expect("no panic");
    assert_eq!(receiver.iter().collect::<Vec<_>>(), ["counted", "ring"]);
}

#[test]
fn cleanups_are_no_handles_in_reports() {
    let object = Obj::new(Node { more: Some(node().into()), ..Node::default() });
    let _cleanup = Obj::add_cleanup(&object, || ());
    assert_eq!(inspect::snapshot().nodes().filter(|node| node.type_name() == "Node").count(), 2);
    assert_eq!(object.more.as_ref().map(AnyObj::refcount), Some(1));
}
