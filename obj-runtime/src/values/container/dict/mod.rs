//! `Dict`: objects by the value of other objects, in order of insertion.

pub(crate) mod iter;
mod update;

use std::fmt;

use super::hashed_key::HashedKey;
#[cfg(feature = "parcel")]
use crate::cells::ordered_table::filled_again;
use crate::cells::ordered_table::{OrderedTable, Reading};
use crate::heap::type_info::Unhashable;
use crate::ledger;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::guard::Holds;
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Trace, Tracer};
use crate::values::built_in::container;
use crate::values::comparison::same_or_equal;
use crate::values::recursion::{Nesting, Writing};
use iter::{DictItems, DictKeys, DictValues};

/// The entries of a dict.
pub(crate) type Entries = OrderedTable<AnyObj, AnyObj>;

/// Python's `dict`: it remembers the order in which keys were added.
///
/// It changes through shared handles and never lends what it holds, so nothing can be borrowed at a wrong time:
/// comparisons, destructors and finalizers that run meanwhile may change the same dict. Keys that lie about their
/// equality or hash are not found; nothing worse. Methods that have Python's names behave as in Python, and panic in
/// Python's words; those that begin with `try_` return an error if a key has no hash.
///
/// Looking up, adding and removing take constant time on average.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let dict = Obj::new(Dict::default());
/// let unit: AnyObj = Obj::<Tuple>::default().into();
/// dict.set_item(unit.clone(), dict.clone().into());
/// assert_eq!(format!("{dict:?}"), "{(): {...}}");
/// assert!(AnyObj::is(&dict.get_item(&unit), Obj::as_any(&dict)));
///
/// let list = Obj::<List>::default().into();
/// assert_eq!(dict.try_get(&list).unwrap_err().to_string(), "unhashable type: 'list'");
/// dict.clear();
/// ```
pub struct Dict {
    entries: Entries,
}

// SAFETY: each key and value is owned by the dict and visited once.
unsafe impl Trace for Dict {
    type Leaves<H> = ();
    const HOLDS: bool = true;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        this.entries.trace_entries(tracer);
    }
    crate::trace::owns! { this => this.entries.bytes() }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        let as_it_is = |dict: &mut Self, relocator: &mut Relocator| {
            dict.entries.relocate(relocator, |key| (key.handle_mut(), false));
        };
        relocator.rekey_table(this, |key| key.handle().pointer(), as_it_is);
    }
}

#[cfg(feature = "parcel")]
filled_again! { [] Dict, entries of AnyObj, AnyObj: |dict, key, value| drop(dict.try_insert(key, value)) }

#[cfg(feature = "parcel")]
impl Dict {
    /// Another one with the same entries.
    fn duplicate(&self) -> Self {
        Self { entries: self.entries.duplicate() }
    }
}

container! { mutable Dict named "dict" {
    fn equals(this: &Obj<Self>, other: &AnyObj) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| **this == **other)
    }
} }

impl Default for Dict {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn default() -> Self {
        Self { entries: OrderedTable::new() }
    }
}

/// Of its values.
impl Holds<AnyObj> for Dict {
    fn holds(&self, position: usize, value: &AnyObj) -> bool {
        self.entries.look_at(position, |_, now| AnyObj::is(now, value)).unwrap_or(false)
    }
}

impl Dict {
    pub(super) fn entries(&self) -> &Entries {
        &self.entries
    }

