//! A page: 16 KiB of slots of one type and one size, behind a short description of itself.
//!
//! The page of an object is its address with the low bits cleared, which is how an erased handle
//! finds the type. An object too large to share a page has one of its own, as long as it needs.

use std::cell::Cell;
use std::ptr::{self, NonNull};

use super::Heap;
use super::arena::Arena;
use super::notes::Notes;
use super::pool::Pool;
use crate::header::{Header, HeaderPtr};
use crate::type_info::TypeInfo;

/// The size and alignment of a page.
pub(crate) const PAGE_SIZE: usize = 16 * 1024;
/// Slots larger than this have a page of their own.
pub(crate) const LARGEST_SHARED_SLOT: usize = 2 * 1024;
/// The largest alignment of a value.
pub(crate) const LARGEST_ALIGNMENT: usize = 4 * 1024;

/// `notify` of a page that wants to hear of no free.
const NEVER: u32 = u32::MAX;

/// Which list of pages with candidates a page is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Marked {
    /// No candidate was marked in it since it was last in a list.
    No,
    /// Old candidates.
    Kept,
    /// A young candidate was marked since the last collection.
    Fresh,
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

/// The description at the start of a page. All offsets count from the page's address.
#[repr(C)]
pub(crate) struct Page {
    counters: Counters,
    /// Slots handed out.
    used: Cell<u32>,
    /// The value of `used` at which a free has more to do.
    notify: Cell<u32>,
    first: u32,
    role: Cell<Role>,
    pub(crate) marked: Cell<Marked>,
    /// Kept in use, even without objects, because a round of `gc::step` refers to it.
    pinned: Cell<bool>,
    notes: Cell<Option<NonNull<Notes>>>,
    pub(crate) info: &'static TypeInfo,
    pub(crate) heap: &'static Heap,
    pool: &'static Pool,
    /// The arena it was cut from; null for the page of one large object.
    arena: *const Arena,
    /// The length in bytes, if the page holds one large object.
    run: usize,
    /// Pages in order of first use.
    pub(crate) sequence: u64,
    pub(crate) partial: Links,
    pub(crate) listed: Links,
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

/// A pointer to a page with provenance over its whole arena.
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
    pub(crate) arena: *const Arena,
    pub(crate) run: usize,
    pub(crate) slot_size: usize,
    pub(crate) align: usize,
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

/// The offset of the first header in a page, so that the value behind it is aligned.
pub(crate) const fn first_offset(align: usize) -> usize {
    (size_of::<Page>() + size_of::<Header>()).next_multiple_of(align) - size_of::<Header>()
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
    pub(crate) fn of(header: HeaderPtr) -> Self {
        let address = |address: usize| address & !(PAGE_SIZE - 1);
        let page = header.as_ptr().map_addr(address);
        // SAFETY: a header lies behind the description of its page, so the address is not zero.
        Self(unsafe { NonNull::new_unchecked(page) }.cast())
    }

    /// Writes the description of a page that was not in use.
    ///
    /// # Safety
    /// 1. `memory` is aligned to `PAGE_SIZE`, valid for `PAGE_SIZE` bytes (for `run`, if that is not
    ///    zero) with provenance over them, and nobody else's.
    pub(crate) unsafe fn start(memory: NonNull<u8>, page_use: &PageUse) -> Self {
        let first = first_offset(page_use.align);
        let length = if page_use.run == 0 { PAGE_SIZE } else { first + page_use.slot_size };
        let end = first + (length - first) / page_use.slot_size * page_use.slot_size;
        let page = Page {
            counters: Counters {
                free: Cell::new(0),
                bump: Cell::new(offset(first)),
                end: Cell::new(if page_use.run == 0 { offset(end) } else { offset(first + 1) }),
                slot_size: Cell::new(if page_use.run == 0 { offset(page_use.slot_size) } else { 1 }),
            },
            used: Cell::new(0),
            notify: Cell::new(NEVER),
            first: offset(first),
            role: Cell::new(Role::Current),
            marked: Cell::new(Marked::No),
            pinned: Cell::new(false),
            notes: Cell::new(None),
            info: page_use.info,
            heap: page_use.heap,
            pool: page_use.pool,
            arena: page_use.arena,
            run: page_use.run,
            sequence: page_use.sequence,
            partial: Links::new(),
            listed: Links::new(),
        };
        let this = memory.cast::<Page>();
        // SAFETY: by 1. the memory is valid for a description and nobody else's.
        unsafe { this.write(page) };
        Self(this)
    }

    /// The page whose description was written at this memory.
    ///
    /// # Safety
    /// 1. `memory` is a page in use, with provenance over all of it.
    pub(crate) unsafe fn from_memory(memory: NonNull<u8>) -> Self {
        Self(memory.cast())
    }

    /// The memory of the page.
    pub(crate) fn memory(self) -> NonNull<u8> {
        self.0.cast()
    }

    pub(crate) fn arena(self) -> *const Arena {
        self.arena
    }

    /// The length of the page of one large object; 0 for the others.
    pub(crate) fn run(self) -> usize {
        self.run
    }

    pub(crate) fn pool(self) -> &'static Pool {
        self.pool
    }

    /// The number of slots handed out.
    pub(crate) fn used(self) -> u32 {
        self.used.get()
    }

    /// The number of slots.
    pub(crate) fn capacity(self) -> u32 {
        (self.counters.end.get() - self.first) / self.counters.slot_size.get()
    }

