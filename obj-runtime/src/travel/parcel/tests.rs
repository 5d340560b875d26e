//! Small graphs, for Miri: moved and copied, unopened, refused, and with code of the program in between.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::panic;
use std::rc::Rc;
use std::thread;

use super::Parcel;
use crate::heap::page::PAGE_SIZE;
use crate::prelude::*;
use crate::trace::{Relocator, Tracer};
use crate::{ById, Frozen, Tuple, deepcopy, gc, try_deepcopy};

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

#[test]
fn a_graph_is_moved_whole_and_freed_where_it_is() {
    let name = Obj::<Str>::from("a name");
    let root = graph(&name);
    let outside = Obj::downgrade(&root);
    let parcel = Parcel::pack(root).unwrap();
    assert!(outside.is_dead() && Obj::refcount(&name) == 1);
    let there = thread::spawn(move || {
        let root = parcel.unpack();
        check(&root);
        let again = Parcel::pack(root).unwrap();
        assert_eq!(gc::collect(), 0);
        again
    });
    let root = there.join().unwrap().unpack();
    check(&root);
    drop(root);
    assert!(gc::collect() >= 2);
}

/// Objects that are rows of items, some aligned to more than a slot is.
#[derive(Object)]
#[object(crate = crate)]
struct Rows {
    cells: Obj<[ObjCell<Rows>]>,
    wide: Obj<[Wide]>,
    texts: [Obj<[String]>; 2],
    tuple: ObjCell<Tuple>,
}

#[derive(Trace)]
#[object(crate = crate)]
#[repr(align(64))]
struct Wide(u8, Option<Obj<Str>>);

#[test]
fn rows_are_moved_whole() {
    let texts: Obj<[String]> = ["a", "bc"].map(String::from).into();
    let wide = (0..3).map(|number| Wide(number, Some("text".into()))).collect();
    let texts = [texts.clone(), texts];
    let rows = Rows { cells: [None, None].map(ObjCell::new).into(), wide, texts, tuple: ObjCell::default() };
    let rows = Obj::new(rows);
    rows.cells[1].set(&rows);
    let whole: Obj<Tuple> = [AnyObj::from(1000), "x".into()].into();
    let inner: Obj<Tuple> = [AnyObj::from(rows.clone()), whole.into()].into();
    rows.tuple.set(Obj::<Tuple>::from([AnyObj::from(inner.clone()), inner.into()]));
    let held = rows.tuple.get();
    let rows = Parcel::pack(rows).unwrap_err().into_root();
    drop(held);
    let parcel = Parcel::pack(rows).unwrap();
    let rows = thread::spawn(move || Parcel::pack(parcel.unpack()).unwrap()).join().unwrap().unpack();
    assert!(rows.cells[0].is_none() && rows.cells[1].is(&rows) && Obj::refcount(&rows) == 3);
    assert!(rows.wide.as_ptr().is_aligned() && rows.wide.iter().map(|wide| wide.0).eq(0..3));
    assert!(rows.wide[2].1.as_ref().is_some_and(|text| text == "text"));
    assert!(Obj::is(&rows.texts[0], &rows.texts[1]) && rows.texts[0].concat() == "abc");
    let tuple = rows.tuple.get().unwrap();
    assert!(AnyObj::is(&tuple[0], &tuple[1]));
    let inner = tuple[0].downcast_ref::<Tuple>().unwrap();
    assert!(AnyObj::is(&inner[0], Obj::as_any(&rows)) && inner[1].repr() == "(1000, 'x')");
    rows.cells[1].set(None);
    rows.tuple.set(None);
    drop(Parcel::pack(Obj::<[u64]>::from([1, 2])).unwrap());
}

#[test]
fn what_is_held_stays_and_what_is_not_opened_is_dropped() {
    let root = graph(&"a name".into());
    let leaf = root.all.get(0).unwrap();
    let root = Parcel::pack(root).unwrap_err().into_root();
    drop(leaf);
    check(&root);
    drop(Parcel::pack(root).unwrap());
    thread::spawn(|| drop(Parcel::pack(graph(&"a name".into())).unwrap())).join().unwrap();
    let parcel = Parcel::pack(graph(&"a name".into())).unwrap();
    thread::spawn(move || drop(parcel)).join().unwrap();
    gc::collect();
}

#[test]
fn a_copy_has_the_shape_of_the_original() {
    let root = graph(&"a name".into());
    let copy = deepcopy(&root);
    check(&root);
    check(&copy);
    assert!(!Obj::is(&root, &copy));
    drop((root, copy));
    gc::collect();
}

