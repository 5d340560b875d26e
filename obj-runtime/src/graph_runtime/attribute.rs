//! Attributes: fields of objects, read through the cells that they may be, and set if they are one.

use std::cell::{Cell, OnceCell, Ref, RefCell, RefMut};
use std::ops::Deref;

use super::bind::Alias;
use super::display::Keep;
use super::name::{Name, name, none_has_no};
use super::or_none::ObjOrNone;
use super::put::CanBecome;
use super::temporary::Temporary;
use crate::cells::{ObjCell, ObjMap, ObjVec, WeakCell};
use crate::object::Obj;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::values::{Dict, List};

/// The value of an attribute.
#[must_use]
pub fn attribute<'a, X: ?Sized>(value: &'a X, attribute: &'static str) -> Name<'a, X> {
    Name { value, attribute, keep: None }
}

/// The value of an attribute for a parameter, which may only borrow what is in a cell.
#[must_use]
pub fn argument<'a, X: ?Sized>(value: &'a X, attribute: &'static str, keep: &'a Keep) -> Name<'a, X> {
    Name { value, attribute, keep: Some(keep) }
}

needed! {
    /// An attribute that a unit can change.
    SetAttribute: "readonly attribute: a field of type `{Self}` never changes", "cannot be set or deleted",
        "make the field an `ObjCell<T>` for a handle, a `WeakCell<T>` for a weak one, or a `Cell<T>` for a plain value";

    /// What it is set to.
    type Value;

    /// Sets it; the old value is dropped last.
    fn set_attribute(&self, value: Self::Value);
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> SetAttribute for ObjCell<T> {
    type Value = Option<Obj<T>>;

    fn set_attribute(&self, value: Option<Obj<T>>) {
        self.set(value);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> SetAttribute for WeakCell<T> {
    type Value = Weak<T>;

    fn set_attribute(&self, value: Weak<T>) {
        drop(self.replace(value));
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> SetAttribute for ObjVec<T> {
    type Value = Vec<Obj<T>>;

    fn set_attribute(&self, value: Vec<Obj<T>>) {
        let old = self.take();
        self.extend(value);
        drop(old);
    }
}

#[diagnostic::do_not_recommend]
impl<X> SetAttribute for Cell<X> {
    type Value = X;

    fn set_attribute(&self, value: X) {
        self.set(value);
    }
}

#[diagnostic::do_not_recommend]
impl<X> SetAttribute for RefCell<X> {
    type Value = X;

    #[track_caller]
    fn set_attribute(&self, value: X) {
        let old = self.replace(value);
        drop(old);
    }
}

/// `place = source`
#[track_caller]
#[inline(never)]
pub fn set_attribute<P: SetAttribute + ?Sized, S: CanBecome<P::Value>>(source: S, place: &P) {
    place.set_attribute(source.put());
}

/// `place = value`, where the value has the type already.
#[track_caller]
#[inline(never)]
pub fn set_attribute_exactly<P: SetAttribute + ?Sized>(value: P::Value, place: &P) {
    place.set_attribute(value);
}

needed! {
    /// An attribute that can be empty.
    DeleteAttribute: "readonly attribute: a field of type `{Self}` cannot be deleted", "cannot be deleted",
        "make the field an `ObjCell<T>` or a `WeakCell<T>`, which can be empty";

    /// Empties it; returns whether something was there.
    fn delete_attribute(&self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> DeleteAttribute for ObjCell<T> {
    fn delete_attribute(&self) -> bool {
        self.take().is_some()
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> DeleteAttribute for WeakCell<T> {
    fn delete_attribute(&self) -> bool {
        !self.take().is_dead()
    }
}

/// A plain field that may be `None`.
#[diagnostic::do_not_recommend]
impl<X> DeleteAttribute for Cell<Option<X>> {
    fn delete_attribute(&self) -> bool {
        self.take().is_some()
    }
}

#[diagnostic::do_not_recommend]
impl<X> DeleteAttribute for RefCell<Option<X>> {
    #[track_caller]
    fn delete_attribute(&self) -> bool {
        let old = self.take();
        old.is_some()
    }
}

/// `del place`
#[track_caller]
#[inline(never)]
pub fn delete_attribute<P: DeleteAttribute + ?Sized>(place: &P, attribute: &str) {
    if !place.delete_attribute() {
        super::raise("AttributeError", attribute);
    }
}

/// The object in a cell, read when it is needed: what stands before the dot of a further attribute.
pub struct Inside<'a, C, T: ?Sized> {
    cell: &'a C,
    /// What stands behind the dot.
    next: &'static str,
    object: OnceCell<Temporary<Obj<T>>>,
}

impl<C: Peek<T>, T: ?Sized> Deref for Inside<'_, C, T> {
    type Target = Obj<T>;

    #[track_caller]
    fn deref(&self) -> &Obj<T> {
        if let Some(object) = self.object.get() {
            return object;
        }
        let Some(object) = self.cell.peek() else { none_has_no(self.next) };
        self.object.get_or_init(|| Temporary::new(object))
    }
}

/// A cell with an object in it.
pub trait Peek<T: ?Sized> {
    /// The object.
    fn peek(&self) -> Option<Obj<T>>;
}

impl<T: ?Sized> Peek<T> for ObjCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn peek(&self) -> Option<Obj<T>> {
        self.get()
    }
}

impl<T: ?Sized> Peek<T> for WeakCell<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn peek(&self) -> Option<Obj<T>> {
        self.get()
    }
}

/// The methods of the cell, which come before those of the object in it.
impl<T: ?Sized> Inside<'_, ObjCell<T>, T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self) -> Option<Obj<T>> {
        self.cell.get()
    }

    pub fn set(&self, value: Option<Obj<T>>) {
        self.cell.set(value);
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn replace(&self, value: Option<Obj<T>>) -> Option<Obj<T>> {
        self.cell.replace(value)
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn take(&self) -> Option<Obj<T>> {
        self.cell.take()
    }

    pub fn is_none(&self) -> bool {
        self.cell.is_none()
    }

    pub fn is_some(&self) -> bool {
        self.cell.is_some()
    }
}

/// The methods of the cell, which come before those of the object in it.
impl<T: ?Sized> Inside<'_, WeakCell<T>, T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self) -> Option<Obj<T>> {
        self.cell.get()
    }

    pub fn set(&self, object: &Obj<T>)
    where
        T: WeakTarget,
    {
        self.cell.set(object);
    }

    pub fn clear(&self) {
        self.cell.clear();
    }

    pub fn is_dead(&self) -> bool {
        self.cell.is_dead()
    }
}

impl<T: ?Sized> Peek<T> for RefCell<Option<Obj<T>>> {
    #[track_caller]
    fn peek(&self) -> Option<Obj<T>> {
        name(self).borrowed().clone()
    }
}

/// The methods of the cell, which come before those of the object in it.
impl<'a, T: ?Sized> Inside<'a, RefCell<Option<Obj<T>>>, T> {
    #[track_caller]
    pub fn borrow(&self) -> Ref<'a, Option<Obj<T>>> {
        name(self.cell).borrowed()
    }

    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'a, Option<Obj<T>>> {
        self.cell.borrow_mut()
    }

    #[track_caller]
    pub fn replace(&self, value: Option<Obj<T>>) -> Option<Obj<T>> {
        self.cell.replace(value)
    }

    #[track_caller]
    pub fn take(&self) -> Option<Obj<T>> {
        self.cell.take()
    }
}

/// A cell before a dot stands for what is in it.
pub trait GetCell {
    /// What has the further attributes.
    type Object;

    /// Looks into the cell, for what is called `next` in the object.
    fn __obj_get(self, next: &'static str) -> Self::Object;
}

impl<'a, T: ?Sized> GetCell for &'a ObjCell<T> {
    type Object = Inside<'a, ObjCell<T>, T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_get(self, next: &'static str) -> Self::Object {
        Inside { cell: self, next, object: OnceCell::new() }
    }
}

impl<'a, T: ?Sized> GetCell for &'a WeakCell<T> {
    type Object = Inside<'a, WeakCell<T>, T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_get(self, next: &'static str) -> Self::Object {
        Inside { cell: self, next, object: OnceCell::new() }
    }
}

