//! Random graphs and random operations against a simple model; see `obj_tests::gc_model`.
//!
//! For a longer run: `OBJ_MODEL_SEEDS=1000..9000 cargo test --release -p obj-tests --test integration gc_model`.

use std::env;
use std::ops::Range;
use std::thread;

use obj_tests::gc_model::{Choices, Size, Totals, explain, run};

/// Runs in a thread of its own, whose heap is empty.
fn run_alone(choices: Choices, size: Size, name: &str) -> Totals {
    let in_thread = |run: fn(Choices, Size) -> Result<Totals, String>| {
        let choices = choices.clone();
        thread::spawn(move || run(choices, size)).join()
    };
    match in_thread(run) {
        Ok(Ok(totals)) => totals,
        Ok(Err(text)) => {
            let explained = in_thread(explain).map(Result::err);
            let explained = explained.ok().flatten().unwrap_or_default();
            panic!("{name} with {size:?}: {text}\nthe same again, with the operations before:\n{explained}");
        }
        Err(_) => panic!("{name} with {size:?} panicked"),
    }
}

fn seeds(usual: Range<u64>) -> Range<u64> {
    let Ok(asked) = env::var("OBJ_MODEL_SEEDS") else { return usual };
    let (from, to) = asked.split_once("..").unwrap_or((&asked, ""));
    let from = from.parse().unwrap_or_else(|_| panic!("OBJ_MODEL_SEEDS is a range of numbers, not {asked}"));
    from..to.parse().unwrap_or(from + 1)
}

/// A quarter of a million operations, and checks that everything happened.
fn run_seeds(first: u64, objects: usize) {
    let objects = if cfg!(miri) { objects.min(60) } else { objects };
    let (count, operations) = if cfg!(miri) { (1, (6000 / objects).min(300)) } else { (25, 10_000) };
    let mut totals = Totals::default();
    for seed in seeds(first..first + count) {
        totals += run_alone(Choices::of_seed(seed), Size { operations, objects }, &format!("seed {seed}"));
    }
    assert!(totals.operations >= operations, "{totals:?}");
    if !cfg!(miri) {
        let Totals { made, finalized, collections, collected, resurrected, callbacks, panics, .. } = totals;
        let least = [made, finalized, collections, collected, resurrected, callbacks, panics].into_iter().min();
        assert!(least > Some(100), "{totals:?}");
    }
}

#[test]
fn a_few_objects() {
    run_seeds(0, 8);
}

#[test]
fn some_objects() {
    run_seeds(100, 40);
}

#[test]
fn many_objects() {
    run_seeds(200, 120);
}

#[test]
fn structures_deeper_than_drops_nest() {
    run_seeds(300, 300);
}

#[test]
fn any_bytes_are_a_run() {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    for _ in 0..if cfg!(miri) { 1 } else { 200 } {
        let bytes: Vec<u8> = (0..if cfg!(miri) { 100 } else { 500 }).map(|_| next()).collect();
        run_alone(Choices::of_bytes(&bytes), Size { operations: 1000, objects: 100 }, &format!("{bytes:?}"));
    }
}
