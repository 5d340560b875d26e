//! `ObjVec`.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::node::{Graveyard, Node, booms, candidates_left_by, fewer_in_miri, mortal, node, values};

fn list(count: i32) -> ObjVec<Node> {
    (0..count).map(node).collect()
}

#[test]
fn a_list_is_used_as_a_vec() {
    let list = ObjVec::new();
    assert!(list.is_empty() && list.get(0).is_none() && list.first().is_none() && list.last().is_none());
    assert!(list.pop().is_none());
    list.push(node(1));
    list.extend([node(2), node(3)]);
    list.insert(0, node(0));
    list.insert(4, node(4));
    assert_eq!((list.len(), values(&list)), (5, vec![0, 1, 2, 3, 4]));
    assert_eq!((list.first().unwrap().value, list.last().unwrap().value), (0, 4));
    assert_eq!((list.get(2).unwrap().value, list.at(3).unwrap().value), (2, 3));
    assert!(list.at(5).is_none());
    list.set(1, node(10));
    assert_eq!(list.replace(2, node(20)).value, 2);
    list.swap(0, 4);
    assert_eq!(values(&list), [4, 10, 20, 3, 0]);
    assert_eq!((list.remove(1).value, list.swap_remove(0).value, list.pop().unwrap().value), (10, 4, 3));
    assert_eq!(values(&list), [0, 20]);
    list.truncate(5);
    list.truncate(1);
    assert_eq!(values(&list), [0]);
    list.clear();
    assert!(list.is_empty());
}

#[test]
fn a_list_is_made_of_and_into_handles() {
    let objects = vec![node(1), node(2)];
    let list = ObjVec::from(objects.clone());
    let copy = list.clone();
    assert_eq!(Obj::refcount(&objects[0]), 3);
    assert!(list.to_vec().iter().zip(&objects).all(|(one, other)| Obj::is(one, other)));
    assert_eq!(list.take().len(), 2);
    assert!(list.is_empty());
    assert_eq!(copy.into_iter().map(|object| object.value).collect::<Vec<_>>(), [1, 2]);
    let (small, large): (ObjVec<Node>, ObjVec<Node>) = (0..6).map(node).partition(|object| object.value < 2);
    assert_eq!((values(&small), values(&large)), (vec![0, 1], vec![2, 3, 4, 5]));
    assert_eq!(Vec::from(ObjVec::from([node(1)])).len(), 1);
    assert_eq!(Obj::refcount(&objects[0]), 1);
}

#[test]
fn objects_are_found_by_identity() {
    let (one, other) = (node(1), node(1));
    let list = ObjVec::from([other.clone(), one.clone(), one.clone()]);
    assert_eq!((list.position(&other), list.position(&one), list.position(&node(1))), (Some(0), Some(1), None));
    assert!(list.contains(&one) && !list.contains(&node(1)));
}

#[test]
fn an_iterator_is_used_from_both_ends() {
    let list = list(6);
    let mut iter = list.iter();
    assert_eq!((iter.len(), iter.next().unwrap().value, iter.next_back().unwrap().value), (6, 0, 5));
    assert_eq!((iter.nth(1).unwrap().value, iter.len(), iter.clone().count()), (2, 2, 2));
    assert_eq!(iter.rev().map(|item| item.value).collect::<Vec<_>>(), [4, 3]);
    let mut iter = list.iter();
    assert!(iter.nth(usize::MAX).is_none() && iter.next().is_none() && iter.next_back().is_none());
    let mut sum = 0;
    for item in &list {
        sum += item.value;
    }
    assert_eq!(sum, 15);
}

