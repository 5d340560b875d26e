//! Fields that change: `ObjCell`, `WeakCell`, `ObjVec`, `ObjMap`.
//!
//! Objects are shared, so their fields change through cells. These cells need no `RefCell` and never panic
//! for being borrowed, because they lend nothing of their own: reading takes a handle (`get`) or a guard
//! that holds one (`borrow`, `at`, `iter`). A destructor, finalizer or comparison may use the same cell
//! in the middle of an operation: what goes is taken out first, then the cell is whole, then
//! it is dropped.

mod cell;
mod items;
mod map;
pub(crate) mod ordered_table;
mod reference;
mod vec;
mod weak_cell;

pub use cell::ObjCell;
pub use map::{ObjMap, ObjMapIter, ObjMapKeys, ObjMapValues};
pub use reference::ObjRef;
pub use vec::{ObjVec, ObjVecIter};
pub use weak_cell::WeakCell;

#[cfg(test)]
mod tests;
