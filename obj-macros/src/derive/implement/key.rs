//! `Trace::text_of_key`: a value as the key of a map, for the names of what the map holds. No user code may run meanwhile,
//! so only names that the derive sees are written, and fields of types that are written without it.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Member, Type};

use super::trace::member_without_lints;
use crate::derive::model::{Field, Model, Shape, Variant};
use crate::names::{text_of, without_lints};
use crate::options::Derive;

/// Of parts that may well be keys: enums without fields, and structs of numbers and texts.
pub(super) fn text(model: &Model) -> Option<TokenStream> {
    if model.derive != Derive::Trace {
        return None;
    }
    let text = match &model.shape {
        Shape::Enum(variants) if is_list_of_names(variants) => of_names(variants),
        Shape::Struct(fields) if !fields.is_empty() && fields.iter().all(is_written) => of_fields(model, fields),
        _ => return None,
    };
    Some(quote! {
        fn text_of_key(__obj_this: &Self) -> __obj::core::option::Option<__obj::std::string::String> { #text }
    })
}

fn is_list_of_names(variants: &[Variant]) -> bool {
    !variants.is_empty() && variants.iter().all(|variant| variant.fields.is_empty())
}

fn of_names(variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let (ident, name) = (without_lints(&variant.ident), text_of(&variant.ident));
        quote! { Self::#ident { .. } => #name, }
    });
    quote! { __obj::key_text(match __obj_this { #(#arms)* }, &[]) }
}

fn of_fields(model: &Model, fields: &[Field]) -> TokenStream {
    let name = model.header.name();
    let parts = fields.iter().map(|field| {
        let (ty, member) = (&field.ty, member_without_lints(&field.member));
        let label = match &field.member {
            Member::Named(ident) => text_of(ident),
            Member::Unnamed(_) => String::new(),
        };
        quote! { (#label, <#ty as __ObjTrace>::text_of_key(&__obj_this.#member)) }
    });
    quote! { __obj::key_text(#name, &[#(#parts),*]) }
}

/// Whether a type is by its name one that is written without user code. One of the user's that has such a name says of itself
/// whether it is.
fn is_written(field: &Field) -> bool {
    const WRITTEN: [&str; 15] = [
        "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
        "String",
    ];
    let Type::Path(path) = &field.ty else { return false };
    field.is_traced() && path.path.get_ident().is_some_and(|ident| WRITTEN.iter().any(|name| ident == name))
}
