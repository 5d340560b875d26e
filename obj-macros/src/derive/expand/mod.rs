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
    let mut items = traits();
    items.extend(trace::trace(model));
    items.extend(rules::rules(model));
    items.extend(marks::frozen(model));
    if model.derive == Derive::Object {
        items.extend(object::object(model));
        items.extend(marks::unshared(model));
        items.extend(marks::weak_target(model));
    }
    output::in_own_scope(&model.crate_path, &items)
}

/// The traits under names of one word: at the user's tokens, a path would be for the user's lints.
fn traits() -> TokenStream {
    quote! {
        use __obj::{Frozen as __ObjFrozen, Object as __ObjObject, Trace as __ObjTrace};
        use __obj::{Unshared as __ObjUnshared, WeakTarget as __ObjWeakTarget};
        use __obj::core::{cmp::Eq as __ObjEq, hash::Hash as __ObjHash};
    }
}

/// What makes the fields of a generic type traceable, and frozen if the type is.
fn field_bounds(model: &Model) -> Vec<Bound> {
    let mut bounds = model.header.bound_mentioned(model.traced_types(), &quote!(__ObjTrace));
    bounds.extend(frozen_bounds(model));
    bounds
}

/// What makes the fields of a frozen generic type frozen.
fn frozen_bounds(model: &Model) -> Vec<Bound> {
    model.header.bound_mentioned(model.frozen_types(), &quote!(__ObjFrozen))
}

/// What makes a generic type an object.
fn object_bounds(model: &Model) -> Vec<Bound> {
    let mut bounds = field_bounds(model);
    bounds.extend(model.header.bound_all(&quote!('static)));
    bounds
}
