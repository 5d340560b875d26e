//! What objects own outside of the heap: the buffers of their values, as far as they are large.
//!
//! An object that owns much has a flag in its header, and its weight is kept here, by its address. So what was added to the
//! sum is what is taken away again, however the value changes meanwhile. It is weighed when it is made, when a guard that has
//! changed it ends, when it becomes a candidate, and in its turn with full collections.

use std::cell::Cell;

use hashbrown::HashMap;

use super::Heap;
use super::page::PagePtr;
use super::type_info::TypeInfo;
use crate::ground::hash::AddressHasher;
use crate::ground::thread_static::Undropped;
use crate::header::{FlagWord, ObjectPtr};

/// The least bytes that are kept of one object.
pub(crate) const LEAST: usize = 1024;

/// The number of candidates of a page, in a row, that own little. After some the others are not weighed.
pub(crate) struct Light(Cell<u8>);

impl Light {
    const MANY: u8 = 8;
    /// As many are weighed when the page is listed again: it may have changed what its objects own.
    const AGAIN: u8 = 2;
    /// Of a page whose objects own nothing.
    const NEVER: u8 = u8::MAX;

    /// That of a page of objects of this type.
    pub(super) fn of(info: &TypeInfo) -> Self {
        Self(Cell::new(if info.weigh.is_some() || info.is_mixed { 0 } else { Self::NEVER }))
    }

    /// Whether candidates of the page are weighed.
    #[inline]
    pub(super) fn are_weighed(&self) -> bool {
        self.0.get() < Self::MANY
    }

    /// One more was weighed.
    pub(super) fn add(&self, is_light: bool) {
        self.0.set(if is_light { self.0.get() + 1 } else { 0 });
    }

    /// The page is listed.
    #[inline]
    pub(super) fn weigh_again(&self) {
        if self.0.get() != Self::NEVER {
            self.0.set(self.0.get().min(Self::MANY - Self::AGAIN));
        }
    }
}

/// The weights of the objects of a thread that own much.
pub(crate) struct Weights {
    heavy: Undropped<HeavyObjects>,
    sum: Cell<usize>,
}

/// The objects that own much.
///
/// Invariant: each is in the list once, at its place.
struct HeavyObjects {
    list: Vec<Heavy>,
    /// Places in the list, by addresses.
    places: HashMap<usize, usize, AddressHasher>,
    /// The place of the one whose turn to be weighed again is next.
    next: usize,
}

#[derive(Clone, Copy)]
struct Heavy {
    object: ObjectPtr,
    bytes: usize,
}

impl HeavyObjects {
    const fn new() -> Self {
        Self { list: Vec::new(), places: HashMap::with_hasher(AddressHasher), next: 0 }
    }

    fn bytes_of(&self, object: ObjectPtr) -> usize {
        self.places.get(&object.address()).map_or(0, |&place| self.list[place].bytes)
    }

    fn set(&mut self, object: ObjectPtr, bytes: usize) {
        let place = *self.places.entry(object.address()).or_insert(self.list.len());
        match self.list.get_mut(place) {
            Some(heavy) => heavy.bytes = bytes,
            None => self.list.push(Heavy { object, bytes }),
        }
    }

    /// Returns the bytes that it owned.
    fn remove(&mut self, object: ObjectPtr) -> usize {
        let Some(place) = self.places.remove(&object.address()) else { return 0 };
        let bytes = self.list.swap_remove(place).bytes;
        if let Some(moved) = self.list.get(place) {
            self.places.insert(moved.object.address(), place);
        }
        bytes
    }

    /// The one whose turn it is.
    fn take_turn(&mut self) -> Option<Heavy> {
        let place = if self.next < self.list.len() { self.next } else { 0 };
        self.next = place + 1;
        self.list.get(place).copied()
    }

    fn shrink(&mut self) {
        self.list.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

impl Weights {
    pub(super) const fn new() -> Self {
        Self { heavy: Undropped::new(HeavyObjects::new()), sum: Cell::new(0) }
    }

    /// The number of objects that own much.
    pub(crate) fn len(&self) -> usize {
        self.heavy.borrow().list.len()
    }

    /// What the objects own together.
    pub(crate) fn sum(&self) -> usize {
        self.sum.get()
    }

    /// An object that is alive owns this number of bytes now. Returns whether that is more than before, and much.
    pub(crate) fn set(&self, object: ObjectPtr, bytes: usize) -> bool {
        if bytes < LEAST {
            self.forget(object);
            return false;
        }
        let before = self.known(object);
        if bytes != before {
            object.header().set(FlagWord::HAS_WEIGHT);
            self.sum.set(self.sum.get().saturating_sub(before).saturating_add(bytes));
            self.heavy.borrow_mut().set(object, bytes);
        }
        bytes > before
    }

    /// What is known of an object.
    fn known(&self, object: ObjectPtr) -> usize {
        if object.header().has(FlagWord::HAS_WEIGHT) { self.heavy.borrow().bytes_of(object) } else { 0 }
    }

    /// An object dies, leaves the thread, or owns little.
    pub(crate) fn forget(&self, object: ObjectPtr) {
        if !object.header().has(FlagWord::HAS_WEIGHT) {
            return;
        }
        object.header().clear(FlagWord::HAS_WEIGHT);
        let mut all = self.heavy.borrow_mut();
        let bytes = all.remove(object);
        if all.list.is_empty() && Heap::current().has_ended() {
            all.shrink();
        }
        self.sum.set(self.sum.get().saturating_sub(bytes));
    }

    /// Weighs one again that owns much, since what it owns may be more or less now: each in its turn.
    pub(crate) fn weigh_next(&self) {
        let Some(Heavy { object, bytes: known }) = self.heavy.borrow_mut().take_turn() else { return };
        if let Some(bytes) = weight_of(object).filter(|&bytes| bytes != known) {
            self.set(object, bytes);
        }
    }

    /// Weighs an object, if its value may be looked into. Returns whether it owns more than was known, and much.
    pub(crate) fn weigh(&self, object: ObjectPtr) -> bool {
        let Some(bytes) = weight_of(object) else { return false };
        // Of most nothing is known, and nothing need be.
        (bytes >= LEAST || object.header().has(FlagWord::HAS_WEIGHT)) && self.set(object, bytes)
    }

    /// Gives back the memory that is not needed.
    pub(super) fn shrink(&self) {
        self.heavy.borrow_mut().shrink();
    }
}

/// The bytes that an object owns, if its value may be looked into.
fn weight_of(object: ObjectPtr) -> Option<usize> {
    let weigh = PagePtr::of(object).info_of(object).weigh?;
    let header = object.header();
    if header.count.get() == 0 || header.is_withheld() {
        return None;
    }
    // SAFETY: the value is whole, the function is of its type, and no guard is open.
    Some(unsafe { weigh(object.value()) })
}
