//! The maps of types name the words in which `trace` finds handles.

#![allow(unused_imports, reason = "the derive asks for traits that these types lack")]

use std::cell::{Cell, OnceCell, RefCell};
use std::ptr::NonNull;

use super::{PointerMap, Tracer};
use crate::header::ObjectPtr;
use crate::ledger;
use crate::prelude::*;

#[derive(Object, Default)]
#[object(crate = crate)]
struct Node {
    next: ObjCell<Node>,
}

trait Shape {}
crate::dyn_object!(dyn Shape);

#[derive(Object)]
#[object(crate = crate, as = [dyn Shape])]
struct Square {
    next: ObjCell<Node>,
}

impl Shape for Square {}

/// Its fields do not lie in the order in which they are written, unless the compiler leaves them so.
#[derive(Trace)]
#[object(crate = crate)]
struct Mixed {
    small: u8,
    first: Obj<Node>,
    flag: bool,
    second: ObjCell<Node>,
    number: u32,
    third: Option<AnyObj>,
}

#[derive(Trace)]
#[object(crate = crate)]
struct Row(u8, Obj<Node>, u16, Option<AnyObj>, Obj<dyn Shape>);

#[derive(Trace)]
#[object(crate = crate)]
struct Pair<A, B> {
    one: A,
    between: u8,
    two: B,
}

#[derive(Trace)]
#[object(crate = crate)]
struct Only(Obj<Node>);

#[derive(Trace)]
#[object(crate = crate)]
struct Skipping {
    seen: Obj<Node>,
    #[object(skip)]
    _unseen: Obj<Node>,
    also_seen: Obj<Node>,
}

#[derive(Trace)]
#[object(crate = crate)]
enum Choice {
    Handle(Obj<Node>),
    Number(u64),
}

#[derive(Trace, Clone, Copy)]
#[object(crate = crate)]
enum Plain {
    Nothing,
}

/// Fields in the order in which they are written; the last is at word 63.
#[derive(Trace)]
#[object(crate = crate)]
#[repr(C)]
struct Longest {
    first: AnyObj,
    pair: (usize, [Option<Obj<Node>>; 2]),
    rest: [usize; 59],
    last: ObjCell<Node>,
}

/// The last handle is at word 64.
#[derive(Trace)]
#[object(crate = crate)]
#[repr(C)]
struct TooLong {
    rest: [usize; 63],
    last: [Obj<Node>; 2],
}

fn node() -> Obj<Node> {
    Obj::new(Node::default())
}

fn cell() -> ObjCell<Node> {
    ObjCell::from(node())
}

fn any() -> AnyObj {
    node().into()
}

fn shape() -> Obj<dyn Shape> {
    Obj::upcast(Obj::new(Square { next: ObjCell::default() }))
}

/// What the collector's tracer finds.
fn found<T: Trace>(value: &T) -> Vec<ObjectPtr> {
    let mut tracer = Tracer::new();
    T::trace(value, &mut tracer);
    tracer.found
}

/// What the words lead to that the map names.
fn named<T: Trace>(value: &T) -> Option<Vec<ObjectPtr>> {
    if T::POINTERS == PointerMap::NONE {
        return Some(Vec::new());
    }
    let (words, mut targets) = (T::POINTERS.words()?, Vec::new());
    // SAFETY: the value is one of the type, and is not changed meanwhile.
    unsafe { words.for_each(NonNull::from_ref(value).cast(), |target| targets.push(target)) };
    Some(targets)
}

/// `trace` finds `handles` handles, each another, and the map names the same, if handles are words.
#[track_caller]
fn is_known<T: Trace>(handles: usize, value: T) {
    let mut found = found(&value);
    assert_eq!(found.len(), handles);
    if ledger::ARE_TRACED && T::HOLDS && size_of::<T>() > 0 {
        assert_eq!(T::POINTERS, PointerMap::UNKNOWN);
        return;
    }
    let mut named = named(&value).expect("the words are known");
    found.sort_unstable_by_key(|object| object.address());
    named.sort_unstable_by_key(|object| object.address());
    assert_eq!(named, found);
    found.dedup();
    assert_eq!(found.len(), handles);
}

