//! Types of `slotmap`. Keys hold nothing.

use slotmap::{DefaultKey, DenseSlotMap, Key, KeyData, SecondaryMap, SlotMap, SparseSecondaryMap};

use crate::trace::{Frozen, Scale, Trace, Tracer};

/// Maps that own values `V` under keys `K`.
macro_rules! keyed {
    ($([$($parameters:tt)*] $type:ty);* $(;)?) => {$(
        // SAFETY: each value is owned by the map and visited once.
        unsafe impl<K: Key, V: Trace, $($parameters)*> Trace for $type {
            type Leaves<H> = Self;
            const HOLDS: bool = V::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = V::HOLDS_BEHIND;
            #[inline]
            fn trace(this: &Self, tracer: &mut Tracer) {
                if Self::HOLDS || tracer.wants_everything() {
                    tracer.behind(this, |tracer| {
                        for (index, value) in this.values().enumerate() {
                            tracer.value(index, value);
                        }
                    });
                }
            }
            const OWNS: bool = true;
            #[inline]
            fn weigh(this: &Self, scale: &mut Scale) {
                scale.add(this.capacity() * size_of::<V>());
                scale.items(this.len(), this.values());
            }
        }

        impl<K: Key, V: Frozen, $($parameters)*> Frozen for $type {}
    )*};
}

keyed! {
    [] SlotMap<K, V>;
    [] DenseSlotMap<K, V>;
    [] SecondaryMap<K, V>;
    [S: std::hash::BuildHasher] SparseSecondaryMap<K, V, S>;
}

constant! { [] KeyData, [] DefaultKey }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::{is_collected, is_frozen_leaf};

    #[test]
    fn cycles_are_collected() {
        let key = SlotMap::new().insert(());
        is_collected(|to| {
            let mut map = SlotMap::new();
            map.insert(to);
            map
        });
        is_collected(|to| {
            let mut map = DenseSlotMap::new();
            map.insert(to);
            map
        });
        is_collected(|to| SecondaryMap::from_iter([(key, to)]));
        is_collected(|to| SparseSecondaryMap::<_, _>::from_iter([(key, to)]));
        is_frozen_leaf::<DefaultKey>();
    }
}
