//! Equal values as one object: making an interned one, or finding it in the table of its type.

use std::hash::Hash;
use std::ptr::NonNull;

use hashbrown::HashSet;

use crate::ground::hash::{AddressHasher, hash_of};
use crate::handle::Handle;
use crate::header::ObjectPtr;
use crate::heap::Heap;
use crate::ledger;
use crate::object::allocate::{ContentOf, Vacant, weigh_new};
use crate::object::diagnostics::Interned;
use crate::object::{Obj, Object};
use crate::thread_end::release_at_end;

/// A value with its hash, as it lies in the slot of an interned object.
#[repr(C)]
pub(crate) struct Hashed<T> {
    value: T,
    hash: u32,
}

// SAFETY: it does.
unsafe impl<T> ContentOf<T> for Hashed<T> {}

/// The one object of this value: an equal one that lives, or a fresh one.
///
/// Which values are equal, the value's own `Eq` and `Hash` say. Handles to interned objects that are parts of the value
/// are compared and hashed by identity, so the time is that of the value itself, whatever hangs below it.
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn make_interned<T: Object<View = T> + Eq + Hash>(value: T) -> Obj<T> {
    const { assert!(T::IS_INTERNED, "only values of types with `intern` have room for their hash") };
    let hash = hash_of_key(&value);
    match first_of_hash(hash) {
        None => make_new(value, hash),
        Some(first) if is_equal(&value, &*first) => first,
        Some(first) => make_beside(value, hash, first),
    }
}

/// The one object of a value, which is not that of the `first` object of its hash.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn make_beside<T: Object<View = T> + Eq + Hash>(value: T, hash: u32, first: Obj<T>) -> Obj<T> {
    match look_at_others(&value, hash, first) {
        Ok(object) => object,
        Err(compared) => {
            let object = make_new(value, hash);
            // What dies with it may intern an equal value, and finds this one.
            drop(compared);
            object
        }
    }
}

/// An object of a value of which there was none.
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn make_new<T: Object<View = T> + Eq + Hash>(value: T, hash: u32) -> Obj<T> {
    let version = T::state().interned.version();
    let object = Vacant::start().fill(Hashed { value, hash });
    // Making the object may have collected, and a finalizer may have interned an equal one.
    if T::state().interned.version() != version {
        return keep_unless_there(object, hash);
    }
    keep(&object);
    weigh_new(&object);
    object
}

/// Adds an object to the table of its type, unless an equal one is there: the earlier wins.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn keep_unless_there<T: Object<View = T> + Eq>(object: Obj<T>, hash: u32) -> Obj<T> {
    match look_up(&*object, hash) {
        Ok(earlier) => earlier,
        Err(compared) => {
            keep(&object);
            drop(compared);
            weigh_new(&object);
            object
        }
    }
}

/// Objects that a value was compared with, each with a handle, so that its address stands for it. Whoever adds to the table
/// keeps them until then: no user code runs in between, as none of them dies.
struct Compared<T> {
    first: Obj<T>,
    others: Vec<Obj<T>>,
}

/// The hash that lies with the value, if objects of the type have one.
#[inline]
pub(crate) fn hash_in<T: Object>(object: &Obj<T>) -> Option<u32> {
    // SAFETY: the function fits the slots of `T`, in which all objects of `T` are.
    T::INTERN_HASH.map(|stored_hash| unsafe { stored_hash(object.handle().pointer().value()) })
}

/// Adds an object, of which no equal one is interned, to the table of its type.
pub(crate) fn keep<T: Object>(object: &Obj<T>) {
    let (heap, state) = (Heap::current(), T::state());
    let (Some(stored_hash), Some(hash)) = (T::INTERN_HASH, hash_in(object)) else { return };
    if state.interned.is_new() && heap.may_keep() {
        release_at_end(state);
    }
    // SAFETY: there is a handle to the object, and the hash is the one that lies with it.
    unsafe { state.interned.add(object.handle().pointer(), hash, stored_hash) };
}

impl<T: Object<View = T>> Obj<T> {
    /// The interned object of a value, if there is one now. No object is made.
    ///
    /// `key` is a `T`, or anything of which the same values are equal and have the same hash: a struct of borrowed
    /// parts, say. Takes the time to hash and compare it.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, PartialEq, Eq, Hash)]
    /// #[object(intern)]
    /// struct Symbol { name: String, arity: u8 }
    ///
    /// /// A symbol whose name is somebody else's: its fields have the hashes of the symbol's fields.
    /// #[derive(Hash)]
    /// struct Wanted<'a> { name: &'a str, arity: u8 }
    ///
    /// impl PartialEq<Symbol> for Wanted<'_> {
    ///     fn eq(&self, symbol: &Symbol) -> bool {
    ///         self.name == symbol.name && self.arity == symbol.arity
    ///     }
    /// }
    ///
    /// let plus = Obj::new(Symbol { name: "+".to_string(), arity: 2 });
    /// let found = Obj::<Symbol>::interned(&Wanted { name: "+", arity: 2 });
    /// assert!(Obj::is(&found.unwrap(), &plus));
    /// assert!(Obj::<Symbol>::interned(&Wanted { name: "-", arity: 2 }).is_none());
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn interned<Q: Hash + PartialEq<T> + ?Sized>(key: &Q) -> Option<Self>
    where
        T: Interned,
    {
        look_up(key, hash_of_key(key)).ok()
    }

