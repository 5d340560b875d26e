//! What the collector of a thread keeps from one collection to the next.

use std::cell::{Cell, RefCell};

use super::condition::{self, Load};
use super::generation::{Generation, GenerationStats};
use super::pace::{Pace, Size};
use super::step::Round;
use super::table::Table;
use crate::ground::thread_static::{self, OfOneThread, Undropped};
use crate::heap::Heap;

/// The collector of a thread.
pub(crate) struct Collector {
    pub(crate) pace: Pace,
    /// Whether automatic collections are allowed.
    pub(crate) enabled: Cell<bool>,
    running: Cell<bool>,
    /// Whether objects were moved out of reach.
    pub(super) has_frozen: Cell<bool>,
    pub(crate) stats: RefCell<[GenerationStats; 2]>,
    pub(super) table: Undropped<Table>,
    /// The collection in parts that is under way.
    pub(super) round: Undropped<Option<Box<Round>>>,
}

impl Collector {
    const fn new() -> Self {
        Self {
            pace: Pace::new(),
            enabled: Cell::new(true),
            running: Cell::new(false),
            has_frozen: Cell::new(false),
            stats: RefCell::new([GenerationStats::ZERO; 2]),
            table: Undropped::new(Table::new()),
            round: Undropped::new(None),
        }
    }

    /// The collector of this thread.
    #[inline]
    pub(crate) fn current() -> &'static Self {
        thread_static::get(&COLLECTOR)
    }

    /// Whether a collection in parts is under way.
    pub(crate) fn has_round(&self) -> bool {
        self.round.borrow().is_some()
    }

    pub(crate) fn is_running(&self) -> bool {
        self.running.get()
    }

    /// The automatic collection that is to come: the one that is due, unless the program decides.
    pub(super) fn due(&self, heap: &Heap) -> Option<Generation> {
        if heap.has_ended() || !self.enabled.get() || self.running.get() {
            return None;
        }
        let (new_candidates, old_candidates) = (heap.candidates.marks(), heap.candidates.old());
        let size = Size::of(heap);
        // A round under way will soon have done what a full collection would do.
        let due_for = if self.has_round() { size.half() } else { size };
        let due = self.pace.due(new_candidates, old_candidates, due_for);
        condition::decide(due, || Load { new_candidates, old_candidates, bytes: size.sum(), due })
    }

    /// Gives the table's memory back.
    pub(crate) fn shrink(&self) {
        if !self.running.get() {
            drop(self.table.take());
        }
    }
}

// SAFETY: it is made of cells.
unsafe impl OfOneThread for Collector {}

thread_local! {
    static COLLECTOR: Collector = const { Collector::new() };
}

/// Marks the collector as running, and as not running when dropped.
pub(super) struct Running(&'static Collector);

impl Running {
    /// `None` if it is running already.
    pub(super) fn start(collector: &'static Collector, heap: &Heap) -> Option<Self> {
        heap.candidates.examine();
        (!collector.running.replace(true)).then(|| Self(collector))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.set(false);
    }
}
