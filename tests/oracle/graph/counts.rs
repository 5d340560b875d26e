//! Counts of handles.

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say};

#[derive(Object, Default)]
struct O {
    me: ObjCell<O>,
}

/// An object that holds another one in a field.
#[derive(Object)]
struct Holder {
    held: ObjCell<O>,
}

/// The rest of a division of the list display: so many handles to one object.
fn hold(object: &AnyObj, times: usize) -> Obj<List> {
    vec![object.clone(); times].into()
}

#[test]
fn alias_and_del() {
    begin(include_str!("../expected/007.txt"));
    graph! {
        a = O { .. };
        base = getrefcount(a) - 1;
        say("one_name", base);
        b = a;
        say("two_names", getrefcount(a) - 1);
        say("same_address", hex(id(a)) == hex(id(b)));
        addr = id(a);
        del a;
        say("after_del_a", getrefcount(b) - 1);
        say("b_same_address", id(b) == addr);
    };
    leave_out(&["error_type", "error_text", "error_name_attr"]);
    end();
}

#[test]
fn a_shared_number() {
    begin(include_str!("../expected/008.txt"));
    graph! {
        // Other holders of the process: there are none in this thread unless we make them.
        others = hold(10, 5);
        before = getrefcount(10);
        say("shared_count_large", before > 3);
        holders = [10] * 1000;
        say("delta_for_1000_slots", getrefcount(10) - before);
        del holders;
        say("delta_after_release", getrefcount(10) - before);
    };
    end();
}

#[test]
fn getrefcount_counts_its_argument() {
    begin(include_str!("../expected/009.txt"));
    graph! {
        x = [];
        say("named_list", getrefcount(x));
        say("temporary_list", getrefcount([]));
        say("temporary_object", getrefcount(O { .. }));
        y = x;
        say("two_names", getrefcount(x));
        z = [x, x];
        say("two_names_two_slots", getrefcount(x));
        z.clear();
        del y;
        say("back_to_one_name", getrefcount(x));
    };
    leave_out(&["no_arg", "two_args"]);
    end();
}

#[test]
fn containers_hold_what_is_in_them() {
    begin(include_str!("../expected/028.txt"));
    graph! {
        x = O { .. };
        base = getrefcount(x);
        l = [x];
        say("list", getrefcount(x) - base);
        l.append(x);
        say("list_twice", getrefcount(x) - base);
        l.clear();
        say("list_cleared", getrefcount(x) - base);
        t = (x, x, x);
        say("tuple_x3", getrefcount(x) - base);
        del t;
        say("tuple_gone", getrefcount(x) - base);
        d = {x: x};
        say("dict_key_and_value", getrefcount(x) - base);
        del d;
        d = {"k": x};
        say("dict_value", getrefcount(x) - base);
        d["k"] = 1;
        say("dict_overwritten", getrefcount(x) - base);
        s = {x};
        say("set", getrefcount(x) - base);
        s.discard(x);
        say("set_discarded", getrefcount(x) - base);
        x.me = x;
        say("self_attribute", getrefcount(x) - base);
        del x.me;
        s = Holder { held: None };
        s.held = x;
        say("slot", getrefcount(x) - base);
        s.held = None;
        say("slot_overwritten", getrefcount(x) - base);
        rust!(leave_out(&["class_attribute"]));
        w = weakref(x);
        say("weakref", getrefcount(x) - base);
        rust!(leave_out(&["list_iterator", "suspended_generator", "closed_generator", "partial", "bound_method"]));
        e = Holder { held: x };
        say("exception_args", getrefcount(x) - base);
        del e;
        rust!(leave_out(&["default_argument"]));
        c = [x] * 10;
        say("list_times_10", getrefcount(x) - base);
        c2 = c.slice(rust!(..));
        say("slice_copy", getrefcount(x) - base);
        del c, c2;
        say("end", getrefcount(x) - base);
    };
    end();
}

