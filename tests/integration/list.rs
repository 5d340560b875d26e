//! `List`.

use std::cell::Cell;
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::actor::{Log, actor, any, mortal, number, panic_of};
use crate::node::booms;

fn list(numbers: impl IntoIterator<Item = i64>) -> Obj<List> {
    numbers.into_iter().map(any).collect()
}

fn numbers(list: &List) -> Vec<i64> {
    list.iter().map(|item| number(&item)).collect()
}

fn mortals(count: i64, log: &Log) -> Obj<List> {
    (0..count).map(|number| mortal(number, log)).collect()
}

#[test]
fn items_come_and_go() {
    let l = list([1, 2]);
    l.append(any(3));
    l.extend(Obj::as_any(&list([4, 5])));
    l.extend(Obj::as_any(&Obj::<Tuple>::from([any(6)])));
    l.insert(0, any(0));
    assert_eq!(numbers(&l), [0, 1, 2, 3, 4, 5, 6]);
    l.insert(-1, any(50));
    l.insert(-100, any(-1));
    l.insert(100, any(7));
    assert_eq!(numbers(&l), [-1, 0, 1, 2, 3, 4, 5, 50, 6, 7]);
    assert_eq!(number(&l.pop()), 7);
    assert_eq!((number(&l.pop_at(0)), number(&l.pop_at(-2))), (-1, 50));
    l.remove(&any(3));
    l.del_item(-1);
    l.set_item(0, any(9));
    assert_eq!(numbers(&l), [9, 1, 2, 4, 5]);
    l.reverse();
    assert_eq!(numbers(&l.copy()), [5, 4, 2, 1, 9]);
    assert_eq!((l.index(&any(2)), l.count(&any(2)), l.contains(&any(7))), (2, 1, false));
    l.clear();
    assert!(l.is_empty() && l.get(0).is_none());
}

#[test]
fn a_list_can_be_added_to_itself() {
    let l = list([1, 2]);
    l.extend(Obj::as_any(&l));
    assert_eq!(numbers(&l), [1, 2, 1, 2]);
    assert_eq!(numbers(&l.plus(&l)), [1, 2, 1, 2, 1, 2, 1, 2]);
    assert_eq!(numbers(&list([1, 2]).times(2)), [1, 2, 1, 2]);
    let same = list([1, 2]);
    same.times_in_place(3);
    assert_eq!(numbers(&same), [1, 2, 1, 2, 1, 2]);
    same.times_in_place(0);
    assert!(same.is_empty());
}

#[test]
fn mistakes_are_told_in_pythons_words() {
    let l = list([1]);
    let empty = Obj::<List>::default();
    assert_eq!(panic_of(|| empty.pop()), "IndexError: pop from empty list");
    assert_eq!(panic_of(|| empty.pop_at(0)), "IndexError: pop from empty list");
    assert_eq!(panic_of(|| l.pop_at(1)), "IndexError: pop index out of range");
    assert_eq!(panic_of(|| l.get_item(1)), "IndexError: list index out of range");
    assert_eq!(panic_of(|| l.set_item(-2, any(0))), "IndexError: list assignment index out of range");
    assert_eq!(panic_of(|| l.del_item(1)), "IndexError: list assignment index out of range");
    assert_eq!(panic_of(|| l.remove(&any(2))), "ValueError: list.remove(x): x not in list");
    assert_eq!(panic_of(|| l.index(&any(2))), "ValueError: 2 is not in list");
    assert_eq!(panic_of(|| l.extend(&any(2))), "TypeError: 'Actor' object is not iterable");
    assert_eq!(Obj::as_any(&l).hash_value().unwrap_err().to_string(), "unhashable type: 'list'");
    l.append(l.clone().into());
    assert_eq!(panic_of(|| l.sort()), "TypeError: '<' not supported between instances of 'list' and 'Actor'");
    l.clear();
}