impl<'a, T: ?Sized> GetCell for &'a RefCell<Option<Obj<T>>> {
    type Object = Inside<'a, RefCell<Option<Obj<T>>>, T>;

    fn __obj_get(self, next: &'static str) -> Self::Object {
        Inside { cell: self, next, object: OnceCell::new() }
    }
}

/// Any other field before a dot is itself. A method of `&&X` is found only if `&X` has none.
pub trait GetPlain<'a> {
    /// The type of the field.
    type Field: ?Sized;

    /// The field.
    fn __obj_get(&self, next: &'static str) -> &'a Self::Field;
}

impl<'a, X: ?Sized> GetPlain<'a> for &'a X {
    type Field = X;

    fn __obj_get(&self, _next: &'static str) -> &'a X {
        self
    }
}

/// A cell that is read is what is in it.
pub trait ReadCell: Sized {
    /// What is bound.
    type Value;

    /// Reads the cell.
    fn read_by_graph(self, attribute: &'static str) -> Self::Value;

    /// The same, for what only looks at it.
    #[track_caller]
    fn __obj_value(self, attribute: &'static str) -> Self::Value {
        self.read_by_graph(attribute)
    }
}

impl<T: ?Sized> ReadCell for &ObjCell<T> {
    type Value = ObjOrNone<T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn read_by_graph(self, _attribute: &'static str) -> ObjOrNone<T> {
        self.get().into()
    }
}

impl<T: ?Sized> ReadCell for &WeakCell<T> {
    type Value = ObjOrNone<T>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn read_by_graph(self, _attribute: &'static str) -> ObjOrNone<T> {
        self.get().into()
    }
}

impl<X: Copy> ReadCell for &Cell<X> {
    type Value = X;

