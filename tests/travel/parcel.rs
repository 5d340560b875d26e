//! Graphs that go to another thread.

#![allow(clippy::type_complexity, reason = "each field is a case of nesting")]

use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::marker::PhantomData;
use std::ops::{Bound, ControlFlow};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;

use obj_runtime::prelude::*;
use obj_runtime::{ById, Parcel, StillHeld};

use crate::formats::assert_clean;

#[derive(Object, Default)]
struct Node {
    name: Obj<Str>,
    payload: Vec<u8>,
    next: ObjCell<Node>,
    parent: WeakCell<Node>,
    all: ObjVec<Node>,
    by_name: ObjMap<Str, Node>,
    parts: RefCell<HashMap<String, Part>>,
    any: Option<AnyObj>,
    symbol: Option<Obj<Symbol>>,
}

#[derive(Trace)]
enum Part {
    Nothing,
    To(Box<Obj<Node>>),
}

#[derive(Object, Clone, PartialEq, Eq, Hash, Debug)]
#[object(intern)]
struct Symbol {
    name: Obj<Str>,
    package: Option<Obj<Symbol>>,
}

fn symbol(name: &str, package: Option<Obj<Symbol>>) -> Obj<Symbol> {
    Obj::new(Symbol { name: name.into(), package })
}

fn node(name: &str) -> Obj<Node> {
    Obj::new(Node { name: name.into(), ..Default::default() })
}

/// So many nodes and symbols are alive.
fn nodes() -> usize {
    obj_runtime::gc::collect();
    obj_runtime::inspect::snapshot().nodes().filter(|node| ["Node", "Symbol"].contains(&node.type_name())).count()
}

/// A graph with every kind of field, and the address of its payload.
fn build(shared: Obj<Str>) -> (Obj<Node>, usize) {
    let leaf = Obj::new(Node { name: shared.clone(), ..Default::default() });
    let list = Obj::new(List::from_iter([AnyObj::from(leaf.clone()), AnyObj::from(2.5), AnyObj::from(())]));
    let payload = vec![7; 1000];
    let address = payload.as_ptr().addr();
    let symbol = symbol("inner", Some(symbol("outer", None)));
    let root = Obj::new(Node { payload, any: Some(list.into()), symbol: Some(symbol), ..Default::default() });
    root.next.set(root.clone());
    leaf.parent.set(&root);
    root.all.extend([leaf.clone(), root.clone()]);
    root.by_name.insert(shared, leaf.clone());
    root.parts.borrow_mut().insert("a".into(), Part::To(Box::new(leaf)));
    root.parts.borrow_mut().insert("b".into(), Part::Nothing);
    (root, address)
}

fn check(root: &Obj<Node>, address: usize) {
    assert!(root.next.is(root) && Obj::is(&root.all.get(1).unwrap(), root));
    assert_eq!((root.payload.len(), root.payload.as_ptr().addr()), (1000, address), "payloads are not copied");
    let leaf = root.all.get(0).unwrap();
    assert_eq!(leaf.name, "shared");
    assert!(Obj::is(&leaf.parent.get().unwrap(), root));
    assert!(Obj::is(&root.by_name.get("shared").unwrap(), &leaf));
    assert!(Obj::is(&root.by_name.get_key("shared").unwrap(), &leaf.name));
    match root.parts.borrow().get("a") {
        Some(Part::To(node)) => assert!(Obj::is(node, &leaf)),
        _ => panic!("a part is missing"),
    }
    let list = root.any.as_ref().unwrap().downcast_ref::<List>().unwrap();
    assert!(AnyObj::is(&list.get_item(0), Obj::as_any(&leaf)) && list.len() == 3);
    assert_eq!((Obj::refcount(root), Obj::refcount(&leaf)), (3, 5));
    let inner = symbol("inner", Some(symbol("outer", None)));
    assert!(Obj::is(root.symbol.as_ref().unwrap(), &inner), "the symbol of this thread");
}

#[test]
fn a_graph_goes_to_another_thread_and_back() {
    assert_clean(|| {
        let shared = Obj::<Str>::from("shared");
        let (root, address) = build(shared.clone());
        let parcel = Parcel::pack(root).unwrap();
        assert_eq!((nodes(), Obj::refcount(&shared)), (0, 1), "nothing is left here");
        let there = thread::spawn(move || {
            let root = parcel.unpack();
            check(&root, address);
            let parcel = Parcel::pack(root).unwrap();
            assert_eq!(nodes(), 0);
            parcel
        });
        let root = there.join().unwrap().unpack();
        check(&root, address);
        root.next.set(None);
    });
}

