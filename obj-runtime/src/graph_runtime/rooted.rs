//! Attributes of what was just made: `f().next.size`. What is made goes as soon as its attribute is read, if that is in a
//! cell of its own; it stays while a part of it is used.

use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;

use super::name::none_has_no;
use super::or_none::ObjOrNone;
use crate::cells::{ObjCell, WeakCell};

/// A value that was made, and the way to a field of its.
pub struct Rooted<R, C, F: ?Sized> {
    made: Cell<Option<(R, C)>>,
    field: PhantomData<fn() -> Box<F>>,
}

/// A field of a value that was made.
#[must_use]
pub fn rooted<R, C: Fn(&R) -> &F, F: ?Sized>(root: R, field: C) -> Rooted<R, C, F> {
    Rooted { made: Cell::new(Some((root, field))), field: PhantomData }
}

impl<R, C, F: ?Sized> Rooted<R, C, F> {
    pub(super) fn take(&self) -> (R, C) {
        self.made.take().expect("a field is looked at once")
    }
}

/// A cell stands for what is in it; what it is a field of goes.
pub trait RootedCell {
    /// The object.
    type Object;

    /// Looks into the cell, for what is called `next` in the object.
    fn __obj_field(self, next: &'static str) -> Self::Object;
}

macro_rules! cells {
    ($($cell:ident)*) => {$(
        impl<R, C: Fn(&R) -> &$cell<T>, T: ?Sized> RootedCell for Rooted<R, C, $cell<T>> {
            type Object = ObjOrNone<T>;

            #[track_caller]
            fn __obj_field(self, next: &'static str) -> ObjOrNone<T> {
                let (root, field) = self.take();
                match field(&root).get() {
                    Some(object) => object.into(),
                    None => none_has_no(next),
                }
            }
        }
    )*};
}
cells!(ObjCell WeakCell);

/// Any other field is itself, and keeps what it is a field of. A method of `&Rooted` is found only if `Rooted` has none.
pub trait RootedPlain {
    /// The field.
    type Field;

    /// Takes it.
    fn __obj_field(&self, next: &'static str) -> Self::Field;
}

impl<R, C: Fn(&R) -> &F, F: ?Sized> RootedPlain for Rooted<R, C, F> {
    type Field = Part<R, C, F>;

    fn __obj_field(&self, _next: &'static str) -> Part<R, C, F> {
        part(self)
    }
}

/// The field of a value that was made, which it keeps.
pub struct Part<R, C, F: ?Sized> {
    root: R,
    field: C,
    kind: PhantomData<fn() -> Box<F>>,
}

/// The field as it is, also if it is a cell.
#[must_use]
pub fn part<R, C: Fn(&R) -> &F, F: ?Sized>(rooted: &Rooted<R, C, F>) -> Part<R, C, F> {
    let (root, field) = rooted.take();
    Part { root, field, kind: PhantomData }
}

impl<R, C: Fn(&R) -> &F, F: ?Sized> Deref for Part<R, C, F> {
    type Target = F;

    fn deref(&self) -> &F {
        (self.field)(&self.root)
    }
}
