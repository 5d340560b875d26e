//! What the collector finds, and what it answers.

use std::cell::Cell;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

/// An instance with an attribute.
#[derive(Object, Default)]
struct N {
    o: Cell<Option<AnyObj>>,
}

fn n() -> Obj<N> {
    Obj::new(N::default())
}

fn set(object: &Obj<N>, value: impl Into<AnyObj>) {
    object.o.set(Some(value.into()));
}

fn list<const COUNT: usize>(items: [AnyObj; COUNT]) -> Obj<List> {
    items.into()
}

fn any(list: &Obj<List>) -> AnyObj {
    list.clone().into()
}

/// A list that is its own item.
fn self_list() -> Obj<List> {
    let l = list([]);
    l.append(any(&l));
    l
}

fn ring(size: usize) {
    let lists: Vec<_> = (0..size).map(|_| list([])).collect();
    (0..size).for_each(|index| lists[index].append(any(&lists[(index + 1) % size])));
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
    t(&mut recorded, "list_self", || drop(self_list()));
    t(&mut recorded, "dict_self", || {
        let d = Obj::new(Dict::default());
        d.set_item(1.into(), d.clone().into());
    });
    t(&mut recorded, "tuple_and_list", || {
        let l = list([]);
        l.append(Obj::<Tuple>::from([any(&l)]).into());
    });
    let two = || {
        let (a, b) = (n(), n());
        set(&a, b.clone());
        set(&b, a);
    };
    t(&mut recorded, "two_instances", two);
    // The attributes of an instance are its fields: there is no dict of them.
    recorded.leave_out(&["two_instances_with_materialized_dict"]);
    t(&mut recorded, "two_slotted_instances", two);
    t(&mut recorded, "instance_self", || {
        let a = n();
        set(&a, a.clone());
    });
    t(&mut recorded, "set_and_instance", || {
        let (s, a) = (Obj::<Set>::from([1]), n());
        set(&a, s.clone());
        s.add(a.into());
    });
    t(&mut recorded, "ring_of_10_lists", || ring(10));
    t(&mut recorded, "ring_of_1000_lists", || ring(1000));
    t(&mut recorded, "self_list_plus_3_hanging_lists", || {
        let a = self_list();
        a.append(list([1.into(), list([2.into(), list([3.into()]).into()]).into()]).into());
    });
    t(&mut recorded, "self_list_plus_atoms", || {
        let a = self_list();
        // A tuple of numbers hangs on the cycle, and is not counted: in CPython it is no longer tracked, here
        // it is. So the numbers are appended one by one.
        a.append_all([AnyObj::from(1), 2.into(), "s".into(), 1.5.into()]);
    });
    // Functions, their globals and iterators are no objects.
    recorded.leave_out(&["recursive_closure", "function_and_its_globals", "list_and_its_iterator"]);
    t(&mut recorded, "hundred_self_lists", || (0..100).for_each(|_| drop(self_list())));
    t(&mut recorded, "no_cycle", || drop(list([any(&list([]))])));
    recorded.end();
}

#[test]
fn reachability() {
    let mut recorded = Recorded::new(include_str!("expected/042.txt"));
    gc::disable();
    let keep = {
        let (a, b) = (list([]), list([]));
        a.append(any(&b));
        b.append(any(&a));
        list([any(&a)])
    };
    recorded.print("held_through_third_node", gc::collect());
    drop(keep);
    recorded.print("released", gc::collect());
    let holder = list([self_list().into()]);
    recorded.print("self_loop_held", gc::collect());
    holder.clear();
    recorded.print("self_loop_released", gc::collect());
    recorded.print("nothing_left", gc::collect());
    let y = list([]);
    let x = list([any(&y)]);
    y.append(x.into());
    recorded.print("held_by_inner_member", format_args!("{} {}", gc::collect(), py(y.len() == 1)));
    drop(y);
    recorded.print("inner_released", gc::collect());
    let (a, b, c) = (n(), n(), n());
    set(&a, b.clone());
    set(&b, c.clone());
    set(&c, a);
    drop(b);
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
    set(&a, a.clone());
    let w = Obj::downgrade(&a);
    drop(a);
    recorded.print_bool("cycle_still_there", w.upgrade().is_some());
    recorded.print("collect", gc::collect());
    recorded.print_bool("cycle_gone", w.upgrade().is_none());
    let a = n();
    set(&a, a.clone());
    let w = Obj::downgrade(&a);
    a.o.set(None);
    drop(a);
    recorded.print_bool("manually_broken_cycle_freed", w.upgrade().is_none());
    let x: Vec<_> = (0..5000).map(|_| self_list()).collect();
    // All but the last, which has a name.
    let last = x.into_iter().last();
    recorded.print("leak_while_disabled", gc::collect());
    drop(last);
    recorded.print_bool("isenabled", gc::is_enabled());
    gc::enable();
    recorded.print_bool("isenabled_after", gc::is_enabled());
    recorded.end();
}
