//! The interned objects of one type in one thread: a weak table.
//!
//! The table does not keep its objects alive (CPython: `sys.intern`, whose table's references are not
//! counted). The hash of an interned object is stored with its value, so growing the table
//! and removing from it never call user code.

use std::cell::Cell;
use std::ptr::NonNull;

use hashbrown::HashTable;

use crate::ground::hash::widened;
use crate::ground::thread_static::Undropped;
use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::Heap;

/// The number of entries up to which a table is not made smaller.
const KEPT_CAPACITY: usize = 64;

/// The number of objects of one hash for which there is room at once.
const USUAL_CROWD: usize = 64;

/// Reads the hash that is stored with the value of an interned object.
///
/// Safety: the argument is the place of such a value, of the type that the function is of.
pub(super) type StoredHash = unsafe fn(NonNull<u8>) -> u32;

/// The interned objects of one type.
#[derive(Default)]
pub(crate) struct InternTable {
    /// Objects alone: their hashes lie with their values, which a look-up that finds one reads anyway.
    objects: Undropped<HashTable<ObjectPtr>>,
    /// That of the type, once an object was added.
    stored_hash: Cell<Option<StoredHash>>,
    /// Changes whenever an entry comes or goes.
    version: Cell<u64>,
}

impl InternTable {
    pub(crate) const fn new() -> Self {
        let objects = Undropped::new(HashTable::new());
        Self { objects, stored_hash: Cell::new(None), version: Cell::new(0) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.objects.borrow().is_empty()
    }

    /// Changes whenever an entry comes or goes.
    #[inline]
    pub(crate) fn version(&self) -> u64 {
        self.version.get()
    }

    /// Whether nothing was ever added.
    pub(super) fn is_new(&self) -> bool {
        self.version.get() == 0
    }

    /// The live object that `is_equal` accepts among those that probably have this hash. `is_equal` runs no user code; it
    /// may be asked of a dying object, the value of which is still there.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn find(&self, hash: u32, mut is_equal: impl FnMut(ObjectPtr) -> bool) -> Option<Handle> {
        // SAFETY: until the function ends, nothing borrows the table mutably: what runs meanwhile changes nothing.
        let objects = unsafe { self.objects.as_cell().try_borrow_unguarded() }.expect("no borrow outlives a change");
        // The longer question first: a look-up that finds its object takes 3 % less time for it.
        let object = *objects.find(widened(hash), |&object| is_equal(object) && is_alive(object))?;
        // SAFETY: the object is alive.
        Some(unsafe { Handle::to(object) })
    }

    /// Every object with this hash, as `has_hash` says, which runs no user code. They are there as long as the version is the same.
    #[inline]
    pub(super) fn all(&self, hash: u32, has_hash: impl Fn(ObjectPtr) -> bool) -> Vec<ObjectPtr> {
        let objects = self.objects.borrow();
        let mut all = Vec::with_capacity(USUAL_CROWD);
        // In line, other than `iter_hash`.
        let _ = objects.find(widened(hash), |&object| {
            if has_hash(object) {
                all.push(object);
            }
            false
        });
        all
    }

    /// The number of objects.
    pub(super) fn len(&self) -> usize {
        self.objects.borrow().len()
    }

    /// Adds an object of which no equal one is in the table.
    ///
    /// # Safety
    /// 1. The object is alive, of the table's type, and keeps this hash where `stored_hash` of the type finds it.
    pub(crate) unsafe fn add(&self, object: ObjectPtr, hash: u32, stored_hash: StoredHash) {
        self.version.set(self.version.get() + 1);
        self.stored_hash.set(Some(stored_hash));
        object.header().set(FlagWord::INTERNED);
        self.objects.borrow_mut().insert_unique(widened(hash), object, |&object| widened(self.hash_of(object)));
    }

    /// Removes an object.
    pub(crate) fn remove(&self, object: ObjectPtr, hash: u32) {
        self.version.set(self.version.get() + 1);
        let mut objects = self.objects.borrow_mut();
        if let Ok(entry) = objects.find_entry(widened(hash), |&other| other == object) {
            entry.remove();
        }
        let (len, capacity) = (objects.len(), objects.capacity());
        if len < capacity / 8 && capacity > KEPT_CAPACITY || len == 0 && !Heap::current().may_keep() {
            drop(objects);
            self.shrink_to(len * 2);
        }
    }

