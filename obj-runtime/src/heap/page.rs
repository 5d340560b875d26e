//! A page: 16 KiB of slots of one type and one size, and the description of it at the start of its arena.
//!
//! The description is found from an object's address alone, which is how an erased handle finds the
//! type. An object too large to share a page has a row of them to itself; one too large for that has memory
//! of its own that begins like an arena.

use std::cell::Cell;
use std::ptr::{self, NonNull};

use super::arena::{ARENA_SIZE, DESCRIPTION_SIZE, PAGES};
use super::pool::Pool;
use super::round::{IN_NO_ROUND, Tallies};
use super::{Heap, SlotShape};
use crate::ground::prefetch::prefetch;
use crate::header::{FreshSlot, Header, ObjectPtr};
use crate::heap::type_info::{Teardown, TypeInfo};
use crate::ledger;

pub(crate) use super::arena::PAGE_SIZE;

/// Slots larger than this have a page of their own.
pub(crate) const LARGEST_SHARED_SLOT: usize = 2 * 1024;
/// No page has more objects that can be in cycles: they take a header and a handle.
pub(crate) const MOST_IN_PAGE: usize = PAGE_SIZE / (size_of::<Header>() + size_of::<ObjectPtr>());
/// The largest alignment of a value.
pub(crate) const LARGEST_ALIGNMENT: usize = 4 * 1024;

/// When a slot is handed out for the first time, the memory this far behind it is prefetched: soon it is written to.
const PREFETCH_BYTES: usize = 1024;

/// `frees_until_transition` of a current page.
const NEVER: u32 = u32::MAX;

/// Which list of pages with candidates a page is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Marked {
    /// No candidate was marked in it since it was last in a list.
    No,
    /// Old candidates.
    Old,
    /// A young candidate was marked since the last collection.
    Young,
    /// The same, and every mark is compared with the threshold.
    Watched,
}

/// What the pool does with a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// Slots are handed out from it.
    Current,
    /// In the pool's list of pages with free slots.
    Partial,
    /// Without a free slot, in no list.
    Full,
    /// Of one large object, in no list.
    Large,
}

/// The description of a page. All offsets count from its own address, which is below that of the page.
#[repr(C)]
pub(crate) struct Page {
    counters: Counters,
    /// The number of frees until one changes what the page is to its pool:
    ///
    /// | role | | |
    /// |---|---|---|
    /// | `Current` | `NEVER` | slots are handed out here too, so that frees are not counted |
    /// | `Partial`, `Large` | objects left | the last free empties the page |
    /// | `Full` | 1 | the first free makes it partial |
    frees_until_transition: Cell<u32>,
    first: u32,
    /// What a dead object of the type needs.
    pub(crate) teardown: Teardown,
    role: Cell<Role>,
    /// Whether the page is current and its type's teardown is nothing: then a death is a few instructions.
    is_quick: Cell<bool>,
    pub(crate) marked: Cell<Marked>,
    /// Objects of the page that the collection under way has found to be garbage.
    pub(crate) garbage: Cell<u32>,
    /// The collection under way examines all objects of the page, in order.
    pub(crate) is_scanned: Cell<bool>,
    /// The number of the page in the round of `gc::step` under way.
    pub(super) round_number: Cell<u32>,
    /// What that round knows of the objects of the page.
    pub(super) tallies: Cell<Option<NonNull<Tallies>>>,
    pub(crate) info: &'static TypeInfo,
    pub(crate) heap: &'static Heap,
    pool: &'static Pool,
    extent: Extent,
    /// Pages in order of first use.
    pub(crate) sequence: u64,
    pub(crate) partial: Links,
    pub(crate) listed: Links,
}

/// How much memory a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    /// One page of an arena, or several in a row for one large object.
    Pages(u32),
    /// Memory of its own of this many bytes, description included, for one huge object.
    Huge(usize),
}

