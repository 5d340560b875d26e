//! The empty tuple, and operations that copy nothing.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/013.txt"));
    let e = Obj::<Tuple>::default();
    let t: Obj<Tuple> = [AnyObj::from(1), Obj::<List>::from([2]).into()].into();
    let is = |made: &Obj<Tuple>, other: &Obj<Tuple>| Obj::is(made, other);
    p.print_bool("tuple()", is(&Obj::default(), &e));
    p.print_bool("tuple([])", is(&Tuple::of(&Obj::<List>::default().into()), &e));
    p.print_bool("slice_empty", is(&Obj::<Tuple>::from([1]).slice(0..0), &e));
    p.print_bool("times_zero", is(&Obj::<Tuple>::from([1, 2]).times(0), &e));
    p.print_bool("empty_plus_empty", is(&e.plus(&e), &e));
    p.leave_out(&["no_varargs"]);
    p.print_bool("tuple_of_empty_gen", is(&std::iter::empty::<AnyObj>().collect(), &e));
    p.print_bool("full_slice", is(&t.slice(..), &t));
    p.print_bool("tuple(t)", is(&Tuple::of(Obj::as_any(&t)), &t));
    p.print_bool("times_one", is(&t.times(1), &t));
    p.print_bool("plus_empty", is(&t.plus(&e), &t));
    p.print_bool("empty_plus", is(&e.plus(&t), &t));
    p.print_bool("explicit_full_slice", is(&t.slice(0..2), &t));
    p.print_bool("step_1_slice", is(&t.slice(Slice::new(None, None, 1)), &t));
    p.print_bool("partial_slice", is(&t.slice(0..1), &t.slice(0..1)));
    // There is no deep copy, and no type is derived from another.
    p.leave_out(&["copy", "deepcopy_with_list", "deepcopy_atomic"]);
    p.leave_out(&["subclass_empty_distinct", "subclass_to_tuple_empty", "subclass_slice_type"]);
    let list = Obj::<List>::from([1, 2]).into();
    p.print_bool("two_runtime_equal_tuples", is(&Tuple::of(&list), &Tuple::of(&list)));
    p.end();
}
