//! Why a graph cannot be packed.

use std::fmt;

use crate::object::Obj;

/// A graph that cannot be packed, and why: something outside holds an object of it, or something in it cannot be moved.
///
/// What is held is named by a field that leads to it; with the feature `trace-refs`, the handles outside by the lines that took them, while
/// lines are remembered (`inspect::remember_lines`).
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::Parcel;
///
/// #[derive(Object, Default)]
/// struct Node { next: ObjCell<Node> }
///
/// let node = Obj::new(Node { next: Obj::new(Node::default()).into() });
/// let held = node.next.get();
/// let error = Parcel::pack(node).unwrap_err();
/// assert_eq!(error.to_string(), "`Node` at `Node.next` is held by 1 handle outside of the graph");
/// drop(held);
/// assert!(Parcel::pack(error.into_root()).is_ok());
/// ```
pub struct StillHeld<T: ?Sized> {
    root: Obj<T>,
    reason: String,
}

impl<T: ?Sized> StillHeld<T> {
    pub(super) fn new(root: Obj<T>, reason: String) -> Self {
        Self { root, reason }
    }

    /// The root that was to be packed.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::Parcel;
    /// let text: AnyObj = Obj::<List>::default().into();
    /// let mine = text.clone();
    /// let again = Parcel::pack(text.downcast::<List>().unwrap()).unwrap_err().into_root();
    /// drop(mine);
    /// assert!(Parcel::pack(again).is_ok());
    /// ```
    #[must_use]
    pub fn into_root(self) -> Obj<T> {
        self.root
    }
}

impl<T: ?Sized> fmt::Display for StillHeld<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl<T: ?Sized> fmt::Debug for StillHeld<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StillHeld").field(&self.reason).finish()
    }
}

impl<T: ?Sized> std::error::Error for StillHeld<T> {}