#[test]
fn an_iterator_goes_on_with_what_there_was() {
    let changes: [fn(&ObjVec<Node>); 9] = [
        |list| list.clear(),
        |list| list.push(node(9)),
        |list| list.insert(0, node(9)),
        |list| drop(list.pop()),
        |list| drop(list.remove(0)),
        |list| list.set(1, node(9)),
        |list| list.swap(0, 2),
        |list| list.retain(|item| item.value == 1),
        |list| list.extend(list.take().into_iter().rev()),
    ];
    for change in changes {
        let list = list(3);
        let mut seen = Vec::new();
        for item in &list {
            seen.push(item.value);
            if item.value < 2 {
                change(&list);
            }
        }
        assert_eq!(seen, [0, 1, 2]);
    }
}

#[test]
fn adding_while_iterating_ends() {
    let list = list(3);
    for item in &list {
        list.push(item.clone());
        list.extend(list.iter().map(|item| item.clone()));
    }
    assert_eq!(list.len(), 38);
}

#[test]
fn what_an_iterator_alone_holds_dies_with_it() {
    let graveyard = Graveyard::default();
    let list: ObjVec<Node> = (0..4).map(|value| graveyard.node(value)).collect();
    let mut iter = list.iter();
    let first = iter.next();
    list.clear();
    assert_eq!(graveyard.deaths(), 0);
    drop(iter);
    assert_eq!(graveyard.deaths(), 3);
    drop(first);
    assert_eq!(graveyard.deaths(), 4);
}

#[test]
fn a_guard_keeps_its_object() {
    let graveyard = Graveyard::default();
    let list = ObjVec::from([graveyard.node(0), graveyard.node(1)]);
    let guards = (list.at(0).unwrap(), list.at(1).unwrap());
    drop(list.remove(0));
    list.clear();
    assert_eq!((guards.0.value, guards.1.value, graveyard.deaths()), (0, 1, 0));
    drop(guards);
    assert_eq!(graveyard.deaths(), 2);
}

#[test]
fn reading_leaves_no_candidates() {
    let count = fewer_in_miri(100_000);
    let list: ObjVec<Node> = (0..count).map(|_| node(1)).collect();
    let read = || {
        assert_eq!(list.iter().map(|item| item.value as usize).sum::<usize>(), count);
        assert_eq!((0..count).map(|index| list.at(index).unwrap().value as usize).sum::<usize>(), count);
        assert_eq!(list.iter().rev().take(count / 2).count(), count / 2);
        assert!(!list.contains(&node(1)));
        list.retain(|item| item.value == 1);
    };
    assert_eq!(candidates_left_by(read), 0);
    assert_eq!(candidates_left_by(|| drop(list.get(0))), 1, "a handle of one's own leaves one");
}

#[test]
fn indices_out_of_range_panic_and_change_nothing() {
    let graveyard = Graveyard::default();
    let list = list(2);
    let refuses = |work: &dyn Fn()| catch_unwind(AssertUnwindSafe(work)).is_err();
    assert!(refuses(&|| list.set(2, graveyard.node(9))));
    assert!(refuses(&|| drop(list.replace(2, graveyard.node(9)))));
    assert!(refuses(&|| list.insert(3, graveyard.node(9))));
    assert!(refuses(&|| drop(list.remove(2))));
    assert!(refuses(&|| drop(list.swap_remove(2))));
    assert!(refuses(&|| list.swap(0, 2)));
    assert_eq!((values(&list), graveyard.deaths()), (vec![0, 1], 3));
}

/// A list, and nodes that do something to it when they die.
fn with_hostile(count: i32, attack: impl Fn(&ObjVec<Node>) + Clone + 'static) -> Rc<ObjVec<Node>> {
    let list = Rc::new(ObjVec::new());
    for value in 0..count {
        let (list, attack) = (Rc::downgrade(&list), attack.clone());
        list.upgrade().unwrap().push(mortal(value, move |_| {
            if let Some(list) = list.upgrade() {
                attack(&list);
            }
        }));
    }
    list
}

