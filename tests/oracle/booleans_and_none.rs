//! `True`, `False` and `None` are one object each.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

fn boolean(value: bool) -> Obj<Bool> {
    value.into()
}

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/012.txt"));
    let (one, zero): (Obj<Int>, Obj<Int>) = ("1".parse().unwrap(), "0".parse().unwrap());
    let (yes, no) = (boolean(true), boolean(false));
    p.print_bool("bool_of_5_is_True", Obj::is(&boolean(Obj::<Int>::from(5) != 0), &yes));
    p.print_bool("not_0_is_True", Obj::is(&!boolean(zero != 0), &yes));
    p.print_bool("eq_result_is_True", Obj::is(&boolean(one == 1), &yes));
    p.print_bool("True_equals_1", Obj::as_any(&yes).equals(Obj::as_any(&one)));
    p.print_bool("True_is_1", Obj::is(&yes, &one));
    p.print_bool("hash_equal", Obj::as_any(&yes).hash_value() == Obj::as_any(&one).hash_value());
    p.print("True_plus_0_type", AnyObj::from(&yes + &zero).type_name());
    p.print("True_and_True_type", AnyObj::from(&yes & &yes).type_name());
    p.print_bool("NoneType_call", Obj::is(&Obj::new(NoneType), &Obj::<NoneType>::from(())));
    // There are no such objects.
    p.leave_out(&["ellipsis_call", "NotImplementedType_call"]);
    p.print_bool("bool_call_false", Obj::is(&Obj::<Bool>::default(), &no));
    // Dicts have their own test, and types are not derived from another.
    p.leave_out(&["function_without_return", "dict_key_merge", "subclass_bool", "subclass_none"]);
    p.end();
}
