//! An ordered hash table of handles: what dicts, sets and `ObjMap` are made of.
//!
//! Entries lie in a vector in order of insertion, each with the hash of its key; a hash table of
//! positions finds them. Removing leaves a hole; when there are more holes than entries, the entries move together.
//!
//! Comparing keys, and dropping any handle, may run user code, which may do anything to the same table. So
//! the table is borrowed for moments in which nothing of that kind happens, and whoever runs user
//! code looks at `version` afterwards. What is taken out is dropped by the caller.

pub(crate) mod iter;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::mem;
use std::panic::{RefUnwindSafe, UnwindSafe};

use hashbrown::HashTable;

use crate::ground::hash::mixed;
#[cfg(feature = "parcel")]
use crate::handle::Handle;
use crate::ledger;
use crate::object::end_reading::{StrongHandle, end_reading};
use crate::object::guard::Holds;
#[cfg(feature = "parcel")]
use crate::trace::Relocator;
use crate::trace::{Trace, Tracer};

/// With fewer holes entries are not moved.
const HOLES_KEPT: usize = 8;

/// Handles by the value of other handles, in order of insertion.
pub(crate) struct OrderedTable<K, V> {
    store: RefCell<Store<K, V>>,
}

/// Invariant: `positions` has the position of each entry in `entries` that is not a hole, once, by its hash.
struct Store<K, V> {
    positions: HashTable<u32>,
    entries: Vec<Option<Entry<K, V>>>,
    /// Changes whenever an entry comes, goes or moves; not when a value is replaced.
    version: u64,
    /// The least number of entries and holes since the comparison that is under way began: positions from there on may have been given to
    /// others.
    least: usize,
}

#[derive(Clone)]
struct Entry<K, V> {
    hash: u64,
    key: K,
    value: V,
}

/// What is looked for in a table.
pub(crate) trait SearchKey<K> {
    /// The hash of the key.
    fn hash(&self) -> u64;
    /// Whether `key` is what is looked for, if that is known without user code.
    fn knows(&self, key: &K) -> Option<bool>;
    /// Whether `key` equals what is looked for. User code.
    fn equals(&self, key: &K) -> bool;
}

/// An entry read while the table may change: handles of one's own.
pub(crate) struct Reading<K, V> {
    pub(crate) position: usize,
    pub(crate) hash: u64,
    pub(crate) key: K,
    pub(crate) value: V,
}

/// The keys of equal hash: one that is surely right, or those to be compared.
enum Guesses {
    Sure(usize),
    Compare { first: Option<usize>, rest: Vec<usize> },
}

/// A comparison of keys under way: what it sees of the table is its own, and told to the one in which it nests.
struct Comparison<'a, K, V> {
    store: &'a RefCell<Store<K, V>>,
    outer: usize,
}

impl<'a, K, V> Comparison<'a, K, V> {
    fn begin(store: &'a RefCell<Store<K, V>>) -> Self {
        let outer = mem::replace(&mut store.borrow_mut().least, usize::MAX);
        Self { store, outer }
    }

    /// The least number of entries and holes that there were meanwhile.
    fn end(self) -> usize {
        self.store.borrow().least
    }
}

impl<K, V> Drop for Comparison<'_, K, V> {
    fn drop(&mut self) {
        let mut store = self.store.borrow_mut();
        store.least = store.least.min(self.outer);
    }
}

/// User code has changed the table during a look-up, which goes on at this position.
struct Moved {
    go_on_at: usize,
}

impl<K, V> OrderedTable<K, V> {
    pub(crate) const fn new() -> Self {
        Self { store: RefCell::new(Store::new(0)) }
    }

    pub(crate) fn len(&self) -> usize {
        self.store.borrow().positions.len()
    }

    /// The bytes of the entries, and of those to come for which there is room.
    pub(crate) fn bytes(&self) -> usize {
        self.store.try_borrow().map_or(0, |store| {
            store.entries.capacity() * size_of::<Entry<K, V>>() + store.positions.capacity() * size_of::<u32>()
        })
    }

