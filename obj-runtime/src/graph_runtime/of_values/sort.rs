//! `list.sort(key=…, reverse=…)`

use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::join::IntoObject;
use crate::object::any::AnyObj;
use crate::values::{Builtin, List};

/// `list.sort(reverse=…)`
#[track_caller]
#[inline(never)]
pub fn sort(list: &dyn AsObject, reverse: bool) {
    in_order(list, reverse, List::sort);
}

/// `list.sort(key=…, reverse=…)`
#[track_caller]
#[inline(never)]
pub fn sort_by<R: IntoObject>(list: &dyn AsObject, reverse: bool, key: impl Fn(AnyObj) -> R) {
    in_order(list, reverse, |list| list.sort_by_key(|item| key(item.clone()).into_object()));
}

/// Equal items keep their order, also if it is reversed.
#[track_caller]
fn in_order(list: &dyn AsObject, reverse: bool, sort: impl FnOnce(&List)) {
    let object = object_of(list);
    let Builtin::List(list) = Builtin::of(&object) else {
        let name = object.type_name();
        crate::graph_runtime::raise("AttributeError", format_args!("'{name}' object has no attribute 'sort'"))
    };
    if reverse {
        list.reverse();
    }
    sort(list);
    if reverse {
        list.reverse();
    }
}
