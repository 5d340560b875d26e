//! Memory: that of dead objects is used again, that of a collection is bounded, that of a thread is given back.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};
use std::thread;

use obj_runtime::gc;
use obj_runtime::prelude::*;

/// The system's allocator; counts the memory of threads that ask for it.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[derive(Default)]
struct Account {
    current: AtomicIsize,
    peak: AtomicIsize,
}

static ACCOUNTS: [Account; 24] = [const { Account { current: AtomicIsize::new(0), peak: AtomicIsize::new(0) } }; 24];

thread_local! {
    static ACCOUNT: Cell<Option<&'static Account>> = const { Cell::new(None) };
    /// What the allocator does before a coming allocation.
    static MEANWHILE: Cell<Option<Meanwhile>> = const { Cell::new(None) };
}

/// How many allocations come first, and what is done then.
type Meanwhile = (usize, fn());

fn do_meanwhile() {
    match MEANWHILE.take() {
        Some((0, work)) => work(),
        later => MEANWHILE.set(later.map(|(before, work)| (before - 1, work))),
    }
}

impl Account {
    fn add(&self, bytes: isize) {
        let now = self.current.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.peak.fetch_max(now, Ordering::Relaxed);
    }

    fn current(&self) -> isize {
        self.current.load(Ordering::Relaxed)
    }

    /// The most memory that `work` needs beside what there is.
    fn peak_of(&self, work: impl FnOnce()) -> isize {
        let before = self.current();
        self.peak.store(before, Ordering::Relaxed);
        work();
        self.peak.load(Ordering::Relaxed) - before
    }
}

/// Where the memory of an allocation begins, behind the account that it stands in. Whoever gives it back, it counts there: the
/// end of a thread also gives back what others took (the standard library keeps a map of all threads).
fn behind_account(layout: Layout) -> (Layout, usize) {
    Layout::new::<Option<&'static Account>>().extend(layout).expect("an allocation of no more than half the addresses")
}

// SAFETY: everything is left to the system's allocator, with room for an account before it.
#[allow(unsafe_code, reason = "an allocator that counts")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        do_meanwhile();
        let (whole, begin) = behind_account(layout);
        let account = ACCOUNT.get();
        // SAFETY: an account has a size, so the whole has one.
        let memory = unsafe { System.alloc(whole) };
        if memory.is_null() {
            return memory;
        }
        if let Some(account) = account {
            account.add(layout.size().cast_signed());
        }
        // SAFETY: the whole begins with an account, and is aligned for it.
        unsafe { memory.cast::<Option<&'static Account>>().write(account) };
        // SAFETY: the allocation lies within the whole, from there on.
        unsafe { memory.add(begin) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        let (whole, begin) = behind_account(layout);
        // SAFETY: `alloc` returned it, of the same layout, that far behind the begin of the whole.
        let memory = unsafe { memory.sub(begin) };
        // SAFETY: `alloc` wrote it.
        if let Some(account) = unsafe { memory.cast::<Option<&'static Account>>().read() } {
            account.add(-layout.size().cast_signed());
        }
        // SAFETY: the caller keeps the contract, and `alloc` took the whole.
        unsafe { System.dealloc(memory, whole) }
    }
}

/// Runs in a thread of its own, with an account; returns how many of the bytes that it took are not given back.
fn kept_by_a_thread(work: impl FnOnce(&'static Account) + Send + 'static) -> isize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let account = &ACCOUNTS[NEXT.fetch_add(1, Ordering::Relaxed)];
    let run = move || {
        ACCOUNT.set(Some(account));
        work(account);
    };
    thread::Builder::new().spawn(run).expect("a thread").join().expect("no panic");
    account.current()
}

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    number: usize,
}

#[derive(Object, Default)]
#[object(finalize)]
struct Final {
    next: ObjCell<Final>,
}

impl Finalize for Final {
    fn finalize(_: &Obj<Self>) {}
}

