//! Parts in parts in parts, whose handles are exchanged in a bounded part of the stack, as they are traced: see `depth`.

use super::depth::DEEPEST;
use super::{Relocator, Trace};

/// A container to be gone through later. Until then it stays where it is, and nobody looks at it: no code of the program runs.
pub(super) struct Deferred {
    container: *mut (),
    relocate: unsafe fn(*mut (), &mut Relocator),
    is_in_entries: bool,
}

/// Exchanges the handles in a container.
///
/// # Safety
/// 1. The pointer is to a valid `C`, which nobody else can see.
unsafe fn relocate<C: Trace>(container: *mut (), relocator: &mut Relocator) {
    // SAFETY: by 1.
    let container = unsafe { &mut *container.cast::<C>() };
    C::relocate(container, relocator);
}

impl Relocator {
    /// Exchanges the handles in what a container owns behind a pointer, with `relocate_content`; later, if that nests deep.
    #[inline]
    pub(crate) fn behind<C: Trace>(&mut self, container: &mut C, relocate_content: impl FnOnce(&mut C, &mut Self)) {
        if self.depth == DEEPEST {
            return self.defer(container);
        }
        self.depth += 1;
        relocate_content(container, self);
        self.depth -= 1;
        if self.depth == 0 && !self.deferred.is_empty() {
            self.go_on();
        }
    }

    #[cold]
    fn defer<C: Trace>(&mut self, container: &mut C) {
        let container: *mut C = container;
        let is_in_entries = self.is_in_entries;
        self.deferred.push(Deferred { container: container.cast(), relocate: relocate::<C>, is_in_entries });
    }

    /// Goes through what was put off.
    #[cold]
    fn go_on(&mut self) {
        let is_in_entries = self.is_in_entries;
        self.depth = 1;
        while let Some(deferred) = self.deferred.pop() {
            self.is_in_entries = deferred.is_in_entries;
            // SAFETY: `defer` made both of a container of the value that is being gone through, which nobody has touched since.
            unsafe { (deferred.relocate)(deferred.container, self) };
        }
        self.depth = 0;
        self.is_in_entries = is_in_entries;
    }
}
