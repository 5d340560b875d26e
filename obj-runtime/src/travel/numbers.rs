//! Numbers of objects, found by their addresses.

use std::cell::Cell;

use hashbrown::HashMap;

use crate::ground::hash::AddressHasher;
use crate::header::ObjectPtr;
use crate::heap::page::{PAGE_SIZE, PagePtr};

/// Numbers of slots, from 0: all of a page are numbered in a row when one of them is asked for.
///
/// So what is noted by these numbers lies as close together as it can, in the order of addresses.
#[derive(Default)]
pub(super) struct Slots {
    /// The places of the rows, by the pages.
    places: HashMap<usize, u32, AddressHasher>,
    rows: Vec<Row>,
    /// Rows that were asked for, by the last bits of their pages.
    recent: [Cell<Row>; RECENT],
    len: u32,
}

/// So many rows are found at once.
const RECENT: usize = 32;

/// The slots of a page.
#[derive(Clone, Copy, Default)]
pub(super) struct Row {
    /// The address of the first, which lies on the page; that of no row is 0.
    first: usize,
    /// The number of the first.
    pub(super) start: u32,
    pub(super) count: u32,
    /// From one to the next, in bytes; that of a page with one slot is 0.
    distance: u32,
    /// 2³² by the distance, rounded up.
    factor: u32,
    /// Among the rows.
    place: u32,
}

impl Row {
    fn of(page: PagePtr, start: u32, place: u32) -> Self {
        let slots = page.row_of_slots();
        let (distance, count) = if slots.distance == 1 { (0, 1) } else { (slots.distance as u32, page.capacity()) };
        let factor = if distance == 0 { 0 } else { ((1_u64 << 32) / u64::from(distance) + 1) as u32 };
        Self { first: slots.first, start, count, distance, factor, place }
    }

    /// Whether an address lies on the page.
    #[inline]
    fn is_of(&self, address: usize) -> bool {
        self.first ^ address < PAGE_SIZE
    }

    /// The number of the slot at an address, if there is one.
    #[inline]
    fn number(&self, address: usize) -> Option<u32> {
        let offset = address.wrapping_sub(self.first) as u32;
        let index = ((u64::from(offset) * u64::from(self.factor)) >> 32) as u32;
        (index < self.count && index * self.distance == offset).then(|| self.start + index)
    }

    /// The number of a slot that is one of the page's.
    #[inline]
    fn number_of(&self, slot: ObjectPtr) -> u32 {
        let offset = slot.address().wrapping_sub(self.first) as u32;
        let number = self.start + ((u64::from(offset) * u64::from(self.factor)) >> 32) as u32;
        debug_assert!(self.number(slot.address()) == Some(number), "an object lies in a slot of its page");
        number
    }
}

impl Slots {
    /// Where the row of an address is, if it was asked for lately.
    #[inline]
    fn recent(&self, address: usize) -> &Cell<Row> {
        &self.recent[address / PAGE_SIZE % RECENT]
    }

    /// The row of an address that was not asked for lately, if there is one. Now it was.
    fn other(&self, address: usize) -> Option<Row> {
        let &place = self.places.get(&(address / PAGE_SIZE))?;
        let row = self.rows[place as usize];
        self.recent(address).set(row);
        Some(row)
    }

    /// The number of the slot at an address, if those of its page have numbers.
    #[inline]
    pub(super) fn number(&self, address: usize) -> Option<u32> {
        let row = self.recent(address).get();
        if row.is_of(address) { row.number(address) } else { self.number_in_other(address) }
    }

    #[cold]
    fn number_in_other(&self, address: usize) -> Option<u32> {
        self.other(address)?.number(address)
    }

    /// The number of the slot of an object, and the place of its page among the rows, if those of its page have numbers.
    #[inline]
    pub(super) fn find(&self, object: ObjectPtr) -> Option<(u32, u32)> {
        let row = self.recent(object.address()).get();
        if row.is_of(object.address()) { Some((row.number_of(object), row.place)) } else { self.find_in_other(object) }
    }

    #[cold]
    fn find_in_other(&self, object: ObjectPtr) -> Option<(u32, u32)> {
        let row = self.other(object.address())?;
        Some((row.number_of(object), row.place))
    }

    /// The number of the slot of an object, and the place of its page among the rows. `new_row` is called with the page if it
    /// is a new one.
    ///
    /// # Panics
    /// If there are 2³² slots.
    #[inline]
    pub(super) fn add(&mut self, object: ObjectPtr, new_row: impl FnOnce(PagePtr, Row)) -> (u32, u32) {
        match self.find(object) {
            Some(known) => known,
            None => self.add_row(object, new_row),
        }
    }

    #[cold]
    fn add_row(&mut self, object: ObjectPtr, new_row: impl FnOnce(PagePtr, Row)) -> (u32, u32) {
        let page = PagePtr::of(object);
        let place = self.rows.len() as u32;
        let row = Row::of(page, self.len, place);
        self.len = self.len.checked_add(row.count).expect("the pages of a graph have less than 2^32 slots");
        self.rows.push(row);
        self.places.insert(object.address() / PAGE_SIZE, place);
        new_row(page, row);
        (row.number_of(object), place)
    }

    /// So many slots have numbers.
    #[cfg(feature = "parcel")]
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// The rows, in the order in which they came.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// A number for each of some objects: less than `u32::MAX`.
#[cfg(feature = "serde")]
#[derive(Default)]
pub(super) struct Numbers {
    slots: Slots,
    /// The numbers, plus one, by those of the slots; 0 for others.
    numbers: Vec<u32>,
}

#[cfg(feature = "serde")]
impl Numbers {
    /// The number of an object, if it has one.
    #[inline]
    pub(super) fn of(&self, address: usize) -> Option<u32> {
        self.numbers.get(self.slots.number(address)? as usize)?.checked_sub(1)
    }

    /// The number of the slot of an object.
    #[inline]
    pub(super) fn slot(&mut self, object: ObjectPtr) -> u32 {
        let (slots, numbers) = (&mut self.slots, &mut self.numbers);
        slots.add(object, |_, row| numbers.resize((row.start + row.count) as usize, 0)).0
    }

    /// The number of the object in a slot, if it has one.
    #[inline]
    pub(super) fn at(&self, slot: u32) -> Option<u32> {
        self.numbers[slot as usize].checked_sub(1)
    }

    /// The object in a slot has this number from now on.
    #[inline]
    pub(super) fn set(&mut self, slot: u32, number: u32) {
        self.numbers[slot as usize] = number + 1;
    }
}
