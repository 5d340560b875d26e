//! What a round of `gc::step` knows of the objects of one page.

use std::cell::Cell;

use super::page::PAGE_SIZE;

/// Objects that can be in cycles lie at least so far apart: a header and one handle.
const SPACING: usize = 16;

/// A number per object of a page, 0 for those of which nothing is known.
pub(crate) struct Tallies([Cell<u32>; PAGE_SIZE / SPACING]);

impl Tallies {
    pub(crate) fn new() -> Box<Self> {
        Box::new(Self([const { Cell::new(0) }; PAGE_SIZE / SPACING]))
    }

    /// The tally of the object at an address of the page.
    #[inline]
    pub(crate) fn at(&self, address: usize) -> &Cell<u32> {
        &self.0[(address & (PAGE_SIZE - 1)) / SPACING]
    }
}
