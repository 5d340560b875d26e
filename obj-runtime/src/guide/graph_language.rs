//! Python → `graph!`: the language, line by line.
//!
//! A unit is a row of Python's statements, each with `;` behind it, and with braces where Python indents, or `:` and indented as there. What is there means what it
//! means in Python; what is not there is refused when the unit is compiled, with what to write instead. Each block below is a
//! program that runs. [`graph!`](crate::graph!) says what the values become in Rust.
//!
//! # Names and values
//!
//! ```
//! # use obj_runtime::prelude::*;
//! graph! {
//!     a = b = 257;                                    assert a is b;
//!     a, b = b, a;                                    assert a == 257;
//!     first, *rest = [1, 2, 3];                       assert rest == [2, 3];
//!     (x, (y, z)) = (1, (2, 3));                      assert x + y + z == 6;
//!     n = 7; n += 1; n **= 2;                         assert n == 64;
//!     assert (m := n - 1) == 63;                      // `:=` in parentheses
//!     del a, b;
//!     assert floordiv(7, 2) == 3 and 7 % 2 == 1 and 7 / 2 == 3.5;     // `//` starts a comment
//!     assert 1 < n <= 64 != 5 and not n is None;
//!     assert "a" + "b" * 2 == "abb" and -2 ** 2 == -4 and ~5 == -6;
//!     text = "yes" if n else "no";                    assert text == "yes";
//!     pass;
//! };
//! ```
//!
//! # Containers
//!
//! ```
//! # use obj_runtime::prelude::*;
//! graph! {
//!     l = [1, 2, 3, 4];                               assert l[-1] == 4 and l[1:3] == [2, 3] and l[::-1][0] == 4;
//!     l[1:3] = [9];                                   assert l == [1, 9, 4];
//!     del l[:1];                                      assert l == [9, 4];
//!     t = (*l, 5);                                    assert t == (9, 4, 5) and t.index(5) == 2;
//!     d = {"k": 1, **{"l": 2}};                       assert d.get("z", 0) == 0 and len(d) == 2;
//!     d.setdefault("m", []).append(3);                assert d["m"] == [3];
//!     keys = d.keys(); d["n"] = 4;                    assert "n" in keys and keys & {"k", "z"} == {"k"};
//!     assert str(d.items()) == "dict_items([('k', 1), ('l', 2), ('m', [3]), ('n', 4)])";
//!     d.update(n=5);                                  assert max(*l, d["n"]) == 9 and dict(a=1) == {"a": 1};
//!     assert len(range(9)) == 9 and 4 in range(9) and range(9)[-1] == 8;
//!     s = {1, 2} | {3};                               assert s - {1} == {2, 3} and 3 in s;
//!     squares = [i * i for i in range(5) if i % 2];   assert squares == [1, 9];
//!     index = {w: len(w) for w in ("a", "bb")};       assert index["bb"] == 2;
//!     assert sum(i for i in l) == 13 and any(i > 8 for i in l) and sorted(l, key=lambda i: -i, reverse=True) == [4, 9];
//!     assert ",".join(str(i) for i in l) == "9,4" and "a b".split() == ["a", "b"] and "{}!".format("x") == "x!";
//!     mixed = [l, 1, "a", None];                      assert mixed[0] is l and isinstance(mixed[1], int | str);
//!     mixed[0].append(2);                             assert l == [9, 4, 2] and l.pop() == 2;
//!     assert "{:>5}|{:.2f}|{a!r}|{:,}".format("x", 2.5, 1234, a="y") == "    x|2.50|'y'|1,234" and format(255, "#x") == "0xff";
//!     assert "%s: %03d" % ("n", 7) == "n: 007" and "%(k)s" % {"k": 1} == "1";
//!     assert "a,b,c".split(",", maxsplit=1) == ["a", "b,c"] and b"a-b".partition(b"-") == (b"a", b"-", b"b") and b"\xc3\xa9".decode() == "é";
//! };
//! ```
//!
//! # Functions
//!
//! ```
//! # use obj_runtime::prelude::*;
//! graph! {
//!     def difference(a, b): return a - b;
//!     pair = (5, 3); named = {"b": 1};
//!     assert difference(5, 3) == 2 and difference(b=1, a=2) == 1;     // a function of the unit takes arguments by name,
//!     assert difference(*pair) == 2 and difference(9, **named) == 8;  // of an iterable and of a dict
//!     rows = [[1, 2], [3, 4]];
//!     assert list(zip(*rows)) == [(1, 3), (2, 4)] and list(range(*(1, 3))) == [1, 2] and max(*pair, 9) == 9;
//!     assert {1}.union(*rows) == {1, 2, 3, 4} and "{}-{}".format(*pair) == "5-3" and dict(**named, c=2) == {"b": 1, "c": 2};
//!     assert list(map(str, pair)) == ["5", "3"] and list(filter(lambda n: n > 3, pair)) == [5];
//!     assert sum(map(int, "12")) == 3 and list(map(difference, pair, (1, 1))) == [4, 2];
//!     assert sorted(["b", "A"], key=str.lower) == ["A", "b"] and max(["a", "bb"], key=len) == "bb";
//! };
//! ```
//!
//! # Types
//!
//! ```
//! # use obj_runtime::prelude::*;
//! graph! {
//!     n = 1; text = int;
//!     assert type(n) is int and type("") in (str, bytes) and text is int and int.__name__ == "int";
//!     assert isinstance(n, (int, str)) and isinstance(n, int | str) and str.lower("A") == "a";
//!     assert dict.fromkeys("ab", 0) == {"a": 0, "b": 0} and bytes.fromhex("ff 01") == b"\xff\x01";
//!     assert "abc".translate(str.maketrans("ab", "xy", "c")) == "xy" and int.from_bytes(b"\x01\x02", "big") == 258;
//! };
//! ```
//!
//! # Conditions and loops
//!
//! ```
//! # use obj_runtime::prelude::*;
//! graph! {
//!     kinds = [];
//!     for n in (3, 0, -3) {
//!         if n > 0 { kinds.append("positive"); } elif n { kinds.append("negative"); } else { continue; }
//!     }
//!     assert kinds == ["positive", "negative"];
//!     count = 0;
//!     while True { count += 1; if count == 5 { break; } }
//!     assert count == 5;
//!     for i, (key, value) in enumerate({"a": 1}.items()) { assert (i, key, value) == (0, "a", 1); }
//!     for x, y in zip([1, 2], reversed("ab")) { last = (x, y); }
//!     for n in range(3):                              // the same without braces: what is indented deeper is inside
//!         if n == 1:
//!             kinds.append("one");
//!         else: kinds.append("other");
//!     assert kinds[2:] == ["other", "one", "other"];
//! };
//! ```
//!
//! A name that a loop or a branch may leave unbound cannot be used behind it: `last` above would be `name 'last' may not be defined
//! here`. Bind it before, as `last = None;`.
//!
//! # Objects of your types
//!
//! ```
//! # use obj_runtime::prelude::*;
//! #[derive(Object, Default)]
//! #[object(attributes)]                               // for `nodes[0].size`
//! struct Node { name: Obj<Str>, next: ObjCell<Node>, kids: ObjVec<Node>, size: std::cell::Cell<i64> }
//!
//! let limit = 2_i64;
//! graph! {
//!     import sys, gc, weakref;
//!     nonlocal limit;                                 // a local of the function becomes a name
//!     head = None;
//!     for name in ["c", "b", "a"] { head = Node { name: name, next: head, .. }; }
//!     node = head; names = "";
//!     while node is not None { names = names + node.name; node = node.next; }
//!     assert names == "abc";
//!     root = Node { kids: [Node { size: i, .. } for i in range(3)], .. };
//!     for kid in root.kids { kid.next = root; kid.size = kid.size * limit; }
//!     assert sys.getrefcount(root) == 5 and root.kids[2].size == 4;
//!     nodes = [root, 1];
//!     assert isinstance(nodes[0], Node) and nodes[0].size == 0;       // an item is any object: its field is found by name,
//!     assert (nodes[0] as Node).size == 0;            // or, once you say of what type it is, without a search
//!     nodes[0].size += 5; nodes[0].next = root.kids[1];
//!     assert root.size == 5 and nodes[0].next.size == 2;
//!     root.next = None;
//!     assert getattr(root, "size") == 5 and hasattr(root, "kids") and "name" in dir(root) and vars(root)["size"] == 5;
//!     setattr(root, "size", 6); delattr(root.kids[0], "next");
//!     handle = weakref.ref(root);                     assert handle() is root;
//!     kid = None;                                     // the loop's last item would be held by its name
//!     del root, nodes;                                assert handle() is not None;
//!     gc.collect();                                   assert handle() is None;
//! };
//! ```
//!
//! # What is not there
//!
//! | in Python | here |
//! |---|---|
//! | `a // b`, `a //= b` | `floordiv(a, b)`: for Rust's lexer `//` starts a comment |
//! | `'text'`, `'''text'''`, `r'…'` | `"text"`, also over several lines, `r"…"` |
//! | `f"{a:>5} x"` | `"{:>5} x".format(a)`, or `format!("{a:>5} x")` of Rust: its lexer knows no `f"…"` |
//! | `"\u200b"`, `"\N{…}"`, `"\x80"` and beyond | `"\u{200b}"` |
//! | ints of more than 64 bits | `OverflowError`; a type of Rust as a field, `num_bigint::BigInt` with the feature `num-bigint` |
//! | `1j` | a type of your own |
//! | `def` with statements | a function of Rust that takes handles: `fn f(a: &AnyObj) -> AnyObj`; one expression: `def f(a): return a + 1;` |
//! | `class` | `#[derive(Object)] struct`, with methods in its `impl` |
//! | `try`, `raise` | a failure panics: `std::panic::catch_unwind` around `graph!` |
//! | `with` | bind it, and `del` it at the end |
//! | `for … else` | a name that is set before `break` |
//! | `d.keys()` in a list or a tuple | a list of the keys that are there then; a view is a name's, or looked at where it stands |
//! | `m = map(f, l)`, `m = (f(x) for x in l)`, gone through once | the same, a list |
//! | `iter`, `next` | a loop, or an item: `l[0]` |
//! | `f(*a)` of a function of Rust, whose parameters the compiler counts | `b, c = a;`, and `f(b, c)` |
//! | `print(**d)`, `sorted(l, **d)` | the arguments by name: `sep="-"` |
//! | `t = int; t("5")`, `f = len` | the name itself: `int("5")`; `f = lambda x: len(x)` |
//! | `b"%d" % a` | `("%d" % a).encode()` |
//! | `yield`, `async` | Rust around the unit |
//! | `import` of other modules than `sys`, `gc`, `weakref` and, with the feature `parcel`, `copy` | `use` in Rust |
//! | `a @ b` | a method |
//!
//! ## Why ints have 64 bits
//!
//! A graph's numbers are sizes, indices and ids. Python's own small ints are objects of 28 bytes; these are 16, header included. What a
//! second, growing form behind the same [`Int`](crate::Int) costs while all values fit in 64 bits was tried with types of `derive(Object)`
//! and `num-bigint` 0.5. Instructions for each operation, as `valgrind --tool=callgrind` counts them in a release build:
//!
//! | | `i64`, as it is | `enum { Small(i64), Big(Box<BigInt>) }` | `enum { Small(i64), Big(BigInt) }` |
//! |---|--:|--:|--:|
//! | object, with its header | 16 bytes | 24 bytes | 40 bytes |
//! | `a + b`, the value alone | 15 | 25 | 28 |
//! | `a + b`, made an object, and dropped | 41 | 99 | 102 |
//! | an object made, and dropped | 50 | 103 | 103 |
//! | `a < b` | 4 | 15 | 18 |
//! | `a == b` | 8 | 14 | 20 |
//! | hash | 5 | 13 | 16 |
//! | a handle cloned, and dropped | 16 | 19 | 20 |
//!
//! The crate takes 4 seconds of a processor to compile in a release build, 1.7 in a debug one, and adds 54 kilobytes to a program. The largest part of the cost is no
//! branch: a value that may own memory has a destructor, so an object of it is not simply given back when its last handle goes. And
//! [`Int`](crate::Int) dereferences to `i64`, which a number that may be larger cannot.
//!
//! A type of its own for large numbers, `int` as well in Python's words, would leave the figures of the first column as they are, but then `a + b`
//! of two `Obj<Int>` is an `AnyObj`: each unit and each program that does arithmetic would pay with its types for numbers that it never meets.
//!
//! So what does not fit is `OverflowError: the result does not fit in an int of 64 bits`, and never wraps; where a graph needs large numbers, a
//! field of `num_bigint::BigInt` (feature `num-bigint`) holds them.
