//! Records in a ring, each with a handle to any other.

use std::collections::HashMap;
use std::hint::black_box;
use std::thread;

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{Parcel, deepcopy, gc};
use serde::{Deserialize, Serialize};

use super::clock::{best, forget_peak, give_back_free_memory, memory};
use super::{Held, held};

const RECORDS: u32 = 200_000;

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

fn build() -> Obj<Record> {
    let record = |number| Obj::new(Record { number, name: format!("record {number}"), ..Default::default() });
    let records: Vec<_> = (0..RECORDS).map(record).collect();
    let other = |number: u32| (u64::from(number) * 7919 % u64::from(RECORDS)) as usize;
    for (record, number) in records.iter().zip(0..) {
        record.next.set(&records[((number + 1) % RECORDS) as usize]);
        record.others.push(records[other(number)].clone());
    }
    records[0].clone()
}

/// What one writes by hand: the objects in the order in which they are met, with indices in place of handles.
fn to_rows(root: &Obj<Record>) -> Vec<Row> {
    let mut numbers = HashMap::from([(Obj::id(root), 0)]);
    let (mut objects, mut rows) = (vec![root.clone()], Vec::new());
    while let Some(object) = objects.get(rows.len()).cloned() {
        let mut number = |other: &Obj<Record>| {
            *numbers.entry(Obj::id(other)).or_insert_with(|| {
                objects.push(other.clone());
                objects.len() as u32 - 1
            })
        };
        let next = object.next.get().map(|next| number(&next));
        let others = object.others.iter().map(|other| number(&other)).collect();
        rows.push(Row { number: object.number, name: object.name.clone(), next, others });
    }
    rows
}

fn from_rows(rows: Vec<Row>) -> Obj<Record> {
    let mut links = Vec::with_capacity(rows.len());
    let mut objects = Vec::with_capacity(rows.len());
    for Row { number, name, next, others } in rows {
        objects.push(Obj::new(Record { number, name, ..Default::default() }));
        links.push((next, others));
    }
    for (object, (next, others)) in objects.iter().zip(links) {
        object.next.set(next.map(|next| objects[next as usize].clone()));
        object.others.extend(others.into_iter().map(|other| objects[other as usize].clone()));
    }
    objects[0].clone()
}

pub(super) fn figures() -> Vec<Held> {
    gc::disable();
    // Made in a thread of its own, which gives its memory back.
    let bytes = thread::spawn(|| postcard::to_stdvec(&Graph::of(&build())).unwrap()).join().unwrap();
    give_back_free_memory();
    let (empty, _) = memory();
    forget_peak();
    let root = postcard::from_bytes::<Graph<Obj<Record>>>(&bytes).unwrap().into_root();
    let (full, peak) = memory();
    let while_loading = (peak - empty) as f64 / (full - empty) as f64;
    gc::collect();
    drop(root);
    gc::collect();
    give_back_free_memory();

    let (empty, _) = memory();
    let root = build();
    gc::collect();
    let (full, _) = memory();
    let graph = full - empty;
    let mut figures = vec![Held { what: "peak memory while loading, of the graph", is: while_loading, bar: 1.5 }];

    forget_peak();
    postcard::to_io(&Graph::of(&root), std::io::sink()).unwrap();
    let peak = (memory().1 - empty) as f64 / graph as f64;
    figures.push(Held { what: "peak memory while saving, of the graph", is: peak, bar: 1.5 });

    let save = best(gc::collect, |_| postcard::to_stdvec(&Graph::of(&root)));
    let by_hand = best(gc::collect, |_| postcard::to_stdvec(&to_rows(&root)));
    figures.push(held("ring: save, of indices by hand (postcard)", save, by_hand, 1.3));
    let flat = postcard::to_stdvec(&to_rows(&root)).unwrap();
    println!("ring: {} bytes, {} with indices", bytes.len(), flat.len());
    let load = best(gc::collect, |_| postcard::from_bytes::<Graph<Obj<Record>>>(&bytes).unwrap().into_root());
    let by_hand = best(gc::collect, |_| from_rows(postcard::from_bytes(&flat).unwrap()));
    figures.push(held("ring: load, of indices by hand (postcard)", load, by_hand, 1.3));

    let text = serde_json::to_string(&Graph::of(&root)).unwrap();
    let rows = serde_json::to_string(&to_rows(&root)).unwrap();
    let save_json = best(gc::collect, |_| serde_json::to_string(&Graph::of(&root)));
    let by_hand = best(gc::collect, |_| serde_json::to_string(&to_rows(&root)));
    figures.push(held("ring: save, of indices by hand (JSON)", save_json, by_hand, 1.3));
    let load_json = best(gc::collect, |_| serde_json::from_str::<Graph<Obj<Record>>>(&text).unwrap().into_root());
    let by_hand = best(gc::collect, |_| from_rows(serde_json::from_str(&rows).unwrap()));
    figures.push(held("ring: load, of indices by hand (JSON)", load_json, by_hand, 1.3));

    let copy = best(gc::collect, |_| black_box(deepcopy(&root)));
    figures.push(held("ring: deepcopy, of saving and loading (postcard)", copy, save + load, 0.25));

    gc::collect();
    let collection = best(|| drop(root.next.get()), |()| gc::collect());
    let pack = best(
        || {
            gc::collect();
            build()
        },
        |root| Parcel::pack(root).unwrap(),
    );
    let unpack = best(
        || {
            gc::collect();
            Parcel::pack(build()).unwrap()
        },
        Parcel::unpack,
    );
    figures.push(held("ring: pack, of a full collection", pack, collection, 1.5));
    figures.push(held("ring: unpack, of a full collection", unpack, collection, 1.5));
    figures.push(held("ring: pack and unpack, of saving and loading (postcard)", pack + unpack, save + load, 0.2));
    println!(
        "collection {collection:?}, pack {pack:?}, unpack {unpack:?}, copy {copy:?}, save {save:?}, load {load:?}"
    );

    drop(root);
    gc::enable();
    gc::collect();
    figures
}
