//! The collector's controls, generations, statistics and callbacks.
//!
//! There are two generations, not three: what a collection in CPython's middle generation does has no counterpart.

use std::cell::RefCell;
use std::rc::Rc;

use obj_runtime::gc::{self, Generation, GenerationStats, Phase};
use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

fn list() -> Obj<List> {
    Vec::<AnyObj>::new().into()
}

fn ring_of_one() -> Obj<List> {
    let x = list();
    x.append(x.clone().into());
    x
}

#[test]
fn defaults() {
    let mut recorded = Recorded::new(include_str!("expected/044.txt"));
    recorded.print_bool("enabled", gc::is_enabled());
    // Collections are paced by candidates and by the growth of the heap; nothing is ever uncollectable.
    recorded.leave_out(&["threshold", "debug", "garbage", "callbacks"]);
    recorded.print("freeze_count", gc::freeze_count());
    recorded.leave_out(&["stats_len", "stats_keys", "set_all", "set_one", "zero_disables"]);
    // The generation is a type.
    recorded.leave_out(&["collect(3)", "collect(-1)", "get_objects(3)", "collect_str", "flags"]);
    recorded.end();
}

#[test]
fn generations() {
    let mut recorded = Recorded::new(include_str!("expected/045.txt"));
    gc::disable();
    let x = ring_of_one();
    // In which generation an object is cannot be asked.
    recorded.leave_out(&["new", "after_collect_0", "after_collect_1", "after_collect_2", "stays_old"]);
    recorded.leave_out(&["collect_1_moves_young_to", "collect_2_moves_young_to", "not_tracked_nowhere"]);
    gc::collect_young();
    drop(x);
    recorded.print("old_garbage_collect_0", gc::collect_young());
    recorded.leave_out(&["old_garbage_collect_1"]);
    recorded.print("old_garbage_collect_2", gc::collect());
    let a = list();
    gc::collect();
    let c = list();
    c.append(a.clone().into());
    a.append(c.clone().into());
    drop((a, c));
    recorded.print("cycle_old_and_young_collect_0", gc::collect_young());
    recorded.leave_out(&["cycle_old_and_young_collect_1"]);
    recorded.print("cycle_old_and_young_collect_2", gc::collect());
    recorded.leave_out(&["len_all_equals_sum"]);
    recorded.end();
}

#[test]
fn balanced_work_collects_nothing() {
    let mut recorded = Recorded::new(include_str!("expected/049.txt"));
    let collections = || gc::stats().young.collections + gc::stats().full.collections;
    for _ in 0..100_000 {
        drop(list());
    }
    recorded.print("create_and_drop", collections());
    for number in 0..100_000_i64 {
        drop(Obj::<Tuple>::from([AnyObj::from(1.5), number.into()]));
    }
    recorded.print("temporary_tuples", collections());
    let floats: Vec<_> = (0..100_000).map(|number| Obj::<Float>::from(f64::from(number))).collect();
    recorded.print("100000_live_floats", collections());
    let texts: Vec<_> = (0..100_000).map(|number| Obj::<Str>::from(number.to_string().as_str())).collect();
    recorded.print("100000_live_strings", collections());
    drop((floats, texts));
    // Objects that live on and lost no handle are no reason to collect.
    recorded.leave_out(&["10000_live_empty_dicts_trigger"]);
    recorded.end();
}

#[test]
fn freezing() {
    let mut recorded = Recorded::new(include_str!("expected/053.txt"));
    gc::disable();
    recorded.print("initial", gc::freeze_count());
    let x = ring_of_one();
    gc::freeze();
    recorded.print_bool("frozen_some", gc::freeze_count() > 0);
    recorded.leave_out(&["generations_empty"]);
    drop(x);
    recorded.print("frozen_garbage_not_collected", gc::collect());
    gc::unfreeze();
    recorded.print("after_unfreeze", gc::freeze_count());
    recorded.print_bool("then_collected", gc::collect() >= 1);
    recorded.end();
}

/// The statistics of CPython's three generations, of which the middle one does nothing here.
fn snapshot() -> [(usize, usize, usize); 3] {
    let of = |stats: GenerationStats| (stats.collections, stats.collected, 0);
    [of(gc::stats().young), (0, 0, 0), of(gc::stats().full)]
}

/// Collects, and prints by how much the statistics have grown.
fn print_difference(recorded: &mut Recorded, label: &str, collect: fn() -> usize) {
    let before = snapshot();
    collect();
    let mut after = snapshot();
    for (after, before) in after.iter_mut().zip(before) {
        *after = (after.0 - before.0, after.1 - before.1, 0);
    }
    recorded.print(label, format_args!("{after:?}"));
}

#[test]
fn statistics() {
    let mut recorded = Recorded::new(include_str!("expected/056.txt"));
    gc::disable();
    gc::collect();
    print_difference(&mut recorded, "collect_0", gc::collect_young);
    recorded.leave_out(&["collect_1"]);
    print_difference(&mut recorded, "collect_2", gc::collect);
    for _ in 0..7 {
        drop(ring_of_one());
    }
    print_difference(&mut recorded, "seven_cycles_collect_0", gc::collect_young);
    recorded.end();
}

#[test]
fn callbacks() {
    let mut recorded = Recorded::new(include_str!("expected/057.txt"));
    gc::disable();
    gc::collect();
    let name = |phase| if phase == Phase::Start { "start" } else { "stop" };
    let log = Rc::new(RefCell::new(Vec::new()));
    let lines = log.clone();
    let id = gc::callbacks::add(move |phase, collection| {
        let generation = if collection.generation == Generation::Full { 2 } else { 0 };
        lines.borrow_mut().push(format!("('{}', {generation}, {}, 0)", name(phase), collection.collected));
    });
    drop(ring_of_one());
    gc::collect();
    recorded.print("full", format_args!("[{}]", log.take().join(", ")));
    gc::collect_young();
    recorded.print("gen_0", format_args!("[{}]", log.take().join(", ")));
    let order = Rc::new(RefCell::new(Vec::new()));
    // Callbacks run in the order in which they were added.
    let more = ["first", "second"].map(|which| {
        let order = order.clone();
        gc::callbacks::add(move |phase, _| order.borrow_mut().push(format!("'{}_{which}'", name(phase))))
    });
    gc::collect_young();
    recorded.print("order", format_args!("[{}]", order.take().join(", ")));
    assert!(more.into_iter().chain([id]).all(gc::callbacks::remove));
    log.take();
    gc::collect();
    recorded.print("removed", py(log.borrow().len() <= 2 && order.borrow().is_empty()));
    recorded.end();
}
