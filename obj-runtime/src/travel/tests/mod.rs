//! Small graphs, for Miri: moved and copied, unopened, refused, and with code of the program in between.

mod copies;
mod parcels;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::thread;

use super::{Parcel, deepcopy};
use crate::Tuple;
use crate::prelude::*;
use crate::trace::Tracer;

#[derive(Object, Clone, Default)]
#[object(crate = crate)]
struct Node {
    name: Obj<Str>,
    text: String,
    next: ObjCell<Node>,
    parent: WeakCell<Node>,
    all: ObjVec<Node>,
    by_name: ObjMap<Str, Node>,
    parts: RefCell<HashMap<u8, Boxed>>,
    any: Option<AnyObj>,
    symbol: Option<Obj<Symbol>>,
}

#[derive(Object, Clone, PartialEq, Eq, Hash)]
#[object(crate = crate, intern)]
struct Symbol(Obj<Str>, Option<Obj<Symbol>>);

type Boxed = Vec<Option<Box<Obj<Node>>>>;

fn graph(name: &Obj<Str>) -> Obj<Node> {
    let leaf = Obj::new(Node { name: name.clone(), ..Default::default() });
    let list = Obj::new(List::from_iter([AnyObj::from(leaf.clone()), AnyObj::from(1000)]));
    let outer = Obj::new(Symbol("outer".into(), None));
    let symbol = Obj::new(Symbol(name.clone(), Some(outer)));
    let root =
        Obj::new(Node { any: Some(list.into()), symbol: Some(symbol), text: "text".into(), ..Default::default() });
    root.next.set(root.clone());
    leaf.parent.set(&root);
    root.all.extend([leaf.clone(), root.clone()]);
    root.by_name.insert(name.clone(), leaf.clone());
    root.parts.borrow_mut().insert(1, vec![None, Some(Box::new(leaf))]);
    root
}

fn check(root: &Obj<Node>) {
    let leaf = root.all.get(0).unwrap();
    assert!(root.next.is(root) && root.all.get(1).is_some_and(|item| Obj::is(&item, root)));
    assert!(Obj::is(&leaf.parent.get().unwrap(), root) && leaf.name == "a name");
    assert!(Obj::is(&root.by_name.get("a name").unwrap(), &leaf));
    assert!(Obj::is(root.parts.borrow()[&1][1].as_ref().unwrap(), &leaf));
    let list = root.any.as_ref().unwrap().downcast_ref::<List>().unwrap();
    assert!(AnyObj::is(&list.get_item(0), Obj::as_any(&leaf)));
    let symbol = Obj::new(Symbol("a name".into(), Some(Obj::new(Symbol("outer".into(), None)))));
    assert!(root.symbol.as_ref().is_some_and(|mine| Obj::is(mine, &symbol)));
    assert_eq!((Obj::refcount(root), Obj::refcount(&leaf)), (3, 5));
}

thread_local!(static TRACES_LEFT: Cell<usize> = const { Cell::new(usize::MAX) });

/// Its `Trace` panics after some calls, as one of a container might that finds itself in disorder.
#[derive(Clone, Default)]
struct Disorder;

// SAFETY: there is nothing to visit.
unsafe impl Trace for Disorder {
    type Leaves<H> = ();
    const HOLDS: bool = true;
    fn trace(_: &Self, _: &mut Tracer) {
        let left = TRACES_LEFT.get();
        TRACES_LEFT.set(left.wrapping_sub(1));
        assert!(left != 0, "in disorder");
    }
}

/// Parts in boxes, in vectors and in maps, as deep as there are.
#[derive(Trace, Default)]
#[object(crate = crate)]
struct Deep {
    leaf: Option<Obj<Str>>,
    boxed: Option<Box<Deep>>,
    listed: Vec<Deep>,
    mapped: HashMap<u8, Deep>,
}

impl Deep {
    fn of(depth: u32, leaf: &Obj<Str>) -> Self {
        (0..depth).fold(Self::default(), |inner, level| {
            let mut outer = Self { leaf: Some(leaf.clone()), ..Self::default() };
            match level % 3 {
                0 => outer.boxed = Some(Box::new(inner)),
                1 => outer.listed.push(inner),
                _ => drop(outer.mapped.insert(1, inner)),
            }
            outer
        })
    }

    /// Drops it, not one part in another.
    fn end(mut self) {
        loop {
            let boxed = self.boxed.take().map(|inner| *inner);
            let Some(inner) = boxed.or_else(|| self.listed.pop()).or_else(|| self.mapped.remove(&1)) else { return };
            self = inner;
        }
    }
}

impl Clone for Deep {
    fn clone(&self) -> Self {
        let (mut depth, mut part) = (0, self);
        while let Some(inner) = part.boxed.as_deref().or(part.listed.first()).or(part.mapped.get(&1)) {
            (depth, part) = (depth + 1, inner);
        }
        self.leaf.as_ref().map(|leaf| Self::of(depth, leaf)).unwrap_or_default()
    }
}

#[derive(Object, Clone)]
#[object(crate = crate)]
struct DeepHolder {
    part: RefCell<Deep>,
    me: ObjCell<DeepHolder>,
}

#[test]
fn parts_nest_as_deep_as_there_are() {
    let depth = if cfg!(miri) { 60 } else { 50_000 };
    let small_stack = thread::Builder::new().stack_size(256 << 10);
    let work = move || {
        let leaf = Obj::<Str>::from("leaf");
        let holder = Obj::new(DeepHolder { part: RefCell::new(Deep::of(depth, &leaf)), me: ObjCell::default() });
        holder.me.set(Some(holder.clone()));
        let copy = deepcopy(&holder);
        assert!(copy.me.is(&copy));
        let holder = Parcel::pack(holder).unwrap().unpack();
        holder.me.set(None);
        copy.me.set(None);
        assert_eq!(Obj::refcount(&leaf), 1 + depth as usize, "the parcel has a text of its own");
        for holder in [holder, copy] {
            holder.part.take().end();
        }
        assert_eq!(Obj::refcount(&leaf), 1);
    };
    small_stack.spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_tuple_that_many_hold_is_gone_through_once() {
    let count = if cfg!(miri) { 10 } else { 50_000 };
    let items: Obj<Tuple> = (0..count).map(|number| AnyObj::from(1000 + number)).collect();
    let held = |tuple: &Obj<Tuple>| (0..count).map(|_| AnyObj::from(tuple.clone())).collect();
    let copy = deepcopy(&Obj::<List>::new(held(&items)));
    assert!(copy.iter().all(|item| AnyObj::is(&item, Obj::as_any(&items))));
    let nested: Obj<Tuple> = (0..count).map(|_| AnyObj::from(items.clone())).collect();
    let holder = Obj::new(List::from_iter([AnyObj::from(nested), AnyObj::from(copy)]));
    drop(items);
    let arrived = Parcel::pack(holder).unwrap().unpack();
    assert_eq!(arrived.len(), 2);
}
