//! How keys of an `ObjMap` are looked for.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::ptr;

use foldhash::fast::FixedState;

use crate::cells::ordered_table::SearchKey;
use crate::ledger;
use crate::object::{Obj, Object};

/// A value to be looked for among handles, with its hash.
pub(super) struct ByView<'a, T: ?Sized> {
    view: &'a T,
    pub(super) hash: u64,
}

impl<'a, T: Hash + ?Sized> ByView<'a, T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(view: &'a T) -> Self {
        Self { view, hash: hash_of(view) }
    }
}

impl<'a, T: ?Sized> ByView<'a, T> {
    /// The same, of which the hash is known.
    pub(super) fn hashed(view: &'a T, hash: u64) -> Self {
        Self { view, hash }
    }
}

fn hash_of<T: Hash + ?Sized>(view: &T) -> u64 {
    let _attribution = ledger::attribute_to_nobody();
    FixedState::with_seed(0).hash_one(view)
}

impl<K: Object> SearchKey<Obj<K>> for ByView<'_, K::View>
where
    K::View: Eq,
{
    #[inline]
    fn hash(&self) -> u64 {
        self.hash
    }

    #[inline]
    fn knows(&self, key: &Obj<K>) -> Option<bool> {
        ptr::eq(&**key, self.view).then_some(true)
    }

    #[inline]
    fn equals(&self, key: &Obj<K>) -> bool {
        let _attribution = ledger::attribute_to_nobody();
        **key == *self.view
    }
}

/// What values of keys borrow as, to be looked for among handles, with its hash.
pub(super) struct ByBorrow<'a, Q: ?Sized> {
    borrowed: &'a Q,
    hash: u64,
}

impl<'a, Q: Hash + ?Sized> ByBorrow<'a, Q> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(super) fn new(borrowed: &'a Q) -> Self {
        Self { borrowed, hash: hash_of(borrowed) }
    }
}

impl<K: Object, Q: Eq + ?Sized> SearchKey<Obj<K>> for ByBorrow<'_, Q>
where
    K::View: Borrow<Q>,
{
    #[inline]
    fn hash(&self) -> u64 {
        self.hash
    }

    #[inline]
    fn knows(&self, _: &Obj<K>) -> Option<bool> {
        None
    }

    #[inline]
    fn equals(&self, key: &Obj<K>) -> bool {
        let _attribution = ledger::attribute_to_nobody();
        (**key).borrow() == self.borrowed
    }
}

/// A very key of the map.
pub(super) struct ByIdentity<'a, K: ?Sized> {
    pub(super) key: &'a Obj<K>,
    pub(super) hash: u64,
}

impl<K: ?Sized> SearchKey<Obj<K>> for ByIdentity<'_, K> {
    fn hash(&self) -> u64 {
        self.hash
    }

    fn knows(&self, key: &Obj<K>) -> Option<bool> {
        Some(Obj::is(key, self.key))
    }

    fn equals(&self, _: &Obj<K>) -> bool {
        false
    }
}
