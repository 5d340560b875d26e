//! What the table of limits in the docs of `obj_runtime` says, line by line, as far as no other file of tests does.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use obj_runtime::gc;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Aligned {
    place: Place,
    next: ObjCell<Aligned>,
}

/// The largest alignment.
#[derive(Trace)]
#[repr(align(4096))]
struct Place {
    number: u64,
}

#[test]
fn values_are_aligned_to_up_to_four_kibibytes() {
    let objects: Vec<_> =
        (0..5).map(|number| Obj::new(Aligned { place: Place { number }, next: ObjCell::default() })).collect();
    for (number, object) in (0..).zip(&objects) {
        object.next.set(Some(object.clone()));
        assert_eq!((std::ptr::from_ref(&object.place).addr() % 4096, object.place.number), (0, number));
    }
    drop(objects);
    assert_eq!(gc::collect(), 5);
}

#[cfg_attr(miri, ignore = "much memory")]
#[test]
fn an_object_may_be_as_large_as_the_memory() {
    let large: Obj<[u64]> = vec![7; 8 << 20].into();
    assert_eq!((large.len(), large[(8 << 20) - 1]), (8 << 20, 7));
}

#[test]
fn weak_handles_of_one_object_may_be_many() {
    let object = Obj::new(Aligned { place: Place { number: 0 }, next: ObjCell::default() });
    let weak = vec![Obj::downgrade(&object); if cfg!(miri) { 100 } else { 1_000_000 }];
    assert_eq!(Obj::weak_count(&object), weak.len());
    drop(object);
    assert!(weak.iter().all(Weak::is_dead));
}

/// Takes a large frame when it is dropped.
struct Frame;

impl Drop for Frame {
    #[inline(never)]
    fn drop(&mut self) {
        black_box([0_u8; 16 * 1024]);
    }
}

#[derive(Object)]
struct Floor {
    below: Option<Obj<Floor>>,
    #[object(skip)]
    _frame: Inner,
}

/// Drops the rest of the tower inside its own large frame.
struct Inner(Cell<Option<Obj<Floor>>>);

impl Drop for Inner {
    #[inline(never)]
    fn drop(&mut self) {
        let room = black_box([0_u8; 16 * 1024]);
        let _frame = Frame;
        drop(self.0.take());
        black_box(room);
    }
}

#[test]
fn destructors_need_the_stack_of_thirty_two_of_them() {
    let height = if cfg!(miri) { 100 } else { 100_000 };
    let work = move || {
        let mut tower = None;
        for _ in 0..height {
            tower = Some(Obj::new(Floor { below: None, _frame: Inner(Cell::new(tower)) }));
        }
        let tower = tower.expect("it is high");
        assert!(tower.below.is_none());
        drop(tower);
    };
    // 32 × (16 KiB, twice, and what else a debug build puts into a frame), instead of 100,000 ×.
    thread::Builder::new().stack_size(3 << 20).spawn(work).expect("a thread").join().expect("no overflow");
}

#[derive(Object, Debug)]
struct Doll {
    #[allow(dead_code, reason = "it is written")]
    inner: Option<Obj<Doll>>,
}

impl fmt::Display for Doll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a ")?;
        self.inner.as_ref().map_or(Ok(()), |inner| inner.fmt(f))
    }
}

#[test]
fn nested_objects_are_written_to_256_levels() {
    let dolls = |count| (1..count).fold(Obj::new(Doll { inner: None }), |doll, _| Obj::new(Doll { inner: Some(doll) }));
    let (whole, deeper) = (dolls(256), dolls(1_000));
    assert_eq!(whole.to_string(), "a ".repeat(256));
    assert_eq!(format!("{whole:?}").matches("Doll").count(), 256);
    assert_eq!(deeper.to_string(), "a ".repeat(256) + "Doll(...)");
    let text = format!("{deeper:?}");
    assert_eq!((text.matches("Doll {").count(), text.matches("Doll(...)").count()), (256, 1));
}

thread_local!(static LATE: RefCell<Vec<Left>> = const { RefCell::new(Vec::new()) });

/// Leaves a cycle when it is dropped.
struct Left(Obj<Node>);

#[derive(Object)]
struct Node {
    next: ObjCell<Node>,
    #[object(skip)]
    count: Counted,
}

struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn ring(count: &Arc<AtomicUsize>) -> Left {
    count.fetch_add(1, Ordering::SeqCst);
    let node = Obj::new(Node { next: ObjCell::default(), count: Counted(Arc::clone(count)) });
    node.next.set(Some(node.clone()));
    assert!(Arc::strong_count(&node.count.0) > 1);
    Left(node)
}

/// Thread-locals that are used before the heap, with a cycle in each.
macro_rules! locals {
    ($count:ident: $($name:ident)*) => {$(
        thread_local!(static $name: RefCell<Vec<Left>> = const { RefCell::new(Vec::new()) });
        $name.with_borrow_mut(|kept| kept.push(ring(&$count)));
    )*};
}

#[test]
fn thirty_two_thread_locals_may_leave_cycles_after_the_end_of_the_heap() {
    let count = Arc::new(AtomicUsize::new(0));
    let in_thread = Arc::clone(&count);
    let work = move || {
        LATE.with_borrow_mut(|kept| kept.push(ring(&in_thread)));
        locals! { in_thread:
            A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16
            B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15 B16
        }
        assert_eq!(LATE.with_borrow(|kept| Obj::refcount(&kept[0].0)), 2);
    };
    thread::spawn(work).join().expect("no panic");
    assert_eq!(count.load(Ordering::SeqCst), 0);
}

/// A cycle whose finalizer makes another one.
#[derive(Object)]
#[object(finalize)]
struct Again {
    next: ObjCell<Again>,
    ended: Arc<AtomicUsize>,
}

impl Finalize for Again {
    fn finalize(this: &Obj<Self>) {
        this.ended.fetch_add(1, Ordering::SeqCst);
        again(&this.ended);
    }
}

fn again(ended: &Arc<AtomicUsize>) {
    let node = Obj::new(Again { next: ObjCell::default(), ended: Arc::clone(ended) });
    node.next.set(Some(node.clone()));
}

#[test]
fn a_thread_ends_after_three_collections() {
    let ended = Arc::new(AtomicUsize::new(0));
    let in_thread = Arc::clone(&ended);
    thread::spawn(move || again(&in_thread)).join().expect("no panic");
    assert_eq!(ended.load(Ordering::SeqCst), 3);
}

#[cfg(all(target_os = "linux", not(miri)))]
#[test]
fn without_memory_the_process_aborts_and_says_so() {
    /// The test runs itself with this set, in a process with little memory.
    const IN_CHILD: &str = "OBJ_TESTS_LITTLE_MEMORY";

    if std::env::var_os(IN_CHILD).is_some() {
        let mut kept: Vec<Obj<[u64]>> = Vec::new();
        for len in 100_000..101_000 {
            kept.push((0..len).collect());
            // Everything is as it was, up to the last moment.
            assert!(kept.iter().zip(100_000..).all(|(items, len)| items[items.len() - 1] == len - 1));
        }
        return;
    }
    let test = std::env::current_exe().expect("it runs");
    let name = "limits::without_memory_the_process_aborts_and_says_so";
    // 512 MiB of addresses, in units of a kibibyte.
    let script = format!("ulimit -v 524288 && ulimit -c 0 && exec '{}' --exact {name} --nocapture", test.display());
    let output =
        std::process::Command::new("sh").args(["-c", &script]).env(IN_CHILD, "1").output().expect("there is a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("memory allocation of"), "{:?}: {said}", output.status);
}