#[test]
fn slices_are_pythons() {
    let l = list(0..6);
    assert_eq!(numbers(&l.slice(1..3)), [1, 2]);
    assert_eq!(numbers(&l.slice(-2..)), [4, 5]);
    assert_eq!(numbers(&l.slice(Slice::new(None, None, -2))), [5, 3, 1]);
    assert!(!Obj::is(&l.slice(..), &l));
    l.del_slice(1..3);
    assert_eq!(numbers(&l), [0, 3, 4, 5]);
    l.del_slice(Slice::new(None, None, -2));
    assert_eq!(numbers(&l), [0, 4]);
    l.del_slice(..);
    assert!(l.is_empty());
}

#[test]
fn they_are_written_as_python_does() {
    let l = list([1, 2]);
    assert_eq!(format!("{l:?} {:?}", Obj::<List>::default()), "[1, 2] []");
    l.append(l.clone().into());
    assert_eq!(format!("{l:?}"), "[1, 2, [...]]");
    assert_eq!(format!("{}", Obj::as_any(&l)), "[1, 2, [...]]");
    // Met twice, but not inside itself.
    let inner = list([]);
    let outer: Obj<List> = [inner.clone(), inner].into();
    assert_eq!(format!("{outer:?}"), "[[], []]");
    l.clear();
}

#[test]
fn equality_and_order_are_those_of_the_items() {
    let equal = |a: &Obj<List>, b: &Obj<List>| Obj::as_any(a).equals(Obj::as_any(b));
    assert!(equal(&list([1, 2]), &list([1, 2])));
    assert!(!equal(&list([1, 2]), &list([1, 3])) && !equal(&list([1]), &list([1, 2])));
    assert!(*list([1, 2]) < *list([1, 3]) && *list([1]) < *list([1, 0]) && *list([2]) > *list([1, 9]));
    assert!(list([1]).partial_cmp(&Obj::<List>::from([list([])])).is_none());
}

#[test]
fn an_item_is_its_own_equal() {
    let nan = actor(1);
    nan.lie.set(Some(false));
    let (a, b): (Obj<List>, Obj<List>) = ([nan.clone()].into(), [nan.clone()].into());
    assert!(*a == *b && a.contains(Obj::as_any(&nan)) && !a.contains(&any(1)));
}

#[test]
fn sorting_is_stable_and_by_less_than() {
    let l = list([3, 1, 2, 5, 4, 0, 7, 6, 9, 8, 2]);
    l.sort();
    assert_eq!(numbers(&l), [0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9]);
    l.sort_by_key(|item| any(-number(item) / 4));
    assert_eq!(numbers(&l), [8, 9, 4, 5, 6, 7, 0, 1, 2, 2, 3]);
    let nested: Obj<List> = [list([2]), list([1, 5]), list([1])].into();
    nested.sort();
    assert_eq!(format!("{nested:?}"), "[[1], [1, 5], [2]]");
}

#[test]
fn numbers_and_texts_are_sorted_as_in_python() {
    let l = Obj::<List>::from([AnyObj::from(2), true.into(), 1.5.into(), (-1).into()]);
    l.sort();
    assert_eq!(format!("{l:?}"), "[-1, True, 1.5, 2]");
    let l = Obj::<List>::from(["b", "B", "a", ""]);
    l.sort();
    assert_eq!(format!("{l:?}"), "['', 'B', 'a', 'b']");
    // With `nan`, nothing is less.
    let l = Obj::<List>::from([f64::NAN, 1.0, f64::NAN]);
    l.sort();
    assert_eq!(format!("{l:?}"), "[nan, 1.0, nan]");
    let words = |items: [AnyObj; 2]| panic_of(|| Obj::<List>::from(items).sort());
    assert_eq!(words([1.into(), "a".into()]), "TypeError: '<' not supported between instances of 'str' and 'int'");
    let nested = [Obj::<Tuple>::from([0, 1]).into(), Obj::<Tuple>::from([AnyObj::from(0), "a".into()]).into()];
    assert_eq!(words(nested), "TypeError: '<' not supported between instances of 'str' and 'int'");
}