#[test]
fn what_is_held_is_named_and_the_graph_is_as_it_was() {
    assert_clean(|| {
        let (root, address) = build("shared".into());
        let leaf = root.all.get(0).unwrap();
        let error: StillHeld<Node> = Parcel::pack(root).unwrap_err();
        assert_eq!(error.to_string(), "`Node` at `Node.all[0]` is held by 1 handle outside of the graph");
        drop(leaf);
        let root = error.into_root();
        let other = root.clone();
        let error = Parcel::pack(root).unwrap_err();
        assert_eq!(error.to_string(), "the root, a `Node`, is held by 1 handle outside of the graph");
        drop(other);
        let root = error.into_root();
        check(&root, address);
        let borrowed = Obj::new(Node::default());
        borrowed.next.set(root.clone());
        std::mem::forget(root.parts.borrow_mut());
        let error = Parcel::pack(borrowed).unwrap_err().to_string();
        assert!(error.contains("a part of a `Node` is borrowed or locked"), "{error}");
        // The part is lost to the collector.
        root.next.set(None);
        root.all.clear();
    });
}

#[derive(Object, Default)]
#[object(finalize)]
struct Loud {
    to: ObjCell<Loud>,
}

thread_local!(static FINALIZED: Cell<u32> = const { Cell::new(0) });

impl Finalize for Loud {
    fn finalize(this: &Obj<Self>) {
        FINALIZED.set(FINALIZED.get() + 1);
        if let Some(to) = this.to.get() {
            to.to.set(this.clone());
        }
    }
}

#[test]
fn finalizers_run_once_and_where_a_parcel_is_dropped() {
    let loud = Obj::new(Loud::default());
    let parcel = Parcel::pack(Obj::new(Loud { to: loud.into() })).unwrap();
    assert_eq!(FINALIZED.get(), 0);
    thread::spawn(move || {
        drop(parcel);
        assert_eq!(FINALIZED.get(), 1, "it came back in the other, which holds it in a circle");
        obj_runtime::gc::collect();
        assert_eq!(FINALIZED.get(), 2);
    })
    .join()
    .unwrap();
    let holder = Obj::new(Loud::default());
    drop(Obj::new(Loud { to: holder.clone().into() }));
    assert_eq!(FINALIZED.get(), 1);
    let parcel = Parcel::pack(holder).unwrap();
    thread::spawn(move || {
        let holder = parcel.unpack();
        holder.to.set(None);
        assert_eq!(FINALIZED.get(), 0, "what was finalized is not finalized again");
    })
    .join()
    .unwrap();
}

#[test]
fn a_parcel_that_outlives_the_heap_of_its_thread_drops_its_graph() {
    #[derive(Object)]
    struct Counted {
        counted: Arc<()>,
        next: ObjCell<Counted>,
    }
    thread_local!(static LATE: RefCell<Option<Parcel<Counted>>> = const { RefCell::new(None) });
    let counted = Arc::new(());
    let theirs = counted.clone();
    let in_thread = move || {
        // It is used first, so it ends last.
        LATE.set(None);
        let sent = Obj::new(Counted { counted: theirs, next: ObjCell::default() });
        sent.next.set(&sent);
        assert_eq!(Arc::strong_count(&sent.counted), 2);
        LATE.set(Some(Parcel::pack(sent).unwrap()));
    };
    thread::spawn(in_thread).join().unwrap();
    assert_eq!(Arc::strong_count(&counted), 1);
}

#[test]
fn weak_handles_outside_are_dead_and_told() {
    let root = node("root");
    let told = Rc::new(Cell::new(false));
    let flag = told.clone();
    let weak = Obj::downgrade(&root);
    let _called = Obj::downgrade_with(&root, move |weak| flag.set(weak.upgrade().is_none()));
    let outside = node("outside");
    root.parent.set(&outside);
    let parcel = Parcel::pack(root).unwrap();
    assert!(weak.is_dead() && told.get());
    let root = parcel.unpack();
    assert!(root.parent.is_dead(), "the object is not in the graph");
    let (one, two) = (Obj::downgrade(&root), Obj::downgrade(&root));
    assert!(one == two && one != weak);
}

