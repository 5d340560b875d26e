//! Random graphs of objects, and questions about them answered the slow way.

use std::cell::RefCell;

use obj_runtime::inspect::Snapshot;
use obj_runtime::prelude::*;

/// How many of so many cases are tried.
pub(crate) fn cases(count: u64) -> u64 {
    if cfg!(miri) { 2 } else { count }
}

/// A generator of numbers (Marsaglia's xorshift), the same in each run.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

#[derive(Object, Default)]
pub(crate) struct Small {
    pub(crate) edges: RefCell<Vec<AnyObj>>,
    pub(crate) weak: WeakCell<Small>,
}

#[derive(Object, Default)]
pub(crate) struct Large {
    pub(crate) edges: RefCell<Vec<AnyObj>>,
    padding: [u64; 9],
}

/// The edges of an object of one of the two types.
fn edges_of(object: &AnyObj) -> &RefCell<Vec<AnyObj>> {
    match object.downcast_ref::<Small>() {
        Some(small) => &small.edges,
        None => &object.downcast_ref::<Large>().unwrap().edges,
    }
}

/// Makes `count` objects with `edges` handles and `weak` weak ones among them; some of the objects are kept from outside.
///
/// No collection runs, so cycles that nobody keeps stay.
pub(crate) fn random_objects(numbers: &mut Numbers, count: usize, edges: usize, weak: usize) -> Vec<AnyObj> {
    obj_runtime::gc::disable();
    let mut objects: Vec<AnyObj> = (0..count)
        .map(|_| match numbers.below(3) {
            0 => Obj::new(Large::default()).into(),
            _ => Obj::new(Small::default()).into(),
        })
        .collect();
    for _ in 0..edges {
        let (from, to) = (numbers.below(count), numbers.below(count));
        edges_of(&objects[from]).borrow_mut().push(objects[to].clone());
    }
    let smalls: Vec<Obj<Small>> = objects.iter().filter_map(AnyObj::downcast_ref).cloned().collect();
    for _ in 0..weak.min(smalls.len()) {
        let (from, to) = (numbers.below(smalls.len()), numbers.below(smalls.len()));
        smalls[from].weak.set(&smalls[to]);
    }
    drop(smalls);
    let kept = 1 + numbers.below(3);
    while objects.len() > kept {
        let index = numbers.below(objects.len());
        objects.swap_remove(index);
    }
    objects
}

/// A graph as plain numbers: the nodes of a snapshot in order.
pub(crate) struct Model {
    pub(crate) held: Vec<Vec<usize>>,
    pub(crate) sizes: Vec<u64>,
    pub(crate) roots: Vec<usize>,
}

impl Model {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        let nodes: Vec<_> = snapshot.nodes().collect();
        let index_of = |node| nodes.iter().position(|other| *other == node).unwrap();
        let held = nodes
            .iter()
            .map(|node| node.referents().filter(|edge| !edge.is_weak()).map(|edge| index_of(edge.target())).collect());
        Self {
            held: held.collect(),
            sizes: nodes.iter().map(|node| node.size() as u64).collect(),
            roots: (0..nodes.len()).filter(|&index| nodes[index].outside() > 0).collect(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.held.len()
    }

    /// What `starts` reach without passing through `without`.
    pub(crate) fn reach(&self, starts: &[usize], without: Option<usize>) -> Vec<bool> {
        let mut reached = vec![false; self.len()];
        let mut stack: Vec<usize> = starts.iter().copied().filter(|&start| Some(start) != without).collect();
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                stack.extend(self.held[node].iter().filter(|&&target| Some(target) != without));
            }
        }
        reached
    }

    /// Whether each of two nodes reaches the other.
    pub(crate) fn are_in_one_cycle(&self, one: usize, other: usize) -> bool {
        self.reach(&self.held[one], None)[other] && self.reach(&self.held[other], None)[one]
    }

    /// The roots and, for what they do not reach, the first node of each cycle that nothing else holds.
    pub(crate) fn starts(&self) -> Vec<usize> {
        let reached = self.reach(&self.roots, None);
        let garbage: Vec<usize> = (0..self.len()).filter(|&node| !reached[node]).collect();
        let reaches: Vec<Vec<bool>> = (0..self.len()).map(|node| self.reach(&[node], None)).collect();
        let is_first_of_source = |&node: &usize| {
            let holders = garbage.iter().filter(|&&other| reaches[other][node]);
            holders.clone().all(|&other| reaches[node][other]) && holders.min() == Some(&node)
        };
        let mut starts = self.roots.clone();
        starts.extend(garbage.iter().copied().filter(is_first_of_source));
        starts
    }
}

#[test]
fn a_snapshot_has_every_object_and_every_handle() {
    for seed in 0..cases(200) {
        let mut numbers = Numbers::from_seed(seed);
        let (count, edges) = (1 + numbers.below(30), numbers.below(60));
        let kept = random_objects(&mut numbers, count, edges, count / 4);
        let snapshot = obj_runtime::inspect::snapshot();
        let mut strong_edges = 0;
        for node in snapshot.nodes() {
            let object = AnyObj::from_id(node.id()).unwrap();
            assert_eq!(node.refcount(), object.refcount() - 1);
            assert_eq!(node.type_name(), object.type_name());
            let held: Vec<usize> = edges_of(&object).borrow().iter().map(AnyObj::id).collect();
            let seen: Vec<_> = node.referents().filter(|edge| !edge.is_weak()).collect();
            assert_eq!(seen.iter().map(|edge| edge.target().id()).collect::<Vec<_>>(), held);
            let incoming = node.referrers().filter(|edge| !edge.is_weak()).count();
            assert_eq!(node.refcount(), incoming + node.outside(), "the sum holds");
            assert_eq!(node.outside(), kept.iter().filter(|kept| kept.id() == node.id()).count());
            assert!(node.referrers().all(|edge| edge.target() == node));
            assert!(node.referents().all(|edge| edge.holder() == node));
            let weak: Vec<_> = node.referents().filter(|edge| edge.is_weak()).map(|edge| edge.target().id()).collect();
            let small = object.downcast_ref::<Small>();
            let expected = small.and_then(|small| small.weak.get()).map(|target| Obj::id(&target));
            assert_eq!(weak, Vec::from_iter(expected));
            strong_edges += seen.len();
        }
        let weak_edges = snapshot.edge_count() - strong_edges;
        assert_eq!(
            snapshot.nodes().flat_map(|node| node.referrers()).filter(|edge| edge.is_weak()).count(),
            weak_edges
        );
        drop(kept);
        obj_runtime::gc::collect();
        assert!(obj_runtime::inspect::snapshot().is_empty());
    }
}
