use super::{Key, Pool};
use crate::errors::Errors;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind};
use crate::graph_macro::testing::checked_unit_of;

/// The value of a unit that is one expression.
fn folded(source: &str) -> Expr {
    let mut errors = Errors::default();
    let unit = checked_unit_of(source, &mut errors);
    assert_eq!(errors.messages(), [""; 0], "{source}");
    unit.value.expect("an expression")
}

fn constant(source: &str) -> Option<Constant> {
    folded(source).constant().cloned()
}

fn key(source: &str) -> Option<Key> {
    Key::of(&constant(source)?)
}

#[test]
fn what_has_no_result_is_a_mistake() {
    let large = "the result does not fit in an int of 64 bits";
    let cases = [
        ("1 << 63", large),
        ("1 << 64", large),
        ("9223372036854775807 + 1", large),
        ("9223372036854775807 * 2", large),
        ("-(-9223372036854775808)", large),
        ("1 << -1", "negative shift count"),
        ("1 >> -1", "negative shift count"),
    ];
    for (source, words) in cases {
        let mut errors = Errors::default();
        checked_unit_of(&format!("a = {source};"), &mut errors);
        assert!(errors.messages().len() == 1 && errors.messages()[0].starts_with(words), "{source}: {errors:?}");
    }
    for source in ["0 << 100", "1 >> 4294967296", "-9223372036854775808 % -1", "1 << 62", "2 / 9223372036854775807"] {
        let mut errors = Errors::default();
        checked_unit_of(&format!("a = {source};"), &mut errors);
        assert_eq!(errors.messages(), [""; 0], "{source}");
    }
}

#[test]
fn limits_of_folding_are_those_of_cpython() {
    let is_folded = [
        "\"a\" * 4096",
        "b\"a\" * 4096",
        "(1,) * 256",
        "(1, 2) * 128",
        "1 << 62",
        "-1",
        "\"a\" + \"b\"",
        "b\"a\" + b\"b\"",
        "\"ab\"[0]",
        "(1, 2)[0]",
        "1.5 * 2",
        "0.1 + 0.2",
        "True + True",
        "(1, 2) + (3,)",
        "(1, 2, (3, 4))",
        "()",
        "5 % 3",
        "not 1",
        "7 / 2",
        "1 >> 70",
        "\"\" * -1",
        "0 * \"abc\"",
    ];
    let is_left = [
        "\"a\" * 4097",
        "b\"a\" * 4097",
        "(1,) * 257",
        "(1, 2) * 129",
        "[]",
        "[1, 2]",
        "{1, 2}",
        "{1: 2}",
        "len(\"a\")",
        "\"a\".upper()",
        "\"a\" * -1",
        "1 < 2",
        "9007199254740993 / 3",
        "1 and 2",
    ];
    for source in is_folded {
        assert!(constant(source).is_some(), "{source}");
    }
    for source in is_left {
        assert!(constant(source).is_none(), "{source}");
    }
}

#[test]
fn folding_computes_as_python() {
    let cases = [
        ("256 + 1", "257"),
        ("-7 % 3", "2"),
        ("7 % -3", "-2"),
        ("-7.5 % 2", "0.5"),
        ("7 / 2", "3.5"),
        ("True + 1", "2"),
        ("-(257)", "-257"),
        ("\"ab\" + \" cd\"", "\"ab cd\""),
        ("(1,) * 2", "(1, 1)"),
        ("1 << 20", "1024 * 1024"),
        ("0.25 + 0.25", "0.5"),
        ("\"abc\"[-1]", "\"c\""),
        ("b\"abc\"[1]", "98"),
        ("+True", "1"),
        ("6 & 3 | 8 ^ 1", "11"),
        ("(1, (2, 3))[1]", "(2, 3)"),
        ("-6 >> 1", "-3"),
        ("\"- \" * 3", "\"- - - \""),
        ("True & True", "True"),
    ];
    for (source, expected) in cases {
        assert_eq!(key(source), key(expected), "{source}");
        assert!(key(source).is_some(), "{source}");
    }
    assert_ne!(key("0.1 + 0.2"), key("0.3"));
}

