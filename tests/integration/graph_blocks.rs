//! Conditions and loops of a unit.

use std::cell::{Cell, RefCell};

use obj_runtime::prelude::*;

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

#[derive(Object, Default)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    kids: ObjVec<Node>,
    size: Cell<i64>,
}

/// Logs its name when it is finalized.
#[derive(Object)]
#[object(finalize)]
struct Loud {
    name: Obj<Str>,
}

impl Finalize for Loud {
    fn finalize(this: &Obj<Self>) {
        log(&this.name);
    }
}

fn log(text: &str) {
    LOG.with_borrow_mut(|log| log.push(text.to_owned()));
}

fn logged() -> String {
    LOG.take().join(" ")
}

#[test]
fn the_branch_that_is_true_runs() {
    let kind = |number: i64| {
        let g = graph! {
            number = rust!(number);
            if number < 0 { kind = "negative"; } elif number == 0 { kind = "zero"; } else { kind = "positive"; }
        };
        g.kind.to_string()
    };
    assert_eq!([kind(-5), kind(0), kind(7)], ["negative", "zero", "positive"]);
}

#[test]
fn a_name_that_every_branch_binds_has_the_type_of_its_values() {
    let g = graph! {
        ready = True;
        count = 1;
        if ready { count = 2; text = "a"; node = Node { name: "n", .. }; } else { text = "b"; node = None; }
    };
    let (count, text): (&Obj<Int>, &Obj<Str>) = (&g.count, &g.text);
    assert_eq!((**count, text.to_string()), (2, "a".to_owned()));
    assert_eq!(&*g.node.name, "n");
}

#[test]
fn a_name_of_values_of_two_types_is_any_object() {
    let g = graph! {
        value = 1;
        if value { value = "text"; }
    };
    let value: AnyObj = g.value;
    assert_eq!(value.to_string(), "text");
}

#[test]
fn loops_go_over_everything_that_has_items() {
    let g = graph! {
        all = [];
        for item in [1, "a"] { all.append(item); }
        for item in (2, None) { all.append(item); }
        for key in {"k": 1} { all.append(key); }
        for element in {3} { all.append(element); }
        for letter in "hé" { all.append(letter); }
        for byte in b"a" { all.append(byte); }
        for a, b in [(4, 5), "xy"] { all.append(a); all.append(b); }
        for [a, all[0]] in [(6, 7)] { all.append(a); }
        for plain in rust!(vec![8_i64, 9]) { all.append(plain); }
        inner = [[10]];
        for item in inner[0] { all.append(item); }
    };
    let expected = "[7, 'a', 2, None, 'k', 3, 'h', 'é', 97, 4, 5, 'x', 'y', 6, 8, 9, 10]";
    assert_eq!(g.all.to_string(), expected);
}

#[test]
fn loops_over_cells_give_typed_handles() {
    let g = graph! {
        root = Node { .. };
        for name in "abc" { root.kids.push(Node { name: name, .. }); }
        for kid in root.kids { kid.next = root; kid.size = kid.size + 5; }
    };
    assert_eq!(g.root.kids.iter().map(|kid| format!("{}{}", kid.name, kid.size.get())).collect::<String>(), "a5b5c5");
    assert_eq!(Obj::refcount(&g.root), 4);
    g.root.kids.clear();
}

#[test]
fn a_list_that_grows_is_followed_and_one_that_a_name_leaves_goes_on() {
    let g = graph! {
        list = [1, 2];
        for item in list { if item < 9 { list.append(item + 8); } }
        node = Node { .. };
        node.kids.push(Node { name: "k", .. });
        for kid in node.kids { node = kid; }
        rest = [3, 4];
        for item in rest { rest = []; }
    };
    assert_eq!(g.list.to_string(), "[1, 2, 9, 10]");
    assert_eq!(&*g.node.name, "k");
}

#[test]
#[should_panic(expected = "RuntimeError: dictionary changed size during iteration")]
fn a_dict_must_not_grow_in_its_loop() {
    graph! {
        dict = {1: 1};
        for key in dict { dict[key + 1] = 1; }
    };
}

#[test]
#[should_panic(expected = "TypeError: 'int' object is not iterable")]
fn an_int_has_no_items() {
    graph! { items = [1]; for item in items[0] { } };
}

#[test]
fn break_and_continue_belong_to_the_innermost_loop() {
    let g = graph! {
        seen = [];
        for a in (1, 2) {
            for b in (1, 2, 3, 4) {
                if b == 2 { continue; }
                if b == 4 { break; }
                seen.append((a, b));
            }
        }
        count = 0;
        while True { count += 1; if count > 4 { break; } }
    };
    assert_eq!(g.seen.to_string(), "[(1, 1), (1, 3), (2, 1), (2, 3)]");
    assert_eq!(*g.count, 5);
}