impl Extent {
    /// The memory in bytes.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::Pages(count) => count as usize * PAGE_SIZE,
            Self::Huge(bytes) => bytes,
        }
    }
}

/// The neighbours in one list of pages.
pub(crate) struct Links {
    pub(crate) next: Cell<Option<PagePtr>>,
    pub(crate) previous: Cell<Option<PagePtr>>,
}

impl Links {
    const fn new() -> Self {
        Self { next: Cell::new(None), previous: Cell::new(None) }
    }
}

/// The fields that handing out touches. Every page begins with them.
#[repr(C)]
struct Counters {
    /// The first slot of the free list, 0 for none.
    free: Cell<u32>,
    /// The first slot that was never handed out.
    bump: Cell<u32>,
    /// The end of the last slot.
    end: Cell<u32>,
    slot_size: Cell<u32>,
}

/// A page without slots: what a pool starts with, so that handing out needs no test for "none".
#[repr(transparent)]
struct EmptyPage(Counters);

// SAFETY: it is never written: handing out finds no free slot and no room to bump.
unsafe impl Sync for EmptyPage {}

static EMPTY: EmptyPage =
    EmptyPage(Counters { free: Cell::new(0), bump: Cell::new(0), end: Cell::new(0), slot_size: Cell::new(1) });

/// A pointer to the description of a page, with provenance over its whole arena.
///
/// Invariant: the page is in use (its description is valid), or it is `EMPTY`, of which only the
/// counters are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct PagePtr(NonNull<Page>);

/// What a new page is for.
pub(crate) struct PageUse {
    pub(crate) info: &'static TypeInfo,
    pub(crate) heap: &'static Heap,
    pub(crate) pool: &'static Pool,
    pub(crate) extent: Extent,
    pub(crate) shape: SlotShape,
    pub(crate) sequence: u64,
}

impl std::ops::Deref for PagePtr {
    type Target = Page;
    #[inline]
    fn deref(&self) -> &Page {
        debug_assert!(!self.is_empty_page());
        // SAFETY: by the invariant the description is valid, and it is only changed through cells.
        unsafe { self.0.as_ref() }
    }
}

/// The first address from `start` on at which a header can lie, so that the value behind it is aligned.
const fn first_header(start: usize, align: usize) -> usize {
    (start + size_of::<Header>()).next_multiple_of(align) - size_of::<Header>()
}

/// The offset of the header in the memory of a huge object.
pub(crate) const fn first_offset_of_huge(align: usize) -> usize {
    first_header(DESCRIPTION_SIZE, align)
}

impl PagePtr {
    /// The page that a pool starts with.
    pub(crate) const fn empty() -> Self {
        Self(NonNull::from_ref(&EMPTY).cast())
    }

    pub(crate) fn is_empty_page(self) -> bool {
        ptr::eq(self.0.as_ptr().cast_const().cast(), &raw const EMPTY)
    }

    /// The page of an object.
    #[inline]
    pub(crate) fn of(object: ObjectPtr) -> Self {
        let address = |address: usize| {
            let index = (address / PAGE_SIZE) % PAGES;
            (address & !(ARENA_SIZE - 1)) + index * DESCRIPTION_SIZE
        };
        let page = object.raw().as_ptr().map_addr(address);
        // SAFETY: a header lies behind the start of an arena, whose address is not zero.
        Self(unsafe { NonNull::new_unchecked(page) }.cast())
    }

    /// Whether two objects are on one page.
    #[inline]
    pub(crate) fn is_shared(one: ObjectPtr, other: ObjectPtr) -> bool {
        (one.address() ^ other.address()) < PAGE_SIZE
    }

