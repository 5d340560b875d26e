//! What can be asked of the heap, or of a snapshot of it.

pub(super) mod class_table;
pub(super) mod cycles;
pub(super) mod deep_size;
pub(super) mod diff;
pub(super) mod dominators;
pub(super) mod explain;
pub(super) mod identity;
pub(super) mod neighbours;
pub(super) mod path;
pub(super) mod types;
pub(super) mod verify;
