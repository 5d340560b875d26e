//! Where numbers end and memory does: what CPython 3.11 says, or that an int has 64 bits.

use obj_runtime::prelude::*;

/// What a unit fails with.
fn failure<R>(unit: impl FnOnce() -> R) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(unit)).err().expect("it fails");
    panic.downcast_ref::<String>().expect("a failure has a text").clone()
}

#[test]
fn too_large_texts_are_memory_errors() {
    let most = AnyObj::from(i64::MAX);
    let fails = |unit: &dyn Fn()| assert!(failure(unit).starts_with("MemoryError"), "{}", failure(unit));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; bytes(n) }));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; "a".ljust(n) }));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; "a".rjust(n) }));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; "a".center(n) }));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; "a".zfill(n) }));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; "a\t".expandtabs(n) }));
    fails(&|| drop(graph! { n = 1 << 50; "a" * n }));
    fails(&|| drop(graph! { n = 1 << 50; b"a" * n }));
}

#[test]
fn ints_that_do_not_fit_are_overflow_errors() {
    let most = AnyObj::from(i64::MAX);
    let fails = |unit: &dyn Fn()| assert!(failure(unit).starts_with("OverflowError"), "{}", failure(unit));
    fails(&|| drop(graph! { int.from_bytes(b"\xff" * 16, "big") }));
    fails(&|| drop(graph! { int.from_bytes(b"\xff" * 15 + b"\x80", "big") }));
    fails(&|| drop(graph! { int.from_bytes(b"\xff" + b"\x00" * 15 + b"\x01", "big", signed=True) }));
    fails(&|| drop(graph! { nonlocal most; round(most, -1) }));
    fails(&|| drop(graph! { nonlocal most; round(-most, -1) }));
    fails(&|| drop(graph! { nonlocal most; round(most, -19) }));
    fails(&|| drop(graph! { nonlocal most; n = most + 0; list(enumerate("ab", n)) }));
    fails(&|| drop(graph! { round(1.7e308, -308) }));
    graph! {
        nonlocal most;
        n = most + 0;
        assert int.from_bytes(b"\xff" * 20, "big", signed=True) == -1 and int.from_bytes(b"\x00" * 20 + b"\x07", "big") == 7;
        assert round(n, -20) == 0 and round(-25, -1) == -20 and round(35, -1) == 40 and round(2.5, None) == 2;
        assert list(enumerate("a", n)) == [(n, "a")];
        assert int(b"\x0b5") == 5 and bytes.fromhex("01\x0b02") == b"\x01\x02";
    };
}

#[test]
fn keys_are_made_in_the_order_of_the_list() {
    graph! {
        seen = [];
        items = [1, 2, 3];
        items.sort(key=lambda x: seen.append(x) or x, reverse=True);
        assert items == [3, 2, 1] and seen == [1, 2, 3];
        again = [];
        assert sorted([1, 2, 3], key=lambda x: again.append(x) or x, reverse=True) == [3, 2, 1] and again == [1, 2, 3];
        pairs = [(1, "a"), (0, "b"), (1, "c"), (0, "d")];
        pairs.sort(key=lambda p: p[0], reverse=True);
        assert pairs == [(1, "a"), (1, "c"), (0, "b"), (0, "d")] and sorted(pairs, reverse=True)[0] == (1, "c");
    };
}

#[test]
fn a_key_that_fails_leaves_the_list_as_it_was() {
    let items = graph! { [3, 1, 2] };
    let text = failure(|| graph! { nonlocal items; items.sort(key=lambda x: floordiv(1, x - 1), reverse=True); });
    assert!(text.starts_with("ZeroDivisionError"), "{text}");
    assert_eq!(items.to_string(), "[3, 1, 2]");
}

#[test]
fn stars_in_displays_may_be_many_items() {
    graph! {
        l = [1, 2, 3];
        assert (*l, 5)[3] == 5 and [*l, 5][3] == 5 and [*l][-3] == 1;
    };
}

mod first {
    use obj_runtime::prelude::*;

    #[derive(Object, Default)]
    #[object(attributes)]
    pub(super) struct Node {
        pub(super) items: ObjCell<List>,
    }
}

mod second {
    use obj_runtime::prelude::*;

    #[derive(Object, Default)]
    pub(super) struct Node {
        pub(super) size: std::cell::Cell<u8>,
    }
}

#[test]
fn types_of_one_name_are_two() {
    graph! {
        a = first::Node { .. }; b = second::Node { .. };
        assert type(a) is first::Node and type(a) is not second::Node and type(a) != type(b) and str(type(a)) == str(type(b));
        assert type(a) is type(first::Node { .. }) and type(True) is bool and type(1) is int and type(1) is not bool;
        assert len({type(a), type(b), type(a)}) == 2;
    };
}

#[test]
fn plain_values_are_arguments_of_methods() {
    let (width, fill, small) = (4, String::from("*"), 3_u8);
    graph! {
        nonlocal width, fill, small;
        node = second::Node { .. };
        node.size = 2;
        assert "a".ljust(width, fill) == "a***" and "a".rjust(small) == "  a" and "a".center(node.size) == "a ";
    };
}

#[test]
fn methods_of_none_are_attribute_errors() {
    let fails = |unit: &dyn Fn(), words: &str| assert_eq!(failure(unit), words);
    let append = "AttributeError: 'NoneType' object has no attribute 'append'";
    fails(&|| drop(graph! { d = {1: None}; d.get(1).append(1) }), append);
    fails(&|| drop(graph! { d = {1: None}; d.get(2).append(1) }), append);
    fails(&|| graph! { n = first::Node { .. }; n.items.append(1) }, append);
    let unnamed = "AttributeError: 'NoneType' object has no attribute of an object: ask with `is None` before the dot";
    fails(&|| graph! { n = first::Node { .. }; m = n.items; m.append(1) }, unnamed);
    graph! { d = {1: [2], "a": "b"}; d.get(1).append(3); assert d == {1: [2, 3], "a": "b"} and d.get("a").upper() == "B"; };
}

#[test]
fn divmod_by_zero_says_of_what() {
    let fails = |unit: &dyn Fn(), words: &str| assert_eq!(failure(unit), words);
    fails(&|| drop(graph! { divmod(1.0, 0) }), "ZeroDivisionError: float divmod()");
    fails(&|| drop(graph! { divmod(1, 0.0) }), "ZeroDivisionError: float divmod()");
    fails(&|| drop(graph! { divmod(1, 0) }), "ZeroDivisionError: integer division or modulo by zero");
}

#[derive(Object, Default)]
struct Register {
    by_name: ObjMap<Str, first::Node>,
}

#[test]
fn maps_of_handles_have_the_methods_of_a_dict() {
    graph! {
        a = first::Node { .. }; b = first::Node { .. };
        r = Register { by_name: {"a": a, "b": b}, .. };
        names = [];
        for name, node in r.by_name.items() { node.items = [1]; names.append(name); }
        for name in r.by_name.keys() { names.append(name); }
        for other in r.by_name.values() { names.append(len(other.items)); }
        assert sorted(names[:2]) == ["a", "b"] and sorted(names[2:4]) == ["a", "b"] and names[4:] == [1, 1];
        assert len(list(r.by_name.items())) == 2 and a.items == [1];
    };
}
