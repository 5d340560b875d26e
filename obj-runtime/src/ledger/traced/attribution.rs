//! Handles that the runtime takes for somebody: cloned in a closure, or in a loop of the standard library, where the
//! caller's line is not known.

use super::super::Site;
use super::ledger::current;

/// While it exists, the handles that are taken in this thread are said to be taken at one line.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Attribution {
    outer: Option<Site>,
}

impl Attribution {
    #[inline]
    fn to(site: impl FnOnce(Option<Site>) -> Option<Site>) -> Self {
        let attributed_to = &current().attributed_to;
        let outer = attributed_to.get();
        attributed_to.set(site(outer));
        Self { outer }
    }
}

/// Handles are said to be taken by the caller of the function that calls this, or by whom it works for itself.
#[inline]
#[track_caller]
pub(crate) fn attribute_to_caller() -> Attribution {
    attribute_to_line(Site::caller())
}

/// Handles are said to be taken at a line, or by whom that works for itself.
#[inline]
pub(crate) fn attribute_to_line(site: Site) -> Attribution {
    Attribution::to(|outer| outer.or(Some(site)))
}

/// User code that runs meanwhile takes handles itself.
#[inline]
pub(crate) fn attribute_to_nobody() -> Attribution {
    Attribution::to(|_| None)
}

impl Drop for Attribution {
    #[inline]
    fn drop(&mut self) {
        current().attributed_to.set(self.outer);
    }
}
