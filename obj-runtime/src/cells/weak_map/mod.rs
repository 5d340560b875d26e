//! Maps that do not keep alive what they name: `WeakValueMap`, `WeakKeyMap`.
//!
//! An entry goes the moment its object dies, by a callback of its weak handle, as in CPython. So an entry costs
//! an anchor and a callback beside its place in the table.
//!
//! No table is borrowed while code of the user runs. A look-up hashes first, finds an entry of equal hash, lets go of
//! the table, compares, and starts over if the table changed meanwhile.

/// What both maps have in common: they are empty by default, and count the entries whose object is alive. `$entries` goes over
/// the entries of the table, each with the weak handle `$weak`.
macro_rules! common {
    ([$($parameters:tt)*] $map:ty, $entries:ident, $weak:ident) => {
        impl<$($parameters)*> $map {
            /// The number of entries whose object is alive. Takes time proportional to that of all.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # use obj_runtime::WeakValueMap;
            /// # #[derive(Object)]
            /// # struct Image;
            /// let open: WeakValueMap<&str, Image> = WeakValueMap::new();
            /// let image = Obj::new(Image);
            /// open.insert("a.png", &image);
            /// assert_eq!(open.len(), 1);
            /// drop(image);
            /// assert_eq!(open.len(), 0);
            /// ```
            #[must_use]
            pub fn len(&self) -> usize {
                self.table.entries.borrow().$entries().filter(|entry| entry.$weak.is_alive()).count()
            }

            /// Whether there is no entry whose object is alive.
            ///
            /// # Examples
            /// ```
            /// # use obj_runtime::prelude::*;
            /// # use obj_runtime::WeakValueMap;
            /// # #[derive(Object)]
            /// # struct Image;
            /// let open: WeakValueMap<&str, Image> = WeakValueMap::new();
            /// let image = Obj::new(Image);
            /// open.insert("a.png", &image);
            /// assert!(!open.is_empty());
            /// drop(image);
            /// assert!(open.is_empty());
            /// ```
            #[must_use]
            pub fn is_empty(&self) -> bool {
                !self.table.entries.borrow().$entries().any(|entry| entry.$weak.is_alive())
            }
        }

        impl<$($parameters)*> Default for $map {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

mod key_map;
mod value_map;

pub use key_map::WeakKeyMap;
pub use value_map::WeakValueMap;
