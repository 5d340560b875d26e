//! Behaviour, one module per topic.

mod derive;
mod dynamic;
mod gc_soundness;
mod lints;