/// `trace` finds this number of handles, which lie elsewhere in other values of the type.
#[track_caller]
fn is_unknown<T: Trace>(handles: usize, value: T) {
    assert_eq!(T::POINTERS, PointerMap::UNKNOWN);
    assert_eq!(found(&value).len(), handles);
}

#[test]
fn handles_and_cells_are_words() {
    is_known(1, node());
    is_known(1, any());
    is_known(1, shape());
    is_known(1, cell());
    is_known(1, ObjCell::<dyn Shape>::from(shape()));
    is_known(0, ObjCell::<Node>::default());
    is_known(1, Some(node()));
    is_known(0, None::<Obj<Node>>);
    is_known(1, Some(any()));
    is_known(1, Some(shape()));
    is_known(1, Some(Only(node())));
    is_known(0, None::<Only>);
    is_known(1, Cell::new(Some(node())));
    is_known(1, Some((node(),)));
    is_known(1, Some([node()]));
}

#[test]
fn structs_are_where_their_fields_are() {
    let mixed = |third| Mixed { small: 1, first: node(), flag: true, second: cell(), number: 2, third };
    is_known(3, mixed(Some(any())));
    is_known(2, mixed(None));
    is_known(2, Row(1, node(), 2, None, shape()));
    is_known(3, Row(1, node(), 2, Some(any()), shape()));
    is_known(2, Skipping { seen: node(), _unseen: node(), also_seen: node() });
    is_known(1, Pair { one: node(), between: 1, two: 2_u32 });
    is_known(2, Pair { one: 1_u16, between: 1, two: [cell(), ObjCell::default(), cell()] });
    let inner = Pair { one: 1_u8, between: 2, two: node() };
    is_known(4, Pair { one: inner, between: 1, two: Pair { one: mixed(None), between: 3, two: Only(node()) } });
    is_known(1, Node { next: cell() });
}

#[test]
fn arrays_and_tuples_are_where_their_items_are() {
    is_known(3, [node(), node(), node()]);
    is_known(64, std::array::from_fn::<_, 64, _>(|_| cell()));
    is_known(0, std::array::from_fn::<_, 0, _>(|_| cell()));
    is_known(2, [[Some(node()), None], [None, Some(node())]]);
    is_known(3, (1_u8, node(), 2_u32, (any(), 3_u64), cell()));
    is_known(4, [(1_u8, node(), 2_u16, node()), (1, node(), 2, node())]);
    is_known(8, (node(), node(), node(), node(), node(), node(), node(), node()));
}

#[test]
fn what_is_never_found_is_in_no_map() {
    #[derive(Object, PartialEq, Eq, Hash)]
    #[object(crate = crate, intern)]
    struct Symbol {
        number: u64,
    }

    is_known(0, 1_u64);
    is_known(0, String::from("text"));
    is_known(0, Plain::Nothing);
    is_known(0, Obj::<Int>::from(1000));
    is_known(0, vec![Obj::<Int>::from(1000)]);
    is_known(0, Obj::new(Symbol { number: 1 }));
    is_known(0, Obj::downgrade(&node()));
    is_known(0, std::rc::Rc::new(node()));
    is_known(1, (Obj::<Int>::from(1000), node(), Obj::<Str>::from("text"), WeakCell::<Node>::default()));
}

#[test]
fn what_is_not_where_it_was_in_another_value_is_unknown() {
    is_unknown(1, Some(cell()));
    is_unknown(1, Some(Some(node())));
    is_unknown(2, Some((node(), node())));
    is_unknown(1, Some((1_u64, node())));
    is_unknown(1, Choice::Handle(node()));
    is_unknown(0, Choice::Number(1));
    is_unknown(1, Ok::<_, u8>(node()));
    is_unknown(2, vec![node(), node()]);
    is_unknown(1, Box::new(node()));
    is_unknown(1, RefCell::new(node()));
    is_unknown(1, OnceCell::from(node()));
    is_unknown(2, ObjVec::from_iter([node(), node()]));
    is_unknown(3, (node(), vec![node()], node()));
    is_unknown(2, Pair { one: node(), between: 1, two: Choice::Handle(node()) });
    is_unknown(65, std::array::from_fn::<_, 65, _>(|_| cell()));
    is_unknown(2, TooLong { rest: [0; 63], last: [node(), node()] });
}

