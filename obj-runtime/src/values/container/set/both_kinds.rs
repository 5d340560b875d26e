//! What sets of both kinds have: they are made, asked and combined alike.

/// The parts of `Set` and `FrozenSet` that are the same. Elements are written between `$open` and
/// `$close`; the hash of a set that is not `mutable` is among the items.
macro_rules! set_of_elements {
    ($type:ident named $name:literal, written $open:literal $close:literal, $($mutable:ident)? { $($items:tt)* }) => {
        #[cfg(feature = "parcel")]
        impl $type {
            /// Another one with the same elements.
            fn duplicate(&self) -> Self {
                Self { elements: self.elements.duplicate() }
            }
        }

        container! { $($mutable)? $type named $name {
            fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
                algebra::elements_of(other).is_some_and(|other| algebra::equal(&this.elements, other))
            }

            fn compare(this: &Obj<Self>, other: &AnyObj) -> Option<Ordering> {
                algebra::order(&this.elements, algebra::elements_of(other)?)
            }

            $($items)*
        } }

        // SAFETY: each element is owned by the set and visited once.
        unsafe impl crate::trace::Trace for $type {
            type Leaves<H> = ();
            const HOLDS: bool = true;
            const HOLDS_BEHIND: bool = true;
            fn trace(this: &Self, tracer: &mut crate::trace::Tracer) {
                algebra::trace(&this.elements, tracer);
            }
            crate::trace::owns! { this => this.elements.bytes() }
            #[cfg(feature = "parcel")]
            fn relocate(this: &mut Self, relocator: &mut crate::trace::Relocator) {
                let as_it_is = |set: &mut Self, relocator: &mut crate::trace::Relocator| {
                    set.elements.relocate(relocator, |key| (key.handle_mut(), false));
                };
                relocator.rekey_table(this, |key| key.handle().pointer(), as_it_is);
            }
        }

        #[cfg(feature = "parcel")]
        crate::cells::ordered_table::filled_again! {
            [] $type, elements of AnyObj, (): |set, key, ()| {
                // Its hash was known before.
                let Ok(hash) = key.hash_value() else { continue };
                let _ = algebra::add(&set.elements, hash, key);
            }
        }

        #[diagnostic::do_not_recommend]
        impl crate::object::diagnostics::WeakTarget for $type {}

        impl Default for $type {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn default() -> Self {
                Self { elements: Elements::new() }
            }
        }

        impl $type {
            pub(in crate::values) fn elements(&self) -> &Elements {
                &self.elements
            }

            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn object(elements: Elements) -> Obj<Self> {
                Obj::new(Self { elements })
            }

            /// A set of elements.
            ///
            /// # Errors
            /// If an element has no hash.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// assert_eq!(Set::try_from_iter([1, 2, 2]).unwrap().len(), 2);
            /// assert!(FrozenSet::try_from_iter([Obj::<List>::default()]).is_err());
            /// ```
            #[cfg_attr(feature = "trace-refs", track_caller)]
            pub fn try_from_iter<A: Into<AnyObj>>(elements: impl IntoIterator<Item = A>) -> Result<Self, Unhashable> {
                let set = Self::default();
                algebra::add_all(&set.elements, elements)?;
                Ok(set)
            }

            /// The number of elements.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
            /// assert_eq!((small.len(), even.len()), (3, 2));
            /// ```
            #[inline]
            #[must_use]
            pub fn len(&self) -> usize {
                self.elements.len()
            }

            /// Whether there is such an element: Python's `element in s`.
            ///
            /// # Panics
            /// `TypeError: unhashable type: 'list'`.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
            /// assert!(small.contains(&1.into()) && !even.contains(&1.into()));
            /// ```
            #[must_use]
            #[track_caller]
            pub fn contains(&self, element: &AnyObj) -> bool {
                self.elements.contains(&HashedKey::expect(element))
            }

            /// Whether there is such an element.
            ///
            /// # Errors
            /// If `element` has no hash.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
            /// assert_eq!((small.try_contains(&1.into()), even.try_contains(&1.into())), (Ok(true), Ok(false)));
            /// ```
            pub fn try_contains(&self, element: &AnyObj) -> Result<bool, Unhashable> {
                Ok(self.elements.contains(&HashedKey::new(element)?))
            }

            /// The elements, in the order in which they were added.
            ///
            /// # Panics
            /// When iterating goes on after an element was added or removed: `RuntimeError: Set changed size during iteration`.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
            /// assert_eq!(small.iter().chain(even.iter()).count(), 5);
            /// ```
            pub fn iter(&self) -> SetIter<'_> {
                SetIter::new(&self.elements)
            }

            /// Whether there are no elements.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
            /// assert!(!small.is_empty() && !even.is_empty());
            /// ```
            #[inline]
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            new_sets! {
                /// A new set of what is in either: Python's `s | t`.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert_eq!(small.union(&even.into()).len(), 4);
                /// ```
                union;
                /// A new set of what is in both: Python's `s & t`.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert_eq!(small.intersection(&even.into()).len(), 1);
                /// ```
                intersection;
                /// A new set of the elements that are not among the items: Python's `s - t`.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert_eq!(small.difference(&even.into()).len(), 2);
                /// ```
                difference;
                /// A new set of what is in one of both: Python's `s ^ t`.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert_eq!(small.symmetric_difference(&even.into()).len(), 3);
                /// ```
                symmetric_difference;
            }

            questions! {
                /// Whether all elements are among the items: Python's `s <= t`.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert!(!small.issubset(&even.into()));
                /// ```
                issubset = algebra::is_subset_of;
                /// Whether all items are elements: Python's `s >= t`.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert!(!small.issuperset(&even.into()));
                /// ```
                issuperset = algebra::is_superset_of;
                /// Whether no item is an element.
                ///
                /// # Examples
                /// ```
                /// # use obj_runtime::prelude::*;
                #[doc = concat!("let (small, even): (Obj<", stringify!($type), ">, Obj<", stringify!($type), ">) = ([1, 2, 3].into(), [2, 4].into());")]
                /// assert!(!small.isdisjoint(&even.into()));
                /// ```
                isdisjoint = algebra::is_disjoint_from;
            }
        }

        iterable! { $type by iter as SetIter over crate::object::guard::AnyRef<'a> }

        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                algebra::equal(&self.elements, &other.elements)
            }
        }

        /// By inclusion: `None` if neither set has all elements of the other.
        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                algebra::order(&self.elements, &other.elements)
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                algebra::write(&self.elements, (&raw const *self).addr(), f, [$name, $open, $close])
            }
        }

        #[doc = concat!("# Panics\n`TypeError: unhashable type: 'list'`; see [`", stringify!($type), "::try_from_iter`].")]
        impl<A: Into<AnyObj>> FromIterator<A> for $type {
            #[track_caller]
            fn from_iter<I: IntoIterator<Item = A>>(elements: I) -> Self {
                match Self::try_from_iter(elements) {
                    Ok(set) => set,
                    Err(error) => panic!("TypeError: {error}"),
                }
            }
        }

        impl<A: Into<AnyObj>> FromIterator<A> for Obj<$type> {
            #[track_caller]
            fn from_iter<I: IntoIterator<Item = A>>(elements: I) -> Self {
                Self::new($type::from_iter(elements))
            }
        }

        impl<A: Into<AnyObj>, const N: usize> From<[A; N]> for Obj<$type> {
            #[track_caller]
            fn from(elements: [A; N]) -> Self {
                Self::from_iter(elements)
            }
        }
    };
}

/// Methods that make a set of another and the items of anything.
macro_rules! new_sets {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Panics
        /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
        #[must_use]
        #[track_caller]
        pub fn $name(&self, items: &AnyObj) -> Obj<Self> {
            Self::object(algebra::$name(&self.elements, items))
        }
    )*};
}

/// Methods that ask something of a set and the items of anything.
macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $answer:path;)*) => {$(
        $(#[$doc])*
        ///
        /// # Panics
        /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
        #[must_use]
        #[track_caller]
        pub fn $name(&self, items: &AnyObj) -> bool {
            $answer(&self.elements, items)
        }
    )*};
}

/// Methods that change a set by the items of anything.
macro_rules! changes {
    ($($(#[$doc:meta])* $name:ident = $change:path;)*) => {$(
        $(#[$doc])*
        ///
        /// # Panics
        /// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
        #[track_caller]
        pub fn $name(&self, items: &AnyObj) {
            $change(&self.elements, items);
        }
    )*};
}

pub(super) use {changes, new_sets, questions, set_of_elements};