#[derive(Object)]
struct Large {
    next: ObjCell<Large>,
    rest: [u64; 1000],
}

#[derive(Object)]
struct Generic<T: 'static> {
    next: ObjCell<Generic<T>>,
    value: T,
}

fn ring(size: usize) -> Obj<Node> {
    let last = Obj::new(Node::default());
    let mut first = last.clone();
    for number in 1..size {
        first = Obj::new(Node { next: first.into(), number });
    }
    last.next.set(Some(first.clone()));
    first
}

const MANY: usize = if cfg!(miri) { 300 } else { 100_000 };

#[test]
fn the_memory_of_dead_objects_is_used_again() {
    let mut ids = HashSet::new();
    for _ in 0..20 {
        for _ in 0..100 {
            let object = Obj::new(Node::default());
            ids.insert(Obj::id(&object));
        }
        let ring = ring(100);
        let mut here = ring.clone();
        for _ in 0..100 {
            ids.insert(Obj::id(&here));
            let next = here.next.get().expect("a ring");
            here = next;
        }
        drop((ring, here));
        assert_eq!(gc::collect(), 100);
    }
    assert!(ids.len() <= 201, "{} places for at most 101 objects at a time", ids.len());
}

#[test]
fn the_last_place_to_be_freed_is_the_first_to_be_used() {
    let [one, two, three] = std::array::from_fn(|number| Obj::new(Node { number, ..Node::default() }));
    let ids = [&one, &two, &three].map(Obj::id);
    drop(one);
    drop(two);
    drop(three);
    let again: [Obj<Node>; 3] = std::array::from_fn(|_| Obj::new(Node::default()));
    assert_eq!(again.each_ref().map(Obj::id), [ids[2], ids[1], ids[0]]);
}

#[test]
fn an_id_that_is_used_again_is_another_object() {
    let object = Obj::new(Node { number: 1, ..Node::default() });
    let (id, weak) = (Obj::id(&object), Obj::downgrade(&object));
    drop(object);
    let other = Obj::new(Node { number: 2, ..Node::default() });
    assert_eq!(Obj::id(&other), id);
    assert!(weak.upgrade().is_none() && weak != Obj::downgrade(&other));
    assert_eq!(Obj::<Node>::from_id(id).map(|found| found.number), Some(2));
}

#[test]
fn a_collection_needs_memory_for_what_it_looks_at() {
    kept_by_a_thread(|account| {
        drop(ring(MANY));
        let peak = account.peak_of(|| assert_eq!(gc::collect(), MANY));
        // Sixteen bytes an object, twice that while the table grows; and a few thousand for pages and the like.
        let most = MANY.cast_signed() * 48 + 16 * 1024;
        assert!(peak < most, "{peak} bytes for {MANY} objects");
    });
}

#[test]
fn a_collection_of_as_much_garbage_as_the_last_needs_no_memory() {
    kept_by_a_thread(|account| {
        for round in 0..4 {
            drop(ring(MANY));
            let peak = account.peak_of(|| assert_eq!(gc::collect(), MANY));
            // A list of the pages that are emptied is made each time.
            assert!(round < 2 || peak < MANY.cast_signed() / 2 + 1024, "{peak} bytes in round {round}");
        }
    });
}

#[test]
fn a_collection_needs_no_memory_for_live_objects_that_nobody_touched() {
    kept_by_a_thread(|account| {
        let kept: Vec<_> = (0..MANY).map(|number| Obj::new(Node { number, ..Node::default() })).collect();
        kept.iter().zip(&kept[1..]).for_each(|(one, two)| one.next.set(Some(two.clone())));
        gc::collect();
        for collect in [gc::collect, gc::collect_young] {
            drop(ring(10));
            let peak = account.peak_of(|| assert_eq!(collect(), 10));
            assert!(peak < 4096, "{peak} bytes");
        }
        let before = gc::stats().full.candidates;
        assert_eq!(gc::collect(), 0);
        assert_eq!(gc::stats().full.candidates, before);
    });
}

