//! Which objects form cycles, and which edges would break them.

use obj_runtime::inspect::{self, Cycle};
use obj_runtime::prelude::*;

use crate::inspect_graphs::{Model, Numbers, cases, random_objects};

/// The nodes of each cycle, as the model finds them.
fn cycles_of(model: &Model) -> Vec<Vec<usize>> {
    let mut cycles: Vec<Vec<usize>> = Vec::new();
    for node in 0..model.len() {
        if let Some(cycle) = cycles.iter_mut().find(|cycle| model.are_in_one_cycle(cycle[0], node)) {
            cycle.push(node);
        } else if model.are_in_one_cycle(node, node) {
            cycles.push(vec![node]);
        }
    }
    cycles
}

/// Without the edges that are said to break it, the cycle is none, and all is still reached from one of its entries.
fn check_breaking_edges(cycle: &Cycle<'_>) {
    let members: Vec<_> = cycle.members().collect();
    let breaking = cycle.breaking_edges();
    let place = |node| members.iter().position(|&member| member == node).unwrap();
    let mut left = Model { held: vec![Vec::new(); members.len()], sizes: Vec::new(), roots: Vec::new() };
    for edge in cycle.edges().filter(|edge| !breaking.contains(edge)) {
        left.held[place(edge.holder())].push(place(edge.target()));
    }
    assert!(breaking.iter().all(|&edge| cycle.edges().any(|other| other == edge)));
    assert!((0..members.len()).all(|node| !left.are_in_one_cycle(node, node)), "no cycle is left");
    let mut entries: Vec<usize> = cycle.entries().map(place).collect();
    assert_eq!(entries.is_empty(), cycle.is_garbage() && cycle.entries().next().is_none());
    if entries.is_empty() {
        entries = (0..members.len()).collect();
    }
    assert!(entries.iter().any(|&entry| !left.reach(&[entry], None).contains(&false)), "all is still held");
}

#[test]
fn cycles_of_random_graphs_are_those_of_the_model() {
    for seed in 1..=cases(300) {
        let mut numbers = Numbers::from_seed(seed);
        let count = 1 + numbers.below(20);
        let edges = numbers.below(count * 2);
        let kept = random_objects(&mut numbers, count, edges, count / 4);
        let snapshot = inspect::snapshot();
        let model = Model::of(&snapshot);
        let nodes: Vec<_> = snapshot.nodes().collect();
        let expected: Vec<Vec<_>> =
            cycles_of(&model).into_iter().map(|cycle| cycle.into_iter().map(|node| nodes[node]).collect()).collect();
        let cycles = snapshot.cycles();
        assert_eq!(cycles.iter().map(|cycle| cycle.members().collect()).collect::<Vec<Vec<_>>>(), expected);
        cycles.iter().for_each(check_breaking_edges);
        let reached = model.reach(&model.roots, None);
        let garbage: Vec<_> = (0..model.len()).filter(|&node| !reached[node]).map(|node| nodes[node]).collect();
        assert_eq!(snapshot.garbage().collect::<Vec<_>>(), garbage);
        drop(kept);
        obj_runtime::gc::collect();
    }
}

#[derive(Object, Default)]
struct Row {
    next: ObjCell<Row>,
    previous: ObjCell<Row>,
}

#[test]
fn the_edges_that_lead_back_are_named_once() {
    let first = Obj::new(Row::default());
    let mut last = first.clone();
    for _ in 0..9 {
        let row = Obj::new(Row::default());
        row.previous.set(Some(last.clone()));
        last.next.set(Some(row.clone()));
        last = row;
    }
    drop(last);
    let snapshot = inspect::snapshot();
    let cycles = snapshot.cycles();
    assert_eq!(cycles.len(), 1);
    let numbers: Vec<u64> = cycles[0].members().map(|node| node.number()).collect();
    assert_eq!(
        cycles[0].to_string(),
        format!(
            "cycle of 10 objects, {} bytes, held from outside\n  \
             objects: Row #{}, Row #{}, Row #{}, Row #{}, Row #{}, 5 more\n  \
             broken if these were weak: `Row.previous` (9 edges)",
            cycles[0].size(),
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4]
        )
    );
    first.next.set(None);
    drop(first);
    assert!(inspect::snapshot().cycles()[0].is_garbage());
    obj_runtime::gc::collect();
}

#[test]
#[cfg_attr(miri, ignore = "large")]
fn a_long_cycle_is_found_without_deep_recursion() {
    let first = Obj::new(Row::default());
    let mut last = first.clone();
    for _ in 0..200_000 {
        let row = Obj::new(Row::default());
        last.next.set(Some(row.clone()));
        last = row;
    }
    last.next.set(Some(first.clone()));
    drop(last);
    let snapshot = inspect::snapshot();
    let cycles = snapshot.cycles();
    assert_eq!((cycles.len(), cycles[0].members().len()), (1, 200_001));
    let [edge] = cycles[0].breaking_edges()[..] else { panic!("one edge") };
    assert_eq!(edge.target(), snapshot.node_of(&first).unwrap());
    first.next.set(None);
}
