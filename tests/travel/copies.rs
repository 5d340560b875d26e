//! Copies of objects and graphs.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use obj_runtime::prelude::*;
use obj_runtime::{copy, deepcopy, try_deepcopy};

use crate::formats::assert_clean;

#[derive(Object, Clone, Default)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    parent: WeakCell<Node>,
    all: ObjVec<Node>,
    by_name: ObjMap<Str, Node>,
    plain: Vec<Obj<Node>>,
    parts: RefCell<HashMap<String, Part>>,
    any: Option<AnyObj>,
}

#[derive(Trace, Clone)]
enum Part {
    Nothing,
    To { node: Obj<Node>, weight: u32 },
}

fn node(name: &str) -> Obj<Node> {
    Obj::new(Node { name: name.into(), ..Default::default() })
}

#[test]
fn a_deep_copy_has_the_shape_of_the_original_and_nothing_of_it() {
    assert_clean(|| {
        let leaf = node("leaf");
        let list = Obj::new(List::from_iter([AnyObj::from(leaf.clone()), AnyObj::from(1)]));
        let root =
            Obj::new(Node { plain: vec![leaf.clone(), leaf.clone()], any: Some(list.into()), ..Default::default() });
        root.next.set(Some(root.clone()));
        leaf.parent.set(&root);
        root.all.extend([leaf.clone(), root.clone()]);
        root.by_name.insert(leaf.name.clone(), leaf.clone());
        root.parts.borrow_mut().insert("a".into(), Part::To { node: leaf.clone(), weight: 3 });
        root.parts.borrow_mut().insert("b".into(), Part::Nothing);
        let counts = (Obj::refcount(&root), Obj::refcount(&leaf));
        let copy = deepcopy(&root);
        assert_eq!((Obj::refcount(&root), Obj::refcount(&leaf)), counts, "the graph is as it was");
        assert!(!Obj::is(&copy, &root) && copy.next.is(&copy));
        let twin = copy.plain[0].clone();
        assert!(!Obj::is(&twin, &leaf) && Obj::is(&twin, &copy.plain[1]) && Obj::is(&twin.name, &leaf.name));
        assert!(Obj::is(&twin.parent.get().unwrap(), &copy));
        assert!(Obj::is(&copy.all.get(0).unwrap(), &twin) && Obj::is(&copy.all.get(1).unwrap(), &copy));
        assert!(Obj::is(&copy.by_name.get("leaf").unwrap(), &twin));
        match copy.parts.borrow().get("a") {
            Some(Part::To { node, weight: 3 }) => assert!(Obj::is(node, &twin)),
            _ => panic!("a part is missing"),
        }
        let list = copy.any.as_ref().unwrap().downcast_ref::<List>().unwrap();
        assert!(AnyObj::is(&list.get_item(0), Obj::as_any(&twin)) && list.len() == 2);
        drop(twin);
        assert_eq!((Obj::refcount(&copy), Obj::refcount(&copy.plain[0])), counts_without_names(counts));
        root.next.set(None);
        copy.next.set(None);
    });
}

/// The leaf of the original has a handle more: the test's own.
fn counts_without_names((root, leaf): (usize, usize)) -> (usize, usize) {
    (root, leaf - 1)
}

#[derive(Object, Clone, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol(Obj<Str>);

#[derive(Object, Clone, Copy)]
#[object(cache = 0..=9)]
struct Digit(u8);

#[derive(Object, Clone)]
#[object(frozen)]
struct Point(u8);

#[derive(Object, Clone)]
struct Holder(Obj<Symbol>, Obj<Digit>, Obj<Point>, Obj<Float>);

#[test]
fn what_never_changes_is_shared() {
    let symbol = Obj::new(Symbol("x".into()));
    let holder = Obj::new(Holder(symbol.clone(), Obj::new(Digit(5)), Obj::new(Point(1)), 2.5.into()));
    let twin = deepcopy(&holder);
    assert!(Obj::is(&twin.0, &holder.0) && Obj::is(&twin.1, &holder.1));
    assert!(Obj::is(&twin.2, &holder.2) && Obj::is(&twin.3, &holder.3));
    assert!(Obj::is(&deepcopy(&symbol), &symbol) && Obj::is(&copy(&symbol), &symbol));
}

#[derive(Object, Default)]
struct Fixed {
    to: ObjCell<Fixed>,
}

