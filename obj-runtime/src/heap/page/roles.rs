//! What a page is to its pool.

use super::PagePtr;
use crate::heap::type_info::Teardown;

/// `frees_until_transition` of a current page.
pub(super) const NEVER: u32 = u32::MAX;

/// What the pool does with a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Slots are handed out from it.
    Current,
    /// In the pool's list of pages with free slots.
    Partial,
    /// Without a free slot, in no list.
    Full,
    /// Of one large object, in no list.
    Large,
}

impl PagePtr {
    /// The number of slots handed out.
    pub(crate) fn used(self) -> u32 {
        let frees_until_transition = self.frees_until_transition.get();
        match self.role.get() {
            Role::Current => self.count_used(),
            Role::Full => self.capacity() - 1 + frees_until_transition,
            Role::Partial | Role::Large => frees_until_transition,
        }
    }

    pub(super) fn take_role(self, role: Role) {
        self.role.set(role);
        self.is_quick.set(role == Role::Current && self.teardown == Teardown::Nothing);
    }

    /// The page becomes the one its pool hands out from.
    pub(crate) fn make_current(self) {
        self.take_role(Role::Current);
        self.frees_until_transition.set(NEVER);
    }

    /// The page has no free slot.
    pub(crate) fn make_full(self) {
        self.take_role(Role::Full);
        // The first free makes it partial.
        self.frees_until_transition.set(1);
    }

    /// The page joins the list of its pool, with `used` slots handed out.
    pub(crate) fn make_partial(self, used: u32) {
        self.take_role(Role::Partial);
        self.frees_until_transition.set(used);
    }

    /// The page holds one large object.
    pub(crate) fn make_large(self) {
        self.take_role(Role::Large);
        self.frees_until_transition.set(1);
    }

    /// The next object of the type finds no slot at once, and so asks whether a collection is due.
    #[cold]
    pub(crate) fn ask_with_next_object(self) {
        self.pool.retire_partly_used();
    }

    pub(crate) fn is_current(self) -> bool {
        self.role.get() == Role::Current
    }

    pub(crate) fn is_partial(self) -> bool {
        self.role.get() == Role::Partial
    }
}
