//! Dominators and retained sizes, against a model that takes each object away and looks what is left.

use obj_runtime::inspect::{self, Snapshot};
use obj_runtime::prelude::*;

use crate::inspect_graphs::{Model, Numbers, cases, random_objects};

/// Compares all dominators and retained sizes with the model.
fn check(snapshot: &Snapshot) {
    let model = Model::of(snapshot);
    let nodes: Vec<_> = snapshot.nodes().collect();
    let dominators = snapshot.dominators();
    let starts = model.starts();
    // Whether `dominates[a][b]`.
    let dominates: Vec<Vec<bool>> = (0..model.len())
        .map(|node| model.reach(&starts, Some(node)).into_iter().map(|reached| !reached).collect())
        .collect();
    for (index, &node) in nodes.iter().enumerate() {
        let retained: u64 =
            (0..model.len()).filter(|&other| dominates[index][other]).map(|other| model.sizes[other]).sum();
        assert_eq!(dominators.retained_size(node), retained, "{node}");
        let above: Vec<usize> = (0..model.len()).filter(|&other| other != index && dominates[other][index]).collect();
        let nearest = above.iter().copied().find(|&one| above.iter().all(|&other| dominates[other][one]));
        assert_eq!(dominators.dominator(node), nearest.map(|index| nodes[index]), "{node}");
    }
}

#[test]
fn dominators_of_random_graphs_are_those_of_the_model() {
    for seed in 1..=cases(400) {
        let mut numbers = Numbers::from_seed(seed);
        let count = 1 + numbers.below(if seed % 20 == 0 { 120 } else { 25 });
        let edges = numbers.below(count * 3);
        let kept = random_objects(&mut numbers, count, edges, count / 4);
        check(&inspect::snapshot());
        drop(kept);
        obj_runtime::gc::collect();
    }
}

#[derive(Object, Default)]
struct Link {
    next: ObjCell<Link>,
    shared: ObjCell<Link>,
    back: ObjCell<Link>,
}

#[test]
#[cfg_attr(miri, ignore = "large")]
fn a_long_list_that_shares_values_takes_no_quadratic_time() {
    // Each shared value is reached from every link of the list: the iterative algorithm would walk it
    // for each of these edges, some 10^10 steps.
    let shared: Vec<Obj<Link>> = (0..500).map(|_| Obj::new(Link::default())).collect();
    let mut head = Obj::new(Link::default());
    for index in 0..100_000 {
        let link = Obj::new(Link::default());
        link.shared.set(Some(shared[index % shared.len()].clone()));
        head.back.set(Some(link.clone()));
        link.next.set(Some(head));
        head = link;
    }
    drop(shared);
    let snapshot = inspect::snapshot();
    let size = snapshot.node_of(&head).unwrap().size() as u64;
    assert_eq!(snapshot.retained_size(&head), Some(size * 100_501));
    assert_eq!(snapshot.dominators().largest(1)[0].0, snapshot.node_of(&head).unwrap());
    let second = head.next.get().unwrap();
    let snapshot = inspect::snapshot();
    assert_eq!(snapshot.retained_size(&second), Some(size * 100_499), "without the head and what it shares");
    assert_eq!(snapshot.retained_size(&head), Some(size), "the rest is held by a variable, too");
}

#[test]
fn deep_sizes_of_random_graphs_are_those_of_the_model() {
    for seed in 1..=cases(100) {
        let mut numbers = Numbers::from_seed(seed);
        let count = 1 + numbers.below(25);
        let edges = numbers.below(count * 3);
        let kept = random_objects(&mut numbers, count, edges, count / 4);
        let snapshot = inspect::snapshot();
        let (model, nodes) = (Model::of(&snapshot), snapshot.nodes().collect::<Vec<_>>());
        for object in &kept {
            let start = nodes.iter().position(|node| node.id() == AnyObj::id(object)).unwrap();
            let reached = model.reach(&[start], None);
            let bytes: u64 = (0..model.len()).filter(|&node| reached[node]).map(|node| model.sizes[node]).sum();
            assert_eq!(inspect::deep_size(object) as u64, bytes, "{}", nodes[start]);
        }
        drop(kept);
        obj_runtime::gc::collect();
    }
}
