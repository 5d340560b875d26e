//! `Set` and `FrozenSet`.

use std::cell::Cell;
use std::cmp::Ordering;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::actor::{Log, actor, any, colliding, mortal, number, panic_of};

fn set(numbers: impl IntoIterator<Item = i64>) -> Obj<Set> {
    numbers.into_iter().map(any).collect()
}

fn frozen(numbers: impl IntoIterator<Item = i64>) -> Obj<FrozenSet> {
    numbers.into_iter().map(any).collect()
}

fn list(numbers: impl IntoIterator<Item = i64>) -> AnyObj {
    numbers.into_iter().map(any).collect::<Obj<List>>().into()
}

fn numbers(set: &Set) -> Vec<i64> {
    set.iter().map(|element| number(&element)).collect()
}

#[test]
fn elements_come_and_go() {
    let s = set([3, 1, 3, 2]);
    assert_eq!(numbers(&s), [3, 1, 2]);
    assert!(s.add(any(4)) && !s.add(any(1)) && s.discard(&any(3)) && !s.discard(&any(3)));
    s.remove(&any(4));
    assert!(s.contains(&any(1)) && !s.contains(&any(3)) && s.try_contains(&any(2)).unwrap());
    assert!(s.try_insert(any(9)).unwrap() && s.try_remove(&any(9)).unwrap());
    assert_eq!(numbers(&s.copy()), [1, 2]);
    assert_eq!(number(&s.pop()), 2);
    s.clear();
    assert!(s.is_empty());
}

#[test]
fn the_algebra_is_pythons() {
    let s = set([1, 2, 3]);
    let others: [AnyObj; 4] = [
        set([2, 3, 4]).into(),
        frozen([2, 3, 4]).into(),
        list([2, 3, 4, 2]),
        Obj::<Dict>::from([(any(2), any(0)), (any(3), any(0)), (any(4), any(0))]).into(),
    ];
    for other in &others {
        assert_eq!(numbers(&s.union(other)), [1, 2, 3, 4]);
        assert_eq!(numbers(&s.intersection(other)), [2, 3]);
        assert_eq!(numbers(&s.difference(other)), [1]);
        assert_eq!(numbers(&s.symmetric_difference(other)), [1, 4]);
        assert!(!s.isdisjoint(other) && !s.issubset(other) && !s.issuperset(other));
        let changed = |change: &dyn Fn(&Set, &AnyObj)| {
            let copy = s.copy();
            change(&copy, other);
            numbers(&copy)
        };
        assert_eq!(changed(&Set::update), [1, 2, 3, 4]);
        assert_eq!(changed(&Set::intersection_update), [2, 3]);
        assert_eq!(changed(&Set::difference_update), [1]);
        assert_eq!(changed(&Set::symmetric_difference_update), [1, 4]);
    }
    let f = frozen([1, 2, 3]);
    assert!(*f.union(&others[0]) == *frozen([4, 3, 2, 1]) && *f.intersection(&others[0]) == *frozen([2, 3]));
    assert!(*f.difference(&others[0]) == *frozen([1]) && *f.symmetric_difference(&others[0]) == *frozen([1, 4]));
    assert!(f.issubset(&list(0..9)) && f.issuperset(&list([1, 1])) && f.isdisjoint(&list([7])));
    s.symmetric_difference_update(Obj::as_any(&s));
    assert!(s.is_empty());
}

#[test]
fn operators_are_pythons() {
    let (a, b, f) = (Obj::<Set>::from([1, 2]), Obj::<Set>::from([2, 3]), Obj::<FrozenSet>::from([2, 4]));
    assert_eq!(format!("{:?} {:?} {:?} {:?}", &a | &b, &a & &b, &a - &b, &a ^ &b), "{1, 2, 3} {2} {1} {1, 3}");
    assert_eq!(format!("{:?} {:?}", &f | &a, &a | &f), "frozenset({2, 4, 1}) {1, 2, 4}");
    let mut same = a.clone();
    same |= &b;
    same -= &f;
    same ^= &Obj::<Set>::from([3, 5]);
    assert_eq!(format!("{a:?}"), "{1, 5}");
    same &= &b;
    assert!(a.is_empty());
}

