//! The heap of a thread: arenas, pages by type, and what the drop of a handle touches beside them: the candidates that the
//! collector starts from, and how deep drops nest.
//!
//! All of it is a `const`-made thread-local without destructor, so it works until the last
//! instruction of the thread; what has to happen at the thread's end is in `thread_end`.

pub(crate) mod cast;
pub(crate) mod field;
pub(crate) mod type_info;

mod arena;
mod arena_reserve;
mod free_rows;
mod huge;
pub(crate) mod memory;

pub(crate) mod beside;
mod lists;
pub(crate) mod mixed;
pub(crate) mod page;

pub(crate) mod pool;
pub(crate) mod round;
pub(crate) mod sized;
mod slot_shape;
mod usage;
pub(crate) mod weights;

pub(crate) mod candidates;
pub(crate) mod nesting;

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::ptr::NonNull;
use std::rc::Rc;

use arena::{ARENA_SIZE, Arena, PAGE_SIZE};
use arena_reserve::ArenaReserve;
use candidates::Candidates;
use free_rows::{FreeRows, Row};
use hashbrown::HashMap;
use huge::{Huge, HugeReserve};
use nesting::Nesting;
use page::{Extent, PagePtr, PageUse};
use pool::Pool;
use round::RoundPages;
use weights::Weights;

use crate::ground::hash::AddressHasher;
use crate::ground::thread_static::{self, OfOneThread, Undropped};
use crate::header::ObjectPtr;
use crate::heap::type_info::TypeInfo;

pub(crate) use slot_shape::{LEAST_SLOT, SlotShape, size_of_header};

/// The heap of one thread.
pub(crate) struct Heap {
    arenas: Undropped<HashMap<usize, Rc<Arena>, AddressHasher>>,
    free_rows: Undropped<FreeRows>,
    reserve: ArenaReserve,
    /// The pages of huge objects, by the address of their memory.
    huge: Undropped<HashMap<usize, Huge, AddressHasher>>,
    huge_reserve: Undropped<HugeReserve>,
    pools: Cell<Option<&'static Pool>>,
    /// The number of pages ever started.
    pages_started: Cell<u64>,
    /// Bytes in pages in use of types that can be in cycles.
    pub(crate) tracked_bytes: Cell<usize>,
    /// Those of the others.
    untracked_bytes: Cell<usize>,
    pub(crate) weights: Weights,
    /// Bytes outside of the heap that the program counts. (The sum may wrap: values can say anything.)
    pub(crate) external_bytes: Cell<usize>,
    is_ending: Cell<bool>,
    /// Has the end of the thread repeated; set once it has passed.
    repeat_end: Cell<Option<fn()>>,
    pub(crate) candidates: Candidates,
    pub(crate) round_pages: RoundPages,
    pub(crate) nesting: Nesting,
}

thread_local! {
    static HEAP: Heap = const { Heap::new() };
}

// SAFETY: it is made of cells.
unsafe impl OfOneThread for Heap {}

/// The page at an index of an arena, if it is in use.
fn page_in(arena: &Arena, index: usize) -> Option<PagePtr> {
    // SAFETY: the memory is the arena's, and the page has a description.
    arena.is_described(index).then(|| unsafe { PagePtr::in_arena(arena.memory(), index) })
}

impl Heap {
    const fn new() -> Self {
        Self {
            arenas: Undropped::new(HashMap::with_hasher(AddressHasher)),
            free_rows: Undropped::new(FreeRows::new()),
            reserve: ArenaReserve::new(),
            huge: Undropped::new(HashMap::with_hasher(AddressHasher)),
            huge_reserve: Undropped::new(HugeReserve::new()),
            pools: Cell::new(None),
            pages_started: Cell::new(0),
            tracked_bytes: Cell::new(0),
            untracked_bytes: Cell::new(0),
            weights: Weights::new(),
            external_bytes: Cell::new(0),
            is_ending: Cell::new(false),
            repeat_end: Cell::new(None),
            candidates: Candidates::new(),
            round_pages: RoundPages::new(),
            nesting: Nesting::new(),
        }
    }

