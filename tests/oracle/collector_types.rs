//! Which objects the collector looks at.

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::recorded::Recorded;

fn list() -> AnyObj {
    Obj::<List>::from([1, 2]).into()
}

fn print(recorded: &mut Recorded, label: &str, object: AnyObj) {
    recorded.print_bool(label, gc::is_tracked(&object));
}

#[test]
fn atoms_and_containers() {
    let mut recorded = Recorded::new(include_str!("expected/050.txt"));
    print(&mut recorded, "None", ().into());
    print(&mut recorded, "int", Obj::<Int>::from(1).into());
    print(&mut recorded, "float", Obj::<Float>::from(1.0).into());
    recorded.leave_out(&["complex"]);
    print(&mut recorded, "str", Obj::<Str>::from("a").into());
    print(&mut recorded, "bytes", Obj::<Bytes>::from(b"a").into());
    // Whether a type can be in cycles follows from its fields: a tuple can, however few items it has.
    recorded.leave_out(&["bytearray", "empty_tuple", "range", "object()", "type_int", "code"]);
    print(&mut recorded, "list", list());
    print(&mut recorded, "set", Obj::new(Set::default()).into());
    recorded.leave_out(&["function", "module", "list_iterator", "generator", "exception", "slice"]);
    recorded.leave_out(&["bound_builtin", "class", "instance", "empty_slots_instance", "int_subclass"]);
    recorded.leave_out(&["int_subclass_slots", "str_subclass_slots"]);
    let list = AnyObj::from(Obj::new(List::default()));
    gc::collect();
    recorded.print_bool("list_of_ints_stays_tracked", gc::is_tracked(&list));
    recorded.end();
}
