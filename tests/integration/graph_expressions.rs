//! Slices, comprehensions, unpacking, functions and methods of a unit.

use std::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    kids: ObjVec<Node>,
    size: Cell<i64>,
}

/// What each value prints as.
fn texts(values: &Obj<List>) -> Vec<String> {
    values.iter().map(|value| value.to_string()).collect()
}

#[test]
fn values_are_taken_apart_at_any_depth() {
    let g = graph! {
        (a, (b, [c, *d])) = (1, (2, "xyz"));
        first, *middle, last = [1, 2, 3, 4];
        *start, end = (5,);
        x = y, *z = [6, 7, 8];
        out = [a, b, c, d, first, middle, last, start, end, x, y, z];
    };
    assert_eq!(texts(&g.out).join(" "), "1 2 x ['y', 'z'] 1 [2, 3] 4 [] 5 [6, 7, 8] 6 [7, 8]");
}

#[test]
#[should_panic(expected = "ValueError: not enough values to unpack (expected at least 2, got 1)")]
fn the_rest_needs_the_others() {
    graph! { list = [1]; a, *b, c = list; };
}

#[test]
fn slices_are_read_set_and_deleted() {
    let g = graph! {
        l = [1, 2, 3, 4, 5];
        n = 1;
        out = [l[1:3], l[::2], l[-1:], l[::-1], l[n : 4 : 2], "abc"[1:], (1, 2, 3)[:2], b"abc"[::-1], l[10:]];
        l[1:3] = [9];
        l[:0] = "ab";
        l[::2] = (7, 7, 7);
        out.append(l);
        m = [0, 1, 2, 3, 4, 5];
        del m[::2];
        del m[-1:];
        out.append(m);
        any = [[1, 2, 3]];
        out.append(any[0][1:]);
    };
    let expected = "[2, 3] [1, 3, 5] [5] [5, 4, 3, 2, 1] [2, 4] bc (1, 2) b'cba' [] [7, 'b', 7, 9, 7, 5] [1, 3] [2, 3]";
    assert_eq!(texts(&g.out).join(" "), expected);
}

#[test]
#[should_panic(expected = "ValueError: attempt to assign sequence of size 1 to extended slice of size 2")]
fn a_slice_with_a_step_keeps_its_size() {
    graph! { l = [1, 2, 3]; l[::2] = [1]; };
}

#[test]
fn comprehensions_have_names_of_their_own() {
    let g = graph! {
        x = "outside";
        out = [
            [x * 2 for x in range(4) if x % 2],
            [(a, b) for a in (1, 2) for b in "xy" if a == 2 if b == "y"],
            {k: v for k, v in [(1, 2), (3, 4)]},
            sum(x for x in [1, 2]),
            [[x for x in range(y)] for y in range(3)],
            any(x > 1 for x in [1, 2]),
            all(x > 1 for x in [1, 2]),
            sorted({x % 2 for x in range(5)}),
            x,
        ];
    };
    let expected = "[2, 6] [(2, 'y')] {1: 2, 3: 4} 3 [[], [0], [0, 1]] True False [0, 1] outside";
    assert_eq!(texts(&g.out).join(" "), expected);
}

#[test]
fn any_and_all_stop_at_what_decides() {
    let g = graph! {
        seen = [];
        found = any(seen.append(x) is not None or x == 2 for x in [1, 2, 3]);
    };
    assert_eq!((g.seen.to_string().as_str(), g.found.to_string().as_str()), ("[1, 2]", "True"));
}

#[test]
fn comprehensions_fill_cells() {
    let g = graph! {
        root = Node { kids: [Node { name: name as Str, .. } for name in ("a", "b")], .. };
        for i, kid in enumerate(root.kids, start=1) { kid.size = i; }
        for kid, size in zip(root.kids, range(10, 12)) { kid.size = kid.size + size; }
        root.kids.append(Node { .. });
    };
    assert_eq!(g.root.kids.iter().map(|kid| kid.size.get()).collect::<Vec<_>>(), [11, 13, 0]);
}

