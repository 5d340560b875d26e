//! An object under examination, and what its header says meanwhile.

use crate::header::{CountWord, FlagWord, Header, ObjectPtr, bits};
use crate::heap::page::PagePtr;
use crate::trace::{Tracer, Words};

/// An object that a collection examines.
///
/// Invariant: it does not die meanwhile, and its value is whole.
#[derive(Clone, Copy)]
pub(crate) struct Entry(ObjectPtr);

impl Entry {
    /// An object that is to be examined.
    pub(crate) fn of(header: ObjectPtr) -> Self {
        Self(header)
    }

    pub(crate) fn pointer(self) -> ObjectPtr {
        self.0
    }

    #[inline]
    pub(crate) fn header<'a>(self) -> &'a Header {
        self.0.header()
    }

    pub(crate) fn page(self) -> PagePtr {
        PagePtr::of(self.0)
    }

    /// Where the handles of the object lie, if its type has a map.
    #[inline]
    pub(super) fn words(self) -> Option<Words> {
        let page = self.page();
        // The information of a mixed page has none.
        page.info
            .pointers
            .words()
            .or_else(|| if page.info.is_mixed { page.info_of(self.0).pointers.words() } else { None })
    }

    /// Gathers what the handles inside the object lead to, if its value may be looked into; returns whether by a call.
    #[inline]
    pub(super) fn follow(self, tracer: &mut Tracer) -> bool {
        if self.header().has(FlagWord::EXCLUSIVE) {
            return false;
        }
        let words = self.page().info_of(self.0).pointers.words();
        match words {
            // SAFETY: by the invariant the value is whole, and the map is of its type.
            Some(words) => unsafe { words.for_each(self.0.value(), |target| tracer.find(target)) },
            None => self.trace_by_call(tracer),
        }
        words.is_none()
    }

    /// Gathers the same by a call of the value's `trace`.
    #[inline]
    pub(crate) fn trace_by_call(self, tracer: &mut Tracer) {
        self.trace_on(self.page(), tracer);
    }

    /// The same, of an object on a page that is known.
    #[inline]
    pub(crate) fn trace_on(self, page: PagePtr, tracer: &mut Tracer) {
        debug_assert!(page == self.page(), "it is the object's");
        // SAFETY: by the invariant the value is whole, and the function is of its type.
        unsafe { (page.info.trace)(self.0.value(), tracer) }
    }

    /// Whether the object was found to be held from outside, or reached from one that is. Then it is examined no longer.
    pub(super) fn is_rescued(self) -> bool {
        !self.header().has(FlagWord::UNDER_EXAMINATION)
    }

    /// Whether an object under examination has handles that were not found, or more were found than there are: then nothing is
    /// known of it.
    #[inline]
    pub(super) fn is_held(self) -> bool {
        let flags = self.header().flags.get();
        if flags & FlagWord::COUNTED_IN_HEADER != 0 {
            return flags & FlagWord::OUTSIDE != 0;
        }
        flags & FlagWord::COUNTED_ASIDE != 0 || self.is_overdrawn()
    }

    /// Whether a collection that was given up may have entered the object: it is under examination, or was overdrawn.
    pub(super) fn is_begun(self) -> bool {
        self.header().count.get() != 0 && (!self.is_rescued() || self.is_overdrawn())
    }

    /// Whether more handles were found than there are: the number outside has borrowed from `COUNTED_IN_HEADER`.
    pub(super) fn is_overdrawn(self) -> bool {
        let (count, flags) = (self.header().count.get(), self.header().flags.get());
        count & CountWord::EXAMINED != 0 && flags & (FlagWord::UNDER_EXAMINATION | FlagWord::IMMORTAL) == 0
    }

    /// Gives the header back as it was, but for the stamp: what was examined is old, unless it is to stay young. Returns the
    /// count word.
    #[inline]
    pub(super) fn restore(self, young: u32) -> u32 {
        const NOT_PLAIN: u32 = FlagWord::COUNTED_ASIDE | FlagWord::STAYS_YOUNG | FlagWord::IMMORTAL;
        let (header, before) = (self.header(), self.header().bits());
        if before & bits(0, NOT_PLAIN) == 0 {
            let restored = before & bits(!CountWord::EXAMINED, FlagWord::FLAGS);
            header.set_bits(restored);
            return restored as u32;
        }
        let (count, flags) = (header.count.get(), header.flags.get());
        let stamp = if flags & FlagWord::STAYS_YOUNG == 0 { FlagWord::OLD_STAMP } else { young };
        header.flags.set((flags & FlagWord::FLAGS & !(FlagWord::COUNTED_ASIDE | FlagWord::STAYS_YOUNG)) | stamp);
        // (`count` of an immortal object is negative as well.)
        let count = if flags & FlagWord::IMMORTAL == 0 { count & !CountWord::EXAMINED } else { count };
        header.count.set(count);
        count
    }
}
