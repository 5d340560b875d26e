//! Calls: arguments of iterables and by name, functions and types as values. Each with what CPython 3.11 answers.

use obj_runtime::prelude::*;

#[derive(Object, Default)]
#[object(attributes)]
struct Node {
    name: Obj<Str>,
}

#[derive(Object, Default)]
struct Leaf {
    size: std::cell::Cell<i64>,
}

#[test]
fn functions_of_the_unit_take_arguments_from_iterables_and_by_name() {
    graph! {
        def f(a, b): return [a, b];
        t = (1, 2); d = {"a": 1, "b": 2};
        assert f(*t) == [1, 2] and f(1, *[2]) == [1, 2] and f(*"xy") == ["x", "y"] and f(*range(2)) == [0, 1] and f(*[1, 2]) == f(1, 2);
        assert f(**d) == [1, 2] and f(b=1, a=2) == [2, 1] and f(*(1,), **{"b": 3}) == [1, 3] and f(*[1], b=2) == [1, 2];
        g = lambda a, b: a - b;
        assert g(b=1, a=5) == 4 and g(*d.values()) == -1;
        order = [];
        def note(x): return order.append(x) or x;
        assert f(b=note(1), a=note(2)) == [2, 1] and order == [1, 2];
    };
}

#[test]
fn arguments_by_name_are_evaluated_in_the_order_of_the_text() {
    graph! {
        order = [];
        def note(x): return order.append(x) or x;
        assert pow(exp=note(3), base=note(2)) == 8 and order == [3, 2];
        order.clear();
        assert "a b c".split(maxsplit=note(1), sep=note(" ")) == ["a", "b c"] and order == [1, " "];
        order.clear();
        assert int.from_bytes(note(b"\xff"), signed=note(True), byteorder=note("big")) == -1 and order == [b"\xff", True, "big"];
        order.clear();
        assert list(enumerate(start=note(1), iterable=note("a"))) == [(1, "a")] and order == [1, "a"];
        order.clear();
        print(note(1), end=note("\n"), sep=note(","));
        assert order == [1, "\n", ","];
        order.clear();
        assert bytes(encoding=note("utf-8"), source=note("a")) == b"a" and order == ["utf-8", "a"];
        order.clear();
        assert sorted(note([1, 2]), reverse=note(True), key=lambda x: x) == [2, 1] and order == [[1, 2], True];
        order.clear();
        assert min(note([]), default=note(0), key=None) == 0 and order == [[], 0];
    };
}

