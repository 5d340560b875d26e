//! Programs written with `obj`, one story per file beside this one.