#[derive(Object, Clone, Default)]
struct Leads {
    to: ObjCell<Fixed>,
    keyed: RefCell<HashMap<Obj<Str>, u8>>,
    by_node: RefCell<HashMap<obj_runtime::ById<Leads>, u8>>,
}

#[test]
fn what_cannot_be_copied_is_said() {
    assert_clean(|| {
        let leads = Obj::new(Leads::default());
        leads.keyed.borrow_mut().insert("key".into(), 1);
        assert_eq!(deepcopy(&leads).keyed.borrow()["key"], 1, "texts are shared, so keys are left alone");
        leads.to.set(Obj::new(Fixed::default()));
        let error = try_deepcopy(&leads).err().unwrap().to_string();
        assert_eq!(error, "cannot copy 'Fixed' object: it has no `Clone`");
        leads.to.set(None);
        leads.by_node.borrow_mut().insert(obj_runtime::ById(leads.clone()), 1);
        let copy = deepcopy(&leads);
        assert_eq!(copy.by_node.borrow()[obj_runtime::ById::of(&copy)], 1);
        assert_eq!((copy.by_node.borrow().len(), leads.by_node.borrow().len()), (1, 1));
        leads.by_node.borrow_mut().clear();
        copy.by_node.borrow_mut().clear();
    });
}

#[derive(Object, Default)]
struct Sly {
    to: ObjCell<Sly>,
}

thread_local!(static SEEN: RefCell<Vec<Obj<Sly>>> = const { RefCell::new(Vec::new()) });

/// Finds the copies that were made before, as `inspect` can.
impl Clone for Sly {
    fn clone(&self) -> Self {
        let handles = obj_runtime::inspect::snapshot();
        let ids = handles.nodes().filter(|node| node.type_name() == "Sly").map(|node| node.id());
        SEEN.with_borrow_mut(|seen| seen.extend(ids.filter_map(Obj::from_id)));
        Self { to: self.to.clone() }
    }
}

#[derive(Object, Default)]
struct Fragile {
    breaks: bool,
    to: ObjCell<Fragile>,
}

impl Clone for Fragile {
    fn clone(&self) -> Self {
        assert!(!self.breaks, "no clone");
        Self { breaks: false, to: self.to.clone() }
    }
}

#[test]
fn a_clone_that_panics_leaves_no_garbage() {
    let breaks = Obj::new(Fragile { breaks: true, ..Fragile::default() });
    let root = (0..100).fold(breaks.clone(), |to, _| Obj::new(Fragile { breaks: false, to: to.into() }));
    breaks.to.set(&root);
    let alive = obj_runtime::inspect::snapshot().len();
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| deepcopy(&root))).is_err());
    assert_eq!(obj_runtime::inspect::snapshot().len(), alive, "without a collection");
    assert_eq!((Obj::refcount(&breaks), Obj::refcount(&root)), (2, 2));
    breaks.to.set(None);
}

#[test]
fn a_clone_that_hands_out_copies_is_an_error() {
    let one = Obj::new(Sly::default());
    one.to.set(Obj::new(Sly { to: one.clone().into() }));
    let error = try_deepcopy(&one).err().unwrap().to_string();
    assert!(error.contains("its copy was handed out by a `Clone`"), "{error}");
    SEEN.take();
    one.to.set(None);
}

/// What a `Clone` does to the graph that is being copied.
#[derive(Trace, Clone, Copy, Default)]
enum Deed {
    #[default]
    Nothing,
    /// It cuts the object off from what comes next, and collects.
    Cuts,
    /// It moves the handle by which the root holds the object into the object itself.
    HoldsItself,
}

#[derive(Object, Default)]
struct Changing {
    deed: Deed,
    next: ObjCell<Changing>,
}

thread_local!(static CHANGED: ObjCell<Changing> = const { ObjCell::new(None) });

impl Clone for Changing {
    fn clone(&self) -> Self {
        let copy = Self { deed: Deed::Nothing, next: self.next.clone() };
        match self.deed {
            Deed::Nothing => {}
            Deed::Cuts => {
                self.next.set(None);
                obj_runtime::gc::collect();
            }
            Deed::HoldsItself => self.next.set(CHANGED.with(ObjCell::get).and_then(|root| root.next.take())),
        }
        copy
    }
}

