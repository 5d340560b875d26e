//! Equal values that are one object: constants, interned texts, hash-consed values.

use obj_runtime::inspect::mark;
use obj_runtime::prelude::*;

/// Two equal symbols are one object.
#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    name: Obj<Str>,
    arity: i64,
}

pub(super) fn lesson() {
    mark("1. Texts that look like names are interned");
    graph! {
        s1 = "hello";
        s2 = "hello";
        print(s1 is s2);
    };

    mark("2. Other texts are constants of their unit, or made anew");
    graph! {
        #![interactive]
        s3 = "hello world!";
        s4 = "hello world!";
        print(s3 == s4, s3 is s4);
        s5 = intern(s3);
        s6 = intern(s4);
        print(s5 is s6);
    };

    mark("3. Values of your own: built twice, stored once");
    graph! {
        plus = Symbol { name: "+", arity: 2 };
        again = Symbol { name: "+", arity: 2 };
        minus = Symbol { name: "-", arity: 2 };
        print(plus is again, plus is minus);
        table = {"a": plus, "b": again, "c": minus};
        print(refcount(plus));
    };
}
