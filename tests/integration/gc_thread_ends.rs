//! What a thread-local of the program holds until the thread's end dies in the same way, whether the thread-local, the heap or
//! the hook for panics was used first.

use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex};
use std::thread;

use obj_runtime::gc;
use obj_runtime::prelude::*;

/// What happened in a thread, also at its end.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<String>>>);

impl Events {
    fn add(&self, event: impl Into<String>) {
        self.0.lock().expect("no panic under the lock").push(event.into());
    }

    /// The events, those of the objects of a cycle in the order of their texts.
    fn take(&self) -> Vec<String> {
        let mut events = std::mem::take(&mut *self.0.lock().expect("no panic under the lock"));
        events.sort();
        events
    }
}

/// What a finalizer does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Final {
    Quiet,
    Panics,
}

/// Says so when it is dropped.
struct Field(Events);

impl Drop for Field {
    fn drop(&mut self) {
        self.0.add("dropped");
    }
}

#[derive(Object)]
struct Plain {
    next: ObjCell<Plain>,
    #[object(skip)]
    _field: Field,
}

#[derive(Object)]
#[object(finalize)]
struct Mortal {
    next: ObjCell<Mortal>,
    #[object(skip)]
    last: Final,
    #[object(skip)]
    field: Field,
}

impl Finalize for Mortal {
    fn finalize(this: &Obj<Self>) {
        this.field.0.add("finalized");
        if this.last == Final::Panics {
            resume_unwind(Box::new("finalizer"));
        }
    }
}

fn plain(events: &Events) -> Obj<Plain> {
    Obj::new(Plain { next: ObjCell::default(), _field: Field(events.clone()) })
}

fn mortal(events: &Events, last: Final) -> Obj<Mortal> {
    Obj::new(Mortal { next: ObjCell::default(), last, field: Field(events.clone()) })
}

fn ring(events: &Events, last: Final) -> Obj<Mortal> {
    let (one, two) = (mortal(events, last), mortal(events, last));
    one.next.set(Some(two.clone()));
    two.next.set(Some(one.clone()));
    one
}

/// What a thread-local keeps until the end.
enum Kept {
    Object(AnyObj),
    Weak(AnyObj, Weak<Mortal>),
    Work(Box<dyn FnOnce()>),
}

impl Drop for Keeper {
    fn drop(&mut self) {
        for kept in self.0.take() {
            match kept {
                Kept::Object(object) => drop(object),
                Kept::Weak(object, weak) => drop((object, weak)),
                Kept::Work(work) => work(),
            }
        }
    }
}

struct Keeper(RefCell<Vec<Kept>>);

thread_local! {
    static KEEPER: Keeper = const { Keeper(RefCell::new(Vec::new())) };
    /// Garbage of more than one thread-local.
    static OTHER: Keeper = const { Keeper(RefCell::new(Vec::new())) };
}

fn with_callback(object: Obj<Mortal>, panics: bool) -> Kept {
    let events = object.field.0.clone();
    let weak = Obj::downgrade_with(&object, move |_| {
        events.add("called");
        if panics {
            resume_unwind(Box::new("callback"));
        }
    });
    Kept::Weak(object.into(), weak)
}

