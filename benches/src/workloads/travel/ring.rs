//! Records in a ring, each with a handle to any other: what is next to each other in the graph is far apart in memory.

use obj_runtime::prelude::*;

#[derive(Object, Default)]
pub(super) struct Record {
    number: u32,
    name: String,
    next: ObjCell<Record>,
    others: ObjVec<Record>,
}

pub(super) fn ring(size: usize) -> Obj<Record> {
    let record = |number| Obj::new(Record { number, name: format!("record {number}"), ..Default::default() });
    let records: Vec<_> = (0..size as u32).map(record).collect();
    for (index, record) in records.iter().enumerate() {
        assert_eq!(record.number as usize, index);
        record.next.set(&records[(index + 1) % size]);
        record.others.push(records[index * 7919 % size].clone());
    }
    records[0].clone()
}
