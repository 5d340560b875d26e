//! Handles to objects of any type that implements a trait: `Obj<dyn Trait>`.
//!
//! Such a handle is eight bytes like every other. The table of functions is not in the handle but with the
//! object's type, which lists the traits its objects can be used as.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ptr::NonNull;

use crate::heap::cast::{Cast, View};
use crate::object::any::AnyObj;
use crate::object::comparison_depth::nested;
use crate::object::{Obj, Object, Viewed, equal_by_identity};

/// The trait object type `D`, and how to look at a value through it.
#[doc(hidden)]
#[must_use]
pub const fn cast_to<D: Viewed + ?Sized + 'static>(view: View<D>) -> Cast {
    Cast::of(view)
}

/// Types whose objects can be used as a trait object type.
///
/// # Safety
/// Implemented by the derive only, for the traits in `#[object(as = [dyn Trait])]`.
/// 1. `Object::CASTS` lists `D`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` objects cannot be used through this trait",
    label = "the type does not list the trait",
    note = "write `#[object(as = [dyn Trait])]` on `{Self}`"
)]
pub unsafe trait CastTo<D: ?Sized>: Object {}

impl<T: Object> Obj<T> {
    /// The same handle, as one to an object of any type with a trait.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// trait Shape { fn area(&self) -> f64; }
    /// obj_runtime::dyn_object!(dyn Shape);
    ///
    /// #[derive(Object)]
    /// #[object(as = [dyn Shape])]
    /// struct Square { side: f64 }
    ///
    /// impl Shape for Square {
    ///     fn area(&self) -> f64 { self.side * self.side }
    /// }
    ///
    /// let shape: Obj<dyn Shape> = Obj::upcast(Obj::new(Square { side: 3.0 }));
    /// assert_eq!(shape.area(), 9.0);
    /// assert_eq!(size_of_val(&shape), size_of::<AnyObj>());
    /// let square = Obj::into_any(shape).downcast::<Square>().unwrap();
    /// assert_eq!(square.side, 3.0);
    /// ```
    #[inline]
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn upcast<D: ?Sized + 'static>(this: Self) -> Obj<D>
    where
        T: CastTo<D>,
    {
        // SAFETY: the type lists `D`.
        unsafe { Obj::from_handle(Obj::into_any(this).into_handle()) }
    }
}

impl AnyObj {
    /// The handle as one to a trait object type, if the object's type lists it in `#[object(as = [dyn Trait])]`.
    ///
    /// # Errors
    /// The handle itself, if it does not.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// trait Shape { fn area(&self) -> u32; }
    /// obj_runtime::dyn_object!(dyn Shape);
    ///
    /// #[derive(Object)]
    /// #[object(as = [dyn Shape])]
    /// struct Square { side: u32 }
    /// impl Shape for Square { fn area(&self) -> u32 { self.side * self.side } }
    ///
    /// let any: AnyObj = Obj::new(Square { side: 3 }).into();
    /// let shape: Obj<dyn Shape> = any.cast().unwrap();
    /// assert_eq!(shape.area(), 9);
    /// assert!(AnyObj::from(1).cast::<dyn Shape>().is_err());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn cast<D: ?Sized + 'static>(self) -> Result<Obj<D>, Self> {
        if view_of::<D>(&self).is_none() {
            return Err(self);
        }
        // SAFETY: the type lists `D`.
        Ok(unsafe { Obj::from_handle(self.into_handle()) })
    }
}

/// How to look at an object through a trait object type. Takes time proportional to the number of traits that the
/// object's type lists.
#[inline]
fn view_of<D: ?Sized + 'static>(object: &AnyObj) -> Option<View<D>> {
    let info = object.page().info;
    let view = info.casts.iter().find_map(Cast::view);
    if view.is_none() && info.is_mixed { object.info().casts.iter().find_map(Cast::view) } else { view }
}

/// The value of an object, seen through a trait object type.
///
/// # Safety
/// 1. The object's type lists `D`.
#[doc(hidden)]
#[inline]
#[must_use]
pub unsafe fn dyn_view<D: ?Sized + 'static>(object: &AnyObj) -> NonNull<D> {
    let view =
        view_of::<D>(object).unwrap_or_else(|| unreachable!("a handle to `dyn Trait` is made of types that list it"));
    // SAFETY: the function is for values of the object's type.
    unsafe { view(object.handle().pointer().value()) }
}