    /// Writes the description of a page that was not in use.
    ///
    /// # Safety
    /// 1. `arena` is aligned to `ARENA_SIZE` and valid for `ARENA_SIZE` bytes, or for those of a huge object,
    ///    with provenance over them; the pages from `index` on that `page_use` says are nobody else's.
    pub(crate) unsafe fn start(arena: NonNull<u8>, index: usize, page_use: &PageUse) -> Self {
        let SlotShape { size, align } = page_use.shape;
        let description = index * DESCRIPTION_SIZE;
        let (start, end) = match page_use.extent {
            Extent::Pages(count) => (index * PAGE_SIZE, (index + count as usize) * PAGE_SIZE),
            Extent::Huge(bytes) => (DESCRIPTION_SIZE, bytes),
        };
        let first = first_header(start, align);
        assert!(first + size <= end, "a slot lies inside its pages");
        // A slot that does not share its page is one step of one byte, however long.
        let step = if page_use.shape.is_large() { 1 } else { size };
        let slots = if page_use.shape.is_large() { 1 } else { (end - first) / size };
        let page = Page {
            counters: Counters {
                free: Cell::new(0),
                bump: Cell::new(offset(first - description)),
                end: Cell::new(offset(first - description + slots * step)),
                slot_size: Cell::new(offset(step)),
            },
            frees_until_transition: Cell::new(NEVER),
            first: offset(first - description),
            teardown: page_use.info.teardown,
            role: Cell::new(Role::Current),
            is_quick: Cell::new(false),
            marked: Cell::new(Marked::No),
            garbage: Cell::new(0),
            is_scanned: Cell::new(false),
            round_number: Cell::new(IN_NO_ROUND),
            tallies: Cell::new(None),
            info: page_use.info,
            heap: page_use.heap,
            pool: page_use.pool,
            extent: page_use.extent,
            sequence: page_use.sequence,
            partial: Links::new(),
            listed: Links::new(),
        };
        // SAFETY: by 1. the description lies inside the arena.
        let this = unsafe { arena.add(description) }.cast::<Page>();
        // SAFETY: by 1. the memory is valid for a description and nobody else's.
        unsafe { this.write(page) };
        let this = Self(this);
        this.take_role(Role::Current);
        this
    }

    /// The page at an index of an arena.
    ///
    /// # Safety
    /// 1. `arena` is the memory of an arena, or of a huge object, with provenance over all of it.
    /// 2. The page has a description.
    pub(crate) unsafe fn in_arena(arena: NonNull<u8>, index: usize) -> Self {
        // SAFETY: by 1. and 2. the description lies inside.
        Self(unsafe { arena.add(index * DESCRIPTION_SIZE) }.cast())
    }

    /// The memory of the arena, or of the huge object.
    pub(crate) fn arena_memory(self) -> NonNull<u8> {
        let start = self.0.as_ptr().map_addr(|address| address & !(ARENA_SIZE - 1));
        // SAFETY: an arena's address is not zero.
        unsafe { NonNull::new_unchecked(start) }.cast()
    }

    /// A number that is greater for pages at greater addresses.
    pub(crate) fn address(self) -> usize {
        self.0.addr().get()
    }

    /// The index of the page in its arena.
    pub(crate) fn index(self) -> usize {
        (self.0.addr().get() & (ARENA_SIZE - 1)) / DESCRIPTION_SIZE
    }

    pub(crate) fn extent(self) -> Extent {
        self.extent
    }

    /// The number of slots.
    pub(crate) fn capacity(self) -> u32 {
        (self.counters.end.get() - self.first) / self.counters.slot_size.get()
    }

    /// The number of slots handed out.
    pub(crate) fn used(self) -> u32 {
        let frees_until_transition = self.frees_until_transition.get();
        match self.role.get() {
            Role::Current => self.count_used(),
            Role::Full => self.capacity() - 1 + frees_until_transition,
            Role::Partial | Role::Large => frees_until_transition,
        }
    }

    /// Counts the slots handed out: those ever handed out less the free list.
    fn count_used(self) -> u32 {
        let counters = &self.counters;
        let ever = (counters.bump.get() - self.first) / counters.slot_size.get();
        let mut free = 0;
        let mut next = counters.free.get();
        while next != 0 {
            free += 1;
            next = self.next_free(next);
        }
        ever - free
    }

