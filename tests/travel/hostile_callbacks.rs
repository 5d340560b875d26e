//! Graphs that travel while `Hash`, `Eq`, `Clone`, finalizers and destructors change them, collect, or panic.

use std::thread;

use obj_tests::gc_model::Choices;
use obj_tests::random::containers;

#[test]
fn random_graphs_stand_hostile_callbacks() {
    let seeds = std::env::var("HOSTILE_SEEDS").map_or(60, |seeds| seeds.parse().expect("a number"));
    for seed in 1..=seeds {
        let outcome = thread::spawn(move || containers(Choices::of_seed(seed), 400)).join();
        assert!(matches!(outcome, Ok(Ok(()))), "seed {seed}: {outcome:?}");
    }
}
