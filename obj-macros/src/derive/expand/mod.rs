//! From a model to items. Nothing can be wrong here any more.

mod marks;
mod object;
mod rules;
mod trace;

use proc_macro2::TokenStream;
use quote::quote;

use super::header::Bound;
use super::model::Model;
use crate::options::Derive;
use crate::output;

/// All implementations of a type, in a scope of their own.
pub(crate) fn items(model: &Model) -> TokenStream {
    let mut items = trace::trace(model);
    items.extend(rules::rules(model));
    items.extend(marks::frozen(model));
    if model.derive == Derive::Object {
        items.extend(object::object(model));
        items.extend(marks::unshared(model));
    }
    output::in_own_scope(&model.crate_path, &items)
}

/// What makes the fields of a generic type traceable, and frozen if the type is.
fn field_bounds(model: &Model) -> Vec<Bound> {
    let mut bounds = model.header.bound_mentioned(model.traced_types(), &quote!(__obj::Trace));
    bounds.extend(frozen_bounds(model));
    bounds
}

/// What makes the fields of a frozen generic type frozen.
fn frozen_bounds(model: &Model) -> Vec<Bound> {
    model.header.bound_mentioned(model.frozen_types(), &quote!(__obj::Frozen))
}

/// What makes a generic type an object.
fn object_bounds(model: &Model) -> Vec<Bound> {
    let mut bounds = field_bounds(model);
    bounds.extend(model.header.bound_all(&quote!('static)));
    bounds
}
