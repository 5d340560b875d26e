//! Weak handles: they name an object without keeping it alive.
//!
//! A weak handle points to an *anchor*, which points to the object until it dies. Anchors of an object
//! form a list that a side table finds by the object's address, so objects without weak handles
//! pay nothing, and the memory of a dead object is free at once. As in CPython, plain weak handles
//! share one anchor, and each weak handle with a callback has its own.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

use hashbrown::HashMap;

use crate::any::AnyObj;
use crate::death::{Panic, keep_first};
use crate::handle::{Handle, ObjectsStayOnTheirThread};
use crate::header::{HAS_WEAK, HeaderPtr};
use crate::heap::{AddressHasher, Heap};
use crate::object::{Obj, Object};
use crate::trace::{Trace, Tracer};

type Callback = Box<dyn FnOnce(&RawWeak)>;

/// What weak handles point to.
struct Anchor {
    /// The object, until it dies.
    target: Cell<Option<HeaderPtr>>,
    /// The number of weak handles.
    handles: Cell<usize>,
    callback: Cell<Option<Callback>>,
    has_callback: bool,
    /// The next anchor of the same object.
    next: Cell<Option<NonNull<Anchor>>>,
}

/// The objects that have weak handles, and their anchors.
pub(crate) struct WeakTable {
    anchors: RefCell<ManuallyDrop<HashMap<usize, NonNull<Anchor>, AddressHasher>>>,
}

/// A weak handle without type: one of an anchor's.
///
/// Invariant: the anchor is valid as long as it has handles.
pub(crate) struct RawWeak {
    anchor: Option<NonNull<Anchor>>,
    thread: PhantomData<*const ObjectsStayOnTheirThread>,
}

impl RawWeak {
    const EMPTY: Self = Self { anchor: None, thread: PhantomData };

    fn anchor(&self) -> Option<&Anchor> {
        // SAFETY: by the invariant: this handle is one of the anchor's.
        self.anchor.map(|anchor| unsafe { &*anchor.as_ptr() })
    }

    /// The object, if it has not died.
    fn target(&self) -> Option<HeaderPtr> {
        self.anchor()?.target.get()
    }

    #[inline]
    fn upgrade(&self) -> Option<Handle> {
        let target = self.target()?;
        // SAFETY: an anchor's target is a slot that has not been freed.
        if !unsafe { target.as_ref() }.is_alive() {
            return None;
        }
        // SAFETY: the object is alive.
        Some(unsafe { Handle::to(target) })
    }
}

impl Clone for RawWeak {
    fn clone(&self) -> Self {
        if let Some(anchor) = self.anchor() {
            anchor.handles.set(anchor.handles.get() + 1);
        }
        Self { anchor: self.anchor, thread: PhantomData }
    }
}

impl Drop for RawWeak {
    fn drop(&mut self) {
        let Some(anchor) = self.anchor() else { return };
        let handles = anchor.handles.get() - 1;
        anchor.handles.set(handles);
        if handles == 0 {
            if let Some(target) = anchor.target.get() {
                Heap::current().weak.unlink(target, NonNull::from_ref(anchor));
            }
            let Some(anchor) = self.anchor else { return };
            // SAFETY: the last handle goes, and the table no longer names the anchor.
            drop(unsafe { Box::from_raw(anchor.as_ptr()) });
        }
    }
}

impl WeakTable {
    pub(crate) const fn new() -> Self {
        Self { anchors: RefCell::new(ManuallyDrop::new(HashMap::with_hasher(AddressHasher))) }
    }

    /// A weak handle to an object that is there.
    fn add(&self, target: HeaderPtr, callback: Option<Callback>) -> RawWeak {
        let mut anchors = self.anchors.borrow_mut();
        let first = anchors.get(&target.addr().get()).copied();
        // SAFETY: anchors in the table are valid.
        let plain = first.filter(|first| !unsafe { first.as_ref() }.has_callback);
        if let (Some(anchor), None) = (plain, &callback) {
            // SAFETY: as above.
            let handles = &unsafe { anchor.as_ref() }.handles;
            handles.set(handles.get() + 1);
            return RawWeak { anchor: plain, thread: PhantomData };
        }
        let new = Anchor {
            target: Cell::new(Some(target)),
            handles: Cell::new(1),
            has_callback: callback.is_some(),
            callback: Cell::new(callback),
            next: Cell::new(first),
        };
        // The plain anchor stays first, the others follow, newest first.
        let new = match plain {
            Some(plain) => {
                // SAFETY: as above.
                let plain = unsafe { plain.as_ref() };
                new.next.set(plain.next.get());
                let new = leak(new);
                plain.next.set(Some(new));
                new
            }
            None => {
                let new = leak(new);
                anchors.insert(target.addr().get(), new);
                new
            }
        };
        // SAFETY: the caller has the object.
        unsafe { target.as_ref() }.set(HAS_WEAK);
        RawWeak { anchor: Some(new), thread: PhantomData }
    }