/// Never changes, and goes as a clone.
#[derive(Object, Clone)]
#[object(frozen)]
struct Label {
    of: Weak<Labelled>,
    #[object(frozen)]
    _glue: Glue,
}

#[derive(Clone)]
struct Glue {
    panics: bool,
}

#[derive(Object)]
struct Labelled {
    label: RefCell<Option<Obj<Label>>>,
}

impl Drop for Glue {
    fn drop(&mut self) {
        assert!(!self.panics || thread::panicking(), "no more labels");
    }
}

fn labelled(panics: bool) -> Obj<Labelled> {
    let labelled = Obj::new(Labelled { label: RefCell::default() });
    *labelled.label.borrow_mut() = Some(Obj::new(Label { of: Obj::downgrade(&labelled), _glue: Glue { panics } }));
    labelled
}

#[test]
fn weak_handles_in_what_never_changes_go_along() {
    assert_clean(|| {
        let outside = labelled(false);
        let kept = outside.label.borrow().clone().unwrap();
        let parcel = Parcel::pack(outside).unwrap();
        assert!(kept.of.is_dead(), "the one that stays is outside");
        let labelled = parcel.unpack();
        let label = labelled.label.take().unwrap();
        assert!(Obj::is(&label.of.upgrade().unwrap(), &labelled) && label.of == Obj::downgrade(&labelled));
    });
}

#[test]
fn a_destructor_that_panics_loses_nothing() {
    let panics = Rc::new(Cell::new(0));
    let counted = panics.clone();
    obj_runtime::gc::set_unraisable_hook(move |_| counted.set(counted.get() + 1));
    let parcel = Parcel::pack(labelled(true)).unwrap();
    assert_eq!(panics.get(), 1, "the label of this thread is gone");
    let labelled = parcel.unpack();
    let label = labelled.label.take().unwrap();
    assert!(Obj::is(&label.of.upgrade().unwrap(), &labelled));
    std::mem::forget(label);
}

#[derive(Object)]
struct Local(Rc<u8>);

/// Has maps and sets whose keys hold handles.
#[derive(Object, Default)]
struct Keyed {
    keys: RefCell<HashMap<Obj<Str>, u8>>,
    any: RefCell<Option<AnyObj>>,
    by_node: RefCell<HashMap<ById<Keyed>, ObjCell<Keyed>>>,
    ordered: RefCell<BTreeMap<(u8, Obj<Str>), Obj<Keyed>>>,
    nodes: RefCell<HashSet<ById<Keyed>>>,
    weak: RefCell<HashSet<Weak<Keyed>>>,
    nested: RefCell<HashMap<Obj<Str>, HashMap<Obj<Str>, u8>>>,
    plain: HashMap<String, u8>,
}

fn keyed() -> Obj<Keyed> {
    let inner = Obj::new(Keyed::default());
    let plain = HashMap::from([("one".into(), 1)]);
    let root = Obj::new(Keyed { plain, ..Default::default() });
    root.keys.borrow_mut().insert("key".into(), 1);
    for node in [&root, &inner] {
        root.by_node.borrow_mut().insert(ById(node.clone()), inner.clone().into());
        inner.nodes.borrow_mut().insert(ById(node.clone()));
    }
    root.ordered.borrow_mut().extend([((2, "b".into()), root.clone()), ((1, "a".into()), inner)]);
    root
}

fn check_keyed(root: &Obj<Keyed>) {
    assert_eq!((root.keys.borrow()["key"], root.plain["one"]), (1, 1));
    let inner = root.by_node.borrow()[ById::of(root)].get().unwrap();
    assert!(root.by_node.borrow()[ById::of(&inner)].is(&inner) && root.by_node.borrow().len() == 2);
    assert!(Obj::is(&root.ordered.borrow()[&(1, "a".into())], &inner));
    assert!(Obj::is(&root.ordered.borrow()[&(2, "b".into())], root));
    let nodes = inner.nodes.borrow();
    assert!(nodes.contains(ById::of(root)) && nodes.contains(ById::of(&inner)) && nodes.len() == 2);
    assert_eq!((Obj::refcount(root), Obj::refcount(&inner)), (4, 6));
}

