//! `Trace::text_of_key`: a value as the key of a map, for the names of what the map holds. No user code may run meanwhile,
//! so only names that the derive sees are written, and fields of types that are written without it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Member;

use super::question::question;
use super::trace::member_without_lints;
use crate::derive::model::{Field, Model, Shape, Variant};
use crate::names::{part, text_of, without_lints};
use crate::options::Derive;

/// Of parts that may well be keys: their fields are numbers and texts.
pub(super) fn text(model: &Model) -> Option<TokenStream> {
    let has_fields = model.shape.fields().next().is_some();
    if model.derive != Derive::Trace || !model.shape.fields().all(is_written) {
        return None;
    }
    let text = match &model.shape {
        Shape::Struct(fields) if has_fields => of_struct(model, fields),
        Shape::Enum(variants) if has_fields => of_variants(model, variants),
        Shape::Enum(variants) if !variants.is_empty() => of_names(variants),
        _ => return None,
    };
    Some(quote! {
        fn text_of_key(__obj_this: &Self) -> __obj::core::option::Option<__obj::std::string::String> { #text }
    })
}

fn of_names(variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let (ident, name) = (without_lints(&variant.ident), text_of(&variant.ident));
        quote! { Self::#ident { .. } => #name, }
    });
    quote! { __obj::key_text(match __obj_this { #(#arms)* }, &[]) }
}

fn of_variants(model: &Model, variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let (ident, name) = (without_lints(&variant.ident), text_of(&variant.ident));
        let members = variant.fields.iter().map(|field| member_without_lints(&field.member));
        let parts: Vec<_> = (0..variant.fields.len()).map(part).collect();
        let texts = variant.fields.iter().zip(&parts).map(|(field, part)| of_field(model, field, &quote!(#part)));
        quote! { Self::#ident { #(#members: #parts),* } => __obj::key_text(#name, &[#(#texts),*]), }
    });
    quote! { match __obj_this { #(#arms)* } }
}

fn of_struct(model: &Model, fields: &[Field]) -> TokenStream {
    let texts = fields.iter().map(|field| {
        let member = member_without_lints(&field.member);
        of_field(model, field, &quote!(&__obj_this.#member))
    });
    let name = model.header.name();
    quote! { __obj::key_text(#name, &[#(#texts),*]) }
}

/// The name of a field, which those of tuples do not have, and its text.
fn of_field(model: &Model, field: &Field, reference: &TokenStream) -> TokenStream {
    let asked = question(model, field);
    let label = match &field.member {
        Member::Named(ident) => text_of(ident),
        Member::Unnamed(_) => String::new(),
    };
    quote! { (#label, #asked::text_of_key(#reference)) }
}

/// Whether a type is by its name one that is written without user code. One of the user's that has such a name says of itself
/// whether it is.
fn is_written(field: &Field) -> bool {
    field.is_traced() && (field.is_number() || field.is_text())
}
