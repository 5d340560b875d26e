//! Every kind of field, in an object that leads back to itself: saved, loaded, copied and sent.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{
    AnyObj, Bool, Bytes, Dict, Float, FrozenSet, Int, List, NoneType, Obj, ObjCell, ObjMap, ObjVec, Parcel, Set, Tuple,
    Weak, WeakCell, deepcopy,
};
use serde::{Deserialize, Serialize};

use super::formats::assert_clean;

/// A test of a field of the type, which is made by the expression, and right if the closure says so.
macro_rules! kinds {
    ($($name:ident: $type:ty = $make:expr, |$node:ident| $check:expr;)*) => {$(
        #[test]
        fn $name() {
            #[derive(Object, Clone, Serialize, Deserialize)]
            struct Node {
                field: $type,
                me: ObjCell<Node>,
            }

            fn assert_right($node: &Obj<Node>) {
                assert!(Obj::is(&$node.me.get().unwrap(), $node));
                assert!($check);
            }

            assert_clean(|| {
                let node = Obj::new(Node { field: $make, me: ObjCell::default() });
                node.me.set(Some(node.clone()));
                assert_right(&node);
                let text = serde_json::to_string(&Graph::of(&node)).unwrap();
                let loaded = serde_json::from_str::<Graph<Obj<Node>>>(&text).unwrap().into_root();
                assert_right(&loaded);
                let bytes = postcard::to_stdvec(&Graph::of(&loaded)).unwrap();
                let loaded = postcard::from_bytes::<Graph<Obj<Node>>>(&bytes).unwrap().into_root();
                assert_right(&loaded);
                let copy = deepcopy(&loaded);
                assert!(!Obj::is(&copy, &loaded));
                assert_right(&copy);
                let sent = Parcel::pack(copy).unwrap().unpack();
                assert_right(&sent);
            });
        }
    )*};
}

#[derive(Object, Clone, Serialize, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Leaf {
    n: u32,
}

#[derive(Object, Clone, Serialize, Deserialize, PartialEq, Eq, Hash)]
#[object(intern)]
struct Name {
    n: u32,
}

/// Is equal to itself only.
#[derive(Object, Clone, Serialize, Deserialize)]
struct Point {
    x: u32,
}

#[derive(Trace, Clone, Serialize, Deserialize)]
enum Part {
    One(Obj<Leaf>),
    Some { leaf: Option<Obj<Leaf>> },
    None,
}

fn leaf(n: u32) -> Obj<Leaf> {
    Obj::new(Leaf { n })
}

fn name(n: u32) -> Obj<Name> {
    Obj::new(Name { n })
}

fn dict_of(point: Obj<Point>) -> (Obj<Dict>, Obj<Point>) {
    let dict = Obj::<Dict>::default();
    dict.set_item(point.clone().into(), 1.into());
    (dict, point)
}

fn dict() -> Obj<Dict> {
    let dict = Obj::<Dict>::default();
    dict.try_insert("a", 1).unwrap();
    dict
}

