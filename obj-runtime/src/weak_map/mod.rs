//! Maps that do not keep alive what they name: `WeakValueMap`, `WeakKeyMap`.
//!
//! An entry goes the moment its object dies, by a callback of its weak handle, as in CPython. So an entry costs
//! an anchor and a callback beside its place in the table.
//!
//! No table is borrowed while code of the user runs. A look-up hashes first, finds an entry of equal hash, lets go of
//! the table, compares, and starts over if the table changed meanwhile.

mod key_map;
mod value_map;

pub use key_map::WeakKeyMap;
pub use value_map::WeakValueMap;