/// Declares that objects can be used as `dyn Trait`: once for each trait, where the trait is.
///
/// Then types say with `#[object(as = [dyn Trait])]` that their objects can be, and `Obj<dyn Trait>` is a handle of
/// eight bytes that dereferences to `dyn Trait`. See [`Obj::upcast`] and [`AnyObj::cast`].
///
/// Handles are compared and hashed as `dyn Trait` is, by value, also where the objects are interned; a [`ById`](crate::ById) of a handle
/// goes by identity.
///
/// Parameters stand in front: `dyn_object!(<T: 'static> dyn Lazy<Output = T>)`. Their bounds have no `<…>` of their own.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// trait Lazy { type Output; fn get(&self) -> Self::Output; }
/// obj_runtime::dyn_object!(<T: 'static> dyn Lazy<Output = T>);
///
/// #[derive(Object)]
/// #[object(as = [dyn Lazy<Output = usize>])]
/// struct Length { of: Obj<Str> }
///
/// impl Lazy for Length {
///     type Output = usize;
///     fn get(&self) -> usize { self.of.len() }
/// }
///
/// struct Thunk<T: 'static>(Obj<dyn Lazy<Output = T>>);
/// let thunk = Thunk(Obj::upcast(Obj::new(Length { of: "four".into() })));
/// assert_eq!(thunk.0.get(), 4);
/// ```
#[macro_export]
macro_rules! dyn_object {
    (<$($rest:tt)*) => { $crate::__obj_parameters! { dyn_object [] $($rest)* } };
    (@[$($parameter:tt)*] $type:ty) => {
        const _: () = {
            $crate::__obj_parameters_only! { [$($parameter)*] }

            // SAFETY: the objects may be of types that can be in cycles.
            unsafe impl<$($parameter)*> $crate::__private::ObjectType for $type {
                type LeavesBehind<H> = ();
                const IS_KNOWN: $crate::__private::core::primitive::bool = false;
                const HOLDS_BEHIND: $crate::__private::core::primitive::bool = true;
            }

            impl<$($parameter)*> $crate::WeakTarget for $type {}

            // SAFETY: handles to this type are made of objects whose type lists it.
            unsafe impl<$($parameter)*> $crate::__private::Viewed for $type {
                type View = $type;
                #[inline]
                unsafe fn look(__obj_object: &$crate::AnyObj) -> $crate::__private::core::ptr::NonNull<$type> {
                    // SAFETY: as above.
                    unsafe { $crate::__private::dyn_view::<$type>(__obj_object) }
                }
            }

            $crate::__obj_reached! { [$($parameter)*] $type }
        };
    };
    ($type:ty) => { $crate::dyn_object! { @[] $type } };
}

// SAFETY: the value of an object of type `T` is looked at as `T` says.
unsafe impl<T: Object> Viewed for T {
    type View = T::View;
    #[inline]
    unsafe fn look(object: &AnyObj) -> NonNull<T::View> {
        // SAFETY: the object is of this type.
        unsafe { T::view(object.handle().pointer().value()) }
    }

    fn write_debug(this: &Obj<T>, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        T::View: fmt::Debug,
    {
        T::debug(this, f)
    }

    fn write_display(this: &Obj<T>, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        T::View: fmt::Display,
    {
        T::display(this, f)
    }

    #[inline]
    fn equal_by_identity(this: &Obj<T>, other: &Obj<T>) -> Option<bool> {
        equal_by_identity(this, other)
    }

    #[inline]
    fn has_equal(this: &Obj<T>, other: &Obj<T>) -> bool
    where
        T::View: PartialEq,
    {
        T::is_equal(this, other)
    }

    #[inline]
    fn write_hash<H: Hasher>(this: &Obj<T>, state: &mut H)
    where
        T::View: Hash,
    {
        if T::IS_INTERNED { state.write_usize(Obj::id(this)) } else { nested::<T, _>(|| (**this).hash(state)) }
    }
}
