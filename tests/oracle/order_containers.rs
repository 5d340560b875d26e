//! In which order a container's items die.

use std::cell::RefCell;

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

thread_local!(static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });

#[derive(Object)]
#[object(finalize)]
struct D {
    name: String,
}

impl Finalize for D {
    fn finalize(this: &Obj<Self>) {
        LOG.with_borrow_mut(|log| log.push(this.name.clone()));
    }
}

fn d(name: impl ToString) -> AnyObj {
    Obj::new(D { name: name.to_string() }).into()
}

fn list(count: i64) -> Obj<List> {
    (0..count).map(d).collect()
}

fn dict(count: i64) -> Obj<Dict> {
    (0..count).map(|number| (number, d(number))).collect()
}

#[test]
fn twin() {
    let mut recorded = Recorded::new(include_str!("expected/034.txt"));
    let mut show = |label: &str| recorded.print(label, LOG.take().join(" "));
    drop(list(5));
    show("list_dealloc");
    list(5).clear();
    show("list_clear");
    list(5).del_slice(..);
    show("del_slice_all");
    let l = list(5);
    l.del_slice(1..3);
    show("del_slice_1_3");
    drop(l);
    show("rest");
    let l = list(6);
    l.del_slice(Slice::new(None, None, 2));
    show("del_extended_slice");
    drop(l);
    show("rest");
    // Assigning an empty slice deletes, as above.
    list(3).del_slice(..);
    show("assign_empty_slice");
    list(3).times_in_place(0);
    show("imul_zero");
    let l = list(3);
    drop(l.pop_at(0));
    show("pop_0");
    drop(l.pop());
    show("pop_last");
    drop(l);
    show("rest");
    drop((0..5).map(d).collect::<Obj<Tuple>>());
    show("tuple_dealloc");
    drop(dict(5));
    show("dict_dealloc");
    dict(5).clear();
    show("dict_clear");
    drop((0..3).map(|n| (d(format!("k{n}")), d(format!("v{n}")))).collect::<Obj<Dict>>());
    show("dict_keys_and_values");
    let entries = dict(4);
    entries.set_item(2.into(), ().into());
    show("dict_overwrite");
    drop(entries.pop(&0.into()));
    show("dict_pop");
    drop(entries.popitem());
    show("dict_popitem");
    drop(entries);
    show("rest");
    recorded.leave_out(&["deque_clear"]);
    let mut show = |label: &str| recorded.print(label, LOG.take().join(" "));
    drop(list(3));
    show("discarded_list_comprehension");
    drop(Obj::<Tuple>::from([d("l"), d("r")]));
    show("discarded_tuple");
    recorded.end();
}
