//! Anchors: what weak handles point to, and how those of an object are found.
//!
//! An anchor points to its object until that dies. The anchors of an object form a list that begins in a table beside the
//! object's page, so pages without weak handles pay nothing, and the memory of a
//! dead object is free at once. As in CPython, plain weak handles share one anchor, which comes first in the
//! list; each weak handle with a callback has its own, newest first.

use std::cell::Cell;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::{self, NonNull};

use super::callbacks::Callbacks;
use crate::ground::thread_static::{self, OfOneThread};
use crate::handle::{Handle, ObjectsStayOnTheirThread};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
#[cfg(feature = "parcel")]
use crate::trace::{Fate, Relocator, WeakOf};

/// What is to be called when the object of an anchor dies.
pub(crate) type Callback = Box<dyn FnOnce(&RawWeak)>;

/// What weak handles point to.
struct Anchor {
    /// The object, until it dies.
    target: Cell<Option<ObjectPtr>>,
    /// A number that the anchors of one object share, and no others of the thread. Never 0.
    identity: Cell<u64>,
    /// The number of weak handles.
    handles: Cell<usize>,
    callback: Cell<Option<Callback>>,
    has_callback: bool,
    /// The neighbours in the list of the same object.
    next: Cell<Option<AnchorPtr>>,
    previous: Cell<Option<AnchorPtr>>,
}

/// A pointer to an anchor.
///
/// Invariant: the anchor has handles, or is about to be freed by the last, or is `EMPTY`, which nobody changes. Those in
/// lists, and the recent ones, have handles.
#[derive(Clone, Copy, PartialEq, Eq)]
struct AnchorPtr(NonNull<Anchor>);

impl Deref for AnchorPtr {
    type Target = Anchor;
    #[inline]
    fn deref(&self) -> &Anchor {
        // SAFETY: by the invariant the anchor is there; it is only changed through cells.
        unsafe { self.0.as_ref() }
    }
}

/// The anchor of empty weak handles, so that to upgrade one needs no test for it.
#[repr(transparent)]
struct EmptyAnchor(Anchor);

// SAFETY: it is never written: whoever changes an anchor has asked whether it is this one.
unsafe impl Sync for EmptyAnchor {}

static EMPTY: EmptyAnchor = EmptyAnchor(Anchor::new(None, 0, None));

impl Anchor {
    /// An anchor with one handle, in no list.
    const fn new(target: Option<ObjectPtr>, identity: u64, callback: Option<Callback>) -> Self {
        Self {
            target: Cell::new(target),
            identity: Cell::new(identity),
            handles: Cell::new(1),
            has_callback: callback.is_some(),
            callback: Cell::new(callback),
            next: Cell::new(None),
            previous: Cell::new(None),
        }
    }
}

impl AnchorPtr {
    /// That of empty weak handles.
    const EMPTY: Self = Self(NonNull::from_ref(&EMPTY).cast());

    #[inline]
    fn is_empty(self) -> bool {
        ptr::eq(self.0.as_ptr().cast_const().cast(), &raw const EMPTY)
    }

    /// One handle too many was counted.
    #[cold]
    #[inline(never)]
    fn refuse(self) -> ! {
        self.handles.set(usize::MAX);
        panic!("too many weak handles to one object")
    }

    /// The anchor that a page keeps for one of its objects.
    #[inline]
    fn kept(first: NonNull<()>) -> Self {
        Self(first.cast())
    }

    /// An anchor in memory of its own.
    fn allocate(anchor: Anchor) -> Self {
        Self(NonNull::from(Box::leak(Box::new(anchor))))
    }
}

/// A weak handle without type: one of an anchor's.
pub(crate) struct RawWeak {
    anchor: AnchorPtr,
    thread: PhantomData<*const ObjectsStayOnTheirThread>,
}

impl RawWeak {
    pub(crate) const EMPTY: Self = Self::of(AnchorPtr::EMPTY);

    /// The handle that is counted already.
    const fn of(anchor: AnchorPtr) -> Self {
        Self { anchor, thread: PhantomData }
    }

