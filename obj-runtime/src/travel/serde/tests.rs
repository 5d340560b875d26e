//! Small graphs, for Miri, with code of the program in between.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Graph;
use crate::gc;
use crate::prelude::*;

#[derive(Object, Serialize, Deserialize, Default)]
#[object(crate = crate)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    parent: WeakCell<Node>,
    all: ObjVec<Node>,
    by_name: ObjMap<Str, Node>,
    parts: RefCell<HashMap<u8, Vec<ObjCell<Node>>>>,
    list: Option<Obj<List>>,
    #[serde(with = "crate::serde::later")]
    later: RefCell<Vec<Obj<Node>>>,
    #[serde(with = "crate::serde::later")]
    cell: Cell<Option<Obj<Node>>>,
}

fn reload<R: Serialize + ::serde::de::DeserializeOwned + super::Leads>(root: &R) -> R {
    let text = serde_json::to_string(&Graph::of(root)).unwrap();
    serde_json::from_str::<Graph<R>>(&text).unwrap().into_root()
}

#[test]
fn a_graph_comes_back() {
    let root = Obj::new(Node { name: "root".into(), list: Some(Obj::new(List::default())), ..Default::default() });
    let leaf = Obj::new(Node { name: "leaf".into(), next: root.clone().into(), ..Default::default() });
    root.next.set(leaf.clone());
    leaf.parent.set(&root);
    root.parent.set(&leaf);
    root.all.extend([leaf.clone(), root.clone()]);
    root.by_name.insert("leaf".into(), leaf.clone());
    root.list.as_ref().unwrap().append(root.clone().into());
    root.later.borrow_mut().extend([root.clone(), leaf.clone()]);
    leaf.cell.set(Some(leaf.clone()));
    root.parts.borrow_mut().insert(3, vec![leaf.into(), ObjCell::default(), root.clone().into()]);
    let loaded = reload(&root);
    let leaf = loaded.next.get().unwrap();
    assert!(leaf.next.is(&loaded) && Obj::is(&leaf.parent.get().unwrap(), &loaded));
    assert!(Obj::is(&loaded.parent.get().unwrap(), &leaf) && Obj::is(&loaded.all.get(1).unwrap(), &loaded));
    assert!(Obj::is(&loaded.by_name.get("leaf").unwrap(), &leaf));
    assert!(Obj::is(&loaded.later.borrow()[0], &loaded) && Obj::is(&loaded.later.borrow()[1], &leaf));
    assert!(leaf.cell.take().is_some_and(|to| Obj::is(&to, &leaf)));
    assert!(loaded.parts.borrow()[&3][0].is(&leaf) && loaded.parts.borrow()[&3][2].is(&loaded));
    assert!(AnyObj::is(&loaded.list.as_ref().unwrap().get_item(0), Obj::as_any(&loaded)));
    drop((root, loaded, leaf));
    assert!(gc::collect() >= 4);
}

thread_local! {
    static CELLS: RefCell<Vec<Obj<Holder>>> = const { RefCell::new(Vec::new()) };
    static SEEN: RefCell<Vec<Obj<Sly>>> = const { RefCell::new(Vec::new()) };
    /// Whether a cell that waits for its content is kept out of the graph.
    static IS_KEPT: Cell<bool> = const { Cell::new(false) };
}

#[derive(Object, Default)]
#[object(crate = crate)]
struct Holder {
    cell: ObjCell<Sly>,
}

/// Its `Deserialize` puts the cell that is not filled yet elsewhere, collects, loads another graph, and looks at the object
/// that it is told of.
#[derive(Object, Default)]
#[object(crate = crate)]
struct Sly {
    cell: ObjCell<Sly>,
    parts: RefCell<Vec<ObjCell<Sly>>>,
}

impl Serialize for Sly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.cell, &self.parts).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sly {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (cell, parts): (ObjCell<Self>, RefCell<Vec<ObjCell<Self>>>) = Deserialize::deserialize(deserializer)?;
        let holder = Obj::new(Holder { cell: cell.clone() });
        holder.cell.swap(&cell);
        if let Some(seen) = cell.get().or_else(|| holder.cell.get()) {
            // What was made before is whole; its parts may move.
            seen.parts.borrow_mut().extend((0..8).map(|_| ObjCell::default()));
            SEEN.with_borrow_mut(|all| all.push(seen));
        }
        gc::collect();
        drop(reload(&Obj::new(Node { name: "inner".into(), ..Default::default() })));
        assert!(gc::collect() == 0 && format!("{}", crate::inspect::snapshot().len()) != "0");
        if IS_KEPT.get() {
            CELLS.with_borrow_mut(|cells| cells.push(holder));
        }
        Ok(Self { cell, parts })
    }
}

