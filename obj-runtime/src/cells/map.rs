//! `ObjMap`: handles by the value of other handles.

use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::iter::FusedIterator;
use std::ptr;
use std::vec;

use foldhash::fast::FixedState;

use super::ordered_table::{OrderedTable, SearchKey};
use crate::ledger;
use crate::object::guard::{Holds, ObjRef};
use crate::object::{Obj, Object};
use crate::trace::{Held, Trace, Tracer};

/// A field that maps objects to objects, and can be changed through a shared reference.
///
/// ObjMapKeys are found by value, whichever handle they are looked up with, and stay in the order in which they were added. Looking up,
/// adding and removing take constant time on average. Nothing panics for being borrowed, and destructors, finalizers and comparisons
/// may use the map that is being changed or iterated. What is removed is dropped last. ObjMapKeys that lie about their equality
/// or hash are not found; nothing worse.
///
/// Look-ups take what the keys' handles dereference to: a `&Obj<Str>` as well as a `&str`.
///
/// Two ways to read: [`get`](Self::get) gives a handle to keep; [`at`](Self::at), [`iter`](Self::iter), [`keys`](Self::keys) and
/// [`values`](Self::values) give guards to look through. Prefer the guards when walking a graph: they leave the
/// collector nothing to do.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Scope { names: ObjMap<Str, Scope> }
///
/// let scope = Obj::new(Scope::default());
/// scope.names.insert("self".into(), scope.clone());
/// assert!(Obj::is(&scope.names.at("self").unwrap(), &scope));
/// for (name, inner) in scope.names.iter() {
///     scope.names.clear();
///     assert_eq!(format!("{name}"), "self");
///     assert!(inner.names.is_empty());
/// }
/// ```
pub struct ObjMap<K: ?Sized, V: ?Sized> {
    table: OrderedTable<Obj<K>, Obj<V>>,
}

impl<K: ?Sized, V: ?Sized> ObjMap<K, V> {
    /// An empty map. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { table: OrderedTable::new() }
    }

    /// The number of entries.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are no entries.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all entries, in the order in which they were added, keys before values.
    pub fn clear(&self) {
        drop(self.table.take_all());
    }

    /// Takes out the entry that was added last.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn pop(&self) -> Option<(Obj<K>, Obj<V>)> {
        self.table.take_last().map(|(_, key, value)| (key, value))
    }

    /// Guards to read the keys and values that are in the map now, in the order in which they were added.
    ///
    /// If the map is changed meanwhile, the iterator goes on as if it were not. Making it takes time proportional to the
    /// number of entries.
    pub fn iter(&self) -> ObjMapIter<'_, K, V> {
        let mut entries = Vec::with_capacity(self.len());
        self.table.visit_at(|position, key, value| entries.push((position, key.clone(), value.clone())));
        ObjMapIter { map: self, entries: entries.into_iter() }
    }

    /// Guards to read the keys; as [`iter`](Self::iter).
    pub fn keys(&self) -> ObjMapKeys<'_, K, V> {
        ObjMapKeys(self.iter())
    }

    /// Guards to read the values; as [`iter`](Self::iter).
    pub fn values(&self) -> ObjMapValues<'_, K, V> {
        ObjMapValues(self.iter())
    }
}

impl<K: Object, V: ?Sized> ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    /// A handle of one's own to the value of a key.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self, key: &K::View) -> Option<Obj<V>> {
        self.table.get(&ByView::new(key))
    }

    /// A guard to read the value of a key.
    ///
    /// The map may be changed meanwhile; the guard keeps the object it was made for.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn at(&self, key: &K::View) -> Option<ObjRef<'_, V>> {
        let _attribution = ledger::attribute_to_caller();
        let position = self.table.find(&ByView::new(key))?;
        let value = self.table.look_at(position, |_, value| value.clone())?;
        Some(ObjRef::new(value, self, position))
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key(&self, key: &K::View) -> bool {
        self.table.contains(&ByView::new(key))
    }

    /// The key that the map has: the one that was added first of those that are equal to `key`.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get_key(&self, key: &K::View) -> Option<Obj<K>> {
        let _attribution = ledger::attribute_to_caller();
        let position = self.table.find(&ByView::new(key))?;
        self.table.look_at(position, |key, _| key.clone())
    }

    /// Sets the value of a key; returns the old one. A key that is there stays.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn insert(&self, key: Obj<K>, value: Obj<V>) -> Option<Obj<V>> {
        let probe = ByView::new(&*key);
        match self.table.find(&probe) {
            Some(position) => Some(self.table.replace(position, value)),
            None => {
                self.table.push(probe.hash, key, value);
                None
            }
        }
    }

    /// The value of a key, which is made and added first if there is none.
    ///
    /// If `make` adds the key itself, that value stays and the one made is dropped.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get_or_insert_with(&self, key: Obj<K>, make: impl FnOnce() -> Obj<V>) -> Obj<V> {
        let probe = ByView::new(&*key);
        if let Some(value) = self.table.get(&probe) {
            return value;
        }
        let value = make();
        if let Some(earlier) = self.table.get(&probe) {
            return earlier;
        }
        self.table.push(probe.hash, key, value.clone());
        value
    }

    /// Removes a key; returns its value, if there was one.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn remove(&self, key: &K::View) -> Option<Obj<V>> {
        let removed = self.table.remove(&ByView::new(key));
        removed.map(|(_, value)| value)
    }
}

