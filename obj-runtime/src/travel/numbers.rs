//! Numbers of objects, found by their addresses.

use hashbrown::HashMap;

use crate::ground::hash::AddressHasher;
use crate::heap::page::MOST_IN_PAGE;

/// The bytes of memory whose objects have their numbers in one row.
const PIECE: usize = 8 * 1024;

/// No two objects begin as close to each other.
const APART: usize = 16;

const _: () = assert!(MOST_IN_PAGE * APART <= 16 * 1024);

type Row = [u32; PIECE / APART];

/// A number for each of some objects.
///
/// Objects of one graph lie close to each other, so their numbers are found in few rows, one for each piece of memory.
#[derive(Default)]
pub(super) struct Numbers {
    /// The places of the rows, by the pieces.
    places: HashMap<usize, u32, AddressHasher>,
    /// The numbers, plus one; 0 for none.
    rows: Vec<Row>,
}

impl Numbers {
    /// The number of an object, if it has one.
    #[inline]
    pub(super) fn of(&self, address: usize) -> Option<u32> {
        let &place = self.places.get(&(address / PIECE))?;
        self.rows[place as usize][address % PIECE / APART].checked_sub(1)
    }

    /// An object has this number from now on; it is less than `u32::MAX`.
    #[inline]
    pub(super) fn set(&mut self, address: usize, number: u32) {
        let rows = &mut self.rows;
        let place = *self.places.entry(address / PIECE).or_insert_with(|| {
            rows.push([0; PIECE / APART]);
            rows.len() as u32 - 1
        });
        rows[place as usize][address % PIECE / APART] = number + 1;
    }
}
