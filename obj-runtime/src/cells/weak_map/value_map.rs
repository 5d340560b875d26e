//! `WeakValueMap`: from keys to objects that it does not keep alive.

use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::object::Obj;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::trace::{Trace, owner};

/// A map from keys to objects that does not keep the objects alive: a cache, an index, a table of names.
///
/// An entry, with its key, goes when its object dies (CPython: `weakref.WeakValueDictionary`). It may be changed
/// through a shared reference, also by a comparison, destructor or callback that one of its own operations
/// runs. Look-ups take constant time on average; the order of entries is that of insertion.
///
/// # Examples
/// ```
/// use obj_runtime::WeakValueMap;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Image { pixels: Vec<u8> }
///
/// let cache: WeakValueMap<String, Image> = WeakValueMap::new();
/// let load = || Obj::new(Image { pixels: vec![0; 100] });
/// let one = cache.get_or_insert_with("logo".to_string(), load);
/// let two = cache.get_or_insert_with("logo".to_string(), load);
/// assert!(Obj::is(&one, &two));
/// drop((one, two));
/// assert!(cache.get("logo").is_none());
/// assert_eq!(cache.len(), 0);
/// ```
#[doc(alias = "WeakValueDictionary")]
pub struct WeakValueMap<K, T: ?Sized> {
    table: Rc<ValueTable<K, T>>,
}

/// The entries. Callbacks of the weak handles name the table weakly; nothing else but its map owns it, except
/// for moments in which no code of the user runs.
struct ValueTable<K, T: ?Sized> {
    entries: RefCell<HashTable<ValueEntry<K, T>>>,
    hasher: RandomState,
    /// Changes with every entry that comes, goes or gets another object.
    version: Cell<u64>,
}

/// The owners of a key that nobody is looking at: the table, and a snapshot of it.
const IN_SNAPSHOT: usize = 2;

struct ValueEntry<K, T: ?Sized> {
    hash: u64,
    /// The version with which it came: its own.
    since: u64,
    /// Shared with look-ups and iterators, which borrow the map.
    key: Rc<K>,
    value: Weak<T>,
}

impl<K, T: ?Sized> Clone for ValueEntry<K, T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self { hash: self.hash, since: self.since, key: Rc::clone(&self.key), value: self.value.clone() }
    }
}

impl<K, T: ?Sized> ValueTable<K, T> {
    fn next_version(&self) -> u64 {
        let version = self.version.get() + 1;
        self.version.set(version);
        version
    }

    /// The entry of a key. Runs the keys' comparison; the table is as it was when the last one returned.
    ///
    /// No key is compared twice. Those that comparisons add are compared too.
    fn find<Q: Eq + ?Sized>(&self, hash: u64, key: &Q) -> Option<ValueEntry<K, T>>
    where
        K: Borrow<Q>,
    {
        let mut compared = 0;
        loop {
            let version = self.version.get();
            let equal = self.entries_since(compared, hash).find(|entry| key == (*entry.key).borrow());
            if self.version.get() == version {
                return equal;
            }
            // Keys that were removed meanwhile end here, before the last look at the table.
            let since = equal.map(|entry| entry.since);
            if let Some(entry) = since.and_then(|since| self.current(hash, since)) {
                return Some(entry);
            }
            compared = version;
        }
    }

    /// The entries with a hash that came after a version. For one there is no list.
    fn entries_since(&self, version: u64, hash: u64) -> impl Iterator<Item = ValueEntry<K, T>> + use<K, T> {
        let entries = self.entries.borrow();
        let is_wanted = |entry: &&ValueEntry<K, T>| entry.hash == hash && entry.since > version;
        let mut found = entries.iter_hash(hash).filter(is_wanted).cloned();
        let (first, others) = (found.next(), found.collect::<Vec<_>>());
        first.into_iter().chain(others)
    }

    /// The entry that came with a version, as it is now, if it is still there.
    fn current(&self, hash: u64, since: u64) -> Option<ValueEntry<K, T>> {
        self.entries.borrow().find(hash, |entry| entry.since == since).cloned()
    }

    fn add(&self, hash: u64, key: K, value: Weak<T>) {
        let entry = ValueEntry { hash, since: self.next_version(), key: Rc::new(key), value };
        self.entries.borrow_mut().insert_unique(hash, entry, |entry| entry.hash);
    }

