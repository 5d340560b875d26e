//! The lines that the units of oracle twins write.

use std::cell::RefCell;

thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Writes a line: a label and a value as Python's `print` shows it.
pub(crate) fn say(label: &str, value: &AnyObj) {
    LINES.with_borrow_mut(|lines| lines.push(format!("{label}{value}")));
}

/// Compares what was written with what CPython wrote, and forgets it.
#[track_caller]
pub(crate) fn assert_recorded(recorded: &str) {
    let lines = LINES.take();
    assert_eq!(lines, recorded.lines().collect::<Vec<_>>());
}

use obj_runtime::prelude::*;
