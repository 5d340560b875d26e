//! How types that are not of this crate are traced, by what they are. Each macro takes a list of types; the letters of their
//! parameters are those of the macro's description, and further parameters stand in the brackets before a type.

/// `Trace` for a type that holds no handles, or none that may be visited; `$items` says what else is known of it.
macro_rules! leaf {
    ([$($parameters:tt)*] $type:ty { $($items:tt)* }) => {
        // SAFETY: nothing is visited, which is always allowed.
        #[diagnostic::do_not_recommend]
        unsafe impl<$($parameters)*> $crate::Trace for $type {
            type Leaves<Depth> = Self;
            const HOLDS: bool = false;
            const HOLDS_BEHIND: bool = false;
            const IS_HANDLES_ONLY: bool = !std::mem::needs_drop::<Self>();
            $crate::trace::tells_all!(true, true);
            $crate::trace::finds_all!(true, true);
            #[inline]
            fn trace(_: &Self, _: &mut $crate::Tracer) {}
            #[cfg(feature = "parcel")]
            fn relocate(_: &mut Self, _: &mut $crate::trace::Relocator) {}
            $($items)*
        }
    };
}

/// `Trace::TRACE_TELLS_ALL`, of a value and of one behind a pointer.
macro_rules! tells_all {
    ($itself:expr, $behind:expr) => {
        const TRACE_TELLS_ALL: bool = $itself;
        const TRACE_TELLS_ALL_BEHIND: bool = $behind;
    };
}

/// `Trace::TRACE_FINDS_ALL`, of a value and of one behind a pointer.
macro_rules! finds_all {
    ($itself:expr, $behind:expr) => {
        const TRACE_FINDS_ALL: bool = $itself;
        const TRACE_FINDS_ALL_BEHIND: bool = $behind;
    };
}

/// A type whose values are copied by its `Clone`.
macro_rules! copied_by_clone {
    () => {
        #[cfg(feature = "parcel")]
        fn copies() -> Option<fn(&Self) -> Self> {
            Some(Self::clone)
        }
    };
}

pub(crate) use {copied_by_clone, finds_all, tells_all};

/// What a type owns outside of the heap, of a `Trace` that is written out: the bytes that `$bytes` says of `$this`.
macro_rules! owns {
    ($this:ident => $bytes:expr) => {
        const OWNS: bool = true;
        #[inline]
        fn weigh(this: &Self, scale: &mut $crate::Scale) {
            let $this = this;
            scale.add($bytes);
        }
    };
}

/// The same, of a type that owns as much as each of its parts does, if it has them. Its own bytes are counted with who has it.
macro_rules! owns_what_is_in {
    ([$($part_type:ty),*] $this:ident => $($part:expr),* $(,)?) => {
        const OWNS: bool = $(<$part_type as $crate::Trace>::OWNS)||*;
        #[inline]
        fn weigh(this: &Self, scale: &mut $crate::Scale) {
            if Self::OWNS {
                let $this = this;
                $(<$part_type as $crate::Trace>::weigh($part, scale);)*
            }
        }
    };
}

/// Leaves that own memory and never change.
macro_rules! buffer {
    ($([$($parameters:tt)*] $type:ty, $this:ident => $bytes:expr);* $(;)?) => {$(
        leaf! { [$($parameters)*] $type { owns! { $this => $bytes } copied_by_clone! {} } }
        impl<$($parameters)*> $crate::Frozen for $type {}
    )*};
}

