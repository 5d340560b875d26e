//! `WeakKeyMap`: from objects that it does not keep alive to values.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use hashbrown::HashMap;

use crate::ground::hash::AddressHasher;
use crate::object::Obj;
use crate::object::diagnostics::WeakTarget;
use crate::object::weak::Weak;
use crate::trace::{Trace, owner};

/// A map from objects to values that does not keep the objects alive: what somebody wants to note about objects of
/// a type that has no field for it.
///
/// Keys are compared by identity. When an object dies, its entry goes and the value is dropped. (CPython's
/// `weakref.WeakKeyDictionary` compares by value.) A value that holds a handle to its own key keeps the
/// key alive as long as the map is, as in CPython.
///
/// It may be changed through a shared reference, also by a destructor or callback that one of its own
/// operations runs. Look-ups take constant time on average; the order of entries is that of insertion.
///
/// # Examples
/// ```
/// use obj_runtime::WeakKeyMap;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Person { name: &'static str }
///
/// let visits: WeakKeyMap<Person, u32> = WeakKeyMap::new();
/// let ada = Obj::new(Person { name: "Ada" });
/// visits.insert(&ada, 1);
/// assert_eq!(visits.get(&ada), Some(1));
/// drop(ada);
/// assert!(visits.is_empty());
/// ```
#[doc(alias = "WeakKeyDictionary")]
#[doc(alias = "Ephemeron")]
pub struct WeakKeyMap<T: ?Sized, V> {
    table: Rc<KeyTable<T, V>>,
}

/// The entries. Callbacks of the weak handles name the table weakly; nothing else but its map owns it, except
/// for moments in which no code of the user runs.
struct KeyTable<T: ?Sized, V> {
    /// By the address of the object.
    entries: RefCell<HashMap<usize, KeyEntry<T, V>, AddressHasher>>,
    /// The number of entries that ever came.
    insertions: Cell<u64>,
}

/// The owners of a value that nobody is looking at: the table, and a snapshot of it.
const IN_SNAPSHOT: usize = 2;

struct KeyEntry<T: ?Sized, V> {
    /// How many entries came before it.
    since: u64,
    /// Dead if the object died with the map in one garbage cycle and the map was brought back by a
    /// finalizer: then no callback ran.
    key: Weak<T>,
    /// Shared with calls that look at it, which borrow the map.
    value: Rc<V>,
}

impl<T: ?Sized, V> Clone for KeyEntry<T, V> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn clone(&self) -> Self {
        Self { since: self.since, key: self.key.clone(), value: Rc::clone(&self.value) }
    }
}

impl<T: ?Sized, V> KeyEntry<T, V> {
    /// The value, unless a call is looking at it; then it goes when that ends.
    fn into_value(self) -> Option<V> {
        if self.key.is_dead() { None } else { Rc::into_inner(self.value) }
    }
}

impl<T: ?Sized, V> KeyTable<T, V> {
    fn value(&self, key: &Obj<T>) -> Option<Rc<V>> {
        let entries = self.entries.borrow();
        let entry = entries.get(&Obj::id(key))?;
        (!entry.key.is_dead()).then(|| Rc::clone(&entry.value))
    }

    /// The entry of an object as it is now, if it is still the one that came after so many.
    fn current(&self, key: &Obj<T>, since: u64) -> Option<KeyEntry<T, V>> {
        self.entries.borrow().get(&Obj::id(key)).filter(|entry| entry.since == since).cloned()
    }

    /// Takes out the entries whose objects are dead, and of which no callback ran.
    fn take_dead(&self) -> Vec<(usize, KeyEntry<T, V>)> {
        self.entries.borrow_mut().extract_if(|_, entry| entry.key.is_dead()).collect()
    }

    /// Takes out the entry with this very weak handle.
    fn remove(&self, address: usize, key: &Weak<T>) -> Option<KeyEntry<T, V>> {
        let mut entries = self.entries.borrow_mut();
        if entries.get(&address)?.key.is_clone_of(key) { entries.remove(&address) } else { None }
    }

