//! The bytes are a graph in some format, or say what is changed in one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use obj_tests::random::hostile;

fuzz_target!(|bytes: &[u8]| {
    let _ = hostile(bytes);
});
