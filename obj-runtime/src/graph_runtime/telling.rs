//! What a unit tells the recording under way: its text, its statements, its names and what it prints. With `trace-refs` only;
//! without, units do not call these.

#[cfg(feature = "trace-refs")]
use super::variable::{Variable, held};
#[cfg(feature = "trace-refs")]
use crate::inspect::telling;
#[cfg(feature = "trace-refs")]
use crate::inspect::{Site, Subject};

/// The lines of the unit that begins.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn unit_text(first_line: u32, text: &'static str) {
    #[cfg(feature = "trace-refs")]
    telling::unit_text(Site::caller(), first_line, text);
    #[cfg(not(feature = "trace-refs"))]
    let _ = (first_line, text);
}

/// The statement at the place of the call begins.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn statement_begins() {
    #[cfg(feature = "trace-refs")]
    telling::statement_begins(Site::caller());
}

/// The last statement of a unit has ended.
pub fn unit_ends() {
    #[cfg(feature = "trace-refs")]
    telling::unit_ends();
}

/// The unit has printed a line, or a part of one.
pub(super) fn printed(line: &str) {
    #[cfg(feature = "trace-refs")]
    telling::printed(line);
    #[cfg(not(feature = "trace-refs"))]
    let _ = line;
}

/// What was bound to a name.
pub struct Named<'a, X>(pub &'a X);

/// A handle that was bound to a name.
pub trait NamedHandle {
    /// Says so.
    fn __obj_named(&self, name: &str);
}

#[cfg(feature = "trace-refs")]
impl<X: Subject> NamedHandle for Named<'_, X> {
    fn __obj_named(&self, name: &str) {
        crate::inspect::name_handle(self.0, name);
    }
}

#[cfg(feature = "trace-refs")]
impl<X: Subject, Old> NamedHandle for Named<'_, Variable<X, Old>> {
    fn __obj_named(&self, name: &str) {
        crate::inspect::name_handle(held(self.0), name);
    }
}

/// Any other value. A method of `&Named` is found only if `Named` has none.
pub trait NamedPlain {
    /// Says nothing.
    fn __obj_named(&self, _name: &str) {}
}

impl<X> NamedPlain for &Named<'_, X> {}
