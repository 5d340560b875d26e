//! Values of one's own: what is bound to a name.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

use super::{Expander, call, local, local_at};
use crate::graph_macro::constants::Slot;
use crate::graph_macro::syntax::{Callee, Constant, Expr, ExprKind, Field, Struct};
use crate::graph_macro::words::{Builtin, LogicOp, UnaryOp};

/// The methods of cells, which come before those of the object in the cell: those of the runtime's `Inside`.
pub(super) const CELL_METHODS: [&str; 10] =
    ["get", "set", "replace", "take", "is_none", "is_some", "clear", "is_dead", "borrow", "borrow_mut"];

impl Expander<'_> {
    /// The expression as a value that nothing else owns. A name gives another handle.
    pub(super) fn owned(&mut self, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::Constant(constant) => self.owned_constant(constant, place),
            ExprKind::Name(_) => call("alias", place, &self.reference(expr)),
            ExprKind::Attribute { base, member } => {
                let attribute = self.attribute(base, member);
                let name = &member.text;
                quote_spanned!(member.span=> (&#attribute).__obj_read(#name))
            }
            ExprKind::Path(_) | ExprKind::Call { .. } | ExprKind::Method { .. } => {
                let value = self.call_only(expr);
                quote_spanned!(place=> __obj::new(#value).__obj_bind())
            }
            ExprKind::Struct(literal) => call("object", place, &self.struct_literal(literal, place)),
            ExprKind::Tuple(items) => self.tuple(items, place),
            ExprKind::List(items) => self.list(items, place),
            ExprKind::Set(elements) => self.set(elements, place),
            ExprKind::Dict(entries) => self.dict(entries, place),
            ExprKind::Builtin { .. } => self.call_only(expr),
            ExprKind::Item { base, index } => {
                let (base, index) = (self.reference(base), self.index(base, index));
                call("item", place, &quote!(#base, #index))
            }
            ExprKind::Unary { operator: UnaryOp::Not, .. } | ExprKind::Compare { .. } => {
                call("boolean", place, &self.condition(expr))
            }
            ExprKind::Unary { operator, sign, operand } => {
                let function = if *operator == UnaryOp::Negative { "negative" } else { "positive" };
                call(function, *sign, &self.reference(operand))
            }
            ExprKind::Binary { operator, sign, left, right } => {
                let (left, right) = (self.reference(left), self.reference(right));
                call(operator.function(), *sign, &quote!(#left, #right))
            }
            ExprKind::Logic { operator, word, left, right } => self.logic(*operator, *word, left, right),
            ExprKind::Cast { base, ty } => {
                let base = self.reference(base);
                let is_dyn = matches!(ty.clone().into_iter().next(), Some(TokenTree::Ident(word)) if word == "dyn");
                if is_dyn {
                    quote_spanned!(place=> __obj::cast_dyn::<#ty, _>(#base))
                } else {
                    quote_spanned!(place=> __obj::cast::<#ty, _, _>(#base))
                }
            }
            ExprKind::Rust(tokens) => self.rust(tokens),
            ExprKind::Broken(mistake) => self.errors.expression(*mistake),
        }
    }

    /// Rust of the user, as it is.
    pub(super) fn rust(&mut self, tokens: &TokenStream) -> TokenStream {
        self.has_rust = true;
        tokens.clone()
    }

    /// A call or a path without what makes an object of its value.
    pub(super) fn call_only(&mut self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Path(path) => path.clone(),
            ExprKind::Call { callee: Callee::Word(name), arguments } if arguments.is_empty() && self.is_bound(name) => {
                let ident = &name.ident;
                call("call", expr.extent.first, &quote_spanned!(expr.extent.first=> &#ident))
            }
            ExprKind::Call { callee, arguments } => {
                let arguments: Vec<_> = arguments.iter().map(|argument| self.put(argument)).collect();
                let callee = match callee {
                    Callee::Word(name) => name.ident.to_token_stream(),
                    Callee::Path(path) => path.clone(),
                };
                quote_spanned!(expr.extent.first=> #callee(#(#arguments),*))
            }
            ExprKind::Method { base, method, generics, arguments } => {
                let is_of_cell = CELL_METHODS.iter().any(|name| method == name);
                let receiver = if is_of_cell { self.receiver(base) } else { self.owner(base) };
                let arguments: Vec<_> = arguments.iter().map(|argument| self.put(argument)).collect();
                // The place of a failure is that of the dot and the parentheses.
                quote_spanned!(method.span()=> #receiver.#method #generics(#(#arguments),*))
            }
            ExprKind::Builtin { builtin, word, arguments } => self.builtin(*builtin, *word, arguments),
            _ => self.owned(expr),
        }
    }

    fn builtin(&mut self, builtin: Builtin, word: Span, arguments: &[Expr]) -> TokenStream {
        let function = match builtin {
            Builtin::Type => "type_of",
            other => other.word(),
        };
        let arguments: Vec<_> = match builtin {
            Builtin::Getrefcount => arguments.iter().map(|argument| self.owned(argument)).collect(),
            _ => arguments.iter().map(|argument| self.reference(argument)).collect(),
        };
        let arguments = match builtin {
            Builtin::Print => quote!(&[#(#arguments),*]),
            _ => quote!(#(#arguments),*),
        };
        call(function, word, &arguments)
    }

    /// `Type { field: value, .. }`, as a value of Rust.
    pub(super) fn struct_literal(&mut self, literal: &Struct, place: Span) -> TokenStream {
        let path = &literal.path;
        let fields: Vec<_> = literal.fields.iter().map(|field| self.field(field)).collect();
        let rest = literal.rest.map(|place| quote_spanned!(place=> ..__obj::core::default::Default::default()));
        quote_spanned!(place=> #path { #(#fields,)* #rest })
    }

    fn field(&mut self, field: &Field) -> TokenStream {
        let member = &field.member.tokens;
        let value = self.put(&field.value);
        quote!(#member: #value)
    }

    pub(super) fn owned_constant(&mut self, constant: &Constant, place: Span) -> TokenStream {
        match constant {
            Constant::None => quote_spanned!(place=> __obj::none()),
            Constant::Bool(value) => quote_spanned!(place=> __obj::boolean(#value)),
            _ => {
                let slot = self.pool.load(constant);
                call("alias", place, &self.loaded(slot, constant, place))
            }
        }
    }

    /// An item of a constant tuple, as a value.
    pub(super) fn owned_item(&mut self, slot: Slot, at: usize, item: &Constant, place: Span) -> TokenStream {
        match item {
            Constant::None | Constant::Bool(_) => self.owned_constant(item, place),
            _ => call("alias", place, &self.loaded_item(slot, at, item, place)),
        }
    }

    /// A `&` to a constant of the pool.
    pub(super) fn loaded(&self, slot: Slot, constant: &Constant, place: Span) -> TokenStream {
        let constants = local_at("constants", place);
        let method = Ident::new(constant.type_name(), place);
        let slot = slot.literal();
        quote_spanned!(place=> __obj::load::#method(&#constants, #slot))
    }

    /// A `&` to an item of a constant tuple of the pool.
    pub(super) fn loaded_item(&self, slot: Slot, at: usize, item: &Constant, place: Span) -> TokenStream {
        let constants = local_at("constants", place);
        let method = quote::format_ident!("{}_in", item.type_name(), span = place);
        let slot = slot.literal();
        let at = proc_macro2::Literal::usize_unsuffixed(at);
        quote_spanned!(place=> __obj::load::#method(&#constants, #slot, #at))
    }

    /// The left operand, or the right one after the left one was dropped.
    fn logic(&mut self, operator: LogicOp, word: Span, left: &Expr, right: &Expr) -> TokenStream {
        if let (Some(constant), Some(_)) = (left.constant(), right.constant()) {
            let takes_right = constant.is_true() == (operator == LogicOp::And);
            return self.owned(if takes_right { right } else { left });
        }
        let (left_value, right_value) = (self.owned(left), self.owned(right));
        let left = local("left");
        let other = quote_spanned!(word=> __obj::alike(__obj::done(#left), #right_value));
        match operator {
            LogicOp::And => quote!(match #left_value { #left if __obj::truth(&#left) => #other, #left => #left }),
            LogicOp::Or => quote!(match #left_value { #left if __obj::truth(&#left) => #left, #left => #other }),
        }
    }
}
