//! Lists in bulk: sorted, turned, cut, and looked at as slices, as a `Vec` is, while code of the user may change them.

use std::cell::Cell;
use std::cmp::Ordering;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::node::{Graveyard, Node, candidates_left_by, fewer_in_miri, node, values};

fn list(numbers: impl IntoIterator<Item = i32>) -> ObjVec<Node> {
    numbers.into_iter().map(node).collect()
}

#[test]
fn lists_are_sorted_stably() {
    let numbers = list([3, 11, 1, 13, 2]);
    numbers.sort_by_key(|node| node.value % 10);
    assert_eq!(values(&numbers), [11, 1, 2, 3, 13]);
    numbers.sort_by(|one, other| other.value.cmp(&one.value));
    assert_eq!(values(&numbers), [13, 11, 3, 2, 1]);
    let texts: ObjVec<Str> = ["pear", "apple", "fig"].map(Obj::from).into();
    texts.sort();
    assert!(texts.iter().map(|text| text.to_string()).eq(["apple", "fig", "pear"]));
    list([]).sort_by_key(|node| node.value);
}

#[test]
fn keys_are_asked_for_once() {
    let (numbers, asked) = (list((0..50).rev()), Cell::new(0));
    numbers.sort_by_key(|node| {
        asked.set(asked.get() + 1);
        node.value
    });
    assert_eq!((asked.get(), values(&numbers)), (50, (0..50).collect()));
}

#[test]
fn a_list_that_a_comparison_changes_is_left_as_the_change_left_it() {
    let numbers = list([3, 1, 2]);
    numbers.sort_by_key(|node| {
        if node.value == 1 {
            numbers.set(0, crate::node::node(9));
        }
        node.value
    });
    assert_eq!(values(&numbers), [9, 1, 2]);
    numbers.sort_by_key(|node| {
        numbers.push(crate::node::node(node.value * 10));
        node.value
    });
    let mut all = values(&numbers);
    all.sort_unstable();
    assert_eq!(all, [1, 2, 9, 10, 20, 90], "nothing is lost");
    let graves = Graveyard::default();
    let mortal: ObjVec<Node> = (0..4).map(|value| graves.node(value)).collect();
    mortal.sort_by(|_, _| {
        mortal.clear();
        Ordering::Less
    });
    assert_eq!((mortal.len(), graves.deaths()), (0, 4));
}

#[test]
fn a_comparison_that_panics_moves_nothing() {
    let numbers = list([3, 1, 2]);
    let failed = catch_unwind(AssertUnwindSafe(|| numbers.sort_by(|_, _| panic!("no order"))));
    assert!(failed.is_err());
    assert_eq!(values(&numbers), [3, 1, 2]);
    numbers.sort_by(|_, _| Ordering::Equal);
    assert_eq!(values(&numbers), [3, 1, 2]);
}

#[test]
fn lists_are_turned_and_cut() {
    let numbers = list(0..6);
    numbers.reverse();
    assert_eq!(values(&numbers), [5, 4, 3, 2, 1, 0]);
    numbers.rotate_left(2);
    assert_eq!(values(&numbers), [3, 2, 1, 0, 5, 4]);
    numbers.rotate_right(1);
    assert_eq!(values(&numbers), [4, 3, 2, 1, 0, 5]);
    let rest = numbers.split_off(4);
    assert_eq!((values(&numbers), values(&rest)), (vec![4, 3, 2, 1], vec![0, 5]));
    assert!(numbers.drain(1..=2).map(|node| node.value).eq([3, 2]));
    assert_eq!(values(&numbers), [4, 1]);
    assert_eq!((numbers.drain(..).count(), numbers.len(), numbers.drain(..).count()), (2, 0, 0));
    let all = list(0..3);
    drop(all.drain((std::ops::Bound::Excluded(0), std::ops::Bound::Unbounded)));
    assert_eq!(values(&all), [0]);
}

#[test]
fn bounds_out_of_range_panic_and_change_nothing() {
    let numbers = list(0..3);
    let attacks: [&dyn Fn(); 6] = [
        &|| drop(numbers.split_off(4)),
        &|| drop(numbers.drain(2..9)),
        &|| drop(numbers.drain(..=usize::MAX)),
        &|| drop(numbers.drain((std::ops::Bound::Included(2), std::ops::Bound::Excluded(1)))),
        &|| numbers.rotate_left(4),
        &|| numbers.rotate_right(4),
    ];
    for attack in attacks {
        assert!(catch_unwind(AssertUnwindSafe(attack)).is_err());
    }
    assert_eq!(values(&numbers), [0, 1, 2]);
}

#[test]
fn neighbours_that_are_the_same_go() {
    let (a, b) = (node(1), node(1));
    let nodes: ObjVec<Node> = [a.clone(), a.clone(), b.clone(), b, a.clone()].into();
    nodes.dedup();
    assert_eq!((nodes.len(), Obj::refcount(&a)), (3, 3));
    let numbers = list([1, 11, 2, 1, 21]);
    numbers.dedup_by_key(|node| node.value % 10);
    assert_eq!(values(&numbers), [1, 2, 1]);
    let numbers = list([1, 2, 4, 5, 9]);
    numbers.dedup_by(|node, before| node.value - before.value < 4);
    assert_eq!(values(&numbers), [1, 5, 9], "each is held against the last that stays");
}

