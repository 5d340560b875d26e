//! A type with both derives. The compiler shows neither derive the other, but it runs them one after the other.

use std::cell::RefCell;

use syn::{Data, DeriveInput};

use crate::options::Derive;

thread_local! {
    /// The type that was derived last.
    static LAST: RefCell<Option<Derived>> = const { RefCell::new(None) };
}

/// A type, by its name and its place, and what was derived.
struct Derived {
    name: String,
    derive: Derive,
}

/// Whether the other derive was just there, for the same type.
pub(super) fn has_other(input: &DeriveInput, derive: Derive) -> bool {
    // Only the compiler's own places tell two types of one name apart.
    if !proc_macro::is_available() {
        return false;
    }
    let word = match &input.data {
        Data::Struct(data) => data.struct_token.span,
        Data::Enum(data) => data.enum_token.span,
        Data::Union(data) => data.union_token.span,
    };
    // A macro may give two types the name at one place, but it writes each of them at another.
    let name = format!("{} {:?} {word:?}", input.ident, input.ident.span());
    let last = LAST.replace(Some(Derived { name: name.clone(), derive }));
    last.is_some_and(|last| last.name == name && last.derive != derive)
}