kinds! {
    plain_handle: Obj<Leaf> = leaf(1), |n| n.field.n == 1;
    handle_in_option: Option<Obj<Leaf>> = Some(leaf(1)), |n| n.field.as_ref().unwrap().n == 1;
    handle_in_box: Box<Obj<Leaf>> = Box::new(leaf(1)), |n| n.field.n == 1;
    handles_in_vec: Vec<Obj<Leaf>> = vec![leaf(1), leaf(2)], |n| n.field[1].n == 2;
    handles_in_array: [Obj<Leaf>; 2] = [leaf(1), leaf(2)], |n| n.field[1].n == 2;
    handle_in_tuple: (Obj<Leaf>, u8) = (leaf(1), 3), |n| n.field.0.n == 1;
    handles_in_deque: VecDeque<Obj<Leaf>> = [leaf(1), leaf(2)].into(), |n| n.field[1].n == 2;
    handles_in_linked_list: LinkedList<Obj<Leaf>> = [leaf(1), leaf(2)].into(), |n| n.field.back().unwrap().n == 2;
    option_in_ref_cell: RefCell<Option<Obj<Leaf>>> = RefCell::new(Some(leaf(1))), |n| n.field.borrow().as_ref().unwrap().n == 1;
    vec_in_ref_cell: RefCell<Vec<Obj<Leaf>>> = RefCell::new(vec![leaf(1)]), |n| n.field.borrow()[0].n == 1;
    values_of_hash_map: HashMap<String, Obj<Leaf>> = [("a".to_string(), leaf(1))].into(), |n| n.field["a"].n == 1;
    values_of_tree: BTreeMap<u8, Obj<Leaf>> = [(2, leaf(1))].into(), |n| n.field[&2].n == 1;
    keys_of_hash_map: HashMap<Obj<Name>, u8> = [(name(3), 1)].into(), |n| n.field[&name(3)] == 1;
    hash_set: HashSet<Obj<Name>> = [name(3)].into(), |n| n.field.contains(&name(3));
    tree_set: BTreeSet<Obj<Leaf>> = [leaf(3)].into(), |n| n.field.contains(&leaf(3));
    binary_heap: BinaryHeap<Obj<Leaf>> = [leaf(3)].into(), |n| n.field.peek().unwrap().n == 3;
    texts_as_keys: HashMap<Obj<Str>, Obj<Leaf>> = [("k".into(), leaf(3))].into(), |n| n.field[&Obj::<Str>::from("k")].n == 3;
    part: Part = Part::One(leaf(1)), |n| matches!(&n.field, Part::One(l) if l.n == 1);
    parts_in_vec: Vec<Part> = vec![Part::Some { leaf: Some(leaf(1)) }, Part::None], |n| matches!(&n.field[0], Part::Some { leaf: Some(l) } if l.n == 1);
    cell: ObjCell<Leaf> = leaf(1).into(), |n| n.field.get().unwrap().n == 1;
    cell_of_many: ObjVec<Leaf> = ObjVec::from_iter([leaf(1), leaf(2)]), |n| n.field.iter().count() == 2;
    map_of_handles: ObjMap<Str, Leaf> = ObjMap::from_iter([("a".into(), leaf(1))]), |n| n.field.iter().count() == 1;
    map_by_value: ObjMap<Leaf, Leaf> = [(leaf(3), leaf(4)), (leaf(5), leaf(6))].into(), |n| n.field.get(&Leaf { n: 3 }).unwrap().n == 4;
    map_by_symbol: ObjMap<Name, Leaf> = [(name(3), leaf(4))].into(), |n| n.field.get(&Name { n: 3 }).unwrap().n == 4;
    maps_in_option: Option<Vec<ObjMap<Leaf, Leaf>>> = Some(vec![ObjMap::new(), [(leaf(3), leaf(4))].into()]), |n| n.field.as_ref().unwrap()[1].contains_key(&Leaf { n: 3 });
    dict_by_value: (Obj<Dict>, Obj<Leaf>) = (Dict::from_iter([(leaf(3), 4)]).into(), leaf(5)), |n| n.field.0.contains(&leaf(3).into()) && n.field.1.n == 5;
    set_by_value: (Obj<Set>, Obj<Leaf>) = (Set::from_iter([leaf(3)]).into(), leaf(5)), |n| n.field.0.contains(&leaf(3).into()) && n.field.1.n == 5;
    dict_by_identity: (Obj<Dict>, Obj<Point>) = dict_of(Obj::new(Point { x: 1 })), |n| n.field.0.contains(Obj::as_any(&n.field.1)) && n.field.1.x == 1;
    weak_handle: Weak<Leaf> = Weak::new(), |n| n.field.upgrade().is_none();
    weak_cell: WeakCell<Leaf> = WeakCell::default(), |n| n.field.get().is_none();
    text: Obj<Str> = "x".into(), |n| n.field == "x";
    int: Obj<Int> = 7.into(), |n| *n.field == 7;
    float: Obj<Float> = 7.5.into(), |n| *n.field == 7.5;
    bytes: Obj<Bytes> = Obj::<Bytes>::from(vec![1u8, 255]), |n| n.field.len() == 2;
    boolean: Obj<Bool> = true.into(), |n| *n.field;
    none: Obj<NoneType> = Obj::new(NoneType), |_n| true;
    list: Obj<List> = [1, 2].into(), |n| n.field.len() == 2;
    dictionary: Obj<Dict> = dict(), |n| n.field.len() == 1;
    set: Obj<Set> = Obj::new(Set::from_iter([1, 2])), |n| n.field.len() == 2;
    frozen_set: Obj<FrozenSet> = Obj::new(FrozenSet::from_iter([1, 2])), |n| n.field.len() == 2;
    python_tuple: Obj<Tuple> = Obj::<Tuple>::from_iter([AnyObj::from(1), AnyObj::from("x")]), |n| n.field.len() == 2;
    any_object: AnyObj = AnyObj::from(7), |n| n.field.downcast_ref::<Int>().is_some();
    any_list: AnyObj = AnyObj::from(Obj::<List>::from([1])), |n| n.field.downcast_ref::<List>().is_some();
    interned: Obj<Name> = name(9), |n| Obj::is(&n.field, &name(9));
}

