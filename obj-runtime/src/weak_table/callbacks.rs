//! Callbacks of weak handles whose object has died.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::anchors::{Callback, RawWeak};
use crate::ground::unraisable::{Panic, keep_first};
use crate::ledger;

/// Callbacks that are yet to run, each with its weak handle, newest first.
#[derive(Default)]
pub(crate) struct Callbacks(Vec<(Callback, RawWeak)>);

impl Callbacks {
    /// None yet, and room for some.
    pub(super) fn with_room(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    pub(super) fn push(&mut self, callback: Callback, weak: RawWeak) {
        self.0.push((callback, weak));
    }

    /// Runs each; returns the first panic.
    pub(crate) fn run(self) -> Option<Panic> {
        let mut first = None;
        let _attribution = ledger::attribute_to_nobody();
        for (callback, weak) in self.0 {
            keep_first(&mut first, catch_unwind(AssertUnwindSafe(|| callback(&weak))).err());
        }
        first
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Divides them into those all of whose weak handles have one of these (sorted) anchors, and the rest.
    pub(crate) fn split(self, anchors: &[usize]) -> (Self, Self) {
        let is_inner = |(_, weak): &(Callback, RawWeak)| {
            let address = weak.anchor_address();
            let first = anchors.partition_point(|&other| other < address);
            let inside = anchors[first..].iter().take_while(|&&other| other == address).count();
            // One of the handles is `weak` itself.
            inside + 1 >= weak.handles()
        };
        let (inner, outer) = self.0.into_iter().partition(is_inner);
        (Self(inner), Self(outer))
    }

    /// Drops them without running them; returns the first panic of what they hold.
    pub(crate) fn forget(self) -> Option<Panic> {
        let mut first = None;
        for callback in self.0 {
            keep_first(&mut first, catch_unwind(AssertUnwindSafe(|| drop(callback))).err());
        }
        first
    }
}
