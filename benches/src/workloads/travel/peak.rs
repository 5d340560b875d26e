//! The memory that a graph takes, and what saving and loading take at most.

use std::fs;
use std::io;

use obj_runtime::gc;
use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Serialize, Serializer};

use super::trees::{Row, Tree, tree};
use super::{Format, Postcard, load_graph, size};
use crate::machine::{most_resident_bytes, resident_bytes};
use crate::model::{Sampler, Scale};
use crate::stopwatch::Sample;

/// The memory of a tree.
pub(super) fn of_graph(scale: Scale) -> Sampler {
    of_work(scale, |_| (), |size, ()| tree(size), resident_bytes)
}

/// The most that it takes to make a tree and to save it.
pub(super) fn while_saving(scale: Scale) -> Sampler {
    let save = |size, ()| {
        let tree = tree(size);
        gc::collect();
        forget_peak();
        postcard::to_io(&Graph::of(&tree), io::sink()).expect("it can be written");
        tree
    };
    of_work(scale, |_| (), save, most_resident_bytes)
}

/// The most that it takes to load one, which is there then.
pub(super) fn while_loading(scale: Scale) -> Sampler {
    let bytes = |size| {
        let bytes = Postcard::write(&Saved::of(size));
        forget_peak();
        bytes
    };
    of_work(scale, bytes, |_, bytes| load_graph::<Postcard>(&bytes), most_resident_bytes)
}

/// How much memory there is after `work` beyond what there was before, for each object.
fn of_work<A: 'static>(
    scale: Scale,
    prepare: fn(usize) -> A,
    work: fn(usize, A) -> Obj<Tree>,
    bytes_after: fn() -> usize,
) -> Sampler {
    let size = size(scale);
    Box::new(move |_| {
        let given = prepare(size);
        let before = resident_bytes();
        let tree = work(size, given);
        let grown = bytes_after().saturating_sub(before);
        drop(tree);
        Sample { value: grown as f64 / size as f64, operations: size }
    })
}

/// What was resident at most is what is resident now. Where the system does not allow it, it stays what it was.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// A tree as it is saved, which nobody has to build: that would leave memory behind.
#[derive(Serialize)]
struct Saved {
    format: u32,
    kinds: Kinds,
    names: &'static [&'static str],
    objects: Objects,
    root: u32,
}

struct Kinds(usize);
struct Objects(usize);

impl Saved {
    fn of(size: usize) -> Self {
        Self { format: 1, kinds: Kinds(size), names: &["Tree"], objects: Objects(size), root: 0 }
    }
}

impl Serialize for Kinds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0).map(|_| 0_u32))
    }
}

impl Serialize for Objects {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.0).map(|index| Row::of(index, self.0)))
    }
}