    /// Changes whenever an entry comes, goes or moves.
    pub(crate) fn version(&self) -> u64 {
        self.store.borrow().version
    }

    /// Adds an entry whose key is not in the table.
    pub(crate) fn push(&self, hash: u64, key: K, value: V) {
        self.store.borrow_mut().push(Entry { hash, key, value });
    }

    /// Puts `value` in place of that of the entry at `position`, which is there.
    pub(crate) fn replace(&self, position: usize, value: V) -> V {
        mem::replace(&mut self.store.borrow_mut().entry_mut(position).value, value)
    }

    /// Takes out the entry at `position`, which is there.
    pub(crate) fn take(&self, position: usize) -> (K, V) {
        let entry = self.store.borrow_mut().take(position);
        (entry.key, entry.value)
    }

    /// Takes out the entry that was added last.
    pub(crate) fn take_last(&self) -> Option<(u64, K, V)> {
        let mut store = self.store.borrow_mut();
        let last = store.entries.len().checked_sub(1)?;
        let entry = store.take(last);
        Some((entry.hash, entry.key, entry.value))
    }

    /// Takes out everything. Dropped, it goes in order of insertion, keys before values.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn take_all(&self) -> Self {
        let mut store = self.store.borrow_mut();
        let version = store.version + 1;
        let old = mem::replace(&mut *store, Store::new(version));
        Self { store: RefCell::new(old) }
    }

    /// The entries, in order of insertion.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn into_entries(self) -> Vec<(K, V)> {
        let entries = self.store.into_inner().entries.into_iter().flatten();
        entries.map(|entry| (entry.key, entry.value)).collect()
    }

    /// Puts the entries of `other` in place of what the table has, which is handed back.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn exchange(&self, other: Self) -> Self {
        let mut new = other.store.into_inner();
        let mut store = self.store.borrow_mut();
        (new.version, new.least) = (store.version + 1, 0);
        Self { store: RefCell::new(mem::replace(&mut *store, new)) }
    }

    /// Visits each entry, with its hash, while nothing changes: `visit` runs no user code and makes no object.
    pub(crate) fn visit(&self, mut visit: impl FnMut(u64, &K, &V)) {
        for entry in self.store.borrow().entries.iter().flatten() {
            visit(entry.hash, &entry.key, &entry.value);
        }
    }

    /// What `look` makes of the entry at a position, while nothing changes, as in `visit`.
    pub(crate) fn look_at<R>(&self, position: usize, look: impl FnOnce(&K, &V) -> R) -> Option<R> {
        self.store.borrow().at(position).map(|entry| look(&entry.key, &entry.value))
    }

    /// Visits each entry, with its position, as `visit` does.
    pub(crate) fn visit_at(&self, mut visit: impl FnMut(usize, &K, &V)) {
        for (position, entry) in self.store.borrow().entries.iter().enumerate() {
            if let Some(entry) = entry {
                visit(position, &entry.key, &entry.value);
            }
        }
    }
}

impl<K: Trace, V: Trace> OrderedTable<K, V> {
    /// Visits the handles in keys and values, by the positions of the entries.
    pub(crate) fn trace_entries(&self, tracer: &mut Tracer) {
        let mut index = 0;
        self.visit(|_, key, value| {
            tracer.key(index, key);
            tracer.value(index, value);
            index += 1;
        });
    }
}

#[cfg(feature = "parcel")]
impl<K, V: Trace> OrderedTable<K, V> {
    /// The keys.
    pub(crate) fn keys(&mut self) -> impl Iterator<Item = &K> {
        self.pairs().map(|(key, _)| key)
    }

    /// The keys, and the values to be changed.
    pub(crate) fn pairs(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.store.get_mut().entries.iter_mut().flatten().map(|entry| (&entry.key, &mut entry.value))
    }

