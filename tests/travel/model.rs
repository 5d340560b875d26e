//! Random graphs with every kind of field come back as they were, identity and counts included: in every format, as copies, and
//! in parcels. `TRAVEL_GRAPHS=100000 cargo test --release -p obj-tests --features travel --test travel model`

use std::thread;

use obj_runtime::{Parcel, deepcopy};
use obj_tests::random::graphs::{Shape, build};

use crate::formats::{alive, through_all};

/// A graph goes every way there is.
fn check(seed: u64) {
    let root = build(seed);
    obj_runtime::gc::collect();
    let shape = Shape::of(&root);
    for (format, loaded) in through_all(&root) {
        assert_eq!(Shape::of(&loaded), shape, "{format}, seed {seed}");
    }
    let copy = deepcopy(&root);
    assert_eq!(Shape::of(&copy), shape, "deepcopy, seed {seed}");
    assert_eq!(Shape::of(&root), shape, "it is as it was, seed {seed}");
    drop(copy);
    let parcel = Parcel::pack(root).unwrap_or_else(|error| panic!("{error}, seed {seed}"));
    let there = thread::spawn(move || {
        let root = parcel.unpack();
        let there = Shape::of(&root);
        (there, Parcel::pack(root).unwrap())
    });
    let (there, parcel) = there.join().unwrap();
    assert_eq!(there, shape, "in the other thread, seed {seed}");
    assert_eq!(Shape::of(&parcel.unpack()), shape, "back again, seed {seed}");
}

#[test]
fn random_graphs_travel() {
    let graphs = std::env::var("TRAVEL_GRAPHS").ok().and_then(|number| number.parse().ok());
    let graphs = graphs.unwrap_or(if cfg!(debug_assertions) { 150 } else { 1000 });
    (0..20).for_each(check);
    let before = alive();
    (20..graphs).for_each(check);
    assert!(alive() <= before + 16, "nothing is left but small values that are made once");
}
