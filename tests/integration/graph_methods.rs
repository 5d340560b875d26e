//! Methods and functions of the language, each with what CPython 3.11 answers.

use obj_runtime::prelude::*;

#[test]
fn views_of_dicts_see_what_is_there() {
    graph! {
        d = {"a": 1};
        keys = d.keys(); values = d.values(); items = d.items();
        d["b"] = 2;
        assert list(keys) == ["a", "b"] and sum(values) == 3 and ("b", 2) in items and len(items) == 2;
        assert "a" in keys and 2 in values and "c" not in keys;
        assert str(keys) == "dict_keys(['a', 'b'])" and repr(values) == "dict_values([1, 2])";
        assert str(items) == "dict_items([('a', 1), ('b', 2)])";
        e = {"b": 5, "c": 6};
        assert keys & e.keys() == {"b"} and sorted(keys | e.keys()) == ["a", "b", "c"];
        assert keys - e.keys() == {"a"} and keys ^ e.keys() == {"a", "c"} and keys == {"a", "b"};
        unhashed = {"k": [1]}.items();
        assert ("k", [1]) in unhashed;
        every = [d];
        assert list(every[0].keys()) == ["a", "b"] and [k + str(v) for k, v in every[0].items()] == ["a1", "b2"];
        d.update(c=3); d.update({"x": 0}, b=9);
        assert d == {"a": 1, "b": 9, "c": 3, "x": 0} and dict([("a", 1)], b=2) == {"a": 1, "b": 2};
    };
}

#[test]
fn bytes_have_the_methods_of_texts() {
    graph! {
        assert b"aB".upper() == b"AB" and b"aB".lower() == b"ab" and b"aB".swapcase() == b"Ab" and b"ab".title() == b"Ab";
        assert b"a,b,c".split(b",") == [b"a", b"b", b"c"] and b"a,b,c".rsplit(b",", 1) == [b"a,b", b"c"] and b"a b".split() == [b"a", b"b"];
        assert b",".join([b"a", b"b"]) == b"a,b" and b"abc".replace(b"a", b"x") == b"xbc" and b"a-b".partition(b"-") == (b"a", b"-", b"b");
        assert b"abc".find(b"c") == 2 and b"abc".find(99) == 2 and b"abc".rfind(b"z") == -1 and b"abc".index(b"b") == 1 and b"abc".count(b"b") == 1;
        assert b"abc".startswith(b"a") and b"abc".endswith((b"x", b"c")) and b"abc".startswith(b"b", 1);
        assert b" a ".strip() == b"a" and b"xax".lstrip(b"x") == b"ax" and b"7".zfill(3) == b"007" and b"a".center(3, b"*") == b"*a*";
        assert b"abc".removeprefix(b"a") == b"bc" and b"a\nb".splitlines() == [b"a", b"b"];
        assert b"ab".isalpha() and b"12".isdigit() and not b"\xe9".isalpha() and b"\xe9".upper() == b"\xe9";
        assert b"\xc3\xa9".decode() == "é" and b"\xc3\xa9".decode("utf-8") == "é" and b"abc".hex() == "616263";
        assert bytes("é", "utf-8") == "é".encode() == "é".encode(encoding="utf-8") == b"\xc3\xa9";
        w = b"hello";
        assert w.strip() is w and w.replace(b"q", b"z") is w and w.upper() is not w;
        l = [w];
        assert l[0].upper() == b"HELLO" and l[0].decode() == "hello";
    };
}

#[test]
fn texts_take_all_arguments() {
    graph! {
        s = "abcabc";
        assert s.find("c", 3) == 5 and s.find("c", 0, 2) == -1 and s.rfind("a", 0, 3) == 0 and s.index("a", 1) == 3 and s.count("a", 1) == 1;
        assert s.find("", 7) == -1 and s.find("", 6) == 6 and s.startswith("b", 1, 2) and s.endswith("b", 0, 2) and not s.startswith("b", 2);
        assert "a,b,c".split(sep=",", maxsplit=1) == ["a", "b,c"] and "a b c".split(maxsplit=1) == ["a", "b c"] and "a b".split(None) == ["a", "b"];
        assert "a\nb\n".splitlines(True) == ["a\n", "b\n"] and "a\nb".splitlines(keepends=True) == ["a\n", "b"];
        assert "a\tb".expandtabs(4) == "a   b" and "ß".casefold() == "ss" and "Ab Cd".istitle() and "a_1".isidentifier() and not "1a".isidentifier();
        assert "½".isnumeric() and "a".isascii() and not "é".isascii() and "a".isprintable() and not "\n".isprintable();
        assert "{} {} {} {}".format(1, 2, 3, 4) == "1 2 3 4" and str() == "";
    };
}

