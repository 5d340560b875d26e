//! What knows nothing of objects.

pub(crate) mod hash;
pub(crate) mod mark;
pub(crate) mod prefetch;
pub(crate) mod stack;
pub(crate) mod thread_static;
pub(crate) mod unraisable;
