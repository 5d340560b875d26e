//! Rules that only the compiler can check. Each is a line that fails to compile with the rule's own words,
//! at the user's tokens.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::object_bounds;
use super::question::question;
use crate::derive::contents::{Contents, owners};
use crate::derive::model::{Cached, Field, Model, Sharing};
use crate::options::Derive;

/// The rules that are items of their own.
pub(super) fn items(model: &Model) -> TokenStream {
    let mut items = TokenStream::new();
    items.extend(ends_of_range(model));
    items.extend(equality(model));
    items
}

/// The rules that are lines in something of an object's that must compile anyway.
pub(super) fn of_object(model: &Model) -> TokenStream {
    ask(model, "ObjectWithoutDestructor", "DESTRUCTOR")
}

/// The same of a part's.
pub(super) fn of_part(model: &Model) -> Option<TokenStream> {
    (model.derive == Derive::Trace).then(|| ask(model, "PartWithoutDestructor", "DESTRUCTOR"))
}

/// Nothing in a frozen type changes. Of the fields that are traced it is asked there.
pub(super) fn frozen_fields(model: &Model) -> Option<TokenStream> {
    let is_asked = model.frozen && !model.is_cached();
    is_asked.then(|| {
        let fields = model.shape.fields().filter(|field| field.skip.is_some() && field.frozen.is_none());
        let asked = fields.map(|field| question(model, field));
        quote! { #(#asked::CHECK;)* }
    })
}

/// What is called as a container of functions holds no handles; where nothing may change it is one as well.
pub(super) fn functions(model: &Model) -> TokenStream {
    let types: Vec<_> = called_as_owners(model).map(|field| &field.ty).collect();
    let owners = types.iter().filter(|_| model.frozen).flat_map(|ty| owners(ty));
    quote! { #(<#owners as __obj::KnownOwner>::CHECK;)* #(<#types as __obj::HoldsNoHandles>::CHECK;)* }
}

/// What is called as a number is one. Each name is asked once.
pub(super) fn numbers(model: &Model) -> TokenStream {
    let mut asked: Vec<&Ident> = Vec::new();
    for field in model.traced_fields().filter(|field| field.is_number()) {
        let Type::Path(path) = &field.ty else { continue };
        asked.extend(path.path.get_ident().filter(|name| !asked.contains(name)));
    }
    quote! { #(<#asked as __obj::KnownNumber>::CHECK;)* }
}

/// The fields that are said to hold functions only since their types are called as some of the standard library.
fn called_as_owners(model: &Model) -> impl Iterator<Item = &Field> {
    let is_one = |field: &&Field| {
        field.is_functions
            && !matches!(&field.ty, Type::FnPtr(_))
            && matches!(Contents::of(&field.ty), Contents::Functions { .. })
    };
    model.shape.fields().filter(is_one)
}

/// A question on the type, at its name.
fn ask(model: &Model, rule: &str, probe: &str) -> TokenStream {
    let span = model.header.span();
    let (rule, probe) = (Ident::new(rule, span), Ident::new(probe, span));
    quote_spanned! { span=> __obj::#rule::check(__obj::Probe::<Self>::#probe); }
}

/// The ends of a range of values are values of the field's type, if that could not be told from its name.
fn ends_of_range(model: &Model) -> Option<TokenStream> {
    let Sharing::SmallValues(Cached::Range(range)) = &model.sharing else { return None };
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
    let Sharing::EqualValues(intern) = &model.sharing else { return None };
    if !model.header.has_type_parameters() {
        return None;
    }
    let mut bounds = object_bounds(model);
    bounds.extend(model.header.bound_all(&quote!(__ObjEq + __ObjHash)));
    let this = quote_spanned!(intern.span()=> Self);
    let items = quote! { fn rules() { <#this as __obj::EqAndHash>::CHECK; } };
    Some(model.header.implement(&quote!(__obj::RulesOfInterned), &bounds, &items))
}
