//! Every public method that reads what a cell or container holds makes no object a candidate.
//!
//! Methods that give a handle to keep do, when that is dropped: `get`, `upgrade`, `clone`. So do those that look through a weak
//! handle: who looks may move the last handle from outside into the object itself, and nothing else would tell.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use obj_runtime::prelude::*;
use obj_runtime::{WeakKeyMap, WeakValueMap, gc, inspect};

#[derive(Object, Default, Debug, PartialEq)]
struct Node {
    number: u32,
    next: ObjCell<Node>,
    list: ObjVec<Node>,
}

/// A key that the collector tracks, as it could hold itself.
#[derive(Object, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
struct Key {
    number: u32,
    more: Option<Obj<Key>>,
}

#[derive(Object, PartialEq, PartialOrd, Debug)]
struct ByNumber {
    number: u32,
    link: Option<Obj<ByNumber>>,
}

#[derive(Object)]
struct Root {
    cell: ObjCell<Node>,
    list: ObjVec<Node>,
    map: ObjMap<Key, Node>,
    weak: WeakCell<Node>,
    notes: WeakKeyMap<Node, u32>,
    names: WeakValueMap<u32, Node>,
    items: Obj<List>,
    tuple: Obj<Tuple>,
    dict: Obj<Dict>,
    set: Obj<Set>,
    frozen: Obj<FrozenSet>,
    any: AnyObj,
}

fn node(number: u32) -> Obj<Node> {
    Obj::new(Node { number, ..Node::default() })
}

fn key(number: u32) -> Obj<Key> {
    let more = Some(Obj::new(Key { number: number + 100, more: None }));
    Obj::new(Key { number, more })
}