#[test]
fn what_is_removed_in_bulk_dies_when_the_list_is_whole() {
    let seen = Rc::new(Cell::new(0));
    let numbers = Rc::new(ObjVec::new());
    for value in 0..4 {
        let (seen, numbers_of) = (seen.clone(), Rc::downgrade(&numbers));
        numbers.push(crate::node::mortal(value, move |_| {
            seen.set(seen.get() + numbers_of.upgrade().map_or(0, |list: Rc<ObjVec<Node>>| list.len()));
        }));
    }
    drop(numbers.drain(1..3));
    assert_eq!(seen.get(), 2 + 2);
    numbers.dedup_by_key(|_| ());
    assert_eq!((seen.get(), numbers.len()), (5, 1));
}

#[test]
fn a_slice_is_of_the_list_as_it_was() {
    let numbers = list(0..3);
    let slice = numbers.borrow();
    numbers.push(node(3));
    assert_eq!((slice.len(), numbers.borrow().len()), (3, 4));
    numbers.clear();
    assert!(slice.iter().map(|node| node.value).eq(0..3));
    assert!(slice.windows(2).all(|pair| pair[0].value < pair[1].value));
    assert_eq!(slice.binary_search_by_key(&1, |node| node.value), Ok(1));
    assert_eq!(format!("{:?}", ObjVec::from(["a", "b"].map(Obj::<Str>::from)).borrow()), "['a', 'b']");
    drop(slice);
    assert_eq!(numbers.len(), 0);
}

#[test]
fn slices_and_sorting_leave_no_candidates() {
    let numbers = list((0..20).rev());
    let work = || {
        assert_eq!(numbers.borrow().iter().map(|node| node.value).sum::<i32>(), 190);
        assert_eq!(numbers.borrow().first().map(|node| node.value), Some(19));
        numbers.sort_by_key(|node| node.value);
        numbers.reverse();
        numbers.rotate_left(3);
        numbers.dedup();
    };
    assert_eq!(candidates_left_by(work), 0);
    assert_eq!(numbers.iter().map(|node| Obj::refcount(&node)).sum::<usize>(), 40);
}

#[test]
fn a_slice_keeps_what_it_shows_alive() {
    let graves = Graveyard::default();
    let numbers: ObjVec<Node> = (0..3).map(|value| graves.node(value)).collect();
    numbers.at(0).unwrap().next.set(numbers.get(0));
    let slice = numbers.borrow();
    numbers.clear();
    assert_eq!((gc::collect(), graves.deaths()), (0, 0));
    drop(slice);
    assert_eq!((gc::collect(), graves.deaths()), (1, 3));
}

#[test]
fn lists_are_extended_with_guards_and_handles() {
    let numbers = list(0..2);
    numbers.extend(numbers.iter());
    numbers.extend([node(5)]);
    assert_eq!(values(&numbers), [0, 1, 0, 1, 5]);
    let copy: ObjVec<Node> = numbers.iter().rev().collect();
    assert_eq!(values(&copy), [5, 1, 0, 1, 0]);
    let part = ObjVec::from(&numbers.borrow()[1..3]);
    assert_eq!(values(&part), [1, 0]);
}

#[test]
fn random_orders_agree_with_a_vec() {
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        (state >> 33) as usize % below
    };
    let (list, mut model) = (list([]), Vec::new());
    for step in 0..fewer_in_miri(20_000) {
        let len = model.len();
        match random(9) {
            0..3 => {
                let fresh = node((random(50)) as i32);
                list.push(fresh.clone());
                model.push(fresh);
            }
            3 => {
                list.sort_by_key(|node| node.value);
                model.sort_by_key(|node| node.value);
            }
            4 => {
                list.reverse();
                model.reverse();
            }
            5 => {
                let mid = random(len + 1);
                list.rotate_left(mid);
                model.rotate_left(mid);
            }
            6 if step % 10 == 0 => {
                let (from, count) = (random(len + 1), random(5));
                let to = (from + count).min(len);
                assert!(
                    list.drain(from..to)
                        .map(|node| Obj::id(&node))
                        .eq(model.drain(from..to).map(|node| Obj::id(&node)))
                );
            }
            7 => {
                list.dedup_by_key(|node| node.value);
                model.dedup_by_key(|node| node.value);
            }
            8 if len > 40 => {
                let at = random(len + 1);
                assert_eq!(list.split_off(at).len(), model.split_off(at).len());
            }
            _ => assert!(list.borrow().iter().map(Obj::id).eq(model.iter().map(Obj::id))),
        }
    }
    assert!(list.borrow().iter().map(Obj::id).eq(model.iter().map(Obj::id)));
}

#[test]
fn lists_are_appended_to_each_other_and_to_themselves() {
    let (one, other) = (ObjVec::new(), ObjVec::new());
    one.push(Obj::<Int>::from(1));
    other.extend([2, 3].map(Obj::<Int>::from));
    let reading = other.iter();
    one.append(&other);
    assert!(reading.eq([2, 3]) && other.is_empty());
    one.append(&one);
    assert_eq!(*one.borrow(), [1, 2, 3]);
    assert!(one.first().unwrap() == 1 && one.at(1).unwrap() != 1);
}