#[test]
fn words_are_named_in_the_order_of_their_addresses() {
    let longest = Longest { first: any(), pair: (1, [Some(node()), Some(node())]), rest: [0; 59], last: cell() };
    is_known_in_order(&longest);
    is_known_in_order(&std::array::from_fn::<_, 64, _>(|_| node()));
    is_known_in_order(&[cell(), ObjCell::default(), cell()]);
}

/// The map names what `trace` finds, in the same order.
#[track_caller]
fn is_known_in_order<T: Trace>(value: &T) {
    let found = found(value);
    assert!(found.len() > 1);
    assert_eq!(named(value), (!ledger::ARE_TRACED).then_some(found));
}

#[test]
fn rows_are_read_as_their_items_would_be_traced() {
    is_read(3, &vec![node(), node(), node()]);
    is_read(2, &vec![Some(node()), None, Some(node())]);
    is_read(2, &vec![ObjCell::default(), cell(), cell()]);
    is_read(2, &vec![Only(node()), Only(node())]);
    is_read(2, &vec![Some(Some(node())), Some(None), None, Some(Some(node()))]);
    is_read(2, &vec![Some(cell()), None, Some(cell())]);
    is_read(2, &vec![(1_u8, node()), (2, node())]);
    is_read(2, &vec![Choice::Handle(node()), Choice::Number(1), Choice::Handle(node())]);
    is_read(3, &[any(), any(), any()]);
}

/// The collector's tracer finds the same as one of everything, which asks each item.
#[track_caller]
fn is_read<T: Trace>(handles: usize, row: &T) {
    let (mut everything, mut targets) = (Tracer::of_everything(), Vec::new());
    T::trace(row, &mut everything);
    everything.drain_edges(|edge| targets.push(edge.target));
    assert_eq!(targets.len(), handles);
    assert_eq!(found(row), targets);
}

#[cfg(any(feature = "serde", feature = "parcel"))]
#[test]
fn who_asks_for_strong_handles_finds_all_and_no_others() {
    #[derive(Object)]
    #[object(crate = crate)]
    struct Many {
        number: u8,
        name: String,
        text: Obj<Str>,
        texts: Vec<Obj<Str>>,
        node: Obj<Node>,
        nodes: Vec<Obj<Node>>,
        cells: Vec<ObjCell<Node>>,
        list: ObjVec<Node>,
        list_of_texts: ObjVec<Str>,
        pair: (Obj<Str>, Option<Obj<Node>>),
        boxed: [Box<Obj<Str>>; 2],
        part: Option<Only>,
        choice: Choice,
        borrowed: RefCell<String>,
        weak: WeakCell<Node>,
    }
    let text = || Obj::<Str>::from("text");
    let many = Many {
        number: 1,
        name: "name".into(),
        text: text(),
        texts: vec![text(), text()],
        node: node(),
        nodes: vec![node(), node()],
        cells: vec![cell(), ObjCell::default()],
        list: [node(), node()].into_iter().collect(),
        list_of_texts: [text()].into_iter().collect(),
        pair: (text(), Some(node())),
        boxed: [Box::new(text()), Box::new(text())],
        part: Some(Only(node())),
        choice: Choice::Handle(node()),
        borrowed: RefCell::default(),
        weak: WeakCell::from(&node()),
    };
    assert_eq!((many.number, &*many.name, many.weak.get().is_none()), (1, "name", true));
    let (mut everything, mut strong, mut targets) = (Tracer::of_everything(), Tracer::of_strong_handles(), Vec::new());
    Many::trace(&many, &mut everything);
    everything.drain_edges(|edge| targets.extend((!edge.weak).then_some(edge.target)));
    Many::trace(&many, &mut strong);
    assert_eq!((targets.len(), strong.found.len(), strong.has_passed_over()), (16, 16, false));
    assert_eq!(strong.found, targets);
    let borrow = many.borrowed.borrow_mut();
    Many::trace(&many, &mut strong);
    assert!(strong.has_passed_over(), "what cannot be looked into is told");
    drop(borrow);
}
