//! Equal values as one object: a weak table per type and thread.
//!
//! The table does not keep its objects alive (CPython: `sys.intern`, whose table's references are not
//! counted). The hash of an interned object is stored with its value, so growing the table
//! and removing from it never call user code.

use std::cell::{Cell, RefCell};
use std::hash::{BuildHasher, Hash};
use std::mem::{ManuallyDrop, offset_of};
use std::ptr::NonNull;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use crate::handle::Handle;
use crate::header::{HeaderPtr, INTERNED};
use crate::heap::page::PagePtr;
use crate::heap::type_info::value_of;
use crate::heap::{Heap, SlotShape};
use crate::object::{Obj, Object, start_header};
use crate::thread_end;

/// A value with its hash, as it lies in the slot of an interned object.
#[repr(C)]
pub(crate) struct Hashed<T> {
    value: T,
    hash: u32,
}

/// A table of up to so many entries is not made smaller.
const KEPT_CAPACITY: usize = 64;

/// Reads the hash that is stored with the value of an interned object.
///
/// Safety: the argument is the place of such a value, of the type that the function is of.
type StoredHash = unsafe fn(NonNull<u8>) -> u32;

/// The interned objects of one type.
#[derive(Default)]
pub(crate) struct InternTable {
    /// Objects alone: their hashes lie with their values, which a look-up that finds one reads anyway.
    objects: RefCell<ManuallyDrop<HashTable<HeaderPtr>>>,
    /// That of the type, once an object was added.
    stored_hash: Cell<Option<StoredHash>>,
    /// Changes whenever an entry comes or goes.
    version: Cell<u64>,
}

impl InternTable {
    pub(crate) const fn new() -> Self {
        let objects = RefCell::new(ManuallyDrop::new(HashTable::new()));
        Self { objects, stored_hash: Cell::new(None), version: Cell::new(0) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.objects.borrow().is_empty()
    }

    /// Changes whenever an entry comes or goes.
    #[inline]
    pub(crate) fn version(&self) -> u64 {
        self.version.get()
    }

    /// Whether nothing was ever added.
    fn is_new(&self) -> bool {
        self.version.get() == 0
    }

    /// The live object that `is_equal` accepts among those that probably have this hash. `is_equal` runs no user code; it
    /// may be asked of a dying object, the value of which is still there.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn find(&self, hash: u32, mut is_equal: impl FnMut(HeaderPtr) -> bool) -> Option<Handle> {
        // SAFETY: until the function ends, nothing borrows the table mutably: what runs meanwhile changes nothing.
        let objects = unsafe { self.objects.try_borrow_unguarded() }.expect("no borrow outlives a change");
        // The longer question first: a look-up that finds its object takes 3 % less time for it.
        let object = *objects.find(spread(hash), |&object| is_equal(object) && is_alive(object))?;
        // SAFETY: the object is alive.
        Some(unsafe { Handle::to(object) })
    }

    /// The `nth` live object with this hash.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn nth(&self, hash: u32, nth: usize) -> Option<Handle> {
        let objects = self.objects.borrow();
        let has_hash = |object: HeaderPtr| is_alive(object) && self.hash_of(object) == hash;
        let object = *objects.iter_hash(spread(hash)).filter(|&&object| has_hash(object)).nth(nth)?;
        // SAFETY: the object is alive.
        Some(unsafe { Handle::to(object) })
    }

    /// Adds an object of which no equal one is in the table.
    ///
    /// # Safety
    /// 1. The object is alive, of the table's type, and keeps this hash where `stored_hash` of the type finds it.
    pub(crate) unsafe fn add(&self, object: HeaderPtr, hash: u32, stored_hash: StoredHash) {
        self.version.set(self.version.get() + 1);
        self.stored_hash.set(Some(stored_hash));
        // SAFETY: by 1.
        unsafe { object.as_ref() }.set(INTERNED);
        self.objects.borrow_mut().insert_unique(spread(hash), object, |&object| spread(self.hash_of(object)));
    }

    /// Removes an object.
    pub(crate) fn remove(&self, object: HeaderPtr, hash: u32) {
        self.version.set(self.version.get() + 1);
        let mut objects = self.objects.borrow_mut();
        if let Ok(entry) = objects.find_entry(spread(hash), |&other| other == object) {
            entry.remove();
        }
        let (len, capacity) = (objects.len(), objects.capacity());
        if len < capacity / 8 && capacity > KEPT_CAPACITY || len == 0 && Heap::current().has_ended() {
            objects.shrink_to(len * 2, |&object| spread(self.hash_of(object)));
        }
    }

    /// Gives back memory that no entry needs.
    pub(crate) fn trim(&self) {
        self.objects.borrow_mut().shrink_to_fit(|&object| spread(self.hash_of(object)));
    }

    /// The hash of an object in the table.
    #[inline]
    fn hash_of(&self, object: HeaderPtr) -> u32 {
        let Some(stored_hash) = self.stored_hash.get() else {
            unreachable!("objects come with the place of their hash")
        };
        // SAFETY: by 1. of `add`; objects leave the table before their value is gone.
        unsafe { stored_hash(value_of(object)) }
    }
}