/// Leaves that never change.
macro_rules! constant {
    ($($(#[$attribute:meta])* [$($parameters:tt)*] $type:ty),* $(,)?) => {$(
        $(#[$attribute])*
        const _: () = {
            leaf! { [$($parameters)*] $type {} }
            impl<$($parameters)*> $crate::Frozen for $type {}
        };
    )*};
}

/// Leaves that may change, or may lead to what does.
macro_rules! changing {
    ($($(#[$attribute:meta])* [$($parameters:tt)*] $type:ty),* $(,)?) => {$(
        $(#[$attribute])*
        const _: () = {
            leaf! { [$($parameters)*] $type {} }
        };
    )*};
}

/// Leaves that never change, whose values are written, as keys of a map and as fields, as `Debug` does.
macro_rules! written {
    ($($type:ty),* $(,)?) => {$(
        leaf! { [] $type {
            fn text_of_key(this: &Self) -> Option<String> {
                Some(format!("{this:?}"))
            }
            copied_by_clone! {}
        } }

        impl $crate::Frozen for $type {}
    )*};
}

/// How types that own one `T`, to which `$changed` leads from `$this` if it can be changed, show its handles.
macro_rules! relocates {
    ([$inner:ident] $this:ident => $changed:expr) => {
        #[cfg(feature = "parcel")]
        fn relocate(this: &mut Self, relocator: &mut $crate::trace::Relocator) {
            let $this = this;
            $inner::relocate($changed, relocator);
        }
    };
}

/// Types that own one `T`, to which `$part` leads from `$this`, and `$changed`, if it can be changed.
macro_rules! wrapper {
    ($([$($parameters:tt)*] $type:ty, $this:ident => $part:expr $(, $changed:expr)?);* $(;)?) => {$(
        // SAFETY: the value is owned by the wrapper and visited once.
        unsafe impl<T: $crate::Trace, $($parameters)*> $crate::Trace for $type {
            type Leaves<Depth> = $crate::trace::Leaves<T, Depth>;
            const HOLDS: bool = T::HOLDS;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                let $this = this;
                T::trace($part, tracer);
            }
            owns_what_is_in! { [T] $this => $part }
            $(relocates! { [T] $this => $changed })?
        }
    )*};
}

/// Types that are laid out as the `$inner` in them and visit it alone, to which `$part` leads from `$this`, and `$changed`, if it can
/// be changed.
macro_rules! transparent {
    ($type:ident<$inner:ident>, $this:ident => $part:expr $(, $changed:expr)?) => {
        // SAFETY: the value is owned by the wrapper and visited once, or holds nothing.
        unsafe impl<$inner: $crate::Trace> $crate::Trace for $type<$inner> {
            type Leaves<Depth> = $crate::trace::Leaves<$inner, Depth>;
            const HOLDS: bool = $inner::HOLDS;
            const HOLDS_BEHIND: bool = $inner::HOLDS_BEHIND;
            const IS_HANDLES_ONLY: bool = $inner::IS_HANDLES_ONLY;
            const POINTERS: $crate::trace::PointerMap = $inner::POINTERS;
            #[inline]
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                if $inner::HOLDS || tracer.wants_everything() {
                    let $this = this;
                    $inner::trace($part, tracer);
                }
            }
            fn text_of_key(this: &Self) -> Option<String> {
                let $this = this;
                $inner::text_of_key($part)
            }
            owns_what_is_in! { [$inner] $this => $part }
            $(relocates! { [$inner] $this => $changed })?
        }
    };
}

/// Enums: of which types, and what each variant owns.
macro_rules! variants {
    ($([$($parameter:ident),*] $type:ty { $($variant:pat => $($part:ident)?),* $(,)? })*) => {$(
        // SAFETY: the value is owned by the variant and visited once.
        unsafe impl<$($parameter: $crate::Trace),*> $crate::Trace for $type {
            type Leaves<Depth> = ($($crate::trace::Leaves<$parameter, Depth>,)*);
            const HOLDS: bool = $($parameter::HOLDS)||*;
            const HOLDS_BEHIND: bool = $($parameter::HOLDS_BEHIND)||*;
            #[inline]
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                match this {
                    $($variant => { $($crate::Trace::trace($part, tracer);)? })*
                }
            }
            const OWNS: bool = $($parameter::OWNS)||*;
            #[inline]
            fn weigh(this: &Self, scale: &mut $crate::Scale) {
                match this {
                    $($variant => { $($crate::Trace::weigh($part, scale);)? })*
                }
            }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut $crate::trace::Relocator) {
                match this {
                    $($variant => { $($crate::Trace::relocate($part, relocator);)? })*
                }
            }
        }

        impl<$($parameter: $crate::Frozen),*> $crate::Frozen for $type {}
    )*};
}

/// Containers that own their items `T` on the heap, with room for as many as `$room` says, and another value: `=> S`. Behind a
/// comma: what gives the items to be changed.
macro_rules! sequence {
    ($([$($parameters:tt)*] $type:ty = $room:ident $(=> $other:ty)? $(, $each:ident)?);* $(;)?) => {$(
        // SAFETY: each item is owned by the container and visited once.
        unsafe impl<T: $crate::Trace, $($parameters)*> $crate::Trace for $type {
            type Leaves<Depth> = ($crate::trace::Leaves<T, Depth>, $($other)?);
            const HOLDS: bool = T::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                if Self::HOLDS || tracer.wants_everything() {
                    tracer.behind(this, |tracer| tracer.each(this));
                }
            }
            const OWNS: bool = true;
            #[inline]
            fn weigh(this: &Self, scale: &mut $crate::Scale) {
                scale.add(this.$room() * size_of::<T>());
                scale.items(this.len(), this.iter());
            }
            $(
                #[cfg(feature = "parcel")]
                fn relocate(this: &mut Self, relocator: &mut $crate::trace::Relocator) {
                    relocator.behind(this, |this, relocator| relocator.items(this.$each()));
                }
            )?
        }

        impl<T: $crate::Frozen, $($parameters)*> $crate::Frozen for $type {}
    )*};
}

