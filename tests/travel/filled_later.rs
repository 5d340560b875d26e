//! Cells of the standard library that are filled when all objects are there.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

use obj_runtime::prelude::*;
use obj_runtime::serde::{Graph, Saved};
use serde::{Deserialize, Serialize};

use crate::formats::{assert_clean, json, refused, through_all};

#[derive(Object, Serialize, Deserialize, Default)]
struct Node {
    number: u32,
    #[serde(with = "obj_runtime::serde::later")]
    next: RefCell<Option<Obj<Node>>>,
    #[serde(with = "obj_runtime::serde::later")]
    all: RefCell<Vec<Obj<Node>>>,
    #[serde(with = "obj_runtime::serde::later")]
    cell: Cell<Option<Obj<Node>>>,
    #[serde(with = "obj_runtime::serde::later")]
    once: OnceCell<Obj<Node>>,
    #[serde(with = "obj_runtime::serde::later")]
    state: RefCell<State>,
    mark: ObjCell<Node>,
}

#[derive(Trace, Serialize, Deserialize, Default)]
struct State {
    count: u32,
    by_name: HashMap<String, Obj<Node>>,
    marks: Vec<ObjCell<Node>>,
}

fn node(number: u32) -> Obj<Node> {
    Obj::new(Node { number, ..Node::default() })
}

/// The object in a cell.
fn in_cell(node: &Node) -> Option<Obj<Node>> {
    let found = node.cell.take();
    node.cell.set(found.clone());
    found
}

#[test]
fn cycles_pass_through_every_kind_of_cell_in_every_format() {
    assert_clean(|| {
        let (root, other, third) = (node(0), node(1), node(2));
        root.next.replace(Some(other.clone()));
        other.next.replace(Some(root.clone()));
        other.all.borrow_mut().extend([root.clone(), third.clone(), other.clone()]);
        third.cell.set(Some(root.clone()));
        assert!(third.once.set(other.clone()).is_ok());
        third.mark.set(&root);
        *root.state.borrow_mut() = State {
            count: 7,
            by_name: HashMap::from([("root".to_owned(), root.clone()), ("third".to_owned(), third.clone())]),
            marks: vec![ObjCell::default(), root.clone().into(), third.clone().into()],
        };
        let counts = |root: &Obj<Node>| {
            let other = root.next.borrow().clone().unwrap();
            let third = other.all.borrow()[1].clone();
            [root.clone(), other, third].map(|node| Obj::refcount(&node))
        };
        for (format, loaded) in through_all(&root) {
            let [of_root, of_other, of_third] = counts(&root);
            assert_eq!(counts(&loaded), [of_root, of_other - 1, of_third - 1], "two are held here; {format}");
            let other = loaded.next.borrow().clone().unwrap();
            let third = other.all.borrow()[1].clone();
            assert!(Obj::is(other.next.borrow().as_ref().unwrap(), &loaded), "{format}");
            assert!(Obj::is(&other.all.borrow()[0], &loaded) && Obj::is(&other.all.borrow()[2], &other));
            assert!(Obj::is(&in_cell(&third).unwrap(), &loaded) && Obj::is(third.once.get().unwrap(), &other));
            assert!(third.mark.is(&loaded) && other.once.get().is_none() && in_cell(&other).is_none());
            let state = loaded.state.borrow();
            assert!(state.count == 7 && Obj::is(&state.by_name["root"], &loaded));
            assert!(state.marks[0].is_none() && state.marks[1].is(&loaded) && state.marks[2].is(&third));
        }
    });
}

