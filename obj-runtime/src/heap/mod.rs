//! The heap of a thread: arenas, pages by type, and what the collector and weak handles keep.
//!
//! All of it is a `const`-made thread-local without destructor, so it works until the last
//! instruction of the thread; what has to happen at the thread's end is in [`thread_end`].

mod arena;
mod large;
mod lists;
mod notes;
pub(crate) mod page;
pub(crate) mod pool;
pub(crate) mod sized;
pub(crate) mod thread_end;
mod type_state;

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use arena::{ARENA_SIZE, Arena};
use hashbrown::HashMap;
use page::{LARGEST_ALIGNMENT, LARGEST_SHARED_SLOT, PagePtr, PageUse};
use pool::Pool;

pub(crate) use lists::PageList;
pub use type_state::{TypeState, generic_state, state_of};

use crate::collector::CollectorState;
use crate::death::Deaths;
use crate::header::{Header, HeaderPtr};
use crate::type_info::TypeInfo;
use crate::weak::WeakTable;

/// The bytes of a slot before its value.
pub(crate) const fn size_of_header() -> usize {
    size_of::<Header>()
}

/// Size and alignment of the slots of a pool.
#[derive(Clone, Copy)]
pub(crate) struct SlotShape {
    size: usize,
    align: usize,
}

impl SlotShape {
    /// The slot for a value of this size and alignment.
    ///
    /// # Panics
    /// If the alignment is above 4 KiB.
    pub(crate) const fn of_value(size: usize, align: usize) -> Self {
        assert!(align <= LARGEST_ALIGNMENT, "an object's alignment is at most 4096 bytes");
        let align = if align < align_of::<Header>() { align_of::<Header>() } else { align };
        Self { size: (size_of::<Header>() + size).next_multiple_of(align), align }
    }

    /// A slot of so many bytes, aligned to 8.
    pub(crate) const fn of_slot(size: usize) -> Self {
        Self { size, align: align_of::<Header>() }
    }

    /// Whether a slot has a page of its own.
    pub(crate) const fn is_large(self) -> bool {
        self.size > LARGEST_SHARED_SLOT
    }
}

/// The heap of one thread.
pub(crate) struct Heap {
    arenas: RefCell<ManuallyDrop<HashMap<usize, Box<Arena>, AddressHasher>>>,
    /// Arenas that may have free pages.
    available: RefCell<ManuallyDrop<Vec<usize>>>,
    /// Pages of one large object, by address.
    large: RefCell<ManuallyDrop<HashMap<usize, PagePtr, AddressHasher>>>,
    pools: Cell<Option<&'static Pool>>,
    /// The number of pages ever started.
    pages_started: Cell<u64>,
    /// Slots in pages in use of types that can be in cycles.
    pub(crate) tracked_slots: Cell<usize>,
    ended: Cell<bool>,
    pub(crate) collector: CollectorState,
    pub(crate) deaths: Deaths,
    pub(crate) weak: WeakTable,
    pub(crate) thread_end: thread_end::Duties,
}

thread_local! {
    static HEAP: Heap = const { Heap::new() };
}

impl Heap {
    const fn new() -> Self {
        Self {
            arenas: RefCell::new(ManuallyDrop::new(HashMap::with_hasher(AddressHasher))),
            available: RefCell::new(ManuallyDrop::new(Vec::new())),
            large: RefCell::new(ManuallyDrop::new(HashMap::with_hasher(AddressHasher))),
            pools: Cell::new(None),
            pages_started: Cell::new(0),
            tracked_slots: Cell::new(0),
            ended: Cell::new(false),
            collector: CollectorState::new(),
            deaths: Deaths::new(),
            weak: WeakTable::new(),
            thread_end: thread_end::Duties::new(),
        }
    }

