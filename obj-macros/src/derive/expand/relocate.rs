//! `Trace::relocate`: each handle, to be exchanged.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::trace::member_without_lints;
use crate::derive::model::{Field, Model, Shape, Variant};
use crate::names::{part, without_lints};

pub(super) fn relocate(model: &Model) -> TokenStream {
    let body = match &model.shape {
        _ if model.is_cached() => TokenStream::new(),
        Shape::Struct(fields) => of_struct(fields),
        Shape::Enum(variants) => of_enum(variants),
        Shape::Opaque => TokenStream::new(),
    };
    quote! {
        fn relocate(&mut self, __obj_relocator: &mut __obj::Relocator) { #body }
    }
}

fn of_struct(fields: &[Field]) -> TokenStream {
    let visited = fields.iter().filter(|field| field.is_visited());
    visited
        .map(|field| {
            let member = member_without_lints(&field.member);
            line(field, &quote!(&mut self.#member))
        })
        .collect()
}

fn of_enum(variants: &[Variant]) -> TokenStream {
    if variants.is_empty() {
        return quote! { match *self {} };
    }
    let arms = variants.iter().map(|variant| {
        let ident = without_lints(&variant.ident);
        let visited: Vec<_> = variant.fields.iter().filter(|field| field.is_visited()).collect();
        let members = visited.iter().map(|field| member_without_lints(&field.member));
        let parts: Vec<_> = (0..visited.len()).map(part).collect();
        let lines = visited.iter().zip(&parts).map(|(field, part)| line(field, &part.to_token_stream()));
        quote! { Self::#ident { #(#members: #parts,)* .. } => { #(#lines)* } }
    });
    quote! { match self { #(#arms)* } }
}

/// A function of the user's may find any handles: they cannot be exchanged.
fn line(field: &Field, reference: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    if let Some((_, traced_with)) = &field.trace_with {
        let function = &traced_with.function;
        let visit = quote!(|__obj_tracer: &mut __obj::Tracer| #function(#reference, __obj_tracer));
        let part = traced_with.block(&quote!(__obj::TracedWith::new(#visit)));
        return quote! { __obj_relocator.unknown(&#part); };
    }
    quote! { <#ty as __ObjTrace>::relocate(#reference, __obj_relocator); }
}