/// What the thread-local keeps, and what is to happen.
type Case = (&'static str, fn(&Events) -> Kept, &'static [&'static str]);

const CASES: &[Case] = &[
    ("plain", |events| Kept::Object(plain(events).into()), &["dropped"]),
    (
        "a plain cycle",
        |events| {
            let object = plain(events);
            object.next.set(Some(object.clone()));
            Kept::Object(object.into())
        },
        &["dropped"],
    ),
    ("finalizer", |events| Kept::Object(mortal(events, Final::Quiet).into()), &["dropped", "finalized"]),
    (
        "panicking finalizer",
        |events| Kept::Object(mortal(events, Final::Panics).into()),
        &["dropped", "finalized", "hook: finalizer"],
    ),
    (
        "a cycle with finalizers",
        |events| Kept::Object(ring(events, Final::Quiet).into()),
        &["dropped", "dropped", "finalized", "finalized"],
    ),
    (
        "a cycle with panicking finalizers",
        |events| Kept::Object(ring(events, Final::Panics).into()),
        &["dropped", "dropped", "finalized", "finalized", "hook: finalizer", "hook: finalizer"],
    ),
    ("weak callback", |events| with_callback(mortal(events, Final::Quiet), false), &["called", "dropped", "finalized"]),
    (
        "panicking weak callback",
        |events| with_callback(mortal(events, Final::Quiet), true),
        &["called", "dropped", "finalized", "hook: callback"],
    ),
    (
        "step",
        |events| {
            let ring = ring(events, Final::Panics);
            Kept::Work(Box::new(move || {
                drop(ring);
                assert!(!gc::step(1).is_done());
            }))
        },
        &["dropped", "dropped", "finalized", "finalized", "hook: finalizer", "hook: finalizer"],
    ),
    (
        "a round of steps",
        |events| {
            let ring = ring(events, Final::Quiet);
            Kept::Work(Box::new(move || {
                drop(ring);
                while !gc::step(1).is_done() {}
            }))
        },
        &["dropped", "dropped", "finalized", "finalized"],
    ),
    (
        "objects made at the end",
        |events| {
            let events = events.clone();
            Kept::Work(Box::new(move || drop(ring(&events, Final::Panics))))
        },
        &["dropped", "dropped", "finalized", "finalized"],
    ),
];

/// What is used for the first time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum First {
    Local,
    Heap,
    Hook,
}

use First::{Heap, Hook, Local};

const ORDERS: [[First; 3]; 6] = [
    [Local, Heap, Hook],
    [Local, Hook, Heap],
    [Heap, Local, Hook],
    [Heap, Hook, Local],
    [Hook, Local, Heap],
    [Hook, Heap, Local],
];

fn touch(first: First, events: &Events) {
    match first {
        Local => KEEPER.with(|_| ()),
        Heap => drop(Obj::new(Mark)),
        Hook => {
            let events = events.clone();
            gc::set_unraisable_hook(move |panic| {
                events.add(format!("hook: {}", panic.message().expect("it is a text")));
            });
        }
    }
}

#[derive(Object)]
struct Mark;

/// Runs `work` in a thread; returns what happened until after its end.
fn events_of(work: impl FnOnce(&Events) + Send + 'static) -> Vec<String> {
    let events = Events::default();
    let in_thread = events.clone();
    thread::spawn(move || work(&in_thread)).join().expect("the thread does not panic");
    assert_eq!(Arc::strong_count(&events.0), 1, "something was left behind, the hook perhaps");
    events.take()
}

#[test]
fn every_order_of_first_use_gives_the_same_end() {
    for &(name, make, expected) in CASES {
        for order in ORDERS {
            let seen = events_of(move |events| {
                order.iter().for_each(|&first| touch(first, events));
                KEEPER.with(|keeper| keeper.0.borrow_mut().push(make(events)));
            });
            let hook_is_late = name == "objects made at the end";
            let seen: Vec<_> = seen.iter().filter(|event| !hook_is_late || !event.starts_with("hook")).collect();
            assert_eq!(seen, expected, "{name}, {order:?}");
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "it leaks")]
fn what_is_there_at_the_end_can_be_left_to_the_system() {
    let events = Events::default();
    let in_thread = events.clone();
    let work = move || {
        let events = in_thread;
        drop(ring(&events, Final::Panics));
        let kept = plain(&events);
        let also = ring(&events, Final::Quiet);
        KEEPER.with(|keeper| {
            let mut keeper = keeper.0.borrow_mut();
            keeper.push(Kept::Object(kept.into()));
            keeper.push(Kept::Object(also.into()));
            keeper.push(Kept::Work(Box::new(move || drop(plain(&events)))));
        });
        gc::leak_at_end();
    };
    thread::spawn(work).join().expect("the thread does not panic");
    assert_eq!(events.take(), ["dropped", "dropped"], "handles in thread-locals count, and nothing is collected");
}

#[test]
fn thread_locals_may_leave_cycles_one_after_the_other() {
    thread_local!(static THIRD: Keeper = const { Keeper(RefCell::new(Vec::new())) });
    for heap_first in [false, true] {
        let seen = events_of(move |events| {
            if heap_first {
                touch(Heap, events);
            }
            for local in [&KEEPER, &OTHER, &THIRD] {
                local.with(|keeper| keeper.0.borrow_mut().push(Kept::Object(ring(events, Final::Quiet).into())));
            }
        });
        assert_eq!(seen.iter().filter(|event| *event == "finalized").count(), 6, "heap first: {heap_first}");
        assert_eq!(seen.len(), 12);
    }
}

#[test]
fn a_finalizer_after_the_end_may_make_garbage_again() {
    thread_local!(static AGAIN: Cell<u32> = const { Cell::new(2) });

    #[derive(Object)]
    #[object(finalize)]
    struct Phoenix {
        next: ObjCell<Phoenix>,
        #[object(skip)]
        field: Field,
    }

    impl Finalize for Phoenix {
        fn finalize(this: &Obj<Self>) {
            this.field.0.add("finalized");
            if AGAIN.replace(AGAIN.get().saturating_sub(1)) > 0 {
                drop(phoenix(&this.field.0));
            }
        }
    }

    fn phoenix(events: &Events) -> Obj<Phoenix> {
        let object = Obj::new(Phoenix { next: ObjCell::default(), field: Field(events.clone()) });
        object.next.set(Some(object.clone()));
        object
    }

    let seen = events_of(|events| {
        KEEPER.with(|keeper| keeper.0.borrow_mut().push(Kept::Object(phoenix(events).into())));
    });
    assert_eq!(seen, ["dropped", "dropped", "dropped", "finalized", "finalized", "finalized"]);
}

#[test]
fn a_condition_that_comes_late_goes_with_its_thread() {
    let seen = events_of(|events| {
        touch(Local, events);
        let events = events.clone();
        let work = move || {
            gc::set_condition(move |_| {
                events.add("asked");
                None
            });
        };
        KEEPER.with(|keeper| keeper.0.borrow_mut().push(Kept::Work(Box::new(work))));
        touch(Heap, &Events::default());
    });
    assert!(seen.is_empty(), "{seen:?}");
}

#[test]
fn a_hook_goes_with_a_thread_that_makes_no_object() {
    assert!(events_of(|events| touch(Hook, events)).is_empty());
    let late = events_of(|events| {
        touch(Local, events);
        let events = events.clone();
        KEEPER.with(|keeper| keeper.0.borrow_mut().push(Kept::Work(Box::new(move || touch(Hook, &events)))));
        touch(Heap, &Events::default());
    });
    assert!(late.is_empty());
}
