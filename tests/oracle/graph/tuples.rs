//! Tuples and frozensets that are one object.

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say};

#[test]
fn tuples() {
    begin(include_str!("../expected/013.txt"));
    graph! {
        e = ();
        t = (1, [2]);
        say("tuple()", rust!(Obj::<Tuple>::default()) is e);
        say("tuple([])", Tuple::of([]) is e);
        one = (1,);
        say("slice_empty", one.slice(rust!(0..0)) is e);
        two, zero = (1, 2), 0;
        say("times_zero", two * zero is e);
        say("empty_plus_empty", e + e is e);
        rust!(leave_out(&["no_varargs", "tuple_of_empty_gen"]));
        say("full_slice", t.slice(rust!(..)) is t);
        say("tuple(t)", Tuple::of(t) is t);
        say("times_one", t * 1 is t);
        say("plus_empty", t + e is t);
        say("empty_plus", e + t is t);
        say("explicit_full_slice", t.slice(rust!(0..2)) is t);
        say("step_1_slice", t.slice(rust!(Slice::new(None, None, 1))) is t);
        say("partial_slice", t.slice(rust!(0..1)) is t.slice(rust!(0..1)));
        rust!(leave_out(&["copy", "deepcopy_with_list", "deepcopy_atomic"]));
        rust!(leave_out(&["subclass_empty_distinct", "subclass_to_tuple_empty", "subclass_slice_type"]));
        say("two_runtime_equal_tuples", Tuple::of([1, 2]) is Tuple::of([1, 2]));
    };
    end();
}

#[test]
fn frozensets() {
    begin(include_str!("../expected/017.txt"));
    graph! {
        say("frozenset()_is_frozenset()", FrozenSet::of([]) is FrozenSet::of([]));
        say("frozenset([])_is_frozenset()", FrozenSet::of([]) is rust!(Obj::<FrozenSet>::default()));
        f = FrozenSet::of([1]);
        say("frozenset(f)_is_f", FrozenSet::of(f) is f);
        say("f.copy()_is_f", f.copy() is f);
        say("f_or_empty_is_f", (f | FrozenSet::of([])) is f);
    };
    leave_out(&["subclass_distinct"]);
    end();
}
