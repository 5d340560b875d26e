//! The table by which fields are found by name.

use proc_macro2::TokenStream;
use quote::quote;

use super::trace::member_without_lints;
use crate::derive::model::{Field, Model, Shape};
use crate::module::module;

/// `FIELDS`. A deprecated field is left out: `offset_of!` would be a use of it.
pub(super) fn fields(model: &Model) -> Option<TokenStream> {
    let Shape::Struct(fields) = &model.shape else { return None };
    if !model.attributes {
        return None;
    }
    let fields = fields.iter().filter(|field| !field.is_deprecated).map(field);
    let module = module();
    Some(quote! {
        const FIELDS: __obj::Fields = __obj::Fields::new(#module, &[#(#fields),*]);
    })
}

fn field(field: &Field) -> TokenStream {
    let (ty, reach, member) = (&field.ty, field.reach, member_without_lints(&field.member));
    let name = field.name();
    quote! {
        __obj::Field::new(#name, __obj::core::mem::offset_of!(Self, #member), #reach, __obj::Probe::<#ty>::FIELD)
    }
}
