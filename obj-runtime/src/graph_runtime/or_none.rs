//! `ObjOrNone`: what a cell of handles holds, as a value of its own.

use std::fmt;
use std::ops::Deref;

use super::arithmetic::operand::Operand;
use super::as_object::{AsObject, Borrowed, NoObject};
use super::builtins::WeakRef;
use super::cast::{Cast, CastDyn};
use super::item::{DeleteItem, Item, SetItem, delete_items, items, set_items};
use super::name::{Name, none_before_dot, none_found, or_none};
use super::new::New;
use super::put::puts;
use crate::cells::{IntoHandle, ObjCell, WeakCell};
use crate::object::any::AnyObj;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::object::{Obj, Object};

/// A handle to an object, or `None`: what a unit of `graph!` reads from an [`ObjCell`] or a [`WeakCell`], and what a weak
/// handle gives when it is called.
///
/// It is used as the [`Obj`] that it is. It converts from and into `Option<Obj<T>>`.
///
/// # Panics
/// Using it as an object panics with Python's words if it is `None`.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Node { name: Obj<Str>, next: ObjCell<Node> }
///
/// let g = graph! {
///     a = Node { name: "a", .. };
///     b = Node { name: "b", next: a, .. };
///     first = b.next;
///     second = a.next;
/// };
/// assert_eq!(&*g.first.name, "a");
/// assert!(Obj::is(&g.first, &g.a));
/// assert!(Option::from(g.second).is_none_or(|_: Obj<Node>| false));
/// ```
pub struct ObjOrNone<T: ?Sized>(Option<Obj<T>>);

impl<T: ?Sized> ObjOrNone<T> {
    /// The object, if there is one. (No method: those are the object's.)
    #[must_use]
    pub fn get(this: &Self) -> Option<&Obj<T>> {
        this.0.as_ref()
    }
}

impl<T: ?Sized> Clone for ObjOrNone<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> Default for ObjOrNone<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: ?Sized> From<Option<Obj<T>>> for ObjOrNone<T> {
    fn from(object: Option<Obj<T>>) -> Self {
        Self(object)
    }
}

impl<T: ?Sized> From<Obj<T>> for ObjOrNone<T> {
    fn from(object: Obj<T>) -> Self {
        Self(Some(object))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> IntoHandle<T> for ObjOrNone<T> {
    fn into_held(self) -> Option<Obj<T>> {
        self.0
    }
}

impl<T: ?Sized> From<ObjOrNone<T>> for Option<Obj<T>> {
    fn from(object: ObjOrNone<T>) -> Self {
        object.0
    }
}

impl<T: ?Sized> ObjOrNone<T> {
    /// The object, if there is one.
    pub(super) fn object(&self) -> Option<&Obj<T>> {
        self.0.as_ref()
    }
}

impl<T: ?Sized> Deref for ObjOrNone<T> {
    type Target = Obj<T>;

    #[track_caller]
    fn deref(&self) -> &Obj<T> {
        match &self.0 {
            Some(object) => object,
            None => none_before_dot(),
        }
    }
}

impl<T: ?Sized> fmt::Debug for ObjOrNone<T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(object) => object.fmt(f),
            None => f.write_str("None"),
        }
    }
}