    /// The entries that there are now, in order of insertion.
    fn snapshot(&self) -> Vec<KeyEntry<T, V>> {
        let mut entries: Vec<_> = self.entries.borrow().values().cloned().collect();
        entries.sort_unstable_by_key(|entry| entry.since);
        entries
    }
}

impl<T: WeakTarget + ?Sized, V: 'static> KeyTable<T, V> {
    /// A weak handle that takes its entry out of the table when the object dies.
    fn watch(self: &Rc<Self>, object: &Obj<T>) -> Weak<T> {
        let (table, address) = (Rc::downgrade(self), Obj::id(object));
        Obj::downgrade_with(object, move |weak| {
            // The table is let go of before the value is dropped.
            let entry = table.upgrade().and_then(|table| table.remove(address, weak));
            drop(entry);
        })
    }
}

common! { [T: ?Sized, V] WeakKeyMap<T, V>, values, key }

impl<T: ?Sized, V> WeakKeyMap<T, V> {
    /// An empty map.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.len(), 1);
    /// drop(page);
    /// assert!(visits.is_empty());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn new() -> Self {
        let entries = RefCell::new(HashMap::with_hasher(AddressHasher));
        Self { table: Rc::new(KeyTable { entries, insertions: Cell::new(0) }) }
    }

    /// Removes all entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// visits.clear();
    /// assert!(visits.is_empty());
    /// ```
    pub fn clear(&self) {
        let empty = HashMap::with_hasher(AddressHasher);
        drop(self.table.entries.replace(empty));
    }

    /// Whether there is an entry of this object.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert!(visits.contains_key(&page));
    /// ```
    #[must_use]
    pub fn contains_key(&self, key: &Obj<T>) -> bool {
        self.table.value(key).is_some()
    }

    /// A clone of an object's value.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.get(&page), Some(1));
    /// ```
    #[must_use]
    pub fn get(&self, key: &Obj<T>) -> Option<V>
    where
        V: Clone,
    {
        self.with(key, |value| value.cloned())
    }

    /// Calls `look` with an object's value, if there is one.
    ///
    /// The map may be changed meanwhile; a value that is removed is dropped when `look` has returned.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.with(&page, |count| count.map_or(0, |count| *count)), 1);
    /// ```
    pub fn with<R>(&self, key: &Obj<T>, look: impl FnOnce(Option<&V>) -> R) -> R {
        look(self.table.value(key).as_deref())
    }

    /// Sets the value of an object; returns the earlier one.
    ///
    /// `None` as well if a call of [`with`](Self::with) is looking at the earlier one. An entry that is there keeps
    /// its place in the order.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.insert(&page, 2), Some(1));
    /// ```
    pub fn insert(&self, key: &Obj<T>, value: V) -> Option<V>
    where
        T: WeakTarget,
        V: 'static,
    {
        let table = &self.table;
        let since = table.insertions.get();
        let mut entry = KeyEntry { since, key: table.watch(key), value: Rc::new(value) };
        let mut entries = table.entries.borrow_mut();
        let earlier = entries.get(&Obj::id(key)).filter(|earlier| !earlier.key.is_dead());
        match earlier {
            Some(earlier) => entry.since = earlier.since,
            None => table.insertions.set(since + 1),
        }
        let earlier = entries.insert(Obj::id(key), entry);
        drop(entries);
        earlier?.into_value()
    }

    /// Removes the entry of an object; returns its value.
    ///
    /// `None` as well if a call of [`with`](Self::with) is looking at the value.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.remove(&page), Some(1));
    /// assert!(visits.is_empty());
    /// ```
    pub fn remove(&self, key: &Obj<T>) -> Option<V> {
        let entry = self.table.entries.borrow_mut().remove(&Obj::id(key));
        entry?.into_value()
    }

    /// The value of an object, cloned; if there is none, what `make` gives becomes its value.
    ///
    /// If `make` itself gives the object a value, that one is returned.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.get_or_insert_with(&page, || 9), 1);
    /// ```
    pub fn get_or_insert_with(&self, key: &Obj<T>, make: impl FnOnce() -> V) -> V
    where
        T: WeakTarget,
        V: Clone + 'static,
    {
        if let Some(value) = self.get(key) {
            return value;
        }
        let made = make();
        if let Some(earlier) = self.get(key) {
            return earlier;
        }
        drop(self.insert(key, made.clone()));
        made
    }

    /// Removes the entries for which `keep` says no, and those whose objects have died.
    ///
    /// It is asked once for each entry that is in the map now, in order of insertion; otherwise as
    /// [`for_each`](Self::for_each).
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::WeakKeyMap;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Person { name: &'static str }
    ///
    /// let visits: WeakKeyMap<Person, u32> = WeakKeyMap::new();
    /// let people = ["Ada", "Bob"].map(|name| Obj::new(Person { name }));
    /// people.iter().for_each(|person| drop(visits.insert(person, person.name.len() as u32)));
    /// visits.retain(|person, _| person.name != "Bob");
    /// assert_eq!(visits.len(), 1);
    /// ```
    pub fn retain(&self, mut keep: impl FnMut(&Obj<T>, &V) -> bool) {
        drop(self.table.take_dead());
        for (object, entry) in self.entries() {
            if !keep(&object, &entry.value) {
                let removed = self.table.remove(Obj::id(&object), &entry.key);
                drop((entry, removed));
            }
        }
    }

    /// Takes out the entry that was added last of those whose objects are alive. One whose value a call is looking at, or will, is
    /// passed over.
    ///
    /// Takes time proportional to the number of entries.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert!(visits.pop().is_some_and(|(popped, count)| Obj::is(&popped, &page) && count == 1));
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn pop(&self) -> Option<(Obj<T>, V)> {
        self.table.snapshot().into_iter().rev().find_map(|entry| {
            let object = entry.key.upgrade()?;
            if Rc::strong_count(&entry.value) > IN_SNAPSHOT {
                return None;
            }
            let removed = self.table.remove(Obj::id(&object), &entry.key)?;
            drop(entry);
            Some((object, Rc::into_inner(removed.value)?))
        })
    }

    /// Calls `look` with each object and value, in order of insertion.
    ///
    /// The entries are those that are in the map now; what dies or is removed before its turn is left out.
    /// Each object is held while `look` runs, and then is a candidate of the collector: `look` may have moved the last
    /// handle from outside into the object itself.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// visits.for_each(|_, count| assert_eq!(*count, 1));
    /// ```
    pub fn for_each(&self, mut look: impl FnMut(&Obj<T>, &V)) {
        for (object, entry) in self.entries() {
            look(&object, &entry.value);
        }
    }

    /// Each object with a clone of its value, in order of insertion; otherwise as [`for_each`](Self::for_each).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::WeakKeyMap;
    /// # #[derive(Object)]
    /// # struct Page;
    /// let (visits, page) = (WeakKeyMap::<Page, u32>::new(), Obj::new(Page));
    /// visits.insert(&page, 1);
    /// assert_eq!(visits.iter().map(|(_, count)| count).sum::<u32>(), 1);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn iter(&self) -> impl Iterator<Item = (Obj<T>, V)>
    where
        V: Clone,
    {
        self.entries().map(|(object, entry)| (object, V::clone(&entry.value)))
    }

    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn entries(&self) -> impl Iterator<Item = (Obj<T>, KeyEntry<T, V>)> {
        self.table.snapshot().into_iter().filter_map(|earlier| {
            let object = earlier.key.upgrade()?;
            let entry = self.table.current(&object, earlier.since)?;
            Some((object, entry))
        })
    }
}

/// As a map of the entries whose objects are alive.
impl<T: ?Sized, V: fmt::Debug> fmt::Debug for WeakKeyMap<T, V>
where
    Obj<T>: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.entries().map(|(object, entry)| (object, entry.value))).finish()
    }
}

// The map alone owns its table and, through it, the values: calls that share a value borrow the map, so what holds it is
// alive then. Weak handles hold no strong ones.
owner! {
    [T: ?Sized, V: Trace] WeakKeyMap<T, V>, V::HOLDS_BEHIND, |map, tracer| {
        for (index, entry) in map.table.entries.borrow().values().enumerate() {
            tracer.key(index, &entry.key);
            tracer.value(index, &*entry.value);
        }
    }
}