#[derive(Object, Clone, Serialize, Deserialize)]
struct Knot {
    tuple: ObjCell<Tuple>,
    list: ObjCell<List>,
}

#[test]
fn circles_through_tuples_and_lists_are_saved_and_copied() {
    assert_clean(|| {
        let knot = Obj::new(Knot { tuple: ObjCell::default(), list: ObjCell::default() });
        knot.tuple.set(Some(Obj::<Tuple>::from_iter([AnyObj::from(knot.clone()), AnyObj::from(1)])));
        let list = Obj::<List>::default();
        list.append(list.clone().into());
        list.append(knot.clone().into());
        knot.list.set(Some(list));
        let text = serde_json::to_string(&Graph::of(&knot)).unwrap();
        let loaded = serde_json::from_str::<Graph<Obj<Knot>>>(&text).unwrap().into_root();
        for knot in [deepcopy(&loaded), loaded] {
            let first = knot.tuple.get().unwrap().get_item(0);
            assert!(Obj::is(first.downcast_ref::<Knot>().unwrap(), &knot));
            let list = knot.list.get().unwrap();
            assert!(AnyObj::is(&list.get_item(0), Obj::as_any(&list)));
            assert!(AnyObj::is(&list.get_item(1), Obj::as_any(&knot)));
        }
    });
}

#[test]
fn tuples_that_lead_to_what_changes_are_sent_if_nobody_holds_them() {
    assert_clean(|| {
        let list: Obj<List> = [1].into();
        let inner: Obj<Tuple> = [AnyObj::from(list.clone()), 2.into()].into();
        let shared: Obj<Tuple> = [AnyObj::from(3), Obj::<Tuple>::from([AnyObj::from(4)]).into()].into();
        let outer: Obj<Tuple> = [AnyObj::from(inner.clone()), inner.clone().into(), shared.clone().into()].into();
        list.append(outer.clone().into());
        drop(list);
        let refused = Parcel::pack(outer).unwrap_err();
        assert_eq!(refused.to_string(), "`tuple` at `tuple[0]` is held by 1 handle outside of the graph");
        drop(inner);
        let parcel = Parcel::pack(refused.into_root()).unwrap();
        let there = std::thread::spawn(move || {
            let outer = parcel.unpack();
            assert!(AnyObj::is(&outer[0], &outer[1]) && outer[2].repr() == "(3, (4,))");
            let list = outer[0].downcast_ref::<Tuple>().unwrap()[0].downcast_ref::<List>().unwrap().clone();
            assert!(AnyObj::is(&list.get_item(1), Obj::as_any(&outer)));
            list.clear();
        });
        there.join().unwrap();
        assert_eq!(Obj::refcount(&shared), 1);
        let mut deep: Obj<Tuple> = [AnyObj::from(Obj::<List>::default())].into();
        for _ in 0..10_000 {
            deep = [AnyObj::from(deep), 1.into()].into();
        }
        drop(Parcel::pack(deep).unwrap());
    });
}

#[test]
fn a_circle_of_cells_of_the_standard_library_is_an_error_when_it_is_saved() {
    #[derive(Object, Serialize, Deserialize)]
    struct Ring {
        next: RefCell<Option<Obj<Ring>>>,
    }
    let ring = Obj::new(Ring { next: RefCell::default() });
    ring.next.replace(Some(ring.clone()));
    let error = serde_json::to_string(&Graph::of(&ring)).unwrap_err().to_string();
    ring.next.take();
    assert!(error.contains("Ring.next") && error.contains("`ObjCell`"), "{error}");
}