    /// The anchor, unless the handle is empty.
    #[inline]
    fn anchor(&self) -> Option<AnchorPtr> {
        (!self.anchor.is_empty()).then_some(self.anchor)
    }

    /// One more handle of an anchor.
    ///
    /// # Panics
    /// If there are `usize::MAX` already.
    #[inline]
    fn to(anchor: AnchorPtr) -> Self {
        let handles = anchor.handles.get().wrapping_add(1);
        anchor.handles.set(handles);
        if handles == 0 {
            anchor.refuse();
        }
        Self::of(anchor)
    }

    /// The object, if it has not died.
    #[inline]
    pub(crate) fn target(&self) -> Option<ObjectPtr> {
        self.anchor.target.get()
    }

    /// The object, if it may be handed out.
    #[inline]
    pub(crate) fn alive(&self) -> Option<ObjectPtr> {
        self.target().filter(|target| !target.header().is_withheld())
    }

    /// Whether `upgrade` would give a handle.
    #[inline]
    pub(crate) fn is_alive(&self) -> bool {
        self.alive().is_some()
    }

    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn upgrade(&self) -> Option<Handle> {
        let target = self.alive()?;
        // SAFETY: the object is alive.
        Some(unsafe { Handle::to(target) })
    }

    /// A number that the weak handles to one object share, also after its death; 0 for empty ones.
    #[inline]
    pub(crate) fn identity(&self) -> u64 {
        self.anchor.identity.get()
    }

    /// The address of the anchor; 0 for none.
    #[inline]
    pub(crate) fn anchor_address(&self) -> usize {
        self.anchor().map_or(0, |anchor| anchor.0.addr().get())
    }

    /// The handle as a raw pointer; null for an empty one.
    pub(crate) fn into_raw(self) -> *const () {
        ManuallyDrop::new(self).anchor().map_or(ptr::null(), |anchor| anchor.0.as_ptr().cast())
    }

    /// The handle that `into_raw` made a raw pointer of.
    ///
    /// # Safety
    /// 1. The pointer is of `into_raw`, in this thread, and was not made a handle of since.
    pub(crate) unsafe fn from_raw(raw: *const ()) -> Self {
        Self::of(NonNull::new(raw.cast_mut().cast()).map_or(AnchorPtr::EMPTY, AnchorPtr))
    }

    /// The number of weak handles that share the anchor.
    pub(crate) fn handles(&self) -> usize {
        self.anchor().map_or(0, |anchor| anchor.handles.get())
    }
}

#[cfg(feature = "parcel")]
impl RawWeak {
    /// Shows the handle to be exchanged.
    pub(crate) fn relocate(&mut self, relocator: &mut Relocator) {
        let address = self.anchor_address();
        if address == 0 {
            return;
        }
        let identity = || self.anchor().map_or(0, |anchor| anchor.identity.get());
        let old = match relocator.weak(address, &|| WeakOf { object: self.target(), identity: identity() }) {
            Fate::Stays => return,
            Fate::MovesTo(object) => {
                let old = std::mem::replace(self, WeakTable::current().add(object, None));
                relocator.left_weak.push(Box::new(old));
                return;
            }
            Fate::WasMovedTo(object) => std::mem::replace(self, WeakTable::current().add(object, None)),
            Fate::WasPromised(promise) => {
                std::mem::replace(self, promise.downcast().map_or(Self::EMPTY, |promise| *promise))
            }
            Fate::IsLeft => {
                let place: *const Self = self;
                // SAFETY: what is left in the place is forgotten before it is used or dropped.
                relocator.left_weak.push(Box::new(unsafe { place.read() }));
                return;
            }
        };
        std::mem::forget(old);
    }
}

impl Clone for RawWeak {
    #[inline]
    fn clone(&self) -> Self {
        self.anchor().map_or(Self::EMPTY, Self::to)
    }
}