    /// Shows the handles to be exchanged. `handle` gives that of a key, and whether its type tells what it leads to.
    pub(crate) fn relocate(&mut self, relocator: &mut Relocator, handle: impl Fn(&mut K) -> (&mut Handle, bool)) {
        for entry in self.store.get_mut().entries.iter_mut().flatten() {
            let (key, is_known) = handle(&mut entry.key);
            relocator.key(key, is_known);
            V::relocate(&mut entry.value, relocator);
        }
    }
}

/// Lets a type that has such a table be filled again, when its keys lead to other objects: `$put` adds an entry to a map.
#[cfg(feature = "parcel")]
macro_rules! filled_again {
    ([$($parameters:tt)*] $type:ty, $table:ident of $key:ty, $value:ty: |$map:ident, $of_key:pat_param, $of_value:pat_param| $put:expr) => {
        impl<$($parameters)*> $crate::trace::Entries for $type {
            type Key = $key;
            type Entry = ($key, $value);

            fn keys(&mut self) -> impl Iterator<Item = &$key> {
                self.$table.keys()
            }

            fn into_entries(self) -> Vec<Self::Entry> {
                self.$table.take_all().into_entries()
            }

            fn of_entries(entries: Vec<Self::Entry>) -> Self {
                let $map = Self::default();
                for ($of_key, $of_value) in entries {
                    $put;
                }
                $map
            }

            fn relocate_entry((key, value): &mut Self::Entry, relocator: &mut $crate::trace::Relocator) {
                $crate::trace::Trace::relocate(key, relocator);
                $crate::trace::Trace::relocate(value, relocator);
            }

            fn look(&mut self, relocator: &mut $crate::trace::Relocator) {
                for (key, value) in self.$table.pairs() {
                    relocator.look_at(key);
                    $crate::trace::Trace::relocate(value, relocator);
                }
            }
        }
    };
}

#[cfg(feature = "parcel")]
pub(crate) use filled_again;

/// Of its keys.
impl<K: StrongHandle, V> Holds<K> for OrderedTable<K, V> {
    fn holds(&self, position: usize, key: &K) -> bool {
        self.look_at(position, |now, _| now.is_same(key)).unwrap_or(false)
    }
}

// A panic finds the table whole.
impl<K, V> UnwindSafe for OrderedTable<K, V> {}
impl<K, V> RefUnwindSafe for OrderedTable<K, V> {}

impl<K: StrongHandle, V: Clone> OrderedTable<K, V> {
    /// The position of the key that the probe looks for. No user code has run since it was seen there.
    ///
    /// A comparison that moves or removes the very key that is compared makes the search start over, also if it is put back; one
    /// that always does has it go on for ever, as in CPython. If it adds other keys, the search goes on behind the key compared.
    pub(crate) fn find(&self, probe: &impl SearchKey<K>) -> Option<usize> {
        let mut start = 0;
        loop {
            match self.try_find(probe, start) {
                Ok(found) => return found,
                Err(Moved { go_on_at }) => start = go_on_at,
            }
        }
    }

    fn try_find(&self, probe: &impl SearchKey<K>, start: usize) -> Result<Option<usize>, Moved> {
        let (guesses, version) = {
            let store = self.store.borrow();
            (store.guesses(probe, start), store.version)
        };
        match guesses {
            Guesses::Sure(position) => Ok(Some(position)),
            Guesses::Compare { first, rest } => {
                for position in first.into_iter().chain(rest) {
                    if self.compare(probe, position, version)? {
                        return Ok(Some(position));
                    }
                }
                Ok(None)
            }
        }
    }

