//! The bytes decide what containers hold, and what callbacks do to them.

#![no_main]

use std::sync::Once;
use std::thread;

use libfuzzer_sys::fuzz_target;
use obj_tests::gc_model::Choices;
use obj_tests::random::containers;

static PANICS_ARE_EXPECTED: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // Python's errors are panics, which the program catches; the fuzzer's hook would end the process.
    PANICS_ARE_EXPECTED.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let choices = Choices::of_bytes(bytes);
    let outcome = thread::spawn(move || containers(choices, 1_000)).join();
    if !matches!(outcome, Ok(Ok(()))) {
        eprintln!("{outcome:?}");
        std::process::abort();
    }
});
