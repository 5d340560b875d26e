//! The shapes that grow.

use std::cell::Cell;
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use obj_runtime::gc;
use obj_runtime::prelude::*;

/// A piece of work on so many objects.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    /// Builds what is needed, and returns the time of what is measured.
    pub(super) run: fn(usize) -> Duration,
}

/// All shapes, in the order of their lines.
pub(super) static SHAPES: &[Shape] = &[
    Shape { name: "tree", about: "build and drop a full tree", run: tree },
    Shape { name: "ring", about: "build, drop and collect a ring", run: ring },
    Shape {
        name: "touched",
        about: "full collection of live objects, a handle to each cloned and dropped",
        run: touched,
    },
    Shape { name: "fan_in", about: "collect a line of objects that all point to one more", run: fan_in },
    Shape { name: "callbacks", about: "drop objects of which a weak handle with a callback is left", run: callbacks },
    Shape { name: "steps", about: "the same as `touched`, in steps of 10,000", run: steps },
    Shape {
        name: "two_threads",
        about: "two rings at once, of half the size, each on a thread of its own",
        run: two_threads,
    },
];

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    other: ObjCell<Node>,
}

#[derive(Object)]
struct Branch(#[allow(dead_code, reason = "children are held, not read")] Option<(Obj<Branch>, Obj<Branch>)>);

fn timed<R>(work: impl FnOnce() -> R) -> Duration {
    let start = Instant::now();
    let result = work();
    let time = start.elapsed();
    drop(result);
    time
}

fn tree(objects: usize) -> Duration {
    fn branch(nodes: usize) -> Obj<Branch> {
        if nodes < 3 {
            return Obj::new(Branch(None));
        }
        let left = (nodes - 1) / 2;
        Obj::new(Branch(Some((branch(left), branch(nodes - 1 - left)))))
    }
    timed(|| drop(branch(objects)))
}

/// Nodes of which each leads to the next; the last one to the first.
fn tied(objects: usize) -> Vec<Obj<Node>> {
    let nodes: Vec<Obj<Node>> = (0..objects).map(|_| Obj::new(Node::default())).collect();
    for (index, node) in nodes.iter().enumerate() {
        node.next.set(Some(nodes[(index + 1) % objects].clone()));
    }
    nodes
}

fn ring(objects: usize) -> Duration {
    timed(|| {
        drop(tied(objects));
        gc::collect();
    })
}

/// A ring that has settled, and then been touched.
fn touched_ring(objects: usize) -> Vec<Obj<Node>> {
    let nodes = tied(objects);
    gc::collect();
    gc::disable();
    for node in &nodes {
        drop(node.clone());
    }
    nodes
}

fn touched(objects: usize) -> Duration {
    let nodes = touched_ring(objects);
    let time = timed(gc::collect);
    // The process ends: nobody waits for so many objects to be freed.
    std::mem::forget(nodes);
    time
}

fn steps(objects: usize) -> Duration {
    let nodes = touched_ring(objects);
    let time = timed(|| while !gc::step(10_000).is_done() {});
    std::mem::forget(nodes);
    time
}

fn fan_in(objects: usize) -> Duration {
    let nodes = tied(objects);
    let hub = Obj::new(Node::default());
    hub.next.set(Some(nodes[0].clone()));
    for node in &nodes {
        node.other.set(Some(hub.clone()));
    }
    timed(|| {
        drop((nodes, hub));
        gc::collect();
    })
}

fn callbacks(objects: usize) -> Duration {
    let called = Rc::new(Cell::new(0));
    let nodes: Vec<Obj<Node>> = (0..objects).map(|_| Obj::new(Node::default())).collect();
    let watched: Vec<Weak<Node>> = nodes
        .iter()
        .map(|node| {
            let called = called.clone();
            Obj::downgrade_with(node, move |_| called.set(called.get() + 1))
        })
        .collect();
    let time = timed(|| drop(nodes));
    assert_eq!(called.get(), objects, "each callback is called");
    drop(watched);
    time
}

fn two_threads(objects: usize) -> Duration {
    timed(|| {
        let other = thread::spawn(move || ring(objects / 2));
        ring(objects / 2);
        other.join().expect("the other thread does not panic")
    })
}
