//! Short texts of values.

use std::fmt::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::adjacency::NodeIndex;
use crate::ground::unraisable;
use crate::heap::page::PagePtr;
use crate::inspect::walk::{HeapObject, objects_of};
use crate::object::any::AnyObj;

/// Whose `repr` a snapshot shows.
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// let number = Obj::<Int>::from(1_000);
/// let snapshot = inspect::snapshot_with(inspect::Reprs::Values);
/// assert_eq!(snapshot.node_of(&number).unwrap().repr(), Some("1000"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Reprs {
    /// Nobody's.
    None,
    /// Of built-in values that hold no objects: `int`, `float`, `bool`, `str`, `bytes`, `NoneType`. No user code runs.
    #[default]
    Values,
    /// Everybody's: runs user code.
    All,
}

/// So many characters of a `repr` are kept.
const SHOWN: usize = 60;

/// Handles to the objects whose `repr` is to be taken, and their nodes.
pub(in crate::inspect) type ReprHandles = Vec<(NodeIndex, AnyObj)>;

/// The `repr` of some nodes, by node.
pub(in crate::inspect) type Taken = Vec<(NodeIndex, Box<str>)>;

/// Takes the handles. No user code runs.
pub(in crate::inspect) fn prepare(pages: &[PagePtr], reprs: Reprs) -> ReprHandles {
    let wanted = |object: &HeapObject| match reprs {
        Reprs::None => false,
        Reprs::Values => object.has_plain_repr(),
        Reprs::All => true,
    };
    let numbered = pages.iter().copied().flat_map(objects_of).enumerate();
    let chosen = numbered.filter(|(_, object)| wanted(object));
    chosen.filter_map(|(node, object)| Some((node as NodeIndex, object.hold()?))).collect()
}

/// Takes the texts and drops the handles.
pub(in crate::inspect) fn take(held: ReprHandles) -> Taken {
    let taken = held.iter().filter_map(|(node, object)| Some((*node, short_repr(object)?))).collect();
    for (_, object) in held {
        // A finalizer may run, if `repr` has dropped the last other handle.
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(object))) {
            unraisable::report(panic);
        }
    }
    taken
}

/// The beginning of an object's `repr`, unless it says no more than type and address, or panics.
pub(in crate::inspect) fn short_repr(object: &AnyObj) -> Option<Box<str>> {
    let mut text = Beginning { text: String::new(), left: SHOWN };
    let written = catch_unwind(AssertUnwindSafe(|| write!(text, "{object:?}"))).ok()?;
    if written.is_err() && text.left > 0 {
        return None;
    }
    let says_nothing = text.text.starts_with(&format!("<{} object at ", object.type_name()));
    (!says_nothing).then(|| text.text.into())
}

/// Takes so many characters, then refuses.
struct Beginning {
    text: String,
    left: usize,
}

impl Write for Beginning {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for char in text.chars() {
            if self.left == 0 {
                if !self.text.ends_with('…') {
                    self.text.push('…');
                }
                return Err(fmt::Error);
            }
            self.left -= 1;
            self.text.push(char);
        }
        Ok(())
    }
}
