//! Structures of a million objects on a stack of 256 KiB.
//!
//! `cargo test --release -p obj-tests --test integration gc_deep -- --ignored` does the same with ten million.

use std::cell::Cell;
use std::hint::black_box;
use std::mem::MaybeUninit;
use std::thread;

use obj_runtime::gc;
use obj_runtime::prelude::*;

const STACK: usize = 256 * 1024;
const DEEP: usize = if cfg!(miri) { 150 } else { 1_000_000 };
const DEEPER: usize = 10 * DEEP;

/// Runs in a thread with a small stack; at its end nothing must be left.
fn on_a_small_stack(size: usize, work: fn(usize)) {
    let builder = thread::Builder::new().stack_size(STACK);
    let run = move || {
        work(size);
        assert_eq!((ALIVE.get(), FINALIZED.get() % size), (0, 0));
    };
    builder.spawn(run).expect("a thread").join().expect("no panic");
}

/// One test per structure, and one more that is ignored: `name: function`.
macro_rules! deep {
    ($($name:ident)*) => {
        mod deep {$(
            #[test]
            fn $name() {
                super::on_a_small_stack(super::DEEP, super::$name);
            }
        )*}
        mod deeper {$(
            #[test]
            #[ignore = "takes long without optimisation"]
            fn $name() {
                super::on_a_small_stack(super::DEEPER, super::$name);
            }
        )*}
    };
}

deep! {
    dead_chain dead_chain_of_frozen_objects dead_chain_with_finalizers dead_chain_whose_finalizers_drop_the_next
    dead_chain_with_weak_handles dead_chain_of_any_objects dead_chain_of_large_destructors
    dead_chain_inside_a_ring live_chain live_ring dead_ring dead_ring_in_steps dead_ring_with_finalizers resurrected_ring
    dead_chain_with_back_links dead_tree dead_comb live_tree_with_parents dead_list_of_lists
}

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
    static FINALIZED: Cell<usize> = const { Cell::new(0) };
    static SAVED: Cell<Option<Obj<Mortal>>> = const { Cell::new(None) };
}

/// Counts the values that there are.
struct Alive;

impl Alive {
    fn new() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}

#[derive(Object)]
struct Node {
    next: ObjCell<Node>,
    back: ObjCell<Node>,
    #[object(skip)]
    _alive: Alive,
}

fn node() -> Obj<Node> {
    Obj::new(Node { next: ObjCell::default(), back: ObjCell::default(), _alive: Alive::new() })
}

/// The first and the last node of a chain. The chain is moved together: its nodes are no candidates.
fn chain(size: usize) -> (Obj<Node>, Obj<Node>) {
    let last = node();
    let mut first = last.clone();
    for _ in 1..size {
        let made = node();
        made.next.set(Some(first));
        first = made;
    }
    assert_eq!(ALIVE.get(), size);
    (first, last)
}

fn dead_chain(size: usize) {
    let (first, last) = chain(size);
    drop(last);
    drop(first);
    assert_eq!(ALIVE.get(), 0);
}

/// What its destructor needs of the stack allows 32 of it to nest, but not twice as many.
struct Large {
    next: Option<Obj<Floor>>,
    _alive: Alive,
}

impl Drop for Large {
    fn drop(&mut self) {
        let mut room = MaybeUninit::<[u8; 4500]>::uninit();
        drop(self.next.take());
        black_box(room.as_mut_ptr());
    }
}

#[derive(Object)]
struct Floor {
    #[object(skip)]
    _large: Large,
}

fn dead_chain_of_large_destructors(size: usize) {
    let floor = |next, _| Some(Obj::new(Floor { _large: Large { next, _alive: Alive::new() } }));
    drop((0..size).fold(None, floor));
    assert_eq!(ALIVE.get(), 0);
}

fn dead_chain_inside_a_ring(size: usize) {
    let (first, last) = chain(size);
    let ring = node();
    ring.next.set(Some(ring.clone()));
    ring.back.set(Some(first));
    drop((last, ring));
    assert_eq!(gc::collect(), size + 1);
}

