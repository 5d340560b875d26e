//! `ObjCell`: an optional handle that can be set.

use std::cell::Cell;
use std::fmt;

use crate::object::Obj;
use crate::object::guard::{Holds, ObjRef};
use crate::trace::{Held, PointerMap, Trace, Tracer};

/// A field that holds a handle or none, and can be set through a shared reference.
///
/// As large as `Option<Obj<T>>`. Every operation takes constant time. Nothing panics for being borrowed, and
/// destructors may use the cell that is being changed.
///
/// Two ways to read: [`get`](Self::get) gives a handle to keep, [`borrow`](Self::borrow) a guard to look through.
/// Prefer the guard when walking a graph: it leaves the collector nothing to do.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Node { value: i32, next: ObjCell<Node> }
///
/// let node = Obj::new(Node { value: 1, ..Default::default() });
/// assert!(node.next.is_none());
/// node.next.set(Some(node.clone()));
/// assert_eq!(node.next.borrow().unwrap().value, 1);
/// assert!(Obj::is(&node, &node.next.take().unwrap()));
/// ```
#[repr(transparent)]
pub struct ObjCell<T: ?Sized> {
    place: Cell<Option<Obj<T>>>,
}

impl<T: ?Sized> ObjCell<T> {
    /// A cell that holds this.
    #[inline]
    #[must_use]
    pub const fn new(value: Option<Obj<T>>) -> Self {
        Self { place: Cell::new(value) }
    }

    /// What the cell holds. The reference must have ended before the cell can be changed.
    #[inline]
    fn peek(&self) -> &Option<Obj<T>> {
        // SAFETY: no `&mut` to the content exists: `Cell` lends none through `&self`. Users of this function, all in
        // this file, let the reference go before they run code that could set the cell.
        unsafe { &*self.place.as_ptr() }
    }

    /// A handle of one's own to the object.
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self) -> Option<Obj<T>> {
        let object = self.peek().as_ref()?;
        Some(object.clone())
    }

    /// A guard to read the object.
    ///
    /// The cell may be set meanwhile; the guard keeps the object it was made for.
    /// It borrows from what the cell was reached through, so a loop along a chain takes handles with [`get`](Self::get)
    /// instead.
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn borrow(&self) -> Option<ObjRef<'_, T>> {
        let object = self.peek().as_ref()?;
        Some(ObjRef::new(object.to_read(), self, 0))
    }

    /// Calls `read` with the object, if there is one.
    ///
    /// The same as with [`borrow`](Self::borrow), where a closure is handier.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn with<R>(&self, read: impl FnOnce(Option<&Obj<T>>) -> R) -> R {
        read(self.borrow().as_deref())
    }

    /// Sets the cell: to a handle, another handle to an object that is lent, or nothing. What it held is dropped
    /// afterwards.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// struct Node { next: ObjCell<Node>, parent: WeakCell<Node> }
    ///
    /// let (node, other) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.next.set(&other);
    /// node.next.set(other);
    /// node.next.set(node.next.get());
    /// node.next.set(None);
    /// assert!(node.next.is_none());
    /// ```
    ///
    /// # Panics
    /// If a finalizer or a destructor of what it held panics. The cell is set then.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn set(&self, value: impl Into<Option<Obj<T>>>) {
        drop(self.replace(value));
    }

    /// Sets the cell and returns what it held.
    #[inline]
    #[must_use = "to drop what the cell held, use `set`"]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn replace(&self, value: impl Into<Option<Obj<T>>>) -> Option<Obj<T>> {
        self.place.replace(value.into())
    }

    /// Empties the cell and returns what it held.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn take(&self) -> Option<Obj<T>> {
        self.place.take()
    }

    /// Exchanges what two cells hold.
    #[inline]
    pub fn swap(&self, other: &Self) {
        self.place.swap(&other.place);
    }

    /// Whether the cell is empty.
    #[inline]
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.peek().is_none()
    }

    /// Whether the cell holds an object.
    #[inline]
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.peek().is_some()
    }

    /// Whether the cell holds this very object.
    #[inline]
    #[must_use]
    pub fn is(&self, object: &Obj<T>) -> bool {
        self.peek().as_ref().is_some_and(|held| Obj::is(held, object))
    }

    /// What the cell held.
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn into_inner(self) -> Option<Obj<T>> {
        self.place.into_inner()
    }
}

impl<T: ?Sized> Holds<Obj<T>> for ObjCell<T> {
    #[inline]
    fn holds(&self, _: usize, object: &Obj<T>) -> bool {
        self.is(object)
    }
}

empty_by_default! { ObjCell, Self::new(None) }

/// Another cell that holds the same object.
impl<T: ?Sized> Clone for ObjCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self::new(self.get())
    }
}

impl<T: ?Sized> From<Obj<T>> for ObjCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(object: Obj<T>) -> Self {
        Self::new(Some(object))
    }
}

impl<T: ?Sized> From<Option<Obj<T>>> for ObjCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(value: Option<Obj<T>>) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized> From<&Obj<T>> for ObjCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(object: &Obj<T>) -> Self {
        Self::new(Some(object.clone()))
    }
}

/// As the option it holds.
impl<T: ?Sized> fmt::Debug for ObjCell<T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.borrow(), f)
    }
}

/// Equal values, as the handles compare.
impl<T: ?Sized> PartialEq for ObjCell<T>
where
    Obj<T>: PartialEq,
{
    fn eq(&self, other: &Self) -> bool {
        self.borrow().as_deref() == other.borrow().as_deref()
    }
}

impl<T: ?Sized> Eq for ObjCell<T> where Obj<T>: Eq {}

// SAFETY: the cell owns its handle and visits it once.
unsafe impl<T: Held + ?Sized> Trace for ObjCell<T> {
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::HOLDS_BEHIND;
    const POINTERS: PointerMap = Option::<Obj<T>>::POINTERS;
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        self.peek().trace(tracer);
    }
}
