//! The classic lesson on Python's memory, played with live numbers.
fn main() {}