    /// Bytes of one slot.
    pub(crate) fn slot_size(self) -> usize {
        if self.run == 0 { self.counters.slot_size.get() as usize } else { self.run }
    }

    /// The slot at an offset.
    #[inline]
    fn slot(self, offset: u32) -> HeaderPtr {
        // SAFETY: offsets of slots lie inside the page, over which the pointer has provenance.
        unsafe { self.0.byte_add(offset as usize) }.cast()
    }

    /// Hands out a slot whose header and value are then to be written.
    #[inline]
    pub(crate) fn take_slot(self) -> Option<HeaderPtr> {
        // SAFETY: `self` keeps the invariant of `PagePtr`.
        let page = unsafe { Counters::of(self) };
        let free = page.free.get();
        if free != 0 {
            let slot = self.slot(free);
            // SAFETY: a slot of the free list has a header, whose high half is the next offset.
            page.free.set(unsafe { slot.as_ref() }.high.get());
            self.used.set(self.used.get() + 1);
            return Some(slot);
        }
        let bump = page.bump.get();
        if bump < page.end.get() {
            page.bump.set(bump + page.slot_size.get());
            self.used.set(self.used.get() + 1);
            return Some(self.slot(bump));
        }
        None
    }

    /// Takes back the slot of a dead object.
    ///
    /// # Safety
    /// 1. `slot` was handed out by this page, its value is dropped or moved out, and it is used no more.
    #[inline]
    pub(crate) unsafe fn free_slot(self, slot: HeaderPtr) {
        // SAFETY: by 1. the slot holds a header.
        let header = unsafe { slot.as_ref() };
        header.low.set(0);
        header.high.set(self.counters.free.get());
        self.counters.free.set(self.offset_of(slot));
        let used = self.used.get() - 1;
        self.used.set(used);
        if used == self.notify.get() {
            self.pool.freed(self);
        }
    }

    #[inline]
    fn offset_of(self, slot: HeaderPtr) -> u32 {
        offset(slot.addr().get() & (PAGE_SIZE - 1))
    }

    /// The header at an address inside the page, if a slot that was handed out begins there.
    pub(crate) fn slot_at(self, address: usize) -> Option<HeaderPtr> {
        let offset = u32::try_from(address - self.0.addr().get()).ok()?;
        let is_slot = offset >= self.first
            && offset < self.counters.bump.get()
            && (offset - self.first).is_multiple_of(self.counters.slot_size.get());
        is_slot.then(|| self.slot(offset))
    }

    /// Every slot that was ever handed out; the free ones have a zero low half.
    #[inline]
    pub(crate) fn slots(self) -> impl Iterator<Item = HeaderPtr> {
        let size = self.counters.slot_size.get() as usize;
        (self.first..self.counters.bump.get()).step_by(size).map(move |offset| self.slot(offset))
    }

    /// The page becomes the one its pool hands out from. After the thread's end it still hears of
    /// its last free, to be given back.
    pub(crate) fn make_current(self, hear_of_last: bool) {
        self.role.set(Role::Current);
        self.notify.set(if hear_of_last { 0 } else { NEVER });
    }

    /// The page stops being current because it has no free slot.
    pub(crate) fn make_full(self) {
        self.role.set(Role::Full);
        // The first free makes it partial; of one slot, the first free is also the last.
        self.notify.set(self.used.get() - 1);
    }

    /// The page has free slots and joins the list of its pool.
    pub(crate) fn make_partial(self) {
        self.role.set(Role::Partial);
        self.notify.set(0);
    }

    /// The page holds one large object.
    pub(crate) fn make_large(self) {
        self.role.set(Role::Large);
        self.notify.set(0);
    }

    /// Keeps the page in use until it is unpinned; answers whether it was not pinned before.
    pub(crate) fn pin(self) -> bool {
        !self.pinned.replace(true)
    }

    /// Forgets the notes; the page is given back if no object is left in it.
    pub(crate) fn unpin(self) {
        self.pinned.set(false);
        if let Some(notes) = self.notes.take() {
            // SAFETY: `start_notes` leaked this box, and no reference to it is kept.
            drop(unsafe { Box::from_raw(notes.as_ptr()) });
        }
        if self.used.get() == 0 && self.notify.get() != NEVER {
            self.pool.freed(self);
        }
    }

    pub(crate) fn is_pinned(self) -> bool {
        self.pinned.get()
    }

    /// The notes on the objects of the page.
    #[inline]
    pub(crate) fn notes<'a>(self) -> Option<&'a Notes> {
        // SAFETY: notes are valid until `unpin`, which is called by the round that owns them, when it
        // has no reference to them.
        self.notes.get().map(|notes| unsafe { notes.as_ref() })
    }

    /// The notes of a pinned page, made if there are none.
    pub(crate) fn start_notes<'a>(self) -> &'a Notes {
        debug_assert!(self.pinned.get());
        if self.notes.get().is_none() {
            self.notes.set(Some(NonNull::from(Box::leak(Notes::new()))));
        }
        self.notes().unwrap_or_else(|| unreachable!("notes were just made"))
    }

    pub(crate) fn is_full(self) -> bool {
        self.role.get() == Role::Full
    }

    pub(crate) fn is_partial(self) -> bool {
        self.role.get() == Role::Partial
    }
}

const _: () = {
    assert!(std::mem::offset_of!(Page, counters) == 0);
    assert!(size_of::<Page>() <= 192);
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
