//! Graphs that travel: a tree whose nodes know their parents, saved and loaded through postcard, copied and sent; and one that only leads
//! down, beside `Rc` in serde's way.

use std::collections::HashMap;
use std::hint::black_box;
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{Parcel, deepcopy, gc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bench;
use crate::model::{Bench, Sampler, Scale};

#[derive(Object, Serialize, Deserialize, Clone)]
struct Tree {
    number: u32,
    name: String,
    kids: ObjVec<Tree>,
    parent: ObjCell<Tree>,
}

/// The same with indices.
#[derive(Serialize, Deserialize)]
struct Row {
    number: u32,
    name: String,
    kids: Vec<u32>,
    parent: Option<u32>,
}

/// A tree that only leads down, of objects and of `Rc`.
#[derive(Object, Serialize, Deserialize)]
struct Down {
    number: u32,
    name: String,
    kids: Vec<Obj<Down>>,
}

#[derive(Serialize, Deserialize)]
struct Counted {
    number: u32,
    name: String,
    kids: Vec<Shared>,
}

/// An `Rc`, as serde's feature `rc` writes and reads it.
struct Shared(Rc<Counted>);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (*self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Shared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Counted::deserialize(deserializer).map(|counted| Self(Rc::new(counted)))
    }
}

/// The workloads of this library.
pub(crate) fn of_graphs() -> Vec<Bench> {
    vec![
        bench!("travel_save", |scale| saved(scale, |tree| to_bytes(&Graph::of(tree)))),
        bench!("travel_load", |scale| {
            let load = |bytes: &[u8]| from_bytes::<Graph<Obj<Tree>>>(bytes).into_root();
            loaded(scale, |tree| to_bytes(&Graph::of(tree)), load)
        }),
        bench!("travel_copy", |scale| anew(scale, tree, |tree| (deepcopy(&tree), tree))),
        bench!("travel_collect", |scale| anew(scale, touched, |tree| (gc::collect(), tree))),
        bench!("travel_pack", |scale| anew(scale, tree, Parcel::pack)),
        bench!("travel_unpack", |scale| anew(
            scale,
            |size| Parcel::pack(tree(size)),
            |parcel| parcel.map(Parcel::unpack)
        )),
        bench!("travel_down_save", |scale| anew(scale, down, |tree| (to_bytes(&Graph::of(&tree)), tree))),
        bench!("travel_down_load", |scale| {
            let bytes = |size| to_bytes(&Graph::of(&down(size)));
            anew(scale, bytes, |bytes| from_bytes::<Graph<Obj<Down>>>(&bytes).into_root())
        }),
    ]
}

/// Those of who writes indices by hand, made from the graph and made into one again.
pub(crate) fn of_indices() -> Vec<Bench> {
    vec![
        bench!("travel_save", |scale| saved(scale, |tree| to_bytes(&to_rows(tree)))),
        bench!("travel_load", |scale| loaded(
            scale,
            |tree| to_bytes(&to_rows(tree)),
            |rows| from_rows(from_bytes(rows))
        )),
    ]
}

/// Those of `Rc`.
pub(crate) fn of_rc() -> Vec<Bench> {
    vec![
        bench!("travel_down_save", |scale| anew(scale, counted, |tree| (to_bytes(&tree), tree))),
        bench!("travel_down_load", |scale| {
            anew(scale, |size| to_bytes(&counted(size)), |bytes| from_bytes::<Shared>(&bytes))
        }),
    ]
}

/// Times `work` on what is made for each sample; what it makes is taken apart afterwards.
fn anew<A, R>(scale: Scale, make: impl Fn(usize) -> A + 'static, work: impl Fn(A) -> R + 'static) -> Sampler {
    let size = scale.of(1 << 16);
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

fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_stdvec(value).expect("it can be written")
}

fn from_bytes<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> T {
    postcard::from_bytes(bytes).expect("it was written")
}

/// A tree of so many nodes, of which the first is the root.
fn tree(size: usize) -> Obj<Tree> {
    let mut nodes: Vec<Obj<Tree>> = Vec::with_capacity(size);
    for index in 0..size {
        let parent = index.checked_sub(1).map(|before| nodes[before / 2].clone());
        let (number, name) = (index as u32, format!("node {index}"));
        let node = Obj::new(Tree { number, name, kids: ObjVec::new(), parent: ObjCell::new(parent) });
        node.parent.get().iter().for_each(|parent| parent.kids.push(node.clone()));
        nodes.push(node);
    }
    nodes.swap_remove(0)
}

/// A tree whose nodes a collection looks at.
fn touched(size: usize) -> Obj<Tree> {
    let tree = tree(size);
    gc::collect();
    drop(tree.clone());
    tree
}

/// What one writes by hand: the objects in the order in which they are met, with indices in place of handles.
fn to_rows(root: &Obj<Tree>) -> Vec<Row> {
    let mut numbers = HashMap::from([(Obj::id(root), 0)]);
    let (mut objects, mut rows) = (vec![root.clone()], Vec::new());
    while let Some(object) = objects.get(rows.len()).cloned() {
        let mut number = |other: &Obj<Tree>| {
            *numbers.entry(Obj::id(other)).or_insert_with(|| {
                objects.push(other.clone());
                objects.len() as u32 - 1
            })
        };
        let parent = object.parent.get().map(|parent| number(&parent));
        let kids = object.kids.iter().map(|kid| number(&kid)).collect();
        rows.push(Row { number: object.number, name: object.name.clone(), kids, parent });
    }
    rows
}

fn from_rows(rows: Vec<Row>) -> Obj<Tree> {
    let (mut links, mut objects) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for Row { number, name, kids, parent } in rows {
        objects.push(Obj::new(Tree { number, name, kids: ObjVec::new(), parent: ObjCell::default() }));
        links.push((kids, parent));
    }
    for (object, (kids, parent)) in objects.iter().zip(links) {
        object.kids.extend(kids.into_iter().map(|kid| objects[kid as usize].clone()));
        object.parent.set(parent.map(|parent| objects[parent as usize].clone()));
    }
    objects.swap_remove(0)
}

/// The numbers of a node's kids.
fn kids(index: usize, size: usize) -> impl Iterator<Item = usize> {
    [2 * index + 1, 2 * index + 2].into_iter().filter(move |&kid| kid < size)
}

fn down(size: usize) -> Obj<Down> {
    fn node(index: usize, size: usize) -> Obj<Down> {
        let kids = kids(index, size).map(|kid| node(kid, size)).collect();
        Obj::new(Down { number: index as u32, name: format!("node {index}"), kids })
    }
    node(0, size)
}

fn counted(size: usize) -> Shared {
    fn node(index: usize, size: usize) -> Shared {
        let kids = kids(index, size).map(|kid| node(kid, size)).collect();
        Shared(Rc::new(Counted { number: index as u32, name: format!("node {index}"), kids }))
    }
    node(0, size)
}
