//! An object under examination, and what its header says meanwhile.

use crate::header::{
    COUNTED_ASIDE, COUNTED_IN_HEADER, EXAMINED, EXCLUSIVE, FLAGS, Header, IMMORTAL, OLD_STAMP, OUTSIDE, ObjectPtr,
    STAYS_YOUNG, UNDER_EXAMINATION, whole,
};
use crate::heap::page::PagePtr;
use crate::trace::Tracer;

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

    /// Gathers what the handles inside the object lead to, if its value may be looked into.
    #[inline]
    pub(super) fn follow(self, tracer: &mut Tracer) {
        if self.header().has(EXCLUSIVE) {
            return;
        }
        let info = self.page().info;
        match info.pointers.words() {
            // SAFETY: by the invariant the value is whole, and the map is of its type.
            Some(words) => unsafe { words.for_each(self.0.value(), |target| tracer.find(target)) },
            None => self.trace_by_call(tracer),
        }
    }

    /// Gathers the same by a call of the value's `trace`.
    #[inline]
    pub(crate) fn trace_by_call(self, tracer: &mut Tracer) {
        // SAFETY: by the invariant the value is whole, and the function is of its type.
        unsafe { (self.page().info.trace)(self.0.value(), tracer) }
    }

    /// Whether the object was found to be held from outside, or reached from one that is. Then it is examined no longer.
    pub(super) fn is_rescued(self) -> bool {
        !self.header().has(UNDER_EXAMINATION)
    }

    /// Whether an object under examination has handles that were not found, or more were found than there are: then nothing is
    /// known of it.
    #[inline]
    pub(super) fn is_held(self) -> bool {
        let high = self.header().high.get();
        if high & COUNTED_IN_HEADER != 0 {
            return high & OUTSIDE != 0;
        }
        let is_overdrawn = self.is_overdrawn();
        debug_assert!(!is_overdrawn, "`trace` visited more handles than there are");
        high & COUNTED_ASIDE != 0 || is_overdrawn
    }

    /// Whether a collection that was given up may have entered the object: it is under examination, or was overdrawn.
    pub(super) fn is_begun(self) -> bool {
        self.header().low.get() != 0 && (!self.is_rescued() || self.is_overdrawn())
    }

    /// Whether more handles were found than there are: the number outside has borrowed from `COUNTED_IN_HEADER`.
    pub(super) fn is_overdrawn(self) -> bool {
        let (low, high) = (self.header().low.get(), self.header().high.get());
        low & EXAMINED != 0 && high & (UNDER_EXAMINATION | IMMORTAL) == 0
    }

    /// Gives the header back as it was, but for the stamp: what was examined is old, unless it is to stay young.
    #[inline]
    pub(super) fn restore(self, young: u32) {
        const NOT_PLAIN: u32 = COUNTED_ASIDE | STAYS_YOUNG | IMMORTAL;
        let (header, before) = (self.header(), self.header().whole());
        if before & whole(0, NOT_PLAIN) == 0 {
            header.set_whole(before & whole(!EXAMINED, FLAGS));
            return;
        }
        let (low, high) = (header.low.get(), header.high.get());
        let stamp = if high & STAYS_YOUNG == 0 { OLD_STAMP } else { young };
        header.high.set((high & FLAGS & !(COUNTED_ASIDE | STAYS_YOUNG)) | stamp);
        // (`low` of an immortal object is negative as well.)
        header.low.set(if high & IMMORTAL == 0 { low & !EXAMINED } else { low });
    }
}