#[test]
fn maps_with_handles_in_their_keys_are_filled_again() {
    assert_clean(|| {
        let root = keyed();
        check_keyed(&root);
        let parcel = Parcel::pack(root).unwrap();
        let there = thread::spawn(move || {
            let root = parcel.unpack();
            check_keyed(&root);
            Parcel::pack(root).unwrap()
        });
        let root = there.join().unwrap().unpack();
        check_keyed(&root);
        drop(Parcel::pack(root).unwrap());
        let root = keyed();
        root.nested.borrow_mut().insert("outer".into(), HashMap::from([("inner".into(), 1)]));
        let error = Parcel::pack(root).unwrap_err();
        assert!(error.to_string().contains("cannot be exchanged"), "{error}");
        let root = error.into_root();
        check_keyed(&root);
        root.nested.take();
        root.weak.borrow_mut().insert(Obj::downgrade(&root));
        let error = Parcel::pack(root).unwrap_err();
        assert!(error.to_string().contains("a map has weak handles in its keys"), "{error}");
        drop(error);
        obj_runtime::gc::collect();
    });
}

/// Is found by its number, in tables of objects.
#[derive(Object, Clone)]
struct Filed {
    number: u32,
    map: ObjMap<Filed, Filed>,
    dict: Obj<Dict>,
    set: Obj<Set>,
    weak: RefCell<HashSet<Weak<Filed>>>,
}