#[test]
fn texts_are_cut_where_python_cuts_them() {
    graph! {
        assert "a b c".rsplit(None, 1) == ["a b", "c"] and " a  b c ".rsplit(None, 1) == [" a  b", "c"] and "a  ".rsplit(None, 0) == ["a"];
        assert "é é é".rsplit(maxsplit=1) == ["é é", "é"] and "a b".rsplit(None, -1) == ["a", "b"] and " ".rsplit(None, 1) == [] and " a b  c ".split(None, 1) == ["a", "b  c "];
        assert "a\x1cb\x1dc\x1ed\x1fe".split() == ["a", "b", "c", "d", "e"] and "a\x1cb c".split(None, 1) == ["a", "b c"] and "a\x1cb".rsplit() == ["a", "b"];
        assert "\x1c\x1fa\x1d".strip() == "a" and "\x1ca".lstrip() == "a" and "a\x1f".rstrip() == "a" and "\x1c\x1d\x1e\x1f\u{85}\u{2003}".isspace() and not "\u{200b}".isspace();
        lines = "a\x0bb\x0cc\x1cd\x1de\x1ef\u{85}g\u{2028}h\u{2029}i\r\nj\rk\nl\x1fm\n";
        assert lines.splitlines() == ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l\x1fm"] and "".join(lines.splitlines(True)) == lines;
        assert "\r\n\r".splitlines(True) == ["\r\n", "\r"] and "\n\r".splitlines() == ["", ""] and "".splitlines() == [] and "a\n\n".splitlines() == ["a", ""];
        assert b"a\x0bb\x0cc\x1cd\r\ne\rf\n".splitlines() == [b"a\x0bb\x0cc\x1cd", b"e", b"f"] and b"a\x0bb\x1cc d".split() == [b"a", b"b\x1cc", b"d"];
        assert b"\x1ca\x0b".strip() == b"\x1ca" and not b"\x1c".isspace() and b"\x0b".isspace() and b"\x1c".isascii() and not b"\x80".isascii() and b"a\x1cb".split(b"\x1c") == [b"a", b"b"];
    };
}

#[test]
fn texts_know_the_kinds_and_cases_of_characters() {
    graph! {
        assert "ǆa ßa ﬁa".title() == "ǅa Ssa Fia" and "ǆab".capitalize() == "ǅab" and "ΑΣ ΣΑ".title() == "Ας Σα" and "ΑΣ".capitalize() == "Ας" and "あa 1a".title() == "あA 1A";
        assert "ǅa".istitle() and not "ǆ".istitle() and not "Ab1c".istitle() and not "1".istitle() and "日本A".istitle() and not "ǅ".isupper() and not "Aǅ".isupper();
        assert "ǅ".swapcase() == "ǅ" and "aΑΣ".swapcase() == "Aας" and "ﬁßẞςŉ".casefold() == "fissssσʼn";
        assert "²".isdigit() and not "²".isdecimal() and "四".isnumeric() and "四".isalpha() and "٣".isdecimal() and not "Ⅷ".isalpha() and not "हिन्दी".isalpha() and "a²".isalnum();
        assert not "\u{a0}".isprintable() and not "\u{200b}".isprintable() and "é\u{301}".isprintable() and not "\x7f".isprintable() and "".isprintable();
    };
}

#[test]
fn floats_are_rounded_as_all_their_digits_say() {
    graph! {
        assert round(25.0, -1) == 20.0 and round(35.0, -1) == 40.0 and round(34.9999, -1) == 30.0 and round(25.5, -1) == 30.0 and round(5.0, -1) == 0.0 and round(5.1, -1) == 10.0;
        assert round(1e300, -299) == 1e300 and round(1e23, -23) == 1e23 and round(4.9e22, -23) == 0.0 and str(round(-5.0, -1)) == "-0.0" and round(1234.5678, -2) == 1200.0;
        assert round(float("inf"), -1) == float("inf") and str(round(float("nan"), 1)) == "nan" and round(2.5, -400) == 0.0;
    };
    let message = |end: fn()| *std::panic::catch_unwind(end).unwrap_err().downcast::<String>().unwrap();
    assert_eq!(
        message(|| graph! { print(round(1.5e308, -308)); }),
        "OverflowError: rounded value too large to represent"
    );
}

