//! Python's methods of built-in values, by name and number of arguments.
//!
//! A unit wraps what a method with one of these names is called on. The wrapper has the methods that Python's values have and the
//! Rust ones have not, or not with these arguments; everything else is found on what it wraps.

mod containers;
mod format;
mod letters;
mod of_bytes;
mod pieces;
mod sort;
mod text;

use std::ops::Deref;

use super::as_object::{AsObject, object_of};
use super::by_name::Looked;
use super::functions::{ItemsView, KeysView, ValuesView, dict_for};
use super::raise;
use crate::cells::ObjVec;
use crate::ledger;
use crate::object::any::AnyObj;
use crate::object::nearest::nearest;
use crate::object::{Obj, Object};
use crate::values::{Bool, Builtin, Bytes, Dict, FrozenSet, Int, List, Set, Str, Tuple};

pub use format::format;
pub(in crate::graph_runtime) use format::percent;
pub use sort::{sort, sort_by};
pub(in crate::graph_runtime) use text::refuse_other_encodings;

/// What a method with `N` arguments is called on.
pub struct On<'a, X: ?Sized, const N: usize>(&'a X);

/// What a method with `N` arguments is called on.
#[must_use]
pub fn on<const N: usize, X: ?Sized>(value: &X) -> On<'_, X, N> {
    On(value)
}

impl<X: ?Sized, const N: usize> Deref for On<'_, X, N> {
    type Target = X;

    fn deref(&self) -> &X {
        self.0
    }
}

/// The arguments of a method.
type Arguments<'a> = &'a [&'a AnyObj];

/// `value.method(*a, b=c)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn method_with(value: &dyn AsObject, name: &str, given: Vec<AnyObj>, named: Vec<(AnyObj, AnyObj)>) -> AnyObj {
    let object = object_of(value);
    let arguments: Vec<&AnyObj> = given.iter().collect();
    match (Builtin::of(&object), named.first()) {
        (_, None) => call(&object, name, &arguments),
        (Builtin::Str(text), _) if name == "format" => {
            Obj::into_any(Obj::<Str>::from(&*format::formatted(text, &arguments, &named)))
        }
        (Builtin::Str(_) | Builtin::Bytes(_), _) if matches!(name, "split" | "rsplit") => {
            let arguments = split_arguments(name, given, named);
            call(&object, name, &arguments.iter().collect::<Vec<_>>())
        }
        (_, Some((key, _))) => raise("TypeError", format_args!("'{key}' is an invalid keyword argument for {name}()")),
    }
}

/// The arguments of `split` where they stand without their names.
#[track_caller]
fn split_arguments(method: &str, mut arguments: Vec<AnyObj>, named: Vec<(AnyObj, AnyObj)>) -> Vec<AnyObj> {
    for (at, name) in ["sep", "maxsplit"].into_iter().enumerate() {
        let Some((_, value)) = named.iter().find(|(other, _)| *other.to_string() == *name) else { continue };
        if at < arguments.len() {
            let position = at + 1;
            raise(
                "TypeError",
                format_args!("argument for {method}() given by name ('{name}') and position ({position})"),
            );
        }
        arguments.resize_with(at, nothing);
        arguments.push(value.clone());
    }
    arguments
}

/// Calls a method of an object by name.
#[track_caller]
#[inline(never)]
fn call(object: &AnyObj, name: &str, arguments: Arguments<'_>) -> AnyObj {
    let _attribution = ledger::attribute_to_caller();
    let found = match Builtin::of(object) {
        Builtin::Str(text) => text::call(text, name, arguments),
        Builtin::Bytes(bytes) => of_bytes::call(bytes, name, arguments),
        Builtin::List(list) => containers::of_list(list, name, arguments),
        Builtin::Tuple(tuple) => containers::of_tuple(tuple, name, arguments),
        Builtin::Dict(dict) => containers::of_dict(dict, name, arguments),
        Builtin::Set(set) => containers::of_set(set, name, arguments),
        Builtin::FrozenSet(set) => containers::of_frozen_set(set, name, arguments),
        _ => None,
    };
    match found {
        Some(value) => value,
        None => no_method(object, name, arguments.len()),
    }
}

#[cold]
#[track_caller]
fn no_method(object: &AnyObj, name: &str, arguments: usize) -> ! {
    let of = object.type_name();
    match Builtin::of(object) {
        Builtin::Other => raise(
            "TypeError",
            format_args!("'{of}' is a type of Rust: take the object for what it is, `(x as {of}).{name}(…)`"),
        ),
        _ if has_method(object, name) => {
            raise("TypeError", format_args!("{of}.{name}() does not take {arguments} arguments here"))
        }
        _ => {
            let names = method_names(object).iter().copied();
            let meant = nearest(name, names).map(|name| format!(". Did you mean: '{name}'?")).unwrap_or_default();
            raise("AttributeError", format_args!("'{of}' object has no attribute '{name}'{meant}"))
        }
    }
}

