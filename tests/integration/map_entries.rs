//! `ObjMap` as users of `HashMap` use it: entries, retain, drain, by value, and look-ups with what keys borrow as.

use std::borrow::Borrow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use obj_runtime::prelude::*;

use crate::actor::{Actor, Log, actor, colliding, mortal};
use crate::node::candidates_left_by;

type Map = ObjMap<Actor, Actor>;

fn map(numbers: impl IntoIterator<Item = i64>) -> Map {
    numbers.into_iter().map(|number| (actor(number), actor(number * 10))).collect()
}

fn entries(map: &Map) -> Vec<(i64, i64)> {
    map.iter().map(|(key, value)| (key.number, value.number)).collect()
}

#[test]
fn an_entry_is_filled_looked_at_and_emptied() {
    let m = map([1]);
    assert_eq!(m.entry(actor(1)).or_insert(actor(99)).number, 10);
    assert_eq!(m.entry(actor(2)).or_insert(actor(20)).number, 20);
    assert_eq!(m.entry(actor(3)).or_insert_with(|| actor(30)).number, 30);
    assert_eq!(m.entry(actor(4)).or_default().number, 0);
    assert_eq!(m.entry(actor(2)).insert(actor(21)).unwrap().number, 20);
    assert!(m.entry(actor(5)).insert(actor(50)).is_none() && m.entry(actor(6)).get().is_none());
    assert_eq!((m.entry(actor(1)).remove().unwrap().number, m.entry(actor(1)).remove().is_none()), (10, true));
    let seen = Cell::new(0);
    let entry = m.entry(actor(2)).and_modify(|value| seen.set(value.number));
    assert_eq!((entry.key().number, entry.get().unwrap().number, seen.get()), (2, 21, 21));
    drop(m.entry(actor(9)).and_modify(|_| panic!("there is none")));
    assert_eq!(entries(&m), [(2, 21), (3, 30), (4, 0), (5, 50)]);
}

#[test]
fn an_entry_hashes_its_key_once() {
    let (m, hashed) = (map([1]), std::rc::Rc::new(Cell::new(0)));
    for number in [1, 2] {
        let key = actor(number);
        let count = hashed.clone();
        key.on_hash(move || count.set(count.get() + 1));
        m.entry(key).or_insert_with(|| actor(0));
    }
    assert_eq!(hashed.get(), 2);
}

#[test]
fn what_makes_a_value_may_use_the_map() {
    let m = map([1]);
    let made = m.entry(actor(2)).or_insert_with(|| {
        m.insert(actor(2), actor(7));
        m.remove(&actor(1));
        actor(8)
    });
    assert_eq!((made.number, entries(&m)), (7, vec![(2, 7)]));
}

#[test]
fn entries_are_kept_or_go() {
    let m = map(0..6);
    m.retain(|key, value| key.number % 2 == 0 && value.number != 40);
    assert_eq!(entries(&m), [(0, 0), (2, 20)]);
    assert_eq!(m.at(&actor(2)).unwrap().number, 20);
    m.retain(|_, _| false);
    assert!(m.is_empty());
}

#[test]
fn retain_may_change_the_map() {
    let m = map(0..4);
    m.retain(|key, _| {
        if key.number == 0 {
            m.remove(&actor(1));
            m.insert(actor(2), actor(22));
            m.insert(actor(9), actor(90));
        }
        false
    });
    assert_eq!(entries(&m), [(2, 22), (9, 90)], "what has another value, and what is new, stays");
    let m = map(0..4);
    m.retain(|_, _| {
        m.clear();
        false
    });
    assert!(m.is_empty());
    let m = map(0..4);
    let failed = catch_unwind(AssertUnwindSafe(|| m.retain(|key, _| key.number < 2 || panic!("no answer"))));
    assert_eq!((failed.is_err(), m.len()), (true, 4));
}

#[test]
fn what_retain_removes_dies_when_the_map_is_whole() {
    let log = Log::default();
    let m: ObjMap<Actor, Actor> =
        (0..4).map(|number| (actor(number), mortal(number, &log).downcast().unwrap())).collect();
    m.retain(|key, _| key.number == 1);
    assert_eq!((log.take(), m.len()), (vec![0, 2, 3], 1));
}

#[test]
fn equal_hashes_are_retained_by_identity() {
    let m: ObjMap<Actor, Actor> = (0..8).map(|number| (colliding(number), actor(number))).collect();
    m.retain(|key, _| key.number % 3 == 0);
    assert_eq!(entries(&m), [(0, 0), (3, 3), (6, 6)]);
}

#[test]
fn entries_are_taken_out_and_given_away() {
    let m = map(0..3);
    let drained = m.drain();
    assert!(m.is_empty());
    assert!(drained.map(|(key, value)| (key.number, value.number)).eq([(0, 0), (1, 10), (2, 20)]));
    let mut keys = Vec::new();
    for (key, value) in map([5, 4]) {
        assert_eq!((Obj::refcount(&key), Obj::refcount(&value)), (1, 1));
        keys.push(key.number);
    }
    assert_eq!(keys, [5, 4]);
}

#[derive(Object, PartialEq, Eq, Hash)]
struct Name {
    text: String,
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.text
    }
}

#[test]
fn keys_are_found_by_what_they_borrow_as() {
    let names: ObjMap<Name, Int> = ObjMap::new();
    for (number, text) in ["one", "two"].into_iter().enumerate() {
        names.insert(Obj::new(Name { text: text.into() }), Obj::try_from(number).unwrap());
    }
    assert_eq!((names.get_by("two").unwrap(), names.at_by("one").unwrap().clone()), (1.into(), 0.into()));
    assert!(names.contains_by("one") && !names.contains_by("three"));
    assert_eq!(names.remove_by("one").unwrap(), 0);
    assert!(names.remove_by("one").is_none() && names.len() == 1);
    let texts: ObjMap<Str, Int> = [("key".into(), 1.into())].into();
    assert!(texts.contains_by("key") && texts.contains_key("key"));
}

#[test]
fn reading_entries_leaves_no_candidates() {
    let m = map(0..10);
    let key = actor(3);
    let work = || {
        drop(m.entry(key.clone()).and_modify(|value| assert_eq!(value.number, 30)));
        m.retain(|_, _| true);
    };
    assert_eq!(candidates_left_by(work), 1, "the key that was given");
}

#[test]
fn a_shared_map_is_extended() {
    let map: ObjMap<Str, Int> = ObjMap::new();
    map.extend([("a".into(), 1.into()), ("b".into(), 2.into()), ("a".into(), 3.into())]);
    assert!(map.values().eq([3, 2]));
}