#[test]
fn functions_take_arguments_by_name_and_from_lists() {
    graph! {
        assert type(1).__name__ == "int" and type([]).__name__ + "!" == "list!";
        assert int("ff", base=16) == 255 and round(2.675, ndigits=2) == 2.67 and pow(2, 3, mod=5) == 3 and pow(base=2, exp=3) == 8 and pow(2, -1, 5) == 3 and pow(3, -2, 7) == 4;
        assert list(zip([1], [2], "a", (3,))) == [(1, 2, "a", 3)] and isinstance(1, object) and isinstance(None, (int, object));
        a = [1, 5, 2];
        assert max(*a) == 5 and min(*a, 0) == 0 and max(*a, key=lambda x: -x) == 1;
        assert [1, 2, 3, 1].index(1, 1) == 3 and [1, 2, 1].index(1, -1) == 2;
        assert {1}.union([2], (3,)) == {1, 2, 3} and {1, 2}.intersection([1], [1, 2]) == {1} and {1}.union() == {1};
        assert {1, 2, 3}.difference([1], [2]) == {3} and frozenset([1]).union([2], [3]) == frozenset([1, 2, 3]);
    };
}

#[test]
fn ranges_are_looked_at_without_their_numbers() {
    graph! {
        r = range(3);
        assert list(r) == [0, 1, 2] and str(r) == "range(0, 3)" and repr(range(0, 9, 2)) == "range(0, 9, 2)";
        assert len(range(5)) == 5 and len(range(9, 0, -2)) == 5 and len(range(3, 0)) == 0 and range(5)[2] == 2 and range(5)[-1] == 4;
        far = range(0, 1000000000000, 3);
        assert 999999999999 in far and 4 not in far and len(far) == 333333333334 and "x" not in range(2);
        assert 9 in range(9, 0, -3) and 0 not in range(9, 0, -3) and range(3) == range(3);
        l = [9];
        l.extend(range(2));
        assert l == [9, 0, 1];
        assert bool(far) and not range(0) and (1 if far else 0) == 1;
    };
}

#[test]
fn ranges_reach_both_ends_of_an_int() {
    graph! {
        all = range(-9223372036854775807 - 1, 9223372036854775807);
        assert all[-1] == 9223372036854775806 and all[0] == -9223372036854775807 - 1 and all[9223372036854775807] == -1 and all and 5 in all;
        assert list(range(9223372036854775806, 9223372036854775807, 5)) == [9223372036854775806];
        far = range(-9223372036854775807, 9223372036854775807, 9223372036854775807);
        assert list(far) == [-9223372036854775807, 0] and far[-1] == 0 and far[-2] == -9223372036854775807 and len(far) == 2;
        last = 0;
        for last in range(0, 9223372036854775807, 4611686018427387904) { pass; }
        assert last == 4611686018427387904;
    };
    let message = |end: fn()| *std::panic::catch_unwind(end).unwrap_err().downcast::<String>().unwrap();
    let too_large = "OverflowError: int too large for the 64 bits of an `Int`: 18446744073709551614";
    assert_eq!(message(|| graph! { print(len(range(-9223372036854775807, 9223372036854775807))); }), too_large);
    assert_eq!(message(|| graph! { print(range(0, 9, 2)[-6]); }), "IndexError: range object index out of range");
    let no_room = "MemoryError: a list of 9223372036854775807 items";
    assert_eq!(message(|| graph! { print(list(range(9223372036854775807))); }), no_room);
    assert_eq!(message(|| graph! { print([range(9223372036854775807)]); }), no_room);
}

#[test]
fn items_are_found_by_identity_first() {
    graph! {
        n = float("nan"); l = [1, n, n]; t = (n, 2, n);
        assert l.index(n) == 1 and l.index(n, 0) == 1 and l.index(n, 2) == 2 and l.index(n, -1, 9) == 2 and l.count(n) == 2 and n in l;
        assert t.index(n) == 0 and t.index(n, 1) == 2 and t.index(n, -1, 3) == 2 and t.count(n) == 2 and n in t and t.index(2, -9223372036854775807) == 1;
        assert [n] == [n] and (n,) == (n,) and {1: n} == {1: n} and n in {1: n}.values() and not n == n;
        mixed = [t, l];
        assert mixed[0].index(n, 1) == 2 and mixed[1].index(n, 0, 2) == 1;
        l.remove(n);
        assert l.index(n) == 1;
    };
    let message = |end: fn()| *std::panic::catch_unwind(end).unwrap_err().downcast::<String>().unwrap();
    assert_eq!(message(|| graph! { print((1, 2).index(1, 1)); }), "ValueError: tuple.index(x): x not in tuple");
    assert_eq!(message(|| graph! { print([1, 2].index(1, 1)); }), "ValueError: 1 is not in list");
}