/// A value to be looked for among handles, with its hash.
struct ByView<'a, T: ?Sized> {
    view: &'a T,
    hash: u64,
}

impl<'a, T: Hash + ?Sized> ByView<'a, T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn new(view: &'a T) -> Self {
        Self { view, hash: FixedState::with_seed(0).hash_one(view) }
    }
}

impl<K: Object> SearchKey<Obj<K>> for ByView<'_, K::View>
where
    K::View: Eq,
{
    #[inline]
    fn hash(&self) -> u64 {
        self.hash
    }

    #[inline]
    fn knows(&self, key: &Obj<K>) -> Option<bool> {
        ptr::eq(&**key, self.view).then_some(true)
    }

    #[inline]
    fn equals(&self, key: &Obj<K>) -> bool {
        **key == *self.view
    }
}

impl<K: ?Sized, V: ?Sized> Holds<Obj<V>> for ObjMap<K, V> {
    fn holds(&self, index: usize, object: &Obj<V>) -> bool {
        self.table.look_at(index, |_, value| Obj::is(value, object)).unwrap_or(false)
    }
}

/// Guards to read the entries of a map as it was when the iterator was made; see [`ObjMap::iter`].
#[must_use = "iterators do nothing unless they are used"]
pub struct ObjMapIter<'a, K: ?Sized, V: ?Sized> {
    map: &'a ObjMap<K, V>,
    entries: vec::IntoIter<(usize, Obj<K>, Obj<V>)>,
}

impl<'a, K: ?Sized, V: ?Sized> ObjMapIter<'a, K, V> {
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

impl<K: ?Sized, V: ?Sized> Default for ObjMap<K, V> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        Self::new()
    }
}

/// Another map of the same objects.
impl<K: ?Sized, V: ?Sized> Clone for ObjMap<K, V> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self { table: self.table.duplicate() }
    }
}

impl<K: Object, V: ?Sized> FromIterator<(Obj<K>, Obj<V>)> for ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = (Obj<K>, Obj<V>)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<K: Object, V: ?Sized, const N: usize> From<[(Obj<K>, Obj<V>); N]> for ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(entries: [(Obj<K>, Obj<V>); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Object, V: ?Sized> Extend<(Obj<K>, Obj<V>)> for ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    fn extend<I: IntoIterator<Item = (Obj<K>, Obj<V>)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

/// Equal keys with equal values, in any order.
impl<K: Object, V: ?Sized> PartialEq for ObjMap<K, V>
where
    K::View: Eq + Hash,
    Obj<V>: PartialEq,
{
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self.iter().all(|(key, value)| other.at(&key).is_some_and(|other| *other == *value))
    }
}

impl<K: Object, V: ?Sized> Eq for ObjMap<K, V>
where
    K::View: Eq + Hash,
    Obj<V>: Eq,
{
}

/// As a map of its objects.
impl<K: ?Sized, V: ?Sized> fmt::Debug for ObjMap<K, V>
where
    Obj<K>: fmt::Debug,
    Obj<V>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

// SAFETY: the map owns its handles and visits each once.
unsafe impl<K: Held + ?Sized, V: Held + ?Sized> Trace for ObjMap<K, V> {
    const HOLDS: bool = K::HOLDS_BEHIND || V::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = Self::HOLDS;
    fn trace(&self, tracer: &mut Tracer) {
        if Self::HOLDS || tracer.wants_everything() {
            let mut index = 0;
            self.table.visit(|_, key, value| {
                tracer.key(index, key);
                tracer.value(index, value);
                index += 1;
            });
        }
    }
}
