//! What it costs, to be read: `cargo test --release -p obj-tests --features travel --test travel figures -- --ignored --nocapture`

use std::time::{Duration, Instant};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{Parcel, deepcopy, gc};
use serde::{Deserialize, Serialize};

const RECORDS: u32 = 300_000;

#[derive(Object, Serialize, Deserialize, Clone, Default)]
struct Record {
    number: u32,
    name: String,
    next: ObjCell<Record>,
    others: ObjVec<Record>,
}

/// The same with indices.
#[derive(Serialize, Deserialize)]
struct Row {
    number: u32,
    name: String,
    next: Option<u32>,
    others: Vec<u32>,
}

fn other(number: u32) -> u32 {
    (u64::from(number) * 7919 % u64::from(RECORDS)) as u32
}

fn build() -> Obj<Record> {
    let record = |number| Obj::new(Record { number, name: format!("record {number}"), ..Default::default() });
    let records: Vec<_> = (0..RECORDS).map(record).collect();
    for (record, number) in records.iter().zip(0..) {
        record.next.set(records[((number + 1) % RECORDS) as usize].clone());
        record.others.push(records[other(number) as usize].clone());
    }
    records[0].clone()
}

fn rows() -> Vec<Row> {
    let row = |number| Row {
        number,
        name: format!("record {number}"),
        next: Some((number + 1) % RECORDS),
        others: vec![other(number)],
    };
    (0..RECORDS).map(row).collect()
}

/// The shortest of some times.
fn timed<R>(what: &str, mut work: impl FnMut() -> (Duration, R)) -> Duration {
    let best = (0..3).map(|_| work().0).min().unwrap_or_default();
    println!("{what:<28} {:>9.1} ms", best.as_secs_f64() * 1e3);
    best
}

fn once<R>(work: impl FnOnce() -> R) -> (Duration, R) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

#[test]
#[ignore = "figures to be read, of optimised code"]
fn figures() {
    let root = build();
    let table = rows();
    timed("build", || once(build));
    gc::collect();
    let collection = timed("full collection", || {
        drop(root.next.get());
        once(gc::collect)
    });
    let bytes = postcard::to_stdvec(&Graph::of(&root)).unwrap();
    let flat = postcard::to_stdvec(&table).unwrap();
    println!("{:<28} {:>9.2}", "size beside indices", bytes.len() as f64 / flat.len() as f64);
    let save_flat = timed("save indices, postcard", || once(|| postcard::to_stdvec(&table)));
    let save = timed("save graph, postcard", || once(|| postcard::to_stdvec(&Graph::of(&root))));
    let load_flat = timed("load indices, postcard", || once(|| postcard::from_bytes::<Vec<Row>>(&flat)));
    let load = timed("load graph, postcard", || once(|| postcard::from_bytes::<Graph<Obj<Record>>>(&bytes)));
    let copied = timed("deepcopy", || once(|| deepcopy(&root)));
    let mut pack = Duration::MAX;
    let mut unpack = Duration::MAX;
    for _ in 0..3 {
        gc::collect();
        let mine = build();
        let (time, parcel) = once(|| Parcel::pack(mine).unwrap());
        pack = pack.min(time);
        let (time, root) = once(|| parcel.unpack());
        unpack = unpack.min(time);
        drop(root);
    }
    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!("save {:.2}, load {:.2} of indices", ratio(save, save_flat), ratio(load, load_flat));
    println!("deepcopy {:.2} times faster than save and load", ratio(save + load, copied));
    println!("pack {:.2}, unpack {:.2} of a collection", ratio(pack, collection), ratio(unpack, collection));
    println!("pack and unpack {:.2} times faster than save and load", ratio(save + load, pack + unpack));
}