#[test]
fn constants_are_one_by_type_and_value() {
    let differ = [
        "1", "1.0", "True", "0", "0.0", "-0.0", "\"x\"", "b\"x\"", "(1,)", "(1.0,)", "(True,)", "((1,),)", "None", "()",
    ];
    for (at, first) in differ.iter().enumerate() {
        for second in &differ[at + 1..] {
            assert_ne!(key(first), key(second), "{first} {second}");
        }
    }
    for (first, second) in
        [("0", "-0"), ("0x101", "2_57"), ("1e3", "1000.0"), ("\"x y\"", "r\"x y\""), ("(0.0,)", "(0.0,)")]
    {
        assert_eq!(key(first), key(second));
    }
    assert_eq!(key("1e308 * 10 - 1e308 * 10"), None, "NaN is like nothing");
}

#[test]
fn the_keys_of_deep_constants_are_no_longer_than_they_are_deep() {
    let (deep, other) = (40, 39);
    let nested = |depth| format!("{}1{}", "(".repeat(depth), ",)".repeat(depth));
    assert_eq!(key(&nested(deep)), key(&nested(deep)));
    assert_ne!(key(&nested(deep)), key(&nested(other)));
    assert_ne!(key("(\"a,Str(b\",)"), key("(\"a\", \"b\")"));
}

#[test]
fn membership_looks_into_constants() {
    let right = |source| match folded(source).kind {
        ExprKind::Compare { rest, .. } => rest.into_iter().next_back().unwrap().right,
        other => panic!("{other:?}"),
    };
    assert!(matches!(right("1 in [1, 2]").constant(), Some(Constant::Tuple(_))));
    assert!(matches!(right("1 not in {1, 2}").constant(), Some(Constant::FrozenSet(_))));
    assert!(matches!(right("1 in [f(), 2]").kind, ExprKind::Tuple(_)));
    assert!(matches!(right("1 in {f(), 2}").kind, ExprKind::Set(_)));
}

#[test]
fn the_pool_has_each_constant_once_and_loads_what_is_used() {
    let mut pool = Pool::default();
    let tuple = constant("(257, (\"x y\", 257))").unwrap();
    let (first, again) = (pool.load(&tuple), pool.load(&tuple.clone()));
    assert_eq!(first, again);
    let number = pool.load(&Constant::Int(257));
    assert_ne!(first, number);
    let (values, loaded) = pool.tables(&quote::quote!(k));
    let values = values.to_string().replace(' ', "");
    assert_eq!(
        values,
        "[k::Constant::Integer(257),k::Constant::Text(\"xy\"),k::Constant::Items(&[1,0]),k::Constant::Items(&[0,2])]"
    );
    assert_eq!(loaded.to_string().replace(' ', ""), "[3,0]");
}

#[test]
fn the_tables_of_many_constants_have_short_rows() {
    let mut pool = Pool::default();
    for number in 0..130 {
        let _ = pool.load(&Constant::Int(number));
    }
    let (_, loaded) = pool.tables(&quote::quote!(k));
    let rows = loaded.into_iter().filter_map(|token| match token {
        proc_macro2::TokenTree::Group(row) => Some(row.stream().into_iter().count()),
        _ => None,
    });
    assert_eq!(rows.collect::<Vec<_>>(), [127, 127, 3]);
}

#[test]
fn numbers_that_are_like_no_other_are_kept_apart() {
    let mut pool = Pool::default();
    let nan = Constant::Float(f64::NAN);
    assert_ne!(pool.load(&nan), pool.load(&nan));
    assert_eq!(pool.load(&Constant::Float(0.0)), pool.load(&Constant::Float(0.0)));
    assert_ne!(pool.load(&Constant::Float(0.0)), pool.load(&Constant::Float(-0.0)));
}
