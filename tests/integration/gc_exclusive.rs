//! Collections while somebody has exclusive access to a value.

use std::cell::RefCell;
use std::mem::{forget, swap, take};

use obj_runtime::gc;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    number: usize,
    items: Vec<Obj<Node>>,
    shared: RefCell<Vec<Obj<Node>>>,
}

fn node(number: usize) -> Obj<Node> {
    Obj::new(Node { number, ..Node::default() })
}

/// A list of objects that only it holds, all of them candidates.
fn list(size: usize) -> Obj<Node> {
    let items: Vec<_> = (0..size).map(|number| node(number * 7919 % size)).collect();
    drop(items.clone());
    Obj::new(Node { items, ..Node::default() })
}

fn collect_in_every_way() {
    assert_eq!((gc::collect_young(), gc::collect()), (0, 0));
    while !gc::step(3).is_done() {}
}

#[test]
fn a_value_may_be_in_pieces() {
    let size = if cfg!(miri) { 8 } else { 60 };
    let mut comparisons = 1;
    let mut collect_at = 0;
    // Only the first collection looks at the object: then it is no candidate any more.
    while collect_at < comparisons {
        let mut object = list(size);
        drop(object.clone());
        comparisons = 0;
        // While it sorts, some handles are in the list twice and others not at all.
        Obj::get_mut(&mut object).expect("the only handle").items.sort_by(|one, two| {
            if comparisons == collect_at {
                drop((one.clone(), two.clone()));
                collect_in_every_way();
            }
            comparisons += 1;
            one.number.cmp(&two.number)
        });
        assert!(object.items.iter().map(|item| item.number).eq(0..size));
        assert!(object.items.iter().all(|item| Obj::refcount(item) == 1));
        collect_at += 1;
    }
    assert!(comparisons >= size - 1);
}

#[test]
fn values_may_be_exchanged_and_taken() {
    let (mut one, mut two) = (list(10), list(20));
    drop((one.clone(), two.clone()));
    let taken;
    {
        let (mut first, mut second) = (Obj::get_mut(&mut one).unwrap(), Obj::get_mut(&mut two).unwrap());
        swap(&mut *first, &mut *second);
        collect_in_every_way();
        taken = take(&mut *first);
        collect_in_every_way();
        second.items.push(node(0));
        drop(second.items.clone());
        collect_in_every_way();
    }
    collect_in_every_way();
    assert_eq!((one.items.len(), two.items.len(), taken.items.len()), (0, 11, 20));
    let object = Obj::new(taken);
    object.shared.borrow_mut().extend([object.clone(), one, two]);
    drop(object);
    assert_eq!(gc::collect(), 1 + 1 + 1 + 11 + 20);
}

#[test]
fn access_may_nest() {
    let mut outer = Obj::new(Node { items: vec![list(5)], ..Node::default() });
    let mut first = Obj::get_mut(&mut outer).unwrap();
    let mut second = Obj::get_mut(&mut first.items[0]).unwrap();
    let mut third = Obj::get_mut(&mut second.items[0]).unwrap();
    third.items.push(node(1));
    third.number = 100;
    collect_in_every_way();
    drop(third);
    collect_in_every_way();
    assert!(second.items.iter().any(|item| item.number == 100 && item.items.len() == 1));
}

#[test]
fn a_handle_inside_a_borrowed_cell_may_give_access() {
    let holder = node(0);
    holder.shared.borrow_mut().push(list(5));
    {
        let mut borrowed = holder.shared.borrow_mut();
        let mut exclusive = Obj::get_mut(&mut borrowed[0]).unwrap();
        let item = exclusive.items.remove(0);
        drop(item.clone());
        collect_in_every_way();
        exclusive.items.push(item);
    }
    assert_eq!(holder.shared.borrow()[0].items.len(), 5);
    drop(holder);
    collect_in_every_way();
}

#[test]
fn nobody_is_handed_an_object_to_which_somebody_has_access() {
    let mut object = node(1);
    let id = Obj::id(&object);
    let exclusive = Obj::get_mut(&mut object).unwrap();
    assert!(Obj::<Node>::from_id(id).is_none() && AnyObj::from_id(id).is_none());
    drop(exclusive);
    assert!(Obj::<Node>::from_id(id).is_some());
    let weak = Obj::downgrade(&object);
    assert!(Obj::get_mut(&mut object).is_none());
    drop(weak);
    assert!(Obj::get_mut(&mut object).is_some());
    let other = object.clone();
    assert!(Obj::get_mut(&mut object).is_none());
    drop(other);
    assert!(Obj::get_mut(&mut object).is_some());
}

#[test]
fn a_guard_that_is_forgotten_leaves_its_object_out_of_reach() {
    let mut object = list(5);
    forget(Obj::get_mut(&mut object));
    let id = Obj::id(&object);
    assert!(Obj::get_mut(&mut object).is_none() && Obj::<Node>::from_id(id).is_none());
    collect_in_every_way();
    let weak = Obj::downgrade(&object.items[0]);
    drop(object);
    assert!(weak.is_dead(), "counting still ends it");

    let mut object = node(1);
    forget(Obj::get_mut(&mut object));
    object.shared.borrow_mut().push(object.clone());
    drop(object);
    assert_eq!(gc::collect(), 0, "it is leaked");
}

#[test]
fn a_full_collection_meanwhile_does_not_hide_what_is_dropped_later() {
    #[derive(Object, Default)]
    struct Link {
        next: ObjCell<Link>,
    }
    let mut object = Obj::new(Link::default());
    // It is a candidate, and no other object is on its page.
    drop(object.clone());
    let exclusive = Obj::get_mut(&mut object).unwrap();
    assert_eq!(gc::collect(), 0);
    drop(exclusive);
    object.next.set(Some(object.clone()));
    drop(object);
    assert_eq!(gc::collect(), 1);
}
