//! From a model to items. Nothing can be wrong here any more.

mod attributes;
mod key;
mod marks;
mod object;
mod question;
mod relocate;
mod rules;
mod saved;
mod trace;
mod weigh;

use proc_macro2::TokenStream;
use quote::quote;

use super::header::{Bound, bind};
use super::mentions::Question;
use super::model::{Finalizer, Model, Sharing};
use crate::options::Derive;
use crate::output;

/// All implementations of a type, in a scope of their own: those of a part only if no other derive made it one.
pub(crate) fn items(model: &Model, is_part_already: bool) -> TokenStream {
    let mut items = if is_part_already { TokenStream::new() } else { part(model) };
    items.extend(rules::items(model));
    if model.derive == Derive::Object {
        items.extend(object::object(model));
        items.extend(marks::finalizer(model));
        items.extend(marks::sharing(model));
        items.extend(marks::weak_target(model));
    }
    output::in_own_scope(&model.crate_path, &names(model), &items)
}

fn part(model: &Model) -> TokenStream {
    let mut items = trace::trace(model);
    if cfg!(feature = "parcel") {
        items.extend(trace::leaves(model));
    }
    items.extend(marks::frozen(model));
    if cfg!(feature = "serde") {
        items.extend(saved::saved(model));
    }
    items
}

/// The traits under names of one word: at the user's tokens, a path would be for the user's lints. Only those that
/// are used, since every name takes the compiler's time.
fn names(model: &Model) -> String {
    let mut names = String::from("Otherwise as _, Trace as __ObjTrace");
    names += &question::names(model);
    if model.frozen {
        names += ", Frozen as __ObjFrozen";
    }
    if model.header.has_type_parameters() {
        names += if model.frozen { ", NeverChanges as __ObjAsked" } else { ", CanBePart as __ObjAsked" };
    }
    if has_held(model) {
        names += ", ObjectType as __ObjHeld";
    }
    if model.derive == Derive::Object {
        names += ", Object as __ObjObject, WeakTarget as __ObjWeakTarget";
        if !matches!(model.finalize, Finalizer::No) {
            names += ", FinalizerIsOn as __ObjFinalizerIsOn";
        }
        names += match model.sharing {
            Sharing::Never => ", Unshared as __ObjUnshared",
            Sharing::SmallValues(_) => ", HashedByValue as __ObjHashedByValue",
            Sharing::EqualValues(_) => {
                ", Interned as __ObjInterned, core::{cmp::Eq as __ObjEq, hash::Hash as __ObjHash}"
            }
        };
    }
    names
}

/// What makes the fields of a generic type traceable, and frozen if the type is.
fn field_bounds(model: &Model) -> Vec<Bound> {
    if let Some(bounds) = &model.bounds {
        return bounds.clone();
    }
    let traced = model.header.mentioned(Question::Traced, model.traced_types());
    // What is frozen is traceable.
    let asked = traced.iter().filter(|mention| mention.is_held || !model.frozen);
    let bound = |is_held| if is_held { quote!(__ObjHeld) } else { quote!(__ObjAsked) };
    let mut bounds: Vec<_> = asked.map(|mention| bind(&mention.subject, &bound(mention.is_held))).collect();
    bounds.extend(frozen_bounds(model));
    bounds
}

/// What makes the fields of a frozen generic type frozen.
fn frozen_bounds(model: &Model) -> Vec<Bound> {
    if let Some(bounds) = &model.bounds {
        return bounds.clone();
    }
    let frozen = model.header.mentioned(Question::Frozen, model.frozen_types());
    frozen.iter().map(|mention| bind(&mention.subject, &quote!(__ObjAsked))).collect()
}

/// Whether a bound is on what handles lead to.
fn has_held(model: &Model) -> bool {
    let traced = model.header.mentioned(Question::Traced, model.traced_types());
    model.bounds.is_none() && traced.iter().any(|mention| mention.is_held)
}

/// What makes a generic type an object whose values can be found.
fn findable_bounds(model: &Model) -> Vec<Bound> {
    let mut bounds = object_bounds(model);
    if matches!(model.sharing, Sharing::EqualValues(_)) && model.header.has_type_parameters() {
        bounds.push(quote!(Self: __ObjEq + __ObjHash));
    }
    bounds
}

/// What makes a generic type an object.
fn object_bounds(model: &Model) -> Vec<Bound> {
    let mut bounds = field_bounds(model);
    bounds.extend(model.header.bound_all(&quote!('static)));
    bounds
}