    /// The number of interned objects of this type in the thread: of the different values that are alive.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object, PartialEq, Eq, Hash)]
    /// #[object(intern)]
    /// struct Name(&'static str);
    ///
    /// let names = [Obj::new(Name("a")), Obj::new(Name("b")), Obj::new(Name("a"))];
    /// assert_eq!(Obj::<Name>::interned_count(), 2);
    /// drop(names);
    /// assert_eq!(Obj::<Name>::interned_count(), 0);
    /// ```
    #[must_use]
    pub fn interned_count() -> usize
    where
        T: Interned,
    {
        T::state().interned.len()
    }
}

/// The live object that `is_equal` accepts; see [`InternTable::find`](super::intern_table::InternTable::find).
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn find<T: Object>(hash: u32, is_equal: impl FnMut(ObjectPtr) -> bool) -> Option<Obj<T>> {
    T::state().interned.find(hash, is_equal).map(of_table)
}

/// A handle to an object of the table of `T`.
#[inline]
fn of_table<T: Object>(handle: Handle) -> Obj<T> {
    // SAFETY: the table of a type holds objects of that type.
    unsafe { Obj::from_handle(handle) }
}

/// The first live object of a hash.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn first_of_hash<T: Object>(hash: u32) -> Option<Obj<T>> {
    find(hash, |object| has_hash::<T>(object, hash))
}

/// Whether an object of the table of `T` has this hash. (That the function is known here saves a call by its address.)
#[inline]
fn has_hash<T: Object>(object: ObjectPtr, hash: u32) -> bool {
    // SAFETY: the function fits the slots of `T`, and objects leave the table before their value is gone.
    T::INTERN_HASH.is_some_and(|stored_hash| unsafe { stored_hash(object.value()) } == hash)
}

/// The object that equals `key`; if there is none, what it was compared with. User code runs while nothing is borrowed; what it
/// changes is noticed. If there is none, none was added since the last comparison either.
/// Whether a key is equal to a value. Handles that the comparison takes have its lines.
#[inline]
fn is_equal<T, Q: PartialEq<T> + ?Sized>(key: &Q, value: &T) -> bool {
    let _attribution = ledger::attribute_to_nobody();
    *key == *value
}

/// The same of its hash.
#[inline]
fn hash_of_key<Q: Hash + ?Sized>(key: &Q) -> u32 {
    let _attribution = ledger::attribute_to_nobody();
    hash_of(key)
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn look_up<T: Object<View = T>, Q: PartialEq<T> + ?Sized>(key: &Q, hash: u32) -> Result<Obj<T>, Option<Compared<T>>> {
    match first_of_hash(hash) {
        None => Err(None),
        Some(first) if is_equal(key, &*first) => Ok(first),
        Some(first) => look_at_others(key, hash, first).map_err(Some),
    }
}

/// The same among the objects of a hash that come after the `first`, to which `key` is not equal. Nothing is noted of them, as
/// long as comparisons do not change the table.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn look_at_others<T: Object<View = T>, Q: PartialEq<T> + ?Sized>(
    key: &Q,
    hash: u32,
    first: Obj<T>,
) -> Result<Obj<T>, Compared<T>> {
    let table = &T::state().interned;
    let version = table.version();
    let mut all = table.all(hash, |object| has_hash::<T>(object, hash)).into_iter();
    while table.version() == version {
        // It is in the table still, and so it is there.
        let Some(object) = all.next() else { return Err(Compared { first, others: Vec::new() }) };
        let Some(other) = living(object).filter(|other| !Obj::is(other, &first)) else { continue };
        if is_equal(key, &*other) {
            return Ok(other);
        }
        if table.version() != version {
            return look_again(key, hash, Compared { first, others: vec![other] });
        }
    }
    look_again(key, hash, Compared { first, others: Vec::new() })
}

/// The same where comparisons change the table: what was `compared` before is held from now on, and compared no more.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn look_again<T: Object<View = T>, Q: PartialEq<T> + ?Sized>(
    key: &Q,
    hash: u32,
    mut compared: Compared<T>,
) -> Result<Obj<T>, Compared<T>> {
    let table = &T::state().interned;
    let mut ids = HashSet::with_hasher(AddressHasher);
    ids.extend(compared.others.iter().chain([&compared.first]).map(Obj::id));
    loop {
        let version = table.version();
        for object in
            table.all(hash, |object| has_hash::<T>(object, hash)).into_iter().take_while(|_| table.version() == version)
        {
            let Some(other) = living(object).filter(|other| ids.insert(Obj::id(other))) else { continue };
            if is_equal(key, &*other) {
                return Ok(other);
            }
            compared.others.push(other);
        }
        if table.version() == version {
            return Err(compared);
        }
    }
}

/// An object of the table of `T`, if it is not dying.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn living<T: Object>(object: ObjectPtr) -> Option<Obj<T>> {
    Handle::to_living(object).map(of_table)
}

/// The hash behind the value of an interned object.
///
/// # Safety
/// 1. `value` is the place of a value of this type that `make_interned` has made.
#[must_use]
pub unsafe fn stored_hash<T>(value: NonNull<u8>) -> u32 {
    // SAFETY: by 1. the value is followed by its hash.
    unsafe { (*value.cast::<Hashed<T>>().as_ptr()).hash }
}
