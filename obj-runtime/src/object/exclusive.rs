//! Changing the value of an object that nobody else holds.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::resume_unwind;

use crate::header::{FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::object::allocate::{Vacant, weigh_new};
use crate::object::diagnostics::Unshared;
use crate::object::weak::{self, Weak};
use crate::object::{Obj, Object};
use crate::weak_table::{Callbacks, WeakTable};

/// Exclusive access to the value of an object, as [`Obj::get_mut`] and [`Obj::make_mut`] give it.
///
/// While it exists, the collector takes everything in the value as held from outside, and nobody is handed
/// the object. If it is leaked, the object is leaked too; nothing worse happens.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// #[derive(Object)]
/// struct Point { x: i32 }
///
/// let mut point = Obj::new(Point { x: 1 });
/// let mut value = Obj::get_mut(&mut point).unwrap();
/// value.x += 1;
/// drop(value);
/// assert_eq!(point.x, 2);
/// ```
pub struct ObjMut<'a, T: Object> {
    object: ObjectPtr,
    value: PhantomData<&'a mut T>,
}

impl<T: Object<View = T>> Deref for ObjMut<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: the guard stands for the only handle, and nobody is handed another meanwhile.
        unsafe { self.object.value().cast().as_ref() }
    }
}

impl<T: Object<View = T>> DerefMut for ObjMut<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the guard stands for the only handle, and nobody is handed another meanwhile.
        unsafe { self.object.value().cast().as_mut() }
    }
}

impl<T: Object> Drop for ObjMut<'_, T> {
    fn drop(&mut self) {
        self.object.header().clear(FlagWord::EXCLUSIVE);
        weigh_changed::<T>(self.object);
    }
}

impl<T: Object<View = T> + std::fmt::Debug> std::fmt::Debug for ObjMut<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

/// The value of an object was changed: what it owns may be less now, or more: then a collection may be due.
#[inline]
fn weigh_changed<T: Object>(object: ObjectPtr) {
    if T::OWNS && Heap::current().weights.weigh(object) {
        PagePtr::of(object).ask_with_next_object();
    }
}

impl<T: Object> Obj<T> {
    /// Whether this is the only handle, and nobody can be handed another.
    fn is_unique(this: &Self) -> bool {
        Self::is_only_strong(this) && !this.header().has(FlagWord::HAS_WEAK)
    }

    /// Whether this is the only handle, and weak handles are all that could give another.
    fn is_only_strong(this: &Self) -> bool {
        let header = this.header();
        header.count() == 1 && !header.has(FlagWord::EXCLUSIVE | FlagWord::RESERVED)
    }
}

impl<T: Object> Obj<T> {
    /// Exclusive access to the value, if this is the only handle and there is no weak handle.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let mut a = Obj::new(Point { x: 1 });
    /// Obj::get_mut(&mut a).unwrap().x = 2;
    /// let b = a.clone();
    /// assert!(Obj::get_mut(&mut a).is_none());
    /// assert_eq!(b.x, 2);
    /// ```
    pub fn get_mut(this: &mut Self) -> Option<ObjMut<'_, T>>
    where
        T: Unshared,
    {
        if !Self::is_unique(this) {
            return None;
        }
        this.header().set(FlagWord::EXCLUSIVE);
        Some(ObjMut { object: this.handle().pointer(), value: PhantomData })
    }

    /// Exclusive access to the value; if it is held elsewhere too, `this` becomes a handle to a copy first.
    ///
    /// Weak handles stay with the old object.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Clone)]
    /// struct Point { x: i32 }
    ///
    /// let mut a = Obj::new(Point { x: 1 });
    /// let b = a.clone();
    /// Obj::make_mut(&mut a).x = 2;
    /// assert_eq!((a.x, b.x), (2, 1));
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn make_mut(this: &mut Self) -> ObjMut<'_, T>
    where
        T: Unshared + Clone,
    {
        let mut shared = None;
        if !Self::is_unique(this) {
            let value = T::clone(this);
            shared = Some(std::mem::replace(this, Vacant::start().fill(value)));
        }
        this.header().set(FlagWord::EXCLUSIVE);
        let exclusive = ObjMut { object: this.handle().pointer(), value: PhantomData };
        if let Some(shared) = shared {
            // Both may run code of the program, which could ask for the new object by its id if it were not exclusive already.
            weigh_new(this);
            drop(shared);
        }
        exclusive
    }

