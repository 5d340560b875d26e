//! `ObjCell`: an optional handle that can be set.

use std::cell::Cell;
use std::fmt;
use std::mem::ManuallyDrop;

#[cfg(feature = "serde")]
use super::awaited;
#[cfg(feature = "serde")]
use crate::ground::mark::Mark;
use crate::object::Obj;
use crate::object::guard::{Holds, ObjRef};
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{ObjectType, PointerMap, Trace, Tracer};

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
#[doc(alias = "RefCell")]
#[doc(alias = "Cell")]
#[repr(transparent)]
pub struct ObjCell<T: ?Sized> {
    /// A handle, or none, or what stands for one while a graph is loaded (`Obj::is_mark`), and reads as none.
    place: ManuallyDrop<Cell<Option<Obj<T>>>>,
}

impl<T: ?Sized> ObjCell<T> {
    /// A cell that holds this.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell = ObjCell::new(Some(Obj::<Int>::from(7)));
    /// assert_eq!(cell.get().unwrap(), 7);
    /// ```
    #[inline]
    #[must_use]
    pub const fn new(value: Option<Obj<T>>) -> Self {
        Self { place: ManuallyDrop::new(Cell::new(value)) }
    }

    /// What is in the place. The reference must have ended before the cell can be changed.
    #[inline]
    fn raw(&self) -> Option<&Obj<T>> {
        // SAFETY: no `&mut` to the content exists: `Cell` lends none through `&self`. Users of this function, all in
        // this file, let the reference go before they run code that could set the cell.
        unsafe { &*self.place.as_ptr() }.as_ref()
    }

    /// What the cell holds. The reference must have ended before the cell can be changed.
    #[inline]
    fn peek(&self) -> Option<&Obj<T>> {
        self.raw().filter(|object| !object.is_mark())
    }

    /// Looks at what the cell holds. `look` neither runs code of the user nor changes the cell.
    #[cfg(feature = "serde")]
    pub(crate) fn look<R>(&self, look: impl FnOnce(&Obj<T>) -> R) -> Option<R> {
        self.peek().map(look)
    }

    /// A cell that is empty until the content comes for which the mark stands.
    #[cfg(feature = "serde")]
    pub(crate) fn marked(mark: Mark) -> Self {
        Self::new(Some(ManuallyDrop::into_inner(Obj::of_mark(mark))))
    }

    /// Puts in what the mark stands for, if it is there. Returns what the cell has now.
    #[cfg(feature = "serde")]
    #[cold]
    fn filled(&self, mark: Option<Mark>, tracer: &mut Tracer) -> Option<&Obj<T>> {
        let (true, Some(mark)) = (tracer.wants_everything(), mark) else { return None };
        let Some(object) = awaited::take_object(mark) else {
            tracer.look_again();
            return None;
        };
        // It was a mark.
        std::mem::forget(self.place.replace(Some(awaited::typed(object))));
        self.raw()
    }

    /// A handle of one's own to the object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell: ObjCell<Str> = "text".into();
    /// let text = cell.get().unwrap();         // the cell and `text` hold it
    /// assert_eq!(Obj::refcount(&text), 2);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self) -> Option<Obj<T>> {
        let object = self.peek()?;
        Some(object.clone())
    }

    /// A guard to read the object.
    ///
    /// The cell may be set meanwhile; the guard keeps the object it was made for.
    /// It borrows from what the cell was reached through, so a loop along a chain takes handles with [`get`](Self::get)
    /// instead.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell: ObjCell<Str> = "text".into();
    /// assert_eq!(cell.borrow().unwrap().len(), 4);
    /// assert!(ObjCell::<Str>::default().borrow().is_none());
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn borrow(&self) -> Option<ObjRef<'_, T>> {
        let object = self.peek()?;
        Some(ObjRef::new(object.to_read(), self, 0))
    }

    /// Calls `read` with the object, if there is one.
    ///
    /// The same as with [`borrow`](Self::borrow), where a closure is handier.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell: ObjCell<Str> = "text".into();
    /// assert_eq!(cell.with(|text| text.map_or(0, |text| text.len())), 4);
    /// ```
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
    ///
    /// let name: ObjCell<Str> = ObjCell::default();
    /// name.set("Ann");
    /// assert_eq!(&*name.get().unwrap(), "Ann");
    /// ```
    ///
    /// # Panics
    /// If a destructor in what it held panics. The cell is set then. (Panics of finalizers go to the
    /// [hook](crate::gc::set_unraisable_hook).)
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn set(&self, value: impl IntoHandle<T>) {
        drop(self.replace(value));
    }

    /// Sets the cell and returns what it held.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell: ObjCell<Str> = "old".into();
    /// let old = cell.replace(Obj::<Str>::from("new"));
    /// assert_eq!((&*old.unwrap(), &*cell.get().unwrap()), ("old", "new"));
    /// ```
    #[inline]
    #[must_use = "to drop what the cell held, use `set`"]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn replace(&self, value: impl IntoHandle<T>) -> Option<Obj<T>> {
        without_mark(self.place.replace(value.into_held()))
    }

    /// Empties the cell and returns what it held.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell: ObjCell<Str> = "text".into();
    /// assert_eq!(&*cell.take().unwrap(), "text");
    /// assert!(cell.take().is_none());
    /// ```
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn take(&self) -> Option<Obj<T>> {
        self.replace(None)
    }

    /// Exchanges what two cells hold.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let (one, other): (ObjCell<Str>, ObjCell<Str>) = ("text".into(), ObjCell::default());
    /// one.swap(&other);
    /// assert!(one.is_none() && other.is_some());
    /// ```
    #[inline]
    pub fn swap(&self, other: &Self) {
        self.place.swap(&other.place);
    }

    /// Whether the cell is empty.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert!(ObjCell::<Str>::default().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.peek().is_none()
    }

    /// Whether the cell holds an object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert!(ObjCell::<Str>::from("text").is_some());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.peek().is_some()
    }

    /// Whether the cell holds this very object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("text");
    /// let cell = ObjCell::from(text.clone());
    /// assert!(cell.is(&text));
    /// assert!(!cell.is(&"text".into()));      // an equal text, but another object
    /// ```
    #[inline]
    #[must_use]
    pub fn is(&self, object: &Obj<T>) -> bool {
        self.peek().is_some_and(|held| Obj::is(held, object))
    }

    /// What the cell held.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let cell: ObjCell<Str> = "text".into();
    /// assert_eq!(&*cell.into_inner().unwrap(), "text");
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn into_inner(self) -> Option<Obj<T>> {
        self.take()
    }
}

