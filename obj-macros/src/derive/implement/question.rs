//! What is asked of the type of a field: a trait in which every use of the field is.

use proc_macro2::TokenStream;
use quote::quote;

use crate::derive::blame::Blame;
use crate::derive::model::{Field, Model};

/// The type of a field as what it has to be. It stands here in the user's own tokens: if it is not that, this is where it is
/// said.
pub(super) fn question(model: &Model, field: &Field) -> TokenStream {
    let (ty, blame) = (&field.ty, Blame::of(&field.ty, model.frozen));
    let named = blame.ty;
    if blame.is_held {
        quote!(<#ty as __ObjHandleTo<#named>>)
    } else if std::ptr::eq(ty, named) {
        quote!(<#ty as __ObjPart>)
    } else {
        quote!(<#ty as __ObjPart<#named>>)
    }
}

/// The traits that are asked for.
pub(super) fn names(model: &Model) -> String {
    let fields = || model.shape.fields().filter(|field| field.frozen.is_none());
    let (part, handle) =
        if model.frozen { ("PartThatNeverChanges", "PartThatNeverChanges") } else { ("PartOfObject", "HandleTo") };
    let mut names = String::new();
    for (name, ours, is_held) in [(part, "__ObjPart", false), (handle, "__ObjHandleTo", true)] {
        if fields().any(|field| Blame::of(&field.ty, model.frozen).is_held == is_held) {
            names += &format!(", {name} as {ours}");
        }
    }
    names
}
