//! The same statements typed line by line, on one line, and as a script.

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say};

/// Typed line by line: each statement is compiled alone.
macro_rules! typed {
    ($label:literal: $($unit:tt)*) => {
        say($label, Obj::as_any(&graph! { #![interactive] $($unit)* }))
    };
}

/// One unit.
macro_rules! unit {
    ($label:literal: $($unit:tt)*) => {
        say($label, Obj::as_any(&graph! { $($unit)* }))
    };
}

#[test]
fn line_by_line() {
    begin(include_str!("../expected/004.txt"));
    typed!("256_256": a = 256; b = 256; a is b);
    typed!("257_257": c = 257; d = 257; c is d);
    typed!("-5_-5": c = -5; d = -5; c is d);
    typed!("-6_-6": c = -6; d = -6; c is d);
    typed!("float": c = 1.5; d = 1.5; c is d);
    typed!("identifier_str": c = "hello_1"; d = "hello_1"; c is d);
    typed!("spaced_str": c = "hello 1"; d = "hello 1"; c is d);
    typed!("empty_str": c = ""; d = ""; c is d);
    typed!("one_byte": c = b"x"; d = b"x"; c is d);
    typed!("two_bytes": c = b"xy"; d = b"xy"; c is d);
    typed!("lists": list1 = [1, 2, 3]; list2 = [1, 2, 3]; list1 is list2);
    typed!("tuples": tup1 = (1, 2, 3); tup2 = (1, 2, 3); tup1 is tup2);
    typed!("empty_tuples": c = (); d = (); c is d);
    typed!("bools": c = True; d = True; c is d);
    typed!("none": c = None; d = None; c is d);
    leave_out(&["two_functions", "one_function_twice"]);
    unit!("one_compound_statement": a = 257; b = 257; a is b);
    end();
}

#[test]
fn whole_script() {
    begin(include_str!("../expected/005.txt"));
    unit!("256_256": a = 256; b = 256; a is b);
    unit!("257_257": c = 257; d = 257; c is d);
    unit!("-6_-6": c = -6; d = -6; c is d);
    leave_out(&["folded_big"]);
    unit!("float": c = 1.5; d = 1.5; c is d);
    leave_out(&["complex"]);
    unit!("spaced_str": c = "hello 1"; d = "hello 1"; c is d);
    unit!("two_bytes": c = b"xy"; d = b"xy"; c is d);
    unit!("lists": list1 = [1, 2, 3]; list2 = [1, 2, 3]; list1 is list2);
    unit!("tuples": tup1 = (1, 2, 3); tup2 = (1, 2, 3); tup1 is tup2);
    unit!("dicts": d1 = {"a": 1}; d2 = {"a": 1}; d1 is d2);
    unit!("sets": s1 = {1, 2}; s2 = {1, 2}; s1 is s2);
    unit!("tuples_holding_lists": t1 = (1, [2]); t2 = (1, [2]); t1 is t2);
    unit!("folded_expression": c = 257; d = 256 + 1; c is d);
    unit!("runtime_expression": x = 256; c = 257; d = x + 1; c is d);
    end();
}

#[test]
fn one_line() {
    begin(include_str!("../expected/006.txt"));
    unit!("semicolon": c = 257; d = 257; c is d);
    typed!("tuple_unpack": c, d = 257, 257; c is d);
    typed!("chained": c = d = 257; c is d);
    typed!("alias": c = 257; d = c; c is d);
    typed!("plus_zero": c = 257; d = c + 0; c is d);
    unit!("tuples": c = (1, 2); d = (1, 2); c is d);
    unit!("lists": c = [1, 2]; d = [1, 2]; c is d);
    leave_out(&["lambda_next_line", "lambda_same_line"]);
    end();
}

#[test]
fn a_real_session() {
    let shown = graph! {
        #![interactive]
        shown = [];
        a = 256;
        b = 256;
        shown.append(hex(id(a)) == hex(id(b)));
        c = 257;
        d = 257;
        shown.append(hex(id(c)) == hex(id(d)));
        num1 = 10;
        shown.append(rust!(Obj::into_any(Obj::<Int>::from_id(Obj::id(&num1)).unwrap())));
        list1 = [1, 2, 3];
        list2 = [1, 2, 3];
        shown.append(id(list1) == id(list2));
        tup1 = (1, 2, 3);
        tup2 = (1, 2, 3);
        shown.append(id(tup1) == id(tup2));
        a = 10;
        b = a;
        shown.append(a);
        shown.append(b);
        shown.append(hex(id(a)) == hex(id(b)));
        del a;
        shown.append(b);
        shown
    };
    begin(include_str!("../expected/082.txt"));
    // The script shows the texts that were printed.
    let texts: Obj<List> = shown.iter().map(|value| Obj::<Str>::from(value.to_string().as_str())).collect();
    say("repl_values", Obj::as_any(&texts));
    leave_out(&["repl_last_error", "repl_traceback_header"]);
    let script = graph! {
        a = 256;
        b = 256;
        c = 257;
        d = 257;
        list1 = [1, 2, 3];
        list2 = [1, 2, 3];
        tup1 = (1, 2, 3);
        tup2 = (1, 2, 3);
        [
            "hex_256 " + str(hex(id(a)) == hex(id(b))),
            "hex_257 " + str(hex(id(c)) == hex(id(d))),
            "lists " + str(id(list1) == id(list2)),
            "tuples " + str(id(tup1) == id(tup2)),
        ]
    };
    say("script_values", Obj::as_any(&script));
    end();
}

#[test]
fn small_ints_in_units() {
    let shared = |number: i64| {
        *graph! {
            a = rust!(Obj::<Int>::from(number));
            b = rust!(Obj::<Int>::from(number));
            a is b
        }
    };
    let cached: Vec<i64> = (-1000..2000).filter(|number| shared(*number)).collect();
    begin(include_str!("../expected/001.txt"));
    say("cached_min", &cached[0].into());
    say("cached_max", &cached[cached.len() - 1].into());
    say("cached_count", &i64::try_from(cached.len()).unwrap().into());
    say("contiguous", &(cached == (cached[0]..=cached[cached.len() - 1]).collect::<Vec<_>>()).into());
    for (label, number) in [("minus_6_same", -6), ("minus_5_same", -5), ("256_same", 256), ("257_same", 257)] {
        say(label, &shared(number).into());
    }
    end();
}
