//! Time of the processor, and memory, as Linux tells them.

use std::fs;
use std::time::Duration;

/// The time for which this thread has run.
#[allow(unsafe_code, reason = "the standard library has no such clock")]
fn now() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time is there to be written to.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The time that `work` takes, and what it returns.
pub(super) fn once<R>(work: impl FnOnce() -> R) -> (Duration, R) {
    let start = now();
    let result = work();
    (now() - start, result)
}

/// The shortest of some times, each with what `work` is given.
pub(super) fn best<A, R>(mut prepare: impl FnMut() -> A, mut work: impl FnMut(A) -> R) -> Duration {
    let mut time = || {
        let given = prepare();
        once(|| work(given)).0
    };
    (0..5).map(|_| time()).min().unwrap_or_default()
}

/// Bytes that the process has in memory now, and had at most since `forget_peak`.
pub(super) fn memory() -> (u64, u64) {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or_default() * 1024
    };
    (field("VmRSS:"), field("VmHWM:"))
}

pub(super) fn forget_peak() {
    // It stays what it was where this is not allowed.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// What was freed goes back to the system.
#[allow(unsafe_code, reason = "the standard library has no such call")]
pub(super) fn give_back_free_memory() {
    // SAFETY: it can be called at any time.
    unsafe { libc::malloc_trim(0) };
}