    /// Removes an anchor without handles from the list of its object.
    fn unlink(&self, target: HeaderPtr, anchor: NonNull<Anchor>) {
        let mut anchors = self.anchors.borrow_mut();
        let key = target.addr().get();
        // SAFETY: the anchor is still the caller's.
        let next = unsafe { anchor.as_ref() }.next.get();
        let first = anchors.get(&key).copied();
        if first == Some(anchor) {
            if let Some(next) = next {
                anchors.insert(key, next);
            } else {
                anchors.remove(&key);
                // SAFETY: the target of an anchor is a slot that has not been freed.
                unsafe { target.as_ref() }.clear(HAS_WEAK);
            }
            return;
        }
        for before in list(first) {
            if before.next.get() == Some(anchor) {
                before.next.set(next);
                return;
            }
        }
    }

    /// Clears the weak handles of an object that dies; their callbacks are yet to run.
    pub(crate) fn clear(&self, target: HeaderPtr) -> Callbacks {
        let first = self.anchors.borrow_mut().remove(&target.addr().get());
        let mut callbacks = Callbacks::default();
        let mut next = first;
        while let Some(pointer) = next {
            // SAFETY: anchors in the table are valid.
            let anchor = unsafe { pointer.as_ref() };
            next = anchor.next.take();
            anchor.target.set(None);
            if let Some(callback) = anchor.callback.take() {
                anchor.handles.set(anchor.handles.get() + 1);
                callbacks.0.push((callback, RawWeak { anchor: Some(pointer), thread: PhantomData }));
            }
        }
        callbacks
    }

    /// The number of weak handles to an object.
    fn count(&self, target: HeaderPtr) -> usize {
        list(self.anchors.borrow().get(&target.addr().get()).copied()).map(|anchor| anchor.handles.get()).sum()
    }

    /// Gives the table's memory back as far as it is not used.
    pub(crate) fn shrink(&self) {
        self.anchors.borrow_mut().shrink_to_fit();
    }
}

fn leak(anchor: Anchor) -> NonNull<Anchor> {
    NonNull::from(Box::leak(Box::new(anchor)))
}

/// The anchors from `first` on.
fn list<'a>(first: Option<NonNull<Anchor>>) -> impl Iterator<Item = &'a Anchor> {
    // SAFETY: anchors in a list of the table are valid; callers hold the table.
    let valid = |anchor: NonNull<Anchor>| unsafe { &*anchor.as_ptr() };
    std::iter::successors(first.map(valid), move |anchor| anchor.next.get().map(valid))
}

/// Callbacks of weak handles whose object has died, newest first.
#[derive(Default)]
pub(crate) struct Callbacks(Vec<(Callback, RawWeak)>);

impl Callbacks {
    /// Runs each; answers with the first panic.
    pub(crate) fn run(self) -> Option<Panic> {
        let mut first = None;
        for (callback, weak) in self.0 {
            keep_first(&mut first, catch_unwind(AssertUnwindSafe(|| callback(&weak))).err());
        }
        first
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Divides them into those all of whose weak handles have one of these (sorted) anchors, and the rest.
    pub(crate) fn split(self, anchors: &[usize]) -> (Self, Self) {
        let is_inner = |(_, weak): &(Callback, RawWeak)| {
            let (Some(pointer), Some(anchor)) = (weak.anchor, weak.anchor()) else { return true };
            let address = pointer.addr().get();
            let first = anchors.partition_point(|&other| other < address);
            let inside = anchors[first..].iter().take_while(|&&other| other == address).count();
            // One of the handles is `weak` itself.
            inside + 1 >= anchor.handles.get()
        };
        let (inner, outer) = self.0.into_iter().partition(is_inner);
        (Self(inner), Self(outer))
    }

    /// Drops them without running them; answers with the first panic of what they hold.
    pub(crate) fn forget(self) -> Option<Panic> {
        let mut first = None;
        for callback in self.0 {
            keep_first(&mut first, catch_unwind(AssertUnwindSafe(|| drop(callback))).err());
        }
        first
    }
}

/// A weak handle to an object of type `T`.
///
/// It does not count. [`upgrade`](Self::upgrade) gives a strong handle as long as the object is alive.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Point { x: i32 }
///
/// let point = Obj::new(Point { x: 1 });
/// let weak = Obj::downgrade(&point);
/// assert_eq!(weak.upgrade().unwrap().x, 1);
/// drop(point);
/// assert!(weak.upgrade().is_none());
/// ```
pub struct Weak<T: ?Sized> {
    raw: RawWeak,
    value: PhantomData<T>,
}

impl<T: ?Sized> Weak<T> {
    /// A weak handle to nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { raw: RawWeak::EMPTY, value: PhantomData }
    }

