//! The numbers of the heap, and the function of the program that decides when to collect.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use obj_runtime::gc::{self, Generation, Load};
use obj_runtime::prelude::*;

#[derive(Object, Default)]
#[object(finalize)]
struct Node {
    next: ObjCell<Node>,
    data: [u64; 4],
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        assert!(gc::is_collecting() || this.next.is_none());
    }
}

fn ring() {
    let node = Obj::new(Node::default());
    node.next.set(&node);
}

/// Enough rings for any page to be full.
fn many_rings() {
    (0..2000).for_each(|_| ring());
}

fn collections() -> (usize, usize) {
    let stats = gc::stats();
    (stats.young.collections, stats.full.collections)
}

#[test]
fn bytes_and_objects_are_counted_as_they_come_and_go() {
    assert_eq!(gc::stats().heap, gc::HeapStats::default());
    let nodes: Vec<_> = (0..1000).map(|_| Obj::new(Node::default())).collect();
    let heap = gc::stats().heap;
    assert!(heap.objects >= 1000 && heap.live_bytes >= 48 * 1000 && heap.live_bytes < heap.reserved_bytes);
    let large: Obj<[u8]> = vec![0; 10 << 20].into();
    let with_large = gc::stats().heap;
    assert!(with_large.live_bytes - heap.live_bytes > 10 << 20 && with_large.reserved_bytes > 10 << 20);
    drop((nodes, large));
    let after = gc::stats().heap;
    assert!(after.objects < 10 && after.live_bytes < 1000 && after.reserved_bytes < 10 << 20);
}

#[test]
fn the_heap_knows_candidates_and_memory_outside() {
    gc::disable();
    let memory = gc::ExternalMemory::new(1000);
    ring();
    let heap = gc::stats().heap;
    assert_eq!((heap.candidates, heap.external_bytes, heap.objects), (1, 1000, 1));
    gc::collect();
    drop(memory);
    let heap = gc::stats().heap;
    assert_eq!((heap.candidates, heap.external_bytes, heap.objects, heap.live_bytes), (0, 0, 0, 0));
    let widths: Vec<usize> = gc::stats().to_string().lines().map(|line| line.chars().count()).collect();
    assert_eq!(widths, [89, 89, 89, 75, 75], "{}", gc::stats());
}

#[test]
fn a_condition_decides_when_to_collect() {
    let asked = Rc::new(RefCell::new(Vec::<Load>::new()));
    let (answer, loads) = (Rc::new(Cell::new(None)), asked.clone());
    let decide = answer.clone();
    gc::set_condition(move |load| {
        loads.borrow_mut().push(*load);
        decide.get()
    });
    many_rings();
    assert_eq!(collections(), (0, 0));
    let load = asked.borrow().last().copied().unwrap();
    assert!(load.new_candidates > 1000 && load.bytes > 64 * 1024 && load.due.is_none());
    answer.set(Some(Generation::Young));
    many_rings();
    assert!(collections().0 > 3 && collections().1 == 0 && gc::stats().young.collected > 3000);
    answer.set(Some(Generation::Full));
    many_rings();
    assert!(collections().1 > 3);
    gc::disable();
    let count = asked.borrow().len();
    many_rings();
    assert_eq!(asked.borrow().len(), count, "not asked while collections are disabled");
    gc::reset_condition();
    assert_eq!(Rc::strong_count(&asked), 1);
}

#[test]
fn a_condition_is_asked_as_its_docs_say() {
    #[derive(Object)]
    struct Small(u32);
    #[derive(Object)]
    struct Buffer(Vec<u8>);

    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    gc::set_condition(move |_| {
        count.set(count.get() + 1);
        None
    });
    let asked = |work: &dyn Fn()| {
        let before = calls.get();
        work();
        calls.get() - before
    };
    let small = || _ = (0..16).map(|number| Obj::new(Small(number))).collect::<Vec<_>>();
    assert_eq!(asked(&small), 16, "the first of a type");
    let page = Obj::new(Small(0));
    assert_eq!(asked(&small), 0, "there is place on its page");
    let buffer = Obj::new(Buffer(vec![0; 100]));
    assert_eq!(
        (asked(&|| drop(Obj::new(Buffer(vec![0; 100])))), asked(&|| drop(Obj::new(Buffer(vec![0; 5000]))))),
        (1, 2)
    );
    let memory = gc::ExternalMemory::new(1);
    assert_eq!((asked(&|| memory.set(2)), asked(&|| memory.set(1))), (1, 0));
    assert!(asked(&|| drop(gc::ExternalMemory::new(1))) == 1 && page.0 == 0 && buffer.0.len() == 100);
}

#[test]
fn what_is_due_is_told() {
    let is_due = Rc::new(Cell::new(false));
    let flag = is_due.clone();
    gc::set_condition(move |load| {
        flag.set(flag.get() || load.due == Some(Generation::Young));
        load.due
    });
    (0..10).for_each(|_| many_rings());
    assert!(is_due.get() && collections().0 > 0);
}

#[test]
fn a_condition_may_make_objects_collect_and_replace_itself() {
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    gc::set_condition(move |_| {
        count.set(count.get() + 1);
        many_rings();
        gc::set_condition(|load| load.due);
        assert!(!gc::is_collecting() && gc::collect() >= 2000);
        None
    });
    many_rings();
    assert_eq!((calls.get(), Rc::strong_count(&calls)), (1, 1));
}

#[test]
fn a_condition_that_panics_leaves_it_at_what_is_due() {
    let messages = Rc::new(RefCell::new(Vec::new()));
    let told = messages.clone();
    gc::set_unraisable_hook(move |panic| told.borrow_mut().push(panic.message().map(str::to_owned)));
    gc::set_threshold(1);
    gc::set_condition(|_| panic!("cannot say"));
    many_rings();
    assert!(gc::stats().young.collected > 1000);
    assert_eq!(messages.borrow()[0].as_deref(), Some("cannot say"));
}