fn root() -> Obj<Root> {
    let nodes: Vec<Obj<Node>> = (0..5).map(node).collect();
    let keys: Vec<AnyObj> = (0..5).map(|number| key(number).into()).collect();
    let root = Root {
        cell: nodes[0].clone().into(),
        list: nodes.iter().cloned().collect(),
        map: nodes.iter().map(|node| (key(node.number), node.clone())).collect(),
        weak: (&nodes[1]).into(),
        notes: WeakKeyMap::new(),
        names: WeakValueMap::new(),
        items: nodes.iter().cloned().collect(),
        tuple: keys.iter().cloned().collect(),
        dict: keys.iter().cloned().zip(nodes.iter().cloned()).collect(),
        set: keys.iter().cloned().collect(),
        frozen: keys.iter().cloned().collect(),
        any: nodes[2].clone().into(),
    };
    nodes[0].next.set(Some(nodes[1].clone()));
    nodes[0].list.extend(nodes[2..].iter().cloned());
    for node in &nodes {
        root.notes.insert(node, node.number);
        drop(root.names.insert(node.number, node));
    }
    Obj::new(root)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The number of objects that `read` makes candidates.
fn candidates_of(read: impl FnOnce()) -> usize {
    gc::collect();
    let before = gc::stats().full.candidates;
    read();
    gc::collect();
    gc::stats().full.candidates - before
}

/// Runs each reading, and names those that make candidates.
macro_rules! readings {
    ($($what:literal: $($reading:expr),+;)*) => {
        let mut marking = Vec::new();
        $($(
            let candidates = candidates_of(|| {
                let _ = $reading;
            });
            if candidates > 0 {
                marking.push(format!("{}: `{}` made {candidates} candidates", $what, stringify!($reading)));
            }
        )+)*
        assert!(marking.is_empty(), "{}", marking.join("\n"));
    };
}

#[test]
fn cells_are_read_without_candidates() {
    let root = root();
    let (cell, list, map, weak) = (&root.cell, &root.list, &root.map, &root.weak);
    let (first, other) = (cell.get().unwrap(), list.get(3).unwrap());
    let (present, absent) = (Key { number: 3, more: key(3).more.clone() }, Key { number: 3, more: None });
    readings! {
        "ObjCell": cell.borrow(), cell.with(|node| node.map(|node| node.number)), cell.is_some(), cell.is_none(),
            cell.is(&first), format!("{cell:?}"), cell == cell, cell.borrow().map(|node| node.next.borrow().is_some());
        "ObjVec": list.len(), list.is_empty(), list.at(1), list.at(9), list.first(), list.last(),
            list.iter().count(), list.iter().next(), list.iter().rev().skip(1).step_by(2).count(), list.iter().nth(2),
            list.iter().clone().last(), list.iter().len(), list.contains(&other), list.position(&other), list == list,
            format!("{list:?}"), list.iter().map(|node| node.number).sum::<u32>(), list.retain(|_| true), list.borrow().len(),
            list.borrow().windows(2).count(), list.sort_by_key(|node| node.number), list.reverse(), list.dedup();
        "ObjMap": map.len(), map.is_empty(), map.at(&present), map.at(&absent), map.contains_key(&present),
            map.iter().count(), map.iter().next(), map.iter().rev().last(), map.iter().len(), map.keys().count(),
            map.keys().next_back(), map.values().count(), map.values().map(|node| node.number).sum::<u32>(), map == map,
            format!("{map:?}");
        "WeakCell": weak.weak(), weak.is_dead(), format!("{weak:?}"), weak == weak;
    }
}

#[test]
fn weak_handles_are_read_without_candidates() {
    let root = root();
    let first = root.list.get(0).unwrap();
    let weak = Obj::downgrade(&first);
    let (notes, names) = (&root.notes, &root.names);
    readings! {
        "Weak": weak.is_dead(), weak.ptr_eq(&weak.clone()),
            weak == weak, hash(&weak), format!("{weak:?}");
        "WeakKeyMap": notes.len(), notes.is_empty(), notes.contains_key(&first), notes.get(&first),
            notes.with(&first, |number| number.copied());
        "WeakValueMap": names.len(), names.is_empty(), names.contains_key(&1), names.contains_key(&9);
    }
}

#[test]
fn containers_are_read_without_candidates() {
    let root = root();
    let (items, tuple, dict, set, frozen) = (&root.items, &root.tuple, &root.dict, &root.set, &root.frozen);
    let (item, present) = (items.get(3).unwrap(), tuple[3].clone());
    let absent: AnyObj = key(9).into();
    let as_any = Obj::as_any(set);
    readings! {
        "List": items.len(), items.is_empty(), items.iter().count(), items.iter().next(), items.contains(&item),
            items.index(&item), items.count(&item), items.contains(&absent), **items == **items,
            items.partial_cmp(items), format!("{items:?} {items}"), items.reverse(), items.sort_by_key(|item| item.id() as i64);
        "Tuple": tuple.len(), tuple.iter().count(), tuple.has(&present), tuple.index(&present), tuple.count(&present),
            tuple == tuple, Obj::as_any(tuple).hash_value(), Obj::as_any(tuple).compare(Obj::as_any(tuple)),
            format!("{tuple:?}");
        "Dict": dict.len(), dict.is_empty(), dict.contains(&present), dict.contains(&absent), dict.keys().count(),
            dict.values().count(), dict.items().count(), dict.items().next(), **dict == **dict, format!("{dict:?} {dict}");
        "Set": set.len(), set.is_empty(), set.contains(&present), set.try_contains(&absent), set.iter().count(),
            set.iter().next(), **set == **set, set.partial_cmp(set), set.issubset(Obj::as_any(frozen)),
            set.issuperset(Obj::as_any(frozen)), set.isdisjoint(Obj::as_any(frozen)), format!("{set:?} {set}");
        "FrozenSet": frozen.len(), frozen.is_empty(), frozen.contains(&present), frozen.try_contains(&absent),
            frozen.iter().count(), **frozen == **frozen, frozen.partial_cmp(frozen), frozen.issubset(as_any),
            frozen.issuperset(as_any), frozen.isdisjoint(as_any), Obj::as_any(frozen).hash_value(), format!("{frozen:?}");
        "both sets": as_any.equals(Obj::as_any(frozen)), as_any.compare(Obj::as_any(frozen));
    }
}

#[test]
fn objects_are_asked_without_candidates() {
    let root = root();
    let (any, other) = (&root.any, Obj::as_any(&root.tuple));
    let (first, second) = (root.list.get(0).unwrap(), root.list.get(1).unwrap());
    let pair = [1, 2].map(|number| Obj::new(ByNumber { number, link: None }));
    readings! {
        "Obj": Obj::id(&first), Obj::refcount(&first), Obj::weak_count(&first), Obj::is(&first, &second), first == second,
            format!("{first:?}"), Obj::as_any(&first), pair[0] < pair[1], pair[0].partial_cmp(&pair[1]);
        "AnyObj": any.id(), any.refcount(), any.type_name(), any.is_a::<Node>(), any.downcast_ref::<Node>().is_some(),
            any.equals(other), any.hash_value(), any.compare(any), any.repr(), format!("{any:?} {any}"), any == any;
        "gc": gc::is_tracked(any), gc::is_finalized(any), gc::stats();
        "inspect": inspect::snapshot().len(), inspect::explain(&first).to_string(), inspect::class_table().objects::<Node>();
    }
}

#[test]
fn a_ring_made_by_who_reads_through_a_weak_handle_is_found() {
    let names = WeakValueMap::new();
    let node = node(1);
    drop(names.insert(1, &node));
    let mut last = Some(node);
    names.for_each(|_, node| node.next.set(last.take()));
    assert_eq!(names.len(), 1);
    assert_eq!(gc::collect(), 1, "nothing but the reading told");
    assert!(names.is_empty());
}