#[test]
fn order_is_inclusion() {
    let (small, large, other) = (set([1]), set([2, 1]), set([3]));
    assert_eq!(small.partial_cmp(&large), Some(Ordering::Less));
    assert_eq!(large.partial_cmp(&small), Some(Ordering::Greater));
    assert_eq!(small.partial_cmp(&small.copy()), Some(Ordering::Equal));
    assert!(small.partial_cmp(&other).is_none() && small != other);
    let mixed: Obj<List> = [AnyObj::from(large), small.into(), other.into()].into();
    // Sets that have no order count as neither less nor greater.
    mixed.sort();
    assert_eq!(mixed.len(), 3);
}

#[test]
fn sets_of_both_kinds_are_equal_and_frozen_ones_are_keys() {
    let equal = |a: &AnyObj, b: &AnyObj| a.equals(b) && b.equals(a);
    let (s, f): (AnyObj, AnyObj) = (set([1, 2]).into(), frozen([2, 1]).into());
    assert!(equal(&s, &f) && equal(&f, &frozen([1, 2]).into()) && !equal(&f, &frozen([1]).into()));
    assert!(!s.equals(&list([1, 2])));
    assert_eq!(f.hash_value(), AnyObj::from(frozen([1, 2])).hash_value());
    assert_ne!(f.hash_value(), AnyObj::from(frozen([1, 3])).hash_value());
    assert_eq!(s.hash_value().unwrap_err().to_string(), "unhashable type: 'set'");
    let nested: Obj<Set> = [f].into();
    assert!(nested.contains(&frozen([2, 1]).into()));
}

#[test]
fn they_are_written_as_python_does() {
    let (empty, f): (Obj<Set>, Obj<FrozenSet>) = (Obj::default(), Obj::default());
    assert_eq!(
        format!("{empty:?} {f:?} {:?} {:?}", set([1, 2]), frozen([1])),
        "set() frozenset() {1, 2} frozenset({1})"
    );
    let s = set([]);
    let element = actor(1);
    element.on_repr({
        let s = s.clone();
        move || assert_eq!(format!("{s:?}"), "set(...)")
    });
    s.add(element.into());
    assert_eq!(format!("{s:?} {}", Obj::as_any(&s)), "{1} {1}");
    s.clear();
}

#[test]
fn copies_of_frozen_sets_are_the_same_object() {
    let f = frozen([1]);
    assert!(Obj::is(&f.copy(), &f) && Obj::is(&FrozenSet::of(Obj::as_any(&f)), &f));
    assert!(!Obj::is(&Obj::<FrozenSet>::default(), &Obj::<FrozenSet>::default()));
    assert!(!Obj::is(&f.union(&list([])), &f));
    let s = set([1]);
    assert!(!Obj::is(&s.copy(), &s) && !Obj::is(&Set::of(Obj::as_any(&s)), &s));
    assert!(*FrozenSet::of(Obj::as_any(&s)) == *f);
}

#[test]
fn mistakes_are_told_in_pythons_words() {
    let s = set([1]);
    let unhashable: AnyObj = set([]).into();
    assert_eq!(panic_of(|| s.remove(&any(2))), "KeyError: 2");
    assert_eq!(panic_of(|| set([]).pop()), "KeyError: 'pop from an empty set'");
    assert_eq!(panic_of(|| s.add(unhashable.clone())), "TypeError: unhashable type: 'set'");
    assert_eq!(panic_of(|| s.contains(&unhashable)), "TypeError: unhashable type: 'set'");
    assert_eq!(panic_of(|| s.update(&any(1))), "TypeError: 'Actor' object is not iterable");
    assert_eq!(
        panic_of(|| [unhashable.clone()].into_iter().collect::<Obj<Set>>()),
        "TypeError: unhashable type: 'set'"
    );
    assert_eq!(FrozenSet::try_from_iter([unhashable.clone()]).err().unwrap().type_name(), "set");
    assert_eq!(s.try_insert(unhashable).unwrap_err().to_string(), "unhashable type: 'set'");
    assert_eq!(s.len(), 1);
}