impl Drop for RawWeak {
    #[inline]
    fn drop(&mut self) {
        let Some(anchor) = self.anchor() else { return };
        let handles = anchor.handles.get() - 1;
        anchor.handles.set(handles);
        if handles == 0 {
            end(anchor);
        }
    }
}

/// The last handle of an anchor goes.
#[inline(never)]
fn end(anchor: AnchorPtr) {
    if let Some(target) = anchor.target.get() {
        WeakTable::current().unlink(target, anchor);
    }
    // SAFETY: the last handle goes, no list has the anchor, and `add` leaked it from a box.
    drop(unsafe { Box::from_raw(anchor.0.as_ptr()) });
}

/// The anchors of the objects of a thread.
pub(crate) struct WeakTable {
    /// Anchors without callback of objects that weak handles were made to last: a program makes them to few objects at a time.
    /// Each is at a place that its object's address says, and in a list too.
    recent: [Cell<AnchorPtr>; RECENT],
    identities: Cell<u64>,
}

/// The number of places of recent anchors.
const RECENT: usize = 256;

thread_local! {
    static WEAK_TABLE: WeakTable = const { WeakTable::new() };
}

// SAFETY: it is made of cells.
unsafe impl OfOneThread for WeakTable {}

impl WeakTable {
    const fn new() -> Self {
        Self { recent: [const { Cell::new(AnchorPtr::EMPTY) }; RECENT], identities: Cell::new(0) }
    }

