//! What the collector has done, and what there is for it to do.

use std::fmt;

use super::Collector;
use super::generation::GenerationStats;
use crate::heap::Heap;

/// What the collector has done so far in this thread, and what its heap holds now.
///
/// Displayed as a table.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// gc::collect();
/// println!("{}", gc::stats());           // a table
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Young collections.
    pub young: GenerationStats,
    /// Full collections; a finished round of [`gc::step`](crate::gc::step) is one, and its pauses are those of the single steps.
    pub full: GenerationStats,
    /// The heap now.
    pub heap: HeapStats,
}

/// What the heap of a thread holds at a moment.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// let texts: Vec<Obj<Str>> = (0..100).map(|number| number.to_string().into()).collect();
/// assert!(gc::stats().heap.objects >= texts.len());
/// ```
#[doc(alias = "allocated_bytes")]
#[doc(alias = "Metrics")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct HeapStats {
    /// The objects alive, garbage that was not found yet included.
    pub objects: usize,
    /// The bytes that they take, headers included. What values own elsewhere (the buffer of a `Vec`) is not counted here.
    pub live_bytes: usize,
    /// The bytes taken from the system for objects: those alive, free slots, and what is kept for objects to come.
    pub reserved_bytes: usize,
    /// The bytes outside that are known of: what values of types that can be in cycles own, from a kibibyte an object on, and
    /// what [`ExternalMemory`](crate::gc::ExternalMemory) counts.
    pub external_bytes: usize,
    /// The new candidates, as [`gc::candidates`](crate::gc::candidates) counts them.
    pub candidates: usize,
}

impl Stats {
    /// The numbers of this thread.
    pub(crate) fn of_thread() -> Self {
        let heap = Heap::current();
        let usage = heap.usage();
        let [young, full] = *Collector::current().stats.borrow();
        let heap = HeapStats {
            objects: usage.objects,
            live_bytes: usage.live_bytes,
            reserved_bytes: usage.reserved_bytes,
            external_bytes: heap.outside_bytes(),
            candidates: heap.candidates.marks(),
        };
        Self { young, full, heap }
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_row(f, "", &["collections", "candidates", "collected", "resurrected", "longest pause", "all pauses"])?;
        writeln!(f)?;
        write_generation(f, "young", &self.young)?;
        write_generation(f, "full", &self.full)?;
        write!(f, "{}", self.heap)
    }
}

impl fmt::Display for HeapStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_row(f, "", &["objects", "candidates", "live", "reserved", "external"])?;
        let bytes = [self.live_bytes, self.reserved_bytes, self.external_bytes].map(in_units);
        let [live, reserved, external] = &bytes;
        writeln!(f)?;
        write_row(f, "heap", &[&self.objects.to_string(), &self.candidates.to_string(), live, reserved, external])
    }
}

fn write_generation(f: &mut fmt::Formatter<'_>, name: &str, stats: &GenerationStats) -> fmt::Result {
    let numbers = [stats.collections, stats.candidates, stats.collected, stats.resurrected].map(|n| n.to_string());
    let [collections, candidates, collected, resurrected] = &numbers;
    let [longest, all] = [stats.longest_pause, stats.total_pause].map(|time| format!("{time:.1?}"));
    write_row(f, name, &[collections, candidates, collected, resurrected, &longest, &all])?;
    writeln!(f)
}

fn write_row(f: &mut fmt::Formatter<'_>, name: &str, cells: &[&str]) -> fmt::Result {
    write!(f, "{name:<5}")?;
    cells.iter().try_for_each(|cell| write!(f, " {cell:>13}"))
}

/// A number of bytes in the unit that leaves it readable.
pub(crate) fn in_units(bytes: usize) -> String {
    let (mut number, mut unit) = (bytes as f64, "B");
    for larger in ["KiB", "MiB", "GiB", "TiB"] {
        if number < 1024.0 {
            break;
        }
        (number, unit) = (number / 1024.0, larger);
    }
    if unit == "B" { format!("{bytes} B") } else { format!("{number:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn numbers_stand_below_their_names() {
        let young = GenerationStats { collections: 12, candidates: 98_304, ..GenerationStats::ZERO };
        let full = GenerationStats {
            collected: 7,
            longest_pause: Duration::from_micros(1500),
            total_pause: Duration::from_millis(21),
            ..GenerationStats::ZERO
        };
        let heap =
            HeapStats { objects: 3, live_bytes: 1023, reserved_bytes: 2 << 20, external_bytes: 1536, candidates: 1 };
        let table = Stats { young, full, heap }.to_string();
        let expected = "        collections    candidates     collected   resurrected longest pause    all pauses
young            12         98304             0             0         0.0ns         0.0ns
full              0             0             7             0         1.5ms        21.0ms
            objects    candidates          live      reserved      external
heap              3             1        1023 B       2.0 MiB       1.5 KiB";
        assert_eq!(table, expected);
    }

    #[test]
    fn the_largest_number_has_a_unit() {
        assert_eq!((in_units(0), in_units(1023), in_units(1024)), ("0 B".into(), "1023 B".into(), "1.0 KiB".into()));
        assert!(in_units(usize::MAX).ends_with("iB"));
    }
}
