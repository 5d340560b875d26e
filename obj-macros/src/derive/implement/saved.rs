//! What makes an object type one that serde can write and read, and where the fields of a type lead to.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::trace::member_without_lints;
use super::{field_bounds, findable_bounds};
use crate::derive::model::{Field, Model, Shape};
use crate::names::without_lints;
use crate::options::Derive;

pub(super) fn saved(model: &Model) -> TokenStream {
    let mut items = part(model);
    if model.derive == Derive::Object {
        items.extend(object(model));
    }
    items
}

/// The types of the fields are found by what the compiler knows of them: a field that leads to no objects says nothing.
fn part(model: &Model) -> TokenStream {
    let bounds: Vec<_> = field_bounds(model).into_iter().chain(model.header.bound_all(&quote!('static))).collect();
    let types = model.shape.fields().filter(|field| !field.is_number()).map(|field| &field.ty);
    let later = later_fields(model);
    let visit = quote! {
        fn visit_fields<__ObjV: __obj::serde::Visit, __ObjE: __obj::serde::Enter<__ObjV>>(__obj_visitor: &mut __ObjV) {
            use __obj::serde::UnknownField as _;
            if __obj::serde::Visit::enter_part(__obj_visitor, __obj::core::any::TypeId::of::<Self>()) {
                #(#later)*
                __obj::serde::visit_all(__obj_visitor, &[#(__obj::serde::Field::<#types, __ObjV>::VISIT),*]);
            }
            <__ObjE as __obj::serde::Enter<__ObjV>>::enter(__obj_visitor);
        }
    };
    let names = (model.is_named || !model.aliases.is_empty()).then(|| {
        let (name, aliases) = (&model.name, &model.aliases);
        quote!(const NAMES: &'static [&'static __obj::str] = &[#name, #(#aliases),*];)
    });
    let next = quote! {
        #names
        type Next<__ObjV: __obj::serde::Visit> = __obj::serde::OfPart<Self>;
    };
    let mut items = model.header.implement(&quote!(__obj::serde::Part), &bounds, &visit);
    items.extend(model.header.implement(&quote!(__obj::serde::Leads), &bounds, &next));
    items
}

/// Tells of each field that is filled when all objects are there.
fn later_fields(model: &Model) -> Vec<TokenStream> {
    let is_told = model.derive == Derive::Object;
    match &model.shape {
        _ if !is_told => Vec::new(),
        Shape::Struct(fields) => fields
            .iter()
            .filter_map(|field| {
                let member = member_without_lints(&field.member);
                later_field(field, &quote!(__obj::core::option::Option::Some(&__obj_this.#member)))
            })
            .collect(),
        Shape::Enum(variants) => variants
            .iter()
            .flat_map(|variant| variant.fields.iter().map(move |field| (without_lints(&variant.ident), field)))
            .filter_map(|(variant, field)| {
                let member = member_without_lints(&field.member);
                let cell = quote! {
                    match __obj_this {
                        Self::#variant { #member: __obj_part, .. } => __obj::core::option::Option::Some(__obj_part),
                        _ => __obj::core::option::Option::None,
                    }
                };
                later_field(field, &cell)
            })
            .collect(),
        Shape::Opaque => Vec::new(),
    }
}

fn later_field(field: &Field, cell: &TokenStream) -> Option<TokenStream> {
    let later = field.later.as_ref()?;
    let names = later.names(field.name());
    let place = later.path.span().resolved_at(Span::call_site());
    Some(
        quote_spanned! {place=> __obj::serde::Visit::later(__obj_visitor, &[#(#names),*], |__obj_this: &Self| #cell); },
    )
}

/// That it is one of the program's.
fn object(model: &Model) -> TokenStream {
    let aliases = (!model.aliases.is_empty()).then(|| {
        let aliases = &model.aliases;
        quote!(const ALIASES: &'static [&'static __obj::str] = &[#(#aliases),*];)
    });
    model.header.implement(&quote!(__obj::serde::Derived), &findable_bounds(model), &aliases.unwrap_or_default())
}
