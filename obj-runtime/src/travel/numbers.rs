//! Numbers of objects, and other notes on them, found by their addresses.

use hashbrown::HashMap;

use crate::ground::hash::AddressHasher;
use crate::heap::LEAST_SLOT;

/// The bytes of memory whose objects have their notes in one row.
const PIECE: usize = 8 * 1024;

/// No two objects begin as close to each other.
const APART: usize = LEAST_SLOT;

/// A note on each of some objects; there is an empty one on any other.
///
/// Objects of one graph lie close to each other, so their notes are found in few rows, one for each piece of memory.
pub(super) struct Notes<N> {
    /// The places of the rows, by the pieces.
    places: HashMap<usize, u32, AddressHasher>,
    rows: Vec<[N; PIECE / APART]>,
}

impl<N> Default for Notes<N> {
    fn default() -> Self {
        Self { places: HashMap::default(), rows: Vec::new() }
    }
}

impl<N: Default> Notes<N> {
    /// The note on an object, if there is one.
    #[inline]
    pub(super) fn get(&self, address: usize) -> Option<&N> {
        let &place = self.places.get(&(address / PIECE))?;
        Some(&self.rows[place as usize][address % PIECE / APART])
    }

    /// The note on an object, an empty one if there is none.
    #[inline]
    pub(super) fn at(&mut self, address: usize) -> &mut N {
        let rows = &mut self.rows;
        let place = *self.places.entry(address / PIECE).or_insert_with(|| {
            rows.push(std::array::from_fn(|_| N::default()));
            rows.len() as u32 - 1
        });
        &mut rows[place as usize][address % PIECE / APART]
    }

    /// Calls `look` with each note, in the order of the addresses; some are empty.
    pub(super) fn in_order(&mut self, mut look: impl FnMut(&mut N)) {
        let mut pieces: Vec<(usize, u32)> = self.places.iter().map(|(&piece, &row)| (piece, row)).collect();
        pieces.sort_unstable();
        for (_, row) in pieces {
            self.rows[row as usize].iter_mut().for_each(&mut look);
        }
    }
}

/// A number for each of some objects: less than `u32::MAX`.
#[derive(Default)]
pub(super) struct Numbers {
    /// The numbers, plus one.
    notes: Notes<u32>,
}

impl Numbers {
    /// The number of an object, if it has one.
    #[inline]
    pub(super) fn of(&self, address: usize) -> Option<u32> {
        self.notes.get(address)?.checked_sub(1)
    }

    /// An object has this number from now on.
    #[inline]
    pub(super) fn set(&mut self, address: usize, number: u32) {
        *self.notes.at(address) = number + 1;
    }

    /// Calls `renumber` with the number of each object, in the order of their addresses, and gives it the one that this returns.
    pub(super) fn renumber(&mut self, mut renumber: impl FnMut(u32) -> u32) {
        self.notes.in_order(|note| *note = note.checked_sub(1).map_or(0, |number| renumber(number) + 1));
    }
}
