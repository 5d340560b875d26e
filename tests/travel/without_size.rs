//! Objects whose values have no size lie as close to each other as objects can.

use std::collections::{HashSet, VecDeque};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{Parcel, deepcopy};
use serde::{Deserialize, Serialize};

use crate::formats::assert_clean;

#[derive(Object, Clone, Serialize, Deserialize)]
struct Mark;

#[derive(Object, Clone, Serialize, Deserialize)]
struct Row {
    marks: Vec<Obj<Mark>>,
}

/// More than share pages with objects of other types.
const MANY: usize = 64;

fn row() -> Obj<Row> {
    Obj::new(Row { marks: (0..MANY).map(|_| Obj::new(Mark)).collect() })
}

fn assert_apart(row: &Row) {
    let ids: HashSet<usize> = row.marks.iter().map(Obj::id).collect();
    assert_eq!(ids.len(), MANY);
    assert!(row.marks.iter().all(|mark| Obj::refcount(mark) == 1));
}

#[test]
fn they_are_copied_each() {
    assert_clean(|| {
        let row = row();
        assert_apart(&deepcopy(&row));
        assert_apart(&row);
    });
}

#[test]
fn they_are_saved_each() {
    assert_clean(|| {
        let text = serde_json::to_string(&Graph::of(&row())).unwrap();
        assert_apart(&serde_json::from_str::<Graph<Obj<Row>>>(&text).unwrap().into_root());
    });
}

#[test]
fn they_go_to_another_thread_each() {
    assert_clean(|| {
        let parcel = Parcel::pack(row()).unwrap();
        std::thread::spawn(move || assert_apart(&parcel.unpack())).join().unwrap();
    });
}

#[test]
fn each_is_told_from_those_beside_it() {
    assert_clean(|| {
        for held in 1..MANY {
            let all = row();
            let row = Obj::new(Row { marks: all.marks[held - 1..=held].to_vec() });
            let mark = all.marks[held].clone();
            drop(all);
            drop(Parcel::pack(row).expect_err("there is a handle outside").into_root());
            assert_eq!(Obj::refcount(&mark), 1);
        }
    });
}

/// There may be as many of them as numbers.
#[derive(Object)]
struct Units {
    row: Vec<()>,
    queue: VecDeque<()>,
    array: [(); usize::MAX],
    me: ObjCell<Units>,
}

#[test]
fn items_without_bytes_are_not_gone_through() {
    let units = Obj::new(Units {
        row: vec![(); usize::MAX],
        queue: vec![(); usize::MAX].into(),
        array: [(); usize::MAX],
        me: ObjCell::default(),
    });
    units.me.set(&units);
    let parcel = Parcel::pack(units).unwrap();
    let there = std::thread::spawn(move || {
        let units = parcel.unpack();
        (units.row.len(), units.queue.len(), units.array.len(), Obj::is(&units.me.get().unwrap(), &units))
    });
    assert_eq!(there.join().unwrap(), (usize::MAX, usize::MAX, usize::MAX, true));
}

#[test]
fn rows_of_items_without_bytes_are_not_copied() {
    let units = Obj::<[()]>::from(vec![(); usize::MAX]);
    assert!(obj_runtime::try_deepcopy(&units).is_err());
}
