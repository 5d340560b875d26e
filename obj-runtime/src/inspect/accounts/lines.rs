//! Asking for lines.

use std::marker::PhantomData;

use crate::ledger;

/// Whether handles know the line that took them: whether the feature `trace-refs` is on.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// if !inspect::traces_refs() {
///     println!("lines are known with the feature `trace-refs`");
/// }
/// ```
#[must_use]
pub const fn traces_refs() -> bool {
    ledger::ARE_TRACED
}

/// While it exists, handles that are taken in this thread remember the line that took them; made by
/// [`remember_lines`].
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let lines = inspect::traces_refs().then(inspect::remember_lines);
/// let number = Obj::<Int>::from(1_000);
/// println!("{}", inspect::explain(&number));       // with the feature `trace-refs`, with its line
/// drop(lines);
/// ```
#[must_use = "lines are remembered as long as the guard exists"]
#[derive(Debug)]
pub struct Lines {
    thread: PhantomData<*const ()>,
}

/// From now on, as long as the guard exists, each handle that is taken in this thread remembers the line that
/// took it, for [`explain`](crate::inspect::explain()) and the reports of leaks to tell.
///
/// # Panics
/// Without the feature `trace-refs`.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
///
/// if inspect::traces_refs() {
///     let lines = inspect::remember_lines();
///     // … take handles, look at `inspect::explain` …
///     drop(lines);
/// }
/// ```
#[track_caller]
pub fn remember_lines() -> Lines {
    require_feature("inspect::remember_lines");
    Lines::start()
}

impl Lines {
    /// Remembers lines, if the feature is on.
    pub(in crate::inspect) fn start() -> Self {
        ledger::start();
        Self { thread: PhantomData }
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        ledger::stop();
    }
}

/// Panics if lines are asked for that nobody remembers.
#[track_caller]
pub(super) fn require_feature(what: &str) {
    if !ledger::ARE_TRACED {
        panic!(
            "`{what}` needs the lines that took handles, which the feature `trace-refs` of `obj-runtime` remembers: \
         run with `--features obj-runtime/trace-refs`"
        );
    }
}