    /// Gives an entry that is there another value; returns the earlier one.
    fn set(&self, found: &ValueEntry<K, T>, value: Weak<T>) -> Weak<T> {
        self.next_version();
        match self.entries.borrow_mut().find_mut(found.hash, |entry| entry.since == found.since) {
            Some(entry) => std::mem::replace(&mut entry.value, value),
            None => unreachable!("nothing ran since the entry was found"),
        }
    }

    /// Takes an entry out.
    fn remove(&self, hash: u64, is_it: impl Fn(&ValueEntry<K, T>) -> bool) -> Option<ValueEntry<K, T>> {
        let mut entries = self.entries.borrow_mut();
        let found = entries.find_entry(hash, is_it).ok()?;
        self.next_version();
        Some(found.remove().0)
    }

    /// The object of an entry, if both are still there.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn object(&self, found: &ValueEntry<K, T>) -> Option<Obj<T>> {
        let entries = self.entries.borrow();
        entries.find(found.hash, |entry| entry.since == found.since)?.value.upgrade()
    }

    /// The entries that there are now, in order of insertion.
    fn snapshot(&self) -> Vec<ValueEntry<K, T>> {
        let mut entries: Vec<_> = self.entries.borrow().iter().cloned().collect();
        entries.sort_unstable_by_key(|entry| entry.since);
        entries
    }
}

impl<K: 'static, T: WeakTarget + ?Sized> ValueTable<K, T> {
    /// A weak handle that takes its entry out of the table when the object dies.
    fn watch(self: &Rc<Self>, hash: u64, object: &Obj<T>) -> Weak<T> {
        let table = Rc::downgrade(self);
        Obj::downgrade_with(object, move |weak| {
            // The table is let go of before the key is dropped.
            let entry = table.upgrade().and_then(|table| table.remove(hash, |entry| entry.value.is_clone_of(weak)));
            drop(entry);
        })
    }
}

common! { [K, T: ?Sized] WeakValueMap<K, T>, iter, value }

impl<K, T: ?Sized> WeakValueMap<K, T> {
    /// An empty map.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// assert_eq!(open.len(), 1);
    /// drop(page);
    /// assert!(open.is_empty());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn new() -> Self {
        let table = ValueTable { entries: RefCell::default(), hasher: RandomState::default(), version: Cell::new(0) };
        Self { table: Rc::new(table) }
    }

    /// Removes all entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// open.clear();
    /// assert!(open.is_empty());
    /// ```
    pub fn clear(&self) {
        self.table.next_version();
        drop(self.table.entries.take());
    }

    /// Removes the entries for which `keep` says no, and those whose objects have died.
    ///
    /// It is asked once for each entry that is in the map now, in order of insertion; otherwise as
    /// [`for_each`](Self::for_each).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::WeakValueMap;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Image { pixels: Vec<u8> }
    ///
    /// let cache: WeakValueMap<u32, Image> = WeakValueMap::new();
    /// let images = [1, 2, 3].map(|size| Obj::new(Image { pixels: vec![0; size] }));
    /// for (number, image) in (0..).zip(&images) {
    ///     cache.insert(number, image);
    /// }
    /// cache.retain(|_, image| image.pixels.len() > 1);
    /// assert!(cache.len() == 2 && !cache.contains_key(&0));
    /// ```
    pub fn retain(&self, mut keep: impl FnMut(&K, &Obj<T>) -> bool) {
        for entry in self.table.snapshot() {
            let object = self.table.object(&entry);
            if !object.is_some_and(|object| keep(&entry.key, &object)) {
                let removed = self.table.remove(entry.hash, |now| now.since == entry.since);
                drop(removed);
            }
        }
    }

    /// Takes out the entry that was added last of those whose objects are alive. One whose key a call is looking at, or will, is
    /// passed over.
    ///
    /// Takes time proportional to the number of entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// let (name, popped) = open.pop().unwrap();
    /// assert!(name == "index" && Obj::is(&popped, &page));
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn pop(&self) -> Option<(K, Obj<T>)> {
        self.table.snapshot().into_iter().rev().find_map(|entry| {
            let object = self.table.object(&entry)?;
            if Rc::strong_count(&entry.key) > IN_SNAPSHOT {
                return None;
            }
            let removed = self.table.remove(entry.hash, |now| now.since == entry.since)?;
            drop(entry);
            Some((Rc::into_inner(removed.key)?, object))
        })
    }

    /// Calls `look` with each key and object, in order of insertion.
    ///
    /// The entries are those that are in the map now; what dies or is removed before its turn is left out.
    /// Each object is held while `look` runs, and then is a candidate of the collector: `look` may have moved the last
    /// handle from outside into the object itself.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// open.for_each(|name, found| assert!(name == "index" && Obj::is(found, &page)));
    /// ```
    pub fn for_each(&self, mut look: impl FnMut(&K, &Obj<T>)) {
        for (key, object) in self.entries() {
            look(&key, &object);
        }
    }

    /// Each key, cloned, with its object, in order of insertion; otherwise as [`for_each`](Self::for_each).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// assert_eq!(open.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["index"]);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn iter(&self) -> impl Iterator<Item = (K, Obj<T>)>
    where
        K: Clone,
    {
        self.entries().map(|(key, object)| (K::clone(&key), object))
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn entries(&self) -> impl Iterator<Item = (Rc<K>, Obj<T>)> {
        let entries = self.table.snapshot().into_iter();
        entries.filter_map(|entry| self.table.object(&entry).map(|object| (entry.key, object)))
    }
}

