//! `Look`: values as objects, for what only looks at them. A handle is borrowed; a plain value becomes an object.

use std::cell::{Cell, RefCell};
use std::ops::Deref;

use super::name::or_none;
use super::plain;
use crate::cells::{ObjCell, ObjRef, ObjVec, WeakCell};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::weak::Weak;
use crate::values::{Float, List, Str};

/// A value that operators and built-in functions can look at.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an object, and no plain value that has one",
    label = "cannot be looked at as an object",
    note = "write `rust!(…)`"
)]
pub trait Look {
    /// The object.
    ///
    /// # Errors
    /// If there is none. Failing is left to the caller, who knows the place in the unit.
    fn try_look(&self) -> Sight<'_>;

    /// Its length, if it is known without making an object.
    fn length(&self) -> Option<usize> {
        None
    }
}

/// An object that is looked at, or why there is none.
pub(super) type Sight<'a> = Result<Seen<'a>, Hidden>;

/// Why there is no object to look at.
#[derive(Debug)]
pub enum Hidden {
    /// The number, which no `Int` holds.
    TooLarge(String),
    /// The field is mutably borrowed.
    Borrowed,
}

/// The object of a value.
#[track_caller]
pub(super) fn look<X: Look + ?Sized>(value: &X) -> Seen<'_> {
    match value.try_look() {
        Ok(seen) => seen,
        Err(hidden) => fail(hidden),
    }
}

#[cold]
#[track_caller]
fn fail(hidden: Hidden) -> ! {
    match hidden {
        Hidden::TooLarge(number) => plain::too_large_for_int(&number),
        Hidden::Borrowed => mutably_borrowed(),
    }
}

/// A field that Rust of the user holds borrowed.
#[cold]
#[track_caller]
pub(super) fn mutably_borrowed() -> ! {
    super::raise("RuntimeError", "the field is mutably borrowed")
}

/// An object that is looked at.
pub enum Seen<'a> {
    /// The handle that was looked at.
    Here(&'a AnyObj),
    /// A handle that was taken out of a cell for the look.
    Taken(AnyObj),
    /// An object that was made for the look.
    Made(AnyObj),
}

impl Seen<'_> {
    /// The number of handles, without those that this and other looks of the statement took.
    pub(super) fn refcount(&self) -> usize {
        let own = usize::from(matches!(self, Self::Taken(_)));
        self.deref().refcount() - own - looks_at(self.id())
    }

    /// A handle of one's own.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn into_object(self) -> AnyObj {
        match self {
            Self::Here(object) => object.clone(),
            Self::Taken(object) | Self::Made(object) => object,
        }
    }
}

impl Deref for Seen<'_> {
    type Target = AnyObj;

    fn deref(&self) -> &AnyObj {
        match self {
            Self::Here(object) => object,
            Self::Taken(object) | Self::Made(object) => object,
        }
    }
}

