//! `Dict`.

use std::cell::Cell;
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::actor::{Actor, Log, actor, any, colliding, mortal, number, panic_of};
use crate::node::booms;

fn dict(entries: impl IntoIterator<Item = (i64, i64)>) -> Obj<Dict> {
    entries.into_iter().map(|(key, value)| (any(key), any(value))).collect()
}

fn entries(dict: &Dict) -> Vec<(i64, i64)> {
    dict.items().map(|(key, value)| (number(&key), number(&value))).collect()
}

fn get(dict: &Dict, key: i64) -> Option<i64> {
    dict.get(&any(key)).map(|value| number(&value))
}

#[test]
fn entries_come_and_go_in_order() {
    let d = dict([(3, 30), (1, 10), (2, 20)]);
    assert_eq!(entries(&d), [(3, 30), (1, 10), (2, 20)]);
    d.set_item(any(1), any(11));
    d.del_item(&any(3));
    d.set_item(any(3), any(33));
    assert_eq!(entries(&d), [(1, 11), (2, 20), (3, 33)]);
    assert_eq!((number(&d.get_item(&any(2))), d.contains(&any(4)), get(&d, 4)), (20, false, None));
    assert_eq!(number(&d.setdefault(any(2), any(0))), 20);
    assert_eq!(number(&d.setdefault(any(4), any(40))), 40);
    assert_eq!(number(&d.pop(&any(1))), 11);
    let (key, value) = d.popitem();
    assert_eq!((number(&key), number(&value)), (4, 40));
    assert_eq!(entries(&d.copy()), [(2, 20), (3, 33)]);
    assert!(d.try_insert(any(2), any(21)).unwrap().is_some());
    assert_eq!(d.try_remove(&any(2)).unwrap().map(|value| number(&value)), Some(21));
    assert_eq!(d.try_get(&any(3)).unwrap().map(|value| number(&value)), Some(33));
    assert_eq!(d.keys().chain(d.values()).map(|item| number(&item)).collect::<Vec<_>>(), [3, 33]);
    d.clear();
    assert!(d.is_empty() && entries(&d).is_empty());
}

#[test]
fn the_first_of_equal_keys_stays() {
    let (first, second) = (any(1), any(1));
    let d = Obj::<Dict>::from([(first.clone(), any(1)), (second, any(2))]);
    assert_eq!(entries(&d), [(1, 2)]);
    assert!(AnyObj::is(&d.keys().next().unwrap(), &first));
}

#[test]
fn equal_numbers_are_one_key() {
    let d = Obj::<Dict>::from([
        (AnyObj::from(1), "int"),
        (true.into(), "bool"),
        (1.0.into(), "float"),
        ("1".into(), "str"),
    ]);
    assert_eq!(format!("{d:?}"), "{1: 'float', '1': 'str'}");
    assert_eq!(format!("{:?}", d.get_item(&true.into())), "'float'");
    assert_eq!(panic_of(|| d.get_item(&"k".into())), "KeyError: 'k'");
    let nan: AnyObj = f64::NAN.into();
    d.set_item(nan.clone(), 0.into());
    assert!(d.contains(&nan) && !d.contains(&f64::NAN.into()));
    let key: AnyObj = Obj::<Tuple>::from([AnyObj::from("a"), 1.into()]).into();
    d.set_item(key, 0.into());
    assert!(d.contains(&Obj::<Tuple>::from([AnyObj::from("a"), 1.0.into()]).into()));
}

#[test]
fn updates_take_dicts_and_pairs() {
    let d = dict([(1, 10)]);
    d.update(Obj::as_any(&dict([(2, 20), (1, 11)])));
    d.update(Obj::as_any(&d));
    let pairs: Obj<List> =
        [AnyObj::from(Obj::<Tuple>::from([any(3), any(30)])), Obj::<List>::from([any(2), any(22)]).into()].into();
    d.update(Obj::as_any(&pairs));
    assert_eq!(entries(&d), [(1, 11), (2, 22), (3, 30)]);
    assert_eq!(entries(&Dict::of(Obj::as_any(&d))), entries(&d));
    let wrong = |items: AnyObj| panic_of(|| d.update(&items));
    assert_eq!(wrong(any(1)), "TypeError: 'Actor' object is not iterable");
    let items = Obj::<List>::from([any(1)]);
    assert_eq!(wrong(items.into()), "TypeError: cannot convert dictionary update sequence element #0 to a sequence");
    let items = Obj::<List>::from([Obj::<Tuple>::from([any(1)])]);
    assert_eq!(wrong(items.into()), "ValueError: dictionary update sequence element #0 has length 1; 2 is required");
}

