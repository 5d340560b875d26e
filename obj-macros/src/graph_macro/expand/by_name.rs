//! Attributes that are found by name, if what stands before the dot turns out to be any object.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Expander, local_at};
use crate::graph_macro::syntax::Member;
use crate::module::module;

impl Expander<'_> {
    /// What has an attribute, given the place where it is.
    pub(super) fn owner_by_name(&mut self, owner: &TokenStream, member: &Member) -> TokenStream {
        if !member.by_name {
            return owner.clone();
        }
        let found = self.found_by_name(member);
        quote_spanned!(member.span=> (*(&#owner).__obj_owner(#found)))
    }

    /// The same, given the value that was made.
    pub(super) fn root_by_name(&mut self, root: &TokenStream, member: &Member) -> TokenStream {
        if !member.by_name {
            return root.clone();
        }
        let found = self.found_by_name(member);
        quote_spanned!(member.span=> __obj::new(#root).__obj_root(#found))
    }

    /// The name of an attribute, the module of the unit, and what makes the struct whose field is the attribute.
    fn found_by_name(&mut self, member: &Member) -> TokenStream {
        self.attributes.entry(member.text.clone()).or_insert_with(|| member.tokens.clone());
        let (owner, name, field) = (owner_of(&member.text), &member.text, &member.tokens);
        let (place, module) = (local_at("place", member.span), self.module());
        quote!(#name, #module, |#place| #owner { #field: #place })
    }

    /// The module of the unit.
    pub(super) fn module(&mut self) -> TokenStream {
        self.finds_by_name = true;
        quote!(__OBJ_MODULE)
    }

    /// A struct for each attribute that is found by name, and a use of its field, which may be none where types are known; and the
    /// module of the unit, from where they are found.
    pub(super) fn attributes(&self) -> TokenStream {
        let module = self.finds_by_name.then(|| {
            let module = module();
            quote!(
                const __OBJ_MODULE: __obj::Module = #module;
            )
        });
        let owners = self.attributes.iter().map(|(name, field)| {
            let owner = owner_of(name);
            quote! {
                struct #owner<'a> { #field: __obj::Place<'a> }
                const _: fn(&#owner<'_>) = |owner| { let _ = &owner.#field; };
            }
        });
        quote!(#module #(#owners)*)
    }
}

fn owner_of(attribute: &str) -> Ident {
    format_ident!("__ObjWith_{attribute}")
}
