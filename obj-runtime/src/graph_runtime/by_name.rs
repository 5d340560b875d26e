//! Attributes of what is only known when the unit runs: `l[0].name`.
//!
//! Whether the type of `l[0]` is known is for the compiler to say, not for the macro. So the macro writes a struct with one field
//! that is called as the attribute, and what stands before the dot becomes that struct if it may be any object, and stays itself
//! otherwise.

use std::ops::Deref;

use super::arithmetic::kinds;
use super::arithmetic::operand::Operand;
use super::as_object::{AsObject, Borrowed, NoObject};
use super::attribute::{DeleteAttribute, GetCell, ReadCell, SetAttribute};
use super::cast::{Cast, CastDyn};
use super::item::{delete_items, items, set_items};
use super::iterate::{Iterable, items_of};
use super::name::{Name, none_has_no, taken_for, taken_or_none, weak_or_dead};
use super::new::New;
use super::or_none::ObjOrNone;
use super::put::puts;
use super::raise;
use super::rooted::{Part, Rooted, RootedCell};
use super::temporary::Temporary;
use crate::cells::{ObjCell, WeakCell};
use crate::heap::field::Module;
use crate::object::any::AnyObj;
use crate::object::attributes::AttributeError;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::object::{Obj, Object};

/// An attribute of an object of any type.
pub struct Place<'a> {
    object: Borrowed<'a>,
    name: &'static str,
    /// The module of the unit.
    module: Module,
}

impl Place<'_> {
    /// Its value.
    #[track_caller]
    fn value(&self) -> AnyObj {
        done(self.object.attribute_from(Some(self.module), self.name))
    }

    /// The same, for what goes on from it.
    #[track_caller]
    fn fetched(&self) -> Fetched {
        Fetched(Temporary::new(self.value()))
    }
}

/// What was done with an attribute.
#[track_caller]
pub(super) fn done<R>(result: Result<R, AttributeError>) -> R {
    match result {
        Ok(value) => value,
        Err(error) => raise(error.error_type(), error),
    }
}

/// The value of an attribute, for what goes on from it.
pub struct Fetched(Temporary<AnyObj>);

impl Deref for Fetched {
    type Target = AnyObj;

    fn deref(&self) -> &AnyObj {
        &self.0
    }
}

/// What has the attribute as its field.
pub struct Owner<A>(A);

impl<A> Deref for Owner<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.0
    }
}

/// Any object before a dot: its attribute is found by name.
pub trait OwnAnyObject<'a> {
    /// The struct whose field is the attribute.
    fn __obj_owner<A>(self, name: &'static str, module: Module, field: impl FnOnce(Place<'a>) -> A) -> Owner<A>;
}

impl<'a> OwnAnyObject<'a> for &'a AnyObj {
    #[inline(never)]
    fn __obj_owner<A>(self, name: &'static str, module: Module, field: impl FnOnce(Place<'a>) -> A) -> Owner<A> {
        Owner(field(Place { object: Borrowed::Handle(self), name, module }))
    }
}

/// What may be `None` before a dot is the object that it is.
pub trait OwnOrNone<'a> {
    /// The object.
    type Object;

    /// The object, which has the field with this name.
    fn __obj_owner<A>(
        self,
        name: &'static str,
        module: Module,
        field: impl FnOnce(Place<'static>) -> A,
    ) -> &'a Self::Object;
}

impl<'a, T: ?Sized> OwnOrNone<'a> for &'a ObjOrNone<T> {
    type Object = Obj<T>;

    #[track_caller]
    fn __obj_owner<A>(self, name: &'static str, _: Module, _: impl FnOnce(Place<'static>) -> A) -> &'a Obj<T> {
        match self.object() {
            Some(object) => object,
            None => none_has_no(name),
        }
    }
}

/// Anything else before a dot is itself. A method of `&&X` is found only if `&X` has none.
pub trait OwnTyped<'a> {
    /// Its type.
    type Value: ?Sized;

    /// What has the field.
    fn __obj_owner<A>(
        &self,
        name: &'static str,
        module: Module,
        field: impl FnOnce(Place<'static>) -> A,
    ) -> &'a Self::Value;
}

impl<'a, X: ?Sized> OwnTyped<'a> for &'a X {
    type Value = X;

    #[inline]
    fn __obj_owner<A>(&self, _: &'static str, _: Module, _: impl FnOnce(Place<'static>) -> A) -> &'a X {
        self
    }
}

/// The same for what was made.
pub trait RootAnyObject {
    /// The struct whose field is the attribute.
    fn __obj_root<A>(self, name: &'static str, module: Module, field: impl FnOnce(Place<'static>) -> A) -> Owner<A>;
}

macro_rules! roots {
    ($([$($generics:tt)*] $made:ty = |$root:ident| $object:expr;)*) => {$(
        impl<$($generics)*> RootAnyObject for New<$made> {
            fn __obj_root<A>(
                self,
                name: &'static str,
                module: Module,
                field: impl FnOnce(Place<'static>) -> A,
            ) -> Owner<A> {
                let $root = self.take();
                Owner(field(Place { object: Borrowed::Taken($object), name, module }))
            }
        }
    )*};
}

roots! {
    [] AnyObj = |object| object;
    [] Fetched = |fetched| AnyObj::clone(&fetched);
    [R, C: Fn(&R) -> &AnyObj] Part<R, C, AnyObj> = |part| AnyObj::clone(&part);
}

/// The same for what was made and may be `None`.
pub trait RootOrNone {
    /// The object.
    type Object;

    /// The object, which has the field with this name.
    fn __obj_root<A>(self, name: &'static str, module: Module, field: impl FnOnce(Place<'static>) -> A)
    -> Self::Object;
}

