//! `Tuple`.

use obj_runtime::gc;
use obj_runtime::inspect::{Origin, explain_is};
use obj_runtime::prelude::*;

use crate::actor::{Log, actor, any, mortal, number, panic_of};
use crate::node::booms;

fn tuple<const N: usize>(numbers: [i64; N]) -> Obj<Tuple> {
    numbers.map(any).into()
}

#[test]
fn the_empty_tuple_is_one_object() {
    let empty = Obj::<Tuple>::default();
    let pair = tuple([1, 2]);
    let none: [AnyObj; 0] = [];
    for other in [
        Obj::from(none),
        Vec::<AnyObj>::new().into(),
        std::iter::empty::<AnyObj>().collect(),
        Obj::new(Tuple::default()),
        pair.times(0),
        pair.times(-1),
        pair.slice(1..1),
        empty.times(5),
        empty.plus(&empty),
        Tuple::of(&Obj::<List>::default().into()),
    ] {
        assert!(Obj::is(&other, &empty));
    }
    assert_eq!(format!("{empty:?}"), "()");
    assert_eq!(Obj::origin(&empty), Origin::Cached);
    assert_eq!(explain_is(&empty, &empty.clone()).to_string(), "one object: the empty tuple is made once per thread");
    let two = explain_is(&pair, &tuple([1, 2])).to_string();
    assert_eq!(two, "two objects of one value: only the empty tuple is made once per thread");
}

#[test]
fn operations_without_effect_give_the_same_object() {
    let (pair, empty) = (tuple([1, 2]), Obj::<Tuple>::default());
    for same in [
        pair.slice(..),
        pair.slice(0..2),
        pair.slice(-9..),
        pair.times(1),
        pair.plus(&empty),
        empty.plus(&pair),
        Tuple::of(Obj::as_any(&pair)),
    ] {
        assert!(Obj::is(&same, &pair));
    }
    assert!(!Obj::is(&pair.slice(0..1), &pair.slice(0..1)));
    assert!(!Obj::is(&tuple([1, 2]), &pair));
}

#[test]
fn operators_are_pythons() {
    let pair = Obj::<Tuple>::from([1, 2]);
    assert_eq!(format!("{:?} {:?}", &pair + &pair, &pair * 2), "(1, 2, 1, 2) (1, 2, 1, 2)");
    assert!(Obj::is(&(&pair + Obj::<Tuple>::default()), &pair) && Obj::is(&(pair.clone() * 1), &pair));
    assert!(pair == Obj::<Tuple>::from([1, 2]) && pair < Obj::<Tuple>::from([1, 3]));
}

#[test]
fn items_lie_in_the_slot() {
    for len in [1, 2, 3, 15, 16, 100, 1000] {
        let tuple: Obj<Tuple> = (0..len).map(any).collect();
        assert_eq!(tuple.len(), len as usize);
        assert!(tuple.iter().map(number).eq(0..len));
        assert_eq!(number(&tuple.get_item(-1)), len - 1);
        assert!(Obj::is(&Obj::<Tuple>::from_id(Obj::id(&tuple)).unwrap(), &tuple));
    }
}

#[test]
fn indices_count_from_both_ends() {
    let tuple = tuple([1, 2, 3]);
    assert_eq!(number(&tuple.get_item(0)), 1);
    assert_eq!(number(&tuple.get_item(-3)), 1);
    assert_eq!(panic_of(|| tuple.get_item(3)), "IndexError: tuple index out of range");
    assert_eq!(panic_of(|| tuple.get_item(-4)), "IndexError: tuple index out of range");
    assert_eq!(panic_of(|| tuple.get_item(isize::MIN)), "IndexError: tuple index out of range");
}

#[test]
fn slices_are_pythons() {
    let tuple = tuple([0, 1, 2, 3, 4]);
    let numbers = |slice: Slice| tuple.slice(slice).iter().map(number).collect::<Vec<_>>();
    assert_eq!(numbers(Slice::new(None, None, -1)), [4, 3, 2, 1, 0]);
    assert_eq!(numbers(Slice::new(Some(-2), None, -2)), [3, 1]);
    assert_eq!(numbers(Slice::new(Some(1), Some(4), 2)), [1, 3]);
    assert_eq!(numbers(Slice::new(Some(9), Some(-9), isize::MIN)), [4]);
    assert_eq!(numbers(Slice::new(Some(isize::MIN), Some(isize::MAX), isize::MAX)), [0]);
    assert!(numbers(Slice::new(Some(3), Some(1), 1)).is_empty());
    assert_eq!(panic_of(|| Slice::new(None, None, 0)), "ValueError: slice step cannot be zero");
}

