//! `WeakCell`: a weak handle that can be set.

use std::cell::Cell;
use std::fmt;

use crate::object::Obj;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::{IntoWeak, Weak};
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Trace, Tracer};

/// A field that names an object without keeping it alive, and can be set through a shared reference: a parent, an
/// owner, the other end of a back link.
///
/// Eight bytes. Every operation takes constant time.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Folder { parent: WeakCell<Folder>, entries: ObjVec<Folder> }
///
/// let root = Obj::new(Folder::default());
/// let entry = Obj::new(Folder::default());
/// entry.parent.set(&root);
/// root.entries.push(entry.clone());
/// assert!(Obj::is(&entry.parent.get().unwrap(), &root));
/// drop(root);
/// assert!(entry.parent.get().is_none());
/// ```
#[doc(alias = "RefCell")]
pub struct WeakCell<T: ?Sized> {
    place: Cell<Weak<T>>,
}

impl<T: ?Sized> WeakCell<T> {
    /// An empty cell.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object)]
    /// # struct Node;
    /// assert!(WeakCell::<Node>::new().get().is_none());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { place: Cell::new(Weak::new()) }
    }

    /// What the cell holds. The reference must have ended before the cell can be changed.
    #[inline]
    fn peek(&self) -> &Weak<T> {
        // SAFETY: no `&mut` to the content exists: `Cell` lends none through `&self`. Users of this function, all in
        // this file, let the reference go before they run code that could set the cell.
        unsafe { &*self.place.as_ptr() }
    }

    /// A strong handle to the object, if it is alive; as [`Weak::upgrade`].
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, node) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.parent.set(&root);
    /// assert!(Obj::is(&node.parent.get().unwrap(), &root));
    /// drop(root);
    /// assert!(node.parent.get().is_none());
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self) -> Option<Obj<T>> {
        self.peek().upgrade()
    }

    /// The weak handle that the cell holds.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, node) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.parent.set(&root);
    /// assert_eq!(node.parent.weak(), Obj::downgrade(&root));
    /// ```
    #[inline]
    #[must_use]
    pub fn weak(&self) -> Weak<T> {
        self.peek().clone()
    }

    /// Sets the cell: to an object that is lent or given, a weak handle, or nothing.
    ///
    /// # Panics
    /// If what a callback of the earlier weak handle holds panics when dropped. The cell is set then.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// struct Node { parent: WeakCell<Node> }
    ///
    /// let (node, other) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.parent.set(&other);
    /// node.parent.set(Obj::downgrade(&other));
    /// node.parent.set(other.clone());
    /// assert!(node.parent.get().is_some());
    /// node.parent.set(None);
    /// assert!(node.parent.get().is_none());
    /// ```
    #[inline]
    pub fn set(&self, target: impl IntoWeak<T>)
    where
        T: WeakTarget,
    {
        drop(self.replace(target.into_weak()));
    }

    /// Empties the cell.
    ///
    /// # Panics
    /// If what a callback of the weak handle holds panics when dropped. The cell is empty then.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, node) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.parent.set(&root);
    /// node.parent.clear();
    /// assert!(node.parent.get().is_none());
    /// ```
    #[inline]
    pub fn clear(&self) {
        drop(self.replace(Weak::new()));
    }

    /// Whether the object has died, or the cell is empty.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, node) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.parent.set(&root);
    /// assert!(!node.parent.is_dead());
    /// drop(root);
    /// assert!(node.parent.is_dead());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.peek().is_dead()
    }

    /// Sets the cell to a weak handle and returns the one it held.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, node) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// let earlier = node.parent.replace(Obj::downgrade(&root));
    /// assert!(earlier.is_dead() && !node.parent.is_dead());
    /// ```
    #[inline]
    pub fn replace(&self, weak: Weak<T>) -> Weak<T> {
        self.place.replace(weak)
    }

    /// Empties the cell and returns the weak handle it held.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, node) = (Obj::new(Node::default()), Obj::new(Node::default()));
    /// node.parent.set(&root);
    /// assert!(Obj::is(&node.parent.take().upgrade().unwrap(), &root));
    /// assert!(node.parent.is_dead());
    /// ```
    #[inline]
    pub fn take(&self) -> Weak<T> {
        self.replace(Weak::new())
    }

    /// Exchanges what two cells hold.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let (root, one, other) = (Obj::new(Node::default()), Obj::new(Node::default()), Obj::new(Node::default()));
    /// one.parent.set(&root);
    /// one.parent.swap(&other.parent);
    /// assert!(one.parent.is_dead() && !other.parent.is_dead());
    /// ```
    #[inline]
    pub fn swap(&self, other: &Self) {
        self.place.swap(&other.place);
    }

    /// What the cell held.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { parent: WeakCell<Node> }
    /// let root = Obj::new(Node::default());
    /// let cell = WeakCell::from(&root);
    /// assert_eq!(cell.into_inner(), Obj::downgrade(&root));
    /// ```
    #[inline]
    #[must_use]
    pub fn into_inner(self) -> Weak<T> {
        self.place.into_inner()
    }
}

empty_by_default! { WeakCell, Self::new() }

/// Another cell with a weak handle to the same object.
impl<T: ?Sized> Clone for WeakCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        self.weak().into()
    }
}

impl<T: ?Sized> From<Weak<T>> for WeakCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(weak: Weak<T>) -> Self {
        Self { place: Cell::new(weak) }
    }
}

impl<T: WeakTarget + ?Sized> From<&Obj<T>> for WeakCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(object: &Obj<T>) -> Self {
        Obj::downgrade(object).into()
    }
}

/// As the weak handle it holds.
impl<T: ?Sized> fmt::Debug for WeakCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.weak().fmt(f)
    }
}

/// Weak handles to the same object, dead or alive.
impl<T: ?Sized> PartialEq for WeakCell<T> {
    fn eq(&self, other: &Self) -> bool {
        self.peek() == other.peek()
    }
}

impl<T: ?Sized> Eq for WeakCell<T> {}

// SAFETY: the cell owns its weak handle, which holds no strong one.
unsafe impl<T: ?Sized> Trace for WeakCell<T> {
    type Leaves<H> = ();
    const HOLDS: bool = false;
    const HOLDS_BEHIND: bool = false;
    crate::trace::finds_all!(true, true);
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        Trace::trace(this.peek(), tracer);
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        Trace::relocate(this.place.get_mut(), relocator);
    }
    crate::trace::copied_by_clone! {}
}
