//! Graphs in parcels: moved whole, refused, and left unopened.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::panic;
use std::rc::Rc;
use std::thread;

use super::{Disorder, Node, TRACES_LEFT, check, graph};
use crate::prelude::*;
use crate::trace::{Relocator, Tracer};
use crate::{ById, Frozen, Parcel, Tuple, gc};

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

#[test]
fn a_message_with_a_parcel_is_small() {
    assert_eq!(size_of::<Parcel<Node>>(), size_of::<usize>());
}

#[test]
#[cfg_attr(miri, ignore = "it packs many graphs")]
fn a_thread_that_only_receives_collects_what_it_drops() {
    let ring = || {
        let node = Obj::new(Node { text: "x".repeat(64 * 1024), ..Node::default() });
        node.next.set(node.clone());
        Parcel::pack(node).unwrap()
    };
    let parcels = thread::spawn(move || (0..100).map(|_| ring()).collect::<Vec<_>>()).join().unwrap();
    let most = parcels.into_iter().map(|parcel| {
        drop(parcel.unpack());
        gc::stats().heap.objects
    });
    let most = most.max().unwrap();
    assert!(most < 20, "{most} rings at once");
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
struct Telling(ById<Inner>);

impl Hash for Telling {
    fn hash<H: Hasher>(&self, _: &mut H) {
        HELD.with_borrow_mut(|held| held.iter_mut().for_each(|held| held.extend(self.0.0.outer.get())));
    }
}

#[test]
fn a_map_is_not_filled_while_what_leads_to_it_is_held() {
    let node = Obj::new(Node::default());
    let refused = RefCell::new(HashMap::from([(BTreeSet::from([ById(node)]), 1)]));
    let inner = Obj::new(Inner { keyed: RefCell::default(), refused, outer: WeakCell::default() });
    let outer = Obj::new(Outer { inner: inner.clone() });
    inner.outer.set(&outer);
    inner.keyed.borrow_mut().insert(Telling(ById(inner.clone())), 1);
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