impl PartialEq for Filed {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Filed {}

impl Hash for Filed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

fn filed(number: u32) -> Obj<Filed> {
    let (map, weak) = (ObjMap::new(), RefCell::default());
    Obj::new(Filed { number, map, dict: Obj::default(), set: Obj::default(), weak })
}

fn filed_each_in_other() -> Obj<Filed> {
    let [one, two] = [1, 2].map(filed);
    for file in [&one, &two] {
        for (key, value) in [(&one, &two), (&two, &one)] {
            file.map.insert(key.clone(), value.clone());
            file.dict.set_item(key.clone().into(), value.clone().into());
            file.dict.set_item(key.number.into(), "number".into());
            file.set.add(key.clone().into());
        }
    }
    one
}

fn check_filed(one: &Obj<Filed>) {
    let (search, counts) = ([1, 2].map(filed), Obj::refcount(one));
    let two = one.map.get(&*search[0]).unwrap();
    for (file, other) in [(one, &two), (&two, one)] {
        assert!(
            Obj::is(&file.map.get_key(&*search[0]).unwrap(), one) && Obj::is(&file.map.get(&*search[1]).unwrap(), one)
        );
        assert!(AnyObj::is(&file.dict.get_item(Obj::as_any(&search[0])), Obj::as_any(&two)));
        assert!(file.dict.contains(&1.into()) && file.dict.len() == 4 && file.map.len() == 2);
        assert!(file.set.contains(Obj::as_any(other)) && file.set.len() == 2);
    }
    assert_eq!((counts, Obj::refcount(&two)), (11, 11));
}

fn end_filed(one: &Obj<Filed>) {
    for file in [one.clone(), one.map.get(&*filed(2)).unwrap(), one.map.get(&*filed(1)).unwrap()] {
        file.map.clear();
        file.dict.clear();
        file.set.clear();
    }
}

#[test]
fn tables_of_objects_are_filled_again_whatever_their_keys_are() {
    assert_clean(|| {
        let one = filed_each_in_other();
        check_filed(&one);
        let copy = obj_runtime::deepcopy(&one);
        assert!(!Obj::is(&copy, &one));
        [&one, &copy].into_iter().for_each(check_filed);
        end_filed(&copy);
        one.weak.borrow_mut().insert(Obj::downgrade(&one));
        let error = Parcel::pack(one).unwrap_err();
        assert!(error.to_string().contains("a map has weak handles in its keys"), "{error}");
        let one = error.into_root();
        check_filed(&one);
        one.weak.take();
        let parcel = Parcel::pack(one).unwrap();
        let there = thread::spawn(move || {
            let one = parcel.unpack();
            check_filed(&one);
            Parcel::pack(one).unwrap()
        });
        let one = there.join().unwrap().unpack();
        check_filed(&one);
        drop(Parcel::pack(one).unwrap());
        end_filed(&filed_each_in_other());
        obj_runtime::gc::collect();
    });
}

/// Handles in its keys cannot be exchanged: they lie in sets, whose items cannot be changed.
#[derive(Object, Default)]
struct Grouped {
    groups: RefCell<BTreeMap<(u8, BTreeSet<ById<Grouped>>), Obj<Grouped>>>,
    nodes: RefCell<BTreeSet<ById<Grouped>>>,
}

#[test]
fn keys_whose_handles_cannot_be_exchanged_are_refused() {
    assert_clean(|| {
        let root = Obj::new(Grouped::default());
        let inner = Obj::new(Grouped::default());
        root.nodes.borrow_mut().insert(ById(inner.clone()));
        root.groups.borrow_mut().insert((1, BTreeSet::new()), inner.clone());
        root.groups.borrow_mut().insert((2, [ById(inner.clone())].into()), inner);
        let error = Parcel::pack(root).unwrap_err();
        assert!(error.to_string().contains("cannot be exchanged"), "{error}");
        let root = error.into_root();
        let first = root.nodes.borrow().first().unwrap().0.clone();
        assert_eq!((Obj::refcount(&first), root.groups.borrow().len()), (5, 2));
        assert!(root.groups.borrow().values().all(|node| Obj::is(node, &first)));
        assert!(root.groups.borrow().keys().all(|(_, nodes)| nodes.iter().all(|node| Obj::is(&node.0, &first))));
        drop(first);
        root.groups.borrow_mut().retain(|(number, _), _| *number == 1);
        let root = thread::spawn({
            let parcel = Parcel::pack(root).unwrap();
            move || Parcel::pack(parcel.unpack()).unwrap()
        });
        let root = root.join().unwrap().unpack();
        assert_eq!((root.groups.borrow().len(), root.nodes.borrow().len()), (1, 1));
    });
}

/// A maker of hashers whose code runs when it is made: it could look for objects on their way.
#[derive(Clone)]
struct Curious(RandomState);

impl Default for Curious {
    fn default() -> Self {
        assert!(!IS_PACKING.get(), "no code of the program runs while handles are exchanged");
        Self(RandomState::new())
    }
}

impl BuildHasher for Curious {
    type Hasher = DefaultHasher;
    fn build_hasher(&self) -> DefaultHasher {
        self.0.build_hasher()
    }
}

thread_local!(static IS_PACKING: Cell<bool> = const { Cell::new(false) });

#[derive(Object, Default)]
struct Watched {
    map: RefCell<HashMap<ById<Watched>, u8, Curious>>,
}

#[test]
fn maps_with_other_hashers_are_refused_and_left_alone() {
    let one = Obj::new(Watched::default());
    one.map.borrow_mut().insert(ById(one.clone()), 1);
    IS_PACKING.set(true);
    let error = Parcel::pack(one).unwrap_err();
    IS_PACKING.set(false);
    assert!(error.to_string().contains("cannot be exchanged"), "{error}");
    let one = error.into_root();
    assert_eq!(one.map.borrow()[ById::of(&one)], 1);
    one.map.take();
}

thread_local!(static STASH: RefCell<Option<&'static Obj<Nosy>>> = const { RefCell::new(None) });

/// Its `Hash` keeps what it finds, for ever.
#[derive(Object, Default)]
struct Nosy {
    set: RefCell<HashSet<Key>>,
}

#[derive(Trace, PartialEq, Eq)]
struct Key(ById<Nosy>);

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if STASH.with_borrow(|stash| stash.is_some()) {
            STASH.set(Some(Box::leak(Box::new(self.0.0.clone()))));
        }
        self.0.hash(state);
    }
}

#[test]
fn a_hash_that_holds_objects_is_found_out() {
    let nosy = Obj::new(Nosy::default());
    nosy.set.borrow_mut().insert(Key(ById(nosy.clone())));
    let parcel = Parcel::pack(nosy).unwrap();
    STASH.set(Some(Box::leak(Box::new(Obj::new(Nosy::default())))));
    let unpacked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| parcel.unpack()));
    let problem = unpacked.err().unwrap().downcast::<String>().unwrap();
    assert!(problem.contains("holds an object of it"), "{problem}");
    assert!(STASH.take().unwrap().set.borrow().is_empty());
}

#[test]
fn what_cannot_go_is_said() {
    assert_clean(|| {
        let keyed = Obj::new(Keyed::default());
        *keyed.any.borrow_mut() = Some(Obj::new(Local(Rc::new(1))).into());
        let error = Parcel::pack(keyed).unwrap_err();
        assert_eq!(
            error.to_string(),
            "values of `Local` may not go to another thread: not all of their parts are `Send`"
        );
        assert_eq!(*error.into_root().any.borrow().as_ref().unwrap().downcast_ref::<Local>().unwrap().0, 1);
    });
}