thread_local!(static STASH: RefCell<Vec<AnyObj>> = const { RefCell::new(Vec::new()) });

/// Its `Clone` panics, packs, collects, or holds what it finds.
#[derive(Object, Default)]
#[object(crate = crate)]
struct Sly {
    mode: u8,
    to: ObjCell<Sly>,
}

impl Clone for Sly {
    fn clone(&self) -> Self {
        match self.mode {
            1 => panic!("no clone"),
            2 => {
                gc::collect();
                let mine = self.to.get().unwrap();
                let other = deepcopy(&Obj::new(Self::default()));
                assert!(Parcel::pack(mine).is_err());
                drop(other);
            }
            3 => STASH.with_borrow_mut(|stash| {
                let nodes = crate::inspect::snapshot();
                let ids = nodes.nodes().filter(|node| node.type_name() == "Sly").map(|node| node.id());
                stash.extend(ids.filter_map(AnyObj::from_id));
            }),
            _ => {}
        }
        Self { mode: 0, to: self.to.clone() }
    }
}

#[test]
fn a_clone_may_do_anything() {
    for mode in 0..4 {
        let first = Obj::new(Sly { mode: 0, ..Default::default() });
        let second = Obj::new(Sly { mode, to: first.clone().into() });
        first.to.set(second.clone());
        let copied = panic::catch_unwind(panic::AssertUnwindSafe(|| try_deepcopy(&first)));
        match mode {
            1 => assert!(copied.is_err()),
            3 => assert!(copied.unwrap().is_err()),
            _ => assert!(copied.unwrap().is_ok()),
        }
        drop(STASH.take());
        assert!(first.to.is(&second) && second.to.is(&first));
        assert_eq!(Obj::refcount(&first), 2);
        first.to.set(None);
    }
    gc::collect();
}

/// Interned, with an `Eq` that looks at the thread's objects.
#[derive(Object, Clone)]
#[object(crate = crate, intern)]
struct Nosy(u8, Option<Obj<Str>>);

impl PartialEq for Nosy {
    fn eq(&self, other: &Self) -> bool {
        gc::collect();
        assert!(self.0 != 9, "nine is not compared");
        self.0 == other.0
    }
}

impl Eq for Nosy {}

impl Hash for Nosy {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

#[derive(Object, Clone)]
#[object(crate = crate)]
struct Pair(Obj<Nosy>, Obj<Nosy>);

#[test]
fn code_that_runs_while_a_parcel_is_opened_may_panic_and_collect() {
    let pair = |number| {
        let one = Obj::new(Nosy(number, Some("text".into())));
        Obj::new(Pair(one.clone(), Obj::new(Nosy(1, None))))
    };
    let parcel = Parcel::pack(pair(3)).unwrap();
    let opened = parcel.unpack();
    assert!(opened.0.1.as_ref().is_some_and(|text| text == "text"));
    let parcel = Parcel::pack(pair(9)).unwrap();
    let held = Obj::new(Nosy(9, Some("text".into())));
    // A parcel is `RefUnwindSafe` and `UnwindSafe`.
    assert!(panic::catch_unwind(|| format!("{parcel:?}")).is_ok());
    let opened = panic::catch_unwind(|| parcel.unpack());
    assert!(opened.is_err(), "what is in the parcel is leaked");
    drop(held);
}

#[derive(Object, Default)]
#[object(crate = crate)]
struct Table {
    by_key: ObjMap<Nosy, Table>,
    by_part: RefCell<HashMap<Option<Obj<Nosy>>, Vec<u8>>>,
}

#[test]
fn entries_of_maps_that_do_not_arrive_are_leaked() {
    let key = Obj::new(Nosy(9, None));
    let table = Obj::new(Table::default());
    table.by_key.insert(key.clone(), Obj::default());
    table.by_part.borrow_mut().insert(Some(key.clone()), vec![1]);
    let parcel = Parcel::pack(table).unwrap();
    let opened = panic::catch_unwind(panic::AssertUnwindSafe(|| parcel.unpack()));
    assert!(opened.is_err(), "nine is compared with the one that is here");
    // Where the values were.
    let others = [Obj::<Table>::default(), Obj::default()];
    assert_eq!((Obj::refcount(&key), others.each_ref().map(Obj::refcount)), (1, [1, 1]));
}

/// A handle to whatever never changes.
#[derive(Clone)]
struct Any(AnyObj);

// SAFETY: as the handle, which is all there is.
unsafe impl Trace for Any {
    type Leaves<H> = ();
    const HOLDS: bool = false;
    const HOLDS_BEHIND: bool = false;
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.field("0", &this.0);
    }
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        Trace::relocate(&mut this.0, relocator);
    }
}

