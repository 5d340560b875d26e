//! A program with a thousand types of objects.

use std::any::type_name;
use std::cell::RefCell;

use obj_runtime::gc;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Many<A: 'static, B: 'static, C: 'static> {
    next: RefCell<Option<AnyObj>>,
    #[object(skip)]
    digits: std::marker::PhantomData<fn(A, B, C)>,
}

/// A digit of the number of a type.
struct D<const DIGIT: usize>;

/// Makes an object of a type, which holds the one before.
type Make = fn(AnyObj) -> AnyObj;

fn make<A: 'static, B: 'static, C: 'static>(before: AnyObj) -> AnyObj {
    let object = Obj::new(Many::<A, B, C> { next: RefCell::new(Some(before)), digits: std::marker::PhantomData });
    assert!(object.next.borrow().is_some() && object.digits == std::marker::PhantomData);
    object.into()
}

/// Evaluates an expression once for each digit, which is the type of this name in it.
macro_rules! for_each_digit {
    ($name:ident => $work:expr) => { for_each_digit!([0 1 2 3 4 5 6 7 8 9] $name ($work)) };
    ([$($digit:literal)*] $name:ident $work:tt) => {$({
        type $name = D<$digit>;
        $work;
    })*};
}

fn all_of<A: 'static, B: 'static, C: 'static>(all: &mut Vec<(Make, &'static str)>) {
    all.push((make::<A, B, C>, type_name::<Many<A, B, C>>()));
}

fn with_two<A: 'static, B: 'static>(all: &mut Vec<(Make, &'static str)>) {
    for_each_digit!(C => all_of::<A, B, C>(all));
}

fn with_one<A: 'static>(all: &mut Vec<(Make, &'static str)>) {
    for_each_digit!(B => with_two::<A, B>(all));
}

#[test]
fn a_cycle_through_objects_of_a_thousand_types_is_collected() {
    let mut types = Vec::new();
    let all = &mut types;
    for_each_digit!(A => with_one::<A>(all));
    assert_eq!(types.len(), 1000);
    type First = Many<D<0>, D<0>, D<0>>;
    for round in 0..3 {
        let first = Obj::new(First { next: RefCell::new(None), digits: std::marker::PhantomData });
        let mut last: AnyObj = first.clone().into();
        let mut ids = Vec::new();
        for (make, _) in &types {
            last = make(last);
            ids.push(last.id());
        }
        *first.next.borrow_mut() = Some(last);
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 1000);
        drop(first);
        assert_eq!(gc::collect(), 1001, "round {round}");
    }
}
