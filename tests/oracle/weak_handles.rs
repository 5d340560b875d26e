//! Weak handles: what they give, their callbacks, their equality.

use std::cell::RefCell;
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;

use obj_runtime::Weak;
use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

#[derive(Object, Default)]
struct C;

#[test]
fn basics() {
    let mut recorded = Recorded::new(include_str!("expected/065.txt"));
    let o = Obj::new(C);
    let r = Obj::downgrade(&o);
    recorded.print_bool("call_gives_object", Obj::is(&r.upgrade().unwrap(), &o));
    recorded.print("no_refcount", Obj::refcount(&o));
    recorded.print_bool("same_ref_reused", Obj::downgrade(&o) == r);
    recorded.print("count", Obj::weak_count(&o));
    // A weak handle has no identity of its own, and always the callback it was made with, or none.
    recorded.leave_out(&["with_callback_distinct", "two_with_same_callback_distinct", "none_callback_same_as_none"]);
    let r2 = Obj::downgrade_with(&o, |_| {});
    recorded.print("count2", Obj::weak_count(&o));
    // Weak handles are not listed, nor are their callbacks.
    recorded.leave_out(&["getweakrefs_first_is_plain", "callback_attr", "callback_attr_none"]);
    drop(o);
    recorded.print_bool("dead", r.upgrade().is_none() && r2.upgrade().is_none());
    recorded.leave_out(&["callback_attr_after_death"]);
    recorded.print_bool("repr_dead", format!("{r:?}").contains("dead"));
    // That these have none is known to the compiler.
    recorded.leave_out(&["ref_int", "ref_str", "ref_tuple", "ref_list", "ref_dict", "ref_None"]);
    recorded.leave_out(&["ref_object()", "ref_float", "ref_bytes"]);
    let (set, frozen_set): (Obj<Set>, Obj<FrozenSet>) = (Obj::from([1]), Obj::from([1]));
    let answer = |is_right: bool| if is_right { "ok" } else { "not the object" };
    recorded.print("ref_set", answer(Obj::downgrade(&set).upgrade().is_some_and(|it| Obj::is(&it, &set))));
    let weak = Obj::downgrade(&frozen_set);
    recorded.print("ref_frozenset", answer(weak.upgrade().is_some_and(|it| Obj::is(&it, &frozen_set))));
    // These have no counterpart, and every derived type has weak handles.
    recorded.leave_out(&["ref_function", "ref_class", "ref_type_int", "ref_module", "ref_generator"]);
    recorded.leave_out(&["ref_bytearray", "ref_ref_itself"]);
    recorded.leave_out(&["ref_slots", "ref_slots_with_weakref", "ref_list_subclass"]);
    recorded.end();
}

#[test]
fn callbacks() {
    let mut recorded = Recorded::new(include_str!("expected/066.txt"));
    let log = Rc::new(RefCell::new(Vec::new()));
    let saying = |text: &'static str| {
        let log = log.clone();
        move |_: &Weak<C>| log.borrow_mut().push(text.to_string())
    };
    let mut print = |label: &str| recorded.print(label, format_args!("[{}]", log.take().join(", ")));

    let o = Obj::new(C);
    let rs = ["0", "1", "2", "3", "4"].map(|text| Obj::downgrade_with(&o, saying(text)));
    drop(o);
    print("newest_first");
    drop(rs);

    let o = Obj::new(C);
    let rs = Rc::new(RefCell::new(Vec::<Weak<C>>::new()));
    for index in 0..3 {
        let (rs_seen, log) = (rs.clone(), log.clone());
        let callback = move |_: &Weak<C>| {
            let is_dead = |index: usize| py(rs_seen.borrow()[index].upgrade().is_none());
            log.borrow_mut().push(format!("({index}, {}, {})", is_dead(0), is_dead(2)));
        };
        rs.borrow_mut().push(Obj::downgrade_with(&o, callback));
    }
    drop(o);
    print("all_cleared_before_any_callback");
    rs.take();

    let o = Obj::new(C);
    drop(Obj::downgrade_with(&o, saying("called")));
    drop(o);
    print("ref_dropped_first");

    let o = Obj::new(C);
    let r = Rc::new(RefCell::new(Weak::new()));
    let (slot, said) = (r.clone(), log.clone());
    let weak = Obj::downgrade_with(&o, move |x| said.borrow_mut().push(py(*x == *slot.borrow()).to_string()));
    r.replace(weak);
    drop(o);
    print("callback_gets_the_ref");

    let o = Obj::new(C);
    let r1 = Obj::downgrade_with(&o, saying("'1'"));
    let r2 = Obj::downgrade_with(&o, saying("'2'"));
    let r3 = Obj::downgrade_with(&o, saying("'3'"));
    drop(r2);
    drop(o);
    print("middle_dropped");
    drop((r1, r3));
    recorded.end();
}

#[test]
fn equality() {
    let mut recorded = Recorded::new(include_str!("expected/069.txt"));
    let hasher = RandomState::new();
    let (x, y, z) = (Obj::new(C), Obj::new(C), Obj::new(C));
    let (a, b, c, d) = (Obj::downgrade(&x), Obj::downgrade(&y), Obj::downgrade(&z), Obj::downgrade(&x));
    // Weak handles are compared by identity, so that the answer lasts.
    recorded.leave_out(&["alive_equal_referents"]);
    recorded.print_bool("alive_different", a == c);
    recorded.print("same_target", format_args!("{} {}", py(a == d), py(a.ptr_eq(&d))));
    // So is the hash, which a dead object still has.
    recorded.leave_out(&["hash_like_target"]);
    let hash = hasher.hash_one(&a);
    drop((x, y, z));
    recorded.print("dead_by_identity", format_args!("{} {}", py(a == b), py(a == d)));
    recorded.print_bool("hashed_while_alive_keeps_hash", hasher.hash_one(&a) == hash);
    // There is no order, as the compiler says.
    recorded.leave_out(&["never_hashed", "ordering"]);
    recorded.end();
}