    /// Whether the key at `position` equals what is looked for. User code.
    fn compare(&self, probe: &impl SearchKey<K>, position: usize, version: u64) -> Result<bool, Moved> {
        let key = self.store.borrow().entry(position).key.clone();
        let comparison = Comparison::begin(&self.store);
        let is_equal = probe.equals(&key);
        let least = comparison.end();
        let is_unchanged = self.version() == version;
        let is_there = is_unchanged || position < least && self.holds(position, &key);
        end_reading(key, |_| is_there);
        match is_there {
            true if is_unchanged || is_equal => Ok(is_equal),
            // Keys come at the end, and one that goes lets those behind it move up: all up to here were compared.
            true => Err(Moved { go_on_at: position + 1 }),
            false => Err(Moved { go_on_at: 0 }),
        }
    }

    pub(crate) fn contains(&self, probe: &impl SearchKey<K>) -> bool {
        self.find(probe).is_some()
    }

    /// The value of a key.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn get(&self, probe: &impl SearchKey<K>) -> Option<V> {
        let _attribution = ledger::attribute_to_caller();
        let position = self.find(probe)?;
        Some(self.store.borrow().entry(position).value.clone())
    }

    /// Takes out the entry of a key.
    pub(crate) fn remove(&self, probe: &impl SearchKey<K>) -> Option<(K, V)> {
        let position = self.find(probe)?;
        Some(self.take(position))
    }

    /// The first entry at or after `position`.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn read(&self, position: usize) -> Option<Reading<K, V>> {
        let _attribution = ledger::attribute_to_caller();
        let store = self.store.borrow();
        let rest = store.entries.get(position..)?;
        let (skipped, entry) = rest.iter().enumerate().find_map(|(at, entry)| Some((at, entry.as_ref()?)))?;
        let Entry { hash, key, value } = entry.clone();
        Some(Reading { position: position + skipped, hash, key, value })
    }

    /// All entries as they are now.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn readings(&self) -> Vec<Reading<K, V>> {
        let _attribution = ledger::attribute_to_caller();
        let mut readings = Vec::with_capacity(self.len());
        for (position, entry) in self.store.borrow().entries.iter().enumerate() {
            if let Some(Entry { hash, key, value }) = entry.clone() {
                readings.push(Reading { position, hash, key, value });
            }
        }
        readings
    }

    /// A table with the same entries, without holes.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn duplicate(&self) -> Self {
        let _attribution = ledger::attribute_to_caller();
        let mut copy = Store::new(0);
        let store = self.store.borrow();
        copy.entries.extend(store.entries.iter().filter(|entry| entry.is_some()).cloned());
        copy.number();
        Self { store: RefCell::new(copy) }
    }
}

impl<K: StrongHandle, V: StrongHandle> OrderedTable<K, V> {
    /// Ends a reading; no object becomes a candidate if the table still holds what was read.
    pub(crate) fn put_back(&self, reading: Reading<K, V>) {
        let Reading { position, key, value, .. } = reading;
        end_reading(key, |key| self.holds(position, key));
        end_reading(value, |value| self.look_at(position, |_, now| now.is_same(value)).unwrap_or(false));
    }
}

impl<K: StrongHandle> OrderedTable<K, ()> {
    /// Ends the reading of a key, which becomes no candidate if the table still holds it.
    pub(crate) fn put_back_key(&self, reading: Reading<K, ()>) {
        let Reading { position, key, .. } = reading;
        end_reading(key, |key| self.holds(position, key));
    }
}

impl<K, V> Store<K, V> {
    const fn new(version: u64) -> Self {
        Self { positions: HashTable::new(), entries: Vec::new(), version, least: 0 }
    }

    fn at(&self, position: usize) -> Option<&Entry<K, V>> {
        self.entries.get(position)?.as_ref()
    }

    fn entry(&self, position: usize) -> &Entry<K, V> {
        self.at(position).unwrap_or_else(|| unreachable!("a position found is that of an entry"))
    }

    fn entry_mut(&mut self, position: usize) -> &mut Entry<K, V> {
        let entry = self.entries.get_mut(position).and_then(Option::as_mut);
        entry.unwrap_or_else(|| unreachable!("a position found is that of an entry"))
    }