#[test]
fn finalizers_may_change_the_list_that_drops_them() {
    let attacks: [fn(&ObjVec<Node>); 7] = [
        |list| list.clear(),
        |list| list.push(node(100)),
        |list| drop(list.pop()),
        |list| drop(list.take()),
        |list| list.insert(list.len() / 2, node(100)),
        |list| list.retain(|item| item.value % 2 == 0),
        |list| {
            for item in list {
                list.swap(0, list.len() - 1);
                drop((list.remove(0), item));
            }
        },
    ];
    let works: [fn(&ObjVec<Node>); 8] = [
        |list| list.clear(),
        |list| list.set(1, node(50)),
        |list| drop(list.remove(2)),
        |list| list.truncate(1),
        |list| drop(list.pop()),
        |list| list.retain(|item| item.value == 3),
        |list| {
            for item in list {
                list.clear();
                drop(item);
            }
        },
        |list| drop(list.take()),
    ];
    for attack in attacks {
        for work in works {
            let list = with_hostile(6, attack);
            work(&list);
            // Whole: every object is alive, counted by the list once.
            list.iter().for_each(|item| assert_eq!((Obj::refcount(&item), item.items.len()), (2, 0)));
            drop(list);
        }
    }
}

#[test]
fn a_set_is_seen_by_the_finalizer_of_what_was_there() {
    let list = with_hostile(3, |list| assert_eq!(values(list), [0, 50, 2]));
    list.set(1, node(50));
    for object in list.take() {
        std::mem::forget(object);
    }
}

#[test]
fn a_panic_in_a_finalizer_finds_the_list_whole() {
    let graveyard = Graveyard::default();
    let list = ObjVec::new();
    list.extend([graveyard.node(0), mortal(1, |_| panic!("dying")), graveyard.node(2), graveyard.node(3)]);
    let reported = booms("dying");
    list.truncate(1);
    assert_eq!((values(&list), graveyard.deaths(), reported.get()), (vec![0], 2, 1));
    list.push(mortal(1, |_| panic!("dying")));
    list.clear();
    assert_eq!((list.len(), graveyard.deaths(), reported.get()), (0, 3, 2));
}

#[test]
fn retain_asks_once_and_in_order() {
    let list = list(5);
    let mut asked = Vec::new();
    list.retain(|item| {
        asked.push(item.value);
        item.value % 2 == 1
    });
    assert_eq!((asked, values(&list)), (vec![0, 1, 2, 3, 4], vec![1, 3]));
}

#[test]
fn retain_may_change_the_list() {
    let one = list(4);
    one.retain(|item| {
        one.push(node(item.value + 10));
        false
    });
    assert_eq!(values(&one), [10, 11, 12, 13]);
    let other = list(4);
    other.retain(|item| {
        if item.value == 0 {
            drop(other.remove(1));
        }
        item.value != 0 && item.value != 3
    });
    assert_eq!(values(&other), [2, 3], "3 is no longer in its place");
    let cleared = list(4);
    cleared.retain(|_| {
        cleared.clear();
        true
    });
    assert!(cleared.is_empty());
}

#[test]
fn retain_that_panics_removes_nothing() {
    let list = list(4);
    let result = catch_unwind(AssertUnwindSafe(|| {
        list.retain(|item| {
            assert!(item.value < 2, "asked too much");
            false
        });
    }));
    assert!(result.is_err());
    assert_eq!(values(&list), [0, 1, 2, 3]);
}

#[test]
fn iterators_given_to_extend_may_use_the_list() {
    let list = list(2);
    let mut left = 4;
    list.extend(std::iter::from_fn(|| {
        left -= 1;
        drop(list.pop());
        (left > 0).then(|| node(left))
    }));
    assert_eq!(values(&list), [0], "each was popped before the next was made");
    struct Boastful;
    impl Iterator for Boastful {
        type Item = Obj<Node>;
        fn next(&mut self) -> Option<Obj<Node>> {
            None
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            (usize::MAX, None)
        }
    }
    assert!(catch_unwind(AssertUnwindSafe(|| list.extend(Boastful))).is_err());
    assert_eq!(values(&list), [0]);
}

