//! The bytes decide which numbers are asked for.

#![no_main]

use std::thread;

use libfuzzer_sys::fuzz_target;
use obj_tests::gc_model::Choices;
use obj_tests::random::ids;

fuzz_target!(|bytes: &[u8]| {
    let choices = Choices::of_bytes(bytes);
    let outcome = thread::spawn(move || ids(choices, 1_000)).join();
    assert!(matches!(outcome, Ok(Ok(()))), "{outcome:?}");
});
