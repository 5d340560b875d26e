//! What the statements of a unit do.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use obj_runtime::prelude::*;

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn log(text: &str) {
    LOG.with_borrow_mut(|log| log.push(text.to_owned()));
}

fn logged() -> String {
    LOG.take().join(" ")
}

/// A node with every kind of field that a statement can give or set.
#[derive(Object, Default)]
struct Node {
    name: Obj<Str>,
    parent: WeakCell<Node>,
    next: ObjCell<Node>,
    children: ObjVec<Node>,
    other: Option<Obj<Node>>,
    size: Cell<u16>,
    title: RefCell<String>,
}

impl Node {
    fn is_root(&self) -> bool {
        self.parent.is_dead()
    }

    fn named(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// Logs its name when it is finalized.
#[derive(Object)]
#[object(finalize)]
struct Loud {
    name: &'static str,
    held: ObjCell<Loud>,
}

impl Finalize for Loud {
    fn finalize(this: &Obj<Self>) {
        log(this.name);
    }
}

#[derive(Object, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[object(cache)]
enum Color {
    Red,
    Green,
}

#[derive(Object)]
struct Level(i64);

trait Shape {
    fn area(&self) -> f64;
}

obj_runtime::dyn_object!(dyn Shape);

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Square {
    side: f64,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }
}

#[derive(Object)]
struct Shapes {
    all: ObjVec<dyn Shape>,
}

/// A part of an object that is no object itself.
#[derive(Trace, Clone, Debug, PartialEq)]
struct Place {
    x: i32,
    y: f64,
}

#[derive(Object)]
struct Plain {
    place: Place,
    tags: Vec<String>,
    counts: HashMap<String, i64>,
    items: Vec<Obj<Node>>,
    maybe: Option<u8>,
    ratio: f32,
    flag: bool,
    text: Box<str>,
    bytes: Vec<u8>,
    whole: f64,
    any: AnyObj,
}

fn text_of(panic: Box<dyn std::any::Any + Send>) -> String {
    panic.downcast::<String>().map_or_else(|panic| (*panic.downcast::<&str>().unwrap()).to_owned(), |text| *text)
}

/// What a unit says when it fails.
macro_rules! failure {
    ($($unit:tt)*) => {
        text_of(catch_unwind(AssertUnwindSafe(|| drop(graph! { $($unit)* }))).expect_err("the unit fails"))
    };
}

#[test]
fn names_are_bound_in_chains_and_pairs() {
    let g = graph! {
        a = b = "one";
        c, d = a, 2;
        c, d = d, c;
        e = (a, b);
        [f, g] = e;
        h, i = "xy";
    };
    assert!(Obj::is(&g.a, &g.b) && Obj::is(&g.a, &g.d));
    assert!(*g.c == 2 && g.f.id() == Obj::id(&g.a) && g.g.id() == Obj::id(&g.a));
    assert_eq!((&*g.h, &*g.i), ("x", "y"));
}

#[test]
fn rebinding_may_change_the_type_and_drops_the_old_value_last() {
    graph! {
        a = Loud { name: "old", held: None };
        a = Loud { name: "new", held: None };
        log("bound");
        a = 5;
        log("number");
        b = Loud { name: "b", held: None };
        del b;
        log("deleted");
    };
    assert_eq!(logged(), "old bound new number b deleted");
}

#[test]
fn names_go_in_the_order_of_their_first_binding() {
    let value = graph! {
        a = Loud { name: "a", held: None };
        b = Loud { name: "b", held: None };
        c = Loud { name: "c", held: None };
        a = Loud { name: "a2", held: None };
        b
    };
    assert_eq!(logged(), "a a2 c");
    drop(value);
    let names = graph! {
        a = Loud { name: "a", held: None };
        b = Loud { name: "b", held: a };
        c = Loud { name: "c", held: None };
    };
    logged();
    drop(names);
    assert_eq!(logged(), "b a c");
}

#[test]
fn fields_are_given_what_their_types_want() {
    let g = graph! {
        root = Node { name: "root", size: 3, title: "Root", .. };
        leaf = Node { name: root.name, parent: root, next: None, children: [root, Node::named("new")], other: root, .. };
        plain = Plain {
            place: Place { x: 3, y: 4 }, tags: ["a", "b"], counts: {"a": 1}, items: [root], maybe: 7, ratio: 0.5,
            flag: True, text: "text", bytes: b"ab", whole: 2, any: [1, {2: 3}, None],
        };
    };
    assert!(Obj::is(&g.leaf.parent.get().unwrap(), &g.root) && Obj::is(g.leaf.other.as_ref().unwrap(), &g.root));
    assert_eq!((g.leaf.children.len(), g.root.size.get(), g.root.title.borrow().as_str()), (2, 3, "Root"));
    assert!(Obj::is(&g.leaf.name, &g.root.name));
    assert_eq!(
        (g.plain.place.clone(), &g.plain.tags[..]),
        (Place { x: 3, y: 4.0 }, &["a".to_owned(), "b".to_owned()][..])
    );
    assert_eq!((g.plain.counts["a"], g.plain.maybe, g.plain.ratio, g.plain.flag), (1, Some(7), 0.5, true));
    assert_eq!((&*g.plain.text, &g.plain.bytes[..], g.plain.whole, g.plain.items.len()), ("text", &b"ab"[..], 2.0, 1));
    assert_eq!(g.plain.any.repr(), "[1, {2: 3}, None]");
}

#[test]
fn attributes_are_read_through_cells_and_set() {
    let g = graph! {
        a = Node { name: "a", .. };
        b = Node { name: "b", parent: a, .. };
        a.next = b;
        b.next = a;
        a.next.next.size = 40;
        a.size += 2;
        a.next.next.next.size += 1;
        b.title = "title";
        names = (a.next.name, b.parent.name, a.next.is_root(), a.is_root());
        a.children = [b, b];
        a.children.push(b.parent);
        back = b.parent;
        length = len(a.children);
        b.parent = None;
        empty = b.parent is None;
        del b.next;
        a.children[0] = a;
        del a.children[1];
    };
    assert_eq!((g.a.size.get(), g.b.size.get(), g.b.title.borrow().as_str()), (42, 1, "title"));
    assert_eq!(Obj::as_any(&g.names).repr(), "('b', 'a', False, True)");
    assert!(Obj::is(&g.back, &g.a) && *g.empty && g.b.next.is_none() && *g.length == 3);
    assert!(g.a.children.len() == 2 && Obj::is(&g.a.children.get(0).unwrap(), &g.a));
    g.a.next.take();
    g.a.children.clear();
}

#[test]
fn items_are_read_set_and_deleted() {
    let g = graph! {
        l = [1, "two", 3.0];
        d = {"k": l, 1: None};
        t = (l, d);
        first, last = l[0], l[-1];
        l[1] = d;
        d["new"] = l[0];
        del l[0], d["k"];
        l[0] = 5;
        d[1] = 2;
        d[1] += 3;
        s = "text"[1] + "abc"[-1];
        b = b"ab"[0];
        inner = (t[0] as List)[0];
    };
    assert_eq!(g.l.to_string(), "[5, 3.0]");
    assert_eq!(g.d.to_string(), "{1: 5, 'new': 1}");
    assert_eq!(
        (g.first.repr(), g.last.repr(), &*g.s, *g.b, g.inner.repr()),
        ("1".into(), "3.0".into(), "ec", 97, "5".into())
    );
}

#[test]
fn maps_are_given_as_dicts() {
    #[derive(Object, Default)]
    struct Scope {
        names: ObjMap<Str, Scope>,
    }

    let g = graph! {
        outer = Scope { .. };
        inner = Scope { names: {"outer": outer, "new": Scope { .. }} };
        outer.names["inner"] = inner;
        found = outer.names["inner"].names["outer"];
        length = len(inner.names);
        member = "new" in inner.names and "old" not in inner.names;
        del inner.names["new"];
        outer.names = {"me": outer};
    };
    assert!(Obj::is(&g.found, &g.outer) && *g.length == 2 && *g.member && g.inner.names.len() == 1);
    assert!(Obj::is(&g.outer.names.get("me").unwrap(), &g.outer) && g.outer.names.len() == 1);
    assert_eq!(failure! { a = Scope { .. }; b = a.names["x"]; }, "KeyError: 'x'");
    g.outer.names.clear();
}

#[test]
fn handles_may_be_to_any_type_with_a_trait() {
    let g = graph! {
        square = Square { side: 3.0 };
        shape = square as dyn Shape;
        any = square as AnyObj;
        again = any as dyn Shape;
        area = shape.area();
        all = Shapes { all: [shape, again] };
        all.all.push(Square { side: 1.0 } as dyn Shape);
        same = shape is square and all.all[0] is square;
        total = all.all[0].area() + all.all[2].area();
    };
    assert!(g.area == 9.0 && *g.same && *g.total == 10.0 && Obj::refcount(&g.square) == 6);
    assert_eq!(
        failure! { a = [1] as AnyObj; b = a as dyn Shape; },
        format!("TypeError: expected '{}', got 'list'", std::any::type_name::<dyn Shape>())
    );
}

#[test]
fn arguments_become_what_parameters_want() {
    fn mixed(node: &Obj<Node>, value: &Node, name: &str, owned: String, count: usize, any: AnyObj) -> String {
        format!("{} {} {name} {owned} {count} {any}", node.name, value.name)
    }
    let g = graph! {
        n = Node { name: "n", .. };
        l = [1, 2];
        text = "text";
        number = 40 + 2;
        line = mixed(n, n, text, text, number, l);
        other = mixed(n, n, "a", "b", len(l), None);
        l.append(n.name);
        l.extend([3, (4,)]);
        l.remove(2);
        where_ = l.index("n");
        level = Level(number);
        two = l.pop_at(-1);
    };
    assert_eq!((&*g.line, &*g.other), ("n n text text 42 [1, 2]", "n n a b 2 None"));
    assert_eq!(
        (g.l.to_string(), g.where_, g.level.0, g.two.repr()),
        ("[1, 'n', 3]".to_owned(), 1, 42, "(4,)".to_owned())
    );
}

#[test]
fn values_of_object_types_become_objects() {
    let g = graph! {
        level = Level(3);
        red = Color::Red;
        also = Color::Red;
        green = Color::Green;
        node = Node::named("n");
        value = node.is_root();
        colors = [Color::Red, green];
    };
    assert!(Obj::is(&g.red, &g.also) && !Obj::is(&g.red, &g.green) && *g.red == Color::Red);
    let _: (&Obj<Level>, &Obj<Node>, bool) = (&g.level, &g.node, g.value);
    assert_eq!(Obj::refcount(&g.level), 1);
    assert_eq!(g.colors.len(), 2);
}

#[test]
fn operators_compute_as_python() {
    let g = graph! {
        n, x, s, t = 7, 2.5, "ab", (1, 2);
        sum = n + x;
        quotient = n / 2;
        remainder = -n % 3;
        shifted = n << 2 | 1;
        text = s + "c" * 3;
        tuple = t + (n,) * 2;
        list = [1] + [n];
        truth = True + n;
        both = True & (n > 3);
        sets = {1, 2} | {n};
        any = t[0] + n;
        negative = -x;
        l = list;
        l += (8,);
        l *= 2;
        n -= 10;
        n /= 2;
    };
    assert_eq!((*g.sum, *g.quotient, *g.remainder, *g.shifted), (9.5, 3.5, 2, 29));
    assert_eq!((&*g.text, g.tuple.len(), g.list.to_string()), ("abccc", 4, "[1, 7, 8, 1, 7, 8]".to_owned()));
    assert!(*g.truth == 8 && *g.both && g.sets.len() == 3 && g.any.repr() == "8" && *g.negative == -2.5);
    assert!(Obj::is(&g.l, &g.list) && *g.n == -1.5);
}

#[test]
fn comparisons_are_chained_and_stop_early() {
    fn once(name: &str, value: i64) -> i64 {
        log(name);
        value
    }
    let g = graph! {
        all = once("a", 1) < once("b", 2) <= once("c", 2) != once("d", 3);
        none = once("e", 2) < once("f", 1) < once("g", 5);
        l = [1, None];
        member = 1 in l and None in l and 5 not in l and "b" in "abc" and 1 in {1: 2} and 3 in (1, 2, 3) and 2 in {1, 2};
        same = l is l and l is not [1, None] and l == [1, None];
        order = (1, 2) < (1, 3) and "a" < "b" and not 1.0 > 1;
    };
    assert_eq!(logged(), "a b c d e f");
    assert!(*g.all && !*g.none && *g.member && *g.same && *g.order);
}

#[test]
fn and_or_give_an_operand_and_stop_early() {
    fn value(name: &str, value: i64) -> i64 {
        log(name);
        value
    }
    let g = graph! {
        n = 8;
        first = value("a", 0) or value("b", 2);
        second = value("c", 3) or value("d", 4);
        third = value("e", 0) and value("f", 5);
        fourth = (0 as AnyObj) or ("x" as AnyObj);
        fifth = 6 and 7;
        sixth = 0 or n;
        assert value("g", 1) and not value("h", 0);
    };
    assert_eq!(logged(), "a b c e g h");
    assert_eq!((g.first, g.second, g.third, g.fourth.repr(), *g.fifth), (2, 3, 0, "'x'".to_owned(), 7));
    assert!(Obj::is(&g.sixth, &g.n));
}

#[test]
fn counts_are_of_handles() {
    let g = graph! {
        a = Node { name: "a", .. };
        one = refcount(a);
        two = getrefcount(a);
        b = a;
        three = refcount(a);
        a.next = b;
        four = refcount(a.next);
        through = (a.next.next.next.name, refcount(a));
        held = ([a, a][0] as Node).name;
        temporary = (refcount([]), getrefcount([]));
        a.next = None;
        six = refcount(a);
    };
    assert_eq!((*g.one, *g.two, *g.three, *g.four, *g.six), (1, 2, 2, 3, 2));
    assert_eq!((g.through[1].repr(), Obj::as_any(&g.temporary).repr()), ("3".to_owned(), "(1, 1)".to_owned()));
}

#[test]
fn functions_of_the_language_answer_as_python() {
    let g = graph! {
        a = Node { name: "a", .. };
        same = hex(id(a)) == hex(id(a));
        h = hex(255), hex(-16);
        types = type(1), type(None), type(a), type("") is type(a.name);
        kinds = repr(type(1)), str(type("x")), type(type(1)), type(1) == type(2), type(1) == type(1.0);
        lengths = len("äb"), len([1]), len({}), len(b"abc"), len((1, 2)), len(a.children);
        reprs = repr("x"), str("x"), repr([None, True]), str(1.0);
        t = "text " + "x";
        interned = intern(t) is intern("text " + str("x"));
        w = weakref(a);
        alive = w() is a;
        del a;
        dead = w() is None;
        found = collect();
    };
    assert!(*g.same && *g.interned && *g.alive && *g.dead && *g.found == 0);
    assert_eq!(Obj::as_any(&g.h).repr(), "('0xff', '-0x10')");
    assert_eq!(Obj::as_any(&g.types).repr(), "(<class 'int'>, <class 'NoneType'>, <class 'Node'>, True)");
    let kinds = r#"("<class 'int'>", "<class 'str'>", <class 'type'>, True, False)"#;
    assert_eq!(Obj::as_any(&g.kinds).repr(), kinds);
    assert_eq!(Obj::as_any(&g.lengths).repr(), "(2, 1, 0, 3, 2, 0)");
    assert_eq!(Obj::as_any(&g.reprs).repr(), r#"("'x'", 'x', '[None, True]', '1.0')"#);
}

#[test]
fn casts_are_checked() {
    let g = graph! {
        n = Node { name: "n", .. };
        any = n as AnyObj;
        back = any as Node;
        number = (300 as AnyObj) as i64;
        small = 7 as u8;
        wide = n.size as u64;
        text = ("x" as AnyObj) as Str;
    };
    assert!(Obj::is(&g.back, &g.n) && g.number == 300 && g.small == 7 && g.wide == 0 && &*g.text == "x");
    assert_eq!(failure! { a = [1] as AnyObj; b = a as Str; }, "TypeError: expected 'str', got 'list'");
    assert_eq!(failure! { a = 300; b = a as u8; }, "OverflowError: Python int too large to convert to u8: 300");
}

#[test]
fn failures_say_what_python_says() {
    let cases = [
        (failure! { a = 0; b = 1 / a; }, "ZeroDivisionError: division by zero"),
        (failure! { a = [1]; b = a[1]; }, "IndexError: list index out of range"),
        (failure! { a = (1,); b = a["x"]; }, "TypeError: tuple indices must be integers or slices, not str"),
        (failure! { a = {1: 2}; b = a["x"]; }, "KeyError: 'x'"),
        (
            failure! { a = [1] as AnyObj; b = a < 1; },
            "TypeError: '<' not supported between instances of 'list' and 'int'",
        ),
        (failure! { a = 1 as AnyObj; b = a + "x"; }, "TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
        (failure! { a = 1 as AnyObj; b = a[0]; }, "TypeError: 'int' object is not subscriptable"),
        (failure! { a = (1,) as AnyObj; a[0] = 2; }, "TypeError: 'tuple' object does not support item assignment"),
        (failure! { a = 1; b = len(a); }, "TypeError: object of type 'int' has no len()"),
        (failure! { a = [1]; b = {(1, a): 2}; }, "TypeError: unhashable type: 'list'"),
        (failure! { a = 1; b = 2 in a; }, "TypeError: argument of type 'int' is not iterable"),
        (failure! { a = [1]; b, c = a; }, "ValueError: not enough values to unpack (expected 2, got 1)"),
        (failure! { a = 5; b, c = a; }, "TypeError: cannot unpack non-iterable int object"),
        (
            failure! { a = 9223372036854775807; b = a + 1; },
            "OverflowError: the result does not fit in an int of 64 bits",
        ),
        (failure! { a = 1; assert a == 2; }, "AssertionError"),
        (failure! { a = 1; assert a == 2, "a is " + str(a); }, "AssertionError: a is 1"),
        (failure! { a = Node { .. }; b = a.next.name; }, "AttributeError: 'NoneType' object has no attribute 'name'"),
        (failure! { a = Node { .. }; del a.next; }, "AttributeError: next"),
        (
            failure! { a = 70000; b = Node { size: a, .. }; },
            "OverflowError: Python int too large to convert to u16: 70000",
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(said, expected);
    }
}

#[test]
fn rust_stays_rust() {
    fn find(limit: i64) -> Result<i64, std::num::ParseIntError> {
        let local = Obj::<Str>::from("local");
        graph! {
            a = [rust!(limit), 2];
            b = rust!("5".parse::<i64>()?);
            a.append(rust!(AnyObj::from(local.clone())));
            c = rust!({
                if b < limit {
                    return Ok(b);
                }
                b + a.len() as i64
            });
            text = format!("{}", a);
            assert_eq!(text, "[1, 2, 'local']");
            rust!(log(&text));
            a[0] = rust!(limit * 2);
            d = {"k": rust!(b)};
            d["k"] = rust!("text");
            assert_eq!(format!("{a} {d}"), format!("[{}, 2, 'local'] {{'k': 'text'}}", limit * 2));
        }
        .c
        .checked_mul(1)
        .ok_or_else(|| unreachable!())
    }
    assert_eq!(find(100), Ok(5));
    assert_eq!(find(1), Ok(8));
    assert_eq!(logged(), "[1, 2, 'local']");
}

#[test]
fn a_unit_without_names_is_nothing_and_statements_need_no_value() {
    let _: () = graph! {};
    let _: () = graph! { a = 1; del a; };
    graph! { print(); };
    let number = *graph! { 40 + 2 };
    assert_eq!(number, 42);
}

#[test]
fn the_names_of_a_unit_show_themselves() {
    let g = graph! {
        a = 1;
        match = "x";
    };
    assert_eq!(format!("{g:?}"), "Graph { a: 1, match: 'x' }");
    assert_eq!((*g.a, &*g.r#match), (1, "x"));
}

#[test]
fn long_units_are_in_pieces_and_do_the_same() {
    let limit = 3;
    let g = graph! {
        l = []; a = 0; left = 1; right = "r"; third = 3;
        a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a);
        a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a);
        b = a; del a; a = b; c = [l]; d = len(l);
        a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a);
        e = rust!(limit + 1);
        a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a);
        a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a); a += 1; l.append(a);
        left, right = right, left; third = other = left; (third, other) = (4, 5);
        rust!(assert!(limit == 3));
        count = refcount(l); del c; f = refcount(l);
    };
    assert!(&*g.left == "r" && *g.right == 1);
    assert_eq!((*g.a, g.l.len(), *g.b, g.e, *g.count, *g.f), (25, 25, 10, 4, 2, 1));
}

#[test]
fn cells_of_plain_values_and_of_options_are_attributes() {
    #[derive(Object, Default)]
    struct Mixed {
        small: Cell<u8>,
        text: RefCell<String>,
        other: RefCell<Option<Obj<Mixed>>>,
        maybe: Cell<Option<u8>>,
        next: ObjCell<Mixed>,
    }
    fn doubled(value: u8) -> u8 {
        value * 2
    }
    fn length(text: String) -> usize {
        text.len()
    }

    let g = graph! {
        a = Mixed { small: 7, text: "text", other: None, .. };
        t = (a.small, a.text, a.other, [a.small], {a.small: a.text});
        sum = a.small + 1;
        twice = doubled(a.small), length(a.text);
        empty = a.other is None;
        a.other = a;
        same = a.other is a, a.other.other is a, a.other.small == 7;
        a.other.other.small = 8;
        a.next = a.other;
        count = refcount(a);
        copied = Mixed { small: a.small, text: a.text, other: a.other, next: a.other, .. };
        del a.other;
        a.maybe = 3;
        del a.maybe;
        gone = a.other is None and a.maybe is None;
    };
    assert_eq!(Obj::as_any(&g.t).repr(), "(7, 'text', None, [7], {7: 'text'})");
    assert_eq!((Obj::as_any(&g.twice).repr(), *g.sum), ("(14, 4)".to_owned(), 8));
    assert_eq!((Obj::as_any(&g.same).repr(), *g.count), ("(True, True, True)".to_owned(), 3));
    assert!(
        *g.empty && *g.gone && g.a.small.get() == 8 && g.copied.small.get() == 8 && *g.copied.text.borrow() == "text"
    );
    assert!(Obj::is(&g.copied.next.get().unwrap(), &g.a));
    assert_eq!(
        failure! { a = Mixed { .. }; b = a.other.small; },
        "AttributeError: 'NoneType' object has no attribute 'small'"
    );
    assert_eq!(failure! { a = Mixed { .. }; del a.other; }, "AttributeError: other");
    g.a.next.take();
}

#[test]
fn maps_are_read_set_and_deleted_by_key() {
    #[derive(Object, Default)]
    struct Table {
        by_name: ObjMap<Str, Table>,
        by_number: ObjMap<Int, Str>,
    }

    let g = graph! {
        t = Table { by_number: {1: "one", 2: "two"}, .. };
        key = "k" + str(1);
        t.by_name[key] = t;
        t.by_number[3] = "three";
        found = t.by_name[key] is t, t.by_number[2], t.by_number[3];
        n = 1;
        members = 1 in t.by_number, n in t.by_number, 4 in t.by_number, key in t.by_name, "x" not in t.by_name;
        del t.by_number[n], t.by_name[key];
        left = len(t.by_number), len(t.by_name), str(t.by_number);
        got = t.by_number.get(2) is t.by_number[2], t.by_number.get(n) is None, t.by_name.get(key) is None;
        has = t.by_number.contains_key(2) and not t.by_name.contains_key("x");
        t.by_name.insert("again", t);
        removed = t.by_name.remove("again") is t;
        text = "x=" + t.by_number[2];
    };
    assert_eq!(Obj::as_any(&g.found).repr(), "(True, 'two', 'three')");
    assert_eq!(Obj::as_any(&g.members).repr(), "(True, True, False, True, True)");
    assert_eq!((Obj::as_any(&g.left).repr(), &*g.text), ("(2, 0, \"{2: 'two', 3: 'three'}\")".to_owned(), "x=two"));
    assert!(Obj::as_any(&g.got).repr() == "(True, True, True)" && g.has && *g.removed);
    assert_eq!(failure! { t = Table { .. }; a = t.by_number["x"]; }, "KeyError: 'x'");
    assert_eq!(
        failure! { t = Table { .. }; t.by_number["x"] = "y"; },
        "TypeError: keys of this map are 'int', not 'str'"
    );
}
