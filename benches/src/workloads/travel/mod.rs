//! Graphs that travel: a tree whose nodes know their parents, saved and loaded through postcard and JSON, copied and sent; records in
//! a ring, sent; and a tree that only leads down, beside `Rc` in serde's way.

mod peak;
mod ring;
mod trees;

use std::hint::black_box;

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{Parcel, deepcopy, gc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::ring::ring;
use self::trees::{Down, Row, Shared, Tree, counted, down, from_rows, to_rows, tree};
use super::bench;
use crate::model::{Bench, Sampler, Scale};

/// A format of serde.
trait Format: 'static {
    fn write<T: Serialize>(value: &T) -> Vec<u8>;
    fn read<T: DeserializeOwned>(bytes: &[u8]) -> T;
}

struct Postcard;
struct Json;

impl Format for Postcard {
    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        postcard::to_stdvec(value).expect("it can be written")
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
        postcard::from_bytes(bytes).expect("it was written")
    }
}

impl Format for Json {
    fn write<T: Serialize>(value: &T) -> Vec<u8> {
        serde_json::to_vec(value).expect("it can be written")
    }

    fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
        serde_json::from_slice(bytes).expect("it was written")
    }
}

/// The workloads of this library.
pub(crate) fn of_graphs() -> Vec<Bench> {
    vec![
        bench!("travel_save", |scale| saved(scale, save_graph::<Postcard>)),
        bench!("travel_load", |scale| loaded(scale, save_graph::<Postcard>, load_graph::<Postcard>)),
        bench!("travel_round", |scale| anew(scale, tree, |tree| {
            let loaded = load_graph::<Postcard>(&save_graph::<Postcard>(&tree));
            (loaded, tree)
        })),
        bench!("travel_json_save", |scale| saved(scale, save_graph::<Json>)),
        bench!("travel_json_load", |scale| loaded(scale, save_graph::<Json>, load_graph::<Json>)),
        bench!("travel_copy", |scale| anew(scale, tree, |tree| (deepcopy(&tree), tree))),
        bench!("travel_collect", |scale| collected(scale, tree)),
        bench!("travel_pack", |scale| anew(scale, tree, Parcel::pack)),
        bench!("travel_unpack", |scale| unpacked(scale, tree)),
        bench!("travel_send", |scale| anew(scale, tree, |tree| Parcel::pack(tree).map(Parcel::unpack))),
        bench!("travel_ring_collect", |scale| collected(scale, ring)),
        bench!("travel_ring_pack", |scale| anew(scale, ring, Parcel::pack)),
        bench!("travel_ring_unpack", |scale| unpacked(scale, ring)),
        bench!("travel_down_save", |scale| anew(scale, down, |tree| (Postcard::write(&Graph::of(&tree)), tree))),
        bench!("travel_down_load", |scale| {
            let bytes = |size| Postcard::write(&Graph::of(&down(size)));
            anew(scale, bytes, |bytes| Postcard::read::<Graph<Obj<Down>>>(&bytes).into_root())
        }),
        bench!("travel_down_json_save", |scale| anew(scale, down, |tree| (Json::write(&Graph::of(&tree)), tree))),
        bench!("travel_down_json_load", |scale| {
            let bytes = |size| Json::write(&Graph::of(&down(size)));
            anew(scale, bytes, |bytes| Json::read::<Graph<Obj<Down>>>(&bytes).into_root())
        }),
        bench!("travel_bytes", peak::of_graph),
        bench!("travel_save_peak", peak::while_saving),
        bench!("travel_load_peak", peak::while_loading),
    ]
}

/// Those of who writes indices by hand, made from the graph and made into one again.
pub(crate) fn of_indices() -> Vec<Bench> {
    vec![
        bench!("travel_save", |scale| saved(scale, save_rows::<Postcard>)),
        bench!("travel_load", |scale| loaded(scale, save_rows::<Postcard>, load_rows::<Postcard>)),
        bench!("travel_json_save", |scale| saved(scale, save_rows::<Json>)),
        bench!("travel_json_load", |scale| loaded(scale, save_rows::<Json>, load_rows::<Json>)),
    ]
}

/// Those of `Rc`.
pub(crate) fn of_rc() -> Vec<Bench> {
    vec![
        bench!("travel_down_save", |scale| anew(scale, counted, |tree| (Postcard::write(&tree), tree))),
        bench!("travel_down_load", |scale| {
            anew(scale, |size| Postcard::write(&counted(size)), |bytes| Postcard::read::<Shared>(&bytes))
        }),
        bench!("travel_down_json_save", |scale| anew(scale, counted, |tree| (Json::write(&tree), tree))),
        bench!("travel_down_json_load", |scale| {
            anew(scale, |size| Json::write(&counted(size)), |bytes| Json::read::<Shared>(&bytes))
        }),
    ]
}

fn save_graph<F: Format>(tree: &Obj<Tree>) -> Vec<u8> {
    F::write(&Graph::of(tree))
}

fn load_graph<F: Format>(bytes: &[u8]) -> Obj<Tree> {
    F::read::<Graph<Obj<Tree>>>(bytes).into_root()
}

fn save_rows<F: Format>(tree: &Obj<Tree>) -> Vec<u8> {
    F::write(&to_rows(tree))
}

fn load_rows<F: Format>(bytes: &[u8]) -> Obj<Tree> {
    from_rows(F::read::<Vec<Row>>(bytes))
}

/// So many objects a graph has.
fn size(scale: Scale) -> usize {
    scale.of(1 << 16)
}

/// Times `work` on what is made for each sample; what it makes is taken apart afterwards.
fn anew<A, R>(scale: Scale, make: impl Fn(usize) -> A + 'static, work: impl Fn(A) -> R + 'static) -> Sampler {
    let size = size(scale);
    Box::new(move |mut stopwatch| {
        gc::collect();
        let made = make(size);
        drop(black_box(stopwatch.timed_section(|| work(made))));
        gc::collect();
        stopwatch.per_operation(size)
    })
}

/// Times the saving of one tree.
fn saved(scale: Scale, save: impl Fn(&Obj<Tree>) -> Vec<u8> + 'static) -> Sampler {
    anew(scale, tree, move |tree| (save(&tree), tree))
}

/// Times the loading of what was saved.
fn loaded(
    scale: Scale,
    save: impl Fn(&Obj<Tree>) -> Vec<u8> + 'static,
    load: impl Fn(&[u8]) -> Obj<Tree> + 'static,
) -> Sampler {
    let bytes = move |size| {
        let bytes = save(&tree(size));
        gc::collect();
        bytes
    };
    anew(scale, bytes, move |bytes| load(&bytes))
}

/// Times a full collection that looks at all of a graph.
fn collected<T>(scale: Scale, make: impl Fn(usize) -> Obj<T> + 'static) -> Sampler {
    let touched = move |size| {
        let root = make(size);
        gc::collect();
        drop(root.clone());
        root
    };
    anew(scale, touched, |root| (gc::collect(), root))
}

/// Times the unpacking of a graph.
fn unpacked<T: Object>(scale: Scale, make: impl Fn(usize) -> Obj<T> + 'static) -> Sampler {
    anew(scale, move |size| Parcel::pack(make(size)), |parcel| parcel.map(Parcel::unpack))
}
