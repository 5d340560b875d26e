//! Slices: `a[b:c:d]`, read, set and deleted.

use super::as_object::{AsObject, object_of};
use super::iterate::items_of;
use super::raise;
use crate::cells::ObjVec;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::number::tower::Number;
use crate::values::{Builtin, Bytes, List, NoneType, Slice, Str, Tuple};

/// The bounds of a slice, as they are written; `None` for what is left out.
pub(super) type Bounds<'a> = [&'a dyn AsObject; 3];

needed! {
    /// What slices can be taken of.
    Sliced: "`{Self}` object is not subscriptable", "has no slices",
        "slices are taken of lists, tuples, strings and bytes, of an `ObjVec`, and of an `AnyObj` that is one of them";

    /// What a slice is.
    type Part;

    /// The items that a slice means.
    fn slice_of(&self, slice: Slice) -> Self::Part;
}

macro_rules! sliced {
    ($([$($generics:tt)*] $type:ty => $part:ty = |$this:ident, $slice:ident| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Sliced for $type {
            type Part = $part;

            #[track_caller]
            fn slice_of(&self, $slice: Slice) -> $part {
                let $this = self;
                $value
            }
        }
    )*};
}

sliced! {
    [] Obj<List> => Obj<List> = |list, slice| list.slice(slice);
    [] Obj<Tuple> => Obj<Tuple> = |tuple, slice| tuple.slice(slice);
    [] Obj<Str> => Obj<Str> = |text, slice| text.slice(slice);
    [] Obj<Bytes> => Obj<Bytes> = |bytes, slice| bytes.slice(slice);
    [T: ?Sized] ObjVec<T> => Obj<List> = |list, slice| {
        let items: Vec<AnyObj> = list.to_vec().into_iter().map(Obj::into_any).collect();
        Obj::<List>::from(items).slice(slice)
    };
    [] AnyObj => AnyObj = |object, slice| match Builtin::of(object) {
        Builtin::List(list) => Obj::into_any(list.slice(slice)),
        Builtin::Tuple(tuple) => Obj::into_any(tuple.slice(slice)),
        Builtin::Str(text) => Obj::into_any(text.slice(slice)),
        Builtin::Bytes(bytes) => Obj::into_any(bytes.slice(slice)),
        Builtin::Dict(_) => raise("TypeError", "unhashable type: 'slice'"),
        _ => raise("TypeError", format_args!("'{}' object is not subscriptable", object.type_name())),
    };
    [X: Sliced + ?Sized] &X => X::Part = |value, slice| (**value).slice_of(slice);
}

/// `base[start:stop:step]`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn slice<B: Sliced + ?Sized>(base: &B, bounds: Bounds<'_>) -> B::Part {
    base.slice_of(slice_from(bounds))
}

/// `base[start:stop:step] = value`
#[track_caller]
#[inline(never)]
pub fn set_slice(value: &AnyObj, base: &dyn AsObject, bounds: Bounds<'_>) {
    let base = object_of(base);
    let Builtin::List(list) = Builtin::of(&base) else {
        raise("TypeError", format_args!("'{}' object does not support item assignment", base.type_name()))
    };
    let slice = slice_from(bounds);
    if !matches!(Builtin::of(value), Builtin::List(_) | Builtin::Tuple(_)) && crate::values::item_count(value).is_none()
    {
        raise("TypeError", "can only assign an iterable");
    }
    list.set_slice(slice, items_of(value).collect());
}

/// `del base[start:stop:step]`
#[track_caller]
#[inline(never)]
pub fn delete_slice(base: &dyn AsObject, bounds: Bounds<'_>) {
    let base = object_of(base);
    match Builtin::of(&base) {
        Builtin::List(list) => list.del_slice(slice_from(bounds)),
        _ => raise("TypeError", format_args!("'{}' object does not support item deletion", base.type_name())),
    }
}

#[track_caller]
fn slice_from([start, stop, step]: Bounds<'_>) -> Slice {
    Slice::new(bound(start), bound(stop), bound(step).unwrap_or(1))
}

#[track_caller]
fn bound(value: &dyn AsObject) -> Option<isize> {
    let object = object_of(value);
    match Number::of(&object) {
        Some(Number::Int(number)) => Some(number.clamp(isize::MIN as i64, isize::MAX as i64) as isize),
        None if object.is_a::<NoneType>() => None,
        _ => raise("TypeError", "slice indices must be integers or None or have an __index__ method"),
    }
}
