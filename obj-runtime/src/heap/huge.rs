//! Objects too large for an arena: memory of its own for each, aligned and begun like an arena.
//!
//! Some of the memory of those that die is kept for those to come, until the next full collection: a program that makes and
//! drops one after the other asks the system for none, which would give it page by page, each filled with zeros. Larger ones go
//! back at once: next to filling them, asking is little.

use super::memory::{self, Memory};
use super::page::{PagePtr, first_offset_of_huge};
use super::{Heap, SlotShape};

/// The memory of a huge object, and its description at the start.
pub(super) struct Huge {
    pub(super) region: Region,
    pub(super) page: PagePtr,
}

/// Memory for one huge object.
pub(super) struct Region {
    pub(super) memory: Memory,
    /// The bytes that were asked for.
    pub(super) size: usize,
}

/// Memory of dead objects, the last one's at the end.
pub(super) struct HugeReserve(Vec<Region>);

impl HugeReserve {
    /// No more regions are kept,
    const MOST: usize = 8;
    /// nor more bytes.
    const MOST_BYTES: usize = 8 * 1024 * 1024;

    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// The bytes kept.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(|region| region.size).sum()
    }

    /// The least region that has room for so many bytes, and is not much too large.
    fn take(&mut self, bytes: usize) -> Option<Region> {
        let fits = |size: usize| bytes <= size && size / 2 <= bytes;
        let fitting = self.0.iter().enumerate().filter(|(_, region)| fits(region.size));
        let (index, _) = fitting.min_by_key(|(_, region)| region.size)?;
        Some(self.0.remove(index))
    }

    /// Takes out all.
    pub(super) fn end(&mut self) -> Vec<Region> {
        std::mem::take(&mut self.0)
    }

    /// Keeps a region; those that are too much with it are returned.
    fn keep(&mut self, region: Region) -> Vec<Region> {
        if region.size > Self::MOST_BYTES {
            return vec![region];
        }
        self.0.push(region);
        let mut too_much = Vec::new();
        while self.0.len() > Self::MOST || self.bytes() > Self::MOST_BYTES {
            too_much.push(self.0.remove(0));
        }
        too_much
    }
}

impl Heap {
    /// Memory for the description of a huge object and its slot, and its length in bytes.
    pub(super) fn take_huge_memory(&self, shape: SlotShape) -> (Region, usize) {
        let bytes = first_offset_of_huge(shape.align).saturating_add(shape.size);
        let kept = self.huge_reserve.borrow_mut().take(bytes);
        (kept.unwrap_or_else(|| Region { memory: memory::take(bytes), size: bytes }), bytes)
    }

    /// Keeps or frees the memory of a huge object that is dead.
    pub(super) fn give_back_huge(&self, page: PagePtr) {
        let mut huge = self.huge.borrow_mut();
        let region = huge.remove(&page.arena_memory().addr().get()).map(|huge| huge.region);
        if self.has_ended() {
            huge.shrink_to_fit();
            drop(huge);
            drop(region);
        } else if let Some(region) = region {
            drop(huge);
            let too_much = self.huge_reserve.borrow_mut().keep(region);
            drop(too_much);
        }
    }
}
