//! Results that are shared objects: small integers, truths and `None`.

use std::panic::catch_unwind;

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say, with};

/// An integer that no constant is.
pub(super) fn fresh(number: i64) -> Obj<Int> {
    number.to_string().parse().unwrap()
}

fn type_name(object: &AnyObj) -> &'static str {
    object.type_name()
}

/// A line of script 011: the number, and whether it is the shared object of its value.
fn result(label: &str, number: &Obj<Int>) {
    let is_shared = graph! {
        number = rust!(number.clone());
        number is fresh(rust!(*number))
    };
    with(|script| script.print(label, format!("{number} {is_shared}")));
}

/// What a unit fails with, without the name of the error.
pub(super) fn error_of(unit: fn()) -> String {
    let panic = catch_unwind(unit).expect_err("the unit fails");
    let words = panic.downcast::<String>().expect("words");
    words.strip_prefix("TypeError: ").expect("a wrong type").to_owned()
}

#[test]
fn integers() {
    begin(include_str!("../expected/011.txt"));
    graph! {
        // Where the script computes with integers of more than 64 bits, the twin takes large ones.
        big = fresh(1 << 62);
        five, m5, t = fresh(5), fresh(-5), True;
        result("add", five + five);
        result("sub_big", (big + 7) - big);
        result("mul", five * five);
        result("floordiv_big", Int::divmod(big, big).0);
        result("mod_big", (big + 1) % 3);
        result("neg", -m5);
        result("abs", Int::abs(m5));
        result("invert", rust!(&!fresh(4)));
        result("rshift_big", big >> 62);
        result("rshift_neg_big", -big >> 200);
        result("and_big", (big + 1) & 1);
        result("xor_big", big ^ (big + 3));
        result("lshift", five << 2);
        result("pow", Int::pow(five, fresh(3)));
        result("pow_mod", Int::pow(big, fresh(1)) % 3);
        result("divmod", Int::divmod(big, fresh(3)).1);
        result("int_of_str", rust!(&"5".parse().unwrap()));
        result("int_of_float", Int::truncate(5.0));
        result("int_base", rust!(&i64::from_str_radix("z", 36).unwrap().into()));
        rust!(leave_out(&["round", "floor", "gcd_big", "isqrt", "factorial", "comb", "from_bytes"]));
        result("len", len([0] * 5));
        rust!(leave_out(&["hash"]));
        result("ord", b"a"[0]);
        result("bytes_index", b"abc"[1]);
        l = [big, -big, five];
        result("sum_big", (l[0] + l[1] + l[2]) as Int);
        rust!(leave_out(&["range_item", "enumerate", "json", "pickle", "marshal", "struct", "deepcopy", "bit_length"]));
        result("true_plus_true", t + t);
        result("plus_true", +t);
        rust!(leave_out(&["int_true", "subclass_plus_0", "int_of_subclass", "subclass_instances_not_cached"]));
        say("result_257_not_cached", (fresh(256) + 1) is (fresh(256) + 1));
    };
    end();
}

#[test]
fn truths_and_none() {
    fn nothing() {}

    begin(include_str!("../expected/012.txt"));
    graph! {
        one, zero = fresh(1), fresh(0);
        say("bool_of_5_is_True", (not not 5) is True);
        say("not_0_is_True", (not zero) is True);
        say("eq_result_is_True", (one == 1) is True);
        say("True_equals_1", True == one);
        say("True_is_1", True is one);
        say("hash_equal", True in {one} and one in {True: None});
        say("True_plus_0_type", type_name(True + zero));
        say("True_and_True_type", type_name(True & (one == 1)));
        say("NoneType_call", rust!(Obj::new(NoneType)) is None);
        rust!(leave_out(&["ellipsis_call", "NotImplementedType_call"]));
        say("bool_call_false", rust!(Obj::<Bool>::default()) is False);
        say("function_without_return", nothing() is None);
        say("dict_key_merge", {True: "a", 1: "b", 1.0: "c"});
        rust!(leave_out(&["subclass_bool", "subclass_none"]));
    };
    end();
}