/// Whether the type of the object has a method with this name.
pub(super) fn has_method(object: &AnyObj, name: &str) -> bool {
    method_names(object).contains(&name)
}

/// The names of the methods of a built-in value.
pub(super) fn method_names(object: &AnyObj) -> &'static [&'static str] {
    match Builtin::of(object) {
        Builtin::Str(_) => &text::NAMES,
        Builtin::Bytes(_) => &of_bytes::NAMES,
        Builtin::List(_) => &containers::OF_LIST,
        Builtin::Tuple(_) => &containers::OF_TUPLE,
        Builtin::Dict(_) => &containers::OF_DICT,
        Builtin::Set(_) => &containers::OF_SET,
        Builtin::FrozenSet(_) => &containers::OF_FROZEN_SET,
        _ => &[],
    }
}

/// The result of a method as the type that it always has.
#[track_caller]
fn typed<T: Object>(value: AnyObj) -> Obj<T> {
    value.downcast().expect("the method returns a value of this type")
}

/// Methods of one type whose results have types.
macro_rules! typed_methods {
    ($object:ty: $($arity:tt $result:ident: $($method:ident)*;)*) => {$(
        typed_methods! { @ $arity $object, $result, $($method)* }
    )*};
    (@ 0 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 0> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[]))
            }
        }
    )*};
    (@ 1 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 1> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[a]))
            }
        }
    )*};
    (@ 2 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 2> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[a, b]))
            }
        }
    )*};
    (@ 3 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 3> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj, c: &AnyObj) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[a, b, c]))
            }
        }
    )*};
    (@ 4 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 4> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj, c: &AnyObj, d: &AnyObj) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[a, b, c, d]))
            }
        }
    )*};
    (@ 5 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 5> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj, c: &AnyObj, d: &AnyObj, e: &AnyObj) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[a, b, c, d, e]))
            }
        }
    )*};
    (@ 6 $object:ty, $result:ident, $($method:ident)*) => {$(
        impl On<'_, $object, 6> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj, c: &AnyObj, d: &AnyObj, e: &AnyObj, f: &AnyObj) -> Obj<$result> {
                typed(call(Obj::as_any(self.0), stringify!($method), &[a, b, c, d, e, f]))
            }
        }
    )*};
}

/// The methods that texts and bytes have both.
macro_rules! methods_of_texts {
    ($($text:ident)*) => {$(typed_methods! {
        Obj<$text>:
        0 $text: upper lower title capitalize swapcase strip lstrip rstrip expandtabs;
        0 List: split rsplit splitlines;
        0 Bool: isalpha isdigit isalnum isspace isupper islower isascii istitle;
        1 $text: strip lstrip rstrip zfill ljust rjust center removeprefix removesuffix join expandtabs;
        1 List: split rsplit splitlines;
        1 Int: find rfind index rindex count;
        1 Bool: startswith endswith;
        1 Tuple: partition rpartition;
        2 $text: replace ljust rjust center;
        2 List: split rsplit;
        2 Int: find rfind index rindex count;
        2 Bool: startswith endswith;
        3 $text: replace;
        3 Int: find rfind index rindex count;
        3 Bool: startswith endswith;
    })*};
}

methods_of_texts! { Str Bytes }

typed_methods! {
    Obj<Str>:
    0 Str: casefold format;
    0 Bool: isdecimal isnumeric isidentifier isprintable;
    0 Bytes: encode;
    1 Str: format translate;
    1 Bytes: encode;
    2 Str: format;
    3 Str: format;
    4 Str: format;
    5 Str: format;
    6 Str: format;
}

typed_methods! {
    Obj<Bytes>:
    0 Str: decode hex;
    1 Str: decode;
}

typed_methods! {
    Obj<List>:
    2 Int: index;
    3 Int: index;
}

typed_methods! {
    Obj<Tuple>:
    2 Int: index;
    3 Int: index;
}

/// The methods of both kinds of sets that take any number of arguments.
macro_rules! methods_of_sets {
    ($($set:ident)*) => {$(typed_methods! {
        Obj<$set>:
        0 $set: union intersection difference;
        2 $set: union intersection difference;
        3 $set: union intersection difference;
    })*};
}

methods_of_sets! { Set FrozenSet }

