//! Object types that are one value of Rust each, and what is the same for all of them.

/// A type whose values never change and hold no handles.
macro_rules! frozen_leaf {
    ($type:ident) => {
        // SAFETY: there are no handles in it.
        unsafe impl crate::trace::Trace for $type {
            const HOLDS: bool = false;
            const HOLDS_BEHIND: bool = false;
            #[inline]
            fn trace(&self, _: &mut crate::trace::Tracer) {}
        }

        impl crate::trace::Frozen for $type {}
    };
}

/// An object type whose values are those of `$view`: a transparent wrapper of it.
macro_rules! scalar {
    ($type:ident($view:ty) named $name:literal { $($items:tt)* }) => {
        crate::values::scalar::frozen_leaf!($type);

        // SAFETY: 1. the type is a transparent wrapper of its view; 2. the thread-local is this type's; 3. the rest is as
        // the trait has it.
        #[diagnostic::do_not_recommend]
        unsafe impl crate::object::Object for $type {
            type View = $view;
            const NAME: &'static str = $name;
            const REPR_IS_PLAIN: bool = true;

            #[inline]
            fn state() -> &'static crate::object::state::TypeState {
                thread_local!(static STATE: crate::object::state::TypeState = const { crate::object::state::TypeState::new() });
                crate::object::state::state_of(&STATE)
            }

            #[inline]
            unsafe fn view(value: std::ptr::NonNull<u8>) -> std::ptr::NonNull<$view> {
                value.cast()
            }

            $($items)*
        }
    };
}

/// Handles of a type from and to values of Rust that are the same. Each `$source` converts into `$view`.
macro_rules! converts {
    ($type:ident($view:ty): $($source:ty),*) => {
        $(
            impl From<$source> for crate::object::Obj<$type> {
                #[inline]
                #[cfg_attr(feature = "trace-refs", track_caller)]
                fn from(value: $source) -> Self {
                    crate::object::Obj::new($type(value.into()))
                }
            }

            impl From<$source> for crate::object::any::AnyObj {
                #[inline]
                #[cfg_attr(feature = "trace-refs", track_caller)]
                fn from(value: $source) -> Self {
                    crate::object::Obj::<$type>::from(value).into()
                }
            }
        )*

        impl From<crate::object::Obj<$type>> for $view {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(object: crate::object::Obj<$type>) -> Self {
                *object
            }
        }

        impl From<&crate::object::Obj<$type>> for $view {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(object: &crate::object::Obj<$type>) -> Self {
                **object
            }
        }
    };
}

/// Equality and order of handles of a type with values of Rust, in both directions.
macro_rules! compares {
    ($([$($parameters:tt)*] $type:ident with $other:ty => |$value:ident| $view:expr;)*) => {$(
        impl<$($parameters)*> PartialEq<$other> for crate::object::Obj<$type> {
            #[inline]
            fn eq(&self, $value: &$other) -> bool {
                **self == *$view
            }
        }

        impl<$($parameters)*> PartialEq<crate::object::Obj<$type>> for $other {
            #[inline]
            fn eq(&self, other: &crate::object::Obj<$type>) -> bool {
                let $value = self;
                *$view == **other
            }
        }

        impl<$($parameters)*> PartialOrd<$other> for crate::object::Obj<$type> {
            #[inline]
            fn partial_cmp(&self, $value: &$other) -> Option<std::cmp::Ordering> {
                (**self).partial_cmp($view)
            }
        }

        impl<$($parameters)*> PartialOrd<crate::object::Obj<$type>> for $other {
            #[inline]
            fn partial_cmp(&self, other: &crate::object::Obj<$type>) -> Option<std::cmp::Ordering> {
                let $value = self;
                (*$view).partial_cmp(&**other)
            }
        }
    )*};
}

pub(crate) use {compares, converts, frozen_leaf, scalar};