#[test]
fn mistakes_are_told_in_pythons_words() {
    let d = dict([(1, 10)]);
    let list: AnyObj = Obj::<List>::default().into();
    assert_eq!(panic_of(|| d.get_item(&any(2))), "KeyError: 2");
    assert_eq!(panic_of(|| d.del_item(&any(2))), "KeyError: 2");
    assert_eq!(panic_of(|| d.pop(&any(2))), "KeyError: 2");
    assert_eq!(panic_of(|| d.get(&list)), "TypeError: unhashable type: 'list'");
    assert_eq!(panic_of(|| d.set_item(list.clone(), any(1))), "TypeError: unhashable type: 'list'");
    assert_eq!(panic_of(|| Obj::<Dict>::default().popitem()), "KeyError: 'popitem(): dictionary is empty'");
    assert_eq!(d.try_insert(list.clone(), any(1)).unwrap_err().type_name(), "list");
    assert_eq!(d.try_remove(&list).unwrap_err().to_string(), "unhashable type: 'list'");
    assert_eq!(Obj::as_any(&d).hash_value().unwrap_err().to_string(), "unhashable type: 'dict'");
    assert_eq!(entries(&d), [(1, 10)]);
}

#[test]
fn they_are_written_as_python_does() {
    let d = dict([(1, 10), (2, 20)]);
    assert_eq!(format!("{d:?} {:?}", Obj::<Dict>::default()), "{1: 10, 2: 20} {}");
    d.set_item(any(2), d.clone().into());
    assert_eq!(format!("{d:?} {}", Obj::as_any(&d)), "{1: 10, 2: {...}} {1: 10, 2: {...}}");
    d.clear();
}

#[test]
fn equal_entries_in_any_order_make_equal_dicts() {
    let (a, b) = (dict([(1, 10), (2, 20)]), dict([(2, 20), (1, 10)]));
    assert!(*a == *b && Obj::as_any(&a).equals(Obj::as_any(&b)));
    for other in [dict([(1, 10)]), dict([(1, 10), (2, 21)]), dict([(1, 10), (3, 20)])] {
        assert!(*a != *other);
    }
}

#[test]
fn many_entries_stay_in_order_whatever_is_removed() {
    let d = Obj::<Dict>::default();
    let mut model: Vec<(i64, i64)> = Vec::new();
    let mut random = 1_u64;
    for step in 0..if cfg!(miri) { 300 } else { 20_000 } {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let key = (random >> 33) as i64 % 500;
        let shrinking = step / 1000 % 2 == 1;
        if (random >> 20) % 4 < if shrinking { 3 } else { 1 } {
            let expected = model.iter().position(|entry| entry.0 == key).map(|at| model.remove(at).1);
            assert_eq!(d.try_remove(&any(key)).unwrap().map(|value| number(&value)), expected);
        } else {
            d.set_item(any(key), any(step));
            match model.iter_mut().find(|entry| entry.0 == key) {
                Some(entry) => entry.1 = step,
                None => model.push((key, step)),
            }
        }
        assert_eq!(d.len(), model.len());
        if step % 100 == 0 {
            assert_eq!(entries(&d), model);
            assert_eq!(entries(&d.copy()), model);
        }
    }
    assert!(model.iter().all(|&(key, value)| get(&d, key) == Some(value)));
}

#[test]
fn entries_die_in_order_keys_before_values() {
    let log = Log::default();
    let make = || (0..3).map(|n| (mortal(n, &log), mortal(n + 10, &log))).collect::<Obj<Dict>>();
    drop(make());
    assert_eq!(log.take(), [0, 10, 1, 11, 2, 12]);
    make().clear();
    assert_eq!(log.take(), [0, 10, 1, 11, 2, 12]);
    let d = make();
    d.set_item(any(1), any(0));
    assert_eq!(log.take(), [11]);
    d.del_item(&any(0));
    assert_eq!(log.take(), [0, 10]);
}

#[test]
fn all_entries_die_even_if_one_panics() {
    let log = Log::default();
    let bomb = || {
        let bomb = actor(9);
        bomb.on_death(|| panic!("boom"));
        AnyObj::from(bomb)
    };
    let reported = booms("boom");
    let d =
        Obj::<Dict>::from([(mortal(1, &log), bomb()), (mortal(2, &log), bomb()), (mortal(3, &log), mortal(4, &log))]);
    d.clear();
    assert_eq!((log.take(), reported.get()), (vec![1, 2, 3, 4], 2));
    assert!(d.is_empty());
}

