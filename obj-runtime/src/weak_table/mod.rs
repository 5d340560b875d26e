//! What a thread knows of its weak handles, without their types.

pub(crate) mod anchors;
pub(crate) mod callbacks;

pub(crate) use anchors::WeakTable;
pub(crate) use callbacks::Callbacks;
