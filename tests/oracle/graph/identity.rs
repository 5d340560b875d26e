//! Addresses, and objects at addresses.

use obj_runtime::prelude::*;

use super::{begin, end, leave_out, say};

#[derive(Object)]
struct C;

#[test]
fn id_and_hex() {
    begin(include_str!("../expected/002.txt"));
    graph! {
        x = 10;
        a = id(x);
        h = hex(a);
        say("id_is_int", type_name(a));
        say("id_positive", a > 0);
        say("hex_prefix", h[0] + h[1]);
        say("hex_lowercase", h == h.lower());
        say("hex_no_zero_padding", h[2] != "0");
        say("hex_roundtrip", from_hex(h) == a);
        say("id_stable_while_alive", id(x) == a);
        objs = [[], {}, (1, x), "s" * rust!(7), 1.5 * x, rust!(Obj::into_any(Obj::new(C))), {1}];
        say("aligned_8", id(objs[0]) % 8 == 0 and id(objs[1]) % 8 == 0 and id(objs[2]) % 8 == 0 and id(objs[3]) % 8 == 0);
        rust!(leave_out(&["aligned_16"]));
        ids = {id(objs[0]), id(objs[1]), id(objs[2]), id(objs[3]), id(objs[4]), id(objs[5]), id(objs[6])};
        say("distinct_live_ids", len(ids) == len(objs));
        say("repr_contains_hex_id", hex(id(objs[5])) in repr(objs[5]));
    };
    end();
}

fn type_name(object: &AnyObj) -> &'static str {
    object.type_name()
}

fn from_hex(text: &str) -> i64 {
    i64::from_str_radix(text.trim_start_matches("0x"), 16).unwrap()
}

#[test]
fn the_object_at_an_address() {
    begin(include_str!("../expected/003.txt"));
    graph! {
        num1 = 10;
        say("PyObj_FromPtr", AnyObj::from_id(id(num1)));
        big = [1, 2, 3];
        r0 = getrefcount(big);
        y = AnyObj::from_id(id(big));
        say("same_object", y is big);
        say("refcount_plus_one", getrefcount(big) - r0);
        del y;
        say("refcount_back", getrefcount(big) - r0);
        z = rust!(Obj::<List>::from_id(Obj::id(&big)).unwrap());
        say("cast_same_object", z is big);
    };
    leave_out(&["first_word_is_refcount", "second_word_is_type"]);
    end();
}

#[test]
fn addresses_are_used_again() {
    begin(include_str!("../expected/027.txt"));
    graph! {
        first = id([]);
        second = id([]);
        say("id_empty_lists_equal", first == second);
        one, two = [], [];
        say("is_of_two_live_lists", one is two);
        del one, two;
        first = id(C {});
        second = id(C {});
        say("id_of_two_temporaries", first == second);
        a = [];
        i = id(a);
        del a;
        b = [];
        say("next_list_reuses_address", id(b) == i);
        x, y = C {}, C {};
        ix, iy = id(x), id(y);
        del x, y;
        u, v = C {}, C {};
        say("lifo_reuse", (id(u) == iy, id(v) == ix));
        say("ids_distinct_while_both_alive", id(u) != id(v));
    };
    end();
}
