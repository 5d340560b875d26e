//! Random programs: containers under hostile callbacks, interning against a `HashMap`, ids of anything, graphs that travel, and
//! input that is not to be trusted.

mod containers;
#[cfg(feature = "travel")]
pub mod graphs;
#[cfg(feature = "travel")]
mod hostile;
mod ids;
mod interning;
#[cfg(feature = "travel")]
mod travellers;

pub use containers::containers;
#[cfg(feature = "travel")]
pub use hostile::hostile;
pub use ids::ids;
pub use interning::interning;
