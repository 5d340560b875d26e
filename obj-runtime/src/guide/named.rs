//! What messages of the compiler name. It calls an item by its name alone if a public module has it: `Iterable`, say, and not
//! where that is written.

pub use crate::cells::IntoHandle;
pub use crate::graph_runtime::words::*;
pub use crate::object::diagnostics::{EqAndHash, FinalizerIsOn, ObjectWithoutDestructor, PartWithoutDestructor};
pub use crate::object::shared::cache_range::Small;
pub use crate::object::weak::IntoWeak;
pub use crate::trace::{CanBePart, HandleTo, NeverChanges, ObjectType, PartOfObject, PartThatNeverChanges};