#[test]
fn a_unit_holds_its_constants() {
    begin(include_str!("../expected/030.txt"));
    graph! { v = 55555; say("one_name_while_code_runs", getrefcount(v)); };
    graph! { v = 55555; w = 55555; u = 55555; say("three_names_while_code_runs", getrefcount(v)); };
    // Line by line nothing keeps a constant: the code object is dead after its statement.
    graph! { #![interactive] v = 55555; say("after_code_object_died", getrefcount(v)); };
    let kept = graph! { v = 77777; };
    say("code_object_kept", &(Obj::refcount(&kept.v) + 1).into_any());
    leave_out(&["code_object_dropped", "two_functions_share_one_constant", "one_function_deleted", "both_deleted"]);
    graph! {
        #![interactive]
        a = [1001, 1002, 1003];
        say("list_elements_after_run", [refcount(a[0]), refcount(a[1]), refcount(a[2])]);
    };
    graph! {
        #![interactive]
        a, b = 1001.5, None;
        b = (a, a);
        say("float_in_tuple_and_name", getrefcount(a));
    };
    end();
}

/// A count as an object.
trait IntoAny {
    fn into_any(self) -> AnyObj;
}

impl IntoAny for usize {
    fn into_any(self) -> AnyObj {
        i64::try_from(self).unwrap().into()
    }
}

#[test]
fn shared_objects_are_counted_too() {
    begin(include_str!("../expected/031.txt"));
    fn thousand_more(label: &str, object: &AnyObj) {
        let before = object.refcount();
        let held = hold(object, 1000);
        say(label, &(object.refcount() - before).into_any());
        drop(held);
    }
    graph! {
        thousand_more("None", None);
        thousand_more("True", True);
        rust!(leave_out(&["Ellipsis"]));
        thousand_more("small_int_5", 5);
        thousand_more("small_int_256", 256);
        thousand_more("empty_str", "");
        thousand_more("empty_bytes", b"");
        thousand_more("empty_tuple", ());
        thousand_more("latin1_char", "\u{e9}");
        thousand_more("int_257", 257);
        thousand_more("float", 1.5);
        rust!(leave_out(&["type_int", "type_user"]));
    };
    end();
}

#[test]
fn script_and_session_count_differently() {
    begin(include_str!("../expected/083.txt"));
    graph! {
        #![interactive]
        c = 12345;
        say("repl_one_name", [str(getrefcount(c))]);
    };
    graph! {
        #![interactive]
        c = 12345;
        d = c;
        two = getrefcount(c);
        del d;
        say("repl_two_names", [str(two), str(getrefcount(c))]);
    };
    leave_out(&["script_one_name", "script_two_names"]);
    graph! {
        c = 12344;
        c += 1;
        say("script_computed_value", [str(getrefcount(c))]);
        l = [];
        d = l;
        say("script_list", [str(getrefcount(l))]);
    };
    end();
}

#[test]
fn statement_by_statement() {
    begin(include_str!("../expected/084.txt"));
    graph! {
        x = O { .. };
        say("pass", refcount(x));
        y = x;
        say("y = x", refcount(x));
        z = [x, x];
        say("z = [x, x]", refcount(x));
        t = (x, y);
        say("t = (x, y)", refcount(x));
        d = {"k": x, x: 1};
        say("d = {'k': x, x: 1}", refcount(x));
        del y;
        say("del y", refcount(x));
        z.append(x);
        say("z.append(x)", refcount(x));
        z.pop();
        say("z.pop()", refcount(x));
        z = None;
        say("z = None", refcount(x));
        t = t + (x,);
        say("t = t + (x,)", refcount(x));
        t = t.slice(rust!(..1));
        say("t = t[:1]", refcount(x));
        t = ();
        say("t = ()", refcount(x));
        d.pop("k");
        say("d.pop('k')", refcount(x));
        d.clear();
        say("d.clear()", refcount(x));
        // A closure over a global holds the module, not the object.
        f = rust!(|| "x");
        say("f = lambda: x", refcount(x));
        g = rust!({
            let a = x.clone();
            move || a.clone()
        });
        say("g = lambda a=x: a", refcount(x));
        g = None;
        say("g = None", refcount(x));
        a = b = c = x;
        say("a = b = c = x", refcount(x));
        a, b = b, a;
        say("a, b = b, a", refcount(x));
        del a, b, c;
        say("del a, b, c", refcount(x));
        x.me = x;
        say("x.me = x", refcount(x));
        x.me = None;
        say("x.me = None", refcount(x));
        i = [x][0];
        say("for i in [x]: pass", refcount(x));
        del i;
        say("del i", refcount(x));
        s = {x};
        say("s = {x}", refcount(x));
        s = FrozenSet::of(s);
        say("s = frozenset(s)", refcount(x));
        s = None;
        say("s = None", refcount(x));
        e = Holder { held: x };
        say("e = ValueError(x)", refcount(x));
        del e;
        say("del e", refcount(x));
        w = [x] * 5;
        say("w = [x for _ in range(5)]", refcount(x));
        w.del_slice(rust!(1..));
        say("del w[1:]", refcount(x));
        w *= 3;
        say("w *= 3", refcount(x));
        w.clear();
        say("w.clear()", refcount(x));
    };
    end();
}
