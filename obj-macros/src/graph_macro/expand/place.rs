//! Places: what an expression is when it is only looked at. Nothing is cloned here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::Source;
use super::operation::As;
use super::{Expander, call, done, local_at};
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Member};

/// An attribute as a place of Rust.
pub(super) struct Attribute {
    pub(super) code: TokenStream,
    /// What is made at the beginning of the chain of attributes, for the local variable that stands for it.
    pub(super) root: Option<TokenStream>,
    root_local: Option<Ident>,
    /// Whether handles are taken on the way: what stands before the last dot is in a cell.
    pub(super) is_behind_handles: bool,
}

impl Attribute {
    fn existing(code: TokenStream) -> Self {
        Self { code, root: None, root_local: None, is_behind_handles: false }
    }

    /// What is made, in a local variable if one is given.
    pub(super) fn made(value: TokenStream, local: Option<&Ident>) -> Self {
        match local {
            Some(local) => {
                Self { root: Some(value), root_local: Some(local.clone()), ..Self::existing(quote!(#local)) }
            }
            None => Self::existing(value),
        }
    }

    /// What is read from the place. All that was taken or made on the way goes when that is done.
    pub(super) fn read(&self, read: &TokenStream) -> TokenStream {
        let root = self.root_local.as_ref().zip(self.root.as_ref()).map(|(local, root)| quote!(let #local = #root;));
        if root.is_none() && !self.is_behind_handles {
            return read.clone();
        }
        let read = done(read);
        quote!({ #root #read })
    }
}

impl Expander<'_> {
    /// A constant as a `&` to its object.
    pub(super) fn constant_reference(&mut self, constant: &Constant, place: Span) -> TokenStream {
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
    pub(super) fn index(container: &Expr, index: &Expr, references: &[TokenStream; 2]) -> TokenStream {
        let [container_reference, reference] = references;
        if container.name().is_none() || index.name().is_none() {
            return reference.clone();
        }
        quote_spanned!(index.extent.first=> __obj::HasHash::hashable(__obj::lookup(#container_reference, #reference).__obj_index()))
    }

    /// `base.member`, as a place of Rust. What is made at the beginning stands in a local variable, if one is given.
    pub(super) fn attribute(&mut self, base: &Expr, member: &Member, local: Option<&Ident>) -> Attribute {
        let mut attribute = self.owner(base, &member.text, local);
        let (owner, access) = (self.owner_by_name(&attribute.code, member), member.access());
        attribute.code = quote!(#owner #access);
        attribute
    }

    /// The value of an attribute, for what looks at it: of a part without handle, the object that it looks like.
    pub(super) fn value_of(&mut self, base: &Expr, member: &Member) -> TokenStream {
        let local = local_at("root", base.extent.first);
        let attribute = self.attribute(base, member, Some(&local));
        let (code, name) = (&attribute.code, &member.text);
        attribute.read(&quote_spanned!(member.span=> (&#code).__obj_value(#name)))
    }

    /// What has the attribute `next`: if it is in a cell, the object itself, so that messages are about its type.
    pub(super) fn owner(&mut self, base: &Expr, next: &str, local: Option<&Ident>) -> Attribute {
        let mut owner = self.receiver(base, next, local);
        if let ExprKind::Attribute { member, .. } = &base.kind {
            let receiver = &owner.code;
            owner.code = quote_spanned!(member.span=> (*#receiver));
        }
        owner
    }

    /// What stands before a dot and `next`. An attribute that is a cell stands for the object in it.
    pub(super) fn receiver(&mut self, expr: &Expr, next: &str, local: Option<&Ident>) -> Attribute {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::Name(name) => Attribute::existing(self.name(name)),
            ExprKind::Attribute { base, member } if !base.begins_with_name() => {
                let rooted = self.rooted(base, member);
                Attribute::made(quote_spanned!(member.span=> #rooted.__obj_field(#next)), local)
            }
            ExprKind::Attribute { base, member } => {
                let mut receiver = self.attribute(base, member, local);
                let attribute = &receiver.code;
                let get = Ident::new("__obj_get", member.span);
                receiver.code = quote_spanned!(member.span=> (&#attribute).#get(#next));
                receiver.is_behind_handles = true;
                receiver
            }
            ExprKind::Constant(constant) if !matches!(constant, Constant::None | Constant::Bool(_)) => {
                let slot = self.pool.load(constant);
                Attribute::existing(self.loaded(slot, constant, place))
            }
            _ => {
                let is_method = matches!(expr.kind, ExprKind::Method { .. });
                let made = if is_method { self.call_only(expr) } else { self.owned(expr) };
                Attribute::made(made, local)
            }
        }
    }

    /// An attribute of what is made.
    pub(super) fn rooted(&mut self, base: &Expr, member: &Member) -> TokenStream {
        let root = self.receiver(base, &member.text, None).code;
        self.rooted_in(&root, member)
    }

    /// The same of what is made already.
    pub(super) fn rooted_in(&mut self, root: &TokenStream, member: &Member) -> TokenStream {
        let (root, access) = (self.root_by_name(root, member), member.access());
        let local = local_at("root", member.span);
        quote_spanned!(member.span=> __obj::rooted(#root, |#local| &#local #access))
    }

    /// `place = source`, where the place is an attribute or an item. The value is made first.
    pub(super) fn store(&mut self, place: &Expr, source: Source, value_place: Span) -> TokenStream {
        let is_converted = matches!(source, Source::Convert(_));
        match &place.kind {
            ExprKind::Attribute { base, member } => {
                let attribute = self.attribute(base, member, None).code;
                let (function, value) = source.or_exact("set_attribute", "set_attribute_exactly");
                let store = call(function, value_place, &quote_spanned!(member.span=> #value, &#attribute));
                quote!(#store;)
            }
            ExprKind::Item { base, index } => {
                let (function, value) = source.or_exact("set_item", "set_item_exactly");
                let value_local = local_at("value", value_place);
                let is_plain = base.name().is_some() && (index.name().is_some() || index.constant().is_some());
                let (first, value) = if is_plain {
                    (None, value)
                } else {
                    (Some(quote!(let #value_local = #value;)), quote!(#value_local))
                };
                self.is_last = false;
                let store = self.operation([(base, As::Place), (index, As::Object)], |references| {
                    let index = Self::index(base, index, &references);
                    let [base_reference, _] = references;
                    call(function, base.extent.first, &quote!(#value, #base_reference, #index))
                });
                if is_plain { quote!(#store;) } else { quote!({ #first #store; }) }
            }
            ExprKind::Slice { base, bounds } => {
                let (_, value) = source.or_exact("", "");
                self.store_slice(base, bounds, &value, is_converted, value_place)
            }
            _ => {
                let broken = self.owned(place);
                quote!(#broken;)
            }
        }
    }
}