    /// A strong handle, if the object is alive and may be handed out.
    ///
    /// `None` also while the object's value is still being made (`new_cyclic`), while it is borrowed
    /// exclusively (`get_mut`), and once the collector has found it to be garbage.
    #[inline]
    #[must_use]
    pub fn upgrade(&self) -> Option<Obj<T>> {
        // SAFETY: the anchor was made for an object of type `T`.
        self.raw.upgrade().map(|handle| unsafe { Obj::from_handle(handle) })
    }

    /// Whether two weak handles were made from the same object, dead or alive.
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (self.raw.target(), other.raw.target()) {
            (None, None) => self.raw.anchor == other.raw.anchor,
            (one, two) => one == two,
        }
    }

    /// Whether the object has died.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.raw.target().is_none()
    }
}

impl<T: Object> Obj<T> {
    /// A weak handle to the object.
    ///
    /// The first one to an object makes an entry in a table; the others share it.
    #[must_use]
    pub fn downgrade(this: &Self) -> Weak<T> {
        let raw = Heap::current().weak.add(this.handle().pointer(), None);
        Weak { raw, value: PhantomData }
    }

    /// A weak handle with a callback that runs once when the object dies, unless all clones of the weak
    /// handle are dropped before. Callbacks of one object run newest first, after its weak
    /// handles are cleared (CPython: `weakref.ref(x, callback)`).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    /// use std::{cell::Cell, rc::Rc};
    ///
    /// #[derive(Object)]
    /// struct Point { x: i32 }
    ///
    /// let called = Rc::new(Cell::new(false));
    /// let point = Obj::new(Point { x: 1 });
    /// let flag = called.clone();
    /// let _weak = Obj::downgrade_with(&point, move |weak| flag.set(weak.upgrade().is_none()));
    /// drop(point);
    /// assert!(called.get());
    /// ```
    #[must_use = "the callback is forgotten with the last clone of the weak handle"]
    pub fn downgrade_with(this: &Self, callback: impl FnOnce(&Weak<T>) + 'static) -> Weak<T> {
        let callback: Callback = Box::new(move |raw: &RawWeak| {
            callback(&Weak { raw: raw.clone(), value: PhantomData });
        });
        let raw = Heap::current().weak.add(this.handle().pointer(), Some(callback));
        Weak { raw, value: PhantomData }
    }

    /// The number of weak handles to the object.
    #[must_use]
    pub fn weak_count(this: &Self) -> usize {
        Heap::current().weak.count(this.handle().pointer())
    }
}

/// A weak handle to a slot whose value is still being made.
///
/// # Safety
/// 1. `slot` is reserved for a `T`.
pub(crate) unsafe fn to_reserved<T: Object>(slot: HeaderPtr) -> Weak<T> {
    Weak { raw: Heap::current().weak.add(slot, None), value: PhantomData }
}

impl AnyObj {
    /// The number of weak handles to the object.
    #[must_use]
    pub fn weak_count(&self) -> usize {
        Heap::current().weak.count(self.handle().pointer())
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Self {
        Self { raw: self.raw.clone(), value: PhantomData }
    }
}

impl<T: ?Sized> Default for Weak<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.raw.target() {
            Some(target) => write!(f, "<weak to {:#x}>", target.addr().get()),
            None => f.write_str("<weak; dead>"),
        }
    }
}

// SAFETY: a weak handle holds no strong one.
unsafe impl<T: ?Sized> Trace for Weak<T> {
    const HOLDS: bool = false;
    const HOLDS_BEHIND: bool = false;
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        if tracer.wants_everything()
            && let Some(anchor) = self.raw.anchor
        {
            tracer.weak(anchor.addr().get(), self.raw.target());
        }
    }
}
