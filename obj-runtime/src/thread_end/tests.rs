use std::cell::{Cell, RefCell};
use std::sync::mpsc;
use std::thread;

use super::HOLDERS;
use crate::collector::Collector;
use crate::gc;
use crate::ground::unraisable;
use crate::heap::Heap;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{List, Set, Str};

/// Is destroyed last, and says what is left then.
struct Last(Cell<Option<mpsc::Sender<Left>>>);

#[derive(Debug, PartialEq, Eq, Default)]
struct Left {
    pages: bool,
    round: bool,
    hook: bool,
    holders: bool,
}

impl Drop for Last {
    fn drop(&mut self) {
        let left = Left {
            pages: !Heap::current().is_empty(),
            round: Collector::current().has_round(),
            hook: unraisable::has_hook(),
            holders: HOLDERS.with(|holders| holders.borrow().capacity() > 0),
        };
        if let Some(hears) = self.0.take() {
            hears.send(left).expect("the test waits");
        }
    }
}

type Work = Box<dyn FnOnce()>;

/// Does something in the destructor of a thread-local.
struct Late(RefCell<Vec<Work>>);

impl Drop for Late {
    fn drop(&mut self) {
        self.0.take().into_iter().for_each(|work| work());
    }
}

thread_local! {
    static LAST: Last = const { Last(Cell::new(None)) };
    static LATE: Late = const { Late(RefCell::new(Vec::new())) };
}

/// What is left of a thread whose heap has ended when `work` is done.
fn left_after(work: fn()) -> Left {
    let (told, hears) = mpsc::channel();
    let in_thread = move || {
        LAST.with(|last| last.0.set(Some(told)));
        LATE.with(|late| late.0.borrow_mut().push(Box::new(work)));
        drop(ring());
    };
    thread::spawn(in_thread).join().expect("no panic");
    hears.recv().expect("it was sent")
}

/// A list in itself.
fn ring() -> Obj<List> {
    let list = Obj::<List>::default();
    list.append(list.clone().into());
    list
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
fn what_is_done_after_the_end_leaves_nothing_behind() {
    let works: [fn(); 7] = [
        || drop(ring()),
        || drop(Obj::<[AnyObj]>::from_iter([ring().into()])),
        || {
            drop(ring());
            assert!(!gc::step(1).is_done());
        },
        || {
            let _kept = ring();
            while !gc::step(1).is_done() {}
        },
        || {
            drop(ring());
            assert_eq!(gc::collect(), 1);
        },
        || gc::set_unraisable_hook(|_| ()),
        || {
            gc::set_unraisable_hook(|_| ());
            let kept = ring();
            crate::gc::callbacks::add(move |_, _| assert!(kept.len() == 1));
        },
    ];
    for (index, work) in works.into_iter().enumerate() {
        assert_eq!(left_after(work), Left::default(), "work {index}");
    }
}

#[test]
fn the_table_of_a_type_is_registered_with_its_first_interned_object() {
    let holders = || HOLDERS.with(|holders| holders.borrow().len());
    let texts =
        |range: std::ops::Range<u32>| range.map(|number| Str::intern(&format!("text {number}"))).collect::<Vec<_>>();
    let before = holders();
    let first = texts(0..1);
    let after = holders();
    assert!(after > before);
    drop((texts(0..100), first));
    drop(texts(100..200));
    assert_eq!(holders(), after);
}

#[test]
fn work_that_comes_and_goes_is_registered_once() {
    let holders = || HOLDERS.with(|holders| holders.borrow().len());
    let before = holders();
    for _ in 0..3 {
        // It is done when the set dies.
        Obj::add_cleanup(&Obj::<Set>::default(), || ());
    }
    assert_eq!(holders(), before + 1);
}
