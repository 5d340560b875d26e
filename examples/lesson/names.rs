//! The classic lesson: addresses, small numbers, lists and tuples, counts, `del`, `getrefcount`.

use obj_runtime::inspect::mark;
use obj_runtime::prelude::*;

pub(super) fn lesson() {
    mark("1. A name is not a box: it points at an object");
    graph! {
        num = 1000;
        print(id(num), hex(id(num)));
        same = num;
        print(same is num, id(same) == id(num));
        del same;
    };

    mark("2. Small numbers are made once");
    graph! {
        // Typed line by line, as in the shell.
        #![interactive]
        a = 256;
        b = 256;
        print("256:", a is b);
        c = 257;
        d = 257;
        print("257:", c is d);
    };

    mark("3. A script is read as a whole");
    graph! {
        // The same lines as one unit: equal constants are one object.
        c = 257;
        d = 257;
        print("257:", c is d);
    };

    mark("4. Lists are made anew, tuples of constants are not");
    graph! {
        l1 = [1, 2, 3];
        l2 = [1, 2, 3];
        print(l1 == l2, l1 is l2);
        t1 = (1, 2, 3);
        t2 = (1, 2, 3);
        print(t1 == t2, t1 is t2);
        // Two names for one list: both see the change.
        l3 = l1;
        l3.append(4);
        print(l1);
    };

    mark("5. Each name, cell and key is counted");
    graph! {
        x = ["counted"];
        print(refcount(x));
        y = x;
        // While the call looks, it holds one more.
        print(refcount(x), getrefcount(x));
        z = [x, x];
        table = {"x": x};
        print(refcount(x));
        del table["x"];
        del z;
        del y;
        print(refcount(x));
        // The last name: the list is freed at once.
        del x;
    };
}
