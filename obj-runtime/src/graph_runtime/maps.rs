//! `ObjMap` in units: it is given as a dict, and its items are read, set and deleted by key.

use std::hash::Hash;

use super::as_object::{AsObject, Borrowed, NoObject};
use super::attribute::SetAttribute;
use super::display::{FromDict, Keep, from_displays};
use super::item::{delete_items, items, set_items};
use super::of_values::On;
use crate::cells::ObjMap;
use crate::object::any::AnyObj;
use crate::object::guard::ObjRef;
use crate::object::{Obj, Object};
use crate::values::Dict;

/// The entries as a dict, which is made for the moment.
#[diagnostic::do_not_recommend]
impl<K: ?Sized, V: ?Sized> AsObject for ObjMap<K, V> {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        let entries = self.iter().map(|(key, value)| (Obj::as_any(&key).clone(), Obj::as_any(&value).clone()));
        Ok(Borrowed::Made(Obj::into_any(entries.collect::<Obj<Dict>>())))
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

/// Python's methods of a dict, each with what is there now.
impl<K: ?Sized, V: ?Sized> On<'_, ObjMap<K, V>, 0> {
    /// The keys.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn keys(&self) -> Vec<Obj<K>> {
        ObjMap::keys(self).map(|key| ObjRef::to_obj(&key)).collect()
    }

    /// The values.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn values(&self) -> Vec<Obj<V>> {
        ObjMap::values(self).map(|value| ObjRef::to_obj(&value)).collect()
    }

    /// The entries.
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn items(&self) -> Vec<(Obj<K>, Obj<V>)> {
        self.iter().map(|(key, value)| (ObjRef::to_obj(&key), ObjRef::to_obj(&value))).collect()
    }
}

from_displays! { FromDict::from_dict of Entry:
    [K: Object, V: ?Sized] (Obj<K>, Obj<V>) => ObjMap<K, V> where [K::View: Eq + Hash] = |entries, _| entries.into_iter().collect();
}

items! {
    [K: Object, V: ?Sized] ObjMap<K, V> where [K::View: Eq + Hash] => Obj<V> = |map, index| {
        match index.downcast_ref::<K>().and_then(|key| map.get(key)) {
            Some(value) => value,
            None => missing(index),
        }
    };
}

set_items! {
    [K: Object, V: ?Sized] ObjMap<K, V> where [K::View: Eq + Hash] => Obj<V> = |map, index, value| {
        let Some(key) = index.downcast_ref::<K>() else {
            let (wanted, found) = (K::NAME, index.type_name());
            super::raise("TypeError", format_args!("keys of this map are '{wanted}', not '{found}'"))
        };
        drop(map.insert(key.clone(), value));
    };
}

delete_items! {
    [K: Object, V: ?Sized] ObjMap<K, V> where [K::View: Eq + Hash] = |map, index| {
        match index.downcast_ref::<K>().and_then(|key| map.remove(key)) {
            Some(value) => drop(value),
            None => missing(index),
        }
    };
}

#[diagnostic::do_not_recommend]
impl<K: Object, V: ?Sized> SetAttribute for ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    type Value = Self;

    fn set_attribute(&self, value: Self) {
        // The old entries are dropped last, when the new ones are in.
        let old = self.clone();
        self.clear();
        for (key, value) in value.iter() {
            drop(self.insert(Obj::clone(&key), Obj::clone(&value)));
        }
        drop(old);
    }
}

#[cold]
#[track_caller]
fn missing(key: &AnyObj) -> ! {
    super::raise("KeyError", key.repr())
}
