//! What the program asks for: callbacks, a condition, a threshold.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;

use super::*;
use crate::gc::{GenerationStats, Phase};

#[test]
fn a_collection_without_candidates_is_one_for_statistics_and_callbacks() {
    let told = Rc::new(RefCell::new(Vec::new()));
    let list = Rc::clone(&told);
    let id = gc::callbacks::add(move |phase, collection| {
        assert_eq!((collection.collected, collection.resurrected), (0, 0));
        list.borrow_mut().push((phase, collection.generation));
    });
    let list = Obj::<List>::default();
    list.append(list.clone().into());
    let before = gc::stats();
    assert_eq!((gc::collect(), gc::collect_young(), gc::collect()), (0, 0, 0));
    let after = gc::stats();
    assert_eq!(after.full, GenerationStats { collections: before.full.collections + 2, ..before.full });
    assert_eq!(after.young, GenerationStats { collections: before.young.collections + 1, ..before.young });
    let of = |generation| [(Phase::Start, generation), (Phase::Stop, generation)];
    let (young, full) = (of(Generation::Young), of(Generation::Full));
    assert_eq!(told.take(), [full, young, full].concat());
    assert!(gc::callbacks::remove(id));
    // What was made before is old.
    drop(list);
    assert_eq!((gc::collect_young(), gc::collect()), (0, 1));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_callback_of_a_collection_without_candidates_may_panic() {
    let id = gc::callbacks::add(|phase, _| {
        if phase == Phase::Stop {
            resume_unwind(Box::new("callback"));
        }
    });
    let panic = catch_unwind(gc::collect).expect_err("the callback panics");
    assert_eq!(panic.downcast_ref(), Some(&"callback"));
    assert!(gc::callbacks::remove(id));
    drop_a_list_that_holds_itself();
    assert_eq!(gc::collect(), 1);
}

#[test]
fn each_callback_is_removed_by_its_own_name() {
    let calls = Rc::new(Cell::new(0));
    let ids: Vec<_> = (0..3)
        .map(|number| {
            let calls = calls.clone();
            gc::callbacks::add(move |_, _| calls.set(calls.get() + (1 << (4 * number))))
        })
        .collect();
    assert!(gc::callbacks::remove(ids[1]));
    gc::collect();
    assert_eq!(calls.get(), 0x202, "the start and the stop of one collection");
    assert!(!gc::callbacks::remove(ids[1]) && gc::callbacks::remove(ids[0]) && gc::callbacks::remove(ids[2]));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
fn the_end_of_a_thread_drops_its_condition() {
    let (sender, receiver) = mpsc::channel::<()>();
    let thread = thread::spawn(|| {
        gc::set_condition(move |load| {
            let _held = &sender;
            load.due
        });
    });
    thread.join().expect("nothing panics");
    assert_eq!(receiver.try_recv(), Err(mpsc::TryRecvError::Disconnected));
}

#[test]
fn the_threshold_is_the_one_that_was_set() {
    gc::set_threshold(77);
    assert_eq!(gc::threshold(), 77);
}

#[test]
fn statistics_count_the_candidates_that_a_collection_started_from() {
    let candidates = || (gc::stats().young.candidates, gc::stats().full.candidates);
    let before = candidates();
    drop_a_list_that_holds_itself();
    assert_eq!((gc::collect_young(), candidates()), (1, (before.0 + 1, before.1)));
    drop_a_list_that_holds_itself();
    assert_eq!((gc::collect(), candidates()), (1, (before.0 + 1, before.1 + 1)));
}