    /// The table of this thread.
    #[inline]
    pub(crate) fn current() -> &'static Self {
        thread_static::get(&WEAK_TABLE)
    }

    /// A weak handle without callback to an object that is there.
    #[inline]
    pub(crate) fn to(&self, target: ObjectPtr) -> RawWeak {
        let recent = self.recent(target).get();
        if recent.target.get() == Some(target) { RawWeak::to(recent) } else { self.find_or_add(target) }
    }

    #[inline(never)]
    fn find_or_add(&self, target: ObjectPtr) -> RawWeak {
        let weak = match Self::first(target).filter(|first| !first.has_callback) {
            Some(plain) => RawWeak::to(plain),
            None => self.add(target, None),
        };
        self.recent(target).set(weak.anchor);
        weak
    }

    /// The place where the anchor of an object is, if it is a recent one. The factor was found by trying: of 64 objects in a row,
    /// whatever their size up to 136 bytes, each has its own place, also if the first are on a page of many types.
    #[inline]
    fn recent(&self, target: ObjectPtr) -> &Cell<AnchorPtr> {
        &self.recent[((target.address() as u32).wrapping_mul(0xb8d5_f487) >> (u32::BITS - RECENT.ilog2())) as usize]
    }

    /// The first anchor of an object.
    #[inline]
    fn first(target: ObjectPtr) -> Option<AnchorPtr> {
        PagePtr::of(target).first_anchor(target)?.get().map(AnchorPtr::kept)
    }

    /// Sets the first anchor of an object; returns the one before.
    fn set_first(target: ObjectPtr, anchor: AnchorPtr) -> Option<AnchorPtr> {
        let before = PagePtr::of(target).start_first_anchor(target).replace(Some(anchor.0.cast()));
        target.header().set(FlagWord::HAS_WEAK);
        before.map(AnchorPtr::kept)
    }

    /// The first anchor of an object, which has none any more.
    fn take_first(target: ObjectPtr) -> Option<AnchorPtr> {
        PagePtr::of(target).first_anchor(target)?.take().map(AnchorPtr::kept)
    }

    /// A weak handle to an object that is there.
    pub(crate) fn add(&self, target: ObjectPtr, callback: Option<Callback>) -> RawWeak {
        let place = PagePtr::of(target).start_first_anchor(target);
        let plain_of = |first: Option<AnchorPtr>| first.filter(|first| !first.has_callback);
        if let (Some(plain), None) = (plain_of(place.get().map(AnchorPtr::kept)), &callback) {
            return RawWeak::to(plain);
        }
        let anchor = AnchorPtr::allocate(Anchor::new(Some(target), 0, callback));
        // The list is looked at now that there is all memory: an allocator that makes weak handles may have changed it.
        let first = place.get().map(AnchorPtr::kept);
        let plain = plain_of(first);
        // The plain anchor stays first, the others follow, newest first.
        let next = plain.map_or(first, |plain| plain.next.get());
        anchor.identity.set(first.map_or_else(|| self.next_identity(), |first| first.identity.get()));
        anchor.next.set(next);
        anchor.previous.set(plain);
        if let Some(next) = next {
            next.previous.set(Some(anchor));
        }
        match plain {
            Some(plain) => plain.next.set(Some(anchor)),
            None => place.set(Some(anchor.0.cast())),
        }
        target.header().set(FlagWord::HAS_WEAK);
        RawWeak::of(anchor)
    }

    /// A weak handle to an object that is yet to be made.
    #[cfg(any(feature = "serde", feature = "parcel"))]
    pub(crate) fn promise(&self) -> RawWeak {
        RawWeak::of(AnchorPtr::allocate(Anchor::new(None, self.next_identity(), None)))
    }

    /// The object of a promise was made, or found. The promise becomes its first weak handle. Returns whether it is as equal to
    /// others, and has the hash, as before: not if the object had weak handles already.
    #[cfg(any(feature = "serde", feature = "parcel"))]
    pub(crate) fn keep_promise(&self, promise: &RawWeak, target: ObjectPtr) -> bool {
        let Some(anchor) = promise.anchor().filter(|anchor| anchor.target.get().is_none()) else { return false };
        let first = Self::set_first(target, anchor);
        if let Some(first) = first {
            anchor.identity.set(first.identity.get());
            anchor.next.set(Some(first));
            first.previous.set(Some(anchor));
        }
        anchor.target.set(Some(target));
        first.is_none()
    }

    fn next_identity(&self) -> u64 {
        let identity = self.identities.get() + 1;
        self.identities.set(identity);
        identity
    }

    /// Removes an anchor without handles from the list of its object.
    fn unlink(&self, target: ObjectPtr, anchor: AnchorPtr) {
        self.recent(target).set(AnchorPtr::EMPTY);
        let (previous, next) = (anchor.previous.get(), anchor.next.get());
        if let Some(next) = next {
            next.previous.set(previous);
        }
        match (previous, next) {
            (Some(previous), next) => previous.next.set(next),
            (None, Some(next)) => {
                Self::set_first(target, next);
            }
            (None, None) => {
                Self::take_first(target);
                target.header().clear(FlagWord::HAS_WEAK);
            }
        }
    }

    /// Clears the weak handles of an object that dies; their callbacks are yet to run.
    pub(crate) fn clear(&self, target: ObjectPtr) -> Callbacks {
        self.recent(target).set(AnchorPtr::EMPTY);
        // All memory is taken while the list is whole: an allocator that drops weak handles takes their anchors out of it.
        let mut callbacks = Callbacks::with_room(Self::anchors(target).filter(|anchor| anchor.has_callback).count());
        target.header().clear(FlagWord::HAS_WEAK);
        let mut rest = Self::take_first(target);
        while let Some(anchor) = rest {
            rest = anchor.next.take();
            anchor.previous.set(None);
            anchor.target.set(None);
            if let Some(callback) = anchor.callback.take() {
                callbacks.push(callback, RawWeak::to(anchor));
            }
        }
        callbacks
    }

    /// The number of weak handles to an object.
    pub(crate) fn count(target: ObjectPtr) -> usize {
        Self::anchors(target).map(|anchor| anchor.handles.get()).sum()
    }

    /// The anchors of an object.
    fn anchors(target: ObjectPtr) -> impl Iterator<Item = AnchorPtr> {
        std::iter::successors(Self::first(target), |anchor| anchor.next.get())
    }
}

#[cfg(test)]
mod tests {
    use super::EMPTY;
    use crate::heap::page::PagePtr;
    use crate::prelude::*;