#[derive(Object)]
#[object(frozen)]
struct Fixed;

#[test]
fn what_is_frozen_and_has_no_clone_is_held_as_everything() {
    let fixed = Obj::new(Fixed);
    let error = Parcel::pack(fixed.clone()).unwrap_err().to_string();
    assert_eq!(
        error,
        "the root, a `Fixed`, is held by 1 handle outside of the graph; if its type had `Clone`, the parcel would have a clone"
    );
}

trait Shape {}
obj_runtime::dyn_object!(dyn Shape);

#[derive(Object)]
#[object(as = [dyn Shape])]
struct OfOneThread {
    #[object(skip)]
    _counted: Rc<Cell<u32>>,
}
impl Shape for OfOneThread {}

#[test]
fn a_root_that_is_known_as_a_trait_is_asked_too() {
    let root: Obj<dyn Shape> = Obj::upcast(Obj::new(OfOneThread { _counted: Rc::default() }));
    let error = Parcel::pack(root).unwrap_err();
    assert!(error.to_string().contains("may not go to another thread"), "{error}");
}

/// A recording looks at the values of objects. While a graph is moved, they are not whole.
#[cfg(feature = "trace-refs")]
#[test]
fn a_recording_does_not_look_at_what_is_on_the_way() {
    let parcel = thread::spawn(|| {
        let (a, b) = (node("a"), node("b"));
        b.next.set(Some(a.clone()));
        a.next.set(Some(b));
        Parcel::pack(a).unwrap()
    });
    let parcel = parcel.join().unwrap();
    let recording = obj_runtime::inspect::record();
    let a = parcel.unpack();
    assert_eq!(Obj::refcount(&a), 2);
    assert!(recording.finish().events().len() > 0);
    a.next.set(None);
}

/// Each level is a type of its own: there is no end to them, and none is needed.
#[derive(Object)]
struct Level<T> {
    value: T,
    deeper: ObjCell<Level<(T, T)>>,
}

#[test]
fn types_may_hold_handles_to_ever_larger_ones() {
    let outer = Obj::new(Level { value: 1, deeper: ObjCell::default() });
    outer.deeper.set(Obj::new(Level { value: (2, 3), deeper: ObjCell::default() }));
    assert_eq!((outer.value, outer.deeper.get().unwrap().value), (1, (2, 3)));
}

#[test]
fn a_value_that_never_changes_is_a_parcel_too() {
    let text = Obj::<Str>::from("a text");
    let parcel = Parcel::pack(text.clone()).unwrap();
    assert_eq!(thread::spawn(move || String::from(parcel.unpack())).join().unwrap(), "a text");
    assert_eq!(text, "a text");
    let parcel = Parcel::pack(symbol("x", Some(symbol("y", None)))).unwrap();
    assert_eq!(*parcel.unpack(), *symbol("x", Some(symbol("y", None))));
}

#[test]
fn a_long_row_goes_on_a_small_stack() {
    let work = || {
        let root = node("first");
        let mut last = root.clone();
        for _ in 0..100_000 {
            let next = Obj::new(Node::default());
            last.next.set(Some(next.clone()));
            last = next;
        }
        drop(last);
        Parcel::pack(root).unwrap()
    };
    let small = || thread::Builder::new().stack_size(256 << 10);
    let parcel = small().spawn(work).unwrap().join().unwrap();
    let count = small().spawn(move || {
        let (mut count, mut last) = (0, parcel.unpack());
        while let Some(next) = last.next.get() {
            (count, last) = (count + 1, next);
        }
        count
    });
    assert_eq!(count.unwrap().join().unwrap(), 100_000);
}

/// Never changes, and may not go to another thread; being generic, it cannot tell.
#[derive(Object)]
#[object(frozen)]
struct Counted<T: 'static>(#[object(frozen)] Rc<u8>, PhantomData<T>);

impl<T> Clone for Counted<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

#[test]
fn what_may_not_be_sent_stays_in_tuples_as_well() {
    let counted = Obj::new(Counted::<u8>(Rc::new(1), PhantomData));
    let inner: Obj<Tuple> = [AnyObj::from(counted), 1.into()].into();
    let outer: Obj<Tuple> = [AnyObj::from(inner.clone()), inner.clone().into()].into();
    for tuple in [inner, outer] {
        let refused = Parcel::pack(tuple).unwrap_err().to_string();
        assert!(refused.contains("the generic type `Counted` may go"), "{refused}");
    }
}