thread_local! {
    /// The ids of the objects that expressions look through: `a.b.c` holds `a.b` until the statement ends.
    static LOOKS: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

fn looks_at(id: usize) -> usize {
    with_looks(|looks| looks.iter().filter(|look| **look == id).count())
}

/// At the thread's end the list may be gone, and is empty then.
fn with_looks<R>(work: impl FnOnce(&mut Vec<usize>) -> R) -> R {
    let mut work = Some(work);
    let mut run = |looks: &mut Vec<usize>| work.take().map(|work| work(looks));
    let result = LOOKS.try_with(|looks| run(&mut looks.borrow_mut())).ok().flatten();
    result.or_else(|| run(&mut Vec::new())).expect("it runs once")
}

/// A handle that an expression looks through. `refcount` does not count it.
pub struct Held<X: Look> {
    value: X,
    id: usize,
}

impl<X: Look> Held<X> {
    #[track_caller]
    pub(super) fn new(value: X) -> Self {
        let id = look(&value).id();
        with_looks(|looks| looks.push(id));
        Self { value, id }
    }
}

/// A value whose attribute is read.
#[must_use]
#[track_caller]
pub fn held<X: Look>(value: X) -> Held<X> {
    Held::new(value)
}

impl<X: Look> Deref for Held<X> {
    type Target = X;

    fn deref(&self) -> &X {
        &self.value
    }
}

impl<X: Look> Drop for Held<X> {
    fn drop(&mut self) {
        with_looks(|looks| {
            let at = looks.iter().rposition(|look| *look == self.id);
            at.map(|at| looks.swap_remove(at));
        });
    }
}

#[diagnostic::do_not_recommend]
impl Look for AnyObj {
    fn try_look(&self) -> Sight<'_> {
        Ok(Seen::Here(self))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Look for Obj<T> {
    fn try_look(&self) -> Sight<'_> {
        Ok(Seen::Here(Obj::as_any(self)))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Look for ObjRef<'_, T> {
    fn try_look(&self) -> Sight<'_> {
        Ok(Seen::Here(Obj::as_any(self)))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Look for ObjCell<T> {
    fn try_look(&self) -> Sight<'_> {
        Ok(taken(self.get()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Look for WeakCell<T> {
    fn try_look(&self) -> Sight<'_> {
        Ok(taken(self.get()))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Look for Weak<T> {
    fn try_look(&self) -> Sight<'_> {
        Ok(taken(self.upgrade()))
    }
}

fn taken<T: ?Sized>(object: Option<Obj<T>>) -> Seen<'static> {
    Seen::Taken(or_none(object))
}

#[diagnostic::do_not_recommend]
impl<X: Look> Look for Option<X> {
    fn try_look(&self) -> Sight<'_> {
        self.as_ref().map_or_else(|| Ok(Seen::Taken(Obj::into_any(super::none()))), X::try_look)
    }
}

#[diagnostic::do_not_recommend]
impl<X: Look + ?Sized> Look for &X {
    fn try_look(&self) -> Sight<'_> {
        (**self).try_look()
    }

    fn length(&self) -> Option<usize> {
        (**self).length()
    }
}

#[diagnostic::do_not_recommend]
impl<X: Look + Copy> Look for Cell<X> {
    fn try_look(&self) -> Sight<'_> {
        Ok(Seen::Made(self.get().try_look()?.into_object()))
    }
}

#[diagnostic::do_not_recommend]
impl<X: Look> Look for RefCell<X> {
    fn try_look(&self) -> Sight<'_> {
        let value = self.try_borrow().map_err(|_| Hidden::Borrowed)?;
        Ok(Seen::Made(value.try_look()?.into_object()))
    }
}

/// The items as a list, which is made for the look.
#[diagnostic::do_not_recommend]
impl<T: ?Sized> Look for ObjVec<T> {
    fn try_look(&self) -> Sight<'_> {
        let items: Vec<AnyObj> = self.to_vec().into_iter().map(Obj::into_any).collect();
        Ok(Seen::Made(Obj::into_any(Obj::<List>::from(items))))
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

#[diagnostic::do_not_recommend]
impl<X: Look> Look for Vec<X> {
    fn try_look(&self) -> Sight<'_> {
        let items = self.iter().map(|item| item.try_look().map(Seen::into_object));
        let items: Vec<AnyObj> = items.collect::<Result<_, _>>()?;
        Ok(Seen::Made(Obj::into_any(Obj::<List>::from(items))))
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

macro_rules! plain_values {
    ($($plain:ty = |$value:ident| $object:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Look for $plain {
            fn try_look(&self) -> Sight<'_> {
                let $value = self;
                Ok(Seen::Made(Obj::into_any($object)))
            }
        }
    )*};
}

macro_rules! integers {
    ($($integer:ty),*) => {plain_values! {$($integer = |value| plain::try_int(*value).map_err(Hidden::TooLarge)?;)*}};
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
impl Look for () {
    fn try_look(&self) -> Sight<'_> {
        Ok(Seen::Taken(Obj::into_any(super::none())))
    }
}
