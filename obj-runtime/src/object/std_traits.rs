//! What a Rust user expects of a smart pointer: handles are written, compared, hashed and borrowed as their values.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt::{self, Debug, Display, Formatter, Pointer};
use std::hash::{Hash, Hasher};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::ptr;

use crate::object::any::AnyObj;
use crate::object::comparison_depth::nested;
use crate::object::diagnostics::HashedByValue;
use crate::object::{Obj, Object, Viewed};

/// As the value. A handle to an object that is being written already, further out, is written
/// `Name(...)`, so that cycles end; and so is one more than 256 levels deep.
impl<T: Viewed + ?Sized> Debug for Obj<T>
where
    T::View: Debug,
{
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        T::write_debug(self, f)
    }
}

/// As the value, with the same care for cycles.
impl<T: Viewed + ?Sized> Display for Obj<T>
where
    T::View: Display,
{
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        T::write_display(self, f)
    }
}

/// As Python's `repr`.
impl Debug for AnyObj {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (self.info().repr)(self, f)
    }
}

/// As Python's `str`.
impl Display for AnyObj {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        (self.info().str)(self, f)
    }
}

/// The id.
impl<T: ?Sized> Pointer for Obj<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Pointer::fmt(Self::as_any(self), f)
    }
}

/// The id.
impl Pointer for AnyObj {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Pointer::fmt(&ptr::without_provenance::<()>(self.id()), f)
    }
}

/// Equality of the values. Two handles to one object are equal at once, if the type is `Eq` and not generic; those to
/// objects of an interned type are equal only then.
///
/// # Panics
/// `RecursionError: maximum recursion depth exceeded in comparison` when values nest so deep that comparing them has taken
/// half a mebibyte of the stack: an object that holds itself, say. So do order and hash.
impl<T: Viewed + ?Sized> PartialEq for Obj<T>
where
    T::View: PartialEq,
{
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        T::has_equal(self, other)
    }
}

impl<T: Viewed + ?Sized> Eq for Obj<T> where T::View: Eq {}

/// Whether the handles are to one object or, as Python's `==` says, to equal ones. So in a collection an object is
/// found that is not equal to itself, as `nan`, as it is in Python's.
impl PartialEq for AnyObj {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        Self::is(self, other) || self.equals(other)
    }
}

impl Eq for AnyObj {}

impl<T: ?Sized> PartialEq<AnyObj> for Obj<T> {
    fn eq(&self, other: &AnyObj) -> bool {
        *Self::as_any(self) == *other
    }
}

impl<T: ?Sized> PartialEq<Obj<T>> for AnyObj {
    fn eq(&self, other: &Obj<T>) -> bool {
        *self == *Obj::as_any(other)
    }
}

impl<T: Viewed + ?Sized> PartialOrd for Obj<T>
where
    T::View: PartialOrd,
{
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if T::equal_by_identity(self, other) == Some(true) {
            return Some(Ordering::Equal);
        }
        nested::<T, _>(|| (**self).partial_cmp(&**other))
    }
}

impl<T: Viewed + ?Sized> Ord for Obj<T>
where
    T::View: Ord,
{
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        if Self::is(self, other) {
            return Ordering::Equal;
        }
        nested::<T, _>(|| (**self).cmp(&**other))
    }
}

/// The order that Python's `<` knows; equal objects of types without order are equal, and nothing else.
impl PartialOrd for AnyObj {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if *self == *other { Some(Ordering::Equal) } else { self.compare(other) }
    }
}

/// The hash of the value; for interned types, of which equal values are one object, that of the identity.
impl<T: Viewed + ?Sized> Hash for Obj<T>
where
    T::View: Hash,
{
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        T::write_hash(self, state);
    }
}

/// The hash of the value: see [`AnyObj::hash_value`].
///
/// # Panics
/// `TypeError: unhashable type: 'list'`.
impl Hash for AnyObj {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.hash_value() {
            Ok(hash) => state.write_u64(hash),
            Err(error) => panic!("TypeError: {error}"),
        }
    }
}

/// So a map of handles can be asked by value; one of handles to interned objects by handle only: see
/// [`Obj::interned`].
impl<T: Object<View = T> + HashedByValue> Borrow<T> for Obj<T> {
    #[inline]
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: Viewed + ?Sized> AsRef<T::View> for Obj<T> {
    #[inline]
    fn as_ref(&self) -> &T::View {
        self
    }
}

impl<T: Object + Default> Default for Obj<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: Object> From<T> for Obj<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Object> TryFrom<AnyObj> for Obj<T> {
    type Error = AnyObj;
    /// The same as [`AnyObj::downcast`].
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn try_from(object: AnyObj) -> Result<Self, AnyObj> {
        object.downcast()
    }
}

// As of any shared pointer: whoever catches a panic may see the value in a state that the panic has left it in.
impl<T: ?Sized + RefUnwindSafe> UnwindSafe for Obj<T> {}
impl<T: ?Sized + RefUnwindSafe> RefUnwindSafe for Obj<T> {}