    /// Gives back memory beyond that for so many entries.
    #[cold]
    #[inline(never)]
    fn shrink_to(&self, entries: usize) {
        self.objects.borrow_mut().shrink_to(entries, |&object| widened(self.hash_of(object)));
    }

    /// Gives back memory that no entry needs.
    pub(crate) fn trim(&self) {
        self.shrink_to(0);
    }

    /// The hash of an object in the table.
    #[inline]
    pub(super) fn hash_of(&self, object: ObjectPtr) -> u32 {
        let Some(stored_hash) = self.stored_hash.get() else {
            unreachable!("objects come with the place of their hash")
        };
        // SAFETY: by 1. of `add`; objects leave the table before their value is gone.
        unsafe { stored_hash(object.value()) }
    }
}

#[inline]
fn is_alive(object: ObjectPtr) -> bool {
    object.header().is_alive()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;
    use crate::object::{Obj, Object};

    #[derive(crate::Object, PartialEq, Eq, Hash)]
    #[object(crate = crate, intern)]
    struct Name(u32);

    fn table() -> &'static InternTable {
        &Name::state().interned
    }

    fn names(numbers: std::ops::Range<u32>) -> Vec<Obj<Name>> {
        numbers.map(|number| Obj::new(Name(number))).collect()
    }

    fn capacity() -> usize {
        table().objects.borrow().capacity()
    }

    #[test]
    fn the_version_changes_whenever_an_object_comes_or_goes() {
        assert!(table().is_new() && table().is_empty());
        let mut versions = vec![table().version()];
        let mut note = || {
            assert!(!versions.contains(&table().version()) && !table().is_new());
            versions.push(table().version());
        };
        let one = Obj::new(Name(1));
        note();
        let two = Obj::new(Name(2));
        note();
        drop(one);
        note();
        assert!(!table().is_empty());
        drop(two);
        note();
        assert!(table().is_empty() && !table().is_new());
    }

    #[test]
    fn a_table_gives_back_memory_when_most_objects_are_gone() {
        let (few, many) = (names(0..10), names(10..if cfg!(miri) { 1_000 } else { 5_000 }));
        let full = capacity();
        let mut left = many;
        left.truncate(full / 5);
        assert!(capacity() > full / 2, "a fifth is not little");
        left.clear();
        assert_eq!((table().len(), few.len()), (10, 10));
        assert!(capacity() <= 8 * KEPT_CAPACITY, "{} for 10", capacity());
        let small = capacity();
        assert!((10..20).all(|number| !few.contains(&Obj::new(Name(number)))));
        assert!((small / 2..=small).contains(&capacity()), "they come and go without the allocator");
        table().trim();
        assert!(capacity() < small && few.iter().all(|name| Obj::is(name, &Obj::new(Name(name.0)))));
    }

    #[test]
    fn a_small_table_keeps_its_memory() {
        let all = names(0..KEPT_CAPACITY as u32 / 2);
        let before = capacity();
        assert!((all.len()..=KEPT_CAPACITY).contains(&before));
        drop(all);
        assert!(table().is_empty() && capacity() >= before / 2);
    }
    /// Interns once more when all else of the thread has ended.
    struct Late(mpsc::Sender<usize>);

    impl Drop for Late {
        fn drop(&mut self) {
            assert!(Heap::current().has_ended());
            drop(names(0..10));
            self.0.send(capacity()).expect("the test waits");
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn a_table_that_is_used_after_the_end_of_the_thread_keeps_no_memory() {
        thread_local!(static LATE: Cell<Option<Late>> = const { Cell::new(None) });
        let (told, hears) = mpsc::channel();
        let thread = thread::spawn(move || {
            LATE.set(Some(Late(told)));
            drop(names(0..10));
        });
        thread.join().expect("nothing panics");
        assert_eq!(hears.recv(), Ok(0));
    }
}
