//! Maps whose keys hold handles: filled again, when these lead to other objects.
//!
//! A key cannot be changed in a map. So the entries are taken out, their handles are exchanged, and when all values are whole
//! again, a new map is made of them: the code of the keys' `Hash`, `Eq` and `Ord` may look at any object then. At last each new
//! map is put in the place of the empty one.

use std::any::Any;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::mem::{ManuallyDrop, needs_drop};

use super::{Fate, Relocation, Relocator, Trace, Tracer, WeakOf};
use crate::handle::Handle;
use crate::header::ObjectPtr;

/// What is to be done with maps whose keys hold handles.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refilling {
    /// There must be none.
    Refused,
    /// Only looked at.
    Looked,
    /// Their entries are taken out, and it is asked whether each handle in them can be exchanged.
    Tried,
    /// Their entries, which were taken out, leave.
    Leaving,
    /// The entries that have left arrive.
    Arriving,
    /// Their entries are taken out for a moment.
    Exchanged,
    /// The new maps are put in their places.
    Put,
}

/// A map that is made when all values are whole.
pub(crate) struct Refill {
    /// Where the map lies.
    place: usize,
    entries: Box<dyn Filling>,
}

/// The entries of maps that were taken out, each with its number among the maps that are visited. On the way their handles are none: if
/// nobody takes them in, because code of the program has panicked, they are leaked.
pub(crate) type Taken = VecDeque<(usize, ManuallyDrop<Box<dyn Any>>)>;

/// The map that was made.
pub(crate) struct Refilled {
    pub(crate) place: usize,
    map: Box<dyn Filled>,
}

/// The entries of a map.
trait Filling {
    fn trace(&self, tracer: &mut Tracer);
    fn make(self: Box<Self>) -> Box<dyn Filled>;
}

/// A map.
trait Filled: Any {
    fn trace(&self, tracer: &mut Tracer);
}

impl<M: Entries> Filled for M {
    fn trace(&self, tracer: &mut Tracer) {
        M::trace(self, tracer);
    }
}

struct EntriesOf<M: Entries>(Vec<M::Entry>);

impl<M: Entries> Filling for EntriesOf<M> {
    fn trace(&self, tracer: &mut Tracer) {
        <Vec<M::Entry> as Trace>::trace(&self.0, tracer);
    }

    fn make(self: Box<Self>) -> Box<dyn Filled> {
        Box::new(M::of_entries(self.0))
    }
}

impl Refill {
    /// Visits the handles in the entries.
    pub(crate) fn trace(&self, tracer: &mut Tracer) {
        self.entries.trace(tracer);
    }

    /// Makes the map, for its place. Code of the program runs.
    pub(crate) fn make(self) -> Refilled {
        Refilled { place: self.place, map: self.entries.make() }
    }
}

impl Refilled {
    /// Visits the handles in the map.
    pub(crate) fn trace(&self, tracer: &mut Tracer) {
        self.map.trace(tracer);
    }

    pub(crate) fn map(self) -> Box<dyn Any> {
        self.map
    }
}

/// Fields in which there are such maps, as far as their type tells.
///
/// # Safety
/// 1. `rekey` shows every handle that tracing finds, as `Trace::relocate` does.
#[doc(hidden)]
pub unsafe trait Rekey: Sized {
    /// As `Trace::relocate`.
    fn rekey(&mut self, relocator: &mut Relocator);
}

/// `Rekey`, if a type has it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Rekeys<T>(pub Option<fn(&mut T, &mut Relocator)>);

/// Makers of hashers that run no code of the program when they are made and dropped: both happen while handles are exchanged,
/// and that code could get hold of objects on their way.
#[doc(hidden)]
pub trait Still: BuildHasher + Default + 'static {}

impl Still for RandomState {}

impl<H: Hasher + Default + 'static> Still for BuildHasherDefault<H> {}

/// A map, or a set.
pub(crate) trait Entries: Trace + Default + 'static {
    type Key: Trace;
    type Entry: Trace + 'static;

    fn keys(&mut self) -> impl Iterator<Item = &Self::Key>;
    fn into_entries(self) -> Vec<Self::Entry>;
    fn of_entries(entries: Vec<Self::Entry>) -> Self;
    fn relocate_entry(entry: &mut Self::Entry, relocator: &mut Relocator);
    /// Looks at handles in keys, and shows those in values to be exchanged.
    fn look(&mut self, relocator: &mut Relocator);
}

