//! Fields that are found by name: what types of them are as objects, and what objects they take. They are those that a unit
//! reads and sets where the type is known.

use std::cell::{Cell, RefCell};

use super::as_object::{AsObject, Borrowed, NoObject};
use super::plain;
use crate::cells::{ObjCell, ObjMap, ObjVec, WeakCell};
use crate::heap::field::{Answer, Question, Refusal};
use crate::object::any::AnyObj;
use crate::object::attributes::FieldValue;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::object::{Obj, Object};
use crate::values::number::tower::Number;
use crate::values::{Bool, Builtin, Bytes, NoneType, Str};

/// A value that a field takes, out of an object.
pub trait FromObject: Sized {
    /// What it is made of, in words.
    fn wanted() -> String;

    /// The value, if the object is one.
    fn from_object(object: &AnyObj) -> Result<Self, Refusal>;

    /// The value that is none, if there is one.
    fn empty() -> Option<Self> {
        None
    }
}

fn unfit<X: FromObject>() -> Refusal {
    Refusal::Takes(X::wanted())
}

/// `<generics> type, "what it is" = |object| value if it is one;`
macro_rules! from_objects {
    ($([$($generics:tt)*] $type:ty, $wanted:expr $(, or $empty:expr)? => |$object:ident| $value:expr;)*) => {$(
        impl<$($generics)*> FromObject for $type {
            fn wanted() -> String {
                $wanted.to_owned()
            }

            fn from_object($object: &AnyObj) -> Result<Self, Refusal> {
                $value
            }

            $(fn empty() -> Option<Self> {
                Some($empty)
            })?
        }
    )*};
}

from_objects! {
    [] AnyObj, "any object" => |object| Ok(object.clone());
    [T: Object] Obj<T>, format!("'{}'", T::NAME) => |object| object.downcast_ref().cloned().ok_or_else(unfit::<Self>);
    [T: Object + WeakTarget] Weak<T>, format!("'{}' or None", T::NAME), or Self::default() => |object| {
        Option::<Obj<T>>::from_object(object).map(|object| object.as_ref().map(Obj::downgrade).unwrap_or_default())
    };
    [X: FromObject] Option<X>, format!("{} or None", X::wanted()), or None => |object| {
        if object.is_a::<NoneType>() { Ok(None) } else { X::from_object(object).map(Some).map_err(|_| unfit::<Self>()) }
    };
    [T: Object] Vec<Obj<T>>, format!("a list of '{}'", T::NAME) => |object| {
        let Builtin::List(items) = Builtin::of(object) else { return Err(unfit::<Self>()) };
        items.iter().map(|item| Obj::from_object(&item).map_err(|_| unfit::<Self>())).collect()
    };
    [] f64, "'float'" => |object| match Number::of(object) {
        Some(number) if !object.is_a::<Bool>() => Ok(number.to_float()),
        _ => Err(unfit::<Self>()),
    };
    [] f32, "'float'" => |object| f64::from_object(object).map(plain::to_f32);
    [] bool, "'bool'" => |object| object.downcast_ref::<Bool>().map(|value| **value).ok_or_else(unfit::<Self>);
    [] String, "'str'" => |object| object.downcast_ref::<Str>().map(|text| (**text).to_owned()).ok_or_else(unfit::<Self>);
    [] Vec<u8>, "'bytes'" => |object| object.downcast_ref::<Bytes>().map(|bytes| bytes.to_vec()).ok_or_else(unfit::<Self>);
}

macro_rules! integers {
    ($($integer:ident)*) => {
        from_objects! {$([] $integer, "'int'" => |object| match Builtin::of(object) {
            Builtin::Int(number) => <$integer>::try_from(**number).map_err(|_| {
                Refusal::TooLarge(format!("Python int too large to convert to {}: {number}", stringify!($integer)))
            }),
            _ => Err(unfit::<Self>()),
        };)*}
        read_only! {$([] $integer;)*}
    };
}

/// The value of a field.
fn value<X: AsObject + ?Sized>(field: &X) -> Answer {
    match field.try_as_object() {
        Ok(object) => Ok(Some(Borrowed::into_object(object))),
        Err(NoObject::TooLarge(number)) => {
            Err(Refusal::TooLarge(format!("int too large for the 64 bits of an `Int`: {number}")))
        }
        Err(NoObject::MutablyBorrowed) => Err(Refusal::MutablyBorrowed),
        Err(NoObject::NoAttribute(error)) => unreachable!("a field is no attribute by name: {error}"),
    }
}

/// Fields that never change.
macro_rules! read_only {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> FieldValue for $type {
            fn ask(&self, question: Question) -> Answer {
                match question {
                    Question::Value => value(self),
                    Question::Set(_) => Err(Refusal::NeverChanges),
                    Question::Delete => Err(Refusal::NeverEmpty),
                }
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

read_only! {
    [T: ?Sized] Obj<T>;
    [] AnyObj;
    [T: ?Sized] Weak<T>;
    [] f64;
    [] f32;
    [] bool;
    [] char;
    [] String;
    [] &'static str;
    [X: AsObject] Option<X>;
    [X: AsObject] Vec<X>;
    [K: ?Sized, V: ?Sized] ObjMap<K, V>;
}

/// Cells: `<generics> type of what is set = |cell, new value| old value;`
macro_rules! cells {
    ($([$($generics:tt)*] $cell:ty as $held:ty = |$this:ident, $new:ident| $replace:expr;)*) => {$(
        impl<$($generics)*> FieldValue for $cell {
            fn ask(&self, question: Question) -> Answer {
                let $this = self;
                let ($new, is_deleted) = match question {
                    Question::Value => return value(self),
                    Question::Set(object) => (<$held>::from_object(&object)?, false),
                    Question::Delete => (<$held>::empty().ok_or(Refusal::NeverEmpty)?, true),
                };
                let was_empty = is_deleted && value(self)?.is_none_or(|object| object.is_a::<NoneType>());
                let old = $replace;
                let _ = old;
                if was_empty { Err(Refusal::Empty) } else { Ok(None) }
            }
        }
    )*};
}

cells! {
    [T: Object] ObjCell<T> as Option<Obj<T>> = |cell, new| cell.replace(new);
    [T: Object + WeakTarget] WeakCell<T> as Weak<T> = |cell, new| cell.replace(new);
    [T: Object] ObjVec<T> as Vec<Obj<T>> = |list, new| {
        let old = list.take();
        list.extend(new);
        old
    };
    [X: FromObject + AsObject + Copy] Cell<X> as X = |cell, new| cell.replace(new);
    [X: FromObject + AsObject] RefCell<X> as X = |cell, new| match cell.try_borrow_mut() {
        Ok(mut value) => std::mem::replace(&mut *value, new),
        Err(_) => return Err(Refusal::MutablyBorrowed),
    };
}
