//! What a program that uses objects needs: `use obj_runtime::prelude::*;`.

pub use crate::cells::{ObjCell, ObjMap, ObjVec, WeakCell};
pub use crate::intern;
pub use crate::object::any::AnyObj;
pub use crate::object::finalize::Finalize;
pub use crate::object::weak::Weak;
pub use crate::object::{Obj, Object};
pub use crate::trace::{Callback, DynTrace, Plain, Trace, Tracer};
pub use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, NoneType, Set, Slice, Str, Tuple};

#[cfg(feature = "macros")]
pub use crate::graph;
#[cfg(feature = "macros")]
pub use obj_macros::{Object, Trace};
