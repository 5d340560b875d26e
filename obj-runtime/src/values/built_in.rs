//! What is the same for several built-in types.

/// A type whose values never change and hold no handles.
macro_rules! frozen_leaf {
    ($type:ident) => {
        // SAFETY: there are no handles in it.
        unsafe impl crate::trace::Trace for $type {
            type Leaves<H> = Self;
            const HOLDS: bool = false;
            const HOLDS_BEHIND: bool = false;
            #[inline]
            fn trace(_: &Self, _: &mut crate::trace::Tracer) {}
            #[cfg(feature = "parcel")]
            fn relocate(_: &mut Self, _: &mut crate::trace::Relocator) {}
        }

        impl crate::trace::Frozen for $type {}
    };
}

/// `Object` for a built-in type whose handles dereference to `$view`.
macro_rules! built_in {
    ($type:ident as $view:ty, named $name:literal { $($items:tt)* }) => {
        // SAFETY: 1. the type is its view or a transparent wrapper of it, unless `view` is among the items, with its reason;
        // 2. the thread-local is this type's; 3. the rest is as the trait or the items have it.
        #[diagnostic::do_not_recommend]
        unsafe impl crate::object::Object for $type {
            type View = $view;
            const NAME: &'static str = $name;
            const BUILT_IN: u8 = crate::values::builtin::TypeNumber::$type as u8;

            #[inline]
            fn state() -> &'static crate::object::type_state::TypeState {
                thread_local!(static STATE: crate::object::type_state::TypeState = const { crate::object::type_state::TypeState::new() });
                crate::object::type_state::state_of(&STATE)
            }

            $($items)*
        }
    };
}

/// An object type whose values are those of `$view`, which never change: a transparent wrapper of it.
macro_rules! scalar {
    ($type:ident($view:ty) named $name:literal { $($items:tt)* }) => {
        crate::values::built_in::frozen_leaf!($type);

        crate::values::built_in::built_in! { $type as $view, named $name {
            const REPR_IS_PLAIN: bool = true;
            $($items)*
        } }
    };
}

/// An object type of values that hold objects, and write themselves. One that is `mutable` is neither hashed nor shared.
macro_rules! container {
    (mutable $type:ident named $name:literal { $($items:tt)* }) => {
        crate::values::built_in::container! { $type named $name {
            fn hash_value(_: &crate::object::Obj<Self>) -> Result<u64, crate::heap::type_info::Unhashable> {
                Err(crate::heap::type_info::Unhashable { type_name: Self::NAME })
            }

            $($items)*
        } }

        #[diagnostic::do_not_recommend]
        // SAFETY: each is an object of its own.
        unsafe impl crate::object::diagnostics::Unshared for $type {}
    };
    ($type:ident named $name:literal { $($items:tt)* }) => {
        crate::values::built_in::built_in! { $type as Self, named $name {
            #[cfg(feature = "parcel")]
            const MOVES: Option<crate::object::Moves<Self>> = Some(crate::object::Moves {
                is_frozen: false,
                is_sendable: Some(true),
                copies: crate::object::behaviour::Copies(Some(Self::duplicate)),
            });

            fn debug(this: &crate::object::Obj<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&**this, f)
            }

            fn display(this: &crate::object::Obj<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                Self::debug(this, f)
            }

            fn repr(this: &crate::object::Obj<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                Self::debug(this, f)
            }

            $($items)*
        } }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(self, f)
            }
        }
    };
}

/// References to a container, as what is iterated over.
macro_rules! iterable {
    ($type:ident by $method:ident as $iter:ident over $item:ty) => {
        impl<'a> IntoIterator for &'a $type {
            type Item = $item;
            type IntoIter = $iter<'a>;
            fn into_iter(self) -> $iter<'a> {
                self.$method()
            }
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
        #[doc(hidden)]
        impl<$($parameters)*> PartialEq<$other> for crate::object::Obj<$type> {
            #[inline]
            fn eq(&self, $value: &$other) -> bool {
                **self == *$view
            }
        }

        #[doc(hidden)]
        impl<$($parameters)*> PartialEq<crate::object::Obj<$type>> for $other {
            #[inline]
            fn eq(&self, other: &crate::object::Obj<$type>) -> bool {
                let $value = self;
                *$view == **other
            }
        }

        #[doc(hidden)]
        impl<$($parameters)*> PartialOrd<$other> for crate::object::Obj<$type> {
            #[inline]
            fn partial_cmp(&self, $value: &$other) -> Option<std::cmp::Ordering> {
                (**self).partial_cmp($view)
            }
        }

        #[doc(hidden)]
        impl<$($parameters)*> PartialOrd<crate::object::Obj<$type>> for $other {
            #[inline]
            fn partial_cmp(&self, other: &crate::object::Obj<$type>) -> Option<std::cmp::Ordering> {
                let $value = self;
                (*$view).partial_cmp(&**other)
            }
        }
    )*};
}

pub(crate) use {built_in, compares, container, converts, frozen_leaf, iterable, scalar};