    /// The keys of equal hash from a position on, in their order.
    fn guesses(&self, probe: &impl SearchKey<K>, start: usize) -> Guesses {
        let hash = probe.hash();
        let (mut first, mut rest) = (None, Vec::new());
        for &position in self.positions.iter_hash(spread(hash)) {
            let position = position as usize;
            let entry = self.entry(position);
            if entry.hash != hash || position < start {
                continue;
            }
            match probe.knows(&entry.key) {
                Some(true) => return Guesses::Sure(position),
                Some(false) => {}
                None => rest.extend(first.replace(position)),
            }
        }
        if let Some(last) = first.filter(|_| !rest.is_empty()) {
            rest.push(last);
            rest.sort_unstable();
            first = None;
        }
        Guesses::Compare { first, rest }
    }

    fn push(&mut self, entry: Entry<K, V>) {
        self.version += 1;
        let position = position(self.entries.len());
        let hash = spread(entry.hash);
        self.entries.push(Some(entry));
        let entries = &self.entries;
        self.positions.insert_unique(hash, position, |&position| hash_at(entries, position));
    }

    fn take(&mut self, position: usize) -> Entry<K, V> {
        self.version += 1;
        let entry = self.entries.get_mut(position).and_then(Option::take);
        let entry = entry.unwrap_or_else(|| unreachable!("a position found is that of an entry"));
        let place = self.positions.find_entry(spread(entry.hash), |&other| other as usize == position);
        let place = place.unwrap_or_else(|_| unreachable!("each entry has its position in the table"));
        place.remove();
        while let Some(None) = self.entries.last() {
            self.entries.pop();
        }
        self.least = self.least.min(self.entries.len());
        if self.entries.len() > 2 * self.positions.len() + HOLES_KEPT {
            self.move_together();
        }
        entry
    }

    fn move_together(&mut self) {
        self.least = 0;
        self.entries.retain(Option::is_some);
        self.entries.shrink_to(2 * self.entries.len());
        self.number();
    }

    /// Fills `positions` anew. There are no holes.
    fn number(&mut self) {
        let entries = &self.entries;
        self.positions.clear();
        // With room to spare, so that the marks that removing leaves there are not often swept.
        if self.positions.capacity() > 4 * entries.len() {
            self.positions.shrink_to(2 * entries.len(), |&position| hash_at(entries, position));
        }
        self.positions.reserve(entries.len(), |&position| hash_at(entries, position));
        for position in 0..position(entries.len()) {
            let hash = hash_at(entries, position);
            self.positions.insert_unique(hash, position, |&position| hash_at(entries, position));
        }
    }
}

/// A position as it is stored.
///
/// # Panics
/// If there would be more than 2³² entries.
fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or_else(|_| panic!("a table has at most 2^32 entries"))
}

fn hash_at<K, V>(entries: &[Option<Entry<K, V>>], position: u32) -> u64 {
    entries[position as usize].as_ref().map_or(0, |entry| spread(entry.hash))
}

/// A hash as the table of positions takes it.
fn spread(hash: u64) -> u64 {
    mixed(hash ^ (hash >> 32))
}

#[cfg(test)]
impl<K, V> OrderedTable<K, V> {
    /// Checks the invariant of `Store`, and that holes are few.
    pub(crate) fn check(&self) {
        let store = self.store.borrow();
        let mut positions: Vec<usize> = store.positions.iter().map(|&position| position as usize).collect();
        positions.sort_unstable();
        let entries = store.entries.iter().enumerate();
        assert!(entries.filter_map(|(position, entry)| entry.as_ref().map(|_| position)).eq(positions));
        assert!(store.positions.iter().all(|&position| {
            let hash = hash_at(&store.entries, position);
            store.positions.find(hash, |&other| other == position).is_some()
        }));
        assert!(store.entries.len() <= 2 * store.positions.len() + HOLES_KEPT);
    }
}
