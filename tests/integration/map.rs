//! `ObjMap`.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::actor::{Actor, Log, actor, colliding, mortal, panic_of};

type Map = ObjMap<Actor, Actor>;

fn map(entries: impl IntoIterator<Item = (i64, i64)>) -> Map {
    entries.into_iter().map(|(key, value)| (actor(key), actor(value))).collect()
}

fn entries(map: &Map) -> Vec<(i64, i64)> {
    map.iter().map(|(key, value)| (key.number, value.number)).collect()
}

fn mortal_actor(number: i64, log: &Log) -> Obj<Actor> {
    mortal(number, log).downcast().unwrap()
}

#[test]
fn entries_come_and_go_in_order() {
    let m = map([(3, 30), (1, 10), (2, 20)]);
    assert_eq!(entries(&m), [(3, 30), (1, 10), (2, 20)]);
    assert_eq!(m.insert(actor(1), actor(11)).unwrap().number, 10);
    assert_eq!(m.remove(&actor(3)).unwrap().number, 30);
    assert!(m.remove(&actor(3)).is_none() && m.insert(actor(4), actor(40)).is_none());
    assert_eq!(entries(&m), [(1, 11), (2, 20), (4, 40)]);
    assert_eq!((m.get(&actor(2)).unwrap().number, m.at(&actor(4)).unwrap().number), (20, 40));
    assert!(m.contains_key(&actor(1)) && !m.contains_key(&actor(3)) && m.at(&actor(3)).is_none());
    assert_eq!(m.keys().rev().map(|key| key.number).collect::<Vec<_>>(), [4, 2, 1]);
    assert_eq!(m.values().map(|value| value.number).collect::<Vec<_>>(), [11, 20, 40]);
    assert_eq!((m.iter().len(), m.len()), (3, 3));
    let (key, value) = m.pop().unwrap();
    assert_eq!((key.number, value.number), (4, 40));
    assert_eq!(entries(&m.clone()), entries(&m));
    m.clear();
    assert!(m.is_empty() && m.pop().is_none());
}

#[test]
fn keys_are_found_by_value_and_the_first_stays() {
    let (first, second) = (actor(1), actor(1));
    let m = Map::from([(first.clone(), actor(10)), (second.clone(), actor(20))]);
    assert!(Obj::is(&m.get_key(&second).unwrap(), &first));
    assert_eq!(m.get(&actor(1)).unwrap().number, 20);
    assert!(map([(1, 2), (3, 4)]) == map([(3, 4), (1, 2)]) && map([(1, 2)]) != map([(1, 3)]));
}

#[test]
fn texts_are_looked_up_with_and_without_handle() {
    let m: ObjMap<Str, Int> = [("one".into(), 1.into()), ("two".into(), 2.into())].into();
    assert_eq!((m.get("two").unwrap(), m.at(&Obj::<Str>::from("one")).unwrap().clone()), (2.into(), 1.into()));
    // A part of a key begins at the same address.
    let key = Obj::<Str>::from("twofold");
    m.insert(key.clone(), 3.into());
    assert!(m.at(&key[..3]).unwrap().clone() == 2 && m.get(&key[..4]).is_none());
    assert_eq!(format!("{m:?}"), "{'one': 1, 'two': 2, 'twofold': 3}");
    let by_number: ObjMap<Int, Str> = [(7.into(), "seven".into())].into();
    assert_eq!(by_number.get(&7).unwrap(), "seven");
}

#[test]
fn missing_values_are_made_once() {
    let m = Map::new();
    assert_eq!(m.get_or_insert_with(actor(1), || actor(10)).number, 10);
    assert_eq!(m.get_or_insert_with(actor(1), || unreachable!()).number, 10);
    // What is added meanwhile stays.
    let value = m.get_or_insert_with(actor(2), || {
        m.insert(actor(2), actor(21));
        actor(22)
    });
    assert_eq!((value.number, m.len()), (21, 2));
}

#[test]
fn an_iterator_goes_on_with_what_there_was() {
    let m = map([(1, 10), (2, 20), (3, 30)]);
    let mut seen = Vec::new();
    for (key, value) in &m {
        m.clear();
        m.insert(actor(9), actor(90));
        seen.push((key.number, value.number));
    }
    assert_eq!(seen, [(1, 10), (2, 20), (3, 30)]);
    assert_eq!(entries(&m), [(9, 90)]);
}

