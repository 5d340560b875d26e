//! The lints of clippy say nothing of what the macros write.

#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::restriction,
    reason = "nothing that a macro writes is told of"
)]
#![allow(
    clippy::blanket_clippy_restriction_lints,
    clippy::tests_outside_test_module,
    dead_code,
    reason = "it is what is tested"
)]

use core::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object, Default)]
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
#[object(finalize)]
struct Ends {
    node: Option<Obj<Node>>,
}

impl Finalize for Ends {
    fn finalize(_this: &Obj<Self>) {}
}

#[test]
fn units() {
    let graph = graph! {
        a = Node { name: "a", .. };
        b = Node { name: "b", next: a, .. };
        a.next = b;
        l = [1, 2.5, "x", None, True, (1, 2), {"k": 1}, {1, 2}, b"x"];
        l.append(3);
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
        assert 1 < n <= 100 != 5, "no";
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
    };
    drop(graph);
    let typed = graph! { #![interactive] a = 1; b = a; del a; };
    drop(typed);
}
