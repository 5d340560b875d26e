//! `Obj<[T]>`: items in one object.

use obj_runtime::Parcel;
use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Serialize};

use crate::formats::{assert_clean, refused, through_all};

#[derive(Object, Serialize, Deserialize, Default)]
struct Node {
    name: String,
    edges: Obj<[Edge]>,
    numbers: Option<Obj<[u16]>>,
    words: Vec<Obj<[String]>>,
    back: ObjCell<[Edge]>,
    weak: Weak<[Edge]>,
    handles: Obj<[Obj<Int>]>,
}

#[derive(Trace, Serialize, Deserialize)]
struct Edge {
    to: ObjCell<Node>,
    weight: u32,
}

/// A node with an edge back to it.
fn node() -> Obj<Node> {
    let edges: Obj<[Edge]> = (0..3).map(|weight| Edge { to: ObjCell::default(), weight }).collect();
    let numbers = Obj::from([1, 500, 3]);
    let words = vec![Obj::from(["a", "b"].map(String::from)), Obj::default()];
    let one = Obj::<Int>::from(1_000_000);
    let handles = Obj::from([one.clone(), one]);
    let weak = Obj::downgrade(&edges);
    let node = Obj::new(Node { edges: edges.clone(), numbers: Some(numbers), words, weak, handles, ..Node::default() });
    edges[1].to.set(&node);
    node.back.set(edges);
    node
}

fn check(node: &Obj<Node>) {
    assert!(node.edges.iter().map(|edge| edge.weight).eq(0..3) && node.edges[0].to.is_none());
    assert!(node.edges[1].to.is(node) && node.back.is(&node.edges));
    assert!(Obj::is(&node.weak.upgrade().unwrap(), &node.edges));
    assert_eq!(*node.numbers.as_ref().unwrap(), Obj::from([1_u16, 500, 3]));
    assert!(node.words[0].concat() == "ab" && node.words[1].is_empty());
    assert!(Obj::is(&node.handles[0], &node.handles[1]) && *node.handles[0] == 1_000_000);
    assert_eq!((Obj::refcount(node), Obj::refcount(&node.edges)), (2, 2));
}

#[test]
fn they_come_back_in_every_format_and_from_other_threads() {
    assert_clean(|| {
        let node = node();
        check(&node);
        for (_, loaded) in through_all(&node) {
            check(&loaded);
            let parcel = Parcel::pack(loaded).unwrap();
            let there = std::thread::spawn(move || {
                let node = parcel.unpack();
                check(&node);
                Parcel::pack(node).unwrap()
            });
            check(&there.join().unwrap().unpack());
        }
        let text = serde_json::to_string(&Graph::of(&node)).unwrap();
        assert!(text.contains(r#""[Edge]""#) && text.contains(r#""[u16]""#), "{text}");
        let alone: Obj<[u8]> =
            serde_json::from_str(&serde_json::to_string(&Obj::<[u8]>::from([1, 2])).unwrap()).unwrap();
        assert_eq!(*alone, [1, 2]);
        let wrong = r#"{"format":1,"kinds":[0,0],"names":["[u16]"],"objects":[[1],[2]],"root":[0,7]}"#;
        assert!(refused::<Vec<Obj<[u16]>>>(wrong).contains("there is no object 7"));
    });
}

#[test]
fn rows_that_only_any_obj_leads_to_are_listed() {
    assert_clean(|| {
        let node = node();
        let rows =
            [AnyObj::from(Obj::<[u16]>::from([1, 2])), node.edges.clone().into(), Obj::<[()]>::from([()]).into()];
        let list: Obj<List> = rows.into();
        let with_types = Graph::of(&list).with_types::<(Obj<[u16]>, Obj<[Edge]>, Obj<[()]>)>();
        let text = serde_json::to_string(&with_types).unwrap();
        let loaded =
            serde_json::from_str::<Graph<Obj<List>, (Obj<[()]>, Obj<[u16]>, Obj<[Edge]>)>>(&text).unwrap().into_root();
        let [numbers, edges, units] = [0, 1, 2].map(|index| loaded.get_item(index));
        assert_eq!(*Obj::<[u16]>::try_from(numbers).unwrap(), [1, 2]);
        assert_eq!(Obj::<[()]>::try_from(units).unwrap().len(), 1);
        let edges = Obj::<[Edge]>::try_from(edges).unwrap();
        assert!(Obj::is(&edges[1].to.get().unwrap().edges, &edges));
        let few = Graph::of(&list).with_types::<(Obj<[Edge]>,)>();
        let error = serde_json::to_string(&few).unwrap_err().to_string();
        assert!(error.contains("are not among the types of this graph"), "{error}");
    });
}

/// Was called `Edge`, and its rows `[Edge]`.
#[derive(Trace, Serialize, Deserialize)]
#[object(alias = ["Edge", "old::Arc"])]
struct Link {
    weight: u32,
}

#[derive(Trace, Serialize, Deserialize)]
#[object(name = "Pair", alias = "Both")]
struct Two<T>(T, T);

#[derive(Object, Serialize, Deserialize)]
struct Renamed {
    links: Obj<[Link]>,
    pairs: Obj<[Two<u8>]>,
}

#[test]
fn rows_are_found_by_earlier_names_of_their_items() {
    let renamed = Obj::new(Renamed { links: [Link { weight: 7 }].into(), pairs: [Two(1, 2)].into() });
    let text = serde_json::to_string(&Graph::of(&renamed)).unwrap();
    assert!(text.contains(r#"["Renamed","[Link]","[Pair<u8>]"]"#), "{text}");
    let names = [["[Link]", "[Pair<u8>]"], ["[Edge]", "[Both<u8>]"], ["[old::Arc]", "[Pair<u8>]"]];
    for [links, pairs] in names {
        let old = text.replace("[Link]", links).replace("[Pair<u8>]", pairs);
        let loaded = serde_json::from_str::<Graph<Obj<Renamed>>>(&old).unwrap().into_root();
        assert_eq!((loaded.links[0].weight, loaded.pairs[0].1), (7, 2));
    }
    let error = refused::<Obj<Renamed>>(&text.replace("[Link]", "[Two]"));
    assert!(error.contains("is a `[Two]`, and no type of this graph is called so"), "{error}");
}
