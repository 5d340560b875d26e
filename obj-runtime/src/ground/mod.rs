//! What knows nothing of objects.

pub(crate) mod prefetch;