#[test]
fn anything_with_items_can_be_added() {
    let l = Obj::<List>::default();
    for items in
        [AnyObj::from("né"), b"\x01\xff".into(), Obj::<Dict>::from([("k", 1)]).into(), Obj::<Set>::from([2]).into()]
    {
        l.extend(&items);
    }
    assert_eq!(format!("{l:?}"), "['n', 'é', 1, 255, 'k', 2]");
    assert_eq!(panic_of(|| l.extend(&1.into())), "TypeError: 'int' object is not iterable");
}

#[test]
fn operators_are_pythons() {
    let (a, b) = (Obj::<List>::from([1]), Obj::<List>::from([2]));
    assert_eq!(format!("{:?} {:?} {:?}", &a + &b, &a * 2, b.clone() + a.clone()), "[1, 2] [1, 1] [2, 1]");
    let mut same = a.clone();
    same += &b;
    same *= 2;
    assert_eq!(format!("{a:?}"), "[1, 2, 1, 2]");
}

#[test]
fn sorting_bears_any_answers() {
    let flip = Rc::new(Cell::new(0));
    let l = list([]);
    for number in 0..40 {
        let actor = actor(number);
        let flip = flip.clone();
        let hash = actor.clone();
        actor.on_order(move || {
            flip.set(flip.get() + 1);
            hash.hash.set(Some(flip.get()));
        });
        l.append(actor.into());
    }
    let half_mad = |item: &AnyObj| any(number(item) * 7919 % 13 - number(item) % 5);
    l.sort_by_key(half_mad);
    let mut all = numbers(&l);
    all.sort_unstable();
    assert!(all.into_iter().eq(0..40));
    for item in &*l {
        item.downcast_ref::<crate::actor::Actor>().unwrap().on_order(|| {});
    }
}

#[test]
fn a_list_that_is_being_sorted_looks_empty_and_must_stay_so() {
    let l = list([3, 1, 2]);
    let seen = Rc::new(Cell::new(99));
    let witness = actor(0);
    witness.on_order({
        let (l, seen) = (l.clone(), seen.clone());
        move || seen.set(l.len())
    });
    l.append(witness.clone().into());
    l.sort();
    assert_eq!((seen.get(), numbers(&l)), (0, vec![0, 1, 2, 3]));
    let log = Log::default();
    witness.on_order({
        let (l, log) = (l.clone(), log.clone());
        move || l.append(mortal(5, &log))
    });
    assert_eq!(panic_of(|| l.sort()), "ValueError: list modified during sort");
    assert_eq!(numbers(&l), [0, 1, 2, 3]);
    assert!(log.take().iter().all(|&number| number == 5));
    witness.on_order(|| panic!("boom"));
    l.reverse();
    assert_eq!(panic_of(|| l.sort()), "boom");
    assert_eq!(numbers(&l), [3, 2, 1, 0]);
}

#[test]
fn items_die_in_cpythons_order() {
    let log = Log::default();
    drop(mortals(5, &log));
    assert_eq!(log.take(), [4, 3, 2, 1, 0]);
    mortals(5, &log).clear();
    assert_eq!(log.take(), [4, 3, 2, 1, 0]);
    let l = mortals(5, &log);
    l.del_slice(1..3);
    assert_eq!(log.take(), [2, 1]);
    l.del_slice(Slice::new(None, None, 2));
    assert_eq!(log.take(), [0, 4]);
    drop(l);
    assert_eq!(log.take(), [3]);
}

#[test]
fn all_items_die_even_if_one_panics() {
    let log = Log::default();
    let bomb = || {
        let bomb = actor(9);
        bomb.on_death(|| panic!("boom"));
        AnyObj::from(bomb)
    };
    let make = || Obj::<List>::from([mortal(0, &log), bomb(), mortal(2, &log), bomb(), mortal(4, &log)]);
    let reported = booms("boom");
    let l = make();
    l.clear();
    assert_eq!((log.take(), reported.take()), (vec![4, 2, 0], 2));
    assert!(l.is_empty());
    drop(make());
    assert_eq!((log.take(), reported.take()), (vec![4, 2, 0], 2));
}

