//! Where a unit fails: at the user's line, whatever part of the runtime finds out.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Once;

use obj_runtime::prelude::*;

thread_local! {
    /// The line at which the thread will fail, as the unit says.
    static EXPECTED: Cell<u32> = const { Cell::new(0) };
    /// Where the thread failed last.
    static FAILED: RefCell<(String, u32)> = const { RefCell::new((String::new(), 0)) };
}

/// The rest of this line is what fails.
fn here(line: u32) {
    EXPECTED.set(line);
}

/// Notes for each thread where it panics.
fn watch() {
    static WATCH: Once = Once::new();
    WATCH.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(|place: &Location<'_>| (place.file().to_owned(), place.line()));
            FAILED.set(place.unwrap_or_default());
            before(panic);
        }));
    });
}

/// Runs units, each of which fails at the line that it names.
#[track_caller]
fn assert_places(units: &[fn()]) {
    watch();
    for unit in units {
        EXPECTED.set(0);
        let failed = catch_unwind(AssertUnwindSafe(unit));
        let (expected, (file, line)) = (EXPECTED.get(), FAILED.take());
        assert!(failed.is_err(), "the unit fails after line {expected}");
        assert_eq!((&file[..], line), (file!(), expected));
    }
}

/// A unit in a function of its own.
macro_rules! unit {
    ($($tokens:tt)*) => {
        || {
            let _unit = graph! { $($tokens)* };
        }
    };
}

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    parent: WeakCell<Node>,
    other: Option<Obj<Node>>,
    children: ObjVec<Node>,
    named: ObjMap<Str, Node>,
    list: ObjCell<List>,
    size: Cell<u8>,
    wide: Cell<u64>,
    shared: RefCell<i64>,
    any: ObjCell<List>,
}

impl Node {
    fn is_node(&self) -> bool {
        true
    }

    fn maybe(&self) -> Option<Obj<Self>> {
        self.next.get()
    }
}

fn take(_node: &Obj<Node>, _count: u8) {}

fn keep(_node: Obj<Node>) {}

#[test]
fn empty_cells_fail_where_they_are_read() {
    assert_places(&[
        unit! {
            a = Node { .. };
            b = a.next;
            rust!(here(line!())); b.size = 3;
        },
        unit! {
            a = Node { .. };
            b = a.parent;
            rust!(here(line!())); keep(b);
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); b = a.next.next;
        },
        unit! {
            a = Node { .. };
            a.next = a;
            a.parent = a;
            rust!(here(line!())); b = a.next.parent.next.list.len();
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); b = a.parent.is_node();
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.next.size = 3;
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.next.size += 3;
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); take(a, 300 as AnyObj as u8);
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); keep(a.next);
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); keep(a.other);
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); keep(a.maybe());
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.children.push(a.parent);
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); b = a.list[0];
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.list[0] = 1;
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); del a.list[0];
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); del a.next;
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.any += [1];
        },
    ]);
}

#[test]
fn items_fail_where_they_are_looked_for() {
    assert_places(&[
        unit! {
            a = [1];
            rust!(here(line!())); b = a[5];
        },
        unit! {
            a = [1];
            rust!(here(line!())); a[5] = 1;
        },
        unit! {
            a = [1];
            rust!(here(line!())); a[5] += 1;
        },
        unit! {
            a = [1];
            rust!(here(line!())); del a[5];
        },
        unit! {
            a = ([1],);
            rust!(here(line!())); b = a["x"];
        },
        unit! {
            a = "text"; i = 9;
            rust!(here(line!())); b = a[i];
        },
        unit! {
            a = b"text"; i = 9;
            rust!(here(line!())); b = a[i];
        },
        unit! {
            a = {"x": 1};
            rust!(here(line!())); b = a["y"];
        },
        unit! {
            a = {"x": 1};
            rust!(here(line!())); del a["y"];
        },
        unit! {
            a = {"x": 1}; b = [] as AnyObj;
            rust!(here(line!())); a[b] = 1;
        },
        unit! {
            a = {"x": 1}; b = [] as AnyObj;
            rust!(here(line!())); c = {1, b};
        },
        unit! {
            a = {"x": 1}; b = [] as AnyObj;
            rust!(here(line!())); c = b in a;
        },
        unit! {
            a = 1 as AnyObj;
            rust!(here(line!())); b = a[0];
        },
        unit! {
            a = 1 as AnyObj;
            rust!(here(line!())); a[0] = 1;
        },
        unit! {
            a = 1 as AnyObj;
            rust!(here(line!())); del a[0];
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); b = a.children[0];
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.children[0] = a;
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); b = a.named["x"];
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); a.named[1] = a;
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); del a.named["x"];
        },
        unit! {
            a = [1];
            rust!(here(line!())); b, c = a;
        },
        unit! {
            a = 1;
            rust!(here(line!())); b, c = a;
        },
        unit! {
            a = [1, 2, 3];
            rust!(here(line!())); b, c = a;
        },
        unit! {
            a = [1];
            rust!(here(line!())); a.remove(2);
        },
        unit! {
            a = [];
            rust!(here(line!())); a.pop();
        },
    ]);
}

