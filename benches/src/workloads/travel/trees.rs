//! Trees whose nodes know their parents, and trees that only lead down: of objects, of structs with indices, of `Rc`.

use std::collections::HashMap;
use std::rc::Rc;

use obj_runtime::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Object, Serialize, Deserialize, Clone)]
pub(super) struct Tree {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) kids: ObjVec<Tree>,
    pub(super) parent: ObjCell<Tree>,
}

/// The same with indices, as it is saved, too.
#[derive(Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) kids: Vec<u32>,
    pub(super) parent: Option<u32>,
}

impl Row {
    /// A node of a tree of so many.
    pub(super) fn of(index: usize, size: usize) -> Self {
        let kids = kids(index, size).map(|kid| kid as u32).collect();
        let parent = index.checked_sub(1).map(|before| before as u32 / 2);
        Self { number: index as u32, name: format!("node {index}"), kids, parent }
    }
}

/// A tree that only leads down, of objects and of `Rc`.
#[derive(Object, Serialize, Deserialize)]
pub(super) struct Down {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) kids: Vec<Obj<Down>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Counted {
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) kids: Vec<Shared>,
}

/// An `Rc`, as serde's feature `rc` writes and reads it.
pub(super) struct Shared(Rc<Counted>);

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

/// A tree of so many nodes, of which the first is the root.
pub(super) fn tree(size: usize) -> Obj<Tree> {
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

/// What one writes by hand: the objects in the order in which they are met, with indices in place of handles.
pub(super) fn to_rows(root: &Obj<Tree>) -> Vec<Row> {
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

pub(super) fn from_rows(rows: Vec<Row>) -> Obj<Tree> {
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

pub(super) fn down(size: usize) -> Obj<Down> {
    fn node(index: usize, size: usize) -> Obj<Down> {
        let kids = kids(index, size).map(|kid| node(kid, size)).collect();
        Obj::new(Down { number: index as u32, name: format!("node {index}"), kids })
    }
    node(0, size)
}

pub(super) fn counted(size: usize) -> Shared {
    fn node(index: usize, size: usize) -> Shared {
        let kids = kids(index, size).map(|kid| node(kid, size)).collect();
        Shared(Rc::new(Counted { number: index as u32, name: format!("node {index}"), kids }))
    }
    node(0, size)
}
