//! `obj` beside every alternative, in one run.
fn main() {}