impl<K: Eq + Hash, T: ?Sized> WeakValueMap<K, T> {
    fn find<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<ValueEntry<K, T>>
    where
        K: Borrow<Q>,
    {
        let hash = self.table.hasher.hash_one(key);
        self.table.find(hash, key)
    }

    /// A handle to the object of a key, if it is alive.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// assert!(Obj::is(&open.get("index").unwrap(), &page));
    /// drop(page);
    /// assert!(open.get("index").is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<Obj<T>>
    where
        K: Borrow<Q>,
    {
        self.find(key)?.value.upgrade()
    }

    /// Whether there is an entry of this key whose object is alive.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// assert!(open.contains_key("index"));
    /// ```
    #[must_use]
    pub fn contains_key<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_some_and(|entry| entry.value.is_alive())
    }

    /// Removes the entry of a key; returns its object, if it is alive.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// assert!(open.remove("index").is_some());
    /// assert!(open.is_empty());
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn remove<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<Obj<T>>
    where
        K: Borrow<Q>,
    {
        let found = self.find(key)?;
        self.table.remove(found.hash, |entry| entry.since == found.since)?.value.upgrade()
    }

    /// Sets the object of a key; returns the earlier one, if it is alive.
    ///
    /// If there is an entry, it keeps its key and its place in the order.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// let other = Obj::new(Page);
    /// assert!(Obj::is(&open.insert("index".into(), &other).unwrap(), &page));
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn insert(&self, key: K, object: &Obj<T>) -> Option<Obj<T>>
    where
        K: 'static,
        T: WeakTarget,
    {
        let hash = self.table.hasher.hash_one(&key);
        let found = self.table.find(hash, &key);
        let value = self.table.watch(hash, object);
        if let Some(found) = &found
            && found.value.is_alive()
        {
            return self.table.set(found, value).upgrade();
        }
        let dead = found.and_then(|found| self.table.remove(hash, |entry| entry.since == found.since));
        self.table.add(hash, key, value);
        drop(dead);
        None
    }

    /// The object of a key; if there is none alive, the one that `make` gives, which becomes the key's.
    ///
    /// If `make` itself gives the key an object, that one is returned.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakValueMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (open, page) = (WeakValueMap::<String, Page>::new(), Obj::new(Page));
    /// open.insert("index".into(), &page);
    /// let same = open.get_or_insert_with("index".into(), || Obj::new(Page));
    /// assert!(Obj::is(&same, &page));
    /// ```
    #[must_use = "without another handle to it, the object dies and its entry goes"]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn get_or_insert_with(&self, key: K, make: impl FnOnce() -> Obj<T>) -> Obj<T>
    where
        K: 'static,
        T: WeakTarget,
    {
        if let Some(object) = self.get(&key) {
            return object;
        }
        let made = make();
        if let Some(object) = self.get(&key) {
            return object;
        }
        self.insert(key, &made);
        made
    }
}

/// As a map of the entries whose objects are alive.
impl<K: fmt::Debug, T: ?Sized> fmt::Debug for WeakValueMap<K, T>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.entries()).finish()
    }
}

// The map alone owns its table and, through it, the keys: look-ups and iterators that share a key borrow the map, so what
// holds it is alive then. Weak handles hold no strong ones.
owner! {
    [K: Trace, T: ?Sized] WeakValueMap<K, T>, K::HOLDS_BEHIND, |map, tracer| {
        for (index, entry) in map.table.entries.borrow().iter().enumerate() {
            tracer.key(index, &*entry.key);
            tracer.value(index, &entry.value);
        }
    }
}
