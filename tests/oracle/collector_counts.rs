//! What the collector finds, and what it answers.

use std::cell::{Cell, RefCell};

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

/// An instance with attributes.
#[derive(Object, Default)]
struct N {
    o: Cell<Option<AnyObj>>,
    items: RefCell<Vec<AnyObj>>,
}

fn n() -> Obj<N> {
    Obj::new(N::default())
}

/// A list of these.
fn list<const COUNT: usize>(items: [&Obj<N>; COUNT]) -> Obj<N> {
    let list = n();
    items.into_iter().for_each(|item| append(&list, item));
    list
}

fn append(list: &Obj<N>, item: &Obj<N>) {
    list.items.borrow_mut().push(item.clone().into());
}

fn set(object: &Obj<N>, other: &Obj<N>) {
    object.o.set(Some(other.clone().into()));
}

/// A tuple, whose items never change; it is no frozen object, because what it holds may change.
#[derive(Object)]
struct Pair(Obj<N>, Option<Obj<Int>>);

fn ring(size: usize) {
    let lists: Vec<_> = (0..size).map(|_| n()).collect();
    (0..size).for_each(|index| append(&lists[index], &lists[(index + 1) % size]));
}

/// Makes garbage, and prints what a collection answers.
fn t(recorded: &mut Recorded, label: &str, make: fn()) {
    gc::collect();
    make();
    recorded.print(label, gc::collect());
}

#[test]
fn counts() {
    let mut recorded = Recorded::new(include_str!("expected/041.txt"));
    gc::disable();
    let itself = || {
        let l = n();
        append(&l, &l);
    };
    t(&mut recorded, "list_self", itself);
    t(&mut recorded, "dict_self", || {
        let d = n();
        set(&d, &d);
    });
    t(&mut recorded, "tuple_and_list", || {
        let l = n();
        let t = Obj::new(Pair(l.clone(), None));
        assert!(t.1.is_none() && Obj::is(&t.0, &l));
        l.items.borrow_mut().push(t.into());
    });
    let two = || {
        let (a, b) = (n(), n());
        set(&a, &b);
        set(&b, &a);
    };
    t(&mut recorded, "two_instances", two);
    // The attributes of an instance are its fields: there is no dict of them.
    recorded.leave_out(&["two_instances_with_materialized_dict"]);
    t(&mut recorded, "two_slotted_instances", two);
    t(&mut recorded, "instance_self", || {
        let a = n();
        set(&a, &a);
    });
    t(&mut recorded, "set_and_instance", || {
        let (s, a) = (n(), n());
        set(&a, &s);
        append(&s, &a);
    });
    t(&mut recorded, "ring_of_10_lists", || ring(10));
    t(&mut recorded, "ring_of_1000_lists", || ring(1000));
    t(&mut recorded, "self_list_plus_3_hanging_lists", || {
        let a = n();
        append(&a, &a);
        append(&a, &list([&list([&list([])])]));
    });
    t(&mut recorded, "self_list_plus_atoms", || {
        let a = n();
        append(&a, &a);
        a.items.borrow_mut().extend([
            Obj::<Int>::from(1).into(),
            Obj::<Str>::from("s").into(),
            Obj::<Float>::from(1.5).into(),
        ]);
    });
    // Functions, their globals and iterators are no objects.
    recorded.leave_out(&["recursive_closure", "function_and_its_globals", "list_and_its_iterator"]);
    t(&mut recorded, "hundred_self_lists", || {
        for _ in 0..100 {
            let a = n();
            append(&a, &a);
        }
    });
    t(&mut recorded, "no_cycle", || {
        let (a, b) = (n(), n());
        append(&a, &b);
    });
    recorded.end();
}

#[test]
fn reachability() {
    let mut recorded = Recorded::new(include_str!("expected/042.txt"));
    gc::disable();
    let keep = {
        let (a, b, c) = (n(), n(), n());
        append(&a, &b);
        append(&b, &a);
        append(&c, &a);
        c
    };
    recorded.print("held_through_third_node", gc::collect());
    drop(keep);
    recorded.print("released", gc::collect());
    let a = n();
    append(&a, &a);
    let holder = list([&a]);
    drop(a);
    recorded.print("self_loop_held", gc::collect());
    holder.items.borrow_mut().clear();
    recorded.print("self_loop_released", gc::collect());
    recorded.print("nothing_left", gc::collect());
    let y = list([]);
    let x = list([&y]);
    append(&y, &x);
    drop(x);
    recorded.print("held_by_inner_member", format_args!("{} {}", gc::collect(), py(y.items.borrow().len() == 1)));
    drop(y);
    recorded.print("inner_released", gc::collect());
    let (a, b, c) = (n(), n(), n());
    set(&a, &b);
    set(&b, &c);
    set(&c, &a);
    drop((a, b));
    let collected = gc::collect();
    let next = |object: &AnyObj| {
        let object = object.downcast_ref::<N>().expect("all are instances");
        let next = object.o.take();
        object.o.set(next.clone());
        next.expect("a triangle")
    };
    let around = next(&next(&next(Obj::as_any(&c))));
    recorded.print("triangle_one_name_left", format_args!("{collected} {}", py(AnyObj::is(&around, Obj::as_any(&c)))));
    drop(around);
    c.o.set(None);
    recorded.print("triangle_broken_by_hand", gc::collect());
    drop(c);
    recorded.print("end", gc::collect());
    recorded.end();
}

#[test]
fn only_when_needed() {
    let mut recorded = Recorded::new(include_str!("expected/043.txt"));
    gc::disable();
    let a = n();
    let w = Obj::downgrade(&a);
    drop(a);
    recorded.print_bool("acyclic_freed_immediately", w.upgrade().is_none());
    let a = n();
    set(&a, &a);
    let w = Obj::downgrade(&a);
    drop(a);
    recorded.print_bool("cycle_still_there", w.upgrade().is_some());
    recorded.print("collect", gc::collect());
    recorded.print_bool("cycle_gone", w.upgrade().is_none());
    let a = n();
    set(&a, &a);
    let w = Obj::downgrade(&a);
    a.o.set(None);
    drop(a);
    recorded.print_bool("manually_broken_cycle_freed", w.upgrade().is_none());
    let mut _x = n();
    for _ in 0..5000 {
        _x = n();
        append(&_x, &_x);
    }
    recorded.print("leak_while_disabled", gc::collect());
    recorded.print_bool("isenabled", gc::is_enabled());
    gc::enable();
    recorded.print_bool("isenabled_after", gc::is_enabled());
    recorded.end();
}
