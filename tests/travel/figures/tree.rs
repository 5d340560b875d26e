//! A tree of nodes: with handles to the parents beside Python's pickle, without beside serde's feature `rc`.

use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use obj_runtime::gc;
use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::clock::best;
use super::{Held, held};

/// Levels of the tree.
const DEPTH: u32 = 16;

#[derive(Object, Serialize, Deserialize)]
struct Tree {
    number: u32,
    name: String,
    kids: ObjVec<Tree>,
    parent: ObjCell<Tree>,
}

fn build() -> Obj<Tree> {
    let mut nodes: Vec<Obj<Tree>> = Vec::new();
    for number in 1..1u32 << DEPTH {
        let parent = (number > 1).then(|| nodes[number as usize / 2 - 1].clone());
        let name = format!("node {number}");
        let node = Obj::new(Tree { number, name, kids: ObjVec::new(), parent: ObjCell::new(parent) });
        node.parent.get().iter().for_each(|parent| parent.kids.push(node.clone()));
        nodes.push(node);
    }
    nodes.swap_remove(0)
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

fn build_down(number: u32) -> Obj<Down> {
    let kids =
        if number << 1 >> DEPTH == 0 { vec![build_down(2 * number), build_down(2 * number + 1)] } else { vec![] };
    Obj::new(Down { number, name: format!("node {number}"), kids })
}

fn build_counted(number: u32) -> Shared {
    let kids =
        if number << 1 >> DEPTH == 0 { vec![build_counted(2 * number), build_counted(2 * number + 1)] } else { vec![] };
    Shared(Rc::new(Counted { number, name: format!("node {number}"), kids }))
}

/// What pickle takes to save and to load.
fn pickle() -> Option<(Duration, Duration)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("travel/figures/by_python.py");
    let output = Command::new("python3").arg(script).arg(DEPTH.to_string()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut times = text.split_whitespace().filter_map(|time| time.parse().ok().map(Duration::from_nanos));
    Some((times.next()?, times.next()?))
}

pub(super) fn figures() -> Vec<Held> {
    gc::disable();
    let root = build();
    let save = best(gc::collect, |_| postcard::to_stdvec(&Graph::of(&root)));
    let bytes = postcard::to_stdvec(&Graph::of(&root)).unwrap();
    let load = best(gc::collect, |_| postcard::from_bytes::<Graph<Obj<Tree>>>(&bytes).unwrap().into_root());
    let mut figures = Vec::new();
    if let Some((saving, loading)) = pickle() {
        println!("tree: pickle {saving:?} and {loading:?}, graph {save:?} and {load:?} (postcard)");
        figures.push(held("tree: save (postcard), of pickle", save, saving, 0.2));
        figures.push(held("tree: load (postcard), of pickle", load, loading, 0.2));
    }
    let (down, counted) = (build_down(1), build_counted(1));
    let save = best(gc::collect, |_| postcard::to_stdvec(&Graph::of(&down)));
    let other = best(|| (), |()| postcard::to_stdvec(&counted));
    figures.push(held("tree: save, of `rc` (postcard)", save, other, 1.1));
    let bytes = postcard::to_stdvec(&Graph::of(&down)).unwrap();
    let text = postcard::to_stdvec(&counted).unwrap();
    let load = best(gc::collect, |_| postcard::from_bytes::<Graph<Obj<Down>>>(&bytes).unwrap().into_root());
    let other = best(|| (), |()| postcard::from_bytes::<Shared>(&text).unwrap());
    figures.push(held("tree: load, of `rc` (postcard)", load, other, 1.1));
    let save = best(gc::collect, |_| serde_json::to_string(&Graph::of(&down)));
    let other = best(|| (), |()| serde_json::to_string(&counted));
    figures.push(held("tree: save, of `rc` (JSON)", save, other, 1.1));
    gc::enable();
    figures
}
