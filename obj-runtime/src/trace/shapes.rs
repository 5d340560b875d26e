//! How types that are not of this crate are traced, by what they are.

/// Containers that own their items `T` on the heap.
macro_rules! sequence {
    ($([$($parameters:tt)*] $type:ty);* $(;)?) => {$(
        // SAFETY: each item is owned by the container and visited once.
        unsafe impl<T: $crate::Trace, $($parameters)*> $crate::Trace for $type {
            const HOLDS: bool = T::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
            #[inline]
            fn trace(&self, tracer: &mut $crate::Tracer) {
                if Self::HOLDS || tracer.wants_everything() {
                    for (index, item) in self.iter().enumerate() {
                        tracer.item(index, item);
                    }
                }
            }
        }

        impl<T: $crate::Frozen, $($parameters)*> $crate::Frozen for $type {}
    )*};
}

/// Containers that map keys `K` to values `V`.
macro_rules! map {
    ($([$($parameters:tt)*] $type:ty);* $(;)?) => {$(
        // SAFETY: each key and value is owned by the container and visited once.
        unsafe impl<K: $crate::Trace, V: $crate::Trace, $($parameters)*> $crate::Trace for $type {
            const HOLDS: bool = K::HOLDS_BEHIND || V::HOLDS_BEHIND;
            const HOLDS_BEHIND: bool = Self::HOLDS;
            #[inline]
            fn trace(&self, tracer: &mut $crate::Tracer) {
                if Self::HOLDS || tracer.wants_everything() {
                    for (index, (key, value)) in self.iter().enumerate() {
                        tracer.key(index, key);
                        tracer.value(index, value);
                    }
                }
            }
        }

        impl<K: $crate::Frozen, V: $crate::Frozen, $($parameters)*> $crate::Frozen for $type {}
    )*};
}
