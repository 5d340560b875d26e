//! `AsObject`: values as objects, for operators and functions that keep none. A handle is borrowed; a plain value becomes
//! an object.

use std::cell::{Cell, RefCell};
use std::ops::Deref;

use super::name::or_none;
use super::plain;
use super::temporary::temporaries_of;
use crate::cells::{ObjCell, ObjVec, WeakCell};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::attributes::AttributeError;
use crate::object::guard::ObjRef;
use crate::object::weak::Weak;
use crate::values::{Float, Int, List, Str};

/// A value that operators and built-in functions can look at.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an object, and no plain value that has one",
    label = "cannot be looked at as an object",
    note = "write `rust!(…)`"
)]
pub trait AsObject {
    /// The object.
    ///
    /// # Errors
    /// If there is none. Failing is left to the caller, who knows the place in the unit.
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject>;

    /// Its length, if it is known without making an object.
    fn length(&self) -> Option<usize> {
        None
    }

    /// Whether an object is in it, if that is known without making an object of it.
    fn has(&self, _item: &AnyObj) -> Option<bool> {
        None
    }

    /// How it is written, if not as its object is.
    fn text(&self) -> Option<String> {
        None
    }

    /// The number, if it is an int and that is known without making an object: loops count with it.
    fn int(&self) -> Option<i64> {
        None
    }
}

/// How `print` and `str` write a value.
#[track_caller]
pub(super) fn text_of(value: &dyn AsObject) -> String {
    match value.text() {
        Some(text) => text,
        None => object_of(value).to_string(),
    }
}

/// Why there is no object.
#[derive(Debug)]
pub enum NoObject {
    /// The number, which no `Int` holds.
    TooLarge(String),
    /// The field is mutably borrowed.
    MutablyBorrowed,
    /// The attribute, which was looked for by name.
    NoAttribute(AttributeError),
}

/// The object of a value.
#[track_caller]
pub(super) fn object_of<X: AsObject + ?Sized>(value: &X) -> Borrowed<'_> {
    match value.try_as_object() {
        Ok(object) => object,
        Err(error) => fail(error),
    }
}

#[cold]
#[track_caller]
fn fail(error: NoObject) -> ! {
    match error {
        NoObject::TooLarge(number) => plain::too_large_for_int(&number),
        NoObject::MutablyBorrowed => mutably_borrowed(),
        NoObject::NoAttribute(error) => super::raise(error.error_type(), error),
    }
}

/// A field that Rust of the user holds borrowed.
#[cold]
#[track_caller]
pub(super) fn mutably_borrowed() -> ! {
    super::raise("RuntimeError", "the field is mutably borrowed")
}

/// An object that an operator or a function has for a moment.
pub enum Borrowed<'a> {
    /// The handle that the value is.
    Handle(&'a AnyObj),
    /// A handle that was taken out of a cell.
    Taken(AnyObj),
    /// An object that was made of the value.
    Made(AnyObj),
}

impl Borrowed<'_> {
    /// The number of handles, without those that the statement took on its way.
    pub(super) fn refcount(&self) -> usize {
        let own = usize::from(matches!(self, Self::Taken(_)));
        self.deref().refcount() - own - temporaries_of(self.id())
    }

    /// A handle of one's own.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn into_object(self) -> AnyObj {
        match self {
            Self::Handle(object) => object.clone(),
            Self::Taken(object) | Self::Made(object) => object,
        }
    }
}

impl Deref for Borrowed<'_> {
    type Target = AnyObj;

    fn deref(&self) -> &AnyObj {
        match self {
            Self::Handle(object) => object,
            Self::Taken(object) | Self::Made(object) => object,
        }
    }
}

#[diagnostic::do_not_recommend]
impl AsObject for AnyObj {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(Borrowed::Handle(self))
    }

    #[inline]
    fn int(&self) -> Option<i64> {
        self.downcast_ref::<Int>().map(|number| **number)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for Obj<T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(Borrowed::Handle(Obj::as_any(self)))
    }

    #[inline]
    fn int(&self) -> Option<i64> {
        Obj::as_any(self).int()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for ObjRef<'_, T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(Borrowed::Handle(Obj::as_any(self)))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for ObjCell<T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(taken(self.get()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for WeakCell<T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(taken(self.get()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for Weak<T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(taken(self.upgrade()))
    }
}

fn taken<T: ?Sized>(object: Option<Obj<T>>) -> Borrowed<'static> {
    Borrowed::Taken(or_none(object))
}

#[diagnostic::do_not_recommend]
impl<X: AsObject> AsObject for Option<X> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        self.as_ref().map_or_else(|| Ok(Borrowed::Taken(Obj::into_any(super::none()))), X::try_as_object)
    }
}

#[diagnostic::do_not_recommend]
impl<X: AsObject + ?Sized> AsObject for &X {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        (**self).try_as_object()
    }

    fn length(&self) -> Option<usize> {
        (**self).length()
    }

    fn has(&self, item: &AnyObj) -> Option<bool> {
        (**self).has(item)
    }

    fn text(&self) -> Option<String> {
        (**self).text()
    }

    #[inline]
    fn int(&self) -> Option<i64> {
        (**self).int()
    }
}

#[diagnostic::do_not_recommend]
impl<X: AsObject + Copy> AsObject for Cell<X> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(Borrowed::Made(self.get().try_as_object()?.into_object()))
    }
}

#[diagnostic::do_not_recommend]
impl<X: AsObject> AsObject for RefCell<X> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        let value = self.try_borrow().map_err(|_| NoObject::MutablyBorrowed)?;
        Ok(Borrowed::Made(value.try_as_object()?.into_object()))
    }
}

/// The items as a list, which is made for the moment.
#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for ObjVec<T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        let items: Vec<AnyObj> = self.to_vec().into_iter().map(Obj::into_any).collect();
        Ok(Borrowed::Made(Obj::into_any(Obj::<List>::from(items))))
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

#[diagnostic::do_not_recommend]
impl<X: AsObject> AsObject for Vec<X> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        let items = self.iter().map(|item| item.try_as_object().map(Borrowed::into_object));
        let items: Vec<AnyObj> = items.collect::<Result<_, _>>()?;
        Ok(Borrowed::Made(Obj::into_any(Obj::<List>::from(items))))
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

macro_rules! plain_values {
    ($($plain:ty = |$value:ident| $object:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl AsObject for $plain {
            fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
                let $value = self;
                Ok(Borrowed::Made(Obj::into_any($object)))
            }
        }
    )*};
}

macro_rules! integers {
    ($($integer:ty),*) => {plain_values! {$($integer = |value| plain::try_int(*value).map_err(NoObject::TooLarge)?;)*}};
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

plain_values! {
    f64 = |value| Obj::<Float>::from(*value);
    f32 = |value| Obj::<Float>::from(f64::from(*value));
    bool = |value| super::boolean(*value);
    str = |value| Obj::<Str>::from(value);
    String = |value| Obj::<Str>::from(value.as_str());
    char = |value| Obj::<Str>::from(value.encode_utf8(&mut [0; 4]) as &str);
}

#[diagnostic::do_not_recommend]
impl AsObject for () {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(Borrowed::Taken(Obj::into_any(super::none())))
    }
}