#[test]
fn iterating_notices_that_keys_change() {
    let d = dict([(1, 10), (2, 20), (3, 30)]);
    let changing = |change: &dyn Fn()| {
        panic_of(|| {
            for _ in d.keys() {
                change();
            }
        })
    };
    let added = Cell::new(100);
    let add = || {
        added.set(added.get() + 1);
        d.set_item(any(added.get()), any(0));
    };
    assert_eq!(changing(&add), "RuntimeError: dictionary changed size during iteration");
    assert_eq!(changing(&|| drop(d.popitem())), "RuntimeError: dictionary changed size during iteration");
    let exchange = || {
        d.popitem();
        add();
    };
    assert_eq!(changing(&exchange), "RuntimeError: dictionary keys changed during iteration");
    // New values are no change of keys, and the end is the end.
    let mut items = d.items();
    for (key, _) in items.by_ref() {
        d.set_item(key.into(), any(0));
    }
    d.clear();
    assert!(items.next().is_none());
}

#[test]
fn keys_of_one_hash_are_told_apart() {
    let count = if cfg!(miri) { 20 } else { 300 };
    let d: Obj<Dict> = (0..count).map(|number| (colliding(number), any(number * 10))).collect();
    for number in 0..count {
        assert_eq!(crate::actor::number(&d.get_item(&colliding(number).into())), number * 10);
    }
    assert!(!d.contains(&colliding(count).into()));
    for number in (0..count).step_by(2) {
        d.del_item(&colliding(number).into());
    }
    assert_eq!(d.len() as i64, count / 2);
    assert!(d.contains(&colliding(1).into()) && !d.contains(&colliding(2).into()));
}

/// A dict of keys of one hash, and a key that does `act` with it whenever it is compared.
fn hostile(count: i64, act: impl Fn(&Obj<Dict>) + 'static) -> (Obj<Dict>, AnyObj) {
    let d: Obj<Dict> = (0..count).map(|number| (colliding(number), any(number * 10))).collect();
    let key = colliding(count - 1);
    let held = d.clone();
    key.on_equal(move || act(&held));
    (d, key.into())
}

#[test]
fn comparing_may_clear_the_dict() {
    let (d, key) = hostile(5, |d| d.clear());
    assert!(d.get(&key).is_none() && d.is_empty());
    let (d, key) = hostile(5, |d| d.clear());
    d.set_item(key.clone(), any(1));
    assert_eq!(d.len(), 1);
    let (d, key) = hostile(5, |d| d.clear());
    assert_eq!(panic_of(|| d.pop(&key)), "KeyError: 4");
    let (d, key) = hostile(5, |d| d.clear());
    assert_eq!(number(&d.setdefault(key, any(3))), 3);
}

#[test]
fn comparing_may_add_and_remove_keys() {
    let calls = Rc::new(Cell::new(0));
    let act = {
        let calls = calls.clone();
        move |d: &Obj<Dict>| {
            calls.set(calls.get() + 1);
            if calls.get() < 20 {
                d.set_item(colliding(1000 + calls.get()).into(), any(0));
                d.del_item(&colliding(1000 + calls.get()).into());
                d.set_item(any(calls.get() + 500), any(calls.get()));
            }
        }
    };
    let (d, key) = hostile(5, act);
    assert_eq!(number(&d.get_item(&key)), 40);
    assert!(calls.get() == 5 && d.len() == 5 + 5);
    d.clear();
}

#[test]
fn comparing_may_remove_the_key_that_is_compared() {
    let log = Log::default();
    let (d, key) = hostile(1, |d| {
        if d.len() == 1 {
            d.popitem();
        }
    });
    d.clear();
    let mortal = mortal(0, &log);
    mortal.downcast_ref::<Actor>().unwrap().hash.set(Some(7));
    d.set_item(mortal, any(1));
    assert!(d.get(&key).is_none());
    assert_eq!((log.take(), d.len()), (vec![0], 0));
}

#[test]
fn the_dying_may_use_the_dict() {
    let d = dict([(1, 10)]);
    let heir = |act: fn(&Dict)| {
        let heir = actor(77);
        let d = d.clone();
        heir.on_death(move || act(&d));
        AnyObj::from(heir)
    };
    d.set_item(any(2), heir(|d| d.clear()));
    d.set_item(any(2), any(3));
    assert!(d.is_empty());
    d.set_item(heir(|d| d.set_item(any(5), any(50))), any(1));
    d.set_item(any(1), any(1));
    d.clear();
    assert_eq!(entries(&d), [(5, 50)]);
    d.set_item(any(6), heir(|d| drop(d.popitem())));
    d.del_item(&any(6));
    assert!(d.is_empty());
    d.set_item(any(6), heir(|d| d.update(Obj::as_any(&dict([(7, 70), (8, 80)])))));
    drop(d.popitem());
    assert_eq!(entries(&d), [(7, 70), (8, 80)]);
}

#[test]
fn panics_of_keys_leave_the_dict_whole() {
    let (d, key) = hostile(3, |_| panic!("no comparison"));
    for _ in 0..2 {
        assert_eq!(panic_of(|| d.get(&key)), "no comparison");
        assert_eq!(panic_of(|| d.set_item(key.clone(), any(1))), "no comparison");
    }
    assert_eq!(entries(&d), [(0, 0), (1, 10), (2, 20)]);
    let key = actor(1);
    key.on_hash(|| panic!("no hash"));
    assert_eq!(panic_of(|| d.set_item(key.clone().into(), any(1))), "no hash");
    assert_eq!(d.len(), 3);
}