#[test]
fn conditions_choose_values_and_places_say_what_they_want() {
    let g = graph! {
        ready = False;
        text = "a" if ready else "b";
        node = Node { name: "x" if ready else "y", next: Node { .. } if not ready else None, .. };
        mixed = 1 if ready else "no";
        nested = 1 if ready else 2 if text == "b" else 3;
    };
    let _: (&Obj<Str>, &AnyObj) = (&g.text, &g.mixed);
    assert_eq!((&*g.node.name, g.node.next.is_some(), *g.nested), ("y", true, 2));
}

#[test]
fn displays_and_print_take_what_others_hold() {
    let g = graph! {
        a = [1, 2];
        d = {"k": 1};
        out = [[*a, 3, *"xy"], (0, *a), sorted({*a, 9}), {**d, "l": 2}, dict(m=3), {"k": 0, **d}];
        print(*a, "end", sep="-", end="!\n");
    };
    assert_eq!(texts(&g.out).join(" "), "[1, 2, 3, 'x', 'y'] (0, 1, 2) [1, 2, 9] {'k': 1, 'l': 2} {'m': 3} {'k': 1}");
}

#[test]
fn functions_return_what_pythons_do() {
    let g = graph! {
        out = [
            list((1, 2)), tuple([1]), set([1]), frozenset([1]), dict([(1, 2)]), list(), set(), int("0x1f", 16), int(-2.7),
            int(" 1_000 "), float("1.5"), bool([]), bytes([97]), str(5), sorted([3, 1, 2], reverse=True),
            sorted(["bb", "a"], key=len), list(reversed([1, 2])), list(enumerate("a")), list(zip([1, 2], "ab")),
            list(range(3)), list(range(5, 0, -2)), min([3, 1]), max(1, 2), max("ab", "c", key=len), min([], default=7),
            sum([1, 2.5]), abs(-1), round(2.5), round(2.675, 2), round(-15, -1), any([0, 1]), all([]), ord("a"), chr(98), bin(-5),
            oct(8), divmod(-7, 2), pow(2, 5, 7), floordiv(-7, 2), 2 ** 10, -2 ** 2, 2 ** -1, ~5, callable(1),
            hash(1) == hash(1.0), isinstance(True, int), isinstance("", (int, str)),
        ];
    };
    let expected = "[1, 2] (1,) {1} frozenset({1}) {1: 2} [] set() 31 -2 1000 1.5 False b'a' 5 [3, 2, 1] ['a', 'bb'] [2, 1] \
                    [(0, 'a')] [(1, 'a'), (2, 'b')] [0, 1, 2] [5, 3, 1] 1 2 ab 7 3.5 1 2 2.67 -20 True True 97 b -0b101 0o10 \
                    (-4, 1) 4 -4 1024 -4 0.5 -6 False True True True";
    assert_eq!(texts(&g.out).join(" "), expected);
}

#[test]
fn types_of_rust_are_types_for_isinstance() {
    let g = graph! {
        things = [Node { .. }, 1];
        kinds = [isinstance(thing, Node) for thing in things];
    };
    assert_eq!(g.kinds.to_string(), "[True, False]");
}

#[test]
fn methods_take_pythons_arguments() {
    let g = graph! {
        s = "a,b";
        l = [3, 1, 2];
        d = {1: 2};
        l.sort(reverse=True);
        out = [
            s.upper(), "hello world".title(), s.split(","), s.replace(",", ""), s.find("z"), s.startswith(("x", "a")), s.count(","),
            "{} {}".format(1, [2]), "-".join(["x", "y"]), " q ".strip(), "a  b".split(), "x".center(5, "*"), "-5".zfill(4),
            "a=b=c".partition("="), "abc".index("c"), "aXb".swapcase(), str(l), l.pop(0), d.get(5, 7), d.get(5), d.pop(9, "none"),
            d.setdefault("k", []), list(d.keys()), list(d.values()), sorted(d.items(), key=lambda item: str(item[0])),
        ];
        l.sort(key=lambda x: -x);
        out.append(l);
    };
    let expected = "A,B Hello World ['a', 'b'] ab -1 True 1 1 [2] x-y q ['a', 'b'] **x** -005 ('a', '=', 'b=c') 2 AxB [3, 2, 1] 3 \
                    7 None none [] [1, 'k'] [2, []] [(1, 2), ('k', [])] [2, 1]";
    assert_eq!(texts(&g.out).join(" "), expected);
}

