//! Stores that hand out keys: one line each where the crates differ.

use super::indexed::{Store, Stores};

/// Stores that find and remove a value by its key.
macro_rules! keyed {
    ($($(#[$doc:meta])* $name:ident of $item:ident in $store:ty, by $key:ty;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl Stores for $name {
            type Key<$item: Clone + 'static> = $key;
            type Of<$item: Clone + 'static> = $store;
        }

        impl<$item: Clone + 'static> Store<$item> for $store {
            type Key = $key;

            #[inline]
            fn add(&mut self, value: $item) -> Self::Key {
                self.insert(value)
            }

            #[inline]
            fn at(&self, key: Self::Key) -> Option<&$item> {
                self.get(key)
            }

            #[inline]
            fn at_mut(&mut self, key: Self::Key) -> Option<&mut $item> {
                self.get_mut(key)
            }

            #[inline]
            fn take(&mut self, key: Self::Key) -> Option<$item> {
                self.remove(key)
            }
        }
    )*};
}

keyed! {
    /// `slotmap::SlotMap`.
    SlotMap of T in slotmap::SlotMap<slotmap::DefaultKey, T>, by slotmap::DefaultKey;
    /// `thunderdome::Arena`.
    Thunderdome of T in thunderdome::Arena<T>, by thunderdome::Index;
}

/// `id_arena::Arena`, which removes nothing: it is begun anew when a program is done with all that is in it.
pub(crate) struct IdArena;

impl Stores for IdArena {
    type Key<T: Clone + 'static> = id_arena::Id<T>;
    type Of<T: Clone + 'static> = id_arena::Arena<T>;

    const IS_REGION: bool = true;
}

impl<T: Clone + 'static> Store<T> for id_arena::Arena<T> {
    type Key = id_arena::Id<T>;

    #[inline]
    fn add(&mut self, value: T) -> Self::Key {
        self.alloc(value)
    }

    #[inline]
    fn at(&self, key: Self::Key) -> Option<&T> {
        self.get(key)
    }

    #[inline]
    fn at_mut(&mut self, key: Self::Key) -> Option<&mut T> {
        self.get_mut(key)
    }

    #[inline]
    fn take(&mut self, _: Self::Key) -> Option<T> {
        None
    }
}

/// A persistent map from numbers, and the next number.
pub(crate) struct Numbered<M> {
    map: M,
    next: u64,
}

impl<M: Default> Default for Numbered<M> {
    fn default() -> Self {
        Self { map: M::default(), next: 0 }
    }
}

/// `imbl::HashMap`.
pub(crate) struct Imbl;

impl Stores for Imbl {
    type Key<T: Clone + 'static> = u64;
    type Of<T: Clone + 'static> = Numbered<imbl::HashMap<u64, T>>;
}

impl<T: Clone + 'static> Store<T> for Numbered<imbl::HashMap<u64, T>> {
    type Key = u64;

    fn add(&mut self, value: T) -> u64 {
        self.next += 1;
        self.map.insert(self.next, value);
        self.next
    }

    fn at(&self, key: u64) -> Option<&T> {
        self.map.get(&key)
    }

    fn at_mut(&mut self, key: u64) -> Option<&mut T> {
        self.map.get_mut(&key)
    }

    fn take(&mut self, key: u64) -> Option<T> {
        self.map.remove(&key)
    }
}

/// `rpds::HashTrieMap`.
pub(crate) struct Rpds;

impl Stores for Rpds {
    type Key<T: Clone + 'static> = u64;
    type Of<T: Clone + 'static> = Numbered<rpds::HashTrieMap<u64, T>>;
}

impl<T: Clone + 'static> Store<T> for Numbered<rpds::HashTrieMap<u64, T>> {
    type Key = u64;

    fn add(&mut self, value: T) -> u64 {
        self.next += 1;
        self.map.insert_mut(self.next, value);
        self.next
    }

    fn at(&self, key: u64) -> Option<&T> {
        self.map.get(&key)
    }

    fn at_mut(&mut self, key: u64) -> Option<&mut T> {
        self.map.get_mut(&key)
    }

    fn take(&mut self, key: u64) -> Option<T> {
        let value = self.map.get(&key).cloned();
        self.map.remove_mut(&key);
        value
    }
}