#[test]
fn the_table_of_a_large_collection_is_given_back_by_a_small_one() {
    kept_by_a_thread(|account| {
        let before = account.current();
        drop(ring(MANY));
        assert_eq!(gc::collect(), MANY);
        drop(ring(10));
        assert_eq!(gc::collect(), 10);
        let kept = account.current() - before;
        // A table of 65,536 entries. (The system's memory for arenas is not in the account, but under Miri.)
        let arenas = if cfg!(miri) { 4 * 1024 * 1024 } else { 0 };
        assert!(kept <= 2 * 65_536 * 8 + 16 * 1024 + arenas, "{kept} bytes are kept");
    });
}

#[cfg_attr(miri, ignore = "a table that is not kept needs more objects")]
#[test]
fn the_memory_for_many_guarded_objects_is_given_back() {
    kept_by_a_thread(|account| {
        let mut nodes: Vec<_> = (0..5 * MANY).map(|_| Obj::new(Node::default())).collect();
        nodes.iter().for_each(|node| drop(node.clone()));
        let before = account.current();
        let guards: Vec<_> = nodes.iter_mut().filter_map(Obj::get_mut).collect();
        assert_eq!((gc::collect(), guards.len()), (0, 5 * MANY));
        drop(guards);
        drop(ring(10));
        assert_eq!(gc::collect(), 10);
        let kept = account.current() - before;
        assert!(kept <= 2 * 65_536 * 8 + 16 * 1024, "{kept} bytes are kept");
    });
}

#[cfg_attr(miri, ignore = "a table that is not kept needs more objects")]
#[test]
fn the_table_of_a_large_collection_is_given_back_by_one_without_candidates() {
    kept_by_a_thread(|account| {
        drop(ring(MANY));
        let before = account.current();
        assert_eq!(gc::collect(), MANY);
        let kept = account.current() - before;
        // A table of 65,536 entries is kept in any case.
        assert!(kept > 65_536 * 8 + 64 * 1024, "{kept} bytes are kept of a table with eight for each object");
        assert_eq!(gc::collect_young(), 0);
        assert_eq!(account.current() - before, kept);
        assert_eq!(gc::collect(), 0);
        let kept = account.current() - before;
        assert!(kept <= 65_536 * 8 + 16 * 1024, "{kept} bytes are kept");
    });
}

#[test]
fn a_thread_gives_all_its_memory_back() {
    let kept = kept_by_a_thread(|_| {
        let number = MANY / 100;
        let generic: Vec<_> = (0..number).map(|value| Obj::new(Generic { next: ObjCell::default(), value })).collect();
        assert_eq!(
            generic.iter().filter(|generic| generic.next.is_none()).map(|generic| generic.value).max(),
            Some(number - 1)
        );
        let large: Vec<_> =
            (0..10).map(|value| Obj::new(Large { next: ObjCell::default(), rest: [value; 1000] })).collect();
        large[0].next.set(Some(large[1].clone()));
        assert_eq!(large[9].rest[999], 9);
        drop(Obj::<[u8]>::from(vec![0; 300_000]));
        let weak: Vec<_> = generic.iter().map(|generic| Obj::downgrade_with(generic, |_| ())).collect();
        drop(ring(MANY));
        let last = Obj::new(Final::default());
        last.next.set(Some(last.clone()));
        drop(last);
        assert!(!gc::step(10).is_done());
        gc::callbacks::add(|_, _| ());
        gc::set_unraisable_hook(|_| ());
        drop((generic, weak, large));
    });
    assert_eq!(kept, 0);
}

