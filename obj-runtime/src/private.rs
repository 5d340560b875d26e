//! Everything that generated code may name, and nothing else. Not for use by hand: it changes without notice.

pub use core;
pub use std;

pub use crate::any::AnyObj;
pub use crate::cache::make_cached;
pub use crate::finalize::Finalize;
pub use crate::frozen::Frozen;
pub use crate::heap::{TypeState, generic_state, state_of};
pub use crate::intern::{make_interned, stored_hash};
pub use crate::object::{Obj, Object, Policy, allocate};
pub use crate::probe::{Otherwise, OtherwiseUnhashable, Probe};
pub use crate::rules::{EqAndHash, Rules, RulesOfInterned, Unshared};
pub use crate::small::Small;
pub use crate::trace::{Trace, Tracer};
pub use crate::type_info::Unhashable;