#[test]
fn a_key_that_is_made_comes_where_it_stands() {
    thread_local!(static ORDER: std::cell::RefCell<Vec<&'static str>> = const { std::cell::RefCell::new(Vec::new()) });
    fn note(step: &'static str) -> bool {
        ORDER.with_borrow_mut(|order| order.push(step));
        true
    }
    fn negated() -> impl Fn(AnyObj) -> i64 {
        note("key");
        |item| -**item.downcast_ref::<Int>().unwrap()
    }
    graph! {
        l = [1, 2];
        assert sorted(l, key=negated(), reverse=note("reverse")) == [1, 2];
        assert sorted(l, reverse=note("reverse"), key=negated()) == [1, 2];
        l.sort(key=negated(), reverse=note("reverse"));
        assert l == [1, 2] and max(l, key=negated(), default=note("default")) == 1;
    };
    let order = ORDER.take();
    assert_eq!(order, ["key", "reverse", "reverse", "key", "key", "reverse", "key", "default"]);
}

#[test]
fn extremes_of_one_starred_argument_are_those_of_its_items() {
    graph! {
        rows = [[1, 2]]; pair = [3, 4];
        assert max(*rows) == 2 and min(*rows, default=0) == 1 and max(*pair) == 4 and max(*rows, key=None) == 2;
        assert pow(2, 3, None) == 8 and sorted([2, 1], key=None) == [1, 2];
    };
    let message = |end: fn()| *std::panic::catch_unwind(end).unwrap_err().downcast::<String>().unwrap();
    assert_eq!(
        message(|| {
            graph! { e = []; print(max(*e)); };
        }),
        "TypeError: max expected at least 1 argument, got 0"
    );
    assert_eq!(
        message(|| {
            graph! { e = [1, 2]; print(min(*e, default=3)); };
        }),
        "TypeError: Cannot specify a default for min() with multiple positional arguments"
    );
}

#[test]
fn rows_of_many_items_are_taken_apart() {
    graph! {
        found = [];
        for a, b, c, d, e in zip([1, 2], [3, 4], [5, 6], [7, 8], "xy") { found.append((e, d, a)); }
        assert found == [("x", 7, 1), ("y", 8, 2)];
        assert [(b, a) for a, b in zip(*[[1, 2]], "xy")] == [("x", 1), ("y", 2)];
        assert list(map(lambda a, b, c, d, e: (e, a), [1], [2], [3], [4], [5])) == [(5, 1)];
    };
}

#[test]
fn functions_and_methods_of_the_language_take_stars() {
    graph! {
        r = (1, 5); rows = [[1, 2], [3, 4], "ab"];
        assert list(range(*r)) == [1, 2, 3, 4] and list(zip(*rows)) == [(1, 3, "a"), (2, 4, "b")] and list(zip(*[])) == [];
        assert list(zip([1], [2], [3], [4], [5])) == [(1, 2, 3, 4, 5)] and max(*[1, 5], 3) == 5 and min(*r, key=lambda x: -x) == 5;
        l = []; l.append(*[3]);
        assert l == [3] and "a-b".split(*"-") == ["a", "b"] and {1}.union(*[[2], [3]]) == {1, 2, 3};
        d = dict([("z", 0)], **{"a": 1}, b=2);
        assert d == {"z": 0, "a": 1, "b": 2} and dict(**d) == d and dict(**d, c=3)["c"] == 3 and dict(zip("ab", [1, 2])) == {"a": 1, "b": 2};
        d.update(**{"q": 1}); d.update({"r": 2}, **{"s": 3});
        assert list(d) == ["z", "a", "b", "q", "r", "s"];
        assert [*l, *(1, 2)] == [3, 1, 2] and (*l, 4) == (3, 4) and {*l, 5} == {3, 5} and {**{"x": 1}, **{"y": 2}} == {"x": 1, "y": 2};
    };
}

#[test]
fn map_and_filter_are_taken_in() {
    graph! {
        assert list(map(str, [1, 2])) == ["1", "2"] and sum(map(int, "123")) == 6 and ",".join(map(str, (1, 2))) == "1,2";
        assert [x for x in filter(None, [0, 1])] == [1] and list(filter(lambda x: x > 1, [1, 2])) == [2];
        assert list(map(lambda a, b: a + b, [1, 2], [3, 4])) == [4, 6] and set(map(abs, [-1, 1])) == {1};
        assert list(map({"a": 1}.get, "ab")) == [1, None] and list(map(str.upper, "ab")) == ["A", "B"];
        def twice(x): return x * 2;
        assert list(map(twice, [1, 2])) == [2, 4] and any(map(bool, [0, 1])) and min(map(int, ["3", "2"])) == 2;
        lengths = [];
        for n in map(len, ["a", "bb"]) { lengths.append(n); }
        assert lengths == [1, 2];
        nodes = [Node { name: "a" }, Node { name: "b" }];
        assert list(map(lambda n: n.name, nodes)) == ["a", "b"] and list(filter(lambda n: n.name == "b", nodes))[0] is nodes[1];
        assert sorted("bA", key=str.lower) == ["A", "b"] and sorted([[2], [1, 1]], key=len)[0] == [2];
        l = ["b", "A"]; l.sort(key=str.upper, reverse=True);
        assert l == ["b", "A"] and sorted("ba", key={"a": 2, "b": 1}.get) == ["b", "a"];
    };
}

#[test]
fn types_are_values() {
    graph! {
        x = 1; n = Node { .. };
        assert type(x) is int and type("a") is str and type(x) == int and type(x) is not bool and type(n) is Node and type(n) != Leaf and type(n) in (int, Node {..}.__class__);
        t = int;
        assert t is int and [int, str][1] is str and {int: 1}[type(5)] == 1 and str(list) == "<class 'list'>" and int.__name__ == "int";
        assert isinstance(x, int | str) and isinstance(True, int) and isinstance(n, (Node, int)) and callable(int);
        assert str.lower("AB") == "ab" and str.join("-", ["a", "b"]) == "a-b" and dict.get({"a": 1}, "a") == 1;
        assert dict.fromkeys("ab") == {"a": None, "b": None} and dict.fromkeys([1], 0) == {1: 0} and bytes.fromhex("00ff 1a") == b"\x00\xff\x1a";
        assert "abc".translate(str.maketrans("ab", "xy", "c")) == "xy" and "ab".translate(str.maketrans({"a": None, "b": "!"})) == "!";
        assert int.from_bytes(b"\x01\x02", "big") == 258 and int.from_bytes([1, 2], byteorder="little") == 513 and int.from_bytes(b"\xff", "big", signed=True) == -1;
    };
}

#[test]
fn locals_that_are_references_are_kept_as_handles() {
    fn pair(a: &AnyObj, b: &Obj<Node>) -> Obj<Tuple> {
        graph! { nonlocal a, b; assert b.name == ""; c = b; (a, c) }
    }
    let node = Obj::new(Node::default());
    let made = pair(&AnyObj::from(5), &node);
    assert!(made[0] == 5 && AnyObj::is(&made[1], Obj::as_any(&node)));
}

#[test]
fn lists_hold_objects_of_several_types() {
    graph! {
        l = [Node { name: "a" }, 1, "a", Leaf { .. }, [1]];
        assert l[0].name == "a" and l[1] == 1 and isinstance(l[3], Leaf) and len(l) == 5;
        l[4].append(2);
        assert l[4] == [1, 2];
        m = [Node { name: "n" } if i else Leaf { .. } for i in range(2)];
        assert isinstance(m[0], Leaf) and m[1].name == "n";
        k = [Node { name: str(i) } for i in range(2)];
        k.append("x"); k += [Leaf { .. }, 3];
        assert k[1].name == "1" and k[2:3] == ["x"] and k[-1] == 3;
        d = {"a": Node { name: "d" }, 1: Leaf { .. }};
        assert d["a"].name == "d" and len({Node { .. }, 1, "a"}) == 3;
    };
}