#[derive(Object, Serialize, Deserialize)]
enum Shape {
    Dot,
    Line {
        #[serde(with = "obj_runtime::serde::later")]
        to: RefCell<Option<Obj<Shape>>>,
    },
    Pair(#[serde(with = "obj_runtime::serde::later")] RefCell<Vec<Obj<Shape>>>, u8),
}

#[derive(Object, Serialize, Deserialize)]
#[serde(bound = "")]
struct Link<T: Saved> {
    item: Obj<T>,
    #[serde(with = "obj_runtime::serde::later")]
    next: RefCell<Option<Obj<Link<T>>>>,
}

#[test]
fn variants_and_generic_types_have_such_fields_too() {
    assert_clean(|| {
        let dot = Obj::new(Shape::Dot);
        let pair = Obj::new(Shape::Pair(RefCell::default(), 3));
        let line = Obj::new(Shape::Line { to: RefCell::new(Some(pair.clone())) });
        if let Shape::Pair(shapes, _) = &*pair {
            shapes.borrow_mut().extend([line.clone(), dot, pair.clone()]);
        }
        for (format, loaded) in through_all(&line) {
            let Shape::Line { to } = &*loaded else { panic!("{format}") };
            let pair = to.borrow().clone().unwrap();
            let Shape::Pair(shapes, 3) = &*pair else { panic!("{format}") };
            assert!(Obj::is(&shapes.borrow()[0], &loaded) && Obj::is(&shapes.borrow()[2], &pair));
            assert!(matches!(*shapes.borrow()[1], Shape::Dot));
        }
        let link = Obj::new(Link { item: Obj::<Int>::from(5), next: RefCell::default() });
        link.next.replace(Some(link.clone()));
        let text = serde_json::to_string(&Graph::of(&link)).unwrap();
        assert!(text.contains(r#""names":["Link<Int>","int","Link<Int>.next"]"#), "{text}");
        for (_, loaded) in through_all(&link) {
            assert!(Obj::is(loaded.next.borrow().as_ref().unwrap(), &loaded) && *loaded.item == 5);
        }
    });
}

#[derive(Object, Serialize, Deserialize, Default)]
struct Chain {
    number: u32,
    #[serde(with = "obj_runtime::serde::later")]
    next: RefCell<Option<Obj<Chain>>>,
}

#[test]
fn a_long_ring_fits_a_small_stack() {
    let work = || {
        let many = if cfg!(debug_assertions) { 20_000 } else { 300_000 };
        let ring: Vec<_> = (0..many).map(|number| Obj::new(Chain { number, ..Chain::default() })).collect();
        for (index, chain) in ring.iter().enumerate() {
            chain.next.replace(Some(ring[(index + 1) % ring.len()].clone()));
        }
        let root = ring[0].clone();
        drop(ring);
        let loaded = crate::formats::postcard(&root);
        let mut last = loaded.clone();
        for number in 0..many {
            assert_eq!(last.number, number);
            let next = last.next.borrow().clone().unwrap();
            last = next;
        }
        assert!(Obj::is(&last, &loaded));
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap().join().unwrap();
}

#[test]
fn fields_in_another_order_with_other_names_and_without_are_filled() {
    mod newer {
        use super::*;
        #[derive(Object, Serialize, Deserialize, Default)]
        #[object(name = "Knot", alias = "Node")]
        pub(super) struct Knot {
            #[serde(default, alias = "number")]
            _size: u32,
            #[serde(with = "obj_runtime::serde::later", rename = "each", alias = "all")]
            pub(super) nodes: RefCell<Vec<Obj<Knot>>>,
            #[serde(with = "obj_runtime::serde::later", default)]
            pub(super) more: RefCell<Vec<Obj<Knot>>>,
            #[serde(with = "obj_runtime::serde::later")]
            pub(super) next: RefCell<Option<Obj<Knot>>>,
        }
    }
    assert_clean(|| {
        let (root, other) = (node(0), node(1));
        root.next.replace(Some(other.clone()));
        other.all.borrow_mut().extend([root.clone(), other.clone()]);
        root.cell.set(Some(root.clone()));
        let text = serde_json::to_string(&Graph::of(&root)).unwrap();
        let loaded = serde_json::from_str::<Graph<Obj<newer::Knot>>>(&text).unwrap().into_root();
        for loaded in [json(&loaded), loaded] {
            let other = loaded.next.borrow().clone().unwrap();
            assert!(Obj::is(&other.nodes.borrow()[0], &loaded) && Obj::is(&other.nodes.borrow()[1], &other));
            assert!(loaded.more.borrow().is_empty());
        }
        #[derive(Object, Serialize, Deserialize)]
        #[object(name = "Node")]
        struct Renamed {
            #[serde(deserialize_with = "obj_runtime::serde::later::deserialize", rename = "all")]
            #[serde(serialize_with = "obj_runtime::serde::later::serialize")]
            lost: RefCell<Vec<Obj<Renamed>>>,
        }
        let error = refused::<Obj<Renamed>>(&text);
        assert!(error.contains("in `all`: no field of this graph is called `Node.all`"), "{error}");
    });
}

#[derive(Object, Serialize, Deserialize, Default)]
struct Holder {
    parts: Vec<Inner>,
}

/// A part that says nothing to the derive.
#[derive(Serialize, Deserialize, Default)]
struct Inner {
    #[serde(with = "obj_runtime::serde::later")]
    to: RefCell<Option<u32>>,
}
obj_runtime::trace_leaf!(Inner);

#[test]
fn a_cell_in_a_part_is_an_error_when_it_is_saved() {
    let holder = Obj::new(Holder { parts: vec![Inner::default()] });
    let error = serde_json::to_string(&Graph::of(&holder)).unwrap_err().to_string();
    assert!(error.contains("the cell in `Holder.parts.to` is not in a field of an object"), "{error}");
}

#[test]
fn a_path_that_is_not_written_in_full_is_an_error_that_says_it() {
    use obj_runtime::serde::later;

    #[derive(Object, Serialize, Deserialize, Default)]
    struct Short {
        #[serde(with = "later")]
        to: RefCell<Option<u32>>,
    }
    let error = serde_json::to_string(&Graph::of(&Obj::new(Short::default()))).unwrap_err().to_string();
    assert!(error.contains(r#"write the path in full, `#[serde(with = "obj_runtime::serde::later")]`"#), "{error}");
}

/// Cells without bytes have no addresses of their own.
#[derive(Object, Serialize, Deserialize, Default)]
struct Units {
    #[serde(with = "obj_runtime::serde::later")]
    first: Cell<()>,
    #[serde(with = "obj_runtime::serde::later")]
    second: Cell<()>,
    #[serde(with = "obj_runtime::serde::later")]
    me: RefCell<Option<Obj<Units>>>,
}

#[test]
fn cells_without_bytes_are_told_apart() {
    assert_clean(|| {
        let units = Obj::new(Units::default());
        units.me.replace(Some(units.clone()));
        for (_, loaded) in through_all(&units) {
            assert!(Obj::is(loaded.me.borrow().as_ref().unwrap(), &loaded));
        }
    });
}

#[test]
fn without_a_graph_a_cell_is_what_it_holds() {
    let chain = Obj::new(Chain { number: 1, next: RefCell::new(Some(Obj::new(Chain::default()))) });
    let text = serde_json::to_string(&chain).unwrap();
    assert_eq!(text, r#"{"number":1,"next":{"number":0,"next":null}}"#);
    let loaded: Obj<Chain> = serde_json::from_str(&text).unwrap();
    assert_eq!(loaded.next.borrow().as_ref().unwrap().number, 0);
}

#[test]
fn hostile_contents_are_errors() {
    let graph = |types: &str, kinds: &str, objects: &str| {
        refused::<Obj<Chain>>(&format!(
            r#"{{"format":1,"kinds":[{kinds}],"names":[{types}],"objects":[{objects}],"root":0}}"#
        ))
    };
    let chain = |next: u32| format!(r#"{{"number":1,"next":{next}}}"#);
    let types = r#""Chain","Chain.next""#;
    let cases = [
        (graph(types, "0", &chain(1)), "in `next`: there is no object 1"),
        (graph(types, "0,0", &format!("{},{}", chain(1), chain(1))), "object 1 (`Chain`) is not the content of a cell"),
        (
            graph(types, "0,0,1", &format!("{},{},null", chain(2), chain(2))),
            "object 2 (`Chain.next`) is that of two cells",
        ),
        (graph(types, "0,1", &format!("{},7", chain(1))), "object 1 (`Chain.next`): there is no object 7"),
        (graph(types, "0,1", &format!("{},1", chain(1))), "object 1 is a `Chain.next`, not a `Chain`"),
        (graph(types, "0,1", &chain(1)), "object 1 (`Chain.next`): it is missing"),
        (graph(types, "1,0", &format!("null,{}", chain(0))), "the content of a cell comes before an object"),
        (graph(types, "0,1,1", &format!("{},null", chain(1))), "object 2 (`Chain.next`): it is missing"),
        (
            graph(r#""Chain","Other.next""#, "0,1", &format!("{},null", chain(1))),
            "in `next`: object 1 is a `Other.next`, and no type of this graph is called so",
        ),
        (
            graph(r#""Chain","Chain.last""#, "0,1", &format!("{},null", chain(1))),
            "no field of this graph is called `Chain.last`",
        ),
    ];
    for (error, expected) in cases {
        assert!(error.contains(expected), "{error}\nlacks: {expected}");
    }
    assert!(crate::formats::alive() < 600);
}
