//! A page: 16 KiB of slots of one type and one size, and the description of it at the start of its arena.
//!
//! The description is found from an object's address alone, which is how an erased handle finds the
//! type. An object too large to share a page has a row of them to itself; one too large for that has memory
//! of its own that begins like an arena.

mod roles;
mod slots;

use std::cell::Cell;
use std::ptr::{self, NonNull};

use roles::{NEVER, Role};

use super::arena::{ARENA_SIZE, DESCRIPTION_SIZE, PAGES};
use super::beside::{Anchors, Beside};
use super::mixed;
use super::pool::Pool;
use super::round::IN_NO_ROUND;
use super::weights::Light;
use super::{Heap, LEAST_SLOT, SlotShape};
use crate::header::{Header, ObjectPtr};
use crate::heap::type_info::{Teardown, TypeInfo};

pub(crate) use super::arena::PAGE_SIZE;
pub(crate) use slots::RowOfSlots;

/// Slots larger than this have a page of their own.
pub(crate) const LARGEST_SHARED_SLOT: usize = 2 * 1024;
/// No page has more objects.
pub(crate) const MOST_IN_PAGE: usize = PAGE_SIZE / LEAST_SLOT;
/// The largest alignment of a value.
pub(crate) const LARGEST_ALIGNMENT: usize = 4 * 1024;

/// Which list of pages with candidates a page is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Marked {
    /// No candidate was marked in it since it was last in a list.
    #[default]
    No,
    /// Old candidates.
    Old,
    /// A young candidate was marked since the last collection.
    Young,
    /// The same, and there is more to do at every mark: it is compared with the threshold, or the object weighed.
    Watched,
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
    pub(crate) light: Light,
    pub(crate) collection: InCollection,
    /// What is known of the type of the objects; functions may be called, the rest is `info_of` each.
    pub(crate) info: &'static TypeInfo,
    pub(crate) heap: &'static Heap,
    pool: &'static Pool,
    /// What the table of weak handles knows of the objects of the page.
    pub(crate) anchors: Anchors,
    /// The memory in bytes, the description of a huge object included.
    pub(super) bytes: usize,
    /// Pages in order of first use.
    pub(crate) sequence: u64,
    pub(crate) partial: Links,
    pub(crate) listed: Links,
}

/// What the collector knows of a page.
#[repr(C)]
#[derive(Default)]
pub(crate) struct InCollection {
    pub(crate) marked: Cell<Marked>,
    /// The collection under way examines all objects of the page, in order.
    pub(crate) is_scanned: Cell<bool>,
    /// Objects of the page that the collection under way has found to be garbage: at most `MOST_IN_PAGE`.
    pub(crate) garbage: Cell<u16>,
    /// The number of the page in the round of `gc::step` under way.
    pub(super) round_number: Cell<u32>,
    /// What that round knows of the objects of the page.
    pub(super) tallies: Beside<Cell<u32>>,
}

const _: () = assert!(MOST_IN_PAGE <= u16::MAX as usize && IN_NO_ROUND == 0);

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
    // Alignments are powers of two: the next multiple takes no division.
    ((start + size_of::<Header>() + align - 1) & !(align - 1)) - size_of::<Header>()
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
        let arena = object.raw().as_ptr().map_addr(|address| address & !(ARENA_SIZE - 1));
        Self::at(arena.wrapping_byte_add(Self::place_in_arena(object)))
    }

    /// The same, in fewer instructions for who goes on to compute how far the object is from its page, in more for others.
    #[inline]
    pub(crate) fn of_freed(object: ObjectPtr) -> Self {
        let place = Self::place_in_arena(object);
        Self::at(object.raw().as_ptr().map_addr(|address| (address & !(ARENA_SIZE - 1)) + place))
    }

    /// How far the description of an object's page is from the start of the arena.
    #[inline]
    fn place_in_arena(object: ObjectPtr) -> usize {
        (object.address() / PAGE_SIZE) % PAGES * DESCRIPTION_SIZE
    }

    #[inline]
    fn at(page: *mut Header) -> Self {
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
    #[inline]
    pub(crate) unsafe fn start(arena: NonNull<u8>, index: usize, page_use: &PageUse) -> Self {
        let SlotShape { size, align } = page_use.shape;
        let description = index * DESCRIPTION_SIZE;
        let bytes = page_use.extent.bytes();
        let (start, end) = match page_use.extent {
            Extent::Pages(_) => (index * PAGE_SIZE, index * PAGE_SIZE + bytes),
            Extent::Huge(_) => (DESCRIPTION_SIZE, bytes),
        };
        let lead = if page_use.info.is_mixed { mixed::LEAD } else { 0 };
        let first = first_header(start + lead, align);
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
            light: Light::of(page_use.info),
            collection: InCollection::default(),
            info: page_use.info,
            heap: page_use.heap,
            pool: page_use.pool,
            anchors: Anchors::default(),
            bytes,
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
        // The place of the first description of an arena is that of a huge object's.
        if self.index() == 0 { Extent::Huge(self.bytes) } else { Extent::Pages((self.bytes / PAGE_SIZE) as u32) }
    }

    /// What is known of the type of an object of the page.
    #[inline]
    pub(crate) fn info_of(self, object: ObjectPtr) -> &'static TypeInfo {
        if self.info.is_mixed { mixed::info_of(object.value()) } else { self.info }
    }

    /// The number of slots.
    pub(crate) fn capacity(self) -> u32 {
        (self.counters.end.get() - self.first) / self.counters.slot_size.get()
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
