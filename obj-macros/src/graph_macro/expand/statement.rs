//! Statements.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::arguments::{Source, fresh};
use super::{Expander, call, local, local_at, pattern};
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Name, Statement, Target};
use crate::graph_macro::words::Operator;

impl Expander<'_> {
    pub(super) fn statement(&mut self, statement: &Statement) -> TokenStream {
        match statement {
            Statement::Bind { targets, value } => self.bind(targets, value),
            Statement::Augment { place, operator, sign, value } => self.augment(place, *operator, *sign, value),
            Statement::Delete { word, places } => places.iter().map(|place| self.delete(place, *word)).collect(),
            Statement::Assert { word, condition, message } => self.assert(*word, condition, message.as_ref()),
            Statement::Effect(expr) => self.effect(expr),
            Statement::Broken { mistake, .. } => {
                let error = self.errors.expression(*mistake);
                quote!(let _ = #error;)
            }
        }
    }

    fn bind(&mut self, targets: &[Target], value: &Expr) -> TokenStream {
        let parts = targets.iter().find_map(|target| match target {
            Target::Places(places) => Some(places.len()),
            Target::Place(_) => None,
        });
        match (targets, parts) {
            ([Target::Place(place)], None) => self.bind_one(place, value),
            (_, None) => self.bind_chain(targets, value),
            (_, Some(count)) => self.bind_parts(targets, count, value),
        }
    }

    /// `place = value`
    fn bind_one(&mut self, place: &Expr, value: &Expr) -> TokenStream {
        match &place.kind {
            ExprKind::Name(name) => {
                let value = self.owned(value);
                self.bind_name(name, &value)
            }
            _ => {
                let value_place = value.extent.first;
                let source = match (&place.kind, &value.kind) {
                    // As in a display: what Rust gives becomes an object.
                    (ExprKind::Item { .. }, ExprKind::Rust(tokens)) => {
                        Source::Convert(fresh(value_place, &self.rust(tokens)))
                    }
                    _ => self.source(value),
                };
                self.store(place, source, value_place)
            }
        }
    }

    /// `let name = value;`, after which the old value goes.
    fn bind_name(&mut self, name: &Name, value: &TokenStream) -> TokenStream {
        let ident = &name.ident;
        let is_bound = self.is_bound(name);
        self.set_bound(name, true);
        if !is_bound {
            let pattern = pattern(ident);
            return quote!(let #pattern = #value;);
        }
        let (local, pattern) = (local("value"), pattern(ident));
        quote!(let #local = #value; let #pattern = __obj::rebind(#local, #ident);)
    }

    /// `a = b = value`: the value is made once; all but the last take another handle to it.
    fn bind_chain(&mut self, targets: &[Target], value: &Expr) -> TokenStream {
        let shared = local("shared");
        let value = self.owned(value);
        let mut code = quote!(let #shared = #value;);
        let last = targets.len() - 1;
        for (at, target) in targets.iter().enumerate() {
            let Target::Place(place) = target else { continue };
            let part = if at == last { quote!(#shared) } else { quote!(__obj::alias(&#shared)) };
            code.extend(self.bind_made(place, &part));
        }
        code
    }

    /// `a, b = c, d`: all values are made before the first name is bound.
    fn bind_parts(&mut self, targets: &[Target], count: usize, value: &Expr) -> TokenStream {
        let locals: Vec<_> = (0..count).map(|at| Ident::new(&format!("part_{at}"), Span::mixed_site())).collect();
        let mut code = self.make_parts(&locals, value);
        let last = targets.len() - 1;
        for (at, target) in targets.iter().enumerate() {
            let take = |part: &Ident| if at == last { quote!(#part) } else { quote!(__obj::alias(&#part)) };
            match target {
                Target::Places(places) => {
                    for (place, part) in places.iter().zip(&locals) {
                        code.extend(self.bind_made(place, &take(part)));
                    }
                }
                Target::Place(place) => {
                    let items = locals.iter().map(|part| quote!(__obj::put(__obj::name(&#part))));
                    let tuple = quote!(__obj::tuple([#(#items),*]));
                    code.extend(self.bind_made(place, &tuple));
                }
            }
        }
        code
    }

    fn make_parts(&mut self, locals: &[Ident], value: &Expr) -> TokenStream {
        let place = value.extent.first;
        match &value.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                let values: Vec<_> = items.iter().map(|item| self.owned(item)).collect();
                quote!(#(let #locals = #values;)*)
            }
            ExprKind::Constant(constant) => self.constant_parts(locals, constant, place),
            ExprKind::Broken(_) => {
                let error = self.owned(value);
                quote!(#(let #locals = #error;)*)
            }
            _ => {
                let value = self.reference(value);
                let unpack = call("unpack", place, &value);
                quote!(let [#(#locals),*] = #unpack;)
            }
        }
    }

    /// A constant tuple is loaded as one, and its items are taken from it.
    fn constant_parts(&mut self, locals: &[Ident], constant: &Constant, place: Span) -> TokenStream {
        let values: Vec<_> = match constant {
            Constant::Tuple(items) => {
                let slot = self.pool.load(constant);
                items.iter().enumerate().map(|(at, item)| self.owned_item(slot, at, item, place)).collect()
            }
            Constant::Str(text) => text
                .chars()
                .map(|character| self.owned_constant(&Constant::Str(character.to_string()), place))
                .collect(),
            Constant::Bytes(bytes) => {
                bytes.iter().map(|byte| self.owned_constant(&Constant::Int(i64::from(*byte)), place)).collect()
            }
            _ => Vec::new(),
        };
        quote!(#(let #locals = #values;)*)
    }

    /// Binds a value that a local of the expansion holds.
    fn bind_made(&mut self, place: &Expr, value: &TokenStream) -> TokenStream {
        match &place.kind {
            ExprKind::Name(name) if self.is_bound(name) => {
                self.set_bound(name, true);
                let ident = &name.ident;
                let pattern = pattern(ident);
                quote!(let #pattern = __obj::rebind(#value, #ident);)
            }
            ExprKind::Name(name) => self.bind_name(name, value),
            _ => self.store(place, Source::Convert(quote!(&__obj::new(#value))), place.extent.first),
        }
    }

    fn augment(&mut self, place: &Expr, operator: Operator, sign: Span, value: &Expr) -> TokenStream {
        let function = format_ident!("{}_in_place", operator.function(), span = sign);
        let operand = self.reference(value);
        let in_place = |left: TokenStream| quote_spanned!(sign=> __obj::#function(#left, #operand));
        match &place.kind {
            ExprKind::Name(name) => {
                let ident = &name.ident;
                let result = in_place(quote_spanned!(place.extent.first=> &#ident));
                self.bind_name(name, &result)
            }
            ExprKind::Attribute { base, member } => {
                let access = member.access();
                let name = &member.text;
                let receiver = self.owner(base);
                let is_name = base.name().is_some();
                let base = local_at("base", member.span);
                // In parentheses the local has the place of the member, where an empty cell is told of.
                let object = if is_name { receiver.clone() } else { quote_spanned!(member.span=> (#base)) };
                let read = quote_spanned!(member.span=> &(&#object #access).__obj_read(#name));
                let result = in_place(read);
                let set =
                    call("set_attribute", sign, &quote_spanned!(member.span=> &__obj::new(#result), &#object #access));
                // What stands before the dot is evaluated once, and lives as long as the `match`.
                if is_name { quote!(#set;) } else { quote!(match &#receiver { #base => #set }) }
            }
            ExprKind::Item { base, index } => {
                let (base_place, index_place) = (self.reference(base), self.index(base, index));
                let (base, index) = (local("base"), local("index"));
                let result = in_place(quote_spanned!(place.extent.first=> &__obj::item(#base, #index)));
                let set = call("set_item", place.extent.first, &quote!(&__obj::new(#result), #base, #index));
                quote!(match (#base_place, #index_place) { (#base, #index) => #set })
            }
            _ => self.effect(place),
        }
    }

    fn delete(&mut self, place: &Expr, word: Span) -> TokenStream {
        match &place.kind {
            ExprKind::Name(name) => {
                self.set_bound(name, false);
                let ident = &name.ident;
                quote!(__obj::release(#ident);)
            }
            ExprKind::Attribute { base, member } => {
                let place = self.attribute(base, member);
                let name = &member.text;
                let delete = call("delete_attribute", word, &quote_spanned!(member.span=> &#place, #name));
                quote!(#delete;)
            }
            ExprKind::Item { base, index } => {
                let (base, index) = (self.reference(base), self.index(base, index));
                let delete = call("delete_item", word, &quote!(#base, #index));
                quote!(#delete;)
            }
            _ => self.effect(place),
        }
    }

    fn assert(&mut self, word: Span, condition: &Expr, message: Option<&Expr>) -> TokenStream {
        let condition = self.condition(condition);
        let Some(message) = message else {
            let assert = call("assert", word, &condition);
            return quote!(#assert;);
        };
        let message = self.reference(message);
        let error = call("assertion_error", word, &message);
        quote!(if !#condition { #error })
    }

    /// A statement that is an expression: its value is dropped.
    fn effect(&mut self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Constant(_) => TokenStream::new(),
            ExprKind::Method { .. } | ExprKind::Builtin { .. } => {
                let code = self.call_only(expr);
                quote!(#code;)
            }
            ExprKind::Rust(tokens) => {
                let tokens = self.rust(tokens);
                quote!(#tokens;)
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } => {
                let reference = self.reference(expr);
                quote!(let _ = #reference;)
            }
            _ => {
                let value = self.owned(expr);
                quote!(let _ = #value;)
            }
        }
    }
}