#[test]
fn iterating_notices_changes() {
    let s = set([1, 2, 3]);
    let changing = |change: &dyn Fn()| {
        panic_of(|| {
            for _ in &*s {
                change();
            }
        })
    };
    assert_eq!(changing(&|| assert!(s.add(any(7)))), "RuntimeError: Set changed size during iteration");
    let exchange = || {
        let element = s.pop();
        s.add(any(number(&element) + 1));
    };
    assert_eq!(changing(&exchange), "RuntimeError: Set elements changed during iteration");
}

#[test]
fn comparisons_may_change_the_set() {
    let s: Obj<Set> = (0..5).map(colliding).collect();
    let hostile = colliding(4);
    hostile.on_equal({
        let (s, calls) = (s.clone(), Cell::new(0));
        move || {
            calls.set(calls.get() + 1);
            match calls.get() {
                1 => drop(s.pop()),
                3 => assert!(s.add(colliding(100).into())),
                5 => s.clear(),
                _ => {}
            }
        }
    });
    let hostile: AnyObj = hostile.into();
    assert!(!s.contains(&hostile));
    assert!(s.is_empty());
    s.update(&(0..5).map(colliding).collect::<Obj<Set>>().into());
    assert!(s.issuperset(&Obj::<List>::from([hostile.clone()]).into()));
    s.difference_update(&Obj::<List>::from([hostile]).into());
    assert_eq!(s.len(), 4);
    s.clear();
}

#[test]
fn the_dying_may_use_the_set() {
    let s = set([1]);
    let heir = actor(2);
    heir.on_death({
        let s = s.clone();
        move || assert!(s.add(any(9)))
    });
    s.add(heir.into());
    s.intersection_update(&list([1]));
    assert_eq!(numbers(&s), [1, 9]);
    let log = Log::default();
    s.add(mortal(5, &log));
    s.difference_update(&list([5, 1]));
    assert_eq!((log.take(), numbers(&s)), (vec![5], vec![9]));
}

#[test]
fn sets_of_both_kinds_have_weak_handles() {
    let (s, f) = (set([1]), frozen([1]));
    let (weak_set, weak_frozen) = (Obj::downgrade(&s), Obj::downgrade(&f));
    assert!(Obj::is(&weak_set.upgrade().unwrap(), &s) && Obj::is(&weak_frozen.upgrade().unwrap(), &f));
    drop((s, f));
    assert!(weak_set.upgrade().is_none() && weak_frozen.upgrade().is_none());
}

#[test]
fn reading_makes_no_candidates() {
    let make = || (0..10).map(|number| frozen([number])).collect::<Obj<Set>>();
    let (a, b) = (make(), make());
    let other: AnyObj = b.clone().into();
    gc::collect();
    let before = gc::stats().full.candidates;
    assert!(*a == *b && a.issubset(&other) && !a.isdisjoint(&other));
    gc::collect();
    assert_eq!(gc::stats().full.candidates, before);
}

#[test]
fn a_set_reached_from_its_element_is_collected() {
    gc::collect();
    let (s, element) = (set([]), actor(1));
    element.holds.replace(Some(s.clone().into()));
    s.add(element.into());
    drop(s);
    assert_eq!(gc::collect(), 2);
    let element = actor(1);
    let f: Obj<FrozenSet> = [element.clone()].into();
    element.holds.replace(Some(f.into()));
    drop(element);
    assert_eq!(gc::collect(), 2);
}