impl<T: ?Sized> PartialEq for ObjOrNone<T>
where
    Obj<T>: PartialEq,
{
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> AsObject for ObjOrNone<T> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(match &self.0 {
            Some(object) => Borrowed::Handle(Obj::as_any(object)),
            None => Borrowed::Taken(or_none::<T>(None)),
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Operand for ObjOrNone<T>
where
    Obj<T>: Operand,
{
    type Kind = <Obj<T> as Operand>::Kind;
}

impl<T: ?Sized> ObjOrNone<T> {
    /// The object whose items are looked at.
    #[track_caller]
    fn with_items(&self) -> &Obj<T> {
        match &self.0 {
            Some(object) => object,
            None => super::raise("TypeError", "'NoneType' object is not subscriptable"),
        }
    }
}

items! {
    [T: ?Sized] ObjOrNone<T> where [Obj<T>: Item] => <Obj<T> as Item>::Item = |object, index| object.with_items().item(index);
}

set_items! {
    [T: ?Sized] ObjOrNone<T> where [Obj<T>: SetItem] => <Obj<T> as SetItem>::Value = |object, index, item| {
        object.with_items().set_item(index, item);
    };
}

delete_items! {
    [T: ?Sized] ObjOrNone<T> where [Obj<T>: DeleteItem] = |object, index| object.with_items().delete_item(index);
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, F: ?Sized> Cast<F> for ObjOrNone<T>
where
    Obj<T>: Cast<F>,
{
    type Output = <Obj<T> as Cast<F>>::Output;

    #[track_caller]
    fn cast(&self) -> Self::Output {
        (**self).cast()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, D: ?Sized> CastDyn<D> for ObjOrNone<T>
where
    Obj<T>: CastDyn<D>,
{
    #[track_caller]
    fn cast_dyn(&self) -> Obj<D> {
        (**self).cast_dyn()
    }
}

#[diagnostic::do_not_recommend]
impl<T: WeakTarget + ?Sized> WeakRef for ObjOrNone<T> {
    type Object = T;

    #[track_caller]
    fn weak(&self) -> Weak<T> {
        Obj::downgrade(self)
    }
}

puts! {
    ['a, T: ?Sized] Name<'a, ObjOrNone<T>> => Obj<T> = |name| name.found(name.value.0.clone());
    ['a, T: ?Sized] Name<'a, ObjOrNone<T>> => &'a Obj<T> = |name| name.value;
    ['a, T: ?Sized] Name<'a, ObjOrNone<T>> => Option<Obj<T>> = |name| name.value.0.clone();
    ['a, T: ?Sized] Name<'a, ObjOrNone<T>> => ObjCell<T> = |name| name.value.0.clone().into();
    ['a, T: ?Sized] Name<'a, ObjOrNone<T>> => AnyObj = |name| or_none(name.value.0.clone());
    ['a, T: ?Sized] Name<'a, ObjOrNone<T>> => &'a AnyObj = |name| Obj::as_any(name.value);
    ['a, T: WeakTarget + ?Sized] Name<'a, ObjOrNone<T>> => Weak<T> = |name| weak(name.value);
    ['a, T: WeakTarget + ?Sized] Name<'a, ObjOrNone<T>> => Option<Weak<T>> = |name| name.value.0.as_ref().map(Obj::downgrade);
    ['a, T: WeakTarget + ?Sized] Name<'a, ObjOrNone<T>> => WeakCell<T> = |name| weak(name.value).into();
    ['a, T: Object<View = T>] Name<'a, ObjOrNone<T>> => &'a T = |name| name.value;

    ['a, T: ?Sized] &'a New<ObjOrNone<T>> => Obj<T> = |new| match new.take().0 {
        Some(object) => object,
        None => none_found(""),
    };
    ['a, T: Object] &'a New<ObjOrNone<T>> => &'a Obj<T> = |new| borrowed(new);
    ['a, T: Object<View = T>] &'a New<ObjOrNone<T>> => &'a T = |new| borrowed(new);
    ['a, T: ?Sized] &'a New<ObjOrNone<T>> => Option<Obj<T>> = |new| new.take().0;
    ['a, T: ?Sized] &'a New<ObjOrNone<T>> => ObjCell<T> = |new| new.take().0.into();
    ['a, T: ?Sized] &'a New<ObjOrNone<T>> => AnyObj = |new| or_none(new.take().0);
    ['a, T: ?Sized] &'a New<ObjOrNone<T>> => &'a AnyObj = |new| new.borrow_object(|object| or_none(object.0));
    ['a, T: WeakTarget + ?Sized] &'a New<ObjOrNone<T>> => Weak<T> = |new| weak(&new.take());
    ['a, T: WeakTarget + ?Sized] &'a New<ObjOrNone<T>> => WeakCell<T> = |new| weak(&new.take()).into();
}

/// The object, held until the end of the call.
#[track_caller]
fn borrowed<T: Object>(new: &New<ObjOrNone<T>>) -> &Obj<T> {
    let object = new.borrow_object(|object| or_none(object.0));
    match object.downcast_ref() {
        Some(object) => object,
        None => none_found(""),
    }
}

/// A weak handle to the object, or a dead one.
fn weak<T: WeakTarget + ?Sized>(object: &ObjOrNone<T>) -> Weak<T> {
    object.0.as_ref().map(Obj::downgrade).unwrap_or_default()
}
