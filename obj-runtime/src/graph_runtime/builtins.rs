//! The functions of the language.

use super::as_object::{AsObject, Borrowed, object_of, text_of};
use crate::gc;
use crate::ledger;
use crate::object::Obj;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::values::number::tower::Number;
use crate::values::{Bool, Builtin, Int, NoneType, Str, Tuple, Type, item_count};

/// `None`
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn none() -> Obj<NoneType> {
    Obj::new(NoneType)
}

/// `True` or `False`
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn boolean(value: bool) -> Obj<Bool> {
    Obj::from(value)
}

/// `print(a, b)`
#[track_caller]
#[inline(never)]
pub fn print(values: &[&dyn AsObject]) {
    let mut line = String::new();
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            line.push(' ');
        }
        line.push_str(&text_of(*value));
    }
    println!("{line}");
    super::telling::printed(&line);
}

/// `print(*values, sep=…, end=…)`
#[track_caller]
#[inline(never)]
pub fn print_with(values: &Obj<Tuple>, sep: &dyn AsObject, end: &dyn AsObject) {
    let (sep, end) = (mark(sep, "sep", " "), mark(end, "end", "\n"));
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    let printed = values.join(&sep) + &end;
    print!("{printed}");
    super::telling::printed(printed.strip_suffix('\n').unwrap_or(&printed));
}

/// What stands between or behind values, and what does if nothing is given.
#[track_caller]
fn mark(value: &dyn AsObject, name: &str, default: &str) -> String {
    let object = object_of(value);
    match Builtin::of(&object) {
        Builtin::Str(text) => text.to_string(),
        Builtin::NoneType(_) => default.to_owned(),
        _ => super::raise("TypeError", format_args!("{name} must be None or a string, not {}", object.type_name())),
    }
}

/// `id(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn id(value: &dyn AsObject) -> Obj<Int> {
    int(object_of(value).id())
}

/// `hex(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn hex(value: &dyn AsObject) -> Obj<Str> {
    let object = object_of(value);
    let Some(Number::Int(number)) = Number::of(&object) else {
        let name = object.type_name();
        super::raise("TypeError", format_args!("'{name}' object cannot be interpreted as an integer"))
    };
    let sign = if number < 0 { "-" } else { "" };
    text(&format!("{sign}{:#x}", number.unsigned_abs()))
}

/// `refcount(value)`: the number of handles.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn refcount(value: &dyn AsObject) -> Obj<Int> {
    int(object_of(value).refcount())
}

/// `getrefcount(value)`: the same with the one that the call takes.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn getrefcount<X: AsObject>(value: X) -> Obj<Int> {
    refcount(&value)
}

/// `type(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn type_of(value: &dyn AsObject) -> Obj<Type> {
    let object = object_of(value);
    Obj::new(Type { name: object.type_name(), id: object.info().type_id })
}

/// `type.__name__`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn type_name(value: &dyn AsObject) -> Obj<Str> {
    let object = object_of(value);
    match object.downcast_ref::<Type>() {
        Some(named) => text(named.name),
        None => {
            let name = object.type_name();
            super::raise("AttributeError", format_args!("'{name}' object has no attribute '__name__'"))
        }
    }
}

/// `len(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn len(value: &dyn AsObject) -> Obj<Int> {
    if let Some(length) = value.length() {
        return int(length);
    }
    let object = object_of(value);
    match item_count(&object) {
        Some(length) => int(length),
        None => super::raise("TypeError", format_args!("object of type '{}' has no len()", object.type_name())),
    }
}

/// `repr(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn repr(value: &dyn AsObject) -> Obj<Str> {
    let _attribution = ledger::attribute_to_caller();
    if let Some(written) = value.text() {
        return text(&written);
    }
    let object = object_of(value);
    // A digit is a text of its own, as with `str`.
    if object.is_a::<Int>() { Str::of(&object) } else { text(&object.repr()) }
}

/// `str(value)`; a string is its own.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn str(value: &dyn AsObject) -> Obj<Str> {
    let _attribution = ledger::attribute_to_caller();
    match value.text() {
        Some(written) => text(&written),
        None => Str::of(&object_of(value)),
    }
}

/// `intern(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn intern(value: &dyn AsObject) -> Obj<Str> {
    let object = object_of(value);
    let Some(text) = object.downcast_ref::<Str>() else {
        let name = if object.is_a::<NoneType>() { "None" } else { object.type_name() };
        super::raise("TypeError", format_args!("intern() argument must be str, not {name}"))
    };
    text.intern()
}

/// `weakref(value)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn weakref<X: WeakRef<Object = T> + ?Sized, T: WeakTarget + ?Sized>(value: &X) -> Weak<T> {
    value.weak()
}

/// What a weak handle can be made to.
#[diagnostic::on_unimplemented(
    message = "cannot create weak reference to `{Self}`",
    label = "not a handle whose type has weak handles",
    note = "objects of your own types have weak handles, and sets; take an `AnyObj` for its type first: `x as Type`"
)]
pub trait WeakRef {
    /// The type of the object.
    type Object: WeakTarget + ?Sized;

    /// The weak handle.
    fn weak(&self) -> Weak<Self::Object>;
}

#[diagnostic::do_not_recommend]
impl<T: WeakTarget + ?Sized> WeakRef for Obj<T> {
    type Object = T;

    fn weak(&self) -> Weak<T> {
        Obj::downgrade(self)
    }
}

#[diagnostic::do_not_recommend]
impl<X: WeakRef + ?Sized> WeakRef for &X {
    type Object = X::Object;

    fn weak(&self) -> Weak<X::Object> {
        (**self).weak()
    }
}

/// `collect()`
#[track_caller]
#[inline(never)]
pub fn collect() -> Obj<Int> {
    int(gc::collect())
}

/// `assert condition`
#[track_caller]
#[inline(never)]
pub fn assert(condition: bool) {
    assert!(condition, "AssertionError");
}

/// `assert condition, message`, which has failed. It does not say that it never returns: the compiler would call what stands behind it in
/// a unit unreachable.
#[cold]
#[track_caller]
#[inline(never)]
pub fn assertion_error(message: &dyn AsObject) {
    super::raise("AssertionError", Borrowed::into_object(object_of(message)))
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn int(value: usize) -> Obj<Int> {
    super::plain::int(value)
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn text(value: &str) -> Obj<Str> {
    Obj::from(value)
}