    /// The value, taken out of its object, if this is the only handle.
    ///
    /// The value has not died: its finalizer does not run. Weak handles are of the object, which is gone, as of an `Rc`:
    /// they give no handle any more, and their callbacks run.
    ///
    /// # Errors
    /// The handle, if there are other strong ones.
    ///
    /// # Panics
    /// Passes on the first panic of a callback, after the others have run; the value is dropped then.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// assert_eq!(Obj::try_unwrap(Obj::new(Point { x: 1 })).map(|point| point.x).ok(), Some(1));
    /// ```
    pub fn try_unwrap(this: Self) -> Result<T, Self>
    where
        T: Unshared,
    {
        if !Self::is_only_strong(&this) {
            return Err(this);
        }
        let slot = Self::into_any(this).into_handle().into_pointer();
        let callbacks = slot.header().has(FlagWord::HAS_WEAK).then(|| WeakTable::current().clear(slot));
        PagePtr::forget_numbers(slot);
        // SAFETY: this was the only handle; the value is read once, and its slot is freed below.
        let value = unsafe { slot.value().cast::<T>().read() };
        slot.header().count.set(0);
        // SAFETY: the value is moved out and nothing refers to the slot.
        unsafe { PagePtr::of(slot).free_slot(slot) };
        match callbacks.and_then(Callbacks::run) {
            Some(panic) => resume_unwind(panic),
            None => Ok(value),
        }
    }

    /// The value, taken out of its object, if this is the only handle; otherwise this handle is dropped.
    ///
    /// As [`try_unwrap`](Self::try_unwrap), where nobody wants the handle back.
    ///
    /// # Panics
    /// As [`try_unwrap`](Self::try_unwrap), and if a destructor that dropping the handle runs panics.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let a = Obj::new(Point { x: 1 });
    /// let b = a.clone();
    /// assert!(Obj::into_inner(a).is_none());
    /// assert_eq!(Obj::into_inner(b).unwrap().x, 1);
    /// ```
    #[must_use]
    pub fn into_inner(this: Self) -> Option<T>
    where
        T: Unshared,
    {
        Self::try_unwrap(this).ok()
    }

    /// The value, taken out of its object if this is the only handle, otherwise cloned.
    ///
    /// # Panics
    /// As [`try_unwrap`](Self::try_unwrap), and if `clone` does.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Clone)]
    /// struct Point { x: i32 }
    ///
    /// let a = Obj::new(Point { x: 1 });
    /// let b = a.clone();
    /// let mut copy = Obj::unwrap_or_clone(a);
    /// copy.x = 2;
    /// assert_eq!((b.x, Obj::refcount(&b)), (1, 1));
    /// ```
    #[must_use = "to drop the handle, use `drop`"]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Unshared + Clone,
    {
        Self::try_unwrap(this).unwrap_or_else(|this| T::clone(&this))
    }

    /// An object that knows itself: `make` is given a weak handle to it, which returns `None` until the
    /// object is made.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Node { me: Weak<Node> }
    ///
    /// let node = Obj::new_cyclic(|me| Node { me: me.clone() });
    /// assert!(Obj::is(&node.me.upgrade().unwrap(), &node));
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn new_cyclic(make: impl FnOnce(&Weak<T>) -> T) -> Self
    where
        T: Unshared,
    {
        let vacant = Vacant::start();
        let reserved = vacant.object();
        reserved.header().set(FlagWord::RESERVED);
        let unmade = Unmade(reserved);
        // SAFETY: the slot is reserved for a `T`.
        let weak = unsafe { weak::to_reserved::<T>(reserved) };
        let value = make(&weak);
        std::mem::forget(unmade);
        let object: Self = vacant.fill(value);
        object.header().clear(FlagWord::RESERVED);
        weigh_new(&object);
        drop(weak);
        object
    }
}

/// A slot whose value is still being made: freed if there will be none.
struct Unmade(ObjectPtr);

impl Drop for Unmade {
    fn drop(&mut self) {
        let header = self.0.header();
        debug_assert!(!header.is_immortal());
        header.count.set(0);
        if header.has(FlagWord::HAS_WEAK) {
            header.clear(FlagWord::HAS_WEAK);
            // A panic is under way already; those of callbacks are lost.
            drop(WeakTable::current().clear(self.0).run());
        }
        // SAFETY: the slot has no value, and its weak handles are cleared.
        unsafe { PagePtr::of(self.0).free_slot(self.0) };
    }
}
