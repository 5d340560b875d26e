//! What people pick instead of a heap that finds its own garbage: keys into a store from which objects are removed by
//! hand, and regions that go as a whole.

pub(crate) mod bump;
pub(crate) mod indexed;
pub(crate) mod petgraph;
mod stores;
pub(crate) mod typed_arena;

pub(crate) use indexed::Stores;
pub(crate) use stores::{IdArena, Imbl, Rpds, SlotMap, Thunderdome};
