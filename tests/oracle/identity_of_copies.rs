//! Which copies are the same object.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/081.txt"));
    let x = Obj::<List>::from([1]);
    let y = x.clone();
    y.extend(&Obj::<List>::default().into());
    p.print_bool("list_iadd_same", Obj::is(&y, &x));
    let y = y.plus(&Obj::<List>::default());
    p.print_bool("list_add_new", Obj::is(&y, &x));
    p.print_bool("list(x)_new", Obj::is(&List::of(Obj::as_any(&x)), &x));
    p.print_bool("x[:]_new", Obj::is(&x.slice(..), &x));
    let (d, s) = (Obj::<Dict>::default(), Obj::<Set>::default());
    p.print_bool("dict_copy_new", Obj::is(&Dict::of(Obj::as_any(&d)), &d));
    p.print_bool("set_copy_new", Obj::is(&Set::of(Obj::as_any(&s)), &s));
    let shallow = Obj::<List>::from([x.clone()]).copy();
    p.print_bool("shallow_copy_shares_elements", AnyObj::is(&shallow.get_item(0), Obj::as_any(&x)));
    p.leave_out(&["deepcopy_does_not", "deepcopy_atoms_shared"]);
    let z = Obj::<List>::from([Obj::<List>::default()]).times(3);
    z.get_item(0).downcast_ref::<List>().unwrap().append(1.into());
    p.print("list_times_3_aliases", format!("{z:?}"));
    // There is no deep copy; methods, functions and iterators are no objects; numbers have their own test.
    p.leave_out(&["deepcopy_keeps_internal_sharing", "deepcopy_of_cycle", "bound_method_new_each_time"]);
    p.leave_out(&["but_same_id_when_temporary", "function_same", "instance_dict_same"]);
    p.leave_out(&["iter_of_iterator_is_itself", "range_new", "int(n)_same", "plus_n_same", "n_plus_0_new"]);
    p.leave_out(&["float(f)_same", "plus_f_same", "f_times_1_new"]);
    p.end();
}
