//! The bytes decide what the model test of the collector does.

#![no_main]

use std::thread;

use libfuzzer_sys::fuzz_target;
use obj_tests::gc_model::{Choices, Size, explain, run};

const SIZE: Size = Size { operations: 10_000, objects: 150 };

fuzz_target!(|bytes: &[u8]| {
    let choices = Choices::of_bytes(bytes);
    let again = choices.clone();
    // Each run in a thread of its own, whose heap is empty.
    let outcome = thread::spawn(move || run(choices, SIZE)).join();
    if !matches!(outcome, Ok(Ok(_))) {
        panic!("{outcome:?}\nthe same again:\n{:?}", thread::spawn(move || explain(again, SIZE)).join());
    }
});
