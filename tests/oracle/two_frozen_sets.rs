//! Frozen sets: each its own object, copies apart.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/017.txt"));
    let frozenset = Obj::<FrozenSet>::default;
    let of = |items: &[i64]| FrozenSet::of(&items.iter().copied().collect::<Obj<List>>().into());
    p.print_bool("frozenset()_is_frozenset()", Obj::is(&frozenset(), &frozenset()));
    p.print_bool("frozenset([])_is_frozenset()", Obj::is(&of(&[]), &frozenset()));
    let f = of(&[1]);
    p.print_bool("frozenset(f)_is_f", Obj::is(&FrozenSet::of(Obj::as_any(&f)), &f));
    p.print_bool("f.copy()_is_f", Obj::is(&f.copy(), &f));
    p.print_bool("f_or_empty_is_f", Obj::is(&f.union(Obj::as_any(&frozenset())), &f));
    // No type is derived from another.
    p.leave_out(&["subclass_distinct"]);
    p.end();
}