    /// The heap of this thread.
    #[inline]
    pub(crate) fn current() -> &'static Self {
        HEAP.with(|heap| {
            let heap: *const Self = heap;
            // SAFETY: the thread-local is made by a constant and has no destructor, so it is valid as
            // long as its thread runs, and the reference never leaves the thread: `Heap` is not `Sync`.
            unsafe { &*heap }
        })
    }

    /// Whether the thread's end has passed (only other thread-locals' destructors still run).
    pub(crate) fn has_ended(&self) -> bool {
        self.ended.get()
    }

    /// Whether tables may keep objects: not once the thread's end has begun.
    pub(crate) fn may_keep(&self) -> bool {
        !self.thread_end.begun.get()
    }

    /// Whether an automatic collection is due.
    pub(crate) fn wants_collection(&self) -> bool {
        self.collector.is_due() && !self.has_ended()
    }

    /// A page for a pool, with its description written.
    pub(crate) fn take_page(&'static self, pool: &'static Pool, info: &'static TypeInfo, shape: SlotShape) -> PagePtr {
        let (memory, arena) = self.take_memory();
        let page_use = self.page_use(pool, info, shape, arena, 0);
        // SAFETY: a page of an arena is aligned and valid for its size, and it was free.
        let page = unsafe { PagePtr::start(memory, &page_use) };
        self.count_slots(page, true);
        page
    }

    fn page_use(
        &'static self,
        pool: &'static Pool,
        info: &'static TypeInfo,
        shape: SlotShape,
        arena: *const Arena,
        run: usize,
    ) -> PageUse {
        thread_end::register(self);
        let sequence = self.pages_started.get();
        self.pages_started.set(sequence + 1);
        PageUse { info, heap: self, pool, arena, run, slot_size: shape.size, align: shape.align, sequence }
    }

    fn take_memory(&self) -> (std::ptr::NonNull<u8>, *const Arena) {
        let mut arenas = self.arenas.borrow_mut();
        let mut available = self.available.borrow_mut();
        while let Some(base) = available.last() {
            if let Some(arena) = arenas.get(base) {
                if let Some(memory) = arena.take_page() {
                    return (memory, &raw const **arena);
                }
                arena.available.set(false);
            }
            available.pop();
        }
        let arena = Box::new(Arena::new());
        let base = arena.base();
        arena.available.set(true);
        available.push(base);
        let arena = arenas.entry(base).or_insert(arena);
        let memory = arena.take_page().unwrap_or_else(|| unreachable!("a new arena has free pages"));
        (memory, &raw const **arena)
    }

    /// Takes back a page without objects.
    pub(crate) fn give_back(&self, page: PagePtr) {
        self.collector.forget_page(page);
        self.count_slots(page, false);
        if page.run() != 0 {
            self.give_back_large(page);
            return;
        }
        let base = page.memory().addr().get() & !(ARENA_SIZE - 1);
        let mut arenas = self.arenas.borrow_mut();
        let Some(arena) = arenas.get(&base) else { unreachable!("a page lies in an arena of its heap") };
        debug_assert!(std::ptr::eq(&raw const **arena, page.arena()));
        arena.give_back(page.memory());
        // One unused arena is kept for the next page, as long as the thread runs.
        if arena.is_unused() && (self.has_ended() || arenas.len() > 1) {
            arenas.remove(&base);
        } else if !arena.available.replace(true) {
            self.available.borrow_mut().push(base);
        }
    }

    fn count_slots(&self, page: PagePtr, more: bool) {
        if page.info.tracked {
            let slots = page.capacity() as usize;
            let now = self.tracked_slots.get();
            self.tracked_slots.set(if more { now + slots } else { now - slots });
        }
    }

    /// The header of a live object at an address, if there is one in this thread.
    pub(crate) fn object_at(&self, address: usize) -> Option<HeaderPtr> {
        let page = self.page_at(address)?;
        let header = page.slot_at(address)?;
        // SAFETY: a slot that was handed out has a header.
        unsafe { header.as_ref() }.is_alive().then_some(header)
    }

    fn page_at(&self, address: usize) -> Option<PagePtr> {
        let arenas = self.arenas.borrow();
        let memory = match arenas.get(&(address & !(ARENA_SIZE - 1))) {
            Some(arena) => arena.page_at(address)?,
            None => return self.large_page_at(address),
        };
        // SAFETY: a page in use has a valid description; its own address is that of a header's page.
        Some(unsafe { PagePtr::from_memory(memory) })
    }

    /// Every page in use.
    pub(crate) fn pages(&self) -> Vec<PagePtr> {
        let arenas = self.arenas.borrow();
        // SAFETY: these pages are in use, so their descriptions are valid.
        let shared =
            arenas.values().flat_map(|arena| arena.pages()).map(|memory| unsafe { PagePtr::from_memory(memory) });
        let mut pages: Vec<PagePtr> = shared.chain(self.large.borrow().values().copied()).collect();
        pages.sort_unstable_by_key(|page| page.sequence);
        pages
    }

    /// The thread's list of pools has one more.
    pub(crate) fn add_pool(&self, pool: &'static Pool) {
        pool.next.set(self.pools.replace(Some(pool)));
    }

    /// Gives everything back that holds no object.
    pub(crate) fn end(&self) {
        self.ended.set(true);
        let mut next = self.pools.take();
        while let Some(pool) = next {
            next = pool.next.get();
            pool.trim();
            pool.forgotten();
        }
        self.arenas.borrow_mut().retain(|_, arena| !arena.is_unused());
        self.arenas.borrow_mut().shrink_to_fit();
        *self.available.borrow_mut() = ManuallyDrop::new(Vec::new());
        self.available.borrow_mut().extend(self.arenas.borrow().values().map(|arena| {
            arena.available.set(true);
            arena.base()
        }));
        self.large.borrow_mut().shrink_to_fit();
        self.weak.shrink();
        self.deaths.shrink();
        self.collector.shrink();
    }
}

/// Hashes an address that is a multiple of a large power of two.
#[derive(Clone, Copy, Default)]
pub(crate) struct AddressHasher;

impl std::hash::BuildHasher for AddressHasher {
    type Hasher = AddressHash;
    fn build_hasher(&self) -> AddressHash {
        AddressHash(0)
    }
}

/// A multiplicative hash of one address.
pub(crate) struct AddressHash(u64);

impl std::hash::Hasher for AddressHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }
    #[inline]
    fn write_usize(&mut self, address: usize) {
        // Golden-ratio multiplication (Knuth, TAOCP 3, 6.4); the good bits are the high ones.
        let mixed = (self.0 ^ address as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }
}
