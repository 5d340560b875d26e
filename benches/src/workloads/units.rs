//! Loops of `graph!`, and the same loops written in Rust.

use obj_runtime::gc;
use obj_runtime::prelude::*;

use super::bench;
use crate::model::{Bench, Sampler, Scale};

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
}

/// The family's workloads, for the only contender that has `graph!`.
pub(crate) fn units() -> Vec<Bench> {
    vec![
        bench!("ring_in_rust", |scale| built(scale, ring_in_rust)),
        bench!("ring_in_unit", |scale| built(scale, ring_in_unit)),
        bench!("ring_in_unit_while", |scale| built(scale, ring_in_unit_while)),
    ]
}

/// Times the building of a ring, and not what takes it apart.
fn built(scale: Scale, build: fn(i64) -> Obj<Node>) -> Sampler {
    let size = scale.of(1_000_000);
    Box::new(move |mut stopwatch| {
        let ring = stopwatch.timed_section(|| build(size as i64));
        drop(ring);
        gc::collect();
        stopwatch.per_operation(size)
    })
}

fn ring_in_rust(size: i64) -> Obj<Node> {
    let first = Obj::new(Node::default());
    let mut last = first.clone();
    for _ in 1..size {
        let node = Obj::new(Node::default());
        last.next.set(Some(node.clone()));
        last = node;
    }
    last.next.set(Some(first.clone()));
    first
}

fn ring_in_unit(size: i64) -> Obj<Node> {
    graph! {
        size = rust!(size);
        first = Node { .. };
        last = first;
        for at in range(1, size) {
            node = Node { .. };
            last.next = node;
            last = node;
        }
        last.next = first;
        first
    }
}

/// The same with a counter that is an `Int`.
fn ring_in_unit_while(size: i64) -> Obj<Node> {
    graph! {
        size = rust!(Obj::<Int>::from(size));
        first = Node { .. };
        last = first;
        at = 1;
        while at < size {
            node = Node { .. };
            last.next = node;
            last = node;
            at += 1;
        }
        last.next = first;
        first
    }
}
