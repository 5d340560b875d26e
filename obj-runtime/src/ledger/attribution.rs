//! Handles that the runtime takes for somebody: cloned in a closure, or in a loop of the standard library, where the
//! caller's line is not known.

use super::entries;
use super::site::Site;

/// While it exists, the handles that are taken in this thread are said to be taken at one line.
#[must_use = "it lasts as long as this exists"]
pub(crate) struct Attribution {
    outer: Option<Site>,
}

/// Handles are taken on behalf of the caller of the function that calls this, or of whom it works for itself.
#[inline]
#[track_caller]
pub(crate) fn attribute_to_caller() -> Attribution {
    attribute_to_line(Site::caller())
}

/// Handles are taken on behalf of a line, or of whom that works for itself.
#[inline]
pub(crate) fn attribute_to_line(site: Site) -> Attribution {
    let outer = entries::behalf();
    entries::set_behalf(outer.or(Some(site)));
    Attribution { outer }
}

/// User code that runs meanwhile takes handles itself.
#[inline]
pub(crate) fn attribute_to_nobody() -> Attribution {
    let outer = entries::behalf();
    entries::set_behalf(None);
    Attribution { outer }
}

impl Drop for Attribution {
    #[inline]
    fn drop(&mut self) {
        entries::set_behalf(self.outer);
    }
}
