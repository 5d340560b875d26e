//! What the search of a collection has found.

use std::num::Wrapping;

use hashbrown::HashMap;

use super::count::FLAGS_FOR_RELEASE;
use crate::ground::hash::AddressHasher;
use crate::header::ObjectPtr;

/// What the search has found of the objects under examination.
pub(super) struct Found {
    /// The candidates that it started from.
    pub(super) candidates: usize,
    /// The objects that were rescued: they are held from outside, or reached from one that is.
    pub(super) rescued: usize,
    /// Those rescued that still are candidates.
    pub(super) surviving_candidates: usize,
    /// The handles to the objects that were not found inside them. (Programs can forget more than a `usize` counts.)
    pub(super) outside: Wrapping<u64>,
    /// The same for each object that has more than its header can count.
    pub(super) many: HashMap<usize, u32, AddressHasher>,
    /// The flags among `FLAGS_FOR_RELEASE` that objects had when they were entered.
    pub(super) flags_seen: u32,
    /// Whether values were traced by a call, not by a map. A `trace` written by hand may visit a handle twice.
    pub(super) any_traced_by_call: bool,
    /// What handles inside the objects lead to that is not examined. `None` once an object was rescued: then it is not known
    /// which of the handles are inside garbage.
    pub(super) left_out: Option<Vec<ObjectPtr>>,
}

impl Found {
    pub(super) const fn nothing() -> Self {
        Self {
            candidates: 0,
            rescued: 0,
            surviving_candidates: 0,
            outside: Wrapping(0),
            many: HashMap::with_hasher(AddressHasher),
            flags_seen: 0,
            any_traced_by_call: false,
            left_out: Some(Vec::new()),
        }
    }

    /// Whether any object had some of `flags`, which are among `FLAGS_FOR_RELEASE`.
    pub(super) fn any_had(&self, flags: u32) -> bool {
        debug_assert!(flags & !FLAGS_FOR_RELEASE == 0);
        self.flags_seen & flags != 0
    }

    /// Whether all handles to the objects are inside them, and none was counted twice.
    pub(super) fn nothing_is_held(&self) -> bool {
        self.outside.0 == 0 && !self.any_traced_by_call
    }
}

impl Default for Found {
    fn default() -> Self {
        Self::nothing()
    }
}