/// Containers of one value of the standard library.
#[derive(Object)]
struct Wrapped {
    cell: Cell<Option<Obj<Wrapped>>>,
    once: OnceCell<Obj<Wrapped>>,
    lock: Mutex<Option<Obj<Wrapped>>>,
    result: RefCell<Result<Obj<Wrapped>, String>>,
    bound: RefCell<Bound<Obj<Wrapped>>>,
    flow: RefCell<ControlFlow<Obj<Wrapped>, u8>>,
    reverse: RefCell<Vec<Reverse<Obj<Wrapped>>>>,
    heap: RefCell<BinaryHeap<Reverse<(u8, ById<Wrapped>)>>>,
}

#[test]
fn wrappers_of_handles_are_taken_along() {
    let root = Obj::new(Wrapped {
        cell: Cell::default(),
        once: OnceCell::default(),
        lock: Mutex::default(),
        result: RefCell::new(Err(String::new())),
        bound: RefCell::new(Bound::Unbounded),
        flow: RefCell::new(ControlFlow::Continue(1)),
        reverse: RefCell::default(),
        heap: RefCell::default(),
    });
    root.cell.set(Some(root.clone()));
    assert!(root.once.set(root.clone()).is_ok());
    *root.lock.lock().unwrap() = Some(root.clone());
    *root.result.borrow_mut() = Ok(root.clone());
    *root.bound.borrow_mut() = Bound::Included(root.clone());
    *root.flow.borrow_mut() = ControlFlow::Break(root.clone());
    root.reverse.borrow_mut().push(Reverse(root.clone()));
    root.heap.borrow_mut().extend([3, 1, 2].map(|number| Reverse((number, ById(root.clone())))));
    let parcel = Parcel::pack(root).unwrap();
    let there = thread::spawn(move || {
        let root = parcel.unpack();
        let is_root = |other: &Obj<Wrapped>| Obj::is(other, &root);
        assert!(is_root(&root.cell.take().unwrap()) && is_root(root.once.get().unwrap()));
        assert!(
            is_root(root.lock.lock().unwrap().as_ref().unwrap()) && is_root(root.result.borrow().as_ref().unwrap())
        );
        assert!(matches!(&*root.bound.borrow(), Bound::Included(other) if is_root(other)));
        assert!(matches!(&*root.flow.borrow(), ControlFlow::Break(other) if is_root(other)));
        assert!(is_root(&root.reverse.borrow()[0].0));
        let Reverse((number, first)) = root.heap.borrow_mut().pop().unwrap();
        assert!(number == 1 && is_root(&first.0) && root.heap.borrow().len() == 2);
    });
    there.join().unwrap();
}

#[cfg(feature = "trace-refs")]
#[test]
fn handles_outside_are_named_by_their_lines() {
    let _lines = obj_runtime::inspect::remember_lines();
    let root = node("root");
    root.next.set(node("next"));
    let outside = root.next.get();
    let line = line!() - 1;
    let error = Parcel::pack(root).unwrap_err();
    let expected =
        format!("`Node` at `Node.next` is held by 1 handle outside of the graph, taken at {}:{line}", file!());
    assert_eq!(error.to_string(), expected);
    drop(outside);
    let (root, again) = (error.into_root(), line!());
    let outside = [root.clone(), root.clone()];
    let error = Parcel::pack(root).unwrap_err().to_string();
    let place = format!("{}:{}", file!(), again + 1);
    assert!(
        error.contains("the root, a `Node`, is held by 2 handles") && error.matches(&place).count() == 2,
        "{error}"
    );
    drop(outside);
}

/// A record of which all is known from its type.
#[derive(Object, Default)]
struct Record {
    number: u32,
    others: ObjVec<Record>,
    next: ObjCell<Record>,
    boxed: Option<Box<Obj<Record>>>,
    rest: RefCell<Vec<Obj<Record>>>,
    name: Option<Obj<Str>>,
}

