//! `list.sort(key=…, reverse=…)`

use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::join::IntoObject;
use crate::object::any::AnyObj;
use crate::values::{Builtin, List};

/// `list.sort(reverse=…)`
#[track_caller]
#[inline(never)]
pub fn sort(list: &dyn AsObject, reverse: bool) {
    let object = object_of(list);
    list_in(&object).sort_in(reverse);
}

/// `list.sort(key=…, reverse=…)`
#[track_caller]
#[inline(never)]
pub fn sort_by<R: IntoObject>(list: &dyn AsObject, reverse: bool, key: impl Fn(AnyObj) -> R) {
    let object = object_of(list);
    list_in(&object).sort_by_key_in(reverse, |item| key(item.clone()).into_object());
}

#[track_caller]
fn list_in(object: &AnyObj) -> &List {
    match Builtin::of(object) {
        Builtin::List(list) => list,
        _ => {
            let name = object.type_name();
            crate::graph_runtime::raise("AttributeError", format_args!("'{name}' object has no attribute 'sort'"))
        }
    }
}
