//! The entries of an `ObjMap`, one by one.

use std::iter::FusedIterator;
use std::vec;

use super::ObjMap;
use crate::object::Obj;
use crate::object::guard::ObjRef;

/// Guards to read the entries of a map as it was when the iterator was made; see [`ObjMap::iter`].
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let ages: ObjMap<Str, Int> = ObjMap::new();
/// ages.insert("Ann".into(), 30.into());
/// for (name, age) in &ages {
///     assert!(&**name == "Ann" && **age == 30);
/// }
/// ```
#[must_use = "iterators do nothing unless they are used"]
pub struct ObjMapIter<'a, K: ?Sized, V: ?Sized> {
    map: &'a ObjMap<K, V>,
    entries: vec::IntoIter<(usize, Obj<K>, Obj<V>)>,
}

impl<'a, K: ?Sized, V: ?Sized> ObjMapIter<'a, K, V> {
    pub(super) fn new(map: &'a ObjMap<K, V>, entries: Vec<(usize, Obj<K>, Obj<V>)>) -> Self {
        Self { map, entries: entries.into_iter() }
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn guard(&self, (position, key, value): (usize, Obj<K>, Obj<V>)) -> (ObjRef<'a, K>, ObjRef<'a, V>) {
        (ObjRef::new(key, &self.map.table, position), ObjRef::new(value, self.map, position))
    }
}

impl<'a, K: ?Sized, V: ?Sized> Iterator for ObjMapIter<'a, K, V> {
    type Item = (ObjRef<'a, K>, ObjRef<'a, V>);

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some(self.guard(entry))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl<K: ?Sized, V: ?Sized> DoubleEndedIterator for ObjMapIter<'_, K, V> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next_back()?;
        Some(self.guard(entry))
    }
}

impl<K: ?Sized, V: ?Sized> ExactSizeIterator for ObjMapIter<'_, K, V> {}
impl<K: ?Sized, V: ?Sized> FusedIterator for ObjMapIter<'_, K, V> {}

/// What was not read ends as a reading too.
impl<K: ?Sized, V: ?Sized> Drop for ObjMapIter<'_, K, V> {
    fn drop(&mut self) {
        self.for_each(drop);
    }
}

/// An iterator over one half of the entries.
macro_rules! half {
    ($(#[$doc:meta])* $name:ident, $item:ident, $index:tt) => {
        $(#[$doc])*
        #[must_use = "iterators do nothing unless they are used"]
        pub struct $name<'a, K: ?Sized, V: ?Sized>(ObjMapIter<'a, K, V>);

        impl<'a, K: ?Sized, V: ?Sized> $name<'a, K, V> {
            pub(super) fn new(map: &'a ObjMap<K, V>) -> Self {
                Self(map.iter())
            }
        }

        impl<'a, K: ?Sized, V: ?Sized> Iterator for $name<'a, K, V> {
            type Item = ObjRef<'a, $item>;

            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn next(&mut self) -> Option<Self::Item> {
                self.0.next().map(|entry| entry.$index)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        impl<K: ?Sized, V: ?Sized> DoubleEndedIterator for $name<'_, K, V> {
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn next_back(&mut self) -> Option<Self::Item> {
                self.0.next_back().map(|entry| entry.$index)
            }
        }

        impl<K: ?Sized, V: ?Sized> ExactSizeIterator for $name<'_, K, V> {}
        impl<K: ?Sized, V: ?Sized> FusedIterator for $name<'_, K, V> {}
    };
}

half! {
    /// Guards to read the keys of a map as it was when the iterator was made; see [`ObjMap::keys`].
    ObjMapKeys, K, 0
}

half! {
    /// Guards to read the values of a map as it was when the iterator was made; see [`ObjMap::values`].
    ObjMapValues, V, 1
}

impl<'a, K: ?Sized, V: ?Sized> IntoIterator for &'a ObjMap<K, V> {
    type Item = (ObjRef<'a, K>, ObjRef<'a, V>);
    type IntoIter = ObjMapIter<'a, K, V>;
    fn into_iter(self) -> ObjMapIter<'a, K, V> {
        self.iter()
    }
}

impl<K: ?Sized, V: ?Sized> IntoIterator for ObjMap<K, V> {
    type Item = (Obj<K>, Obj<V>);
    type IntoIter = vec::IntoIter<(Obj<K>, Obj<V>)>;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn into_iter(self) -> Self::IntoIter {
        self.drain()
    }
}