#[test]
fn records_go_with_all_their_handles() {
    assert_clean(|| {
        let name: Obj<Str> = "shared".into();
        let root = Obj::new(Record { name: Some(name.clone()), ..Record::default() });
        for number in 1..300 {
            let rest = RefCell::new(vec![root.clone()]);
            let name = (number % 100 == 0).then(|| name.clone());
            let record = Record { number, boxed: Some(Box::new(root.clone())), rest, name, ..Record::default() };
            root.others.push(Obj::new(record));
        }
        root.next.set(root.others.get(7));
        let parcel = Parcel::pack(root).unwrap();
        assert_eq!(name, "shared");
        let root = thread::spawn(move || Parcel::pack(parcel.unpack()).unwrap()).join().unwrap().unpack();
        for (number, record) in (1..).zip(root.others.iter()) {
            assert_eq!((record.number, Obj::refcount(&record)), (number, 2 + usize::from(number == 8)));
            assert!(Obj::is(record.boxed.as_ref().unwrap(), &root) && Obj::is(&record.rest.borrow()[0], &root));
            assert_eq!(record.name.as_ref().is_some_and(|name| name == "shared"), number % 100 == 0);
        }
        assert_eq!((root.others.len(), Obj::refcount(&root)), (299, 599));
        root.next.set(None);
        root.others.clear();
    });
}

#[test]
fn what_shares_pages_with_a_graph_stays() {
    for step in [1, 2, 999] {
        assert_clean(|| {
            let record = |number| Obj::new(Record { number, ..Record::default() });
            let (root, mut others) = (record(0), Vec::new());
            for number in 1..2000 {
                if number % step == 0 { root.others.push(record(number)) } else { others.push(record(number)) }
            }
            let (weak, count) = (root.others.get(1).map(|other| Obj::downgrade(&other)), root.others.len());
            let parcel = Parcel::pack(root).unwrap();
            assert!(weak.unwrap().upgrade().is_none());
            let new: Vec<_> = (0..500).map(record).collect();
            let root = parcel.unpack();
            assert!((1..2000).filter(|number| number % step == 0).eq(root.others.iter().map(|other| other.number)));
            assert!((1..2000).filter(|number| number % step != 0).eq(others.iter().map(|other| other.number)));
            assert!((0..500).eq(new.iter().map(|other| other.number)));
            assert_eq!(root.others.len(), count);
        });
    }
}

#[test]
fn a_list_whose_iterator_was_leaked_does_not_go() {
    let root = Obj::new(Record::default());
    root.others.push(Obj::new(Record::default()));
    std::mem::forget(root.others.iter());
    let error = Parcel::pack(root).unwrap_err();
    assert_eq!(error.to_string(), "`Record`: an iterator of a list was leaked");
    assert_eq!(error.into_root().others.len(), 1);
}

/// Says `Self` wherever it may mean the type.
#[derive(Object, Default)]
struct Chain {
    next: ObjCell<Self>,
    spare: RefCell<Option<Box<Self>>>,
    all: [ObjVec<Self>; Self::LISTS],
    number: Cell<u32>,
}

impl Chain {
    const LISTS: usize = 2;
}

#[test]
fn a_type_that_says_self_goes() {
    assert_clean(|| {
        let (chain, last) = (Obj::new(Chain::default()), Obj::new(Chain::default()));
        chain.spare.replace(Some(Box::default()));
        chain.all[1].push(last.clone());
        last.next.set(Some(chain.clone()));
        last.number.set(7);
        drop(last);
        let parcel = Parcel::pack(chain).unwrap();
        let number = thread::spawn(|| {
            parcel.unpack().all[1].get(0).unwrap().next.get().unwrap().all[1].at(0).unwrap().number.get()
        });
        assert_eq!(number.join().unwrap(), 7);
    });
}

/// Asks of the type, as `Self`, what it is asked.
trait Linked {}

impl<T: LinkedIn<Twice<T>> + Trace + 'static> Linked for Twice<T> {}

trait LinkedIn<T> {}

impl LinkedIn<Twice<Obj<Node>>> for Obj<Node> {}

#[derive(Object)]
struct Twice<T: LinkedIn<Self> + Trace + 'static>
where
    Self: Linked,
{
    links: RefCell<Vec<T>>,
}

#[test]
fn a_type_that_asks_something_of_self_goes() {
    assert_clean(|| {
        let twice = Obj::new(Twice { links: RefCell::new(vec![node("a"), node("b")]) });
        let parcel = Parcel::pack(twice).unwrap();
        thread::spawn(|| assert_eq!(parcel.unpack().links.borrow()[1].name, "b")).join().unwrap();
    });
}
