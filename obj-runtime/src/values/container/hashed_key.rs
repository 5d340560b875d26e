//! Looking an object up by its value, as dicts and sets do.

use crate::cells::ordered_table::SearchKey;
use crate::heap::type_info::Unhashable;
use crate::object::any::AnyObj;
use crate::values::builtin::Builtin;

/// An object to be looked for, with its hash.
pub(crate) struct HashedKey<'a> {
    key: &'a AnyObj,
    hash: u64,
}

impl<'a> HashedKey<'a> {
    /// Hashes the object. User code.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn new(key: &'a AnyObj) -> Result<Self, Unhashable> {
        Ok(Self { key, hash: key.hash_value()? })
    }

    /// The object with its hash, as a table has stored it.
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn stored(key: &'a AnyObj, hash: u64) -> Self {
        Self { key, hash }
    }

    /// The hash of the object.
    #[inline]
    pub(crate) fn stored_hash(&self) -> u64 {
        self.hash
    }

    /// Hashes the object.
    ///
    /// # Panics
    /// `TypeError: unhashable type: 'list'`.
    #[inline]
    #[track_caller]
    pub(crate) fn expect(key: &'a AnyObj) -> Self {
        match Self::new(key) {
            Ok(probe) => probe,
            Err(error) => panic!("TypeError: {error}"),
        }
    }
}

impl SearchKey<AnyObj> for HashedKey<'_> {
    #[inline]
    fn hash(&self) -> u64 {
        self.hash
    }

    #[inline]
    fn knows(&self, key: &AnyObj) -> Option<bool> {
        if AnyObj::is(key, self.key) {
            return Some(true);
        }
        // The usual keys, which take no user code to compare.
        match (Builtin::of(key), Builtin::of(self.key)) {
            (Builtin::Str(key), Builtin::Str(own)) => Some(**key == **own),
            (Builtin::Int(key), Builtin::Int(own)) => Some(**key == **own),
            _ => None,
        }
    }

    #[inline]
    fn equals(&self, key: &AnyObj) -> bool {
        key.equals(self.key)
    }
}
