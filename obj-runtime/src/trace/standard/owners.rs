//! `Trace` and `Frozen` for what owns some parts: pointers, options, wrappers, arrays, tuples.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::io::{BufReader, Cursor};
use std::num::{Saturating, Wrapping};
use std::ops::{Bound, ControlFlow, Range, RangeFrom, RangeInclusive, RangeTo, RangeToInclusive};
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::mpsc::{SendError, TrySendError};
use std::task::Poll;

use crate::trace::{Frozen, Leaves, PointerMap, Scale, Trace, Tracer, key_text};
#[cfg(feature = "parcel")]
use crate::trace::{Relocator, copy_of};

// SAFETY: the value is owned by the box and visited once.
unsafe impl<T: Trace + ?Sized> Trace for Box<T> {
    type Leaves<Depth> = Leaves<T, Depth>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    crate::trace::tells_all!(T::TRACE_TELLS_ALL_BEHIND, T::TRACE_TELLS_ALL_BEHIND);
    crate::trace::finds_all!(T::TRACE_FINDS_ALL_BEHIND, T::TRACE_FINDS_ALL_BEHIND);
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        if T::HOLDS_BEHIND || tracer.wants_everything() {
            tracer.behind(this, |tracer| T::trace(this, tracer));
        }
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        relocator.behind(this, |this, relocator| T::relocate(this, relocator));
    }
    fn text_of_key(this: &Self) -> Option<String> {
        T::text_of_key(this)
    }
    const OWNS: bool = true;
    #[inline]
    fn weigh(this: &Self, scale: &mut Scale) {
        scale.add(size_of_val(&**this));
        scale.items(1, [&**this]);
    }
}

// SAFETY: the value is owned by the option and visited once.
unsafe impl<T: Trace> Trace for Option<T> {
    type Leaves<Depth> = Leaves<T, Depth>;
    const HOLDS: bool = T::HOLDS;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::IS_HANDLES_ONLY;
    crate::trace::tells_all!(T::TRACE_TELLS_ALL, T::TRACE_TELLS_ALL_BEHIND);
    crate::trace::finds_all!(T::TRACE_FINDS_ALL, T::TRACE_FINDS_ALL_BEHIND);
    const POINTERS: PointerMap = T::POINTERS.of_option::<T>();
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        if let Some(value) = this {
            T::trace(value, tracer);
        }
    }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        relocator.items(this);
    }
    #[cfg(feature = "parcel")]
    fn copies() -> Option<fn(&Self) -> Self> {
        T::copies().map(|_| (|this: &Self| this.as_ref().map(copy_of)) as fn(&Self) -> Self)
    }
    fn text_of_key(this: &Self) -> Option<String> {
        match this {
            Some(value) => T::text_of_key(value).map(|text| format!("Some({text})")),
            // Of handles nothing is said.
            None => (!T::HOLDS).then(|| "None".to_owned()),
        }
    }
    const OWNS: bool = T::OWNS;
    #[inline]
    fn weigh(this: &Self, scale: &mut Scale) {
        if let Some(value) = this {
            T::weigh(value, scale);
        }
    }
}

variants! {
    [T, E] Result<T, E> { Ok(value) => value, Err(error) => error }
    [T] Poll<T> { Self::Ready(value) => value, Self::Pending => }
    [T] Bound<T> { Self::Included(value) | Self::Excluded(value) => value, Self::Unbounded => }
    [B, C] ControlFlow<B, C> { Self::Break(value) => value, Self::Continue(value) => value }
    [T] TrySendError<T> { Self::Full(value) | Self::Disconnected(value) => value }
}

wrapper! {
    [] Reverse<T>, this => &this.0, &mut this.0;
    [] Wrapping<T>, this => &this.0, &mut this.0;
    [] Saturating<T>, this => &this.0, &mut this.0;
    [] AssertUnwindSafe<T>, this => &this.0, &mut this.0;
    [] SendError<T>, this => &this.0, &mut this.0;
    [] RangeFrom<T>, this => &this.start, &mut this.start;
    [] RangeTo<T>, this => &this.end, &mut this.end;
    [] RangeToInclusive<T>, this => &this.end, &mut this.end;
    [] Cursor<T>, this => this.get_ref(), this.get_mut();
    // One that writes does so when it is dropped, with whatever it writes to.
    [] BufReader<T>, this => this.get_ref();
}

/// Two ends of a range.
macro_rules! range {
    ($($type:ident, $this:ident => $start:expr, $end:expr);* $(;)?) => {$(
        // SAFETY: both ends are owned by the range and visited once.
        unsafe impl<T: Trace> Trace for $type<T> {
            type Leaves<Depth> = Self;
            const HOLDS: bool = T::HOLDS;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(this: &Self, tracer: &mut Tracer) {
                let $this = this;
                tracer.field("start", $start);
                tracer.field("end", $end);
            }
            owns_what_is_in! { [T, T] $this => $start, $end }
        }
    )*};
}