#[test]
fn items_are_found_by_value() {
    let tuple = tuple([1, 2, 1]);
    assert_eq!((tuple.index(&any(2)), tuple.count(&any(1)), tuple.has(&any(3))), (1, 2, false));
    assert_eq!(panic_of(|| tuple.index(&any(3))), "ValueError: tuple.index(x): x not in tuple");
}

#[test]
fn they_are_written_as_python_does() {
    let list = Obj::<List>::default();
    let looped: Obj<Tuple> = [list.clone()].into();
    assert_eq!(format!("{looped:?} {:?} {:?}", tuple([1]), tuple([1, 2])), "([],) (1,) (1, 2)");
    list.append(looped.clone().into());
    assert_eq!(format!("{looped:?}"), "([(...)],)");
    assert_eq!(format!("{}", Obj::as_any(&looped)), "([(...)],)");
    list.clear();
}

#[test]
fn equal_items_make_equal_tuples_of_one_hash() {
    let equal = |a: &Obj<Tuple>, b: &Obj<Tuple>| Obj::as_any(a).equals(Obj::as_any(b));
    let hash = |a: &Obj<Tuple>| Obj::as_any(a).hash_value().unwrap();
    let (a, b) = (tuple([1, 2]), tuple([1, 2]));
    assert!(equal(&a, &b) && hash(&a) == hash(&b));
    for other in [tuple([2, 1]), tuple([1]).plus(&tuple([2, 3])), tuple([1]), Obj::default()] {
        assert!(!equal(&a, &other) && hash(&a) != hash(&other));
    }
    let list: Obj<List> = [any(1), any(2)].into();
    assert!(!Obj::as_any(&a).equals(Obj::as_any(&list)));
    let with_list: Obj<Tuple> = [list].into();
    assert_eq!(Obj::as_any(&with_list).hash_value().unwrap_err().to_string(), "unhashable type: 'list'");
}

#[test]
fn an_item_that_equals_nothing_is_found_by_identity() {
    let nan = AnyObj::from(f64::NAN);
    let (a, b): (Obj<Tuple>, Obj<Tuple>) = ([nan.clone()].into(), [nan.clone()].into());
    assert!(!nan.equals(&nan));
    assert!(Obj::as_any(&a).equals(Obj::as_any(&b)));
    assert!(a.has(&nan));
}

#[test]
fn items_die_last_to_first() {
    let log = Log::default();
    drop((0..5).map(|number| mortal(number, &log)).collect::<Obj<Tuple>>());
    assert_eq!(log.take(), [4, 3, 2, 1, 0]);
}

#[test]
fn all_items_die_even_if_one_panics() {
    let log = Log::default();
    let bomb = actor(9);
    bomb.on_death(|| panic!("boom"));
    let tuple: Obj<Tuple> = [mortal(0, &log), bomb.into(), mortal(2, &log), mortal(3, &log)].into();
    let reported = booms("boom");
    drop(tuple);
    assert_eq!((log.take(), reported.take()), (vec![3, 2, 0], 1));
}

#[test]
fn a_tuple_can_be_part_of_a_cycle() {
    gc::collect();
    let list = Obj::<List>::default();
    list.append(Obj::<Tuple>::from([list.clone()]).into());
    drop(list);
    assert_eq!(gc::collect(), 2);
}

#[test]
fn making_one_while_its_items_are_collected_keeps_them() {
    // Items are handles of the maker until the tuple has them.
    let tuples: Vec<Obj<Tuple>> = (0..if cfg!(miri) { 50 } else { 5000 })
        .map(|number| {
            let list = Obj::<List>::default();
            list.append(list.clone().into());
            [list.into(), any(number)].into()
        })
        .collect();
    gc::collect();
    assert!(tuples.iter().enumerate().all(|(index, tuple)| number(&tuple[1]) == index as i64));
    for tuple in &tuples {
        tuple[0].downcast_ref::<List>().unwrap().clear();
    }
}