#[test]
fn sets_stop_at_the_first_item_that_decides() {
    graph! {
        assert not {1, 2}.issuperset([1, 9, [1]]) and not {1}.isdisjoint([1, [2]]) and {1, 2}.issuperset([2, 1]) and {1}.isdisjoint("ab");
        s = {frozenset({1}), 3};
        assert {1} in s and {2} not in s and {1} not in {(1,)};
        s.discard({1}); s.discard({2});
        assert s == {3};
        s.add(frozenset({1})); s.remove({1});
        l = [s];
        l[0].discard({4});
        assert s == {3} and True in b"\x01" and False not in b"\x01";
    };
}

#[test]
fn a_list_that_is_left_as_it_is_may_be_looked_at_while_it_is_sorted() {
    graph! {
        l = [3, 1, 2];
        l.sort(key=lambda x: l.clear() or x);
        assert l == [1, 2, 3];
        m = [[2], [1]];
        m.sort(key=lambda x: x.copy().clear() or x[0]);
        assert m == [[1], [2]];
    };
}

#[test]
fn numbers_are_read_as_python_reads_them() {
    graph! {
        assert int(" 1_000 ") == 1000 and int("\n12\t") == 12 and int("0x_f", 16) == 15 and int("1_0", 2) == 2 and int("\u{a0}-1_2\u{2003}") == -12;
        assert int("0b101", 0) == 5 and int("0o17", 0) == 15 and int("00", 0) == 0 and int("0_0", 0) == 0 and int("1_0", 0) == 10;
        assert int(b" 12 ") == 12 and int(b"f", 16) == 15 and int("\u{661}\u{662}") == 12 and float("\u{ff11}.5") == 1.5 and float(b"2.5") == 2.5;
        assert float(" 1_0.5 ") == 10.5 and float("1e1_0") == 1e10 and str(float("-Infinity")) == "-inf";
        n = float("nan"); m = float("nan");
        assert hash(n) == hash(n) and hash(n) != hash(m) and n != n and n in [n] and n in {n} and len({n, m, n}) == 2 and len({(n,), (m,), (n,)}) == 2;
    };
}

/// The macro has a list of its own of the methods that it calls by name; what a value answers is the runtime's.
#[test]
fn the_macro_knows_the_methods_that_values_have() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../obj-macros/src/graph_macro/methods.rs");
    let source = std::fs::read_to_string(path).expect("the macros have a table of methods");
    let table =
        source.split("const METHODS").nth(1).and_then(|rest| rest.split("];").next()).expect("there is a table");
    let mut known: Vec<String> = table.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    let there = graph! { sorted({name for value in ("", b"", [], (), {}, {1}, frozenset()) for name in dir(value)}) };
    let mut there: Vec<String> = there.iter().map(|name| name.to_string()).collect();
    known.sort_unstable();
    there.sort_unstable();
    assert_eq!(known, there);
}

/// What `dir` names is there: called with some number of arguments it does something, or fails for what they are.
#[test]
fn values_have_the_methods_that_dir_names() {
    let values = graph! { ["", b"", [], (), {}, {1}, frozenset()] };
    for value in values.iter().map(|value| value.clone()) {
        for name in graph! { nonlocal value; dir(value) }.iter() {
            // Views are made by methods of their own.
            let is_view = matches!(&*name.to_string(), "keys" | "values" | "items");
            let taken = is_view || (0..=3).any(|count| is_taken(&value, &name.to_string(), count));
            assert!(taken, "{}.{name}()", value.type_name());
        }
    }
}

/// Whether the method takes so many arguments.
fn is_taken(value: &AnyObj, name: &str, count: usize) -> bool {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let given = vec![AnyObj::from(1); count];
        obj_runtime::__private::graph::method_with(value, name, given, Vec::new())
    }));
    let Err(panic) = result else { return true };
    !panic.downcast_ref::<String>().is_some_and(|words| words.contains("arguments here"))
}
