//! `ObjMap`: handles by the value of other handles.

mod bulk;
mod entry;
pub(super) mod iter;
mod key;

use std::borrow::Borrow;
#[cfg(feature = "serde")]
use std::cell::Cell;
use std::fmt;
use std::hash::Hash;

pub use self::entry::ObjMapEntry;
use self::iter::{ObjMapIter, ObjMapKeys, ObjMapValues};
use self::key::{ByBorrow, ByView};
use super::ordered_table::OrderedTable;
#[cfg(feature = "parcel")]
use super::ordered_table::filled_again;
#[cfg(feature = "serde")]
use crate::cells::awaited::{self, OwnMark};
#[cfg(feature = "serde")]
use crate::ground::mark::Mark;
use crate::ledger;
use crate::object::guard::{Holds, ObjRef};
use crate::object::{Obj, Object};
use crate::trace::{Leaves, ObjectType, Trace, Tracer};
#[cfg(feature = "parcel")]
use crate::trace::{Rekey, Relocator};

/// A field that maps objects to objects, and can be changed through a shared reference.
///
/// Keys are found by value, whichever handle they are looked up with, and stay in the order in which they were added. Looking up,
/// adding and removing take constant time on average. Nothing panics for being borrowed, and destructors, finalizers and comparisons
/// may use the map that is being changed or iterated. What is removed is dropped last. Keys that lie about their equality
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
#[doc(alias = "HashMap")]
#[doc(alias = "RefCell")]
pub struct ObjMap<K: ?Sized, V: ?Sized> {
    table: OrderedTable<Obj<K>, Obj<V>>,
    /// What stands for the entries while a graph is loaded.
    #[cfg(feature = "serde")]
    mark: Cell<Option<OwnMark>>,
}

impl<K: ?Sized, V: ?Sized> ObjMap<K, V> {
    /// An empty map. Allocates nothing.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// assert!(ages.is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::of_table(OrderedTable::new())
    }

    const fn of_table(table: OrderedTable<Obj<K>, Obj<V>>) -> Self {
        Self {
            table,
            #[cfg(feature = "serde")]
            mark: Cell::new(None),
        }
    }

    /// A map that is empty until the content comes for which the mark stands.
    #[cfg(feature = "serde")]
    pub(crate) fn marked(mark: Mark) -> Self {
        Self { table: OrderedTable::new(), mark: Cell::new(Some(OwnMark::new(mark))) }
    }

    /// The mark of the map, for another one.
    #[cfg(feature = "serde")]
    fn mark(&self) -> Option<OwnMark> {
        let mark = self.mark.take();
        self.mark.set(mark.clone());
        mark
    }

    /// Puts in what the mark stands for, if the map has one whose content is there.
    #[cfg(feature = "serde")]
    fn fill(&self) {
        let Some(mark) = self.mark.take() else { return };
        if !self.is_empty() {
            return;
        }
        let Some(entries) = awaited::entries(mark.mark()) else { return self.mark.set(Some(mark)) };
        for (hash, key, value) in entries {
            self.table.push(hash, key, value);
        }
    }

    /// The number of entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.len(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are no entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert!(!ages.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Removes all entries, in the order in which they were added, keys before values.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// ages.clear();
    /// assert!(ages.is_empty());
    /// ```
    pub fn clear(&self) {
        drop(self.table.take_all());
    }

    /// Takes out the entry that was added last.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// let (name, age) = ages.pop().unwrap();
    /// assert!(&*name == "Ann" && age == 30);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn pop(&self) -> Option<(Obj<K>, Obj<V>)> {
        self.table.take_last().map(|(_, key, value)| (key, value))
    }

    /// Guards to read the keys and values that are in the map now, in the order in which they were added.
    ///
    /// If the map is changed meanwhile, the iterator goes on as if it were not. Making it takes time proportional to the
    /// number of entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// for (name, age) in ages.iter() {
    ///     assert!(&**name == "Ann" && **age == 30);
    /// }
    /// ```
    pub fn iter(&self) -> ObjMapIter<'_, K, V> {
        let mut entries = Vec::with_capacity(self.len());
        self.table.visit_at(|position, key, value| entries.push((position, key.clone(), value.clone())));
        ObjMapIter::new(self, entries)
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn guard_at(&self, position: usize) -> Option<ObjRef<'_, V>> {
        let value = self.table.look_at(position, |_, value| value.clone())?;
        Some(ObjRef::new(value, self, position))
    }

    /// Guards to read the keys; as [`iter`](Self::iter).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.keys().map(|name| name.to_string()).collect::<Vec<_>>(), ["Ann"]);
    /// ```
    pub fn keys(&self) -> ObjMapKeys<'_, K, V> {
        ObjMapKeys::new(self)
    }

    /// Guards to read the values; as [`iter`](Self::iter).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.values().map(|age| **age).sum::<i64>(), 30);
    /// ```
    pub fn values(&self) -> ObjMapValues<'_, K, V> {
        ObjMapValues::new(self)
    }
}

