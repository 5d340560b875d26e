//! Where in the values of a type the handles lie.

use std::num::NonZero;
use std::ptr::NonNull;

use crate::header::ObjectPtr;
use crate::ledger;

/// Which words of a value are handles that matter to the collector, where that is the same in all values of a type. The
/// collector reads them without asking the value (Go's runtime calls it a pointer bitmap).
///
/// Made by `Trace` and its derive.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PointerMap(Option<u64>);

/// The size of a word.
const WORD: usize = size_of::<ObjectPtr>();

impl PointerMap {
    /// Values have to be asked.
    pub const UNKNOWN: Self = Self(None);
    /// There are no handles.
    pub const NONE: Self = Self(Some(0));
    /// The value is a handle, or null. (Handles that are traced are not one word.)
    pub const HANDLE: Self = if ledger::ARE_TRACED { Self::UNKNOWN } else { Self(Some(1)) };

    /// This, and a part `offset` bytes from the start.
    #[must_use]
    pub const fn and(self, part: Self, offset: usize) -> Self {
        match (self.0, part.0) {
            (_, Some(0)) => self,
            (Some(words), Some(more))
                if offset.is_multiple_of(WORD) && offset / WORD <= more.leading_zeros() as usize =>
            {
                Self(Some(words | more << (offset / WORD)))
            }
            _ => Self::UNKNOWN,
        }
    }

    /// `count` of these in a row, each of `size` bytes.
    #[must_use]
    pub const fn times(self, count: usize, size: usize) -> Self {
        let mut map = Self::NONE;
        let mut index = 0;
        while index < count && map.0.is_some() && !matches!(self.0, Some(0)) {
            map = map.and(self, index * size);
            index += 1;
        }
        map
    }

    /// The map of an `Option<T>`, of this map of `T`: `None` is null where both are one handle.
    #[must_use]
    pub const fn of_option<T>(self) -> Self {
        match self.0 {
            Some(1) if self.is_handle::<Option<T>>() => self,
            Some(0) => self,
            _ => Self::UNKNOWN,
        }
    }

    /// Whether values of `T`, whose map this is, are one handle or null each, and nothing else.
    pub(crate) const fn is_handle<T>(self) -> bool {
        matches!(self.0, Some(1)) && size_of::<T>() == WORD
    }

    /// The words, if they are known and there are some.
    #[inline]
    pub(crate) fn words(self) -> Option<Words> {
        self.0.and_then(NonZero::new).map(Words)
    }
}

/// The words of a value that are handles or null, as bits.
#[derive(Clone, Copy)]
pub(crate) struct Words(NonZero<u64>);

impl Words {
    /// What the first of the words of a value leads to.
    ///
    /// # Safety
    /// 1. `value` is the place of a value of a type with a map that has these words, and nobody has a `&mut` into it.
    #[inline(always)]
    pub(crate) unsafe fn first(self, value: NonNull<u8>) -> Option<ObjectPtr> {
        let value: NonNull<Option<ObjectPtr>> = value.cast();
        // SAFETY: by 1. the value has such a word,
        let word = unsafe { value.add(self.0.trailing_zeros() as usize) };
        // SAFETY: and it is a handle, a mark or null.
        unsafe { word.read() }.filter(|word| !word.is_mark())
    }

    /// Calls `visit` with what each handle of a value leads to.
    ///
    /// # Safety
    /// 1. As for `first`, meanwhile.
    #[inline(always)]
    pub(crate) unsafe fn for_each(self, value: NonNull<u8>, mut visit: impl FnMut(ObjectPtr)) {
        let mut words = Some(self);
        while let Some(some) = words {
            // SAFETY: by 1.
            if let Some(target) = unsafe { some.first(value) } {
                visit(target);
            }
            words = some.rest();
        }
    }

    /// The words but the first, if there are more.
    #[inline(always)]
    pub(crate) fn rest(self) -> Option<Self> {
        NonZero::new(self.0.get() & (self.0.get() - 1)).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: PointerMap = PointerMap(Some(1));

    #[test]
    fn parts_are_where_they_lie() {
        assert_eq!(PointerMap::NONE.and(ONE, 0).and(PointerMap::NONE, 3).and(ONE, 2 * WORD), PointerMap(Some(0b101)));
        assert_eq!(PointerMap::NONE.and(PointerMap(Some(0b11)), WORD), PointerMap(Some(0b110)));
        assert_eq!(ONE.times(3, 2 * WORD), PointerMap(Some(0b1_0101)));
        assert_eq!(ONE.times(0, WORD), PointerMap::NONE);
    }

    #[test]
    fn what_a_map_cannot_say_is_unknown() {
        assert_eq!(PointerMap::UNKNOWN.and(ONE, 0), PointerMap::UNKNOWN);
        assert_eq!(ONE.and(PointerMap::UNKNOWN, WORD), PointerMap::UNKNOWN);
        assert_eq!(PointerMap::NONE.and(ONE, WORD / 2), PointerMap::UNKNOWN, "a packed value");
        assert_eq!(PointerMap::NONE.and(ONE, 63 * WORD), PointerMap(Some(1 << 63)));
        assert_eq!(PointerMap::NONE.and(ONE, 64 * WORD), PointerMap::UNKNOWN);
        assert_eq!(PointerMap::NONE.and(PointerMap(Some(0b11)), 63 * WORD), PointerMap::UNKNOWN);
        assert_eq!(ONE.times(65, WORD), PointerMap::UNKNOWN);
        assert_eq!(PointerMap::NONE.times(usize::MAX, 1), PointerMap::NONE);
    }

    #[test]
    fn an_option_is_a_handle_if_none_is_null() {
        assert_eq!(ONE.of_option::<&u8>(), ONE);
        assert_eq!(ONE.of_option::<usize>(), PointerMap::UNKNOWN);
        assert_eq!(PointerMap(Some(0b11)).of_option::<(&u8, &u8)>(), PointerMap::UNKNOWN);
        assert_eq!(PointerMap::NONE.of_option::<usize>(), PointerMap::NONE);
    }
}
