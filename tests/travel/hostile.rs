//! Input that is not to be trusted: an error or a graph, and nothing else.

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_tests::random::graphs::{Dice, Node, Shape, build};
use obj_tests::random::hostile;

use crate::formats::alive;

/// Some bytes are changed, left out, or come twice.
fn spoil(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let place = dice.below(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
        match dice.below(5) {
            _ if bytes.is_empty() => return,
            0 => bytes.truncate(place),
            1 => drop(bytes.remove(place)),
            2 => bytes.insert(place, dice.below(256) as u8),
            3 => bytes[place] = bytes[place].wrapping_add(1),
            _ => bytes[place] = dice.below(256) as u8,
        }
    }
}

/// A graph that was loaded can be looked at and saved again.
fn use_it<E>(loaded: Result<Graph<Obj<Node>>, E>) -> bool {
    let Ok(graph) = loaded else { return false };
    let root = graph.into_root();
    assert!(!Shape::of(&root).is_empty());
    postcard::to_stdvec(&Graph::of(&root)).is_ok()
}

#[test]
fn spoiled_input_is_an_error_or_a_graph() {
    let rounds = if cfg!(debug_assertions) { 400 } else { 20_000 };
    let (mut loaded, mut refused) = (0, 0);
    let mut dice = Dice(7);
    for seed in 0..rounds {
        let root = build(seed % 50);
        let mut binary = postcard::to_stdvec(&Graph::of(&root)).unwrap();
        let mut text = serde_json::to_vec(&Graph::of(&root)).unwrap();
        let mut tagged = rmp_serde::to_vec(&Graph::of(&root)).unwrap();
        spoil(&mut binary, &mut dice);
        spoil(&mut text, &mut dice);
        spoil(&mut tagged, &mut dice);
        let results = [
            use_it(postcard::from_bytes(&binary)),
            use_it(serde_json::from_slice(&text)),
            use_it(rmp_serde::from_slice(&tagged)),
        ];
        loaded += results.iter().filter(|&&is_loaded| is_loaded).count();
        refused += results.iter().filter(|&&is_loaded| !is_loaded).count();
    }
    assert!(loaded > 0 && refused > loaded, "{loaded} were loaded, {refused} refused");
    assert!(alive() < 600, "nothing is left but small values that are made once");
    let left = obj_runtime::inspect::snapshot();
    assert!(left.nodes().all(|node| ["Digit", "int", "str", "tuple"].contains(&node.type_name())));
}

#[test]
fn any_bytes_are_an_error_or_a_graph() {
    let rounds = if cfg!(debug_assertions) { 300 } else { 5_000 };
    let mut dice = Dice(11);
    let bytes = |dice: &mut Dice| (0..dice.below(40)).map(|_| dice.below(256) as u8).collect::<Vec<_>>();
    let loaded = (0..rounds).filter(|_| hostile(&bytes(&mut dice))).count();
    assert!(loaded > 0 && loaded < rounds, "{loaded} of {rounds} were loaded");
}

#[test]
fn a_claim_of_many_objects_costs_nothing() {
    // Format 1, 2^40 kinds.
    let kinds = [1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    assert!(postcard::from_bytes::<Graph<Obj<Node>>>(&kinds).is_err());
    let mut objects = vec![1, 1, 0, 1, 4, b'N', b'o', b'd', b'e', 0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
    assert!(postcard::from_bytes::<Graph<Obj<Node>>>(&objects).is_err());
    objects.extend([0xff; 1000]);
    assert!(postcard::from_bytes::<Graph<Obj<Node>>>(&objects).is_err());
    assert!(bincode::deserialize::<Graph<Obj<Node>>>(&[0xff; 64]).is_err());
}