#[inline]
fn is_alive(object: HeaderPtr) -> bool {
    // SAFETY: objects leave the table before their slot is free.
    unsafe { object.as_ref() }.is_alive()
}

/// All 64 bits that the table wants, from the 32 that are stored: it looks at the highest seven, and at as many of the
/// lowest as it has places.
#[inline]
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// The hash that a value is interned by.
#[inline]
pub(crate) fn hash_of(value: &(impl Hash + ?Sized)) -> u32 {
    let hash = FixedState::with_seed(0).hash_one(value);
    (hash ^ (hash >> 32)) as u32
}

/// The one object of this value: an equal one that lives, or a fresh one.
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn make_interned<T: Object<View = T> + Eq + Hash>(value: T) -> Obj<T> {
    let hash = hash_of(&value);
    if let Some(object) = look_up(&value, hash) {
        return object;
    }
    let version = T::state().interned.version();
    let object = allocate_hashed(value, hash);
    // Making the object may have collected, and a finalizer may have interned an equal one: the earlier wins.
    if T::state().interned.version() != version
        && let Some(earlier) = look_up(&*object, hash)
    {
        return earlier;
    }
    // SAFETY: `allocate_hashed` has put the hash there.
    unsafe { keep(&object, hash) };
    object
}

/// Adds an object, of which no equal one is interned, to the table of its type.
///
/// # Safety
/// 1. The value is followed by this hash where `T::INTERN_HASH` finds it.
pub(crate) unsafe fn keep<T: Object>(object: &Obj<T>, hash: u32) {
    let (heap, state) = (Heap::current(), T::state());
    let Some(stored_hash) = T::INTERN_HASH else { return };
    if !heap.may_keep() {
        return;
    }
    if state.interned.is_new() {
        thread_end::release_at_end(heap, state);
    }
    // SAFETY: by 1., and there is a handle to the object.
    unsafe { state.interned.add(object.handle().pointer(), hash, stored_hash) };
}

/// An object equal to `value`. User code runs while nothing is borrowed; what it changes is noticed.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn look_up<T: Object<View = T> + Eq>(value: &T, hash: u32) -> Option<Obj<T>> {
    let table = &T::state().interned;
    'again: loop {
        let version = table.version.get();
        let mut nth = 0;
        while let Some(handle) = table.nth(hash, nth) {
            // SAFETY: the table of a type holds objects of that type.
            let other: Obj<T> = unsafe { Obj::from_handle(handle) };
            if *other == *value {
                return Some(other);
            }
            drop(other);
            if table.version.get() != version {
                continue 'again;
            }
            nth += 1;
        }
        return None;
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn allocate_hashed<T: Object>(value: T, hash: u32) -> Obj<T> {
    let shape = const { SlotShape::of_value(size_of::<Hashed<T>>(), align_of::<Hashed<T>>()) };
    let slot = T::state().pool.take_slot(T::INFO, shape);
    start_header::<T>(slot);
    // SAFETY: the slot is fresh and was asked for with the size and alignment of `Hashed<T>`.
    unsafe { value_of(slot).cast::<Hashed<T>>().write(Hashed { value, hash }) };
    // SAFETY: the slot begins with a value of `T`, and its count of 1 is this handle's.
    unsafe { Obj::adopt(slot) }
}

/// The hash behind the value of an interned object.
///
/// # Safety
/// 1. `value` is the place of a value of this type that `make_interned` has made.
#[must_use]
pub unsafe fn stored_hash<T>(value: NonNull<u8>) -> u32 {
    // SAFETY: by 1. the value is followed by its hash.
    let hash = unsafe { value.byte_add(offset_of!(Hashed<T>, hash)) };
    // SAFETY: as above.
    unsafe { hash.cast::<u32>().read() }
}

/// An interned object dies: its entry goes.
pub(crate) fn forget(page: PagePtr, object: HeaderPtr) {
    let Some(stored_hash) = page.info.intern_hash else { return };
    // SAFETY: the object is of the page's type, was interned, and its value is still there.
    let hash = unsafe { stored_hash(value_of(object)) };
    (page.info.state)().interned.remove(object, hash);
}
