//! Pools for a type whose objects differ in size: one for each size class.
//!
//! Sizes round up to 8 bytes to 128, then to eighths of a power of two.

use std::thread::LocalKey;

use super::page::LARGEST_SHARED_SLOT;
use super::pool::Pool;
use super::{SlotShape, size_of_header};
use crate::ground::thread_static::{self, OfOneThread};

/// Up to here classes are 8 bytes apart.
const FINE: usize = 128;
const FINE_CLASSES: usize = FINE / 8;
const STEPS: usize = 8;
const DOUBLINGS: usize = (LARGEST_SHARED_SLOT / FINE).trailing_zeros() as usize;
/// The last class is that of objects with a page of their own.
const CLASSES: usize = FINE_CLASSES + STEPS * DOUBLINGS + 1;

/// The pools of one type, by size class.
pub(crate) struct SizedPools([Pool; CLASSES]);

impl SizedPools {
    pub(crate) const fn new() -> Self {
        Self([const { Pool::new() }; CLASSES])
    }

    /// Whether no pool has pages, and the thread's list names none of them.
    pub(crate) fn are_unused(&self) -> bool {
        self.0.iter().all(Pool::is_unused)
    }

    /// The pool for values of `value_size` bytes, aligned to 8, and the shape of its slots. Values have a length, or a head: with
    /// it, no slot is smaller than the least.
    #[inline]
    pub(crate) fn of_size(&'static self, value_size: usize) -> (&'static Pool, SlotShape) {
        let (class, size) = class_of(size_of_header() + value_size);
        (&self.0[class], SlotShape::of_slot(size))
    }
}

impl Default for SizedPools {
    fn default() -> Self {
        Self::new()
    }
}

/// The pools in a type's own thread-local.
#[inline]
pub(crate) fn pools_of(key: &'static LocalKey<SizedPools>) -> &'static SizedPools {
    thread_static::get(key)
}

// SAFETY: a `Pool` is made of cells.
unsafe impl OfOneThread for SizedPools {}

/// The class of a slot of `bytes` bytes, and the size of the slots of that class.
#[inline]
fn class_of(bytes: usize) -> (usize, usize) {
    if bytes <= FINE {
        let size = bytes.next_multiple_of(8);
        return (size / 8 - 1, size);
    }
    if bytes > LARGEST_SHARED_SLOT {
        return (CLASSES - 1, bytes.next_multiple_of(8));
    }
    // `doubling` is 0 for 129..=256, 1 for 257..=512, and so on.
    let doubling = (bytes - 1).ilog2() as usize - FINE.ilog2() as usize;
    let base = FINE << doubling;
    let step = base / STEPS;
    let steps = (bytes - base).div_ceil(step);
    (FINE_CLASSES + doubling * STEPS + steps - 1, base + steps * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_follow_each_other_and_waste_little() {
        let mut last = (0, 8);
        for bytes in 9..=LARGEST_SHARED_SLOT {
            let (class, size) = class_of(bytes);
            assert!(size >= bytes && size.is_multiple_of(8));
            assert!(size - bytes < (size / 8).max(8), "{bytes} bytes take {size}");
            assert!((class, size) == last || (class == last.0 + 1 && last.1 < size && last.1 == bytes - 1));
            last = (class, size);
        }
        assert_eq!(last, (CLASSES - 2, LARGEST_SHARED_SLOT));
        assert_eq!(class_of(LARGEST_SHARED_SLOT + 1), (CLASSES - 1, LARGEST_SHARED_SLOT + 8));
    }
}