impl<K: Object, V: ?Sized> ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    /// A handle of one's own to the value of a key.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.get("Ann").unwrap(), 30);
    /// assert!(ages.get("Bob").is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get(&self, key: &K::View) -> Option<Obj<V>> {
        self.table.get(&ByView::new(key))
    }

    /// A guard to read the value of a key.
    ///
    /// The map may be changed meanwhile; the guard keeps the object it was made for.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(**ages.at("Ann").unwrap(), 30);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn at(&self, key: &K::View) -> Option<ObjRef<'_, V>> {
        let _attribution = ledger::attribute_to_caller();
        let position = self.table.find(&ByView::new(key))?;
        self.guard_at(position)
    }

    /// Whether there is such a key.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert!(ages.contains_key("Ann"));
    /// ```
    #[must_use]
    pub fn contains_key(&self, key: &K::View) -> bool {
        self.table.contains(&ByView::new(key))
    }

    /// The key that the map has: the one that was added first of those that are equal to `key`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// let ann = ages.get_key("Ann").unwrap();   // the object that is the key
    /// assert_eq!(Obj::refcount(&ann), 2);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get_key(&self, key: &K::View) -> Option<Obj<K>> {
        let _attribution = ledger::attribute_to_caller();
        let position = self.table.find(&ByView::new(key))?;
        self.table.look_at(position, |key, _| key.clone())
    }

    /// Sets the value of a key; returns the old one. A key that is there stays.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.insert("Ann".into(), 31.into()).unwrap(), 30);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn insert(&self, key: Obj<K>, value: Obj<V>) -> Option<Obj<V>> {
        self.entry(key).insert(value)
    }

    /// The value of a key, which is made and added first if there is none.
    ///
    /// If `make` adds the key itself, that value stays and the one made is dropped.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// let age = ages.get_or_insert_with("Bob".into(), || 40.into());
    /// assert!(age == 40 && ages.len() == 2);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get_or_insert_with(&self, key: Obj<K>, make: impl FnOnce() -> Obj<V>) -> Obj<V> {
        self.entry(key).or_insert_with(make)
    }

    /// The place of a key, to look at and to fill. The key is hashed now, and no more.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, Default)]
    /// struct Counter { count: std::cell::Cell<u32> }
    ///
    /// let words: ObjMap<Str, Counter> = ObjMap::new();
    /// for word in ["to", "be", "or", "not", "to", "be"] {
    ///     let counter = words.entry(word.into()).or_default();
    ///     counter.count.set(counter.count.get() + 1);
    /// }
    /// assert_eq!((words.len(), words.at("to").unwrap().count.get()), (4, 2));
    /// ```
    pub fn entry(&self, key: Obj<K>) -> ObjMapEntry<'_, K, V> {
        ObjMapEntry::new(self, key)
    }

    /// Removes a key; returns its value, if there was one.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.remove("Ann").unwrap(), 30);
    /// assert!(ages.remove("Ann").is_none());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn remove(&self, key: &K::View) -> Option<Obj<V>> {
        let removed = self.table.remove(&ByView::new(key));
        removed.map(|(_, value)| value)
    }
}

/// The hash by which a map finds a key.
#[cfg(feature = "serde")]
pub(crate) fn hash_of_key<T: Hash + ?Sized>(view: &T) -> u64 {
    ByView::new(view).hash
}