    /// The keys as they are now.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(in crate::values) fn snapshot_keys(&self) -> Vec<AnyObj> {
        let _attribution = ledger::attribute_to_caller();
        let mut keys = Vec::with_capacity(self.len());
        self.entries.visit(|_, key, _| keys.push(key.clone()));
        keys
    }

    /// Adds an entry, or replaces the value of an equal key, which stays. Returns what is not needed.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn put(&self, hash: u64, key: AnyObj, value: AnyObj) -> Option<(AnyObj, AnyObj)> {
        match self.entries.find(&HashedKey::stored(&key, hash)) {
            Some(position) => Some((key, self.entries.replace(position, value))),
            None => {
                self.entries.push(hash, key, value);
                None
            }
        }
    }

    /// The number of entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert!(!ages.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a key, if there is one.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.get(&"Ann".into()).unwrap(), 30);
    /// assert!(ages.get(&"Eve".into()).is_none());
    /// ```
    #[must_use]
    #[track_caller]
    pub fn get(&self, key: &AnyObj) -> Option<AnyObj> {
        self.entries.get(&HashedKey::expect(key))
    }

    /// The value of a key, if there is one.
    ///
    /// # Errors
    /// If the key has no hash.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert!(ages.try_get(&"Eve".into()).unwrap().is_none());
    /// assert!(ages.try_get(&Obj::<List>::default().into()).is_err());   // a list has no hash
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn try_get(&self, key: &AnyObj) -> Result<Option<AnyObj>, Unhashable> {
        Ok(self.entries.get(&HashedKey::new(key)?))
    }

    /// The value of a key: Python's `d[key]`.
    ///
    /// # Panics
    /// `KeyError: 'key'`, `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.get_item(&"Ann".into()), 30);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn get_item(&self, key: &AnyObj) -> AnyObj {
        match self.get(key) {
            Some(value) => value,
            None => no_key(key),
        }
    }

    /// Whether there is such a key: Python's `key in d`.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert!(ages.contains(&"Ann".into()));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn contains(&self, key: &AnyObj) -> bool {
        self.entries.contains(&HashedKey::expect(key))
    }

    /// Sets the value of a key: Python's `d[key] = value`. A key that is there stays; its old value is dropped when the
    /// new one is in place.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// ages.set_item("Eve".into(), 50.into());
    /// assert_eq!(ages.len(), 3);
    /// ```
    #[track_caller]
    pub fn set_item(&self, key: AnyObj, value: AnyObj) {
        let hash = HashedKey::expect(&key).stored_hash();
        let old = self.put(hash, key, value);
        drop(old);
    }

    /// Sets the value of a key; returns the old one.
    ///
    /// # Errors
    /// If the key has no hash; nothing has changed then.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let dict = Obj::new(Dict::default());
    /// let unit = Obj::<Tuple>::default();
    /// assert!(dict.try_insert(unit.clone(), unit.clone()).unwrap().is_none());
    /// assert!(dict.try_insert(unit, Obj::<List>::default()).unwrap().is_some());
    /// assert_eq!(dict.len(), 1);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn try_insert(&self, key: impl Into<AnyObj>, value: impl Into<AnyObj>) -> Result<Option<AnyObj>, Unhashable> {
        let (key, value) = (key.into(), value.into());
        let hash = key.hash_value()?;
        let old = self.put(hash, key, value);
        Ok(old.map(|(_, value)| value))
    }

    /// Removes a key: Python's `del d[key]`.
    ///
    /// # Panics
    /// `KeyError: 'key'`, `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// ages.del_item(&"Ann".into());
    /// assert_eq!(ages.to_string(), "{'Bob': 40}");
    /// ```
    #[track_caller]
    pub fn del_item(&self, key: &AnyObj) {
        drop(self.pop(key));
    }

    /// Removes a key; returns its value.
    ///
    /// # Panics
    /// `KeyError: 'key'`, `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.pop(&"Ann".into()), 30);
    /// assert_eq!(ages.to_string(), "{'Bob': 40}");
    /// ```
    #[track_caller]
    pub fn pop(&self, key: &AnyObj) -> AnyObj {
        match self.entries.remove(&HashedKey::expect(key)) {
            Some((_, value)) => value,
            None => no_key(key),
        }
    }

    /// Removes a key; returns its value, if there was one.
    ///
    /// # Errors
    /// If the key has no hash.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.try_remove(&"Ann".into()).unwrap().unwrap(), 30);
    /// assert!(ages.try_remove(&"Ann".into()).unwrap().is_none());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn try_remove(&self, key: &AnyObj) -> Result<Option<AnyObj>, Unhashable> {
        let removed = self.entries.remove(&HashedKey::new(key)?);
        Ok(removed.map(|(_, value)| value))
    }

    /// Removes the entry that was added last.
    ///
    /// # Panics
    /// `KeyError: 'popitem(): dictionary is empty'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// let (name, age) = ages.popitem();
    /// assert!(name == "Bob" && age == 40);           // the last one
    /// ```
    #[track_caller]
    pub fn popitem(&self) -> (AnyObj, AnyObj) {
        match self.entries.take_last() {
            Some((_, key, value)) => (key, value),
            None => panic!("KeyError: 'popitem(): dictionary is empty'"),
        }
    }

    /// The value of a key, which is set to `default` first if there is none.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.setdefault("Ann".into(), 0.into()), 30);
    /// assert_eq!(ages.setdefault("Eve".into(), 0.into()), 0);
    /// ```
    #[track_caller]
    pub fn setdefault(&self, key: AnyObj, default: AnyObj) -> AnyObj {
        let probe = HashedKey::expect(&key);
        if let Some(value) = self.entries.get(&probe) {
            return value;
        }
        self.entries.push(probe.stored_hash(), key, default.clone());
        default
    }

    /// Whether there is an equal key with an equal value.
    fn has_entry(&self, entry: &Reading<AnyObj, AnyObj>) -> bool {
        let position = self.entries.find(&HashedKey::stored(&entry.key, entry.hash));
        let Some(own) = position.and_then(|position| self.entries.read(position)) else { return false };
        let is_equal = same_or_equal(&own.value, &entry.value);
        self.entries.put_back(own);
        is_equal
    }

    /// Removes all entries, in order of insertion, keys before values.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// ages.clear();
    /// assert!(ages.is_empty());
    /// ```
    pub fn clear(&self) {
        drop(self.entries.take_all());
    }

    /// A new dict of the same entries. No key is hashed or compared.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// let copy = ages.copy();
    /// assert!(copy == ages && !Obj::is(&copy, &ages));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn copy(&self) -> Obj<Self> {
        Obj::new(Self { entries: self.entries.duplicate() })
    }

    /// The keys, in order of insertion.
    ///
    /// # Panics
    /// When iterating goes on after a key was added or removed: `RuntimeError: dictionary changed size during iteration`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.keys().map(|name| name.to_string()).collect::<Vec<_>>(), ["Ann", "Bob"]);
    /// ```
    pub fn keys(&self) -> DictKeys<'_> {
        DictKeys::new(self)
    }

    /// The values, in order of insertion of the keys.
    ///
    /// # Panics
    /// As [`keys`](Self::keys).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// assert_eq!(ages.values().filter_map(|age| Some(**age.downcast_ref::<Int>()?)).sum::<i64>(), 70);
    /// ```
    pub fn values(&self) -> DictValues<'_> {
        DictValues::new(self)
    }

    /// Keys and values, in order of insertion.
    ///
    /// # Panics
    /// As [`keys`](Self::keys).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages = graph! { {"Ann": 30, "Bob": 40} };
    /// for (name, age) in ages.items() {
    ///     println!("{name} is {age}");
    /// }
    /// ```
    pub fn items(&self) -> DictItems<'_> {
        DictItems::new(self)
    }
}

