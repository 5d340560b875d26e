//! Copies of graphs, while the program does what it likes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::panic;
use std::rc::Rc;

use super::{Disorder, Node, TRACES_LEFT, check, graph};
use crate::heap::page::PAGE_SIZE;
use crate::prelude::*;
use crate::{ById, Parcel, Tuple, deepcopy, gc, try_deepcopy};

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

/// A key whose hash keeps the tuple that its node has.
#[derive(Trace, Clone, PartialEq, Eq)]
#[object(crate = crate)]
struct Keeping(ById<Paired>);

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
            KEPT.with_borrow_mut(|kept| kept.extend(self.0.0.pairs.first().cloned()));
        }
    }
}

#[test]
fn a_map_is_not_filled_while_a_tuple_of_the_copies_is_held() {
    let node = Obj::new(Paired::default());
    let root = Obj::new(Paired { pairs: vec![Obj::<Tuple>::from([AnyObj::from(node.clone())])], ..Default::default() });
    root.keyed.borrow_mut().insert(Keeping(ById(root.clone())), 1);
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