#[test]
fn what_a_clone_cuts_off_is_collected() {
    let changing = |deed, next: Option<&Obj<Changing>>| Obj::new(Changing { deed, next: next.cloned().into() });
    assert_clean(|| {
        let ring = changing(Deed::Nothing, None);
        ring.next.set(Some(changing(Deed::Nothing, Some(&ring))));
        let root = changing(Deed::Cuts, Some(&ring));
        drop(ring);
        let copy = deepcopy(&root);
        assert_eq!(obj_runtime::gc::collect(), 2);
        copy.next.set(None);
        assert_eq!(obj_runtime::gc::collect(), 2);
    });
    assert_clean(|| {
        let root = changing(Deed::Nothing, Some(&changing(Deed::HoldsItself, None)));
        obj_runtime::gc::collect();
        CHANGED.with(|changed| changed.set(&root));
        let copy = deepcopy(&root);
        assert_eq!(obj_runtime::gc::collect(), 1);
        CHANGED.with(|changed| changed.set(None));
        drop(copy);
    });
}

#[test]
fn a_long_row_is_copied_on_a_small_stack() {
    let work = || {
        let root = node("first");
        let mut last = root.clone();
        for _ in 0..100_000 {
            let next = Obj::new(Node::default());
            last.next.set(Some(next.clone()));
            last = next;
        }
        last.next.set(Some(root.clone()));
        drop(last);
        let copy = deepcopy(&root);
        let (mut count, mut last) = (0, copy.clone());
        while let Some(next) = last.next.get().filter(|next| !Obj::is(next, &copy)) {
            (count, last) = (count + 1, next);
        }
        assert_eq!(count, 100_000);
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap().join().unwrap();
}

#[test]
fn tuples_are_copied_if_what_they_lead_to_is() {
    assert_clean(|| {
        let list = Obj::<List>::default();
        let inner: Obj<Tuple> = [AnyObj::from(list.clone()), 1.into()].into();
        let outer: Obj<Tuple> = [AnyObj::from(inner.clone()), inner.clone().into()].into();
        list.append(outer.clone().into());
        let copied = deepcopy(&outer);
        assert!(!Obj::is(&copied, &outer) && AnyObj::is(&copied[0], &copied[1]) && !AnyObj::is(&copied[0], &outer[0]));
        let in_copy = copied[0].downcast_ref::<Tuple>().unwrap()[0].downcast_ref::<List>().unwrap().clone();
        assert!(!Obj::is(&in_copy, &list) && AnyObj::is(&in_copy.get_item(0), Obj::as_any(&copied)));
        let plain: Obj<Tuple> = [AnyObj::from(Obj::<Tuple>::from([AnyObj::from(1)])), "x".into()].into();
        assert!(Obj::is(&deepcopy(&plain), &plain));
        list.clear();
        in_copy.clear();
    });
}

#[test]
fn units_copy_as_python_does() {
    assert_clean(|| {
        graph! {
            import copy;
            a = Node { name: "a", .. };
            a.next = a;
            shallow = copy.copy(a);
            assert shallow is not a and shallow.next is a and shallow.name is a.name;
            deep = copy.deepcopy(a);
            assert deep is not a and deep.next is deep and deep.next.name == "a";
            shared = [1];
            both = copy.deepcopy([shared, (shared, a)]);
            assert both[0] is both[1][0] and both[0] is not shared and both[1][1] is not a;
            assert copy.copy(shared) == shared and copy.copy(shared) is not shared;
            text = "x";
            assert copy.copy(both[1]) is both[1] and copy.deepcopy(text) is text;
            (both[1][1] as Node).next = None;
            a.next = None; deep.next = None;
        };
    });
}

/// What the `Hash` of a key does when a map is filled again.
#[derive(Clone, Copy, PartialEq)]
enum Trick {
    Nothing,
    /// It takes the handle out of the key, and keeps it.
    Keeps,
    /// It puts an entry into the map that is about to be replaced, whose value looks at the map when it is dropped.
    Fills,
}

thread_local! {
    static TRICK: Cell<Trick> = const { Cell::new(Trick::Nothing) };
    static KEPT: RefCell<Option<Obj<Tricky>>> = const { RefCell::new(None) };
    static AT_HAND: RefCell<Weak<Tricky>> = RefCell::default();
    static LOOKS: Cell<usize> = const { Cell::new(0) };
}

#[derive(Object, Clone, Default)]
struct Tricky {
    map: RefCell<HashMap<TrickyKey, Looks>>,
}

#[derive(Trace, Clone)]
enum TrickyKey {
    Strong(ObjCell<Tricky>),
    Weak(Weak<Tricky>),
}

impl PartialEq for TrickyKey {
    fn eq(&self, other: &Self) -> bool {
        matches!(self, Self::Strong(_)) == matches!(other, Self::Strong(_))
    }
}

impl Eq for TrickyKey {}

impl Hash for TrickyKey {
    fn hash<H: Hasher>(&self, _: &mut H) {
        let Self::Strong(cell) = self else { return };
        match TRICK.replace(Trick::Nothing) {
            Trick::Nothing => {}
            Trick::Keeps => {
                KEPT.set(cell.get());
                cell.set(None);
            }
            Trick::Fills => {
                let node = cell.get().unwrap();
                AT_HAND.set(Obj::downgrade(&node));
                let key = TrickyKey::Weak(Obj::downgrade(&node));
                node.map.borrow_mut().insert(key, Looks(true));
            }
        }
    }
}

#[derive(Clone)]
struct Looks(bool);
obj_runtime::trace_leaf!(Looks);

impl Drop for Looks {
    fn drop(&mut self) {
        if let Some(node) = AT_HAND.with_borrow(Weak::upgrade).filter(|_| self.0) {
            assert!(node.map.borrow().keys().all(|key| matches!(key, TrickyKey::Strong(_))));
            LOOKS.set(LOOKS.get() + 1);
        }
    }
}

#[test]
fn code_of_keys_cannot_reach_maps_that_are_replaced() {
    assert_clean(|| {
        let root = Obj::new(Tricky::default());
        root.map.borrow_mut().insert(TrickyKey::Strong(root.clone().into()), Looks(false));
        TRICK.set(Trick::Keeps);
        let error = try_deepcopy(&root).err().unwrap();
        assert!(error.to_string().contains("holds an object of it"), "{error}");
        KEPT.take();
        TRICK.set(Trick::Fills);
        let copy = deepcopy(&root);
        assert_eq!((LOOKS.take(), copy.map.borrow().len()), (1, 1));
        AT_HAND.take();
        root.map.take();
        copy.map.take();
    });
}

#[derive(Trace, Clone)]
struct Arc {
    to: ObjCell<Station>,
    names: (Vec<String>, Option<[u8; 2]>),
}

#[derive(Trace)]
struct Locked(u8);

#[derive(Object, Clone, Default)]
struct Station {
    arcs: ObjCell<[Arc]>,
    any: ObjCell<List>,
    handles: ObjCell<[Obj<Station>]>,
}

#[test]
fn rows_of_items_are_copied_item_by_item() {
    assert_clean(|| {
        let station = Obj::new(Station::default());
        let names = || (vec!["a".to_owned()], Some([1, 2]));
        let arcs: Obj<[Arc]> = [Arc { to: (&station).into(), names: names() }].into();
        let list: Obj<List> = [AnyObj::from(arcs.clone()), Obj::<[u16]>::from([7, 8]).into()].into();
        station.arcs.set(arcs);
        station.any.set(list);
        station.handles.set(Obj::<[Obj<Station>]>::from([station.clone(), station.clone()]));
        let copy = deepcopy(&station);
        let arcs = copy.arcs.get().unwrap();
        assert!(!station.arcs.is(&arcs) && arcs[0].to.is(&copy) && arcs[0].names == names());
        let handles = copy.handles.get().unwrap();
        assert!(handles.len() == 2 && handles.iter().all(|handle| Obj::is(handle, &copy)));
        let list = copy.any.get().unwrap();
        assert!(AnyObj::is(&list.get_item(0), Obj::as_any(&arcs)));
        assert_eq!(*Obj::<[u16]>::try_from(list.get_item(1)).unwrap(), [7, 8]);
        assert_eq!((Obj::refcount(&copy), Obj::refcount(&arcs)), (4, 3));
        let error = try_deepcopy(&Obj::<[Locked]>::from([Locked(1)])).err().unwrap().to_string();
        assert!(error.contains("it has no `Clone`"), "{error}");
        let _ = Locked(1).0;
    });
}