#[test]
fn a_chain_is_built_and_walked() {
    let g = graph! {
        head = None;
        for name in ("a", "b", "c") { head = Node { name: name as Str, next: head, .. }; }
        names = "";
        node = head;
        while node is not None { names = names + node.name; node = node.next; }
        del node;
    };
    assert_eq!(g.names.to_string(), "cba");
}

#[test]
fn a_name_keeps_its_object_until_it_is_bound_again() {
    graph! {
        for name in "ab" {
            thing = Loud { name: name };
            rust!(log("made"));
        }
        rust!(log("after"));
        for round in (1, 2) { thing = None; }
        rust!(log("end"));
    };
    assert_eq!(logged(), "made a made after b end");
}

#[test]
fn what_may_be_bound_goes_with_the_names_of_the_unit() {
    graph! {
        first = Loud { name: "first" };
        if first { second = Loud { name: "second" }; }
        third = Loud { name: "third" };
        rust!(log("end"));
        None
    };
    assert_eq!(logged(), "end first second third");
}

#[test]
fn names_that_were_functions_go_with_the_names_of_the_unit() {
    graph! {
        a = Loud { name: "a" };
        f = lambda x: x;
        del f;
        f = Loud { name: "f" };
        b = Loud { name: "b" };
        5
    };
    assert_eq!(logged(), "a f b");
    let f = graph! {
        a = Loud { name: "a" };
        f = lambda x: x;
        y = f(1);
        del f;
        f = Loud { name: "f" };
        f
    };
    assert_eq!((&*f.name, logged().as_str()), ("f", "a"));
    let g = graph! { f = lambda x: x; del f; f = Loud { name: "f" }; };
    assert_eq!(&*g.f.name, "f");
}

#[test]
fn del_in_a_block_empties_the_name() {
    let g = graph! {
        thing = Loud { name: "one" };
        count = 2;
        while count {
            del thing;
            rust!(log("deleted"));
            thing = Loud { name: "two" };
            count -= 1;
        }
    };
    assert_eq!(logged(), "one deleted two deleted");
    assert_eq!(*g.count, 0);
}

#[test]
fn rust_in_a_block_sees_the_names_and_leaves_the_function() {
    fn first_above(limit: i64) -> i64 {
        graph! {
            for number in [1, 5, 9] {
                rust!(if let Some(number) = number.downcast_ref::<Int>() && **number > limit { return **number; });
            }
        };
        0
    }
    assert_eq!([first_above(0), first_above(4), first_above(10)], [1, 5, 0]);
}

#[test]
fn long_units_with_blocks_are_cut_into_pieces() {
    let g = graph! {
        sum = 0;
        a01 = 1; a02 = 1; a03 = 1; a04 = 1; a05 = 1; a06 = 1; a07 = 1; a08 = 1; a09 = 1; a10 = 1;
        for i in [a01, a02] { sum += 1; tmp = i; }
        b01 = 1; b02 = 1; b03 = 1; b04 = 1; b05 = 1; b06 = 1; b07 = 1; b08 = 1; b09 = 1; b10 = 1;
        if sum == 2 { sum = 10; } else { sum = 20; }
        c01 = 1; c02 = 1; c03 = 1; c04 = 1; c05 = 1; c06 = 1; c07 = 1; c08 = 1; c09 = 1; c10 = 1;
        for i in (1, 2) { sum += 1; tmp = i; }
        d01 = 1; d02 = 1; d03 = 1; d04 = 1; d05 = 1; d06 = 1; d07 = 1; d08 = 1; d09 = 1; d10 = 1;
        while sum < 14 { sum += 1; }
        e01 = 1; e02 = 1; e03 = 1; e04 = 1; e05 = 1; e06 = 1; e07 = 1; e08 = 1; e09 = 1; e10 = 1;
        f01 = 1; f02 = 1; f03 = 1; f04 = 1; f05 = 1; f06 = 1; f07 = 1; f08 = 1; f09 = 1; f10 = 1;
        tmp = "end";
    };
    assert_eq!((*g.sum, &*g.tmp), (14, "end"));
}