/// Methods whose results are any object.
macro_rules! methods {
    ($object:ty, $as_any:expr; $($arity:tt: $($method:ident)*;)*) => {$(
        methods! { @ $arity $object, $as_any, $($method)* }
    )*};
    (@ 0 $object:ty, $as_any:expr, $($method:ident)*) => {
        impl On<'_, $object, 0> {$(
            /// Python's method.
            #[track_caller]
            pub fn $method(&self) -> AnyObj {
                call(&$as_any(self.0), stringify!($method), &[])
            }
        )*}
    };
    (@ 1 $object:ty, $as_any:expr, $($method:ident)*) => {
        impl On<'_, $object, 1> {$(
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj) -> AnyObj {
                call(&$as_any(self.0), stringify!($method), &[a])
            }
        )*}
    };
    (@ 2 $object:ty, $as_any:expr, $($method:ident)*) => {
        impl On<'_, $object, 2> {$(
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj) -> AnyObj {
                call(&$as_any(self.0), stringify!($method), &[a, b])
            }
        )*}
    };
    (@ 3 $object:ty, $as_any:expr, $($method:ident)*) => {
        impl On<'_, $object, 3> {$(
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, a: &AnyObj, b: &AnyObj, c: &AnyObj) -> AnyObj {
                call(&$as_any(self.0), stringify!($method), &[a, b, c])
            }
        )*}
    };
}

/// The methods of what is an object of any type.
macro_rules! methods_of_objects {
    ($($object:ty, $as_any:expr;)*) => {$(methods! {
        $object, $as_any;
        0: upper lower title capitalize swapcase casefold strip lstrip rstrip split rsplit splitlines isalpha isdigit isalnum isspace isupper islower isdecimal isnumeric isidentifier isprintable isascii istitle expandtabs encode decode hex format pop reverse clear copy popitem sort union intersection difference;
        1: strip lstrip rstrip zfill ljust rjust center removeprefix removesuffix join split rsplit splitlines expandtabs encode decode find rfind index rindex count startswith endswith partition rpartition translate format append extend remove pop get setdefault update add discard union intersection difference symmetric_difference intersection_update difference_update symmetric_difference_update isdisjoint issubset issuperset;
        2: replace ljust rjust center split rsplit find rfind index rindex count startswith endswith format insert get pop setdefault union intersection difference;
        3: replace format find rfind index rindex count startswith endswith union intersection difference;
    })*};
}

methods_of_objects! {
    AnyObj, object_itself;
    Option<AnyObj>, object_or_none;
}

fn object_itself(object: &AnyObj) -> &AnyObj {
    object
}

/// What a method of Rust's found or not: `d.get(k)`.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn object_or_none(object: &Option<AnyObj>) -> AnyObj {
    object.clone().unwrap_or_else(|| Obj::into_any(super::none()))
}

methods! {
    Obj<List>, Obj::as_any;
    1: pop;
}

methods! {
    Obj<Set>, Obj::as_any;
    1: discard remove;
}

methods! {
    Obj<Dict>, Obj::as_any;
    1: setdefault;
    2: get pop;
}

typed_methods! {
    Obj<Dict>:
    0 Tuple: popitem;
}

macro_rules! methods_named_as_of_cells {
    ($($arity:literal $method:ident($($argument:ident)*);)*) => {$(
        impl<X: Looked> On<'_, X, $arity> {
            /// Python's method.
            #[track_caller]
            pub fn $method(&self, $($argument: &AnyObj),*) -> AnyObj {
                call(&self.0.looked(), stringify!($method), &[$($argument),*])
            }
        }
    )*};
}

methods_named_as_of_cells! {
    0 clear();
    1 get(a);
    2 get(a b);
    2 replace(a b);
    3 replace(a b c);
}

macro_rules! views {
    ($($method:ident $view:ident;)*) => {
        impl On<'_, Obj<Dict>, 0> {$(
            /// Python's method.
            #[must_use]
            pub fn $method(&self) -> $view {
                $view::of(self.0)
            }
        )*}

        impl On<'_, AnyObj, 0> {$(
            /// Python's method.
            #[must_use]
            #[track_caller]
            pub fn $method(&self) -> $view {
                $view::of(dict_for(self.0, stringify!($method)))
            }
        )*}
    };
}

views! {
    keys KeysView;
    values ValuesView;
    items ItemsView;
}

impl<T: ?Sized> On<'_, ObjVec<T>, 1> {
    /// Python's method.
    #[track_caller]
    pub fn append(&self, item: Obj<T>) {
        self.0.push(item);
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn boolean(truth: bool) -> AnyObj {
    Obj::into_any(super::boolean(truth))
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn int(number: usize) -> AnyObj {
    Obj::into_any(super::plain::int(number))
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn nothing() -> AnyObj {
    Obj::into_any(super::none())
}
