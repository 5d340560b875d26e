//! Behaviour, one module per topic.

mod derive;
mod gc_soundness;
mod lints;
