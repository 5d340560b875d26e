//! Times the parts of a sample that the workload is about, and nothing else.

use std::time::{Duration, Instant};

/// The time spent in the timed sections of one sample.
#[derive(Default)]
pub(crate) struct Stopwatch {
    elapsed: Duration,
}

impl Stopwatch {
    /// Runs `section` and adds its time. Sections of one sample add up.
    ///
    /// The function keeps a symbol of its own: callgrind counts instructions only while it is on the stack.
    #[inline(never)]
    pub(crate) fn timed_section<R>(&mut self, section: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = section();
        self.elapsed += start.elapsed();
        result
    }

    /// The sample in nanoseconds for each of `operations`.
    pub(crate) fn per_operation(self, operations: usize) -> Sample {
        let value = self.elapsed.as_nanos() as f64 / operations as f64;
        Sample { value, operations }
    }
}

/// One measurement, in the unit of its workload.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    /// Nanoseconds or bytes, for one operation; or the longest wait among them.
    pub(crate) value: f64,
    /// How many operations there were.
    pub(crate) operations: usize,
}