    /// The slot at an offset.
    #[inline]
    fn slot(self, offset: u32) -> NonNull<Header> {
        // SAFETY: offsets of slots lie inside the arena, over which the pointer has provenance.
        unsafe { self.0.byte_add(offset as usize) }.cast()
    }

    /// The object, alive or dead, in the slot at an offset of the free list, or one below `bump`.
    #[inline]
    pub(super) fn object(self, offset: u32) -> ObjectPtr {
        // SAFETY: these slots were handed out.
        unsafe { ObjectPtr::of(self.slot(offset)) }
    }

    /// The offset that follows one of the free list: it takes the place of the flags.
    #[inline]
    fn next_free(self, offset: u32) -> u32 {
        self.object(offset).header().flags.get()
    }

    /// The slot at an offset that is taken from the free list, or from `bump`.
    #[inline]
    fn fresh_slot(self, offset: u32) -> FreshSlot {
        // SAFETY: from now on the page does not know of it.
        unsafe { FreshSlot::of(self.slot(offset)) }
    }

    /// Hands out a slot.
    #[inline]
    pub(crate) fn take_slot(self) -> Option<FreshSlot> {
        // SAFETY: `self` keeps the invariant of `PagePtr`.
        let page = unsafe { Counters::of(self) };
        let free = page.free.get();
        if free != 0 {
            page.free.set(self.next_free(free));
            return Some(self.fresh_slot(free));
        }
        let bump = page.bump.get();
        if bump < page.end.get() {
            page.bump.set(bump + page.slot_size.get());
            prefetch(self.slot(bump).as_ptr().wrapping_byte_add(PREFETCH_BYTES));
            return Some(self.fresh_slot(bump));
        }
        None
    }

    /// Takes back the slot of a dead object.
    ///
    /// # Safety
    /// 1. `slot` was handed out by this page, its value is dropped or moved out, and it is used no more. The count of
    ///    its header is 0.
    #[inline]
    pub(crate) unsafe fn free_slot(self, slot: ObjectPtr) {
        // SAFETY: by 1.
        unsafe { self.put_back(slot) };
        let frees_until_transition = self.frees_until_transition.get() - 1;
        self.frees_until_transition.set(frees_until_transition);
        if frees_until_transition == 0 {
            self.pool.freed(self);
        }
    }

    /// Whether `put_back` alone is enough for the slot of a dead object that no table names.
    #[inline]
    pub(crate) fn is_quick(self) -> bool {
        self.is_quick.get()
    }

    /// Takes back a slot of the current page of a pool.
    ///
    /// # Safety
    /// 1. As for `free_slot`. If the page is not current, the caller counts the slot.
    #[inline]
    pub(crate) unsafe fn put_back(self, slot: ObjectPtr) {
        let header = slot.header();
        ledger::object_freed(header, || self.info.name);
        debug_assert!(header.count.get() == 0, "a dead object has no handles");
        header.flags.set(self.counters.free.get());
        self.counters.free.set(self.offset_of(slot));
    }

    /// Sets the counter as if there had been many frees.
    #[cfg(test)]
    pub(super) fn set_frees_until_transition(self, frees: u32) {
        self.frees_until_transition.set(frees);
    }

    /// Takes back all slots: the page is as good as new.
    ///
    /// # Safety
    /// 1. The values in all slots handed out are dropped or moved out, and no slot is used any more.
    pub(crate) unsafe fn free_all(self) {
        self.counters.free.set(0);
        self.counters.bump.set(self.first);
        if !self.is_current() {
            self.pool.emptied(self);
        }
    }

    #[inline]
    pub(super) fn offset_of(self, slot: ObjectPtr) -> u32 {
        offset(slot.address() - self.0.addr().get())
    }

