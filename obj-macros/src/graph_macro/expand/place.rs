//! Places: what an expression is when it is only looked at. Nothing is cloned here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::Source;
use super::{Expander, call};
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Member};

impl Expander<'_> {
    /// The expression as a `&` to its value: what operands and built-in functions take.
    pub(super) fn reference(&mut self, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::Constant(constant) => self.constant_reference(constant, place),
            ExprKind::Name(name) => {
                let ident = &name.ident;
                quote_spanned!(place=> &#ident)
            }
            ExprKind::Attribute { base, member } => {
                let attribute = self.attribute(base, member);
                quote_spanned!(place=> &#attribute)
            }
            _ => {
                let value = self.owned(expr);
                quote_spanned!(place=> &#value)
            }
        }
    }

    fn constant_reference(&mut self, constant: &Constant, place: Span) -> TokenStream {
        match constant {
            Constant::None | Constant::Bool(_) => {
                let value = self.owned_constant(constant, place);
                quote_spanned!(place=> &#value)
            }
            _ => {
                let slot = self.pool.load(constant);
                self.loaded(slot, constant, place)
            }
        }
    }

    /// What is looked for in a container. If both are names, their types may say that it can never be found.
    pub(super) fn index(&mut self, container: &Expr, index: &Expr) -> TokenStream {
        let reference = self.reference(index);
        if container.name().is_none() || index.name().is_none() {
            return reference;
        }
        let container = self.reference(container);
        quote_spanned!(index.extent.first=> __obj::lookup(#container, #reference).__obj_index())
    }

    /// `base.member`, as a place of Rust.
    pub(super) fn attribute(&mut self, base: &Expr, member: &Member) -> TokenStream {
        let is_temporary = matches!(base.kind, ExprKind::Item { .. } | ExprKind::Cast { .. });
        let place = base.extent.first;
        let base = if is_temporary { call("temporary", place, &self.receiver(base)) } else { self.owner(base) };
        let access = member.access();
        quote!(#base #access)
    }

    /// What has the attribute: if it is in a cell, the object itself, so that messages are about its type.
    pub(super) fn owner(&mut self, base: &Expr) -> TokenStream {
        let receiver = self.receiver(base);
        match &base.kind {
            ExprKind::Attribute { member, .. } => quote_spanned!(member.span=> (*#receiver)),
            _ => receiver,
        }
    }

    /// What stands before a dot. An attribute that is a cell stands for the object in it.
    pub(super) fn receiver(&mut self, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::Name(name) => {
                let ident: &Ident = &name.ident;
                quote!(#ident)
            }
            ExprKind::Attribute { base, member } => {
                let attribute = self.attribute(base, member);
                let name = &member.text;
                let get = Ident::new("__obj_get", member.span);
                quote_spanned!(member.span=> (&#attribute).#get(#name))
            }
            ExprKind::Constant(Constant::None | Constant::Bool(_)) => self.owned(expr),
            ExprKind::Constant(constant) => {
                let slot = self.pool.load(constant);
                self.loaded(slot, constant, place)
            }
            ExprKind::Method { .. } => self.call_only(expr),
            _ => self.owned(expr),
        }
    }

    /// `place = source`, where the place is an attribute or an item. The value is made first.
    pub(super) fn store(&mut self, place: &Expr, source: Source, value_place: Span) -> TokenStream {
        let store = match &place.kind {
            ExprKind::Attribute { base, member } => {
                let attribute = self.attribute(base, member);
                let (function, value) = source.or_exact("set_attribute", "set_attribute_exactly");
                call(function, value_place, &quote_spanned!(member.span=> #value, &#attribute))
            }
            ExprKind::Item { base, index } => {
                let (base_place, index) = (self.reference(base), self.index(base, index));
                let (function, value) = source.or_exact("set_item", "set_item_exactly");
                call(function, base.extent.first, &quote!(#value, #base_place, #index))
            }
            _ => self.owned(place),
        };
        quote!(#store;)
    }
}
