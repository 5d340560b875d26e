//! `Trace::weigh`: what the fields own outside of the heap.

use proc_macro2::TokenStream;
use quote::quote;

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
    let owns = owns(&owners);
    let body = match &model.shape {
        Shape::Struct(fields) => of_struct(fields),
        Shape::Enum(variants) => of_enum(variants, |_| TokenStream::new(), line),
        Shape::Opaque => TokenStream::new(),
    };
    Some(quote! {
        const OWNS: __obj::bool = #owns;
        #[inline]
        fn weigh(__obj_this: &Self, __obj_scale: &mut __obj::Scale) { #body }
    })
}

/// Whether one of these fields owns memory.
fn owns(fields: &[&Field]) -> TokenStream {
    if fields.iter().any(|field| field.named == Named::Owner) {
        return quote!(true);
    }
    let types = fields.iter().map(|field| &field.ty);
    quote!(#(<#types as __ObjTrace>::OWNS)||*)
}

fn of_struct(fields: &[Field]) -> TokenStream {
    let owners = || fields.iter().filter(|field| may_own(field));
    let (types, members) = (owners().map(|field| &field.ty), owners().map(|field| member_without_lints(&field.member)));
    quote! { #(<#types as __ObjTrace>::weigh(&__obj_this.#members, __obj_scale);)* }
}

fn line(field: &Field, reference: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    if may_own(field) {
        quote! { <#ty as __ObjTrace>::weigh(#reference, __obj_scale); }
    } else {
        TokenStream::new()
    }
}

fn may_own(field: &Field) -> bool {
    field.is_visited()
        && field.trace_with.is_none()
        && !matches!(field.named, Named::Number | Named::Handle | Named::Weak)
}