#[test]
fn the_dying_may_use_the_list() {
    let l = list([1]);
    let heir = actor(2);
    heir.on_death({
        let l = l.clone();
        move || {
            l.append(any(7));
            l.reverse();
        }
    });
    l.append(heir.into());
    l.clear();
    assert_eq!(numbers(&l), [7]);
    let heir = actor(3);
    heir.on_death({
        let l = l.clone();
        move || l.clear()
    });
    l.append(heir.into());
    l.set_item(-1, any(4));
    assert!(l.is_empty());
}

#[test]
fn comparisons_may_use_the_list() {
    for clear_at in [0, 1, 2] {
        let l = list([1, 2, 3]);
        let hostile = actor(99);
        hostile.on_equal({
            let (l, calls) = (l.clone(), Cell::new(0));
            move || {
                if calls.replace(calls.get() + 1) == clear_at {
                    l.clear();
                }
            }
        });
        let hostile: AnyObj = hostile.into();
        assert!(!l.contains(&hostile));
        assert!(l.is_empty());
    }
    // The item compared is removed and dies in the comparison.
    let l = list([2, 3]);
    let hostile = actor(2);
    hostile.on_equal({
        let l = l.clone();
        move || l.clear()
    });
    l.remove(&hostile.into());
    assert!(l.is_empty());
}

#[test]
fn two_lists_may_shrink_while_they_are_compared() {
    let (a, b) = (list([1, 2, 3]), list([1, 2, 3]));
    let hostile = actor(1);
    hostile.on_equal({
        let (a, b) = (a.clone(), b.clone());
        move || {
            a.del_slice(1..);
            b.clear();
        }
    });
    a.set_item(0, hostile.into());
    assert!(*a != *b);
    a.clear();
}

#[test]
fn writing_may_change_the_list() {
    let l = list([1]);
    let hostile = actor(2);
    hostile.on_repr({
        let (l, hash) = (l.clone(), Cell::new(0));
        move || {
            if hash.replace(1) == 0 {
                l.append(any(3));
            } else {
                l.clear();
            }
        }
    });
    l.append(hostile.into());
    assert_eq!(format!("{l:?}"), "[1, 2, 3]");
    assert_eq!(format!("{l:?}"), "[1, 2]");
    assert_eq!(format!("{l:?}"), "[]");
}

#[test]
fn iterating_looks_at_the_list_of_the_moment() {
    let l = list([1, 2, 3]);
    let mut seen = Vec::new();
    let mut iter = l.iter();
    for item in iter.by_ref() {
        seen.push(number(&item));
        if seen.len() < 3 {
            l.append(any(10));
            l.del_item(0);
        }
    }
    assert_eq!(seen, [1, 3, 10]);
    l.append(any(11));
    assert!(iter.next().is_none());
}

#[test]
fn reading_makes_no_candidates() {
    let make = || (0..10).map(|number| list([number])).collect::<Obj<List>>();
    let (a, b) = (make(), make());
    gc::collect();
    let before = gc::stats().full.candidates;
    assert!(*a == *b && (*a).partial_cmp(&*b).is_some_and(std::cmp::Ordering::is_eq));
    assert!(!a.contains(&any(3)));
    assert!(format!("{a:?}").starts_with("[[0], [1]"));
    gc::collect();
    assert_eq!(gc::stats().full.candidates, before);
}

#[test]
fn a_list_in_itself_is_collected() {
    gc::collect();
    let l = list([]);
    l.append(l.clone().into());
    drop(l);
    assert_eq!(gc::collect(), 1);
}