/// Its `Serialize` cuts it off from what comes next, and collects.
#[derive(Object, Default)]
#[object(crate = crate)]
struct Cutting {
    cuts: Cell<bool>,
    next: ObjCell<Cutting>,
}

impl Serialize for Cutting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = self.next.serialize(serializer);
        if self.cuts.take() {
            self.next.set(None);
            gc::collect();
        }
        written
    }
}

impl<'de> Deserialize<'de> for Cutting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { cuts: Cell::default(), next: Deserialize::deserialize(deserializer)? })
    }
}

#[test]
fn what_a_serialize_cuts_off_is_collected() {
    let ring = Obj::new(Cutting::default());
    ring.next.set(Obj::new(Cutting { next: ring.clone().into(), ..Default::default() }));
    let root = Obj::new(Cutting { cuts: true.into(), next: ring.into() });
    assert!(serde_json::to_string(&Graph::of(&root)).is_ok());
    assert_eq!(gc::collect(), 2);
}

#[test]
fn a_deserialize_may_do_anything() {
    let one = Obj::new(Sly::default());
    let two = Obj::new(Sly { cell: one.clone().into(), ..Default::default() });
    one.cell.set(two.clone());
    one.parts.borrow_mut().extend([two.clone().into(), ObjCell::default(), one.clone().into()]);
    let loaded = reload(&one);
    assert_eq!(loaded.parts.borrow().len(), 11, "eight cells more, since it was seen");
    assert!(loaded.parts.borrow()[2].is(&loaded) && loaded.parts.borrow()[0].is_some());
    IS_KEPT.set(true);
    let text = serde_json::to_string(&Graph::of(&one)).unwrap();
    let error = serde_json::from_str::<Graph<Obj<Sly>>>(&text).err().unwrap().to_string();
    assert!(error.contains("was moved to where it is not found"), "{error}");
    gc::collect();
    assert!(CELLS.take().iter().any(|holder| holder.cell.is_none()), "a cell taken out of the graph stays empty");
    IS_KEPT.set(false);
    let again = reload(&one);
    one.cell.set(None);
    one.parts.take();
    drop((loaded, again, SEEN.take()));
    gc::collect();
}

#[test]
fn what_fails_and_panics_leaves_nothing_under_way() {
    let text = |objects: &str| {
        let types = r#"["Node","str","Node.later","Node.cell"]"#;
        let objects = format!(r#"["a",{objects},[2],null,[],1]"#);
        format!(r#"{{"format":1,"kinds":[1,0,0,2,3,2,3],"names":{types},"objects":{objects},"root":1}}"#)
    };
    let node = |next: &str, later: usize| {
        let (parts, cell) = (r#""parts":{},"list":null"#, later + 1);
        format!(
            r#"{{"name":0,"next":{next},"parent":2,"all":[2],"by_name":[[0,2]],{parts},"later":{later},"cell":{cell}}}"#
        )
    };
    let read = |next| serde_json::from_str::<Graph<Obj<Node>>>(&text(&format!("{},{}", node("2", 3), node(next, 5))));
    assert!(["9", "0", "-1", "\"x\""].into_iter().all(|next| read(next).is_err()));
    assert!(read("null").is_ok_and(|graph| graph.into_root().later.borrow().len() == 1));
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("no answer")
        }
    }
    impl super::Leads for Panics {
        type Next<V: super::Visit> = super::Nowhere;
    }
    let panicked = std::panic::catch_unwind(|| serde_json::to_string(&Graph::of(&Panics)).is_ok());
    assert!(panicked.is_err());
    let alone = serde_json::to_string(&Obj::<Str>::from("alone")).unwrap();
    assert_eq!(alone, "\"alone\"", "no graph is under way");
    gc::collect();
}

#[test]
fn a_map_has_no_key_twice() {
    let node = Obj::new(Node::default());
    node.by_name.insert("a".into(), node.clone());
    let text = serde_json::to_string(&Graph::of(&node)).unwrap();
    node.by_name.clear();
    let entry = text.find("\"by_name\":[[").map(|start| start + "\"by_name\":[".len()).unwrap();
    let end = entry + text[entry..].find(']').unwrap() + 1;
    let twice = format!("{},{}", &text[..end], &text[entry..]);
    let error = serde_json::from_str::<Graph<Obj<Node>>>(&twice).err().unwrap().to_string();
    assert!(error.contains("(`Node`): two keys of a map are equal"), "{error}");
    drop(node);
    gc::collect();
}
