//! Memory for values that are in no slot.

use std::alloc::Layout;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

/// The largest alignment of a value that can be moved.
pub(super) const LARGEST_ALIGNMENT: usize = 64;

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Block([MaybeUninit<u8>; LARGEST_ALIGNMENT]);

/// One piece of memory, for values of given layouts.
pub(super) struct Room(Vec<Block>);

/// Where values lie in a room, before there is one.
#[derive(Default)]
pub(super) struct Plan {
    size: usize,
}

impl Plan {
    /// The place of one more value.
    ///
    /// # Panics
    /// If all values are more than `isize::MAX` bytes.
    pub(super) fn add(&mut self, layout: Layout) -> usize {
        assert!(layout.align() <= LARGEST_ALIGNMENT, "values of larger alignment are refused");
        let place = self.size.next_multiple_of(layout.align());
        self.size = place.checked_add(layout.size()).unwrap_or_else(|| panic!("capacity overflow"));
        place
    }
}

impl Room {
    pub(super) fn new(plan: &Plan) -> Self {
        Self(vec![Block([MaybeUninit::uninit(); LARGEST_ALIGNMENT]); plan.size.div_ceil(LARGEST_ALIGNMENT)])
    }

    /// The place of a value that the plan gave.
    pub(super) fn at(&mut self, place: usize) -> NonNull<u8> {
        let bytes: NonNull<Block> = NonNull::from(&mut *self.0).cast();
        // SAFETY: places of the plan are in the room, or at its end for values without size.
        unsafe { bytes.cast::<u8>().add(place) }
    }
}
