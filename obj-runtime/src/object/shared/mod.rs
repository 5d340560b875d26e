//! Equal values as one object.

pub(crate) mod cache;
pub(crate) mod cache_range;
pub(crate) mod cache_table;
pub(crate) mod intern;
pub(crate) mod intern_table;