#[test]
fn the_number_of_a_loop_is_there_behind_it_whether_or_not_it_was_looked_at() {
    let g = graph! {
        i = Loud { name: "old" };
        for i in range(1000, 1003) { rust!(log("round")); }
        j = 5;
        for j in range(0) { }
        seen = [];
        k = 0;
        for round in range(2) { for k in range(300, 310) { if len(seen) == 3 { break; } seen.append(round); } }
        for n in range(3) { seen.append(n); n = "x"; seen.append(n); }
    };
    assert_eq!(logged(), "old round round round");
    assert_eq!((g.i.to_string(), *g.j, *g.k), ("1002".into(), 5, 300));
    assert_eq!(g.seen.to_string(), "[0, 0, 0, 0, 'x', 1, 'x', 2, 'x']");
}

#[test]
fn a_name_whose_value_a_loop_passes_on_has_it_behind_the_loop() {
    let g = graph! {
        first = Node { name: "first", .. };
        last = first;
        node = first;
        for at in range(3) {
            node = Node { name: "next", .. };
            last.next = node;
            last = node;
        }
        same = node is last and refcount(node) == 3;
        del last, first;
        stopped = Node { name: "old", .. };
        node = stopped;
        for at in range(5) {
            stopped = Node { name: "new", .. };
            if at == 2 { break; }
            node = stopped;
        }
        apart = refcount(stopped) == 1 and refcount(node) == 1;
        before = Node { name: "kept", .. };
        for at in range(0) {
            kept = Node { name: "never", .. };
            before = kept;
        }
        alone = refcount(before) == 1;
    };
    assert_eq!((*g.same, *g.apart, *g.alone), (true, true, true));
}

#[test]
fn parameters_go_in_their_order() {
    graph! {
        def second(a, b) { return b; }
        second(Loud { name: "a" }, Loud { name: "b" });
        def none(a, b) { return 1; }
        none(Loud { name: "c" }, Loud { name: "d" });
    };
    assert_eq!(logged(), "a b c d");
}

#[test]
fn the_last_value_of_a_comprehension_goes_after_what_it_went_over() {
    graph! {
        names = [(item as Loud).name for item in [Loud { name: "a" }, Loud { name: "b" }, Loud { name: "c" }]];
        rust!(log("any"));
        found = any((item as Loud).name == "e" for item in [Loud { name: "d" }, Loud { name: "e" }, Loud { name: "f" }]);
        rust!(log("all"));
        every = all((item as Loud).name != "h" for item in [Loud { name: "g" }, Loud { name: "h" }] if item is not None);
        assert found and not every;
    };
    assert_eq!(logged(), "b a c any f d e all g h");
}

#[test]
fn functions_of_an_interactive_unit_keep_their_constants() {
    let number = graph! {
        #![interactive]
        def thousand(a) { return [a, 1000][1]; }
        b = 5;
        thousand(b)
    };
    assert_eq!(number.to_string(), "1000");
}

#[test]
fn blocks_may_be_indented_as_in_python() {
    graph! {
        a = [];
        for i in [1, 2, 3]:
            if i == 2:
                continue;
            elif i == 3:
                a.append("three");
            else:
                a.append(i);
                a.append(i + 10);
        a.append(0);
        assert a == [1, 11, "three", 0];
        i = 0;
        while i < 3: i += 1;
        assert i == 3;
        def f(x):
            return x + 1;
        def g(x): return f(x) * 2;
        assert f(1) == 2 and g(2) == 6;
        if i == 3: b = [i,
            2];
        else: b = 3;
        assert b == [3, 2];
        for i in range(2) {
            for j in range(2):
                a.append(j);
            a.append("end");
        }
        assert a[4:] == [0, 1, "end", 0, 1, "end"];
    };
}

#[test]
fn operators_in_loops_do_what_they_do_outside() {
    graph! {
        any = [3, True, 2.5, "x"];
        for i in range(1) {
            assert any[0] + 1 == 4 and any[0] - True == 2 and any[1] + 1 == 2 and any[2] * 2 == 5.0 and any[3] * 2 == "xx";
            assert any[1] == 1 and any[1] != 2 and any[1] < 2 and any[2] > 2 and any[2] <= 3 and any[3] >= "w";
            assert any[0] == 3 and any[0] != 4 and any[0] < 4 and any[0] > 2 and any[0] <= 3 and any[0] >= 3;
            n = 256; m = n; n += 1; n -= 2; n *= 2;
            assert m == 256 and n == 510 and n is not m and id(n - 510) == id(0);
        }
        n = 9223372036854775806;
        while n < 9223372036854775807: n += 1;
        assert n == 9223372036854775807;
    };
    let too_large = std::panic::catch_unwind(|| graph! { n = 9223372036854775807; while n > 0: n += 1; });
    assert!(too_large.unwrap_err().downcast_ref::<String>().unwrap().starts_with("OverflowError: "));
}
