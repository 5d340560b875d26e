//! What interning promises, and that it keeps nothing alive.

use obj_runtime::inspect::class_table;
use obj_runtime::prelude::*;

use crate::recorded::Recorded;

fn fresh(text: &str, number: i64) -> Obj<Str> {
    Obj::<Str>::from(text) + &Str::of(&AnyObj::from(number))
}

#[test]
fn twin_of_the_contract() {
    let mut p = Recorded::new(include_str!("expected/020.txt"));
    let (a, b) = (fresh("in tern", 1), fresh("in tern", 1));
    p.print_bool("equal", a == b);
    p.print_bool("same_before", Obj::is(&a, &b));
    p.print_bool("first_returns_itself", Obj::is(&a.intern(), &a));
    p.print_bool("second_returns_first", Obj::is(&b.intern(), &a));
    p.print_bool("idempotent", Obj::is(&b.intern().intern(), &a));
    p.print_bool("b_unchanged", Obj::is(&a, &b));
    // The type of the argument is checked by the compiler.
    p.leave_out(&["error_subclass", "error_int", "error_bytes", "error_none", "error_missing"]);
    p.print_bool("empty", Obj::is(&Str::intern(""), &Obj::<Str>::from("").join(&[])));
    let x = fresh("key", 2).intern();
    let d = std::collections::HashMap::from([(x, 1)]);
    let y = fresh("key", 2).intern();
    p.print_bool("dict_hit_by_identity", d.keys().all(|key| Obj::is(key, &y)));
    p.end();
}

#[test]
fn twin_of_mortality() {
    let mut p = Recorded::new(include_str!("expected/021.txt"));
    let s = fresh("mo rtal", 2);
    let before = Obj::refcount(&s);
    let t = s.intern();
    p.print("count_change_by_intern_and_second_name", Obj::refcount(&s) - before);
    drop(t);
    p.print("count_change_by_intern_alone", Obj::refcount(&s) - before);
    let before = class_table().objects::<Str>();
    for number in 0..5000 {
        drop(Str::intern(&format!("temp entry {number}")));
    }
    let left = class_table().objects::<Str>() - before;
    p.print("blocks_left_by_5000_unreferenced_interned", if left < 200 { "few" } else { "thousands" });
    p.end();
}
