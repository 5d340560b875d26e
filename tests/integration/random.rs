//! The random programs that fuzzing runs, from seeds.

use std::thread;

use obj_tests::gc_model::Choices;
use obj_tests::random::{containers, ids, interning};

type Program = fn(Choices, usize) -> Result<(), String>;

/// Runs a program for some seeds, each in a thread of its own.
fn all_hold(program: Program) {
    let (seeds, operations) = if cfg!(miri) { (2, 60) } else { (60, 400) };
    for seed in 1..=seeds {
        let run = move || program(Choices::of_seed(seed), operations);
        let outcome = thread::spawn(run).join();
        assert!(matches!(outcome, Ok(Ok(()))), "seed {seed}: {outcome:?}");
    }
}

#[test]
fn equal_values_are_one_object_in_random_programs() {
    all_hold(interning);
}

#[test]
fn containers_stand_hostile_callbacks_in_random_programs() {
    all_hold(containers);
}

#[test]
fn numbers_lead_to_the_object_that_has_them_or_nowhere() {
    all_hold(ids);
}