#[test]
fn a_guard_outlives_the_entry() {
    let log = Log::default();
    let m = Map::new();
    m.insert(actor(1), mortal_actor(10, &log));
    let guard = m.at(&actor(1)).unwrap();
    m.clear();
    assert_eq!((guard.number, log.take()), (10, vec![]));
    drop(guard);
    assert_eq!(log.take(), [10]);
}

#[test]
fn entries_die_in_order_keys_before_values() {
    let log = Log::default();
    let make = || (0..3).map(|n| (mortal_actor(n, &log), mortal_actor(n + 10, &log))).collect::<Map>();
    drop(make());
    assert_eq!(log.take(), [0, 10, 1, 11, 2, 12]);
    make().clear();
    assert_eq!(log.take(), [0, 10, 1, 11, 2, 12]);
}

#[test]
fn comparisons_hashes_and_the_dying_may_use_the_map() {
    let m = Rc::new((0..5).map(|number| (colliding(number), actor(number))).collect::<Map>());
    let hostile = colliding(4);
    hostile.on_equal({
        let (m, calls) = (m.clone(), Cell::new(0));
        move || {
            calls.set(calls.get() + 1);
            if calls.get() == 3 {
                m.clear();
                m.insert(colliding(4), actor(44));
            }
        }
    });
    assert_eq!(m.get(&hostile).unwrap().number, 44);
    let hostile = actor(1);
    hostile.on_hash({
        let m = m.clone();
        move || m.clear()
    });
    m.insert(hostile.clone(), actor(1));
    assert_eq!(entries(&m), [(1, 1)]);
    let heir = actor(2);
    heir.on_death({
        let m = m.clone();
        move || assert!(m.insert(actor(9), actor(90)).is_none())
    });
    m.insert(actor(1), heir);
    m.clear();
    assert_eq!(entries(&m), [(9, 90)]);
    let panicking = colliding(1);
    panicking.on_equal(|| panic!("no comparison"));
    m.insert(colliding(1), actor(5));
    assert_eq!(panic_of(|| m.get(&panicking)), "no comparison");
    assert_eq!(m.len(), 2);
}

#[test]
fn reading_makes_no_candidates() {
    let m = map((0..10).map(|number| (number, number)));
    let keys: Vec<Obj<Actor>> = (0..20).map(actor).collect();
    gc::collect();
    let before = gc::stats().full.candidates;
    assert_eq!(keys.iter().filter_map(|key| m.at(key)).count(), 10);
    assert_eq!(entries(&m).len(), 10);
    // Also what an iterator leaves unread.
    assert_eq!(m.iter().next().unwrap().0.number, 0);
    gc::collect();
    assert_eq!(gc::stats().full.candidates, before);
}

/// Equal by number; all of one hash. A comparison with 2 empties the map and fills it again.
#[derive(Object)]
struct Emptying(u32);

thread_local! {
    static EMPTIED: ObjMap<Emptying, Int> = const { ObjMap::new() };
    static FILLED_WITH: RefCell<Vec<Obj<Emptying>>> = const { RefCell::new(Vec::new()) };
}

impl Hash for Emptying {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u8(1);
    }
}

impl PartialEq for Emptying {
    fn eq(&self, other: &Self) -> bool {
        let keys = if self.0 == 2 || other.0 == 2 { FILLED_WITH.take() } else { Vec::new() };
        if !keys.is_empty() {
            EMPTIED.with(|map| {
                map.clear();
                keys.into_iter().for_each(|key| drop(map.insert(key, 10.into())));
            });
        }
        self.0 == other.0
    }
}

impl Eq for Emptying {}

#[test]
fn a_key_that_is_back_in_its_place_does_not_hide_those_before_it() {
    let key = |number| Obj::new(Emptying(number));
    let (other, compared, equal) = (key(1), key(2), key(3));
    EMPTIED.with(|map| {
        map.insert(other, 1.into());
        map.insert(compared.clone(), 2.into());
        FILLED_WITH.set(vec![equal, compared]);
        assert!(map.insert(key(3), 30.into()).is_some_and(|before| *before == 10));
        assert_eq!(map.len(), 2);
        map.clear();
    });
}
