//! Rules that only the compiler can check. Each is a line that fails to compile with the rule's own words,
//! at the user's tokens.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::{field_bounds, object_bounds};
use crate::derive::model::{Cached, Finalizer, Model, Policy};
use crate::options::Derive;

pub(super) fn rules(model: &Model) -> TokenStream {
    let mut lines = destructor(model);
    lines.extend(forgotten_finalizer(model));
    lines.extend(frozen_fields(model));
    lines.extend(ends_of_range(model));
    let (place, bounds) = match model.derive {
        Derive::Object => (quote!(__obj::RulesOfObject), object_bounds(model)),
        Derive::Trace => (quote!(__obj::RulesOfPart), field_bounds(model)),
    };
    let items = quote! { fn rules() { #lines } };
    let mut rules = model.header.implement(&place, &bounds, &items);
    rules.extend(equality(model));
    rules
}

/// There is no `impl Drop`.
fn destructor(model: &Model) -> TokenStream {
    let line = match model.derive {
        Derive::Object => ask(model, "__obj_object_has_no_destructor"),
        Derive::Trace => ask(model, "__obj_part_has_no_destructor"),
    };
    quote! {
        use __obj::Otherwise as _;
        #line
    }
}

/// There is no `impl Finalize` that never runs.
fn forgotten_finalizer(model: &Model) -> Option<TokenStream> {
    let is_forgotten = model.derive == Derive::Object && matches!(model.finalize, Finalizer::No);
    is_forgotten.then(|| ask(model, "__obj_finalizer_is_on"))
}

/// A question on the type, at its name.
fn ask(model: &Model, probe: &str) -> TokenStream {
    let span = model.header.span();
    let probe = Ident::new(probe, span);
    quote_spanned! { span=> let _ = __obj::Probe::<Self>::#probe; }
}

/// Nothing in a frozen type changes.
fn frozen_fields(model: &Model) -> TokenStream {
    model.frozen_types().map(|ty| quote! { <#ty as __ObjFrozen>::CHECK; }).collect()
}

/// The ends of a range of values are values of the field's type, if that could not be told from its name.
fn ends_of_range(model: &Model) -> Option<TokenStream> {
    let Policy::Cached(Cached::Range(range)) = &model.policy else { return None };
    let (ty, unproved) = (&range.ty, range.unproved.as_ref()?);
    let (first, last, written) = (unproved.first.parts(), unproved.last.parts(), &unproved.written);
    let message = format!("not all values of this range fit in `{}`", quote!(#ty));
    let check = quote_spanned!(written.span()=> __obj::core::assert!(__obj_fits, #message););
    Some(quote! {
        const _: () = {
            let __obj_fits = __obj::range_fits(<#ty as __obj::Small>::BOUNDS, #first, #last);
            #check
        };
    })
}

/// Values of a generic type can be compared and hashed if their parts can. Of other types it is
/// checked where they are interned.
fn equality(model: &Model) -> Option<TokenStream> {
    let Policy::Interned(intern) = &model.policy else { return None };
    if !model.header.has_type_parameters() {
        return None;
    }
    let mut bounds = object_bounds(model);
    bounds.extend(model.header.bound_all(&quote!(__ObjEq + __ObjHash)));
    let this = quote_spanned!(intern.span()=> Self);
    let items = quote! { fn rules() { <#this as __obj::EqAndHash>::CHECK; } };
    Some(model.header.implement(&quote!(__obj::RulesOfInterned), &bounds, &items))
}
