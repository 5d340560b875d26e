//! `ObjMapEntry`: the place of a key.

use std::hash::Hash;

use super::ObjMap;
use super::key::ByView;
use crate::object::{Obj, Object};

/// The place of a key in an [`ObjMap`], whether the map has the key or not; see [`ObjMap::entry`].
///
/// It lends nothing of the map: each method looks at the map as it is then, and code of the user that runs meanwhile may
/// change it.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// let ages: ObjMap<Str, Int> = ObjMap::new();
/// ages.insert("Ann".into(), 30.into());
/// assert_eq!(ages.entry("Ann".into()).or_insert(0.into()), 30);
/// assert_eq!(ages.entry("Bob".into()).or_insert(0.into()), 0);
/// ```
pub struct ObjMapEntry<'a, K: Object, V: ?Sized> {
    map: &'a ObjMap<K, V>,
    key: Obj<K>,
    hash: u64,
}

impl<'a, K: Object, V: ?Sized> ObjMapEntry<'a, K, V>
where
    K::View: Eq + Hash,
{
    pub(super) fn new(map: &'a ObjMap<K, V>, key: Obj<K>) -> Self {
        let hash = ByView::new(&*key).hash;
        Self { map, key, hash }
    }

    fn search(&self) -> ByView<'_, K::View> {
        ByView::hashed(&*self.key, self.hash)
    }

    /// The key that was asked for.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// assert_eq!(ages.entry("Ada".into()).key(), "Ada");
    /// ```
    #[must_use]
    pub fn key(&self) -> &Obj<K> {
        &self.key
    }

    /// A handle of one's own to the value, if there is one.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// assert!(ages.entry("Ada".into()).get().is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self) -> Option<Obj<V>> {
        self.map.table.get(&self.search())
    }

    /// The value; if there is none, `value` is added.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// assert_eq!(ages.entry("Ada".into()).or_insert(36.into()), 36);
    /// assert_eq!(ages.entry("Ada".into()).or_insert(37.into()), 36);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn or_insert(self, value: Obj<V>) -> Obj<V> {
        self.or_insert_with(|| value)
    }

    /// The value; if there is none, what `make` gives is added.
    ///
    /// If `make` adds the key itself, that value stays and the one made is dropped.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.entry("Ada".into()).or_insert_with(|| 36.into());
    /// ages.entry("Ada".into()).or_insert_with(|| unreachable!("there is one"));
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn or_insert_with(self, make: impl FnOnce() -> Obj<V>) -> Obj<V> {
        if let Some(value) = self.get() {
            return value;
        }
        let value = make();
        if let Some(earlier) = self.get() {
            return earlier;
        }
        self.map.table.push(self.hash, self.key, value.clone());
        value
    }

    /// The value; if there is none, a default one is added.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let people: ObjMap<Str, List> = ObjMap::new();
    /// people.entry("Ada".into()).or_default().append(36.into());
    /// assert_eq!(people.at("Ada").unwrap().len(), 1);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn or_default(self) -> Obj<V>
    where
        V: Object + Default,
    {
        self.or_insert_with(Obj::default)
    }

    /// Calls `look` with the value, if there is one; for cells in it to be changed.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let people: ObjMap<Str, List> = ObjMap::new();
    /// people.insert("Ada".into(), [36].into());
    /// people.entry("Ada".into()).and_modify(|list| list.clear()).or_default();
    /// assert_eq!(people.at("Ada").unwrap().len(), 0);
    /// ```
    #[must_use]
    pub fn and_modify(self, look: impl FnOnce(&Obj<V>)) -> Self {
        let position = self.map.table.find(&self.search());
        let guard = position.and_then(|position| self.map.guard_at(position));
        if let Some(guard) = guard {
            look(&guard);
        }
        self
    }

    /// Sets the value; returns the old one. A key that is there stays.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// assert!(ages.entry("Ada".into()).insert(36.into()).is_none());
    /// assert_eq!(ages.entry("Ada".into()).insert(37.into()).unwrap(), 36);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn insert(self, value: Obj<V>) -> Option<Obj<V>> {
        match self.map.table.find(&self.search()) {
            Some(position) => Some(self.map.table.replace(position, value)),
            None => {
                self.map.table.push(self.hash, self.key, value);
                None
            }
        }
    }

    /// Removes the key; returns its value, if there was one.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::from([("Ada".into(), 36.into()), ("Bob".into(), 7.into())]);
    /// assert_eq!(ages.entry("Bob".into()).remove().unwrap(), 7);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn remove(self) -> Option<Obj<V>> {
        self.map.table.remove(&self.search()).map(|(_, value)| value)
    }
}
