//! What a look has seen of an object itself.

use crate::inspect::questions::identity::Origin;
use crate::inspect::walk::HeapObject;

/// A plain value, and why it is shared. In a page, beside the object's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Appearance {
    pub(super) value: Option<Box<str>>,
    pub(super) sharing: Sharing,
}

/// Why an object may be found by others than those who made it, and whether it ever ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sharing {
    pub(super) origin: Origin,
    pub(super) is_immortal: bool,
}

impl Appearance {
    pub(super) fn of(object: HeapObject) -> Self {
        Self { value: object.plain_repr(), sharing: Sharing::of(object) }
    }
}

impl Sharing {
    pub(super) fn is_shared(self) -> bool {
        self.is_immortal || self.origin != Origin::Fresh
    }

    /// A number for the page: 1 cached, 2 interned, 3 a constant; 4 more if immortal.
    pub(super) fn code(self) -> u8 {
        let origin = match self.origin {
            Origin::Fresh => 0,
            Origin::Cached => 1,
            Origin::Interned => 2,
            Origin::Constant => 3,
        };
        origin + if self.is_immortal { 4 } else { 0 }
    }

    pub(super) fn of(object: HeapObject) -> Self {
        Self { origin: Origin::of(object.header()), is_immortal: object.header().is_immortal() }
    }
}