    /// The header at an address, if a slot of the page that was handed out begins there.
    pub(crate) fn slot_at(self, address: usize) -> Option<ObjectPtr> {
        let offset = u32::try_from(address.checked_sub(self.0.addr().get())?).ok()?;
        let is_slot = offset >= self.first
            && offset < self.counters.bump.get()
            && (offset - self.first).is_multiple_of(self.counters.slot_size.get());
        is_slot.then(|| self.object(offset))
    }

    /// The least distance of two slots; that of a large object is the only one.
    pub(super) fn least_distance(self) -> usize {
        let distance = self.counters.slot_size.get() as usize;
        if distance == 1 { PAGE_SIZE } else { distance }
    }

    /// Where the slots lie that were ever handed out.
    pub(crate) fn row_of_slots(self) -> RowOfSlots {
        let counters = &self.counters;
        let distance = counters.slot_size.get();
        RowOfSlots {
            first: self.0.addr().get() + self.first as usize,
            distance: distance as usize,
            count: ((counters.bump.get() - self.first) / distance) as usize,
        }
    }

    /// Every slot that was ever handed out; the free ones have a zero count.
    #[inline]
    pub(crate) fn slots(self) -> Slots {
        let counters = &self.counters;
        Slots { page: self, next: self.first, end: counters.bump.get(), size: counters.slot_size.get() }
    }

    fn take_role(self, role: Role) {
        self.role.set(role);
        self.is_quick.set(role == Role::Current && self.teardown == Teardown::Nothing);
    }

    /// The page becomes the one its pool hands out from.
    pub(crate) fn make_current(self) {
        self.take_role(Role::Current);
        self.frees_until_transition.set(NEVER);
    }

    /// The page has no free slot.
    pub(crate) fn make_full(self) {
        self.take_role(Role::Full);
        // The first free makes it partial.
        self.frees_until_transition.set(1);
    }

    /// The page joins the list of its pool, with `used` slots handed out.
    pub(crate) fn make_partial(self, used: u32) {
        self.take_role(Role::Partial);
        self.frees_until_transition.set(used);
    }

    /// The page holds one large object.
    pub(crate) fn make_large(self) {
        self.take_role(Role::Large);
        self.frees_until_transition.set(1);
    }

    /// The next object of the type finds no slot at once, and so asks whether a collection is due.
    #[cold]
    pub(crate) fn ask_with_next_object(self) {
        self.pool.retire_partly_used();
    }

    pub(crate) fn is_current(self) -> bool {
        self.role.get() == Role::Current
    }

    pub(crate) fn is_partial(self) -> bool {
        self.role.get() == Role::Partial
    }
}

/// The addresses of the slots of a page that were ever handed out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowOfSlots {
    pub(crate) first: usize,
    /// From one slot to the next; 1 in a page of one large object.
    pub(crate) distance: usize,
    pub(crate) count: usize,
}

/// The slots of a page.
pub(crate) struct Slots {
    page: PagePtr,
    next: u32,
    end: u32,
    size: u32,
}

impl Slots {
    /// Every `count`th of them, beginning with the first.
    pub(crate) fn every(self, count: usize) -> Self {
        Self { size: self.size * count as u32, ..self }
    }
}

impl Iterator for Slots {
    type Item = ObjectPtr;
    #[inline]
    fn next(&mut self) -> Option<ObjectPtr> {
        if self.next >= self.end {
            return None;
        }
        let slot = self.page.object(self.next);
        self.next += self.size;
        Some(slot)
    }
}

const _: () = {
    assert!(std::mem::offset_of!(Page, counters) == 0);
    assert!(size_of::<Page>() <= DESCRIPTION_SIZE);
};

impl Counters {
    /// # Safety
    /// 1. `page` keeps the invariant of `PagePtr`.
    #[inline]
    unsafe fn of<'a>(page: PagePtr) -> &'a Self {
        // SAFETY: by 1. every page, `EMPTY` too, begins with its counters.
        unsafe { page.0.cast::<Self>().as_ref() }
    }
}

/// Offsets in a page fit 32 bits.
#[inline]
fn offset(bytes: usize) -> u32 {
    bytes as u32
}
