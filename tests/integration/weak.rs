//! Weak handles.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Weak, gc};

use crate::node::{Graveyard, Node, fewer_in_miri, mortal, node};

/// What callbacks have said.
type Log = Rc<RefCell<Vec<i32>>>;

fn saying(log: &Log, text: i32) -> impl FnOnce(&Weak<Node>) + 'static {
    let log = log.clone();
    move |weak| {
        assert!(weak.upgrade().is_none() && weak.is_dead());
        log.borrow_mut().push(text);
    }
}

#[test]
fn a_weak_handle_does_not_count() {
    let object = node(1);
    let weak = Obj::downgrade(&object);
    assert_eq!((Obj::refcount(&object), Obj::weak_count(&object)), (1, 1));
    let strong = weak.upgrade().unwrap();
    assert!(Obj::is(&strong, &object));
    drop((object, strong));
    assert!(weak.upgrade().is_none() && weak.is_dead());
}

#[test]
fn an_empty_weak_handle_names_nothing() {
    let empty = Weak::<Node>::default();
    assert!(empty.upgrade().is_none() && empty.is_dead());
    assert_eq!(empty, Weak::new());
    assert_eq!(empty.clone(), empty);
    assert_ne!(empty, Obj::downgrade(&node(1)));
}

#[test]
fn weak_handles_are_equal_by_their_object_dead_or_alive() {
    let (one, two) = (node(1), node(1));
    let log = Log::default();
    let plain = [Obj::downgrade(&one), Obj::downgrade(&two), Obj::downgrade(&one)];
    let with_callback = Obj::downgrade_with(&one, saying(&log, 1));
    let check = || {
        assert_eq!(plain[0], plain[2]);
        assert_ne!(plain[0], plain[1]);
        assert_eq!(plain[0], with_callback);
        assert!(plain[0].ptr_eq(&with_callback) && !plain[1].ptr_eq(&with_callback));
    };
    check();
    drop(one);
    check();
    drop(two);
    check();
    assert_eq!(*log.borrow(), [1]);
}

#[test]
fn a_weak_handle_is_a_lasting_key() {
    let objects: Vec<_> = (0..10).map(node).collect();
    let mut names: HashMap<Weak<Node>, i32> = objects.iter().map(|o| (Obj::downgrade(o), o.value)).collect();
    let weak: Vec<_> = objects.iter().map(Obj::downgrade).collect();
    drop(objects);
    assert!((0..10).all(|value| names[&weak[value as usize]] == value));
    // New objects lie where the dead ones lay, and are others.
    let objects: Vec<_> = (0..10).map(node).collect();
    assert!(objects.iter().all(|object| !names.contains_key(&Obj::downgrade(object))));
    assert_eq!(names.remove(&weak[3]), Some(3));
    let distinct: HashSet<_> = objects.iter().chain(&objects).map(Obj::downgrade).collect();
    assert_eq!(distinct.len(), 10);
}

#[test]
fn callbacks_run_newest_first_after_all_are_cleared() {
    let log = Log::default();
    let object = node(0);
    let kept = Rc::new(RefCell::new(Vec::new()));
    for index in 0..5 {
        let (say, others) = (saying(&log, index), kept.clone());
        let weak = Obj::downgrade_with(&object, move |weak| {
            assert!(others.borrow().iter().all(|other: &Weak<Node>| other.upgrade().is_none()));
            say(weak);
        });
        kept.borrow_mut().push(weak);
    }
    drop(object);
    assert_eq!(*log.borrow(), [4, 3, 2, 1, 0]);
    kept.take();
}

#[test]
fn a_callback_goes_with_its_last_weak_handle() {
    let (log, graveyard) = (Log::default(), Graveyard::default());
    let object = node(0);
    let held = graveyard.node(1);
    let say = saying(&log, 1);
    let first = Obj::downgrade_with(&object, move |weak| {
        say(weak);
        drop(held);
    });
    let second = Obj::downgrade_with(&object, saying(&log, 2));
    let third = Obj::downgrade_with(&object, saying(&log, 3));
    let clone = second.clone();
    drop((first, second));
    assert_eq!(graveyard.deaths(), 1, "what the callback held is dropped with it");
    assert_eq!(Obj::weak_count(&object), 2);
    drop(object);
    assert_eq!(*log.borrow(), [3, 2]);
    drop((clone, third));
}

