//! Rules that only the compiler can check. Each is a line that fails to compile with the rule's own words,
//! at the user's tokens.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{field_bounds, object_bounds};
use crate::derive::model::{Cached, Model, Policy};
use crate::options::Derive;

pub(super) fn rules(model: &Model) -> TokenStream {
    let mut lines = destructor(model);
    lines.extend(forgotten_finalizer(model));
    lines.extend(frozen_fields(model));
    lines.extend(ends_of_range(model));
    let bounds = match model.derive {
        Derive::Object => object_bounds(model),
        Derive::Trace => field_bounds(model),
    };
    let items = quote! { fn rules() { #lines } };
    let mut rules = model.header.implement(&quote!(__obj::Rules), &bounds, &items);
    rules.extend(equality(model));
    rules
}

/// There is no `impl Drop`.
fn destructor(model: &Model) -> TokenStream {
    let probe = match model.derive {
        Derive::Object => quote_spanned!(model.header.span()=> __obj_object_has_no_destructor),
        Derive::Trace => quote_spanned!(model.header.span()=> __obj_part_has_no_destructor),
    };
    quote! {
        use __obj::Otherwise as _;
        __obj::Probe::<Self>::NEW.#probe();
    }
}

/// There is no `impl Finalize` that never runs.
fn forgotten_finalizer(model: &Model) -> Option<TokenStream> {
    let probe = quote_spanned!(model.header.span()=> __obj_finalizer_is_on);
    let is_off = model.derive == Derive::Object && model.finalize.is_none();
    is_off.then(|| quote! { __obj::Probe::<Self>::NEW.#probe(); })
}

/// Nothing in a frozen type changes.
fn frozen_fields(model: &Model) -> TokenStream {
    model.frozen_types().map(|ty| quote! { <#ty as __obj::Frozen>::CHECK; }).collect()
}

/// The ends of a range of values are values of the field's type, whatever that is another name of.
fn ends_of_range(model: &Model) -> Option<TokenStream> {
    let Policy::Cached(Cached::Range(range)) = &model.policy else { return None };
    let (ty, ends) = (&range.ty, &range.unproved);
    Some(quote! { #(let _: #ty = #ends;)* })
}

/// Values of a generic type can be compared and hashed if their parts can. Of other types it is
/// checked where they are interned.
fn equality(model: &Model) -> Option<TokenStream> {
    let Policy::Interned(intern) = &model.policy else { return None };
    if !model.header.has_type_parameters() {
        return None;
    }
    let mut bounds = object_bounds(model);
    bounds.extend(model.header.bound_all(&quote!(__obj::core::cmp::Eq + __obj::core::hash::Hash)));
    let this = quote_spanned!(intern.span()=> Self);
    let items = quote! { fn rules() { <#this as __obj::EqAndHash>::CHECK; } };
    Some(model.header.implement(&quote!(__obj::RulesOfInterned), &bounds, &items))
}