/// What was in the place of a cell, if it was a handle.
#[inline]
fn without_mark<T: ?Sized>(content: Option<Obj<T>>) -> Option<Obj<T>> {
    if content.as_ref().is_some_and(|object| !object.is_mark()) {
        return content;
    }
    #[cfg(feature = "serde")]
    let mark = content.as_ref().and_then(Obj::mark);
    std::mem::forget(content);
    #[cfg(feature = "serde")]
    mark.into_iter().for_each(awaited::gone);
    None
}

impl<T: ?Sized> Drop for ObjCell<T> {
    #[inline]
    fn drop(&mut self) {
        // Not `is_some`, which the compiler makes two questions of here.
        if self.raw().is_some_and(|object| !object.is_mark()) {
            // SAFETY: the place is not used afterwards, and has no mark.
            unsafe { ManuallyDrop::drop(&mut self.place) }
        } else {
            #[cfg(feature = "serde")]
            self.raw().and_then(Obj::mark).into_iter().for_each(awaited::gone);
        }
    }
}

/// What an [`ObjCell`] can be set to.
#[diagnostic::on_unimplemented(
    message = "an `ObjCell` cannot be set to `{Self}`",
    label = "is no object of type `{T}`",
    note = "set it to `&object`, an object (`Obj::new(value)`), an `Option` of one or `None`; a cell of `Str` also to text"
)]
pub trait IntoHandle<T: ?Sized> {
    #[doc(hidden)]
    fn into_held(self) -> Option<Obj<T>>;
}

macro_rules! into_held {
    ($($source:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: ?Sized> IntoHandle<T> for $source {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn into_held(self) -> Option<Obj<T>> {
                self.into()
            }
        }
    )*};
}

into_held! { Obj<T>, &Obj<T>, ObjRef<'_, T>, &ObjRef<'_, T>, Option<Obj<T>> }

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
        #[cfg(feature = "serde")]
        if let Some(mark) = self.raw().and_then(Obj::mark) {
            awaited::copied(mark);
            return Self::marked(mark);
        }
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
unsafe impl<T: ObjectType + ?Sized> Trace for ObjCell<T> {
    type Leaves<H> = T::LeavesBehind<H>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::HOLDS_BEHIND;
    crate::trace::tells_all!(T::IS_KNOWN, T::IS_KNOWN);
    crate::trace::finds_all!(T::HOLDS_BEHIND, T::HOLDS_BEHIND);
    const POINTERS: PointerMap = Option::<Obj<T>>::POINTERS;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        let content = this.raw();
        #[cfg(feature = "serde")]
        let content = match content {
            Some(object) if object.is_mark() => this.filled(object.mark(), tracer),
            content => content,
        };
        // As a handle is traced. Few functions are called that are compiled for each type.
        if let Some(object) = content
            && (T::HOLDS_BEHIND || tracer.wants_everything())
        {
            tracer.strong(object.handle());
        }
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        // Few functions are called that are compiled for each type.
        let Some(object) = this.place.get_mut() else { return };
        #[cfg(feature = "serde")]
        if let Some(mark) = object.mark() {
            if awaited::is_left(mark, relocator) {
                // It is neither dropped nor missed: its load has ended.
                std::mem::forget(this.place.replace(None));
            }
            return;
        }
        relocator.strong(object.handle_mut(), T::IS_KNOWN);
    }
    crate::trace::copied_by_clone! {}
}
