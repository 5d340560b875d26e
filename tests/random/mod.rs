//! Random programs beside the model of the heap: containers under hostile callbacks, interning against a
//! `HashMap`, and ids of anything.

mod containers;
mod ids;
mod interning;

pub use containers::containers;
pub use ids::ids;
pub use interning::interning;