    #[derive(Object)]
    #[object(crate = crate)]
    struct Leaf {
        number: u32,
    }

    #[test]
    fn a_recent_anchor_goes_with_its_last_handle_and_with_its_object() {
        for number in 0..3 {
            let leaf = Obj::new(Leaf { number });
            let both = [Obj::downgrade(&leaf), Obj::downgrade(&leaf)];
            assert!(both[0].is_clone_of(&both[1]) && Obj::weak_count(&leaf) == 2);
            drop(both);
            assert_eq!(Obj::weak_count(&leaf), 0);
            let later = Obj::downgrade(&leaf);
            let id = Obj::id(&leaf);
            drop(leaf);
            let other = Obj::new(Leaf { number: number + 10 });
            assert_eq!(Obj::id(&other), id, "the slot is used again");
            let weak = Obj::downgrade(&other);
            assert!(later.is_dead() && weak != later);
            assert_eq!(weak.upgrade().unwrap().number, number + 10);
        }
    }

    #[test]
    fn pages_have_tables_of_anchors_from_the_first_weak_handle_on() {
        let leaves: Vec<Obj<Leaf>> = (0..600).map(|number| Obj::new(Leaf { number })).collect();
        let page = |leaf: &Obj<Leaf>| PagePtr::of(leaf.handle().pointer());
        assert!(leaves.iter().all(|leaf| page(leaf).anchors.get().is_none()));
        let other = leaves.iter().find(|leaf| page(leaf) != page(&leaves[0])).unwrap();
        let weak = Obj::downgrade(&leaves[0]);
        assert!(page(&leaves[0]).anchors.get().is_some() && page(other).anchors.get().is_none());
        // More than are recent, so that each is looked for in its page.
        let all: Vec<Weak<Leaf>> = leaves.iter().map(Obj::downgrade).collect();
        assert!(leaves.iter().zip(&all).all(|(leaf, first)| first.is_clone_of(&Obj::downgrade(leaf))));
        assert!(all[0].is_clone_of(&weak) && Obj::weak_count(&leaves[0]) == 2 && Obj::weak_count(&leaves[1]) == 1);
        drop(leaves);
        assert!(all.iter().all(Weak::is_dead));
    }

    #[test]
    fn large_objects_have_anchors() {
        #[derive(Object)]
        #[object(crate = crate)]
        struct Block<const SIZE: usize>(#[allow(dead_code, reason = "only its size matters")] [u8; SIZE]);

        fn try_size<const SIZE: usize>() {
            let blocks = [(); 2].map(|()| Obj::new(Block([0; SIZE])));
            let [one, two] = blocks.each_ref().map(Obj::downgrade);
            assert!(one != two && one.is_clone_of(&Obj::downgrade(&blocks[0])));
            drop(blocks);
            assert!(one.is_dead() && two.is_dead());
        }
        try_size::<2040>();
        try_size::<3000>();
        try_size::<50_000>();
        // A stack there has room for one such value, and not for its copies.
        #[cfg(not(target_family = "wasm"))]
        try_size::<270_000>();
    }

    #[test]
    fn the_anchor_of_empty_weak_handles_never_changes() {
        let empty = Weak::<Leaf>::new();
        let clones = vec![empty.clone(); 3];
        assert!(clones.iter().all(|weak| weak.upgrade().is_none() && weak.is_dead() && *weak == empty));
        assert!(empty.into_raw().is_null());
        drop(clones);
        assert_eq!(EMPTY.0.handles.get(), 1);
    }

    #[test]
    fn a_weak_handle_with_callback_is_nobody_elses() {
        let leaf = Obj::new(Leaf { number: 1 });
        let with_callback = Obj::downgrade_with(&leaf, |_| {});
        let plain = Obj::downgrade(&leaf);
        assert!(!plain.is_clone_of(&with_callback));
        drop(with_callback);
        assert!(plain.is_clone_of(&Obj::downgrade(&leaf)));
        assert_eq!(Obj::weak_count(&leaf), 1);
    }
}
