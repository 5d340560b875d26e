//! Counts statement by statement: the twin of oracle script 084.

use obj_runtime::prelude::*;

use crate::graph_lines::{assert_recorded, say};

#[derive(Object, Default)]
struct O {
    me: ObjCell<O>,
}

#[derive(Object)]
struct ValueError {
    _args: Obj<O>,
}

#[test]
fn counts_are_those_of_cpython_after_each_statement() {
    graph! {
        x = O { .. };
        say("pass: ", refcount(x));
        y = x;
        say("y = x: ", refcount(x));
        z = [x, x];
        say("z = [x, x]: ", refcount(x));
        t = (x, y);
        say("t = (x, y): ", refcount(x));
        d = {"k": x, x: 1};
        say("d = {'k': x, x: 1}: ", refcount(x));
        del y;
        say("del y: ", refcount(x));
        z.append(x);
        say("z.append(x): ", refcount(x));
        z.pop();
        say("z.pop(): ", refcount(x));
        z = None;
        say("z = None: ", refcount(x));
        t = t + (x,);
        say("t = t + (x,): ", refcount(x));
        t = t.slice(rust!(..1));
        say("t = t[:1]: ", refcount(x));
        t = ();
        say("t = (): ", refcount(x));
        d.pop("k");
        say("d.pop('k'): ", refcount(x));
        d.clear();
        say("d.clear(): ", refcount(x));
        // A closure over a global holds the module, not the object.
        say("f = lambda: x: ", refcount(x));
        g = rust!({ let a = x.clone(); move || a.clone() });
        say("g = lambda a=x: a: ", refcount(x));
        g = None;
        say("g = None: ", refcount(x));
        a = b = c = x;
        say("a = b = c = x: ", refcount(x));
        a, b = b, a;
        say("a, b = b, a: ", refcount(x));
        del a, b, c;
        say("del a, b, c: ", refcount(x));
        x.me = x;
        say("x.me = x: ", refcount(x));
        x.me = None;
        say("x.me = None: ", refcount(x));
        i = [x][0];
        say("for i in [x]: pass: ", refcount(x));
        del i;
        say("del i: ", refcount(x));
        s = {x};
        say("s = {x}: ", refcount(x));
        s = FrozenSet::of(s);
        say("s = frozenset(s): ", refcount(x));
        s = None;
        say("s = None: ", refcount(x));
        e = ValueError { _args: x };
        say("e = ValueError(x): ", refcount(x));
        del e;
        say("del e: ", refcount(x));
        w = [x] * 5;
        say("w = [x for _ in range(5)]: ", refcount(x));
        w.del_slice(rust!(1..));
        say("del w[1:]: ", refcount(x));
        w *= 3;
        say("w *= 3: ", refcount(x));
        w.clear();
        say("w.clear(): ", refcount(x));
    };
    assert_recorded(include_str!("../oracle/084_refcount_trace.out"));
}
