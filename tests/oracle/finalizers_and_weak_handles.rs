//! In which order finalizers and callbacks come, and which weak handles are dead then.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static W: RefCell<Weak<C>> = const { RefCell::new(Weak::new()) };
}

fn log(text: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(text.into()));
}

fn logged() -> String {
    format!("[{}]", LOG.take().join(", "))
}

#[derive(Object, Default)]
#[object(finalize)]
struct C {
    me: ObjCell<C>,
}

impl Finalize for C {
    fn finalize(_: &Obj<Self>) {
        let is_live = W.with_borrow(|w| w.upgrade().is_some());
        log(format!("'del sees {} ref'", if is_live { "live" } else { "dead" }));
    }
}

#[derive(Object)]
struct D {
    child: Obj<Child>,
}

#[derive(Object)]
struct Child;

#[test]
fn weak_handles_against_finalizers() {
    let mut recorded = Recorded::new(include_str!("expected/067.txt"));
    gc::disable();
    let o = Obj::new(C::default());
    W.set(Obj::downgrade_with(&o, |_| log("'callback'")));
    drop(o);
    recorded.print("refcount_path", logged());
    let o = Obj::new(C::default());
    o.me.set(Some(o.clone()));
    W.set(Obj::downgrade_with(&o, |_| log("'callback'")));
    drop(o);
    gc::collect();
    recorded.print("collector_path_with_callback", logged());
    let o = Obj::new(C::default());
    o.me.set(Some(o.clone()));
    W.set(Obj::downgrade(&o));
    drop(o);
    gc::collect();
    recorded.print("collector_path_plain_ref", logged());
    let d = Obj::new(D { child: Obj::new(Child) });
    let _wd = Obj::downgrade_with(&d, |_| log("'parent'"));
    let _wc = Obj::downgrade_with(&d.child, |_| log("'child'"));
    drop(d);
    recorded.print("parent_before_child", logged());
    recorded.end();
}

#[derive(Object, Default)]
struct N {
    o: ObjCell<N>,
    w: RefCell<Weak<N>>,
}

fn n() -> Obj<N> {
    Obj::new(N::default())
}

#[test]
fn weak_handles_in_cycles() {
    let mut recorded = Recorded::new(include_str!("expected/068.txt"));
    gc::disable();
    let (a, b) = (n(), n());
    a.o.set(Some(b.clone()));
    b.o.set(Some(a.clone()));
    *a.w.borrow_mut() = Obj::downgrade_with(&b, |_| log("'inside'"));
    let _out = Obj::downgrade_with(&a, |_| log("'outside'"));
    drop((a, b));
    assert_eq!(gc::collect(), 2);
    // CPython counts its weak references, which are objects, too.
    recorded.leave_out(&["collect"]);
    recorded.print("called", logged());

    let ring_of_one = || {
        let x = n();
        x.o.set(Some(x.clone()));
        x
    };
    let is_dead = |weak: &Weak<N>| py(weak.upgrade().is_none());
    let c = ring_of_one();
    let w = Rc::new(Cell::new(Weak::new()));
    let own = w.clone();
    w.set(Obj::downgrade_with(&c, move |_| log(is_dead(&own.take()))));
    drop(c);
    gc::collect();
    recorded.print("dead_inside_callback", logged());

    let (x, y) = (ring_of_one(), ring_of_one());
    let (plain_x, plain_y) = (Obj::downgrade(&x), Obj::downgrade(&y));
    let _wx = Obj::downgrade_with(&x, move |_| log(format!("('x', {})", is_dead(&plain_y))));
    let _wy = Obj::downgrade_with(&y, move |_| log(format!("('y', {})", is_dead(&plain_x))));
    drop((x, y));
    gc::collect();
    LOG.with_borrow_mut(|log| log.sort());
    recorded.print("both_dead_before_callbacks", logged());

    let a = n();
    *a.w.borrow_mut() = Obj::downgrade_with(&a, |_| log("'self'"));
    drop(a);
    recorded.print("own_weakref_attribute_refcount_path", logged());

    let o = ring_of_one();
    let ws: Vec<_> = (0..4).map(|i: i32| Obj::downgrade_with(&o, move |_| log(i.to_string()))).collect();
    drop(o);
    gc::collect();
    recorded.print("order_collector_path", logged());
    assert!(ws.iter().all(Weak::is_dead));
    recorded.end();
}

#[test]
fn callbacks_as_finalizers() {
    let mut recorded = Recorded::new(include_str!("expected/073.txt"));
    // A callback is called by the death of the object alone, and forgotten with its weak handle.
    recorded.leave_out(&["alive", "call", "second_call", "alive_after", "log", "peek", "detach", "detached_alive"]);
    let a = n();
    let w = Obj::downgrade_with(&a, |_| log("'x'"));
    drop(w);
    drop(a);
    recorded.print("log", logged());
    let a = n();
    let mut fs: Vec<_> = (0..4).map(|i: i32| Obj::downgrade_with(&a, move |_| log(i.to_string()))).collect();
    drop(fs.remove(2));
    drop(a);
    recorded.print("order_newest_first", logged());
    drop(fs);
    let a = n();
    std::mem::forget(Obj::downgrade_with(&a, |_| log("'kept without a name'")));
    drop(a);
    recorded.print("self_keeping", logged());
    recorded.end();
}
