//! What holds no handles, although its type does not say so.

use std::borrow::Borrow;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A part of an object that holds no handles: for types of other crates, which have no [`Trace`](crate::Trace).
///
/// It behaves as the value in it: it dereferences to it, compares, hashes and prints as it does, and a map with `Plain`
/// keys is asked with plain ones. Nothing checks that there are no handles in it. Should there be some, they count as held
/// from outside: they are never dangling, but cycles through them are never collected.
///
/// For a type of your own write [`trace_leaf!`](crate::trace_leaf) once.
///
/// # Examples
/// ```
/// # mod other { #[derive(PartialEq, Eq, Hash, Clone, Copy)] pub struct Colour(pub u32); }
/// use std::{cell::RefCell, collections::HashMap};
/// use obj_runtime::prelude::*;
/// use other::Colour;
///
/// #[derive(Object, Default)]
/// struct Shape { by_colour: RefCell<HashMap<Plain<Colour>, Obj<Shape>>> }
///
/// let shape = Obj::new(Shape::default());
/// shape.by_colour.borrow_mut().insert(Plain(Colour(0)), shape.clone());
/// assert!(shape.by_colour.borrow().contains_key(&Colour(0)));
/// drop(shape);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Plain<T: ?Sized>(
    /// The value.
    pub T,
);

changing! { [T: ?Sized] Plain<T> }

impl<T> Plain<T> {
    /// The value.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Plain(std::time::Duration::from_secs(1)).into_inner().as_secs(), 1);
    /// ```
    #[inline]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: ?Sized> Deref for Plain<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> DerefMut for Plain<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: ?Sized> Borrow<T> for Plain<T> {
    #[inline]
    fn borrow(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Plain<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T: fmt::Debug + ?Sized> fmt::Debug for Plain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: fmt::Display + ?Sized> fmt::Display for Plain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Makes a type of yours a part of objects that holds no handles: `trace_leaf!(Chunk);`, once, beside the type.
///
/// For a type whose fields have no [`Trace`](crate::Trace). Handles in it count as held from outside, so that cycles through
/// them are never collected. Parameters stand in front: `trace_leaf!(<T> Chunk<T>)`; their bounds have no `<…>` of their own.
///
/// # Examples
/// ```
/// # mod other { pub struct Image; }
/// use obj_runtime::prelude::*;
///
/// struct Thumbnail { image: other::Image, width: u32 }
/// obj_runtime::trace_leaf!(Thumbnail);
///
/// #[derive(Object)]
/// struct File { thumbnails: Vec<Thumbnail> }
///
/// let file = Obj::new(File { thumbnails: vec![Thumbnail { image: other::Image, width: 64 }] });
/// assert_eq!(file.thumbnails[0].width, 64);
/// ```
#[macro_export]
macro_rules! trace_leaf {
    (<$($rest:tt)*) => { $crate::__obj_parameters! { trace_leaf [] $($rest)* } };
    (@[$($parameter:tt)*] $type:ty) => {
        const _: () = {
            $crate::__obj_parameters_only! { [$($parameter)*] }

            // SAFETY: nothing is visited, which is always allowed.
            unsafe impl<$($parameter)*> $crate::Trace for $type {
                type Leaves<H> = Self;
                const HOLDS: $crate::__private::bool = false;
                const HOLDS_BEHIND: $crate::__private::bool = false;
                const IS_HANDLES_ONLY: $crate::__private::bool = !$crate::__private::core::mem::needs_drop::<Self>();
                const TRACE_TELLS_ALL: $crate::__private::bool = true;
                const TRACE_TELLS_ALL_BEHIND: $crate::__private::bool = true;
                const TRACE_FINDS_ALL: $crate::__private::bool = true;
                const TRACE_FINDS_ALL_BEHIND: $crate::__private::bool = true;
                fn trace(_: &Self, _: &mut $crate::Tracer) {}
            }
        };
    };
    ($type:ty) => { $crate::trace_leaf! { @[] $type } };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_held;

    #[test]
    fn plain_values_are_what_they_are_of() {
        let mut plain = Plain(vec![1, 2]);
        plain.push(3);
        assert_eq!(plain, Plain::from(vec![1, 2, 3]));
        assert_eq!(format!("{plain:?} {}", Plain("text")), "[1, 2, 3] text");
        assert_eq!(plain.into_inner().len(), 3);
        let call: Plain<Box<dyn Fn(u8) -> u8>> = Plain(Box::new(|number| number + 1));
        assert_eq!(call(3), 4);
    }

    #[test]
    fn what_is_plain_is_held() {
        is_held(Plain);
    }

    struct Leaf<T>(T);
    trace_leaf!(<T: Clone + 'static> Leaf<T>);

    #[test]
    fn what_a_leaf_holds_is_held() {
        is_held(Leaf);
    }
}