impl<T: ?Sized> RootOrNone for New<ObjOrNone<T>> {
    type Object = Obj<T>;

    #[track_caller]
    fn __obj_root<A>(self, name: &'static str, _: Module, _: impl FnOnce(Place<'static>) -> A) -> Obj<T> {
        match Option::from(self.take()) {
            Some(object) => object,
            None => none_has_no(name),
        }
    }
}

/// An attribute whose methods come before those of a cell that it may be.
pub trait Looked {
    /// Its value.
    fn looked(&self) -> AnyObj;
}

impl Looked for Fetched {
    fn looked(&self) -> AnyObj {
        AnyObj::clone(self)
    }
}

impl<R, C: Fn(&R) -> &Place<'static>> Looked for Part<R, C, Place<'static>> {
    #[track_caller]
    fn looked(&self) -> AnyObj {
        self.value()
    }
}

/// Anything else that was made is itself. A method of `&New` is found only if `New` has none.
pub trait RootTyped {
    /// Its type.
    type Value;

    /// What has the field.
    fn __obj_root<A>(&self, name: &'static str, module: Module, field: impl FnOnce(Place<'static>) -> A)
    -> Self::Value;
}

impl<X> RootTyped for New<X> {
    type Value = X;

    #[inline]
    fn __obj_root<A>(&self, _: &'static str, _: Module, _: impl FnOnce(Place<'static>) -> A) -> X {
        self.take()
    }
}

impl GetCell for &Place<'_> {
    type Object = Fetched;

    #[track_caller]
    fn __obj_get(self, _next: &'static str) -> Fetched {
        self.fetched()
    }
}

impl<R, C: Fn(&R) -> &Place<'static>> RootedCell for Rooted<R, C, Place<'static>> {
    type Object = Fetched;

    #[track_caller]
    fn __obj_field(self, _next: &'static str) -> Fetched {
        let (root, field) = self.take();
        field(&root).fetched()
    }
}

impl ReadCell for &Place<'_> {
    type Value = AnyObj;

    #[track_caller]
    fn read_by_graph(self, _attribute: &'static str) -> AnyObj {
        self.value()
    }
}

#[diagnostic::do_not_recommend]
impl SetAttribute for Place<'_> {
    type Value = AnyObj;

    #[track_caller]
    fn set_attribute(&self, value: AnyObj) {
        done(self.object.set_attribute_from(Some(self.module), self.name, value));
    }
}

#[diagnostic::do_not_recommend]
impl DeleteAttribute for Place<'_> {
    #[track_caller]
    fn delete_attribute(&self) -> bool {
        done(self.object.delete_attribute_from(Some(self.module), self.name));
        true
    }
}

#[diagnostic::do_not_recommend]
impl AsObject for Place<'_> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        let value = self.object.attribute_from(Some(self.module), self.name);
        value.map(Borrowed::Taken).map_err(NoObject::NoAttribute)
    }
}

#[diagnostic::do_not_recommend]
impl Operand for Place<'_> {
    type Kind = kinds::object;
}

#[diagnostic::do_not_recommend]
impl Iterable for Place<'_> {
    type Item = AnyObj;

    #[track_caller]
    fn each(&self) -> impl Iterator<Item = AnyObj> {
        items_of(&self.value()).collect::<Vec<_>>().into_iter()
    }
}

items! {
    ['a] Place<'a> => AnyObj = |place, index| place.value().item(index);
}

set_items! {
    ['a] Place<'a> => AnyObj = |place, index, item| place.value().set_item(index, item);
}

delete_items! {
    ['a] Place<'a> = |place, index| place.value().delete_item(index);
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Cast<T> for Place<'_>
where
    AnyObj: Cast<T>,
{
    type Output = <AnyObj as Cast<T>>::Output;

    #[track_caller]
    fn cast(&self) -> Self::Output {
        Cast::cast(&self.value())
    }
}

#[diagnostic::do_not_recommend]
impl<D: ?Sized + 'static> CastDyn<D> for Place<'_> {
    #[track_caller]
    fn cast_dyn(&self) -> Obj<D> {
        CastDyn::cast_dyn(&self.value())
    }
}

puts! {
    ['a, 'p] Name<'a, Place<'p>> => AnyObj = |name| name.value.value();
    ['a, 'p] Name<'a, Place<'p>> => Option<AnyObj> = |name| Some(name.value.value());
    ['a, 'p] Name<'a, Place<'p>> => &'a AnyObj = |name| name.held(name.value.value());
    ['a, 'p, T: Object] Name<'a, Place<'p>> => Obj<T> = |name| taken_for::<T>(&name.value.value()).clone();
    ['a, 'p, T: Object] Name<'a, Place<'p>> => &'a Obj<T> = |name| taken_for(name.held(name.value.value()));
    ['a, 'p, T: Object] Name<'a, Place<'p>> => Option<Obj<T>> = |name| taken_or_none(&name.value.value());
    ['a, 'p, T: Object] Name<'a, Place<'p>> => ObjCell<T> = |name| taken_or_none(&name.value.value()).into();
    ['a, 'p, T: Object + WeakTarget] Name<'a, Place<'p>> => Weak<T> = |name| weak_or_dead(taken_or_none(&name.value.value()));
    ['a, 'p, T: Object + WeakTarget] Name<'a, Place<'p>> => WeakCell<T> = |name| weak_or_dead(taken_or_none(&name.value.value())).into();
}
