//! Graphs that travel: copied, sent to other threads, saved and loaded.

#[cfg(feature = "parcel")]
mod copies;
#[cfg(feature = "parcel")]
mod parcel;
#[cfg(any(feature = "serde", feature = "parcel"))]
mod numbers;
#[cfg(feature = "parcel")]
mod quiet;
#[cfg(any(feature = "serde", feature = "parcel"))]
mod reach;
#[cfg(feature = "serde")]
pub mod serde;
#[cfg(all(test, feature = "parcel", feature = "inspect"))]
mod tests;

#[cfg(feature = "parcel")]
pub use copies::{CannotCopy, copy, deepcopy, try_deepcopy};
#[cfg(feature = "parcel")]
pub(crate) use copies::{copy_of_any, deepcopy_of_any};
#[cfg(feature = "parcel")]
pub use parcel::{Parcel, StillHeld};