#[test]
fn weak_handles_go_in_any_order() {
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        let log = Log::default();
        let object = node(0);
        let weak = |index| match index {
            0 => Obj::downgrade(&object),
            _ => Obj::downgrade_with(&object, saying(&log, index)),
        };
        let mut handles: Vec<_> = (0..4).map(|index| Some(weak(index))).collect();
        for (gone, &index) in order.iter().enumerate() {
            assert_eq!(Obj::weak_count(&object), 4 - gone);
            handles[index as usize] = None;
            assert!(handles.iter().flatten().all(|handle| handle.upgrade().is_some()));
        }
        // Nothing is left: the object is as if there never were any.
        let mut object = object;
        assert!(Obj::get_mut(&mut object).is_some());
        drop(object);
        assert!(log.borrow().is_empty());
    }
}

#[test]
fn many_callbacks_of_one_object_go_in_linear_time() {
    let object = node(0);
    let count = fewer_in_miri(200_000);
    let mut handles: Vec<_> = (0..count).map(|_| Obj::downgrade_with(&object, |_| {})).collect();
    handles.drain(..count / 2);
    assert_eq!(Obj::weak_count(&object), count - count / 2);
    while handles.pop().is_some() {}
    assert_eq!(Obj::weak_count(&object), 0);
}

#[test]
fn a_callback_may_do_anything() {
    let log = Log::default();
    let (object, other) = (node(0), node(1));
    let watched = Obj::downgrade_with(&other, saying(&log, 2));
    let slot = Rc::new(RefCell::new(None::<Weak<Node>>));
    let (own, say) = (slot.clone(), saying(&log, 1));
    let weak = Obj::downgrade_with(&object, move |weak| {
        own.take();
        say(weak);
        let fresh = node(3);
        let of_fresh = Obj::downgrade(&fresh);
        drop(fresh);
        assert!(of_fresh.is_dead());
        assert_ne!(of_fresh, *weak);
        gc::collect();
        drop(other);
    });
    slot.replace(Some(weak));
    drop(object);
    assert_eq!(*log.borrow(), [1, 2]);
    drop(watched);
}

#[test]
fn a_panic_in_a_callback_stops_no_other() {
    let log = Log::default();
    let graveyard = Graveyard::default();
    let object = graveyard.node(0);
    let first = Obj::downgrade_with(&object, saying(&log, 1));
    let second = Obj::downgrade_with(&object, |_| panic!("second"));
    let third = Obj::downgrade_with(&object, |_| panic!("third"));
    let reported = Rc::new(RefCell::new(Vec::new()));
    let hears = reported.clone();
    gc::set_unraisable_hook(move |panic| hears.borrow_mut().push(panic.message().map(str::to_owned)));
    drop(object);
    assert_eq!(reported.take().into_iter().flatten().collect::<Vec<_>>(), ["second", "third"]);
    assert_eq!((log.borrow().len(), graveyard.deaths()), (1, 1));
    drop((first, second, third));
}

#[test]
fn a_finalizer_by_counting_sees_its_weak_handles_alive() {
    let log = Log::default();
    let own = Rc::new(RefCell::new(Weak::new()));
    let (weak, say) = (own.clone(), log.clone());
    let object = mortal(0, move |this| {
        assert!(Obj::is(&weak.borrow().upgrade().unwrap(), this));
        say.borrow_mut().push(1);
    });
    own.replace(Obj::downgrade_with(&object, saying(&log, 2)));
    drop(object);
    assert_eq!(*log.borrow(), [1, 2]);
}

#[test]
fn a_finalizer_by_collection_sees_its_weak_handles_dead() {
    let log = Log::default();
    let own = Rc::new(RefCell::new(Weak::new()));
    let (weak, say) = (own.clone(), log.clone());
    let object = mortal(0, move |_| {
        assert!(weak.borrow().upgrade().is_none());
        say.borrow_mut().push(2);
    });
    object.next.set(Some(object.clone()));
    own.replace(Obj::downgrade_with(&object, saying(&log, 1)));
    drop(object);
    gc::collect();
    assert_eq!(*log.borrow(), [1, 2]);
}