    /// The heap of this thread.
    #[inline]
    pub(crate) fn current() -> &'static Self {
        thread_static::get(&HEAP)
    }

    /// The bytes of pages: what dies with a cycle need not be able to be in one.
    pub(crate) fn page_bytes(&self) -> usize {
        self.tracked_bytes.get() + self.untracked_bytes.get()
    }

    /// The bytes outside that values own, as far as they are known.
    pub(crate) fn outside_bytes(&self) -> usize {
        self.weights.sum().saturating_add(self.external_bytes.get())
    }

    /// Whether the thread's end has passed (only other thread-locals' destructors still run).
    pub(crate) fn has_ended(&self) -> bool {
        self.repeat_end.get().is_some()
    }

    /// There is something to end that was not there, or could not be ended, when the thread's end passed.
    pub(crate) fn repeat_end(&self) {
        if let Some(repeat) = self.repeat_end.get() {
            repeat();
        }
    }

    /// Whether no page is in use.
    pub(crate) fn is_empty(&self) -> bool {
        self.huge.borrow().is_empty() && self.arenas.borrow().values().all(|arena| arena.is_unused())
    }

    /// Whether tables may keep objects: not once the thread's end has begun.
    pub(crate) fn may_keep(&self) -> bool {
        !self.is_ending.get()
    }

    /// A page for a pool, with its description written.
    pub(crate) fn take_page(&'static self, pool: &'static Pool, info: &'static TypeInfo, shape: SlotShape) -> PagePtr {
        let sequence = self.pages_started.get();
        self.pages_started.set(sequence + 1);
        let mut huge = None;
        let (arena, index, extent) = if let Some(count) = shape.row() {
            let (arena, index) = self.take_row(count as usize, pool.has_pages());
            (arena, index, Extent::Pages(count))
        } else {
            let (region, bytes) = self.take_huge_memory(shape);
            let start = region.memory.start();
            huge = Some(region);
            (start, 0, Extent::Huge(bytes))
        };
        // SAFETY: the memory is that of an arena whose pages from `index` on were free, or a huge object's.
        let page =
            unsafe { PagePtr::start(arena, index, &PageUse { info, heap: self, pool, extent, shape, sequence }) };
        if let Some(region) = huge {
            self.huge.borrow_mut().insert(arena.addr().get(), Huge { region, page });
        }
        self.count_bytes(page, true);
        page
    }

    /// Pages in a row that were free: the memory of their arena and the index of the first. Whether the pool has some already,
    /// as that of a type with many objects has.
    fn take_row(&self, count: usize, are_further: bool) -> (NonNull<u8>, usize) {
        let mut rows = self.free_rows.borrow_mut();
        let Row { memory, first, starts_use } = rows.take(count).unwrap_or_else(|| {
            rows.add(&self.new_arena(are_further));
            rows.take(count).unwrap_or_else(|| unreachable!("a new arena has free pages"))
        });
        if starts_use {
            self.reserve.add_used();
        }
        (memory, first)
    }

    fn new_arena(&self, are_further: bool) -> Rc<Arena> {
        let mut arenas = self.arenas.borrow_mut();
        let arena = Rc::new(Arena::new(are_further && !arenas.is_empty()));
        arenas.insert(arena.base(), Rc::clone(&arena));
        arena
    }

    /// Takes back a page without objects.
    pub(crate) fn give_back(&self, page: PagePtr) {
        self.candidates.forget_page(page);
        self.round_pages.forget(page);
        page.anchors.end();
        self.count_bytes(page, false);
        match page.extent() {
            Extent::Pages(count) => self.give_back_row(page, count as usize),
            Extent::Huge(_) => self.give_back_huge(page),
        }
        if self.has_ended() && self.is_empty() {
            self.repeat_end();
        }
    }

    fn give_back_row(&self, page: PagePtr, count: usize) {
        let base = page.arena_memory().addr().get();
        let arenas = self.arenas.borrow();
        let arena = &arenas[&base];
        arena.give_back(page.index(), count);
        let is_unused = arena.is_unused();
        if is_unused {
            self.reserve.remove_used();
        }
        if is_unused && (self.has_ended() || self.reserve.is_surplus(arenas.len())) {
            drop(arenas);
            self.give_back_arena(base);
        } else {
            self.free_rows.borrow_mut().give_back(arena, page.index());
        }
    }

    fn give_back_arena(&self, base: usize) {
        let mut arenas = self.arenas.borrow_mut();
        let mut rows = self.free_rows.borrow_mut();
        if let Some(arena) = arenas.remove(&base) {
            rows.remove(&arena);
        }
        if self.has_ended() {
            arenas.shrink_to_fit();
            rows.shrink();
        }
    }

    /// A full collection has ended: gives back the arenas that were not used since the one before, and what dead huge objects left.
    pub(crate) fn give_back_unused(&self) {
        let left = self.huge_reserve.borrow_mut().end();
        drop(left);
        self.reserve.start_period();
        if self.arenas.borrow().len() > self.reserve.kept() {
            self.give_back_unused_arenas();
        }
    }

    /// Apart: most collections have no more arenas than are kept.
    #[cold]
    #[inline(never)]
    fn give_back_unused_arenas(&self) {
        let mut arenas = self.arenas.borrow_mut();
        let mut rows = self.free_rows.borrow_mut();
        let mut left = arenas.len();
        arenas.retain(|_, arena| {
            let is_kept = left <= self.reserve.kept() || !arena.is_unused();
            if !is_kept {
                left -= 1;
                rows.remove(arena);
            }
            is_kept
        });
    }

    fn count_bytes(&self, page: PagePtr, more: bool) {
        let bytes = page.bytes;
        let sum = if page.info.tracked { &self.tracked_bytes } else { &self.untracked_bytes };
        sum.set(if more { sum.get() + bytes } else { sum.get() - bytes });
    }

    /// The object at an address, alive or dead, if there is one in this thread.
    pub(crate) fn object_at(&self, address: usize) -> Option<ObjectPtr> {
        self.page_at(address)?.slot_at(address)
    }

    fn page_at(&self, address: usize) -> Option<PagePtr> {
        let base = address & !(ARENA_SIZE - 1);
        let arenas = self.arenas.borrow();
        let Some(arena) = arenas.get(&base) else { return Some(self.huge.borrow().get(&base)?.page) };
        let index = (address - base) / PAGE_SIZE;
        page_in(arena, index)
    }

    /// Every page in use, in order of first use.
    pub(crate) fn pages(&self) -> Vec<PagePtr> {
        let mut pages: Vec<PagePtr> = self.huge.borrow().values().map(|huge| huge.page).collect();
        for arena in self.arenas.borrow().values() {
            pages.extend(arena.described().filter_map(|index| page_in(arena, index)));
        }
        pages.sort_unstable_by_key(|page| page.sequence);
        pages
    }

    /// The thread's list of pools has one more.
    pub(crate) fn add_pool(&self, pool: &'static Pool) {
        pool.next.set(self.pools.replace(Some(pool)));
    }

    /// The thread's end begins: tables keep nothing new.
    pub(crate) fn start_ending(&self) {
        self.is_ending.set(true);
    }

    /// Gives everything back that holds no object. `repeat` is called if there is more to end later on.
    pub(crate) fn end(&self, repeat: fn()) {
        self.repeat_end.set(Some(repeat));
        let mut next = self.pools.take();
        while let Some(pool) = next {
            next = pool.next.get();
            pool.retire_partly_used();
            pool.forgotten();
        }
        let mut arenas = self.arenas.borrow_mut();
        let mut rows = self.free_rows.borrow_mut();
        arenas.retain(|_, arena| {
            if arena.is_unused() {
                rows.remove(arena);
            }
            !arena.is_unused()
        });
        arenas.shrink_to_fit();
        rows.shrink();
        self.huge.borrow_mut().shrink_to_fit();
        let left = self.huge_reserve.borrow_mut().end();
        drop(left);
        self.weights.shrink();
        self.nesting.shrink();
    }
}
