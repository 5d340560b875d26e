//! Attributes of objects of which only the run of the unit shows what they are.

use std::cell::{Cell, RefCell};

use obj_runtime::prelude::*;

#[derive(Object, Default)]
#[object(attributes)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    back: WeakCell<Node>,
    kids: ObjVec<Node>,
    size: Cell<i64>,
    small: Cell<u8>,
    weight: Cell<f64>,
    label: RefCell<String>,
    value: RefCell<Option<AnyObj>>,
    items: Obj<List>,
    dict: Obj<Dict>,
}

fn message(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(run).unwrap_err();
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn attributes_of_items_are_read_and_set() {
    graph! {
        l = [Node { name: "a", size: 1, .. }, Node { name: "b", .. }];
        assert l[0].name == "a" and l[1].name == "b";
        l[0].next = l[1];
        assert l[0].next is l[1] and l[0].next.name == "b" and l[1].next is None;
        l[0].next.next = l[0];
        l[0].size += 4;
        l[1].size = l[0].size * 2;
        assert l[0].size == 5 and l[0].next.size == 10;
        l[0].weight = 1.5; l[0].weight = 2; l[0].label = "x";
        assert l[0].weight == 2.0 and l[0].label == "x" and len(l[0].label) == 1;
        l[0].back = l[1];
        assert l[0].back is l[1];
        l[0].kids = [l[1], l[1]];
        assert len(l[0].kids) == 2 and l[0].kids[1] is l[1];
        l[0].value = [1];
        assert l[0].value == [1];
        del l[0].next;
        assert l[0].next is None;
        l[1].next = None;
    };
}

#[test]
fn names_and_loops_find_attributes_of_any_object() {
    graph! {
        nodes = [Node { name: name, .. } for name in ["a", "b", "c"]];
        last = None;
        for node in nodes { node.next = last; last = node; }
        assert [node.name for node in nodes] == ["a", "b", "c"];
        assert [node.next.name for node in nodes if node.next is not None] == ["a", "b"];
        assert sorted([n.name for n in nodes], reverse=True) == ["c", "b", "a"];
        assert max(nodes, key=lambda n: n.name).name == "c";
        first, *rest = nodes;
        assert first.name == "a" and rest[0].name == "b";
        for node in nodes { node.next = None; }
        by_name = {n.name: n for n in nodes};
        by_name["b"].size = 7;
        assert nodes[1].size == 7;
        a = nodes[0] as AnyObj;
        a.items.append(1);
        a.dict["k"] = 2;
        assert a.items == [1] and a.dict["k"] == 2 and a.dict.get("k") == 2 and a.dict.get("z", 3) == 3;
        assert nodes[0].dict.get("k") == 2 and nodes[0].items[0] == 1;
        for item in nodes[0].items { assert item == 1; }
    };
}

#[test]
fn values_of_any_object_go_where_one_type_is_wanted() {
    fn name_of(node: &Obj<Node>) -> Obj<Str> {
        node.name.clone()
    }
    fn kind_of(node: &AnyObj) -> &'static str {
        node.type_name()
    }
    graph! {
        l = [Node { name: "a", .. }];
        l[0].next = l[0];
        n = l[0] as AnyObj;
        assert name_of(n.next) == "a" and kind_of(n.next) == "Node" and name_of(l[0].next) == "a";
        b = Node { next: n.next, back: n.next, name: n.name, .. };
        assert b.next is n and b.back is n and b.name == "a";
        assert (n.next as Node).name == "a";
        n.next = None;
    };
}

#[test]
fn weak_handles_that_are_called_give_attributes() {
    graph! {
        a = Node { name: "a", .. };
        w = weakref(a);
        assert w().name == "a";
        w().size = 4;
        assert a.size == 4 and w().size == 4;
    };
}

#[test]
fn what_is_not_there_is_told_in_pythons_words() {
    let told = |run: fn()| message(run);
    assert_eq!(
        told(|| drop(graph! { l = [Node { .. }]; x = l[0].nam; })),
        "AttributeError: 'Node' object has no attribute 'nam'. Did you mean: 'name'?"
    );
    assert_eq!(
        told(|| drop(graph! { l = [Node { .. }]; l[0].next = 5; })),
        "TypeError: attribute 'next' of 'Node' objects takes 'Node' or None, not 'int'"
    );
    assert_eq!(
        told(|| drop(graph! { l = [Node { .. }]; l[0].small = 300; })),
        "OverflowError: Python int too large to convert to u8: 300"
    );
    assert_eq!(
        told(|| drop(graph! { l = [Node { .. }]; l[0].name = "b"; })),
        "AttributeError: 'Node' object attribute 'name' is read-only: it is no cell"
    );
    assert_eq!(
        told(|| drop(graph! { l = [None]; x = l[0].name; })),
        "AttributeError: 'NoneType' object has no attribute 'name'"
    );
    assert_eq!(told(|| drop(graph! { l = [Node { .. }]; del l[0].next; })), "AttributeError: next");
    assert_eq!(
        told(|| drop(graph! { l = [Node { .. }]; del l[0].size; })),
        "AttributeError: 'Node' object attribute 'size' cannot be deleted"
    );
}

mod elsewhere {
    use obj_runtime::prelude::*;