#[cold]
#[track_caller]
fn no_key(key: &AnyObj) -> ! {
    panic!("KeyError: {key:?}")
}

/// Equal keys with equal values, in any order.
impl PartialEq for Dict {
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let _nesting = Nesting::enter(" in comparison");
        let mut position = 0;
        while let Some(entry) = self.entries.read(position) {
            position = entry.position + 1;
            let is_equal = other.has_entry(&entry);
            self.entries.put_back(entry);
            if !is_equal {
                return false;
            }
        }
        true
    }
}

impl fmt::Debug for Dict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(_writing) = Writing::enter((&raw const *self).addr()) else { return f.write_str("{...}") };
        f.write_str("{")?;
        let mut position = 0;
        while let Some(entry) = self.entries.read(position) {
            f.write_str(if position == 0 { "" } else { ", " })?;
            position = entry.position + 1;
            write_entry(&entry, f)?;
            self.entries.put_back(entry);
        }
        f.write_str("}")
    }
}

fn write_entry(entry: &Reading<AnyObj, AnyObj>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(&entry.key, f)?;
    f.write_str(": ")?;
    fmt::Debug::fmt(&entry.value, f)
}

/// Sets entries one after the other, so the last value of a key stays.
///
/// # Panics
/// `TypeError: unhashable type: 'list'`.
impl<K: Into<AnyObj>, V: Into<AnyObj>> FromIterator<(K, V)> for Dict {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let dict = Self::default();
        for (key, value) in entries {
            dict.set_item(key.into(), value.into());
        }
        dict
    }
}

impl<K: Into<AnyObj>, V: Into<AnyObj>> Extend<(K, V)> for Dict {
    #[track_caller]
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.set_item(key.into(), value.into());
        }
    }
}

impl<K: Into<AnyObj>, V: Into<AnyObj>> FromIterator<(K, V)> for Obj<Dict> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::new(Dict::from_iter(entries))
    }
}

impl<K: Into<AnyObj>, V: Into<AnyObj>, const N: usize> From<[(K, V); N]> for Obj<Dict> {
    #[track_caller]
    fn from(entries: [(K, V); N]) -> Self {
        Self::from_iter(entries)
    }
}