macro_rules! maps {
    ($($map:ident<K, V $(, $hasher:ident)?>: $($bound:ident),*;)*) => {$(
        impl<K: Trace $(+ $bound)* + 'static, V: Trace + 'static $(, $hasher: Still)?> Entries
            for $map<K, V $(, $hasher)?>
        {
            type Key = K;
            type Entry = (K, V);

            fn keys(&mut self) -> impl Iterator<Item = &K> {
                (*self).keys()
            }

            fn into_entries(self) -> Vec<(K, V)> {
                self.into_iter().collect()
            }

            fn of_entries(entries: Vec<(K, V)>) -> Self {
                entries.into_iter().collect()
            }

            fn relocate_entry((key, value): &mut (K, V), relocator: &mut Relocator) {
                K::relocate(key, relocator);
                V::relocate(value, relocator);
            }

            fn look(&mut self, relocator: &mut Relocator) {
                for (key, value) in self.iter_mut() {
                    relocator.look_at(key);
                    V::relocate(value, relocator);
                }
            }
        }

        // SAFETY: all entries are shown.
        unsafe impl<K: Trace $(+ $bound)* + 'static, V: Trace + 'static $(, $hasher: Still)?> Rekey
            for $map<K, V $(, $hasher)?>
        {
            fn rekey(&mut self, relocator: &mut Relocator) {
                relocator.rekey(self);
            }
        }
    )*};
}

maps! { HashMap<K, V, S>: Eq, Hash; BTreeMap<K, V>: Ord; }

macro_rules! sets {
    ($($set:ident<K $(, $hasher:ident)?>: $($bound:ident),*;)*) => {$(
        impl<K: Trace $(+ $bound)* + 'static $(, $hasher: Still)?> Entries
            for $set<K $(, $hasher)?>
        {
            type Key = K;
            type Entry = K;

            fn keys(&mut self) -> impl Iterator<Item = &K> {
                self.iter()
            }

            fn into_entries(self) -> Vec<K> {
                self.into_iter().collect()
            }

            fn of_entries(entries: Vec<K>) -> Self {
                entries.into_iter().collect()
            }

            fn relocate_entry(key: &mut K, relocator: &mut Relocator) {
                K::relocate(key, relocator);
            }

            fn look(&mut self, relocator: &mut Relocator) {
                self.iter().for_each(|key| relocator.look_at(key));
            }
        }

        // SAFETY: all entries are shown.
        unsafe impl<K: Trace $(+ $bound)* + 'static $(, $hasher: Still)?> Rekey for $set<K $(, $hasher)?> {
            fn rekey(&mut self, relocator: &mut Relocator) {
                relocator.rekey(self);
            }
        }
    )*};
}

sets! { HashSet<K, S>: Eq, Hash; BTreeSet<K>: Ord; BinaryHeap<K>: Ord; }

// SAFETY: all that is in it is shown.
unsafe impl<T: Rekey> Rekey for RefCell<T> {
    fn rekey(&mut self, relocator: &mut Relocator) {
        self.get_mut().rekey(relocator);
    }
}

// SAFETY: all that is in it is shown.
unsafe impl<T: Rekey> Rekey for Option<T> {
    fn rekey(&mut self, relocator: &mut Relocator) {
        self.iter_mut().for_each(|value| value.rekey(relocator));
    }
}

// SAFETY: all that is in it is shown.
unsafe impl<T: Rekey> Rekey for Box<T> {
    fn rekey(&mut self, relocator: &mut Relocator) {
        (**self).rekey(relocator);
    }
}

// SAFETY: all that is in it is shown.
unsafe impl<T: Rekey> Rekey for Vec<T> {
    fn rekey(&mut self, relocator: &mut Relocator) {
        self.iter_mut().for_each(|value| value.rekey(relocator));
    }
}

impl Relocator {
    /// A map whose keys may hold handles.
    pub(crate) fn rekey<M: Entries>(&mut self, map: &mut M) {
        match self.meets_keys(map.keys()) {
            true => self.entries(map),
            false => M::relocate(map, self),
        }
    }

    /// A table whose keys are handles: it is filled again if the hash of a key may be another then, and shown by `as_it_is` otherwise.
    pub(crate) fn rekey_table<M: Entries>(
        &mut self,
        table: &mut M,
        object: impl Fn(&M::Key) -> ObjectPtr,
        as_it_is: impl FnOnce(&mut M, &mut Self),
    ) {
        let stay = {
            let mut keys = table.keys().peekable();
            keys.peek().is_some() && keys.all(|key| self.may_be_key(object(key)))
        };
        if stay && self.refilling() != Refilling::Put {
            return as_it_is(table, self);
        }
        self.maps_met += 1;
        self.entries(table);
    }

    /// A map is met. Returns whether its keys hold handles, or it is empty and they may have done.
    fn meets_keys<'a, K: Trace + 'a>(&mut self, keys: impl Iterator<Item = &'a K>) -> bool {
        self.maps_met += 1;
        let mut keys = keys.peekable();
        (K::HOLDS || needs_drop::<K>()) && (keys.peek().is_none() || keys.any(|key| self.holds(key)))
    }