#[derive(Object)]
#[object(frozen)]
struct Cons {
    next: Option<Obj<Cons>>,
    #[object(frozen)]
    alive: Alive,
}

fn dead_chain_of_frozen_objects(size: usize) {
    let mut first = None;
    for _ in 0..size {
        first = Some(Obj::new(Cons { next: first, alive: Alive::new() }));
    }
    let Alive = first.as_ref().expect("a chain").alive;
    let mut last = first.as_ref();
    while let Some(next) = last.and_then(|cons| cons.next.as_ref()) {
        last = Some(next);
    }
    assert_eq!(last.map(Obj::refcount), Some(1));
    drop(first);
    assert_eq!(ALIVE.get(), 0);
}

fn dead_chain_of_any_objects(size: usize) {
    #[derive(Object)]
    struct Any {
        next: Option<AnyObj>,
        #[object(skip)]
        _alive: Alive,
    }
    let mut first = AnyObj::from(node());
    for _ in 1..size {
        first = Obj::new(Any { next: Some(first), _alive: Alive::new() }).into();
    }
    assert_eq!(first.downcast_ref::<Any>().and_then(|any| any.next.as_ref()).map(AnyObj::refcount), Some(1));
    drop(first);
    assert_eq!(ALIVE.get(), 0);
}

/// An object with a finalizer.
#[derive(Object)]
#[object(finalize)]
struct Mortal {
    next: ObjCell<Mortal>,
    deed: Deed,
    #[object(skip)]
    _alive: Alive,
}

#[derive(Trace, Clone, Copy)]
enum Deed {
    Nothing,
    DropNext,
    Save,
}

impl Finalize for Mortal {
    fn finalize(this: &Obj<Self>) {
        FINALIZED.set(FINALIZED.get() + 1);
        match this.deed {
            Deed::Nothing => {}
            Deed::DropNext => this.next.set(None),
            Deed::Save => SAVED.set(Some(this.clone())),
        }
    }
}

fn mortal(deed: Deed) -> Obj<Mortal> {
    Obj::new(Mortal { next: ObjCell::default(), deed, _alive: Alive::new() })
}

fn mortals(size: usize, deed: Deed) -> (Obj<Mortal>, Obj<Mortal>) {
    let last = mortal(deed);
    let mut first = last.clone();
    for _ in 1..size {
        let made = mortal(deed);
        made.next.set(Some(first));
        first = made;
    }
    (first, last)
}

fn dead_chain_with_finalizers(size: usize) {
    let (first, last) = mortals(size, Deed::Nothing);
    drop((last, first));
    assert_eq!((ALIVE.get(), FINALIZED.get()), (0, size));
}

fn dead_chain_whose_finalizers_drop_the_next(size: usize) {
    let (first, last) = mortals(size, Deed::DropNext);
    drop((last, first));
    assert_eq!((ALIVE.get(), FINALIZED.get()), (0, size));
}

fn dead_chain_with_weak_handles(size: usize) {
    let size = size / 10;
    let (first, last) = chain(size);
    let mut weak = Vec::new();
    let mut next = Some(first.clone());
    while let Some(here) = next {
        weak.push(Obj::downgrade_with(&here, |_| FINALIZED.set(FINALIZED.get() + 1)));
        next = here.next.get();
    }
    drop((last, first));
    assert_eq!((ALIVE.get(), FINALIZED.replace(0)), (0, size));
    assert!(weak.iter().all(Weak::is_dead));
}

fn live_chain(size: usize) {
    let (first, last) = chain(size);
    // `last` and `first` are candidates, and so is everything that is read with `get`.
    drop((first.clone(), last.next.get()));
    assert_eq!((gc::collect_young(), gc::collect()), (0, 0));
    drop(first.clone());
    while !gc::step(1000).is_done() {}
    let mut length = 1;
    let mut here = first.clone();
    while let Some(next) = { here.next.get() } {
        here = next;
        length += 1;
    }
    assert_eq!(length, size);
    assert_eq!(gc::collect(), 0);
    drop((here, last));
    assert_eq!(ALIVE.get(), size);
}

fn ring(size: usize) -> Obj<Node> {
    let (first, last) = chain(size);
    last.next.set(Some(first.clone()));
    first
}