    #[derive(Object, Default)]
    #[object(attributes)]
    pub(super) struct Secret {
        pub(super) seen: std::cell::Cell<i64>,
        hidden: std::cell::Cell<i64>,
    }

    #[derive(Object, Default)]
    pub(super) struct Closed {
        pub(super) name: Obj<Str>,
    }

    pub(super) fn of_here() {
        graph! {
            l = [Secret { hidden: 3, .. }];
            assert l[0].hidden == 3;
        };
    }
}

#[test]
fn fields_are_found_where_rust_lets_them_be_named() {
    elsewhere::of_here();
    graph! { l = [elsewhere::Secret::default()]; l[0].seen = 4; assert l[0].seen == 4; };
    assert_eq!(
        message(|| drop(graph! { l = [elsewhere::Secret::default()]; x = l[0].hidden; })),
        "AttributeError: attribute 'hidden' of 'Secret' objects is private to the module `integration::graph_by_name::elsewhere`"
    );
}

#[test]
fn types_without_the_option_name_it() {
    assert_eq!(
        message(|| drop(graph! { l = [elsewhere::Closed { name: "a" }]; x = l[0].name; })),
        "AttributeError: 'Closed' object has no attribute 'name' that is found by name: write `#[object(attributes)]` at the \
         type, or `(… as Closed).name`"
    );
}

#[test]
fn attributes_that_are_gone_through_are_not_counted() {
    graph! {
        l = [Node { .. }, Node { .. }];
        l[0].next = l[1];
        assert refcount(l[0].next) == 2;
        l[1].next = l[1];
        assert refcount(l[0].next.next) == 3;
        l[1].next = None;
    };
}

#[test]
fn functions_find_attributes_by_name() {
    graph! {
        a = Node { name: "a", .. };
        l = [a];
        assert getattr(a, "name") == "a" and getattr(l[0], "na" + "me") is a.name;
        assert getattr(a, "color", None) is None and getattr(5, "x", 3) == 3;
        setattr(l[0], "size", 4);
        assert a.size == 4;
        assert hasattr(a, "size") and not hasattr(a, "color") and hasattr([], "append") and not hasattr([], "add");
        assert dir(a)[:3] == ["back", "dict", "items"] and "append" in dir([]);
        assert vars(a)["size"] == 4 and vars(a)["next"] is None and len(vars(a)) == 11;
        a.next = a;
        delattr(a, "next");
        assert a.next is None;
    };
    let told = |run: fn()| message(run);
    assert_eq!(
        told(|| drop(graph! { x = getattr([], "append"); })),
        "TypeError: a method is no value here; call it: `.append(…)`"
    );
    assert_eq!(told(|| drop(graph! { x = getattr(1, 2); })), "TypeError: attribute name must be string, not 'int'");
    assert_eq!(told(|| graph! { setattr(1, "x", 2); }), "AttributeError: 'int' object has no attribute 'x'");
    assert_eq!(told(|| drop(graph! { x = vars([]); })), "TypeError: vars() argument must have __dict__ attribute");
}

#[allow(unreachable_pub, clippy::needless_pub_self, reason = "each visibility that Rust has")]
mod house {
    pub mod room {
        use obj_runtime::prelude::*;

        #[derive(Object, Default)]
        #[object(attributes)]
        pub struct Drawer {
            pub(in crate::graph_by_name::house) a: i64,
            pub(super) b: i64,
            pub(self) c: i64,
            pub(crate) d: i64,
            pub e: i64,
        }
    }

    pub fn seen() -> String {
        use obj_runtime::prelude::*;
        let names = graph! { drawer = room::Drawer::default(); "".join(n for n in "abcde" if hasattr(drawer, n)) };
        names.to_string()
    }
}

#[test]
fn each_visibility_of_rust_is_kept() {
    assert_eq!(house::seen(), "abde");
    let drawer = AnyObj::from(Obj::new(house::room::Drawer::default()));
    assert!(graph! { dir(rust!(drawer.clone())) }.iter().eq(["d", "e"].map(AnyObj::from)));
    assert!(drawer.attribute_names().eq(["e"]));
}

#[derive(Object, Default)]
#[object(attributes)]
struct Pair<T: Default> {
    item: T,
    next: ObjCell<Pair<T>>,
    #[object(skip)]
    nothing: std::marker::PhantomData<T>,
    r#type: Cell<i64>,
    many: Cell<Option<u32>>,
}

#[derive(Object, Default)]
#[object(attributes)]
struct Two(Obj<Str>, Cell<i64>);

#[test]
fn generic_types_and_tuples_have_attributes() {
    graph! {
        l = [Pair::<i64>::default(), Two { .. }];
        l[0].next = l[0];
        assert l[0].next is l[0];
        l[0].next = None;
        l[0].type = 4; l[0].type += 1; l[0].many = 7;
        assert l[0].type == 5 and l[0].many == 7;
        del l[0].many;
        assert l[0].many is None and dir(l[0]) == ["item", "many", "next", "nothing", "type"];
        setattr(l[1], "1", 4);
        assert getattr(l[1], "1") == 4 and getattr(l[1], "0") == "" and "item" not in vars(l[0]);
    };
    assert_eq!(
        message(|| drop(graph! { l = [Pair::<i64>::default()]; x = l[0].item; })),
        "AttributeError: attribute 'item' of 'Pair' objects has no value that is an object: `(… as Pair).item`"
    );
}