#[test]
fn weak_handles_made_by_a_finalizer_die_with_the_object() {
    for in_a_cycle in [false, true] {
        let log = Log::default();
        let made = Rc::new(RefCell::new(Vec::new()));
        let (out, say) = (made.clone(), log.clone());
        let object = mortal(0, move |this| {
            out.borrow_mut().push(Obj::downgrade(this));
            out.borrow_mut().push(Obj::downgrade_with(this, saying(&say, 1)));
        });
        if in_a_cycle {
            object.next.set(Some(object.clone()));
        }
        drop(object);
        gc::collect();
        assert!(made.borrow().iter().all(Weak::is_dead));
        assert_eq!((made.borrow().len(), &*log.borrow()), (2, &vec![1]));
    }
}

#[test]
fn a_resurrected_object_can_be_named_again() {
    let back = Rc::new(ObjCell::default());
    let place = back.clone();
    let object = mortal(5, move |this| place.set(Some(this.clone())));
    object.next.set(Some(object.clone()));
    let before = Obj::downgrade(&object);
    drop(object);
    gc::collect();
    assert!(before.is_dead());
    let object = back.take().unwrap();
    let after = Obj::downgrade(&object);
    assert!(Obj::is(&after.upgrade().unwrap(), &object));
    drop(object);
    assert_eq!(gc::collect(), 1);
    assert!(after.is_dead());
}

#[test]
fn callbacks_inside_a_garbage_cycle_do_not_run() {
    #[derive(Object, Default)]
    struct Watcher {
        next: ObjCell<Watcher>,
        watching: RefCell<Weak<Watcher>>,
    }
    let calls = Rc::new(Cell::new(0));
    let count = || {
        let calls = calls.clone();
        move |_: &Weak<Watcher>| calls.set(calls.get() + 1)
    };
    let (one, two) = (Obj::new(Watcher::default()), Obj::new(Watcher::default()));
    one.next.set(Some(two.clone()));
    two.next.set(Some(one.clone()));
    one.watching.replace(Obj::downgrade_with(&two, count()));
    let outside = Obj::downgrade_with(&two, count());
    // Held inside and outside: outside.
    let shared = Obj::downgrade_with(&one, count());
    two.watching.replace(shared.clone());
    drop((one, two));
    assert_eq!(gc::collect(), 2);
    assert_eq!(calls.get(), 2);
    assert!(outside.is_dead() && shared.is_dead());
}

#[test]
fn an_object_that_waits_for_its_teardown_is_not_handed_out() {
    // Drops nest so deep that the last ones are queued; the first finalizer that runs then looks at one.
    let waiting = Rc::new(RefCell::new(Weak::<Node>::new()));
    let looked = Rc::new(Cell::new(false));
    let (weak, done) = (waiting.clone(), looked.clone());
    let mut chain = mortal(0, move |_| {
        assert!(weak.borrow().upgrade().is_none());
        done.set(true);
    });
    let witness = mortal(1, |_| {});
    waiting.replace(Obj::downgrade(&witness));
    let last = node(2);
    last.items.extend([witness, chain]);
    chain = last;
    for value in 3..34 {
        let next = node(value);
        next.next.set(Some(chain));
        chain = next;
    }
    drop(chain);
    assert!(looked.get() && waiting.borrow().is_dead());
}

#[test]
fn the_weak_handle_of_new_cyclic_answers_when_the_object_is_made() {
    let mut kept = Weak::new();
    let object = Obj::new_cyclic(|me: &Weak<Node>| {
        assert!(me.upgrade().is_none() && !me.is_dead());
        kept = me.clone();
        assert_eq!(kept, *me);
        let node = Node::default();
        node.parent.replace(me.clone());
        gc::collect();
        node
    });
    assert!(Obj::is(&object.parent.get().unwrap(), &object));
    assert_eq!((kept.clone(), Obj::refcount(&object)), (Obj::downgrade(&object), 1));
    drop(object);
    assert!(kept.is_dead());
}