#[test]
fn liars_are_not_found_and_nothing_worse() {
    let d = Obj::<Dict>::default();
    let liars: Vec<Obj<Actor>> = (0..if cfg!(miri) { 20 } else { 500 }).map(actor).collect();
    for (turn, liar) in liars.iter().enumerate() {
        liar.lie.set([Some(true), Some(false), None][turn % 3]);
        liar.on_hash({
            let (liar, calls) = (liar.clone(), Cell::new(turn as u64));
            move || {
                calls.set(calls.get().wrapping_mul(31) % 17);
                liar.hash.set(Some(calls.get()));
            }
        });
    }
    for liar in &liars {
        d.set_item(liar.clone().into(), any(0));
    }
    for liar in &liars {
        let _ = d.get(Obj::as_any(liar));
        let _ = d.try_remove(Obj::as_any(liar));
        d.set_item(any(liar.number), any(1));
    }
    assert_eq!(d.items().count(), d.len());
    for liar in &liars {
        liar.on_hash(|| {});
    }
    d.clear();
}

#[test]
fn comparing_dicts_may_change_them() {
    let (a, b) = (dict([(1, 10), (2, 20), (3, 30)]), dict([(1, 10), (2, 20), (3, 30)]));
    let hostile = actor(10);
    hostile.on_equal({
        let (a, b) = (a.clone(), b.clone());
        move || {
            a.clear();
            b.clear();
        }
    });
    a.set_item(any(1), hostile.into());
    let _ = *a == *b;
    assert!(a.is_empty() && b.is_empty());
}

#[test]
fn writing_may_change_the_dict() {
    let d = dict([(1, 10)]);
    let hostile = actor(2);
    hostile.on_repr({
        let d = d.clone();
        move || d.clear()
    });
    d.set_item(any(2), hostile.into());
    d.set_item(any(3), any(30));
    assert_eq!(format!("{d:?}"), "{1: 10, 2: 2}");
}

#[test]
fn updating_notices_that_the_other_dict_changes() {
    let other = dict([(1, 10), (2, 20)]);
    let key = actor(1);
    key.on_equal({
        let other = other.clone();
        move || other.clear()
    });
    let d = Obj::<Dict>::from([(key, any(0))]);
    assert_eq!(panic_of(|| d.update(Obj::as_any(&other))), "RuntimeError: dict mutated during update");
}

#[test]
fn reading_makes_no_candidates() {
    let key = |number| AnyObj::from(Obj::<Tuple>::from([any(number)]));
    let make = || (0..10).map(|number| (key(number), key(number + 1))).collect::<Obj<Dict>>();
    let (a, b, keys) = (make(), make(), (0..20).map(key).collect::<Vec<_>>());
    gc::collect();
    let before = gc::stats().full.candidates;
    assert!(*a == *b);
    assert_eq!(keys.iter().filter(|key| a.contains(key)).count(), 10);
    assert!(format!("{a:?}").starts_with("{(0,): (1,)"));
    gc::collect();
    assert_eq!(gc::stats().full.candidates, before);
}

#[test]
fn a_dict_in_itself_is_collected() {
    gc::collect();
    for by_key in [false, true] {
        let d = Obj::<Dict>::default();
        let holder = actor(1);
        holder.holds.replace(Some(d.clone().into()));
        if by_key {
            d.set_item(holder.into(), Obj::<Tuple>::default().into());
        } else {
            d.set_item(Obj::<Tuple>::default().into(), holder.into());
        }
        drop(d);
        assert_eq!(gc::collect(), 2);
    }
}

#[test]
#[cfg_attr(miri, ignore = "slow, and nothing unsafe is behind it")]
fn dicts_nested_too_deep_are_refused() {
    let nest = || (0..2000).fold(Obj::<Dict>::default(), |inner, level| [(any(level), inner)].into());
    let (a, b) = (nest(), nest());
    assert_eq!(panic_of(|| *a == *b), "RecursionError: maximum recursion depth exceeded in comparison");
    let repr = "RecursionError: maximum recursion depth exceeded while getting the repr of an object";
    assert_eq!(panic_of(|| format!("{a:?}")), repr);
}

#[test]
fn a_comparison_that_always_adds_a_key_ends() {
    for count in [1, 2, 5] {
        let (d, key) = hostile(count, |d| d.set_item(any(1000 + d.len() as i64), any(0)));
        let before = d.len();
        assert!(d.contains(&key));
        // Each key of equal hash was compared once, and each comparison added a key.
        assert_eq!(d.len(), before + before);
    }
}