/// Look-ups with what values of keys borrow as: [`get`](Self::get) and the others take what a handle dereferences to.
///
/// # Examples
/// ```
/// use std::borrow::Borrow;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, PartialEq, Eq, Hash)]
/// struct Name { text: String }
///
/// impl Borrow<str> for Name {
///     fn borrow(&self) -> &str {
///         &self.text
///     }
/// }
///
/// #[derive(Object)]
/// struct Person { age: u32 }
///
/// let people: ObjMap<Name, Person> = ObjMap::new();
/// people.insert(Obj::new(Name { text: "Ada".into() }), Obj::new(Person { age: 36 }));
/// assert_eq!(people.at_by("Ada").unwrap().age, 36);
/// assert!(!people.contains_by("Bob"));
/// ```
impl<K: Object, V: ?Sized> ObjMap<K, V> {
    /// A handle of one's own to the value of a key, as [`get`](Self::get) gives it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(ages.get_by("Ann").unwrap(), 30);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get_by<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<Obj<V>>
    where
        K::View: Borrow<Q>,
    {
        self.table.get(&ByBorrow::new(key))
    }

    /// A guard to read the value of a key, as [`at`](Self::at) gives it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert_eq!(**ages.at_by("Ann").unwrap(), 30);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn at_by<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<ObjRef<'_, V>>
    where
        K::View: Borrow<Q>,
    {
        let _attribution = ledger::attribute_to_caller();
        let position = self.table.find(&ByBorrow::new(key))?;
        self.guard_at(position)
    }

    /// Whether there is such a key.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert!(ages.contains_by("Ann"));
    /// ```
    #[must_use]
    pub fn contains_by<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K::View: Borrow<Q>,
    {
        self.table.contains(&ByBorrow::new(key))
    }

    /// Removes a key; returns its value, if there was one.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let ages: ObjMap<Str, Int> = ObjMap::new();
    /// ages.insert("Ann".into(), 30.into());
    /// assert!(ages.remove_by("Ann").is_some());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn remove_by<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<Obj<V>>
    where
        K::View: Borrow<Q>,
    {
        self.table.remove(&ByBorrow::new(key)).map(|(_, value)| value)
    }
}

impl<K: ?Sized, V: ?Sized> Holds<Obj<V>> for ObjMap<K, V> {
    fn holds(&self, index: usize, object: &Obj<V>) -> bool {
        self.table.look_at(index, |_, value| Obj::is(value, object)).unwrap_or(false)
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
        let copy = Self::of_table(self.table.duplicate());
        #[cfg(feature = "serde")]
        copy.mark.set(self.mark());
        copy
    }
}

impl<K: Object, V: ?Sized> FromIterator<(Obj<K>, Obj<V>)> for ObjMap<K, V>
where
    K::View: Eq + Hash,
{
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = (Obj<K>, Obj<V>)>>(entries: I) -> Self {
        let map = Self::new();
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
        Self::extend(self, entries);
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
unsafe impl<K: ObjectType + ?Sized, V: ObjectType + ?Sized> Trace for ObjMap<K, V> {
    type Leaves<H> = (Leaves<Obj<K>, H>, Leaves<Obj<V>, H>);
    const HOLDS: bool = K::HOLDS_BEHIND || V::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = Self::HOLDS;
    fn trace(this: &Self, tracer: &mut Tracer) {
        if Self::HOLDS || tracer.wants_everything() {
            #[cfg(feature = "serde")]
            if tracer.wants_everything() {
                this.fill();
            }
            this.table.trace_entries(tracer);
        }
    }
    crate::trace::owns! { this => this.table.bytes() }
    #[cfg(feature = "parcel")]
    fn relocate(this: &mut Self, relocator: &mut Relocator) {
        #[cfg(feature = "serde")]
        if let Some(mark) = this.mark.take()
            && this.is_empty()
            && !awaited::is_left(mark.mark(), relocator)
        {
            this.mark.set(Some(mark));
        }
        this.table.relocate(relocator, |key| (key.handle_mut(), K::IS_KNOWN));
    }
    crate::trace::copied_by_clone! {}
}

#[cfg(feature = "parcel")]
filled_again! {
    [K: Object<View: Eq + Hash>, V: ObjectType + ?Sized + 'static] ObjMap<K, V>, table of Obj<K>, Obj<V>:
        |map, key, value| drop(map.insert(key, value))
}

// SAFETY: all entries are shown.
#[cfg(feature = "parcel")]
unsafe impl<K: Object<View: Eq + Hash>, V: ObjectType + ?Sized + 'static> Rekey for ObjMap<K, V> {
    fn rekey(&mut self, relocator: &mut Relocator) {
        #[cfg(feature = "serde")]
        if self.mark.get_mut().is_some() {
            return Self::relocate(self, relocator);
        }
        relocator.rekey_table(self, |key| key.handle().pointer(), Self::relocate);
    }
}