#[test]
fn operators_and_functions_fail_where_they_stand() {
    assert_places(&[
        unit! {
            a = 0;
            rust!(here(line!())); b = 1 / a;
        },
        unit! {
            a = 0;
            rust!(here(line!())); a %= 0;
        },
        unit! {
            a = 9223372036854775807;
            rust!(here(line!())); a += 1;
        },
        unit! {
            a = -9223372036854775808;
            rust!(here(line!())); b = -a;
        },
        unit! {
            a = 1 as AnyObj;
            rust!(here(line!())); b = a + "x";
        },
        unit! {
            a = 1 as AnyObj;
            rust!(here(line!())); a += "x";
        },
        unit! {
            a = "x" as AnyObj;
            rust!(here(line!())); b = -a;
        },
        unit! {
            a = "x" as AnyObj;
            rust!(here(line!())); b = a + 1;
        },
        unit! {
            a = [1];
            rust!(here(line!())); b = a * 4611686018427387904;
        },
        unit! {
            a = [1];
            rust!(here(line!())); a += 1 as AnyObj;
        },
        unit! {
            a = 1;
            rust!(here(line!())); b = a < "x";
        },
        unit! {
            a = 3;
            rust!(here(line!())); b = 1 < 2 < a < "x";
        },
        unit! {
            a = 1;
            rust!(here(line!())); b = 1 in a;
        },
        unit! {
            a = 1;
            rust!(here(line!())); assert 1 not in a;
        },
        unit! {
            a = 1;
            rust!(here(line!())); assert a == 2;
        },
        unit! {
            a = 1;
            rust!(here(line!())); assert a == 2, "message";
        },
        unit! {
            a = 1;
            rust!(here(line!())); b = len(a);
        },
        unit! {
            a = "x";
            rust!(here(line!())); b = hex(a);
        },
        unit! {
            a = 1;
            rust!(here(line!())); b = intern(a);
        },
        unit! {
            a = [1] as AnyObj;
            rust!(here(line!())); b = a as Str;
        },
        unit! {
            a = 300;
            rust!(here(line!())); b = a as u8;
        },
        unit! {
            a = rust!(300_u64);
            rust!(here(line!())); b = a as u8;
        },
        unit! {
            a = Node { .. }; b = 300;
            rust!(here(line!())); a.size = b;
        },
        unit! {
            a = Node { .. }; b = 300;
            rust!(here(line!())); take(a, b);
        },
        unit! {
            a = Node { .. };
            rust!(here(line!())); b = Node { size: 300 as AnyObj as u8, .. };
        },
    ]);
}

#[test]
fn values_without_object_fail_where_they_are_looked_at() {
    assert_places(&[
        unit! {
            a = Node { wide: rust!(Cell::new(u64::MAX)), .. };
            rust!(here(line!())); print(a.wide);
        },
        unit! {
            a = Node { wide: rust!(Cell::new(u64::MAX)), .. };
            rust!(here(line!())); b = [1, a.wide];
        },
        unit! {
            a = Node { wide: rust!(Cell::new(u64::MAX)), .. };
            rust!(here(line!())); b = a.wide == 1;
        },
        unit! {
            a = Node { wide: rust!(Cell::new(u64::MAX)), .. };
            rust!(here(line!())); b = a.wide + 1;
        },
        unit! {
            a = Node { wide: rust!(Cell::new(u64::MAX)), .. };
            rust!(here(line!())); b = type(a.wide), str(a.wide);
        },
        unit! {
            a = Node { .. };
            guard = rust!(Held(a.clone(), std::mem::forget(a.shared.borrow_mut())));
            rust!(here(line!())); print(a.shared);
        },
        unit! {
            a = Node { .. };
            guard = rust!(Held(a.clone(), std::mem::forget(a.shared.borrow_mut())));
            rust!(here(line!())); b = a.shared;
        },
        unit! {
            a = Node { .. };
            guard = rust!(Held(a.clone(), std::mem::forget(a.shared.borrow_mut())));
            rust!(here(line!())); a.shared = 1;
        },
    ]);
}

/// Its attributes are found by name.
#[derive(Object, Default)]
#[object(attributes)]
struct Place {
    name: Obj<Str>,
}

#[test]
#[rustfmt::skip]
fn functions_fail_where_they_are_called_also_for_an_item() {
    assert_places(&[
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(len(l[0].nothing));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(refcount(l[0].nothing));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(1 in l[0].nothing);
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(l[0].nothing is None);
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(min(l));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(max(1, "a"));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(max([1, "a"], key=lambda x: x));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(sum([1, "a"]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(sum([[1], 2], []));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(tuple(l[1]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(",".join(l));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(l[2].join([1]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(b",".join(["a"]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(b"a".find(300));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print("a".startswith((1,)));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(bytes([300]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(bytes([l]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(int.from_bytes([300]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(range(l[2]));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(round(1.5, "a"));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(int("1", "a"));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print(str.maketrans({"ab": 1}));
        },
        unit! {
            l = [Place { .. }, 1, "a"];
            rust!(here(line!())); print("{99999999999999999999}".format(1));
        },
    ]);
}

/// Keeps a field borrowed as long as the unit runs.
struct Held(#[expect(dead_code, reason = "it is held")] Obj<Node>, ());

#[test]
fn failures_in_long_units_and_typed_lines_are_there_too() {
    assert_places(&[
        unit! {
            #![interactive]
            a = [1];
            rust!(here(line!())); b = a[5];
        },
        unit! {
            a = [0]; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1; a[0] += 1;
            a[0] += 1; here(line!()); b = a[5];
        },
    ]);
}
