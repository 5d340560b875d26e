//! What objects own outside of the heap: the buffers of their values, as far as they are large.
//!
//! An object that owns much has a flag in its header, and its weight is kept here, by its address. So what was added to the
//! sum is what is taken away again, however the value changes meanwhile. It is weighed when it is made, when a guard that has
//! changed it ends, when it becomes a candidate, and after each full collection.

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
    heavy: Undropped<HashMap<usize, Heavy, AddressHasher>>,
    sum: Cell<usize>,
}

struct Heavy {
    object: ObjectPtr,
    bytes: usize,
}

impl Weights {
    pub(super) const fn new() -> Self {
        Self { heavy: Undropped::new(HashMap::with_hasher(AddressHasher)), sum: Cell::new(0) }
    }

    /// Whether no object owns much.
    pub(crate) fn is_empty(&self) -> bool {
        self.heavy.borrow().is_empty()
    }

    /// What the objects own together.
    pub(crate) fn sum(&self) -> usize {
        self.sum.get()
    }

    /// An object that is alive owns this number of bytes now. Returns whether that is more than before, and much.
    pub(crate) fn set(&self, object: ObjectPtr, bytes: usize) -> bool {
        let before = self.known(object);
        if bytes == before {
            return false;
        }
        self.forget(object);
        if bytes >= LEAST {
            object.header().set(FlagWord::HAS_WEIGHT);
            self.sum.set(self.sum.get().saturating_add(bytes));
            self.heavy.borrow_mut().insert(object.address(), Heavy { object, bytes });
        }
        bytes >= LEAST && bytes > before
    }

    /// What is known of an object.
    fn known(&self, object: ObjectPtr) -> usize {
        if !object.header().has(FlagWord::HAS_WEIGHT) {
            return 0;
        }
        self.heavy.borrow().get(&object.address()).map_or(0, |heavy| heavy.bytes)
    }

    /// An object dies, leaves the thread, or is weighed anew.
    pub(crate) fn forget(&self, object: ObjectPtr) {
        if !object.header().has(FlagWord::HAS_WEIGHT) {
            return;
        }
        object.header().clear(FlagWord::HAS_WEIGHT);
        let mut all = self.heavy.borrow_mut();
        let bytes = all.remove(&object.address()).map_or(0, |heavy| heavy.bytes);
        if all.is_empty() && Heap::current().has_ended() {
            all.shrink_to_fit();
        }
        self.sum.set(self.sum.get().saturating_sub(bytes));
    }

    /// Weighs those again that own much, since what they own may be more or less now. Returns how many they were.
    pub(crate) fn weigh_again(&self) -> usize {
        let all: Vec<(ObjectPtr, usize)> =
            self.heavy.borrow().values().map(|heavy| (heavy.object, heavy.bytes)).collect();
        for &(object, known) in &all {
            if let Some(bytes) = weight_of(object).filter(|&bytes| bytes != known) {
                self.set(object, bytes);
            }
        }
        all.len()
    }

    /// Weighs an object, if its value may be looked into. Returns whether it owns more than was known, and much.
    pub(crate) fn weigh(&self, object: ObjectPtr) -> bool {
        let Some(bytes) = weight_of(object) else { return false };
        // Of most nothing is known, and nothing need be.
        (bytes >= LEAST || object.header().has(FlagWord::HAS_WEIGHT)) && self.set(object, bytes)
    }

    /// Gives back the memory that is not needed.
    pub(super) fn shrink(&self) {
        self.heavy.borrow_mut().shrink_to_fit();
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
