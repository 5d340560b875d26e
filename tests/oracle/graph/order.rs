//! The order in which objects die.

use std::cell::RefCell;

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say};

thread_local! {
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Logs its name when it dies.
#[derive(Object)]
#[object(finalize)]
struct D {
    n: String,
}

impl Finalize for D {
    fn finalize(this: &Obj<Self>) {
        log(&this.n);
    }
}

fn log(text: &str) {
    LOG.with_borrow_mut(|log| log.push(text.to_owned()));
}

fn d(name: &str) -> Obj<D> {
    Obj::new(D { n: name.to_owned() })
}

/// The names that were logged since the last time.
fn show(label: &str) {
    show_with(label, " ");
}

fn show_with(label: &str, between: &str) {
    let line = LOG.take().join(between);
    say(label, Obj::as_any(&Obj::<Str>::from(line.as_str())));
}

/// `[D(0), D(1), …]`
fn list_of(count: i64) -> Obj<List> {
    (0..count).map(|number| d(&number.to_string())).collect()
}

/// `{0: D(0), 1: D(1), …}`
fn dict_of(count: i64) -> Obj<Dict> {
    (0..count).map(|number| (number, d(&number.to_string()))).collect()
}

#[test]
fn names_of_a_unit() {
    begin(include_str!("../expected/033.txt"));
    let unit = graph! { c = D { n: "c" }; a = D { n: "a" }; b = D { n: "b" }; };
    drop(unit);
    show("locals_first_assignment_order");
    let unit = graph! { a = D { n: "a" }; b = D { n: "b" }; del a; a = D { n: "a2" }; };
    drop(unit);
    show("slot_order_not_binding_order");
    leave_out(&["arguments_then_locals", "argument_temporaries"]);
    let r = graph! { a = D { n: "a" }; b = D { n: "b" }; a };
    show("returned_survives");
    drop(r);
    show("then_released");
    leave_out(&["cell_variable_a_and_locals_b_c"]);
    drop(graph! { x = D { n: "x1" }; x = D { n: "x2" }; log("mid"); });
    show("rebinding");
    end();
}

#[test]
fn containers() {
    begin(include_str!("../expected/034.txt"));
    graph! {
        L = list_of(5);
        del L;
        show("list_dealloc");
        L = list_of(5);
        L.clear();
        show("list_clear");
        L = list_of(5);
        L.del_slice(rust!(..));
        show("del_slice_all");
        L = list_of(5);
        L.del_slice(rust!(1..3));
        show("del_slice_1_3");
        del L;
        show("rest");
        L = list_of(6);
        L.del_slice(rust!(Slice::new(None, None, 2)));
        show("del_extended_slice");
        del L;
        show("rest");
        rust!(leave_out(&["assign_empty_slice"]));
        L = list_of(3);
        L *= 0;
        show("imul_zero");
        L = list_of(3);
        L.pop_at(0);
        show("pop_0");
        L.pop();
        show("pop_last");
        del L;
        show("rest");
        t = Tuple::of(list_of(5));
        del t;
        show("tuple_dealloc");
        e = dict_of(5);
        del e;
        show("dict_dealloc");
        e = dict_of(5);
        e.clear();
        show("dict_clear");
        e = {d("k0"): d("v0"), d("k1"): d("v1"), d("k2"): d("v2")};
        del e;
        show("dict_keys_and_values");
        e = dict_of(4);
        e[2] = None;
        show("dict_overwrite");
        e.pop(0);
        show("dict_pop");
        e.popitem();
        show("dict_popitem");
        del e;
        show("rest");
        rust!(leave_out(&["deque_clear"]));
        list_of(3);
        show("discarded_list_comprehension");
        (d("l"), d("r"));
        show("discarded_tuple");
    };
    end();
}

/// An object with attributes, which die in the order of the fields.
#[derive(Object)]
struct N {
    _z: Obj<D>,
    _a: Obj<D>,
    _m: Obj<D>,
}

/// Logs itself before its attribute.
#[derive(Object)]
#[object(finalize)]
struct Own {
    _x: Obj<D>,
}

impl Finalize for Own {
    fn finalize(_: &Obj<Self>) {
        log("self");
    }
}

/// A chain of objects.
#[derive(Object)]
#[object(finalize)]
struct Node {
    n: &'static str,
    _next: Option<Obj<Node>>,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        log(this.n);
    }
}

#[test]
fn attributes() {
    begin(include_str!("../expected/035.txt"));
    graph! {
        o = N { _z: D { n: "z" }, _a: D { n: "a" }, _m: D { n: "m" } };
        del o;
        show("first_instance_z_a_m");
        o = N { _a: D { n: "a" }, _m: D { n: "m" }, _z: D { n: "z" } };
        del o;
        show("later_instance_a_m_z_same_class");
        rust!(leave_out(&["dict_requested", "slots_declared_z_a_m", "slots_then_dict"]));
        o = Own { _x: D { n: "attr" } };
        del o;
        show("own_finalizer_before_attributes");
        o = Node { n: "a", _next: Node { n: "b", _next: Node { n: "c", _next: None } } };
        del o;
        show("chain_outermost_first");
    };
    end();
}

/// Logs what the name of the script sees when it dies.
#[derive(Object)]
#[object(finalize)]
struct P {
    n: &'static str,
    sees: &'static str,
}

impl Finalize for P {
    fn finalize(this: &Obj<Self>) {
        log(&format!("{} sees {}", this.n, this.sees));
    }
}

#[test]
fn rebinding() {
    fn show_all(label: &str) {
        show_with(label, "; ");
    }
    begin(include_str!("../expected/036.txt"));
    // A name of a unit cannot be seen from elsewhere: what a finalizer would find there is written down.
    graph! {
        g = P { n: "old", sees: "new" };
        g = P { n: "new", sees: "nothing" };
        show_all("rebind_store_then_release");
        del g;
        show_all("del_unbinds_then_releases");
        g = P { n: "x", sees: "nothing" };
        h = g;
        del g;
        show_all("del_one_of_two_names");
        del h;
        show_all("del_last_name");
        a, b = P { n: "1", sees: "nothing" }, P { n: "2", sees: "nothing" };
        a, b = b, a;
        log("swapped");
        del a;
        show_all("swap");
        del b;
        show_all("swap_rest");
        P { n: "tmp", sees: "nothing" };
        show_all("expression_statement_temporary");
        rust!(leave_out(&["loop_over_tuple_literal", "loop_variable_survives", "with_variable_survives", "with_variable_deleted"]));
        x = [P { n: "in list", sees: "nothing" }];
        x[0] = None;
        show_all("slot_overwrite");
    };
    end();
}
