//! `in`: whether a container holds an object.

use super::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::number::tower::Number;
use crate::values::{Builtin, FrozenSet};

/// Whether a container holds an object.
#[track_caller]
pub(super) fn contains(container: &AnyObj, item: &AnyObj) -> bool {
    match Builtin::of(container) {
        Builtin::List(list) => list.contains(item),
        Builtin::Tuple(tuple) => tuple.has(item),
        Builtin::Dict(dict) => dict.contains(item),
        Builtin::Set(set) => as_element(item, |item| set.contains(item)),
        Builtin::FrozenSet(set) => as_element(item, |item| set.contains(item)),
        Builtin::Str(text) => contains_text(text, item),
        Builtin::Bytes(bytes) => contains_bytes(bytes, item),
        Builtin::NoneType(_) | Builtin::Bool(_) | Builtin::Int(_) | Builtin::Float(_) => no_container(container),
        Builtin::Type(_) | Builtin::Other => no_container(container),
    }
}

/// Looks for an object in a set: for a set as the frozen set that it equals.
#[track_caller]
pub(super) fn as_element(item: &AnyObj, look: impl FnOnce(&AnyObj) -> bool) -> bool {
    match Builtin::of(item) {
        Builtin::Set(_) => look(Obj::as_any(&FrozenSet::of(item))),
        _ => look(item),
    }
}

#[cold]
#[track_caller]
fn no_container(object: &AnyObj) -> ! {
    raise("TypeError", format_args!("argument of type '{}' is not iterable", object.type_name()))
}

#[track_caller]
fn contains_text(text: &str, item: &AnyObj) -> bool {
    let Builtin::Str(part) = Builtin::of(item) else {
        let name = item.type_name();
        raise("TypeError", format_args!("'in <string>' requires string as left operand, not {name}"))
    };
    text.contains(&**part)
}

#[track_caller]
fn contains_bytes(bytes: &[u8], item: &AnyObj) -> bool {
    match (Builtin::of(item), Number::of(item)) {
        (Builtin::Bytes(part), _) => part.is_empty() || bytes.windows(part.len()).any(|window| window == &**part),
        (_, Some(Number::Int(byte))) => match u8::try_from(byte) {
            Ok(byte) => bytes.contains(&byte),
            Err(_) => raise("ValueError", "byte must be in range(0, 256)"),
        },
        _ => raise("TypeError", format_args!("a bytes-like object is required, not '{}'", item.type_name())),
    }
}
