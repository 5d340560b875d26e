//! Random programs beside the model of the heap: interning against a `HashMap`, and ids of anything.

mod ids;
mod interning;

pub use ids::ids;
pub use interning::interning;