fn live_ring(size: usize) {
    let ring = ring(size);
    assert_eq!((gc::collect_young(), gc::collect()), (0, 0));
    drop(ring.clone());
    while !gc::step(1000).is_done() {}
    ring.next.set(None);
    drop(ring);
    assert_eq!(ALIVE.get(), 0);
}

fn dead_ring(size: usize) {
    drop(ring(size));
    assert_eq!(gc::collect_young(), size);
    drop(ring(size));
    assert_eq!(gc::collect(), size);
}

fn dead_ring_in_steps(size: usize) {
    drop(ring(size));
    let mut collected = 0;
    loop {
        let progress = gc::step(1000);
        collected += progress.collected();
        if progress.is_done() {
            break;
        }
    }
    assert_eq!(collected, size);
}

fn ring_of_mortals(size: usize) -> Obj<Mortal> {
    let (first, last) = mortals(size, Deed::Nothing);
    last.next.set(Some(first.clone()));
    first
}

fn dead_ring_with_finalizers(size: usize) {
    drop(ring_of_mortals(size));
    assert_eq!(gc::collect(), size);
    assert_eq!(FINALIZED.get(), size);
}

fn resurrected_ring(size: usize) {
    let ring = ring_of_mortals(size - 1);
    let savior = mortal(Deed::Save);
    savior.next.set(ring.next.replace(Some(savior.clone())));
    drop((ring, savior));
    assert_eq!(gc::collect(), 0);
    assert_eq!(ALIVE.get(), size);
    assert!(SAVED.take().is_some());
    assert_eq!(gc::collect(), size);
    assert_eq!(FINALIZED.get(), size);
}

fn dead_chain_with_back_links(size: usize) {
    let (first, last) = chain(size);
    let mut here = first.clone();
    while let Some(next) = { here.next.get() } {
        next.back.set(Some(here));
        here = next;
    }
    drop((first, last, here));
    assert_eq!(ALIVE.get(), size);
    assert_eq!(gc::collect(), size);
}

#[derive(Object)]
struct Tree {
    parent: ObjCell<Tree>,
    children: ObjVec<Tree>,
    #[object(skip)]
    _alive: Alive,
}

fn tree() -> Obj<Tree> {
    Obj::new(Tree { parent: ObjCell::default(), children: ObjVec::new(), _alive: Alive::new() })
}

/// A tree in which node `n` is a child of node `(n - 1) / arity`.
fn full_tree(size: usize, arity: usize, with_parents: bool) -> Obj<Tree> {
    let nodes: Vec<_> = (0..size).map(|_| tree()).collect();
    for (index, node) in nodes.iter().enumerate().skip(1) {
        let parent = &nodes[(index - 1) / arity];
        parent.children.push(node.clone());
        if with_parents {
            node.parent.set(Some(parent.clone()));
        }
    }
    nodes.into_iter().next().expect("a root")
}

fn dead_tree(size: usize) {
    drop(full_tree(size, 2, false));
    assert_eq!(ALIVE.get(), 0);
    drop(full_tree(size, 1000, false));
    assert_eq!(ALIVE.get(), 0);
}

fn live_tree_with_parents(size: usize) {
    let root = full_tree(size, 3, true);
    assert_eq!(gc::collect(), 0);
    drop(root);
    assert_eq!(ALIVE.get(), size);
    assert_eq!(gc::collect(), size);
}

/// Each node has a leaf and the rest of the tree.
fn dead_comb(size: usize) {
    let root = tree();
    let mut here = root.clone();
    for _ in 0..size / 2 {
        let rest = tree();
        here.children.extend([tree(), rest.clone()]);
        here = rest;
    }
    drop(here);
    drop(root);
    assert_eq!(ALIVE.get(), 0);
}

fn dead_list_of_lists(size: usize) {
    let root = tree();
    for _ in 0..size {
        let child = tree();
        child.parent.set(Some(root.clone()));
        root.children.push(child);
    }
    assert_eq!(Obj::refcount(&root), size + 1);
    drop(root);
    assert_eq!(gc::collect(), size + 1);
}