    /// A map whose keys hold handles, or an empty one.
    fn entries<M: Entries>(&mut self, map: &mut M) {
        let place = std::ptr::from_ref(map).addr();
        match self.refilling() {
            Refilling::Refused => self.behind(map, |map, relocator| map.look(relocator)),
            // Where all are exchanged, it matters only if there are any.
            Refilling::Exchanged if self.is_in_entries && map.keys().next().is_none() => {}
            _ if self.is_in_entries => self.cannot("a map with handles in its keys lies in another".to_owned()),
            Refilling::Looked => {
                self.is_in_entries = true;
                map.look(self);
                self.is_in_entries = false;
            }
            Refilling::Tried => {
                let (met, mut entries) = (self.maps_met, std::mem::take(map).into_entries());
                self.is_in_entries = true;
                entries.iter_mut().for_each(|entry| M::relocate_entry(entry, self));
                self.is_in_entries = false;
                if !entries.is_empty() {
                    self.taken.push_back((met, ManuallyDrop::new(Box::new(entries))));
                }
            }
            Refilling::Leaving => {
                let met = self.maps_met;
                if let Some(entries) = self.taken::<M>() {
                    let entries = self.relocate_entries::<M>(entries);
                    self.taken.push_back((met, ManuallyDrop::new(Box::new(entries))));
                }
            }
            Refilling::Arriving => {
                if let Some(entries) = self.taken::<M>() {
                    self.refill::<M>(place, entries);
                }
            }
            Refilling::Exchanged => {
                self.is_in_entries = true;
                self.exchange::<M>(place, std::mem::take(map).into_entries());
                self.is_in_entries = false;
            }
            Refilling::Put => {
                // Code of a key may have put another map in the place, of another type as well: nothing is dropped while somebody
                // is here.
                match self.made.remove(&place).map(|made| made.downcast::<M>()) {
                    Some(Ok(made)) => self.replaced.push(Box::new(std::mem::replace(map, *made))),
                    Some(Err(made)) => drop(self.made.insert(place, made)),
                    None => {}
                }
            }
        }
    }

    /// The entries of the map that was met last, if they were taken.
    fn taken<M: Entries>(&mut self) -> Option<Vec<M::Entry>> {
        let (map, _) = self.taken.front()?;
        let is_next = *map == self.maps_met;
        let entries = is_next.then(|| self.taken.pop_front())??.1;
        match ManuallyDrop::into_inner(entries).downcast() {
            Ok(entries) => Some(*entries),
            Err(others) => {
                std::mem::forget(others);
                None
            }
        }
    }

    /// Exchanges the handles in entries on the way. If a `trace` panics, they are leaked: some are none of this thread's.
    fn relocate_entries<M: Entries>(&mut self, entries: Vec<M::Entry>) -> Vec<M::Entry> {
        let mut entries = ManuallyDrop::new(entries);
        entries.iter_mut().for_each(|entry| M::relocate_entry(entry, self));
        ManuallyDrop::into_inner(entries)
    }

    fn refill<M: Entries>(&mut self, place: usize, entries: Vec<M::Entry>) {
        let entries = self.relocate_entries::<M>(entries);
        drop(Exchanged::<M> { relocator: self, place, entries });
    }

    /// Exchanges the handles in entries that stay in the thread.
    fn exchange<M: Entries>(&mut self, place: usize, entries: Vec<M::Entry>) {
        let mut exchanged = Exchanged::<M> { relocator: self, place, entries };
        exchanged.entries.iter_mut().for_each(|entry| M::relocate_entry(entry, exchanged.relocator));
    }
}

/// Entries of a map that is to be made. Also if a `trace` panics, the relocator has them: it is dropped when all handles are counted.
struct Exchanged<'a, M: Entries> {
    relocator: &'a mut Relocator,
    place: usize,
    entries: Vec<M::Entry>,
}

impl<M: Entries> Drop for Exchanged<'_, M> {
    fn drop(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        if !entries.is_empty() {
            self.relocator.refills.push(Refill { place: self.place, entries: Box::new(EntriesOf::<M>(entries)) });
        }
    }
}

/// Puts maps in their places, or makes them ready for that; handles stay as they are.
pub(crate) struct Putting(pub(crate) Refilling);

impl Relocation for Putting {
    fn strong(&mut self, _handle: &mut Handle, _is_known: bool, _left: &mut Vec<Handle>) {}

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, _anchor: usize, _target: &dyn Fn() -> WeakOf) -> Fate {
        Fate::Stays
    }

    fn refilling(&self) -> Refilling {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::any::AnyObj;

    type Made = HashSet<AnyObj>;

    #[test]
    fn a_map_is_not_dropped_where_one_of_another_type_has_come() {
        let mut relocator = Relocator::new(Box::new(Putting(Refilling::Put)));
        let mut other = HashMap::<AnyObj, u8>::new();
        let key = AnyObj::from(257);
        relocator.made.insert(std::ptr::from_ref(&other).addr(), Box::new(Made::from([key.clone()])));
        other.rekey(&mut relocator);
        assert_eq!((relocator.made.len(), key.refcount()), (1, 2), "it is there still, and dropped later");
    }
}