range! {
    Range, this => &this.start, &this.end;
    RangeInclusive, this => this.start(), this.end();
}

/// Wrappers that are as frozen as what they are of.
macro_rules! frozen {
    ($($type:ident),* $(,)?) => {
        $(impl<T: Frozen> Frozen for $type<T> {})*
    };
}

frozen! {
    Option, Pin, Reverse, Wrapping, Saturating, AssertUnwindSafe, SendError,
    Range, RangeInclusive, RangeFrom, RangeTo, RangeToInclusive,
}

impl<T: Frozen + ?Sized> Frozen for Box<T> {}

transparent! { Pin<P>, pin => {
    let pointer: *const P = (&raw const *pin).cast();
    // SAFETY: a `Pin` is laid out as the pointer in it; nothing is moved.
    unsafe { &*pointer }
} }

// SAFETY: what is owned is visited once; what is borrowed is borrowed for ever, and so held from outside.
unsafe impl<B: Trace + ToOwned<Owned: Trace> + ?Sized> Trace for Cow<'static, B> {
    type Leaves<Depth> = Self;
    const HOLDS: bool = B::Owned::HOLDS;
    const HOLDS_BEHIND: bool = B::Owned::HOLDS_BEHIND;
    #[inline]
    fn trace(this: &Self, tracer: &mut Tracer) {
        if let Self::Owned(value) = this {
            B::Owned::trace(value, tracer);
        }
    }
    fn text_of_key(this: &Self) -> Option<String> {
        match this {
            Self::Borrowed(value) => B::text_of_key(value),
            // Not by its `Borrow`, which is code of the program.
            Self::Owned(value) => B::Owned::text_of_key(value),
        }
    }
    const OWNS: bool = B::Owned::OWNS;
    #[inline]
    fn weigh(this: &Self, scale: &mut Scale) {
        if let Self::Owned(value) = this {
            B::Owned::weigh(value, scale);
        }
    }
}

impl<B: Frozen + ToOwned<Owned: Frozen> + ?Sized> Frozen for Cow<'static, B> {}

// SAFETY: as the slice it is.
unsafe impl<T: Trace, const N: usize> Trace for [T; N] {
    type Leaves<Depth> = Leaves<T, Depth>;
    const HOLDS: bool = T::HOLDS;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const IS_HANDLES_ONLY: bool = T::IS_HANDLES_ONLY;
    crate::trace::tells_all!(T::TRACE_TELLS_ALL, T::TRACE_TELLS_ALL_BEHIND);
    crate::trace::finds_all!(T::TRACE_FINDS_ALL, T::TRACE_FINDS_ALL_BEHIND);
    const POINTERS: PointerMap = T::POINTERS.times(N, size_of::<T>());
    visit_items! {}
    const OWNS: bool = T::OWNS;
    #[inline]
    fn weigh(this: &Self, scale: &mut Scale) {
        scale.items(N, this);
    }
    #[cfg(feature = "parcel")]
    fn copies() -> Option<fn(&Self) -> Self> {
        T::copies().map(|_| (|this: &Self| this.each_ref().map(copy_of)) as fn(&Self) -> Self)
    }
}

impl<T: Frozen, const N: usize> Frozen for [T; N] {}

macro_rules! tuples {
    ($($name:ident $index:tt),+) => {
        // SAFETY: each item is owned by the tuple and visited once.
        unsafe impl<$($name: Trace),+> Trace for ($($name,)+) {
            type Leaves<Depth> = ($(Leaves<$name, Depth>,)+);
            const HOLDS: bool = $($name::HOLDS)||+;
            const HOLDS_BEHIND: bool = $($name::HOLDS_BEHIND)||+;
            const IS_HANDLES_ONLY: bool = $($name::IS_HANDLES_ONLY)&&+;
            crate::trace::tells_all!($($name::TRACE_TELLS_ALL)&&+, $($name::TRACE_TELLS_ALL_BEHIND)&&+);
            crate::trace::finds_all!($($name::TRACE_FINDS_ALL)&&+, $($name::TRACE_FINDS_ALL_BEHIND)&&+);
            const POINTERS: PointerMap =
                PointerMap::NONE$(.and($name::POINTERS, std::mem::offset_of!(Self, $index)))+;
            #[inline]
            fn trace(this: &Self, tracer: &mut Tracer) {
                $(tracer.item($index, &this.$index);)+
            }
            fn text_of_key(this: &Self) -> Option<String> {
                key_text("", &[$(("", $name::text_of_key(&this.$index))),+])
            }
            owns_what_is_in! { [$($name),+] this => $(&this.$index),+ }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut Relocator) {
                $($name::relocate(&mut this.$index, relocator);)+
            }
            #[cfg(feature = "parcel")]
            fn copies() -> Option<fn(&Self) -> Self> {
                $($name::copies()?;)+
                Some(|this| ($(copy_of(&this.$index),)+))
            }
        }

        impl<$($name: Frozen),+> Frozen for ($($name,)+) {}
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
