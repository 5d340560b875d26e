//! The value of a unit without expression at the end: its names as fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::graph_macro::syntax::Name;

/// The most fields of one struct. The others are in one that it leads to: the time that the compiler takes for a struct
/// with a type parameter for each field grows with the square of their number.
const MOST_FIELDS: usize = 256;

/// The names, and whether they certainly have a value.
pub(super) fn graph<'n>(names: impl Iterator<Item = (&'n Name, bool)>) -> TokenStream {
    // What is bound to `_` is not wanted.
    let (names, unwanted): (Vec<_>, Vec<_>) = names.partition(|(name, is_bound)| *is_bound && name.text != "_");
    let released = unwanted.iter().map(|(name, _)| &name.ident).map(|ident| quote!(__obj::release(#ident);));
    let fields = fields(&names.iter().map(|(name, _)| &name.ident).collect::<Vec<_>>());
    quote!(#(#released)* #fields)
}

fn fields(names: &[&Ident]) -> TokenStream {
    if names.is_empty() {
        return quote!(());
    }
    let parts: Vec<_> = names.chunks(MOST_FIELDS).collect();
    let structs = parts.iter().enumerate().map(|(at, names)| part(at, names, at + 1 < parts.len()));
    let mut value = TokenStream::new();
    for (at, names) in parts.iter().enumerate().rev() {
        let (name, rest) = (name_of(at), (at + 1 < parts.len()).then(|| quote!(__obj_rest: #value)));
        value = quote!(#name { #(#names,)* #rest });
    }
    quote!({ #(#structs)* #value })
}

/// The first part is called `Graph`.
fn name_of(part: usize) -> Ident {
    if part == 0 { format_ident!("Graph") } else { format_ident!("GraphRest{part}") }
}

fn part(at: usize, names: &[&Ident], goes_on: bool) -> TokenStream {
    let name = name_of(at);
    let parameters: Vec<_> = (0..names.len()).map(|at| format_ident!("T{at}")).collect();
    let (rest_parameter, rest) =
        if goes_on { (quote!(Rest), quote!(pub __obj_rest: Rest,)) } else { Default::default() };
    let deref = goes_on.then(|| {
        quote! {
            impl<#(#parameters,)* Rest> __obj::core::ops::Deref for #name<#(#parameters,)* Rest> {
                type Target = Rest;

                fn deref(&self) -> &Rest {
                    &self.__obj_rest
                }
            }
        }
    });
    quote! {
        #[__obj::core::prelude::v1::derive(__obj::core::fmt::Debug)]
        struct #name<#(#parameters,)* #rest_parameter> { #(pub #names: #parameters,)* #rest }
        #deref
    }
}
