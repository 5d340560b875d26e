//! Maps with weak values, and with weak keys.

use obj_runtime::prelude::*;
use obj_runtime::{WeakKeyMap, WeakValueMap, gc};

use crate::recorded::{Recorded, py};

#[derive(Object, Default)]
struct O {
    n: i32,
    me: ObjCell<O>,
}

fn o(n: i32) -> Obj<O> {
    Obj::new(O { n, ..O::default() })
}

#[test]
fn weak_values() {
    let mut recorded = Recorded::new(include_str!("expected/071.txt"));
    gc::disable();
    let d = WeakValueMap::<String, O>::new();
    let mut objs: Vec<_> = (0..5).map(o).collect();
    for o in &objs {
        d.insert(o.n.to_string(), o);
    }
    recorded.print("len", d.len());
    recorded.print_bool("same", Obj::is(&d.get("2").unwrap(), &objs[2]));
    objs.remove(2);
    let keys: Vec<i32> = d.iter().filter_map(|(key, _)| key.parse().ok()).collect();
    recorded.print("after_del", format_args!("{} {keys:?}", d.len()));
    recorded.print("contains", format_args!("{} {}", py(d.contains_key("2")), py(d.contains_key("3"))));
    // A look-up answers with an option.
    recorded.leave_out(&["missing"]);
    let mut it = d.iter();
    let (k, v) = it.next().unwrap();
    objs.retain(|o| o.n.to_string() == k);
    recorded.print("len_while_iterating", d.len());
    drop((it, v));
    recorded.print("len_after_iterating", d.len());
    objs.clear();
    recorded.print("empty", d.len());
    d.insert("x".to_string(), &o(9));
    recorded.print("temporary_value_gone", d.len());
    let a = o(1);
    a.me.set(Some(a.clone()));
    d.insert("c".to_string(), &a);
    drop(a);
    recorded.print("cyclic_value_stays", d.len());
    gc::collect();
    recorded.print("until_collect", d.len());
    let a = o(7);
    let is_a = |object: Obj<O>| py(Obj::is(&object, &a));
    let first = is_a(d.get_or_insert_with("k".to_string(), || a.clone()));
    let second = is_a(d.get_or_insert_with("k".to_string(), || o(8)));
    recorded.print("setdefault", format_args!("{first} {second}"));
    let popped = is_a(d.remove("k").unwrap());
    recorded.print("pop", format_args!("{popped} {}", d.len()));
    // The compiler knows which types have weak handles.
    recorded.leave_out(&["int_value"]);
    recorded.end();
    gc::enable();
}

#[test]
fn weak_keys() {
    #[derive(Clone)]
    enum Value {
        Number(i32),
        Key(Obj<O>),
    }
    let number = |value: Value| match value {
        Value::Number(number) => number,
        Value::Key(key) => key.n,
    };
    let mut recorded = Recorded::new(include_str!("expected/072.txt"));
    gc::disable();
    let k = WeakKeyMap::<O, Value>::new();
    let mut objs: Vec<_> = (0..5).map(o).collect();
    for o in &objs {
        k.insert(o, Value::Number(o.n * 10));
    }
    recorded.print("len", k.len());
    recorded.print("get", k.get(&objs[3]).map(number).unwrap_or_default());
    recorded.print_bool("contains", k.contains_key(&objs[0]));
    objs.remove(0);
    let values: Vec<_> = k.iter().map(|(_, value)| number(value)).collect();
    recorded.print("after_drop", format_args!("{} {values:?}", k.len()));
    let own = o(1);
    k.insert(&own, Value::Key(own.clone()));
    drop(own);
    gc::collect();
    recorded.print("value_refers_to_key_leaks", k.len());
    k.clear();
    recorded.print("cleared", k.len());

    let s = WeakKeyMap::<O, ()>::new();
    for o in &objs {
        s.insert(o, ());
    }
    recorded.print("set_len", s.len());
    objs.pop();
    recorded.print("set_after_pop", s.len());
    s.insert(&objs[0], ());
    recorded.print("set_dup", s.len());
    objs.clear();
    recorded.print("set_empty", s.len());
    recorded.end();
    gc::enable();
}
