//! Frozen types.

use super::*;

#[derive(Object)]
#[object(frozen)]
struct Cons {
    head: u8,
    tail: Option<Obj<Cons>>,
}

#[derive(Object)]
#[object(frozen)]
struct Even(Option<Obj<Odd>>, Vec<Even>);

#[derive(Object)]
#[object(frozen)]
struct Odd(Box<Part<u8>>);

#[derive(Trace)]
#[object(frozen)]
struct Part<T> {
    even: Option<Obj<Even>>,
    value: T,
    #[object(frozen)]
    foreign: Foreign,
}

struct Foreign(&'static str);

fn is_frozen<T: Frozen>() {}

#[test]
fn types_that_contain_themselves_or_each_other_are_frozen() {
    is_frozen::<Cons>();
    is_frozen::<Obj<Even>>();
    is_frozen::<(Obj<Odd>, Part<String>)>();
    let part = Part { even: None, value: 1, foreign: Foreign("kept") };
    let odd = Obj::new(Odd(Box::new(part)));
    let even = Obj::new(Even(Some(odd), Vec::new()));
    let odd = even.0.as_ref().unwrap();
    assert_eq!((odd.0.foreign.0, odd.0.value, odd.0.even.is_none()), ("kept", 1, true));
}

#[test]
fn frozen_objects_are_never_candidates() {
    const { assert!(!Cons::HOLDS && !Cons::HOLDS_BEHIND) };
    const { assert!(!<Obj<Even>>::HOLDS && !Part::<u8>::HOLDS) };
    let nil = Obj::new(Cons { head: 1, tail: None });
    let cons = Obj::new(Cons { head: 0, tail: Some(nil.clone()) });
    drop(nil);
    assert_eq!((cons.head, cons.tail.as_ref().unwrap().head), (0, 1));
}
