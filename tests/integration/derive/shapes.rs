//! Structs and enums of every shape.

use super::*;

#[derive(Object, Default)]
struct Named {
    next: RefCell<Option<Obj<Self>>>,
    weight: u32,
}

#[derive(Object, Default)]
struct Tuple(u32, RefCell<Vec<Obj<Tuple>>>);

#[derive(Object, Default)]
struct Unit;

#[derive(Object)]
enum Choice {
    Empty,
    One(RefCell<Option<Obj<Choice>>>),
    Many { weight: u8, held: RefCell<Vec<Obj<Choice>>> },
}

#[derive(Object)]
enum Never {}

#[test]
fn structs_are_traced() {
    leave_ring(3, Named::default, |one, two| *one.next.borrow_mut() = Some(two));
    assert_eq!(gc::collect(), 3);
    assert_eq!(Obj::new(Named { weight: 5, ..Named::default() }).weight, 5);
}

#[test]
fn tuple_structs_are_traced() {
    leave_ring(3, Tuple::default, |one, two| one.1.borrow_mut().push(two));
    assert_eq!(gc::collect(), 3);
    assert_eq!(Obj::new(Tuple(5, RefCell::default())).0, 5);
}

#[test]
fn unit_structs_are_objects() {
    assert!(!Obj::is(&Obj::new(Unit), &Obj::new(Unit)));
    const { assert!(!Unit::HOLDS) };
}

#[test]
fn every_variant_is_traced() {
    let link = |one: &Obj<Choice>, two| match &**one {
        Choice::Empty => unreachable!("no ring is made of these"),
        Choice::One(place) => *place.borrow_mut() = Some(two),
        Choice::Many { weight, held } => held.borrow_mut().extend(vec![two; usize::from(*weight)]),
    };
    leave_ring(2, || Choice::One(RefCell::default()), link);
    assert_eq!(gc::collect(), 2);
    leave_ring(4, || Choice::Many { weight: 3, held: RefCell::default() }, link);
    assert_eq!(gc::collect(), 4);
    assert_eq!(Obj::refcount(&Obj::new(Choice::Empty)), 1);
}

#[test]
fn types_without_values_are_object_types() {
    assert_eq!(Never::NAME, "Never");
    assert!(Obj::<Never>::from_id(0x1000).is_none());
}

#[test]
fn only_types_that_hold_handles_are_tracked() {
    #[derive(Object)]
    struct Plain {
        text: String,
        numbers: [u8; 3],
    }
    const { assert!(Named::HOLDS && Tuple::HOLDS && Choice::HOLDS) };
    const { assert!(!Plain::HOLDS && !Never::HOLDS) };
    let plain = Obj::new(Plain { text: "a".into(), numbers: [1, 2, 3] });
    assert_eq!((&*plain.text, plain.numbers), ("a", [1, 2, 3]));
}
