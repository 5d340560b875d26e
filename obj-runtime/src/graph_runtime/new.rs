//! Sources that were just made: the value of a call, of an operator, of a type with fields.

use std::cell::{Cell, OnceCell, RefCell};

use super::name::{none_found, or_none, taken_for, taken_or_none};
use super::put::puts;
use crate::cells::ObjCell;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};

/// A value that nothing else owns. A place takes it, or borrows it until the end of the statement.
pub struct New<T> {
    fresh: Cell<Option<T>>,
    /// The value, once it is borrowed.
    borrowed: OnceCell<T>,
    /// The value as an object, once that is borrowed.
    object: OnceCell<AnyObj>,
}

impl<T> New<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn of(value: T) -> Self {
        Self { fresh: Cell::new(Some(value)), borrowed: OnceCell::new(), object: OnceCell::new() }
    }

    /// The place of a value that is not there yet.
    pub(super) fn empty() -> Self {
        Self { fresh: Cell::new(None), borrowed: OnceCell::new(), object: OnceCell::new() }
    }

    /// Puts the value there.
    pub fn fill(&self, value: T) -> &Self {
        self.fresh.set(Some(value));
        self
    }

    /// The value, which is put once.
    pub(super) fn take(&self) -> T {
        self.fresh.take().expect("a value is put once")
    }

    fn borrow(&self) -> &T {
        self.borrowed.get_or_init(|| self.take())
    }

    /// The object that the value becomes.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn borrow_object(&self, make: impl FnOnce(T) -> AnyObj) -> &AnyObj {
        self.object.get_or_init(|| make(self.take()))
    }
}

puts! {
    ['a, T] &'a New<T> => T = |new| new.take();
    ['a, T] &'a New<T> => &'a T = |new| new.borrow();
    ['a, T] &'a New<T> => Cell<T> = |new| Cell::new(new.take());
    ['a, T] &'a New<T> => RefCell<T> = |new| RefCell::new(new.take());

    ['a, T: Object] &'a New<T> => Obj<T> = |new| Obj::new(new.take());
    ['a, T: Object] &'a New<T> => Option<Obj<T>> = |new| Some(Obj::new(new.take()));
    ['a, T: Object] &'a New<T> => ObjCell<T> = |new| Obj::new(new.take()).into();
    ['a, T: Object] &'a New<T> => AnyObj = |new| Obj::into_any(Obj::new(new.take()));
    ['a, T: Object] &'a New<T> => Option<AnyObj> = |new| Some(Obj::into_any(Obj::new(new.take())));
    ['a, T: Object] &'a New<T> => &'a AnyObj = |new| new.borrow_object(|value| Obj::into_any(Obj::new(value)));
    ['a, T: Object] &'a New<T> => &'a Obj<T> = |new| {
        let object = new.borrow_object(|value| Obj::into_any(Obj::new(value)));
        object.downcast_ref().expect("the object was made of this type")
    };

    ['a, T: ?Sized] &'a New<Obj<T>> => Option<Obj<T>> = |new| Some(new.take());
    ['a, T: ?Sized] &'a New<Obj<T>> => ObjCell<T> = |new| new.take().into();
    ['a, T: ?Sized] &'a New<Obj<T>> => AnyObj = |new| Obj::into_any(new.take());
    ['a, T: ?Sized] &'a New<Obj<T>> => Option<AnyObj> = |new| Some(Obj::into_any(new.take()));
    ['a, T: ?Sized] &'a New<Obj<T>> => &'a AnyObj = |new| new.borrow_object(Obj::into_any);
    ['a] &'a New<AnyObj> => Option<AnyObj> = |new| Some(new.take());
    ['a, T: Object] &'a New<AnyObj> => Obj<T> = |new| taken_for::<T>(&new.take()).clone();
    ['a, T: Object] &'a New<AnyObj> => &'a Obj<T> = |new| taken_for(new.borrow());
    ['a, T: Object] &'a New<AnyObj> => Option<Obj<T>> = |new| taken_or_none(&new.take());
    ['a, T: Object] &'a New<AnyObj> => ObjCell<T> = |new| taken_or_none(&new.take()).into();

    ['a, T: ?Sized] &'a New<Option<Obj<T>>> => Obj<T> = |new| match new.take() {
        Some(object) => object,
        None => none_found(""),
    };
    ['a, T: ?Sized] &'a New<Option<Obj<T>>> => ObjCell<T> = |new| new.take().into();
    ['a, T: ?Sized] &'a New<Option<Obj<T>>> => AnyObj = |new| or_none(new.take());
    ['a, T: ?Sized] &'a New<Option<Obj<T>>> => &'a AnyObj = |new| new.borrow_object(or_none);
    ['a] &'a New<Option<AnyObj>> => AnyObj = |new| new.take().unwrap_or_else(|| Obj::into_any(super::none()));
    ['a] &'a New<Option<AnyObj>> => &'a AnyObj = |new| {
        new.borrow_object(|object| object.unwrap_or_else(|| Obj::into_any(super::none())))
    };
    ['a] &'a New<()> => AnyObj = |new| {
        new.take();
        Obj::into_any(super::none())
    };
}
