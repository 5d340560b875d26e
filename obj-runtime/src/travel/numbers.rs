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

    /// Calls `renumber` with the number of each object, in the order of their addresses, and gives it the one that this returns.
    pub(super) fn renumber(&mut self, mut renumber: impl FnMut(u32) -> u32) {
        let mut pieces: Vec<(usize, u32)> = self.places.iter().map(|(&piece, &row)| (piece, row)).collect();
        pieces.sort_unstable();
        for (_, row) in pieces {
            for number in self.rows[row as usize].iter_mut().filter(|number| **number != 0) {
                *number = renumber(*number - 1) + 1;
            }
        }
    }
}