#[test]
fn cycles_through_lists_are_collected() {
    let graveyard = Graveyard::default();
    let root = graveyard.node(0);
    for value in 1..5 {
        let child = graveyard.node(value);
        child.next.set(Some(root.clone()));
        child.parent.set(&root);
        root.items.push(child);
    }
    gc::collect();
    assert_eq!(root.items.iter().map(|child| child.next.borrow().unwrap().value).sum::<i32>(), 0);
    drop(root);
    assert_eq!((gc::collect(), graveyard.deaths()), (5, 5));
}

#[test]
fn a_collection_while_iterating_takes_nothing_in_use() {
    let graveyard = Graveyard::default();
    let root = graveyard.node(0);
    for value in 1..4 {
        let child = graveyard.node(value);
        child.next.set(Some(child.clone()));
        root.items.push(child);
    }
    let mut met = 0;
    for child in &root.items {
        root.items.clear();
        gc::collect();
        met += child.next.borrow().unwrap().value;
    }
    assert_eq!(met, 6);
    gc::collect();
    assert_eq!(graveyard.deaths(), 3);
}

#[test]
fn random_operations_agree_with_a_vec() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let list = ObjVec::new();
    let mut model: Vec<Obj<Node>> = Vec::new();
    let mut open = Vec::new();
    for step in 0..fewer_in_miri(200_000) * if cfg!(miri) { 4 } else { 1 } {
        let fresh = node(step as i32);
        let index = random(model.len().max(1));
        match random(14) {
            0..=3 => {
                list.push(fresh.clone());
                model.push(fresh);
            }
            4 => {
                list.insert(index, fresh.clone());
                model.insert(index, fresh);
            }
            5 => assert_eq!(list.pop().map(|last| Obj::id(&last)), model.pop().map(|last| Obj::id(&last))),
            6 if !model.is_empty() => assert!(Obj::is(&list.remove(index), &model.remove(index))),
            7 if !model.is_empty() => assert!(Obj::is(&list.swap_remove(index), &model.swap_remove(index))),
            8 if !model.is_empty() => {
                list.set(index, fresh.clone());
                model[index] = fresh;
            }
            9 if !model.is_empty() => {
                let other = random(model.len());
                list.swap(index, other);
                model.swap(index, other);
            }
            10 => open.push((list.iter(), model.clone().into_iter())),
            11 if random(20) == 0 => {
                list.truncate(index);
                model.truncate(index);
            }
            12 if random(20) == 0 => {
                list.retain(|item| item.value % 3 != 0);
                model.retain(|item| item.value % 3 != 0);
            }
            _ if !open.is_empty() => {
                let chosen = random(open.len());
                let (iter, expected) = &mut open[chosen];
                let ids = (iter.next().map(|item| Obj::id(&item)), expected.next().map(|item| Obj::id(&item)));
                assert_eq!(ids.0, ids.1);
                if ids.0.is_none() || open.len() > 4 {
                    drop(open.swap_remove(chosen));
                }
            }
            _ => {}
        }
    }
    drop(open);
    assert!(list.iter().map(|item| Obj::id(&item)).eq(model.iter().map(Obj::id)));
    assert!(model.iter().all(|item| Obj::refcount(item) == 2));
}

#[test]
fn a_list_of_lists_of_any_depth_is_dropped() {
    let root = node(0);
    let mut last = root.clone();
    for value in 0..fewer_in_miri(1_000_000) as i32 {
        let next = node(value);
        last.items.push(next.clone());
        last = next;
    }
    drop((root, last));
    assert_eq!(gc::collect(), 0);
}

#[test]
fn what_finalizers_see_of_a_list_that_dies() {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let holder = {
        let seen = seen.clone();
        mortal(0, move |this| seen.borrow_mut().extend(values(&this.items)))
    };
    holder.items.extend([node(1), node(2)]);
    drop(holder);
    assert_eq!(*seen.borrow(), [1, 2]);
}
