//! Sources that are there already: a name, or an attribute of an object. They are borrowed until they are put,
//! and a handle is cloned only if the place keeps one.

use std::cell::{Cell, Ref, RefCell};

use super::display::Keep;
use super::put::puts;
use crate::cells::{ObjCell, WeakCell};
use crate::object::any::AnyObj;
use crate::object::diagnostics::WeakTarget;
use crate::object::guard::ObjRef;
use crate::object::weak::Weak;
use crate::object::{Obj, Object};
use crate::values::NoneType;

/// A value that a name or an attribute holds.
pub struct Name<'a, X: ?Sized> {
    pub(super) value: &'a X,
    /// The attribute; empty for a name.
    pub(super) attribute: &'static str,
    /// Holds what is taken out of a cell for a parameter that borrows it.
    pub(super) keep: Option<&'a Keep>,
}

impl<X: ?Sized> Clone for Name<'_, X> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<X: ?Sized> Copy for Name<'_, X> {}

/// The value of a name.
#[must_use]
pub fn name<X: ?Sized>(value: &X) -> Name<'_, X> {
    Name { value, attribute: "", keep: None }
}

puts! {
    ['a, X: Clone] Name<'a, X> => X = |name| name.value.clone();
    ['a, X: ?Sized] Name<'a, X> => &'a X = |name| name.value;
    ['a, X: Clone] Name<'a, X> => Cell<X> = |name| Cell::new(name.value.clone());
    ['a, X: Clone] Name<'a, X> => RefCell<X> = |name| RefCell::new(name.value.clone());
    ['a, X: Copy] Name<'a, Cell<X>> => X = |name| name.value.get();
    ['a, X: Clone] Name<'a, RefCell<X>> => X = |name| name.borrowed().clone();
    ['a, T: ?Sized] Name<'a, RefCell<Option<Obj<T>>>> => Obj<T> = |name| name.found(name.borrowed().clone());
    ['a, T: ?Sized] Name<'a, RefCell<Option<Obj<T>>>> => ObjCell<T> = |name| name.borrowed().clone().into();
    ['a, T: ?Sized] Name<'a, RefCell<Option<Obj<T>>>> => AnyObj = |name| or_none(name.borrowed().clone());
    ['a, T: ?Sized] Name<'a, RefCell<Obj<T>>> => AnyObj = |name| Obj::into_any(name.borrowed().clone());

    ['a, T: ?Sized] Name<'a, Obj<T>> => Option<Obj<T>> = |name| Some(name.value.clone());
    ['a, T: ?Sized] Name<'a, Obj<T>> => ObjCell<T> = |name| name.value.clone().into();
    ['a, T: ?Sized] Name<'a, Obj<T>> => AnyObj = |name| Obj::as_any(name.value).clone();
    ['a, T: ?Sized] Name<'a, Obj<T>> => Option<AnyObj> = |name| Some(Obj::as_any(name.value).clone());
    ['a, T: ?Sized] Name<'a, Obj<T>> => &'a AnyObj = |name| Obj::as_any(name.value);
    ['a, T: WeakTarget + ?Sized] Name<'a, Obj<T>> => Weak<T> = |name| Obj::downgrade(name.value);
    ['a, T: WeakTarget + ?Sized] Name<'a, Obj<T>> => Option<Weak<T>> = |name| Some(Obj::downgrade(name.value));
    ['a, T: WeakTarget + ?Sized] Name<'a, Obj<T>> => WeakCell<T> = |name| Obj::downgrade(name.value).into();
    ['a, T: Object<View = T>] Name<'a, Obj<T>> => &'a T = |name| name.value;
    ['a, 'r, T: ?Sized] Name<'a, &'r Obj<T>> => Obj<T> = |name| (*name.value).clone();
    ['a, 'r, T: ?Sized] Name<'a, &'r Obj<T>> => ObjCell<T> = |name| (*name.value).clone().into();
    ['a, 'r, T: ?Sized] Name<'a, &'r Obj<T>> => AnyObj = |name| Obj::as_any(name.value).clone();
    ['a, 'r] Name<'a, &'r AnyObj> => AnyObj = |name| (*name.value).clone();
    ['a] Name<'a, Option<AnyObj>> => AnyObj = |name| name.value.clone().unwrap_or_else(|| Obj::into_any(super::none()));
    ['a] Name<'a, AnyObj> => Option<AnyObj> = |name| Some(name.value.clone());
    ['a, T: Object] Name<'a, AnyObj> => Obj<T> = |name| taken_for::<T>(name.value).clone();
    ['a, T: Object] Name<'a, AnyObj> => &'a Obj<T> = |name| taken_for(name.value);
    ['a, T: Object] Name<'a, AnyObj> => Option<Obj<T>> = |name| taken_or_none(name.value);
    ['a, T: Object] Name<'a, AnyObj> => ObjCell<T> = |name| taken_or_none(name.value).into();
    ['a, T: Object + WeakTarget] Name<'a, AnyObj> => Weak<T> = |name| weak_or_dead(taken_or_none(name.value));
    ['a, T: Object + WeakTarget] Name<'a, AnyObj> => WeakCell<T> = |name| weak_or_dead(taken_or_none(name.value)).into();

    ['a, 'r, T: ?Sized] Name<'a, ObjRef<'r, T>> => Obj<T> = |name| ObjRef::to_obj(name.value);
    ['a, 'r, T: ?Sized] Name<'a, ObjRef<'r, T>> => AnyObj = |name| Obj::into_any(ObjRef::to_obj(name.value));

    ['a, T: ?Sized] Name<'a, ObjCell<T>> => Obj<T> = |name| name.found(name.value.get());
    ['a, T: Object] Name<'a, ObjCell<T>> => &'a Obj<T> = |name| name.kept(name.value.get());
    ['a, T: Object<View = T>] Name<'a, ObjCell<T>> => &'a T = |name| name.kept(name.value.get());
    ['a, T: Object] Name<'a, ObjCell<T>> => &'a AnyObj = |name| Obj::as_any(name.kept(name.value.get()));
    ['a, T: ?Sized] Name<'a, ObjCell<T>> => Option<Obj<T>> = |name| name.value.get();
    ['a, T: ?Sized] Name<'a, ObjCell<T>> => AnyObj = |name| or_none(name.value.get());
    ['a, T: WeakTarget + ?Sized] Name<'a, ObjCell<T>> => Weak<T> = |name| weak_or_dead(name.value.get());
    ['a, T: WeakTarget + ?Sized] Name<'a, ObjCell<T>> => WeakCell<T> = |name| weak_or_dead(name.value.get()).into();

    ['a, T: ?Sized] Name<'a, WeakCell<T>> => Obj<T> = |name| name.found(name.value.get());
    ['a, T: Object] Name<'a, WeakCell<T>> => &'a Obj<T> = |name| name.kept(name.value.get());
    ['a, T: Object<View = T>] Name<'a, WeakCell<T>> => &'a T = |name| name.kept(name.value.get());
    ['a, T: ?Sized] Name<'a, WeakCell<T>> => Option<Obj<T>> = |name| name.value.get();
    ['a, T: ?Sized] Name<'a, WeakCell<T>> => Weak<T> = |name| name.value.weak();
    ['a, T: ?Sized] Name<'a, WeakCell<T>> => ObjCell<T> = |name| name.value.get().into();
    ['a, T: ?Sized] Name<'a, WeakCell<T>> => AnyObj = |name| or_none(name.value.get());

    ['a, T: ?Sized] Name<'a, Weak<T>> => WeakCell<T> = |name| name.value.clone().into();
    ['a, T: ?Sized] Name<'a, Weak<T>> => Option<Obj<T>> = |name| name.value.upgrade();
    ['a, T: ?Sized] Name<'a, Weak<T>> => Option<Weak<T>> = |name| Some(name.value.clone());
    ['a, T: ?Sized] Name<'a, Weak<T>> => ObjCell<T> = |name| name.value.upgrade().into();
    ['a, T: ?Sized] Name<'a, Weak<T>> => AnyObj = |name| or_none(name.value.upgrade());

    ['a, T: ?Sized] Name<'a, Option<Obj<T>>> => Obj<T> = |name| name.found(name.value.clone());
    ['a, T: ?Sized] Name<'a, Option<Obj<T>>> => ObjCell<T> = |name| name.value.clone().into();
    ['a, T: ?Sized] Name<'a, Option<Obj<T>>> => AnyObj = |name| or_none(name.value.clone());
    ['a, T: WeakTarget + ?Sized] Name<'a, Option<Obj<T>>> => Weak<T> = |name| weak_or_dead(name.value.clone());
}

/// Any object, for a place of one type.
#[track_caller]
pub(super) fn taken_for<T: Object>(object: &AnyObj) -> &Obj<T> {
    match object.downcast_ref() {
        Some(object) => object,
        None => super::cast::mismatch(object, T::NAME),
    }
}

/// The same, where `None` fits as well.
#[track_caller]
pub(super) fn taken_or_none<T: Object>(object: &AnyObj) -> Option<Obj<T>> {
    if object.is_a::<NoneType>() && !object.is_a::<T>() { None } else { Some(taken_for::<T>(object).clone()) }
}

impl<'a, X> Name<'a, RefCell<X>> {
    /// What the cell holds.
    #[track_caller]
    pub(super) fn borrowed(self) -> Ref<'a, X> {
        match self.value.try_borrow() {
            Ok(value) => value,
            Err(_) => super::as_object::mutably_borrowed(),
        }
    }
}

impl<'a, X: ?Sized> Name<'a, X> {
    /// The object in a cell, held until the end of the call.
    #[track_caller]
    fn kept<T: Object>(self, object: Option<Obj<T>>) -> &'a Obj<T> {
        self.keep.expect("a cell that is borrowed from is an argument").hold_typed(self.found(object))
    }

    /// An object of any type, held until the end of the call.
    pub(super) fn held(self, object: AnyObj) -> &'a AnyObj {
        self.keep.expect("an attribute that is borrowed from is an argument").hold_any(object)
    }

    /// The object that an attribute or a name holds.
    #[track_caller]
    pub(super) fn found<T: ?Sized>(self, object: Option<Obj<T>>) -> Obj<T> {
        match object {
            Some(object) => object,
            None => none_found(self.attribute),
        }
    }
}

/// `None` where a handle is wanted.
#[cold]
#[track_caller]
pub(super) fn none_found(attribute: &str) -> ! {
    let what = if attribute.is_empty() { "the value" } else { attribute };
    super::raise("TypeError", format_args!("{what} is None, where an object is wanted; ask with `is None` first"))
}

/// `None` before a dot.
#[cold]
#[track_caller]
pub(super) fn none_has_no(name: &str) -> ! {
    super::raise("AttributeError", format_args!("'NoneType' object has no attribute '{name}'"))
}

/// A method, whose name is not known here, is called on `None`.
#[cold]
#[track_caller]
pub(super) fn none_before_dot() -> ! {
    super::raise("AttributeError", "'NoneType' object has no attribute of an object: ask with `is None` before the dot")
}

/// The object, or Python's `None`.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(super) fn or_none<T: ?Sized>(object: Option<Obj<T>>) -> AnyObj {
    object.map_or_else(|| Obj::into_any(super::none()), Obj::into_any)
}

pub(super) fn weak_or_dead<T: WeakTarget + ?Sized>(object: Option<Obj<T>>) -> Weak<T> {
    object.as_ref().map(Obj::downgrade).unwrap_or_default()
}
