//! Attributes below a derive: a macro among them is given the type after the derive has seen it, and may make another of it.

use syn::Attribute;

/// Attributes that are no macros: no macro can be called as one of the compiler's is (E0659), nor as one of the derive's own.
const NO_MACROS: [&str; 11] =
    ["allow", "deny", "deprecated", "doc", "expect", "forbid", "must_use", "non_exhaustive", "object", "repr", "warn"];

/// Whether one of the attributes may be a macro.
pub(super) fn may_be_a_macro(attributes: &[Attribute]) -> bool {
    let is_none = |attribute: &Attribute| {
        attribute.path().get_ident().is_some_and(|ident| NO_MACROS.contains(&ident.to_string().as_str()))
    };
    !attributes.iter().all(is_none)
}
