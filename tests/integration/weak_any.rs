//! Weak handles to objects whose type is known at run time only.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use obj_runtime::AnyWeak;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Point {
    x: i32,
}

#[derive(Object)]
struct Watcher {
    watched: AnyWeak,
}

fn point() -> AnyObj {
    Obj::new(Point { x: 1 }).into()
}

#[test]
fn they_name_objects_without_keeping_them() {
    let point = point();
    let weak = point.downgrade().unwrap();
    let watcher = Obj::new(Watcher { watched: weak.clone() });
    assert_eq!((point.refcount(), weak.strong_count(), weak.weak_count()), (1, 1, 2));
    assert!(AnyObj::is(&watcher.watched.upgrade().unwrap(), &point));
    drop(point);
    assert!(weak.is_dead() && weak.upgrade().is_none() && weak == watcher.watched);
    assert_eq!(format!("{weak:?} {:?}", AnyWeak::new()), "<weak; dead> <weak; dead>");
    assert!(HashSet::from([weak]).contains(&watcher.watched));
}

#[test]
fn they_are_typed_ones_without_the_type() {
    let point = point();
    let weak: AnyWeak = Obj::downgrade(point.downcast_ref::<Point>().unwrap()).into();
    assert_eq!(weak, point.downgrade().unwrap());
    let weak = weak.downcast::<Watcher>().unwrap_err();
    assert_eq!(weak.clone().downcast::<Point>().unwrap().upgrade().unwrap().x, 1);
    drop(point);
    assert!(weak.downcast::<Point>().is_err(), "the type of the dead is not known");
}

#[test]
fn they_call_back_once() {
    let (point, calls) = (point(), Rc::new(Cell::new(0)));
    let count = calls.clone();
    let weak = point.downgrade_with(move |weak| {
        assert!(weak.is_dead());
        count.set(count.get() + 1);
    });
    assert_eq!(weak, point.downgrade());
    drop(point);
    assert_eq!((calls.get(), Rc::strong_count(&calls)), (1, 1));
}

#[test]
fn built_in_values_have_them_where_they_do_in_python() {
    let values = [1.into(), "text".into(), b"x".into(), ().into(), (1,).into(), Obj::<List>::default().into()];
    assert!(values.iter().all(|value: &AnyObj| value.downgrade().is_none()));
    assert!(AnyObj::from(1).downgrade_with(|_| unreachable!("it has none")).is_none());
    let set: AnyObj = Obj::<Set>::default().into();
    assert!(set.downgrade().is_some());
}
