//! A type with both derives. The compiler shows neither derive the other, but it runs them one after the other.

use std::cell::RefCell;

use proc_macro2::Ident;

use crate::options::Derive;

thread_local! {
    /// The type that was derived last.
    static LAST: RefCell<Option<Derived>> = const { RefCell::new(None) };
}

/// A type, by its name and the place of that, and what was derived.
struct Derived {
    name: String,
    derive: Derive,
}

/// Whether the other derive was just there, for the same type.
pub(super) fn has_other(ident: &Ident, derive: Derive) -> bool {
    // Only the compiler's own places tell two types of one name apart.
    if !proc_macro::is_available() {
        return false;
    }
    let name = format!("{ident} {:?}", ident.span());
    let last = LAST.replace(Some(Derived { name: name.clone(), derive }));
    last.is_some_and(|last| last.name == name && last.derive != derive)
}
