//! `Trace::weigh`: what the fields own outside of the heap.

use proc_macro2::TokenStream;
use quote::quote;

use super::question::question;
use super::trace::{member_without_lints, of_enum};
use crate::derive::model::{Field, Model, Shape};
use crate::derive::named::Named;

/// Small values that are cached are not weighed.
pub(super) fn weigh(model: &Model) -> Option<TokenStream> {
    if model.is_cached() {
        return None;
    }
    let owners: Vec<_> = model.shape.fields().filter(|field| may_own(field)).collect();
    if owners.is_empty() {
        return None;
    }
    let owns = owns(model, &owners);
    let body = match &model.shape {
        Shape::Struct(fields) => of_struct(model, fields),
        Shape::Enum(variants) => {
            of_enum(variants, Field::is_visited, |_| TokenStream::new(), |field, part| line(model, field, part))
        }
        Shape::Opaque => TokenStream::new(),
    };
    Some(quote! {
        const OWNS: __obj::bool = #owns;
        #[inline]
        fn weigh(__obj_this: &Self, __obj_scale: &mut __obj::Scale) { #body }
    })
}

/// Whether one of these fields owns memory.
fn owns(model: &Model, fields: &[&Field]) -> TokenStream {
    if fields.iter().any(|field| field.named == Named::Owner) {
        return quote!(true);
    }
    let asked = fields.iter().map(|field| question(model, field));
    quote!(#(#asked::OWNS)||*)
}

fn of_struct(model: &Model, fields: &[Field]) -> TokenStream {
    let owners = || fields.iter().filter(|field| may_own(field));
    let (asked, members) =
        (owners().map(|field| question(model, field)), owners().map(|field| member_without_lints(&field.member)));
    quote! { #(#asked::weigh(&__obj_this.#members, __obj_scale);)* }
}

fn line(model: &Model, field: &Field, reference: &TokenStream) -> TokenStream {
    if may_own(field) {
        let asked = question(model, field);
        quote! { #asked::weigh(#reference, __obj_scale); }
    } else {
        TokenStream::new()
    }
}

fn may_own(field: &Field) -> bool {
    field.is_visited()
        && field.trace_with.is_none()
        && !matches!(field.named, Named::Number | Named::Handle | Named::Weak)
}
