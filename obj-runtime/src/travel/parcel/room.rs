//! Memory for values that are in no slot.

use std::alloc::Layout;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

use crate::handle::AnyObj;
use crate::heap::memory::{self, Memory};
use crate::heap::type_info::TypeInfo;
use crate::trace::Relocator;

/// The largest alignment of a value that can be moved.
pub(super) const LARGEST_ALIGNMENT: usize = 64;

#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Block([MaybeUninit<u8>; LARGEST_ALIGNMENT]);

/// One piece of memory, for values of given layouts.
///
/// Invariant: the places that a `Content` names were planned for its type. From when a value is put there until it is taken
/// it is the room's alone.
pub(super) enum Room {
    /// From the allocator.
    Small(Vec<Block>),
    /// From the system, in large pages: the allocator would ask it as well, for each small page by itself.
    Large(Memory),
}

/// Where values lie in a room, before there is one.
#[derive(Default)]
pub(super) struct Plan {
    size: usize,
}

impl Plan {
    /// The place of the first of so many more values, which lie in a row.
    ///
    /// # Panics
    /// If all values are more than `isize::MAX` bytes.
    pub(super) fn add(&mut self, layout: Layout, count: usize) -> usize {
        assert!(layout.align() <= LARGEST_ALIGNMENT, "values of larger alignment are refused");
        let place = self.size.next_multiple_of(layout.align());
        // The size of a type is a multiple of its alignment.
        let end = layout.size().checked_mul(count).and_then(|size| place.checked_add(size));
        self.size = end.unwrap_or_else(|| panic!("capacity overflow"));
        place
    }

    /// The place of a row of so many bytes that lies at an address now, where its items are aligned as they are there.
    ///
    /// # Panics
    /// As `add`.
    pub(super) fn add_row(&mut self, size: usize, address: usize, align: usize) -> usize {
        let place = self.size + (address.wrapping_sub(self.size) & (align - 1));
        self.size = place.checked_add(size).unwrap_or_else(|| panic!("capacity overflow"));
        place
    }
}

impl Room {
    pub(super) fn new(plan: &Plan) -> Self {
        if plan.size >= memory::LARGE_PAGE {
            return Self::Large(memory::take_large_pages(plan.size));
        }
        let blocks = plan.size.div_ceil(LARGEST_ALIGNMENT);
        Self::Small(vec![Block([MaybeUninit::uninit(); LARGEST_ALIGNMENT]); blocks])
    }

    /// The place of a value that the plan gave.
    pub(super) fn at(&mut self, place: usize) -> NonNull<u8> {
        let bytes = match self {
            Self::Small(blocks) => NonNull::from(&mut **blocks).cast(),
            Self::Large(memory) => memory.start(),
        };
        // Places of the plan are in the room, or at its end for values without size.
        bytes.map_addr(|first| first.saturating_add(place))
    }

    /// Shows the handles in a value to be exchanged.
    pub(super) fn relocate(&mut self, info: &TypeInfo, place: usize, relocator: &mut Relocator) {
        // SAFETY: by the invariant.
        unsafe { (info.travels.relocate)(self.at(place), relocator) }
    }

    /// Moves a value of so many bytes here that is not used where it was.
    pub(super) fn put(&mut self, size: usize, place: usize, value: NonNull<u8>) {
        // SAFETY: by the invariant the place has the size of the value.
        unsafe { self.at(place).copy_from_nonoverlapping(value, size) }
    }

    /// An object with a value, which is taken.
    pub(super) fn renew(&mut self, info: &TypeInfo, place: usize) -> AnyObj {
        // SAFETY: by the invariant.
        unsafe { (info.travels.renew)(self.at(place)) }
    }
}