    fn read_by_graph(self, _attribute: &'static str) -> X {
        self.get()
    }
}

impl<X: Clone> ReadCell for &RefCell<X> {
    type Value = X;

    #[track_caller]
    fn read_by_graph(self, attribute: &'static str) -> X {
        super::attribute(self, attribute).borrowed().clone()
    }
}

rule!(
    VecIsObject,
    "a name cannot be bound to `{Self}`: it is a part of its object and has no handle",
    "cannot be bound",
    "use it through its object, or make the field an `Obj<List>` or an `Obj<Dict>`"
);

/// A copy of an `ObjVec` or an `ObjMap` would be another one, where Python has two names for one object.
pub trait ReadVec: Sized {
    /// What it looks like.
    type Object;

    /// Never called.
    fn read_by_graph(self, attribute: &'static str) -> Self
    where
        Self: VecIsObject;

    /// The items as an object, which is made for the look.
    fn __obj_value(self, attribute: &'static str) -> Self::Object;
}

impl<K: ?Sized, V: ?Sized> ReadVec for &ObjMap<K, V> {
    type Object = Obj<Dict>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_value(self, _attribute: &'static str) -> Obj<Dict> {
        self.iter().map(|(key, value)| (Obj::as_any(&key).clone(), Obj::as_any(&value).clone())).collect()
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn read_by_graph(self, _attribute: &'static str) -> Self
    where
        Self: VecIsObject,
    {
        self
    }
}

impl<T: ?Sized> ReadVec for &ObjVec<T> {
    type Object = Obj<List>;

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn __obj_value(self, _attribute: &'static str) -> Obj<List> {
        self.to_vec().into_iter().map(Obj::into_any).collect()
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn read_by_graph(self, _attribute: &'static str) -> Self
    where
        Self: VecIsObject,
    {
        self
    }
}

/// Any other field is cloned. A method of `&&X` is found only if `&X` has none.
pub trait ReadPlain {
    /// The type of the field.
    type Field;

    /// Another handle, or a copy.
    fn read_by_graph(&self, attribute: &'static str) -> Self::Field
    where
        Self::Field: Alias;

    /// The same, for what only looks at it.
    #[track_caller]
    fn __obj_value(&self, attribute: &'static str) -> Self::Field
    where
        Self::Field: Alias,
    {
        self.read_by_graph(attribute)
    }
}

impl<X> ReadPlain for &X {
    type Field = X;

    #[track_caller]
    fn read_by_graph(&self, _attribute: &'static str) -> X
    where
        X: Alias,
    {
        X::clone(self)
    }
}
