//! `impl Trace`: where the handles are.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Member, Type};

use super::question::question;
use super::{field_bounds, key, relocate, rules, weigh};
use crate::derive::header::at;
use crate::derive::model::{Field, Model, Shape, Variant};
use crate::derive::named::Named;
use crate::names::{is_ours, part, text_of, without_lints};
use crate::options::Derive;

/// Whether the values of fields are told. Snapshots of expansions are of types that do not.
const TELLS: bool = cfg!(all(feature = "trace-refs", not(test)));

pub(super) fn trace(model: &Model) -> TokenStream {
    let holds = holds(model);
    let holds_behind = model.frozen.then(|| {
        quote!(
            const HOLDS_BEHIND: __obj::bool = false;
        )
    });
    let (handles_only, pointers) = (handles_only(model), pointers(model));
    let body = match &model.shape {
        Shape::Struct(fields) => of_struct(model, fields),
        // Where variants are counted, all are named.
        Shape::Enum(_) if model.is_cached() && !TELLS => TokenStream::new(),
        Shape::Enum(variants) => of_variants(model, variants),
        Shape::Opaque => TokenStream::new(),
    };
    let (of_part, of_fields, of_functions) =
        (rules::of_part(model), rules::frozen_fields(model), rules::functions(model));
    let of_numbers = rules::numbers(model);
    let leaves = type_of_leaves(model);
    let text_of_key = key::text(model);
    let weigh = weigh::weigh(model);
    let relocate = cfg!(feature = "parcel").then(|| relocate::relocate(model));
    let copies = (cfg!(feature = "parcel") && model.derive == Derive::Trace).then(copies);
    let items = quote! {
        #leaves
        const HOLDS: __obj::bool = #holds;
        #holds_behind
        #handles_only
        #pointers
        fn trace(__obj_this: &Self, __obj_tracer: &mut __obj::Tracer) { #of_part #of_fields #of_functions #of_numbers #body }
        #text_of_key
        #weigh
        #relocate
        #copies
    };
    model.header.implement_unsafe(&quote!(__ObjTrace), &field_bounds(model), &items)
}

/// The `Clone` of parts, for rows of them. Objects say it in another way.
fn copies() -> TokenStream {
    quote! {
        fn copies() -> __obj::core::option::Option<fn(&Self) -> Self> { __obj::Probe::<Self>::COPIES.get() }
    }
}

/// What has to be `Send` if values are to go to another thread. A type of its own, since types of fields may be private where the
/// type is not. Only with the feature that asks for it: it takes the compiler's time.
fn type_of_leaves(model: &Model) -> TokenStream {
    let leaves = match cfg!(feature = "parcel") {
        true => model.header.arguments_of(&quote!(__ObjLeaves), &quote!(__ObjH)),
        false => quote!(Self),
    };
    quote! { type Leaves<__ObjH> = #leaves; }
}

/// That type. Fields that are not traced are asked as a whole.
pub(super) fn leaves(model: &Model) -> TokenStream {
    let horizon = if model.tells_of_itself() { quote!(__obj::Nearer) } else { quote!(__obj::Parts) };
    let leaves = model.shape.fields().filter(|field| !field.is_number()).map(|field| {
        let ty = &field.ty;
        if !model.is_cached() && field.is_traced() {
            quote!(__obj::Leaves<#ty, #horizon<__ObjH>>)
        } else {
            quote!(__obj::core::marker::PhantomData<#ty>)
        }
    });
    let (name, more, leaves) = (quote!(__ObjLeaves), quote!(__ObjH), quote!(#(#leaves,)*));
    if model.shape.fields().any(|field| may_name_otherwise(&field.ty)) {
        model.header.define_as_seen(&name, &more, &leaves, &compared(model))
    } else {
        model.header.define(&name, &more, &leaves)
    }
}

/// The fields held against the types that are asked in their place: a type may mean another here, among names that are ours.
fn compared(model: &Model) -> TokenStream {
    match &model.shape {
        Shape::Struct(fields) => {
            let lines = fields.iter().map(|field| {
                let member = member_without_lints(&field.member);
                same_type(field, &quote!(&__obj_this.#member))
            });
            lines.collect()
        }
        Shape::Enum(variants) => {
            of_enum(variants, |_| true, |_| TokenStream::new(), |field, part| same_type(field, &part.to_token_stream()))
        }
        Shape::Opaque => TokenStream::new(),
    }
}

/// Whether a type may mean another in a definition of ours than in the user's: it says `Self` or a name of ours, in a macro or in
/// code as well.
fn may_name_otherwise(ty: &Type) -> bool {
    fn may_name(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|tree| match tree {
            TokenTree::Ident(ident) => ident == "Self" || is_ours(&ident),
            TokenTree::Punct(punct) => punct.as_char() == '!',
            TokenTree::Group(group) => may_name(group.stream()),
            TokenTree::Literal(_) => false,
        })
    }
    may_name(ty.to_token_stream())
}

/// Whether one of the fields holds a handle. What is frozen holds none that may be part of a cycle; a handle to the type itself
/// may, so that the compiler need not be asked.
fn holds(model: &Model) -> TokenStream {
    if has_traced_with(model) {
        return quote!(true);
    }
    let is_asked = |field: &&Field| field.is_traced() && !field.is_number() && !model.frozen && !model.is_cached();
    let fields: Vec<_> = model.shape.fields().filter(is_asked).collect();
    if fields.iter().any(|field| field.named == Named::Handle && model.header.is_argument_of(&field.ty)) {
        return quote!(true);
    }
    if fields.is_empty() {
        return quote!(false);
    }
    let asked = fields.into_iter().map(|field| question(model, field));
    quote!(#(#asked::HOLDS)||*)
}

/// Whether the fields are nothing but handles and what needs no drop. Said only of what can be collected.
fn handles_only(model: &Model) -> Option<TokenStream> {
    if model.frozen || model.traced_types().next().is_none() || !model.shape.fields().all(Field::is_traced) {
        return None;
    }
    if model.traced_fields().any(|field| field.named == Named::Owner) {
        return None;
    }
    let asked = model.traced_fields().filter(|field| !field.is_number()).map(|field| question(model, field));
    Some(quote! { const IS_HANDLES_ONLY: __obj::bool = true #(&& #asked::IS_HANDLES_ONLY)*; })
}

/// Where the handles lie in a struct. Of a deprecated field it is not said: `offset_of!` would be a use of it.
fn pointers(model: &Model) -> Option<TokenStream> {
    let Shape::Struct(fields) = &model.shape else { return None };
    if model.frozen || model.is_cached() || has_traced_with(model) || model.traced_types().next().is_none() {
        return None;
    }
    let traced: Vec<_> = fields.iter().filter(|field| field.is_traced()).collect();
    if traced.iter().any(|field| field.is_deprecated) {
        return None;
    }
    let asked = || traced.iter().filter(|field| !field.is_number());
    let (asked, members) =
        (asked().map(|field| question(model, field)), asked().map(|field| member_without_lints(&field.member)));
    Some(quote! { __obj::pointers! { #(#asked, #members;)* } })
}

fn has_traced_with(model: &Model) -> bool {
    model.shape.fields().any(|field| field.trace_with.is_some())
}

fn of_struct(model: &Model, fields: &[Field]) -> TokenStream {
    let members: Vec<_> = fields.iter().map(|field| member_without_lints(&field.member)).collect();
    if model.may_change {
        let parts: Vec<_> = (0..fields.len()).map(part).collect();
        let lines = fields.iter().zip(&parts).map(|(field, part)| as_seen(model, field, &part.to_token_stream()));
        quote! { let Self { #(#members: #parts),* } = __obj_this; #(#lines)* }
    } else {
        let lines = fields.iter().zip(&members).map(|(field, member)| line(model, field, &quote!(&__obj_this.#member)));
        lines.collect()
    }
}

fn of_variants(model: &Model, variants: &[Variant]) -> TokenStream {
    if model.may_change {
        of_enum(variants, |_| true, told, |field, part| as_seen(model, field, part))
    } else {
        of_enum(variants, Field::is_visited, told, |field, part| line(model, field, part))
    }
}

/// What is traced of a field where a macro below the derive may have changed fields and added some: all are named and referred to,
/// which cannot be done in a packed type, nor in a union, and the type of each is the one that the derive saw.
fn as_seen(model: &Model, field: &Field, reference: &TokenStream) -> TokenStream {
    let mut lines = same_type(field, reference);
    lines.extend(line(model, field, reference));
    lines
}

/// A line that does not compile where the field's type means another than that of the field. A reference could lead on to it from
/// another, by `Deref`; a pointer cannot.
fn same_type(field: &Field, reference: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    // At the type, so that what is wrong with it is not said twice.
    let place = Span::call_site().located_at(ty.span());
    let pointer = at(reference, place);
    quote_spanned! {place=> let _: *const #ty = #pointer; }
}

/// What says which variant it is.
fn told(variant: &Variant) -> TokenStream {
    let name = text_of(&variant.ident);
    if TELLS {
        quote! { __obj_tracer.variant(#name); }
    } else {
        TokenStream::new()
    }
}

/// A `match` with an arm for each variant, which has what is `first`, and a line for each field that is asked.
pub(super) fn of_enum(
    variants: &[Variant],
    is_asked: impl Fn(&Field) -> bool,
    first: impl Fn(&Variant) -> TokenStream,
    line: impl Fn(&Field, &TokenStream) -> TokenStream,
) -> TokenStream {
    if variants.is_empty() {
        return quote! { match *__obj_this {} };
    }
    let arms = variants.iter().map(|variant| {
        let ident = without_lints(&variant.ident);
        let asked: Vec<_> = variant.fields.iter().filter(|field| is_asked(field)).collect();
        let members = asked.iter().map(|field| member_without_lints(&field.member));
        let parts: Vec<_> = (0..asked.len()).map(part).collect();
        let rest = (asked.len() < variant.fields.len()).then(|| quote!(..));
        let first = first(variant);
        let lines = asked.iter().zip(&parts).map(|(field, part)| line(field, &part.to_token_stream()));
        quote! { Self::#ident { #(#members: #parts,)* #rest } => { #first #(#lines)* } }
    });
    quote! { match __obj_this { #(#arms)* } }
}

fn line(model: &Model, field: &Field, reference: &TokenStream) -> TokenStream {
    if !field.is_visited() || model.is_cached() && !TELLS {
        return TokenStream::new();
    }
    if field.is_number() && !TELLS {
        // The field is used: the compiler need not say that nobody reads it.
        return quote! { let _ = #reference; };
    }
    let name = field.name();
    if let Some((_, traced_with)) = &field.trace_with {
        let function = &traced_with.function;
        let visit = quote!(|__obj_tracer: &mut __obj::Tracer| #function(#reference, __obj_tracer));
        let part = traced_with.block(&quote!(__obj::TracedWith::new(#visit)));
        quote! { __obj_tracer.field(#name, &#part); }
    } else {
        let asked = question(model, field);
        quote! { #asked::trace_as(#reference, #name, __obj_tracer); }
    }
}

pub(super) fn member_without_lints(member: &Member) -> Member {
    match member {
        Member::Named(ident) => Member::Named(without_lints(ident)),
        Member::Unnamed(index) => Member::from(index.index as usize),
    }
}