#[test]
#[cfg_attr(miri, ignore = "slow, and nothing unsafe is behind it")]
fn values_nested_too_deep_are_refused() {
    let nest = |depth: usize| (0..depth).fold(Obj::<List>::default(), |inner, _| Obj::<List>::from([inner]));
    let deep = 1_000_000;
    let (a, b) = (nest(deep), nest(deep));
    assert_eq!(panic_of(|| *a == *b), "RecursionError: maximum recursion depth exceeded in comparison");
    assert_eq!(panic_of(|| *a < *b), "RecursionError: maximum recursion depth exceeded in comparison");
    let repr = "RecursionError: maximum recursion depth exceeded while getting the repr of an object";
    assert_eq!(panic_of(|| format!("{a:?}")), repr);
    // And the next ones work.
    assert_eq!(format!("{:?}", nest(900)).len(), 1802);
    assert!(*nest(900) == *nest(900));
    let tuple = (0..deep).fold(Obj::<Tuple>::default(), |inner, _| Obj::<Tuple>::from([inner]));
    let hash = panic_of(|| Obj::as_any(&tuple).hash_value());
    assert_eq!(hash, "RecursionError: maximum recursion depth exceeded");
}

#[test]
fn nested_a_million_deep_they_die_on_a_small_stack() {
    let deep = if cfg!(miri) { 1000 } else { 1_000_000 };
    let work = move || {
        let list = (0..deep).fold(Obj::<List>::default(), |inner, _| Obj::<List>::from([inner]));
        drop(list);
        let tuple = (0..deep).fold(Obj::<Tuple>::default(), |inner, _| Obj::<Tuple>::from([inner]));
        drop(tuple);
        let mixed = (0..deep).fold(AnyObj::from(Obj::<List>::default()), |inner, level| match level % 3 {
            0 => Obj::<List>::from([inner]).into(),
            1 => Obj::<Tuple>::from([inner]).into(),
            _ => Obj::<Dict>::from([(any(level), inner)]).into(),
        });
        drop(mixed);
    };
    std::thread::Builder::new().stack_size(256 * 1024).spawn(work).unwrap().join().unwrap();
}

/// A list of three, and an object that adds an item to it in each of so many comparisons and equals nothing.
fn growing(times: i64) -> (Obj<List>, AnyObj) {
    let (l, left) = (list([1, 2, 3]), Cell::new(times));
    let hostile = actor(99);
    hostile.lie.set(Some(false));
    hostile.on_equal({
        let l = l.clone();
        move || {
            if left.replace(left.get() - 1) > 0 {
                l.append(any(4));
            }
        }
    });
    (l, hostile.into())
}

#[test]
fn what_is_added_in_a_comparison_is_compared_too() {
    let work: [fn(&Obj<List>, &AnyObj); 4] = [
        |l, item| assert!(!l.contains(item)),
        |l, item| assert_eq!(l.count(item), 0),
        |l, item| assert_eq!(panic_of(|| l.index(item)), "ValueError: 99 is not in list"),
        |l, item| assert_eq!(panic_of(|| l.remove(item)), "ValueError: list.remove(x): x not in list"),
    ];
    for work in work {
        let (l, item) = growing(100);
        work(&l, &item);
        assert_eq!(l.len(), 103);
        l.clear();
    }
}

#[test]
fn lists_that_grow_while_they_are_compared_are_compared_to_their_ends() {
    // One grows: it is longer in the end.
    let (a, b) = (list([1]), list([1]));
    let hostile = actor(1);
    hostile.on_equal({
        let a = a.clone();
        move || a.append(any(5))
    });
    a.set_item(0, hostile.into());
    assert!(*a != *b && a.len() == 2);
    a.clear();
    // Both grow by equal items for some time.
    let (a, b) = (list([1]), list([1]));
    let hostile = actor(1);
    hostile.on_equal({
        let (a, b) = (a.clone(), b.clone());
        move || {
            a.append(any(7));
            b.append(any(7));
        }
    });
    a.set_item(0, hostile.into());
    assert!(*a == *b && a.len() == 2);
    a.clear();
}