#[test]
fn a_thread_gives_back_what_was_frozen_and_the_list_of_cleanups() {
    let frozen = kept_by_a_thread(|_| {
        drop(ring(3));
        let ring = ring(3);
        gc::freeze();
        assert!(gc::freeze_count() >= 3 && ring.next.is_some());
    });
    let cleanups = kept_by_a_thread(|_| {
        Obj::add_cleanup(&Obj::new(Node::default()), || ());
        Obj::add_cleanup(&Obj::new(Node::default()), || ()).cancel();
    });
    assert_eq!((frozen, cleanups), (0, 0));
}

#[test]
fn what_outlives_the_heap_of_its_thread_leaves_no_weight() {
    #[derive(Object)]
    struct Buffer {
        bytes: Vec<u8>,
        next: ObjCell<Buffer>,
    }
    thread_local!(static LATE: RefCell<Option<Obj<Buffer>>> = const { RefCell::new(None) });
    // The thread-local is used first, so it ends last.
    let kept = |size: usize| {
        kept_by_a_thread(move |_| {
            LATE.set(None);
            let buffer = Obj::new(Buffer { bytes: vec![0; size], next: ObjCell::default() });
            assert!(buffer.bytes.len() == size && buffer.next.is_none());
            LATE.set(Some(buffer));
        })
    };
    assert_eq!((kept(10_000), kept(10)), (0, 0));
}

#[test]
fn an_allocator_may_make_weak_handles_while_one_is_made() {
    thread_local! {
        static TARGET: RefCell<Option<Obj<Node>>> = const { RefCell::new(None) };
        static MADE: Cell<Option<Weak<Node>>> = const { Cell::new(None) };
    }
    type Make = fn(&Obj<Node>) -> Weak<Node>;
    let makers: [Make; 2] = [Obj::downgrade, |node| Obj::downgrade_with(node, |_| ())];
    for make in makers {
        for before in 0..6 {
            // The only one on a page that had none yet, so that the tables are made too.
            let nodes: Vec<Obj<Node>> = (0..2000).map(|_| Obj::new(Node::default())).collect();
            let target = nodes[1000].clone();
            drop(nodes);
            TARGET.set(Some(target.clone()));
            let work = || TARGET.with_borrow(|target| MADE.set(target.as_ref().map(Obj::downgrade)));
            MEANWHILE.set(Some((before, work)));
            let weak = make(&target);
            MEANWHILE.set(None);
            let Some(made) = MADE.take() else {
                assert!(before > 4, "two tables, each with its items, and an anchor");
                continue;
            };
            assert_eq!((Obj::weak_count(&target), made == weak), (2, true));
            drop((target, TARGET.take()));
            assert!(made.is_dead() && weak.is_dead());
        }
    }
}

#[test]
fn an_allocator_may_drop_weak_handles_while_their_object_dies() {
    thread_local! {
        static KEPT: Cell<Option<Weak<Node>>> = const { Cell::new(None) };
        static CALLED: Cell<usize> = const { Cell::new(0) };
    }
    for at in 0..3 {
        CALLED.set(0);
        let node = Obj::new(Node::default());
        let mut handles: Vec<_> =
            (0..3).map(|_| Obj::downgrade_with(&node, |_| CALLED.set(CALLED.get() + 1))).collect();
        KEPT.set(Some(handles.remove(at)));
        MEANWHILE.set(Some((0, || drop(KEPT.take()))));
        drop(node);
        assert_eq!((CALLED.get(), MEANWHILE.take().is_none()), (2, true));
    }
}

#[test]
fn churn_of_cyclic_garbage_needs_bounded_memory_without_being_asked() {
    kept_by_a_thread(|account| {
        let before = account.current();
        let mut most = 0;
        for _ in 0..MANY {
            drop(ring(3));
            most = most.max(account.current() - before);
        }
        let stats = gc::stats();
        assert!(cfg!(miri) || stats.young.collected + stats.full.collected > MANY, "{stats:?}");
        assert!(most < 8 * 1024 * 1024, "{most} bytes for garbage of {} bytes", MANY * 3 * 32);
    });
}
