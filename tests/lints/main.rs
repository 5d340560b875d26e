//! The lints of the compiler, each of them forbidden, and those of clippy say nothing of what the macros write.

// Clippy's own groups are allowed round a unit where it runs, which a group that is forbidden would warn of otherwise.
#![cfg_attr(not(clippy), forbid(future_incompatible))]
#![forbid(
    deprecated_safe,
    keyword_idents,
    let_underscore,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unknown_or_malformed_diagnostic_attributes,
    unused
)]
#![forbid(explicit_outlives_requirements, impl_trait_redundant_captures, let_underscore_drop, redundant_imports)]
#![forbid(redundant_lifetimes, trivial_casts, trivial_numeric_casts, unit_bindings, unused_import_braces)]
#![forbid(unused_lifetimes, unused_qualifications, unused_results)]
#![forbid(missing_debug_implementations, missing_docs, private_bounds, unreachable_pub)]
#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::restriction,
    reason = "nothing that a macro writes is told of"
)]
#![allow(clippy::blanket_clippy_restriction_lints, clippy::tests_outside_test_module, reason = "it is a test")]

use core::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object, Default)]
#[object(attributes)]
struct Node {
    kids: ObjVec<Self>,
    name: Obj<Str>,
    next: ObjCell<Self>,
    size: Cell<i64>,
}

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    text: String,
}

#[derive(Object, Clone, Copy, PartialEq, Eq, Hash)]
#[object(cache = -5..=256)]
struct Small(i64);

#[derive(Trace)]
enum Part<T: Trace + 'static> {
    One(Obj<Node>),
    Two { it: T },
}

#[derive(Object)]
struct Whole {
    looks: Option<Box<dyn Look>>,
    parts: Vec<Part<u8>>,
    place: Place,
}

#[derive(Object)]
#[object(finalize)]
struct Ends {
    node: Option<Obj<Node>>,
}

impl Finalize for Ends {
    fn finalize(_this: &Obj<Self>) {}
}

trait Shape {
    fn area(&self) -> f64;
}

obj_runtime::dyn_object!(dyn Shape);

obj_runtime::dyn_trace!(dyn Look);

trait Look: DynTrace {}

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Circle {
    radius: f64,
}

impl Shape for Circle {
    #[expect(clippy::implicit_return, reason = "it is the user's")]
    fn area(&self) -> f64 {
        self.radius
    }
}

#[derive(Trace)]
#[object(frozen)]
struct Place {
    at: (u8, Option<Box<[u16]>>),
    #[object(skip)]
    n: u8,
}

impl Symbol {
    #[expect(clippy::implicit_return, clippy::single_call_fn, reason = "it is the user's")]
    fn new() -> Obj<Self> {
        Obj::new(Self { text: String::new() })
    }
}

#[test]
fn units() {
    let graph = graph! {
        a = Node { name: "a", .. };
        b = Node { name: "b", next: a, .. };
        a.next = b;
        l = [1, 2.5, "x", None, True, (1, 2), {"k": 1}, {1, 2}, b"x"];
        l.append(3);
        l.pop();
        l[0] = 2;
        del l[1];
        x, (y, *z) = 1, (2, 3, 4);
        t = l[1:3];
        t += [1];
        n = 0;
        while n < 3 { n += 1; if n == 2 { continue; } elif n > 5 { break; } else { pass; } }
        for i, v in enumerate(l) { m = v; a.size = 3; }
        for node in a.kids { node.next = None; }
        for q in range(10): n += q;
        c = [i * 2 for i in range(3) if i];
        d = {k: 1 for k in "abc"};
        s = {i for i in c};
        w = weakref(a);
        alive = w() is not None;
        r = w().name;
        g = 1 if n else 2;
        h = not n or n and g;
        assert 1 < n <= 100 != 5, "no" + str(n);
        d.setdefault("m", []).append(3);
        u = (e := n - 1);
        k = l[0] as AnyObj;
        def f(p): return p + 1;
        f(2);
        print("x", sep="-");
        del x, y;
        sorted(c, reverse=True);
        c.sort();
        "a" + "b";
        o = -n ** 2 % 7;
        p = max(*c, key=lambda v: v);
        aa = "{} {}".format(1, 2) + "%s" % 3;
        bb = list(map(f, c));
        cc = isinstance(a, Node);
        dd = b is a, a in l;
        ee = type(a);
        a.kids[0:1] = [];
        setattr(a, "next", b);
        import gc;
        gc.collect();
    };
    drop(graph);
    let typed = graph! { #![interactive] a = 1; b = a; del a; };
    drop(typed);
}

#[test]
fn names_and_blocks() {
    drop(
        graph! { N = 3; Node1 = [1]; for I in Node1 { Q = I; } x = [J for J in Node1]; f = lambda A: A; def Foo(A): return A; },
    );
    let outer: i64 = 3;
    let text = String::from("a");
    drop(graph! { nonlocal outer, text; y = outer + 1; z = text + "b"; });
    drop(graph! { import sys, gc, weakref; k = sys.getrefcount(3); w = weakref.ref({1, 2}); });
    drop(graph! { a = Symbol::new(); b = rust!(1_i64 + 2); Node { .. }; Small(4); a.text; });
    drop(obj_runtime::intern!("a"));
    drop(graph! { q = 1; def g(a, b) { return a; } g(Node { .. }, 1); });
    let value = graph! { 1 + 2 };
    drop(value);
    drop(
        graph! { l = [3, 1]; l[0] += 1; l[0:1] = [2]; del l[:]; a, *b = 1, 2, 3; i = 5; i -= 1; n = Node { .. }; n.next = n; del n.next; n.next is None; n.size += 1; t = (1,); t[0]; "a" in "abc"; not t; -i; {1: 2}; {3}; (1, 2); True; None; l; },
    );
}

#[test]
fn types() {
    let node = Obj::new(Node::default());
    let place = Place { at: (1, Some(Box::new([2]))), n: 3 };
    let parts = vec![Part::One(node.clone()), Part::Two { it: 1 }];
    let whole = Obj::new(Whole { parts, looks: None, place });
    assert_eq!((whole.parts.len(), whole.place.n, whole.place.at.0, whole.looks.is_none()), (2, 3, 1, true));
    let shape: Obj<dyn Shape> = Obj::upcast(Obj::new(Circle { radius: 1.0 }));
    let half: f64 = 0.5;
    assert!(shape.area() > half);
    let ends = Obj::new(Ends { node: Some(node) });
    assert!(ends.node.is_some() && Obj::new(Small(3)).0 == 3);
}