#[test]
fn objects_answer_their_methods_when_the_unit_runs() {
    let g = graph! {
        l = [[5], {1: 2}, "text", {3}];
        l[0].append(6);
        l[1].setdefault("k", []).append(1);
        l[3].add(4);
        for key, value in l[1].items() { l[0].append(key); }
        out = [l[0], l[1], l[2].upper(), sorted(l[3]), l[0].pop(0), l[1].get("z", 0)];
    };
    assert_eq!(texts(&g.out).join(" "), "[6, 1, 'k'] {1: 2, 'k': [1]} TEXT [3, 4] 5 0");
}

#[test]
#[should_panic(expected = "AttributeError: 'int' object has no attribute 'append'")]
fn what_an_object_does_not_have_is_an_attribute_error() {
    graph! { l = [1]; l[0].append(2); };
}

#[test]
fn functions_are_values_of_a_name() {
    let g = graph! {
        n = 10;
        add = lambda x: x + n;
        result = add(1);
        words = sorted(["bb", "a"], key=lambda word: len(word));
    };
    assert_eq!((g.result.to_string(), g.words.to_string()), ("11".into(), "['a', 'bb']".into()));
}

#[test]
fn locals_of_the_function_become_names() {
    let node = Obj::new(Node::default());
    let count = 3_i64;
    let g = graph! {
        import sys, gc;
        nonlocal node, count;
        node.size = count + 1;
        held = sys.getrefcount(node);
        pass;
    };
    assert_eq!((node.size.get(), *g.held, g.count), (4, 3, 3));
}

#[test]
fn words_of_functions_are_names_as_well() {
    let g = graph! { list = [1]; max = 2; sum = list; sum.append(max); };
    assert_eq!(g.list.to_string(), "[1, 2]");
}

#[test]
fn items_go_where_their_type_is_wanted() {
    let g = graph! {
        nodes = [Node { name: name, size: size, .. } for name, size in [("a", 1), ("b", 2)]];
        first = nodes[0] as Node;
        first.next = nodes[1];
        first.kids.push(nodes[1]);
        none = [None][0];
        last = Node { next: none, .. };
    };
    assert_eq!((&*g.first.next.get().unwrap().name, g.first.kids.len(), g.first.size.get()), ("b", 1, 1));
    assert!(g.last.next.is_none());
}

#[test]
#[should_panic(expected = "TypeError: expected 'str', got 'int'")]
fn items_of_another_type_do_not_fit() {
    graph! { names = [1]; node = Node { name: names[0], .. }; };
}

#[test]
fn names_are_bound_inside_of_expressions() {
    let g = graph! {
        out = [];
        out.append((a := 5) + 1);
        items = [1, 2, 3];
        while (count := len(items)) > 1 { out.append(items.pop() + count); }
        if (b := a * 2) > 5 { out.append(b); }
    };
    assert_eq!((g.out.to_string().as_str(), *g.a, *g.b), ("[6, 6, 4, 10]", 5, 10));
}

#[test]
fn names_in_what_is_passed_over_are_bound_where_it_is_not() {
    graph! {
        a = 0; found = [];
        c = a and (b := 5);
        assert c == 0;
        if a or (d := 3) > 2 { found.append("first"); } elif d { found.append(d); }
        if not (found and (e := found[0])) { pass; } else { found.append(e); }
        while (f := len(found)) < 4 { found.append(f); }
        assert found == ["first", "first", 2, 3] and f == 4;
        assert (g := a + 1) and (h := g + 1);
        assert h == 2 and (1 < 0 < (k := 3)) == False;
        b = 7;
        assert b == 7;
    };
}

#[test]
fn a_function_of_one_expression_is_defined() {
    let g = graph! {
        def twice(x) { return x * 2; }
        def both(a, b) { return (a, b); }
        out = [twice(4), both(1, "x"), [twice(x) for x in (1, 2)]];
    };
    assert_eq!(g.out.to_string(), "[8, (1, 'x'), [2, 4]]");
}

#[test]
fn sets_are_found_in_sets_and_truths_in_bytes() {
    let g = graph! {
        set = {1};
        sets = {frozenset({1}), 5};
        found = set in sets and {1} in frozenset([frozenset({1})]) and {2} not in sets;
        truths = True in b"\x01" and False not in b"\x01" and (True in (b"\x00\x01" as AnyObj));
    };
    assert_eq!((*g.found, *g.truths), (true, true));
}
