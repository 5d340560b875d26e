//! Which constants are one object.

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say};

/// Whether a text is the interned object: an equal text that is another object leads to it.
fn interned(text: &Obj<Str>) -> bool {
    let copy = Obj::<Str>::from("").join(&[text.get_item(0), text.slice(1..)]);
    assert!(copy == *text && !Obj::is(&copy, text));
    Obj::is(&copy.intern(), text)
}

#[test]
fn interned_constants() {
    begin(include_str!("../expected/018.txt"));
    graph! {
        say("identifier", interned("abc_1"));
        say("digit_first", interned("1abc"));
        say("underscores", interned("__"));
        say("space", interned("abc def"));
        say("dash", interned("abc-def"));
        say("dot", interned("abc.def"));
        say("newline", interned("ab\n"));
        say("non_ascii_letter", interned("\u{e9}t\u{e9}"));
        say("cjk", interned("\u{65e5}\u{672c}"));
        say("long_identifier_4096", interned("x" * 4096));
        say("folded_concat", interned("ab" + "cd"));
        say("folded_repeat", interned("ab" * 3));
        say("folded_repeat_4096", interned("ab" * 2048));
        rust!(leave_out(&["fstring_constant"]));
        t = ("tupstr_x",);
        say("inside_constant_tuple", interned(t[0] as Str));
        n = (("tupstr_y",),);
        say("inside_nested_constant_tuple", interned((n[0] as Tuple)[0] as Str));
        s = ("tup str",);
        say("spaced_inside_constant_tuple", interned(s[0] as Str));
        rust!(leave_out(&["inside_constant_frozenset"]));
        one = 1;
        run = "run" + str(one) + "x";
        say("runtime_concat", interned(run));
        rust!(leave_out(&["runtime_fstring"]));
    };
    let (first, second) = (graph! { "zork_9" }, graph! { "zork_9" });
    say("same_identifier_two_units", &Obj::is(&first, &second).into());
    let (first, second) = (graph! { "zork 9" }, graph! { "zork 9" });
    say("same_spaced_two_units", &Obj::is(&first, &second).into());
    end();
}

/// How many objects there are.
fn distinct(objects: &Obj<List>) -> i64 {
    let ids: std::collections::HashSet<usize> = objects.iter().map(|object| object.id()).collect();
    i64::try_from(ids.len()).unwrap()
}

#[test]
fn kinds_of_constants() {
    begin(include_str!("../expected/022.txt"));
    graph! { a = 1; b = 1.0; c = True; d = 1; e = 1.0; say("1_1.0_True", distinct([a, b, c, d, e])); };
    graph! { a = 0.0; b = -0.0; c = 0.0; d = -0.0; say("0.0_-0.0_repeat", distinct([a, b, c, d])); };
    graph! { a = (1,); b = (1.0,); c = (True,); d = (1,); say("tuple_1_1.0_True", distinct([a, b, c, d])); };
    graph! { a = (0.0,); b = (-0.0,); c = (0.0,); say("tuple_signed_zero", distinct([a, b, c])); };
    graph! { a = "x y"; b = b"x y"; say("str_vs_bytes", distinct([a, b])); };
    leave_out(&["complex_signed_zero"]);
    graph! { a = 0; b = -0; say("int_0_-0", distinct([a, b])); };
    graph! { a = 1e308 * 10 - 1e308 * 10; b = 1e308 * 10 - 1e308 * 10; say("nan_twice", distinct([a, b])); };
    graph! { a = 1e308 * 10; b = 1e308 * 100; say("inf_twice", distinct([a, b])); };
    graph! { a = 1000; b = 1000.0; say("int_vs_float_big", distinct([a, b])); };
    graph! { a = ((1,), 2); b = ((1.0,), 2); c = ((1,), 2); say("nested_tuple_types", distinct([a, b, c])); };
    graph! { a = 0x101; b = 257; c = 2_57; say("hex_and_decimal_spelling", distinct([a, b, c])); };
    graph! { a = 1e3; b = 1000.0; c = 1_000.0; say("float_spellings", distinct([a, b, c])); };
    graph! { a = "x y"; b = r"x y"; c = r#"x y"#; d = "x" " y"; say("quote_styles", distinct([a, b, c, d])); };
    end();
}

/// Whether the two names of a unit are one object.
macro_rules! same {
    ($label:literal: $($unit:tt)*) => {
        say($label, Obj::as_any(&graph! { $($unit)* a is b }))
    };
}

#[test]
fn folded_values() {
    begin(include_str!("../expected/025.txt"));
    same!("256+1": a = 257; b = 256 + 1;);
    same!("neg": a = -257; b = -(257););
    same!("str_concat": a = "ab cd"; b = "ab" + " cd";);
    same!("implicit_concat": a = "ab cd"; b = "ab" " cd";);
    same!("repeat_20": a = "- " * 10; b = "- - - - - - - - - - ";);
    same!("tuple_concat": a = (1, 2, 3); b = (1, 2) + (3,););
    same!("tuple_repeat": a = (1, 1); b = (1,) * 2;);
    same!("float": a = 0.3; b = 0.1 + 0.2;);
    same!("float_exact": a = 0.5; b = 0.25 + 0.25;);
    same!("shift": a = 1024 * 1024; b = 1 << 20;);
    leave_out(&["too_big_to_fold"]);
    same!("variable_operand": n = 256; a = n + 1; b = n + 1;);
    leave_out(&["ternary_folded"]);
    end();
}

#[test]
fn displays() {
    begin(include_str!("../expected/026.txt"));
    leave_out(&["in_list_becomes_tuple", "in_set_becomes_frozenset", "for_over_list_literal_uses_tuple"]);
    leave_out(&["list_3_constants_kept_as_tuple"]);
    let list = || graph! { [1, 2, 3] };
    say("list_fresh", &Obj::is(&list(), &list()).into());
    leave_out(&["list_2_constants_not_kept", "set_3_constants_kept_as_frozenset"]);
    let set = || graph! { {1, 2, 3} };
    say("set_fresh", &Obj::is(&set(), &set()).into());
    let tuple = |x: i64| graph! { (1, rust!(x)) };
    say("tuple_with_variable_fresh", &Obj::is(&tuple(1), &tuple(1)).into());
    let nested = || graph! { (1, (2, 3), "z") };
    say("nested_tuple_shared", &Obj::is(&nested(), &nested()).into());
    graph! {
        a = [1, 2, 3];
        b = a;
        b += [4];
        say("aliasing_plus_eq", a);
        t = (1, 2);
        u = t;
        u += (3,);
        say("tuple_plus_eq_rebinds", str(t) + " " + str(u));
    };
    leave_out(&["default_list_shared"]);
    end();
}

#[test]
fn a_letter_is_one_object() {
    // CPython 3.11 has two objects for some letters, which came with that version and went with 3.13.
    begin(include_str!("../expected/015.txt"));
    leave_out(&["one_char_strings_with_two_objects", "which", "literal_is_chr", "literal_is_slice"]);
    graph! {
        a = "a";
        i = 1;
        say("slice_is_chr", "xay"[i] is a);
        say("equal_anyway", a == "xay"[i]);
    };
    end();
}
