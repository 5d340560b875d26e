//! `Trace::relocate`: each handle, to be exchanged.

use proc_macro2::TokenStream;
use quote::quote;

use super::question::question;
use super::trace::{member_without_lints, of_enum};
use crate::derive::model::{Field, Model, Shape};
use crate::derive::named::Named;

pub(super) fn relocate(model: &Model) -> TokenStream {
    let body = match &model.shape {
        _ if model.is_cached() => TokenStream::new(),
        Shape::Struct(fields) => of_struct(fields, model),
        Shape::Enum(variants) => {
            of_enum(variants, Field::is_visited, |_| TokenStream::new(), |field, part| line(field, model, part))
        }
        Shape::Opaque => TokenStream::new(),
    };
    let tells_all = trace_tells_all(model);
    quote! {
        #tells_all
        fn relocate(__obj_this: &mut Self, __obj_relocator: &mut __obj::Relocator) { #body }
    }
}

/// Whether nothing more is to be asked of values than what `trace` visits. Not said where a function visits, and where nobody asks.
fn trace_tells_all(model: &Model) -> Option<TokenStream> {
    let is_visited = |field: &&Field| field.is_visited() && !field.is_number();
    let fields: Vec<_> = model.shape.fields().filter(is_visited).collect();
    if model.is_cached()
        || matches!(model.shape, Shape::Opaque)
        || fields.iter().any(|field| field.trace_with.is_some())
    {
        return None;
    }
    let asked = fields.into_iter().map(|field| question(model, field));
    Some(quote! { const TRACE_TELLS_ALL: __obj::bool = true #(&& #asked::TRACE_TELLS_ALL)*; })
}

fn of_struct(fields: &[Field], model: &Model) -> TokenStream {
    let visited = fields.iter().filter(|field| field.is_visited());
    visited
        .map(|field| {
            let member = member_without_lints(&field.member);
            line(field, model, &quote!(&mut __obj_this.#member))
        })
        .collect()
}

/// A function of the user's may find any handles: they cannot be exchanged.
fn line(field: &Field, model: &Model, reference: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    if field.is_number() {
        return TokenStream::new();
    }
    if let Some((_, traced_with)) = &field.trace_with {
        let function = &traced_with.function;
        let visit = quote!(|__obj_tracer: &mut __obj::Tracer| #function(__obj_part, __obj_tracer));
        let part = traced_with.block(&quote!(__obj::TracedWith::new(#visit)));
        return quote! {{
            let __obj_part = &*#reference;
            __obj_relocator.unknown(&#part);
        }};
    }
    let asked = question(model, field);
    if !model.header.is_static(ty) || field.is_text() || matches!(field.named, Named::Handle | Named::Weak) {
        // What is filled again is kept until then; and texts and handles are no maps.
        return quote! { #asked::relocate(#reference, __obj_relocator); };
    }
    quote! {
        match __obj::Probe::<#ty>::REKEYS.0 {
            __obj::core::option::Option::Some(__obj_rekey) => __obj_rekey(#reference, __obj_relocator),
            __obj::core::option::Option::None => #asked::relocate(#reference, __obj_relocator),
        }
    }
}