#[test]
fn a_panic_in_new_cyclic_leaves_a_dead_weak_handle() {
    let mut kept = Weak::new();
    let result = catch_unwind(AssertUnwindSafe(|| {
        Obj::new_cyclic(|me: &Weak<Node>| {
            kept = me.clone();
            panic!("making");
        })
    }));
    assert!(result.is_err() && kept.is_dead() && kept.upgrade().is_none());
}

#[test]
fn weak_handles_forbid_exclusive_access() {
    let mut object = node(1);
    let weak = Obj::downgrade(&object);
    assert!(Obj::get_mut(&mut object).is_none());
    drop(weak);
    Obj::get_mut(&mut object).unwrap().value = 2;
    assert_eq!(Obj::downgrade(&object).upgrade().unwrap().value, 2);
}

#[test]
fn weak_handles_to_a_value_that_was_taken_out_are_dead() {
    let called = Rc::new(Cell::new(0));
    let graveyard = Graveyard::default();
    let (object, flag) = (graveyard.node(7), called.clone());
    let weak = Obj::downgrade(&object);
    let watch = Obj::downgrade_with(&object, move |weak| flag.set(flag.get() + 1 + usize::from(!weak.is_dead())));
    assert_eq!((weak.strong_count(), weak.weak_count()), (1, 2));
    let second = object.clone();
    assert_eq!(weak.strong_count(), 2);
    let Err(object) = Obj::try_unwrap(object) else { panic!("there is another handle") };
    drop(second);
    let value = Obj::try_unwrap(object).ok().expect("weak handles do not matter");
    assert_eq!((value.value, called.get(), graveyard.deaths()), (7, 1, 0));
    assert!(weak.is_dead() && weak.upgrade().is_none() && watch.is_dead());
    assert_eq!((weak.strong_count(), weak.weak_count()), (0, 0));
    assert_eq!((Weak::<Node>::new().strong_count(), Weak::<Node>::new().weak_count()), (0, 0));
    // The slot is free, and what comes there is another object.
    let other = node(8);
    assert!(weak.upgrade().is_none());
    assert_eq!((Obj::weak_count(&other), value.value), (0, 7));
}

#[test]
fn a_callback_that_panics_loses_the_value_that_was_taken_out() {
    let object = node(1);
    let _weak = Obj::downgrade_with(&object, |_| panic!("callback"));
    assert!(catch_unwind(AssertUnwindSafe(|| Obj::try_unwrap(object))).is_err());
    assert_eq!(gc::collect(), 0);
}

#[test]
fn weak_handles_live_in_other_thread_locals() {
    struct Last(RefCell<Option<Obj<Node>>>, RefCell<Vec<Weak<Node>>>);
    impl Drop for Last {
        fn drop(&mut self) {
            let object = self.0.take().unwrap();
            let [cyclic, own] = self.1.take().try_into().unwrap();
            assert!(cyclic.is_dead(), "the thread's last collection freed it");
            assert!(Obj::is(&own.upgrade().unwrap(), &object));
            let more = (Obj::downgrade(&object), Obj::downgrade_with(&object, |weak| assert!(weak.is_dead())));
            assert_eq!(more.0, own);
            drop(object);
            assert!(own.is_dead() && more.1.is_dead());
        }
    }
    thread_local!(static LAST: Last = const { Last(RefCell::new(None), RefCell::new(Vec::new())) });
    let thread = std::thread::spawn(|| {
        // Registered before the heap's own guard, so dropped after it.
        LAST.with(|last| assert!(last.1.borrow().is_empty()));
        let (cyclic, object) = (node(1), node(2));
        cyclic.next.set(Some(cyclic.clone()));
        LAST.with(|last| {
            *last.1.borrow_mut() = vec![Obj::downgrade(&cyclic), Obj::downgrade(&object)];
            *last.0.borrow_mut() = Some(object);
        });
    });
    assert!(thread.join().is_ok());
}

#[test]
fn weak_handles_print_what_they_name() {
    let object = node(1);
    let weak = Obj::downgrade(&object);
    assert_eq!(format!("{weak:?}"), format!("<weak; to 'Node' at {:#x}>", Obj::id(&object)));
    drop(object);
    assert_eq!(format!("{weak:?} {:?}", Weak::<Node>::new()), "<weak; dead> <weak; dead>");
}