impl Frozen for Any {}

#[derive(Object, Clone)]
#[object(crate = crate, frozen)]
struct Label(Any);

/// May not go to another thread; being generic, it cannot tell.
#[derive(Object)]
#[object(crate = crate, frozen)]
struct Counted<T: 'static>(#[object(frozen)] Rc<u8>, PhantomData<T>);

impl<T> Clone for Counted<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

#[test]
fn handles_of_clones_are_asked_whether_what_they_lead_to_may_be_sent() {
    let label = |any: AnyObj| Obj::new(Label(Any(any)));
    let counted = Obj::new(Counted::<u8>(Rc::new(1), PhantomData));
    let refused = Parcel::pack(label(counted.into())).unwrap_err();
    assert!(refused.to_string().contains("the generic type `Counted` may go"), "{refused}");
    let parcel = Parcel::pack(label(Obj::<Str>::from("a").into())).unwrap();
    let there = thread::spawn(move || parcel.unpack().0.0.downcast_ref::<Str>().is_some_and(|text| *text == "a"));
    assert!(there.join().unwrap());
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

#[derive(Object, Clone, Default)]
#[object(crate = crate)]
struct Disordered {
    next: ObjCell<Disordered>,
    others: ObjVec<Disordered>,
    by_key: RefCell<HashMap<ById<Disordered>, Entry>>,
    part: Disorder,
}

#[derive(Trace, Clone)]
#[object(crate = crate)]
struct Entry {
    first: Obj<Disordered>,
    part: Disorder,
    second: Obj<Disordered>,
}

#[test]
fn a_trace_that_panics_while_handles_are_exchanged_leaves_all_counts_right() {
    let root = Obj::new(Disordered::default());
    for _ in 0..3 {
        root.others.push(Obj::new(Disordered { next: (&root).into(), ..Disordered::default() }));
    }
    // In a map whose keys hold handles, what is exchanged lies in no object for a while.
    let other = root.others.get(0).unwrap();
    let entry = |part| Entry { first: root.clone(), part, second: other.clone() };
    root.by_key.borrow_mut().insert(ById(other.clone()), entry(Disorder));
    drop(other);
    // Each is traced when it is found, when it is exchanged, and when all are looked at again.
    for calls in 0..15 {
        TRACES_LEFT.set(calls);
        let copied = panic::catch_unwind(panic::AssertUnwindSafe(|| deepcopy(&root)));
        TRACES_LEFT.set(usize::MAX);
        assert!(copied.is_err());
        gc::collect();
        assert_eq!(Obj::refcount(&root), 5);
        assert!(root.others.iter().all(|other| other.next.is(&root)));
        let counts: Vec<_> = root.others.iter().map(|other| Obj::refcount(&other) - 1).collect();
        assert_eq!(counts, [3, 1, 1]);
    }
    assert_eq!(Obj::refcount(&deepcopy(&root)), 5);
    root.by_key.take();
    root.others.clear();
    gc::collect();
}

/// A record of which its type tells all.
#[derive(Object, Default)]
#[object(crate = crate)]
struct Record {
    others: ObjVec<Record>,
    next: ObjCell<Record>,
}

#[test]
fn pages_are_left_as_a_whole() {
    let root = Obj::new(Record::default());
    for _ in 0..40 {
        root.others.push(Obj::new(Record { next: (&root).into(), ..Record::default() }));
    }
    let parcel = Parcel::pack(root).unwrap();
    let new: Vec<_> = (0..50).map(|_| Obj::new(Record::default())).collect();
    let root = parcel.unpack();
    assert_eq!(Obj::refcount(&root), 41);
    assert!(root.others.iter().all(|other| other.next.is(&root) && Obj::refcount(&other) == 2));
    assert!(new.iter().all(|other| Obj::refcount(other) == 1));
    drop(root);
    assert_eq!(gc::collect(), 41);
}

/// A key whose hash keeps the tuple that its node has.
#[derive(Trace, Clone, PartialEq, Eq)]
#[object(crate = crate)]
struct Keeping(Obj<Paired>);

#[derive(Object, Clone, Default)]
#[object(crate = crate)]
struct Paired {
    keyed: RefCell<HashMap<Keeping, u32>>,
    pairs: Vec<Obj<Tuple>>,
}

thread_local! {
    static KEEPS: Cell<bool> = const { Cell::new(false) };
    static KEPT: RefCell<Vec<Obj<Tuple>>> = const { RefCell::new(Vec::new()) };
}

impl Hash for Keeping {
    fn hash<H: Hasher>(&self, _: &mut H) {
        if KEEPS.get() {
            KEPT.with_borrow_mut(|kept| kept.extend(self.0.pairs.first().cloned()));
        }
    }
}

impl PartialEq for Paired {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Paired {}

#[test]
fn a_map_is_not_filled_while_a_tuple_of_the_copies_is_held() {
    let node = Obj::new(Paired::default());
    let root = Obj::new(Paired { pairs: vec![Obj::<Tuple>::from([AnyObj::from(node.clone())])], ..Default::default() });
    root.keyed.borrow_mut().insert(Keeping(root.clone()), 1);
    KEEPS.set(true);
    let copy = try_deepcopy(&root);
    assert_eq!(KEPT.with_borrow(Vec::len), 1);
    assert!(copy.err().unwrap().to_string().contains("holds an object of it"));
    KEPT.take();
    root.keyed.take();
}

#[test]
fn nobody_is_asked_while_the_handles_of_copies_are_exchanged() {
    let leaf = Obj::new(Node::default());
    let count = if cfg!(miri) { 10 } else { 200 };
    let tuple = |_| (0..100).map(|_| AnyObj::from(leaf.clone())).collect();
    let root = Obj::new(Paired { pairs: (0..count).map(tuple).collect(), ..Default::default() });
    let asked = Rc::new(Cell::new(0));
    let counter = Rc::clone(&asked);
    gc::set_condition(move |_| {
        counter.set(counter.get() + 1);
        None
    });
    let copy = deepcopy(&root);
    assert!(gc::is_enabled() && asked.get() <= 2, "for a node and the root, at most: {}", asked.get());
    assert!(AnyObj::is(&copy.pairs[0][0], &copy.pairs[1][0]) && !AnyObj::is(&copy.pairs[0][0], Obj::as_any(&leaf)));
    gc::reset_condition();
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
fn what_cannot_be_exchanged_in_a_clone_is_said() {
    #[derive(Object, Clone)]
    #[object(crate = crate, frozen)]
    struct Table {
        by_text: HashMap<Obj<Str>, u8>,
    }
    let table = Obj::new(Table { by_text: HashMap::from([("a".into(), 1)]) });
    let root = Obj::new(List::from_iter([AnyObj::from(table)]));
    let error = Parcel::pack(root).err().unwrap().to_string();
    assert!(error.contains("`Table`: handles in a") && error.contains("cannot be exchanged"), "{error}");
}

#[derive(Trace, Clone, Default)]
#[object(crate = crate)]
struct Keyed {
    by_node: HashMap<ById<Node>, u8>,
}

#[derive(Object, Clone, Default)]
#[object(crate = crate)]
struct Nesting {
    by_node: HashMap<ById<Node>, Keyed>,
    by_number: HashMap<u8, Keyed>,
}

#[test]
fn a_map_with_handles_in_its_keys_lies_in_no_other() {
    let node = Obj::new(Node::default());
    let keyed = Keyed { by_node: HashMap::from([(ById(node.clone()), 1)]) };
    let by_number = HashMap::from([(1, keyed.clone())]);
    let by_node = HashMap::from([(ById(node.clone()), Keyed::default())]);
    let copy = deepcopy(&Obj::new(Nesting { by_node, by_number }));
    let key = &copy.by_node.keys().next().unwrap().0;
    assert!(!Obj::is(key, &node) && copy.by_number[&1].by_node.contains_key(&ById(key.clone())));
    let nesting = Nesting { by_node: HashMap::from([(ById(node.clone()), keyed)]), ..Nesting::default() };
    let error = try_deepcopy(&Obj::new(nesting)).err().unwrap().to_string();
    assert!(error.contains("a map with handles in its keys lies in another"), "{error}");
}

#[derive(Object, Default)]
#[object(crate = crate)]
struct Remembering {
    some: Weak<Node>,
    same: Weak<Node>,
    other: Weak<Node>,
    none: Weak<Node>,
}

#[test]
fn dead_weak_handles_stay_apart() {
    let gone = Obj::new(Node::default());
    let (some, same) = (Obj::downgrade(&gone), Obj::downgrade_with(&gone, |_| ()));
    drop(gone);
    let other = Obj::downgrade(&Obj::new(Node::default()));
    let remembering = Obj::new(Remembering { some, same, other, none: Weak::new() });
    let arrived = Parcel::pack(remembering).unwrap().unpack();
    let Remembering { some, same, other, none } = &*arrived;
    assert!(some == same && some != other && some != none && other != none && *none == Weak::new());
    assert!([some, same, other, none].iter().all(|weak| weak.upgrade().is_none()));
}

#[test]
fn a_tuple_that_many_hold_is_gone_through_once() {
    let count = if cfg!(miri) { 10 } else { 50_000 };
    let items: Obj<Tuple> = (0..count).map(|number| AnyObj::from(1000 + number)).collect();
    let root = Obj::new(Paired { pairs: (0..count).map(|_| items.clone()).collect(), ..Default::default() });
    let copy = deepcopy(&root);
    assert!(copy.pairs.iter().all(|pair| Obj::is(pair, &items)));
    let nested: Obj<Tuple> = (0..count).map(|_| AnyObj::from(items.clone())).collect();
    let holder = Obj::new(List::from_iter([AnyObj::from(nested), AnyObj::from(copy)]));
    drop((root, items));
    let arrived = Parcel::pack(holder).unwrap().unpack();
    assert_eq!(arrived.len(), 2);
}

#[derive(Object, Clone)]
#[object(crate = crate, frozen)]
struct Small(u64);

#[derive(Object, Clone)]
#[object(crate = crate)]
struct Large([u64; 13]);

/// Its copy has other objects where those lay that it lets go.
#[derive(Object, Default)]
#[object(crate = crate)]
struct Renewing {
    small: RefCell<Vec<Obj<Small>>>,
    large: Vec<Obj<Large>>,
    also: Vec<Weak<Large>>,
}

impl Clone for Renewing {
    fn clone(&self) -> Self {
        drop(self.small.take());
        gc::collect();
        let large: Vec<_> = (0..1000).map(|number| Obj::new(Large([number; 13]))).collect();
        Self { also: large.iter().map(Obj::downgrade).collect(), large, ..Self::default() }
    }
}

#[test]
#[cfg_attr(miri, ignore = "takes minutes: it needs many pages")]
fn pages_may_change_while_values_are_cloned() {
    let small = RefCell::new((0..5000).map(|number| Obj::new(Small(number))).collect());
    let root = Obj::new(Renewing { small, ..Renewing::default() });
    let copy = deepcopy(&root);
    assert!(copy.large.iter().zip(0..).all(|(large, number)| large.0 == [number; 13]));
    let also = copy.also.iter().map(|weak| weak.upgrade().expect("the copy holds it"));
    assert!(also.zip(&copy.large).all(|(also, large)| Obj::is(&also, large)));
}

/// Keeps the copy that it finds, and how many entries that has.
struct Finds(usize);

thread_local!(static FOUND: RefCell<Vec<(Obj<Watching>, usize)>> = const { RefCell::new(Vec::new()) });

impl Drop for Finds {
    fn drop(&mut self) {
        let page = self.0 & !(PAGE_SIZE - 1);
        let others = (page..page + PAGE_SIZE).step_by(8).filter_map(Obj::<Watching>::from_id);
        FOUND.with_borrow_mut(|found| {
            found.extend(others.map(|other| {
                let entries = other.keyed.borrow().len();
                (other, entries)
            }));
        });
    }
}

#[derive(Object)]
#[object(crate = crate)]
struct Watching {
    keyed: RefCell<HashMap<ById<Node>, u8>>,
    node: Obj<Node>,
    weak: Weak<Node>,
}

impl Clone for Watching {
    fn clone(&self) -> Self {
        let finds = Finds(std::ptr::from_ref(self).addr());
        let weak = Obj::downgrade_with(&self.node, move |_| drop(finds));
        Self { keyed: self.keyed.clone(), node: self.node.clone(), weak }
    }
}

#[test]
fn what_a_callback_captures_is_dropped_when_maps_are_filled() {
    let node = Obj::new(Node::default());
    let keyed = RefCell::new(HashMap::from([(ById(node.clone()), 1)]));
    let copy = deepcopy(&Obj::new(Watching { keyed, node, weak: Weak::new() }));
    let found = FOUND.take();
    assert!(found.iter().any(|(found, _)| Obj::is(found, &copy)) && found.iter().all(|(_, entries)| *entries == 1));
    assert!(copy.keyed.borrow().contains_key(&ById(copy.node.clone())) && copy.weak.upgrade().is_some());
}

#[derive(Object)]
#[object(crate = crate)]
struct Inner {
    keyed: RefCell<HashMap<Telling, u8>>,
    /// Handles in keys that are sets cannot be exchanged.
    refused: RefCell<HashMap<BTreeSet<ById<Node>>, u8>>,
    outer: WeakCell<Outer>,
}

#[derive(Object)]
#[object(crate = crate)]
struct Outer {
    inner: Obj<Inner>,
}

thread_local!(static HELD: RefCell<Option<Vec<Obj<Outer>>>> = const { RefCell::new(None) });

/// A key whose hash keeps the object behind which it is.
#[derive(Trace, PartialEq, Eq)]
#[object(crate = crate)]
struct Telling(Obj<Inner>);

impl PartialEq for Inner {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Inner {}

impl Hash for Telling {
    fn hash<H: Hasher>(&self, _: &mut H) {
        HELD.with_borrow_mut(|held| held.iter_mut().for_each(|held| held.extend(self.0.outer.get())));
    }
}

#[test]
fn a_map_is_not_filled_while_what_leads_to_it_is_held() {
    let node = Obj::new(Node::default());
    let refused = RefCell::new(HashMap::from([(BTreeSet::from([ById(node)]), 1)]));
    let inner = Obj::new(Inner { keyed: RefCell::default(), refused, outer: WeakCell::default() });
    let outer = Obj::new(Outer { inner: inner.clone() });
    inner.outer.set(&outer);
    inner.keyed.borrow_mut().insert(Telling(inner.clone()), 1);
    drop(inner);
    HELD.set(Some(Vec::new()));
    let error = Parcel::pack(outer).err().unwrap();
    let held = HELD.take().unwrap();
    assert_eq!(held.len(), 1, "{error}");
    assert!(error.to_string().contains("holds an object of it"), "{error}");
    let inner = &error.into_root().inner;
    inner.keyed.take();
    inner.refused.take();
}

#[test]
#[cfg(not(any(miri, target_family = "wasm")))]
fn a_trace_that_panics_where_it_did_not_before_ends_the_process() {
    /// The test runs itself with this set: to so many calls of `trace` that do not panic.
    const CALLS: &str = "OBJ_TESTS_CALLS_OF_TRACE";
    #[derive(Object)]
    #[object(crate = crate)]
    struct Named {
        name: Obj<Str>,
        part: Disorder,
    }
    let name = Obj::<Str>::from("name");
    let named = Obj::new(Named { name: name.clone(), part: Disorder });
    if let Some(calls) = std::env::var_os(CALLS) {
        TRACES_LEFT.set(calls.to_str().and_then(|calls| calls.parse().ok()).unwrap());
        let packed = panic::catch_unwind(panic::AssertUnwindSafe(|| drop(Parcel::pack(named).unwrap().unpack())));
        assert!(packed.is_err() && Obj::refcount(&name) == 1);
        return;
    }
    assert_eq!((named.name.len(), Obj::refcount(&name)), (4, 2));
    let test = std::env::current_exe().unwrap();
    let run = |calls: &str| {
        let arguments =
            ["--exact", concat!(module_path!(), "::a_trace_that_panics_where_it_did_not_before_ends_the_process")];
        let name = arguments[1].split_once("::").unwrap().1;
        let mut command = std::process::Command::new(&test);
        let output = command.args([arguments[0], name, "--nocapture"]).env(CALLS, calls).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stderr).contains("has to visit the same each time"))
    };
    // When it is found, nothing has changed.
    assert_eq!(run("0"), (true, false));
    let ends = (1..5).filter(|calls| run(&calls.to_string()) == (false, true)).count();
    assert!(ends >= 2, "when it leaves, and when it arrives: {ends}");
}

#[derive(Object)]
#[object(crate = crate)]
struct OwnKey {
    bytes: Vec<u8>,
    map: ObjMap<OwnKey, OwnKey>,
}

impl Hash for OwnKey {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl PartialEq for OwnKey {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for OwnKey {}

/// Miri sees it if a handle to the object is dropped while its value is gone through.
#[test]
fn an_object_may_be_a_key_of_its_own_map() {
    let node = Obj::new(OwnKey { bytes: vec![1; 10], map: ObjMap::new() });
    node.map.insert(node.clone(), node.clone());
    gc::collect();
    let arrived = Parcel::pack(node).unwrap().unpack();
    assert_eq!((arrived.bytes.len(), arrived.map.len()), (10, 1));
    assert!(arrived.map.contains_key(&arrived));
    arrived.map.clear();
}
