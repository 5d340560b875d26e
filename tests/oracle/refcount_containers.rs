//! How often a container counts what it holds.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

#[derive(Object, Default)]
struct O {
    me: ObjCell<O>,
}

#[test]
fn twin() {
    let mut recorded = Recorded::new(include_str!("expected/028.txt"));
    let x = Obj::new(O::default());
    let any = || AnyObj::from(x.clone());
    let base = Obj::refcount(&x);
    let mut p = |label: &str| recorded.print(label, Obj::refcount(&x) - base);
    let l = Obj::<List>::from([any()]);
    p("list");
    l.append(any());
    p("list_twice");
    l.clear();
    p("list_cleared");
    let t = Obj::<Tuple>::from([any(), any(), any()]);
    p("tuple_x3");
    drop(t);
    p("tuple_gone");
    let d = Obj::<Dict>::from([(any(), any())]);
    p("dict_key_and_value");
    drop(d);
    let d = Obj::<Dict>::from([("k", any())]);
    p("dict_value");
    d.set_item("k".into(), 1.into());
    p("dict_overwritten");
    let s = Obj::<Set>::from([any()]);
    p("set");
    s.discard(&any());
    p("set_discarded");
    x.me.set(Some(x.clone()));
    p("self_attribute");
    x.me.take();
    let slot = Obj::new(O { me: x.clone().into() });
    p("slot");
    slot.me.set(None);
    p("slot_overwritten");
    recorded.leave_out(&["class_attribute"]);
    let weak = Obj::downgrade(&x);
    let mut p = |label: &str| recorded.print(label, Obj::refcount(&x) - base);
    p("weakref");
    drop(weak);
    let held = Obj::<List>::from([any()]);
    let i = held.iter();
    p("list_iterator");
    drop(i);
    drop(held);
    recorded.leave_out(&["suspended_generator", "closed_generator", "partial", "bound_method"]);
    recorded.leave_out(&["exception_args", "default_argument"]);
    let mut p = |label: &str| recorded.print(label, Obj::refcount(&x) - base);
    let c = Obj::<List>::from([any()]).times(10);
    p("list_times_10");
    let c2 = c.slice(..);
    p("slice_copy");
    drop((c, c2));
    p("end");
    recorded.end();
}