/// Containers that own what `$visit` visits behind a pointer, which can hold handles if `$holds`. Each use says why nothing
/// is visited twice.
macro_rules! owner {
    ([$($parameters:tt)*] $type:ty, $holds:expr, |$this:ident, $tracer:ident| $visit:expr) => {
        // SAFETY: what is visited is owned by the container and visited once.
        unsafe impl<$($parameters)*> $crate::Trace for $type {
            type Leaves<Depth> = Self;
            const HOLDS: bool = $holds;
            const HOLDS_BEHIND: bool = Self::HOLDS;
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                if Self::HOLDS || tracer.wants_everything() {
                    let $this = this;
                    tracer.behind(this, |$tracer| $visit);
                }
            }
        }
    };
}

pub(crate) use {owner, owns};

/// How what dereferences to its items visits them.
macro_rules! visit_items {
    () => {
        #[inline]
        fn trace(this: &Self, tracer: &mut $crate::Tracer) {
            tracer.items(this);
        }
        #[cfg(feature = "parcel")]
        fn relocate(this: &mut Self, relocator: &mut $crate::trace::Relocator) {
            relocator.items(this);
        }
    };
}

/// Containers whose items `T` lie in a row, which `$items` gives of `$this`, and `$changed` to be changed; on the heap, there is
/// room for `$room` of them. `$copy` is a copy, if there can be one.
macro_rules! row {
    ($([$($parameters:tt)*] $type:ty, $this:ident => $items:expr, $changed:expr, $room:expr $(, $copy:expr)?);* $(;)?) => {$(
        // SAFETY: each item is owned by the container and visited once.
        unsafe impl<T: $crate::Trace, $($parameters)*> $crate::Trace for $type {
            type Leaves<Depth> = $crate::trace::Leaves<T, Depth>;
            const HOLDS: bool = T::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                let $this = this;
                tracer.row(this, $items);
            }
            $crate::trace::tells_all!(T::TRACE_TELLS_ALL_BEHIND, T::TRACE_TELLS_ALL_BEHIND);
            $crate::trace::finds_all!(T::TRACE_FINDS_ALL_BEHIND, T::TRACE_FINDS_ALL_BEHIND);
            const OWNS: bool = true;
            #[inline]
            fn weigh(this: &Self, scale: &mut $crate::Scale) {
                let $this = this;
                scale.add($room * size_of::<T>());
                scale.items($this.len(), $items.iter());
            }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut $crate::trace::Relocator) {
                relocator.behind(this, |$this, relocator| relocator.items($changed));
            }
            $(
                #[cfg(feature = "parcel")]
                fn copies() -> Option<fn(&Self) -> Self> {
                    T::copies().map(|_| (|$this: &Self| $copy) as fn(&Self) -> Self)
                }
            )?
        }

        impl<T: $crate::Frozen, $($parameters)*> $crate::Frozen for $type {}
    )*};
}

/// Containers that map keys `K` to values `V`, with room for as many entries as `$room` says, and own another value: `=> S`.
macro_rules! map {
    ($([$($parameters:tt)*] $type:ty = $room:ident $(=> $other:ty)?);* $(;)?) => {$(
        // SAFETY: each key and value is owned by the container and visited once.
        unsafe impl<K: $crate::Trace, V: $crate::Trace, $($parameters)*> $crate::Trace for $type {
            type Leaves<Depth> = ($crate::trace::Leaves<K, Depth>, $crate::trace::Leaves<V, Depth>, $($other)?);
            const HOLDS: bool = K::HOLDS_BEHIND || V::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = Self::HOLDS;
            #[inline]
            fn trace(this: &Self, tracer: &mut $crate::Tracer) {
                if Self::HOLDS || tracer.wants_everything() {
                    tracer.behind(this, |tracer| {
                        for (index, (key, value)) in this.iter().enumerate() {
                            tracer.key(index, key);
                            tracer.value(index, value);
                        }
                    });
                }
            }
            const OWNS: bool = true;
            #[inline]
            fn weigh(this: &Self, scale: &mut $crate::Scale) {
                scale.add(this.$room() * (size_of::<(K, V)>() + 1));
                scale.items(this.len(), this.iter().map(|(key, _)| key));
                scale.items(this.len(), this.iter().map(|(_, value)| value));
            }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut $crate::trace::Relocator) {
                relocator.behind(this, |this, relocator| {
                    for (key, value) in this.iter_mut() {
                        relocator.unknown(key);
                        V::relocate(value, relocator);
                    }
                });
            }
        }

        impl<K: $crate::Frozen, V: $crate::Frozen, $($parameters)*> $crate::Frozen for $type {}
    )*};
}
