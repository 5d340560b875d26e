//! Many entries of an `ObjMap` at once: those that go are taken out first, and dropped when the map is whole.

use std::hash::Hash;
use std::vec;

use super::ObjMap;
use super::key::ByIdentity;
use crate::object::{Obj, Object};

impl<K: ?Sized, V: ?Sized> ObjMap<K, V> {
    /// Removes all entries, and returns them one after the other, in the order in which they were added. They are out of the
    /// map at once.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::from([("Ada".into(), 36.into()), ("Bob".into(), 7.into())]);
    /// assert!(ages.drain().map(|(name, _)| name).eq(["Ada", "Bob"]));
    /// assert!(ages.is_empty());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn drain(&self) -> vec::IntoIter<(Obj<K>, Obj<V>)> {
        self.table.take_all().into_entries().into_iter()
    }

    /// Sets the values of the keys of an iterator, one after the other, as [`insert`](Self::insert) does.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.extend([("Ada".into(), 36.into())]);
    /// assert_eq!(ages.get("Ada").unwrap(), 36);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn extend(&self, entries: impl IntoIterator<Item = (Obj<K>, Obj<V>)>)
    where
        K: Object,
        K::View: Eq + Hash,
    {
        for (key, value) in entries {
            drop(self.insert(key, value));
        }
    }

    /// Removes the entries for which `keep` says no.
    ///
    /// It is asked once for each entry that is in the map now, in the order in which they were added. If it changes the map,
    /// what it said no to goes if its key still has this value. If it panics, nothing is removed.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Person { age: u32 }
    ///
    /// let people: ObjMap<Str, Person> = ObjMap::new();
    /// people.insert("Ada".into(), Obj::new(Person { age: 36 }));
    /// people.insert("Bob".into(), Obj::new(Person { age: 7 }));
    /// people.retain(|_, person| person.age > 10);
    /// assert!(people.len() == 1 && people.contains_key("Ada"));
    /// ```
    pub fn retain(&self, mut keep: impl FnMut(&Obj<K>, &Obj<V>) -> bool) {
        let mut going = Vec::new();
        for reading in self.table.readings() {
            if keep(&reading.key, &reading.value) {
                self.table.put_back(reading);
            } else {
                going.push(reading);
            }
        }
        let mut removed = Vec::with_capacity(going.len());
        for reading in &going {
            let key = ByIdentity { key: &reading.key, hash: reading.hash };
            let has_value = |_: &Obj<K>, value: &Obj<V>| Obj::is(value, &reading.value);
            if let Some(position) = self.table.find(&key)
                && self.table.look_at(position, has_value).unwrap_or(false)
            {
                removed.push(self.table.take(position));
            }
        }
        drop((going, removed));
    }
}
