//! Values of one's own: what is bound to a name.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::display::has_star;
use super::mentions::uses;
use super::operation::{As, Operand};
use super::{Expander, call, local, local_at};
use crate::graph_macro::constants::Slot;
use crate::graph_macro::methods::is_method;
use crate::graph_macro::syntax::{Alternative, Callee, Constant, Expr, ExprKind, Field, Name, Operation, Struct};
use crate::graph_macro::words::{LogicOp, UnaryOp};

/// The methods of cells, which come before those of the object in the cell: those of the runtime's `Inside`.
pub(super) const CELL_METHODS: [&str; 10] =
    ["get", "set", "replace", "take", "is_none", "is_some", "clear", "is_dead", "borrow", "borrow_mut"];

/// The most arguments for which the runtime has methods of their own.
const MOST_ARGUMENTS: usize = 6;

impl Expander<'_> {
    /// The expression as a value that nothing else owns. A name gives another handle.
    pub(super) fn owned(&mut self, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::Constant(constant) => self.owned_constant(constant, place),
            ExprKind::Name(name) => {
                let name = self.name(name);
                call("alias", place, &quote_spanned!(place=> &#name))
            }
            ExprKind::Attribute { base, member } => {
                let local = local_at("root", place);
                let attribute = self.attribute(base, member, Some(&local));
                let (code, name) = (&attribute.code, &member.text);
                attribute.read(&quote_spanned!(member.span=> (&#code).read_by_graph(#name)))
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
            ExprKind::Item { base, index } => self.operation([(base, As::Place), (index, As::Object)], |references| {
                let index = Self::index(base, index, &references);
                let [base, _] = references;
                call("item", place, &quote!(#base, #index))
            }),
            ExprKind::Slice { base, bounds } => self.slice(base, bounds, place),
            ExprKind::Conditional { if_true, condition, if_false } => self.conditional(condition, if_true, if_false),
            ExprKind::Comprehension(made) => self.comprehension(made, place),
            ExprKind::Walrus { name, value } => self.walrus(name, value),
            ExprKind::Lambda { parameters, body } => self.lambda(parameters, body, place),
            ExprKind::Starred(_) | ExprKind::DoubleStarred(_) => {
                let mistake = self.errors.at(expr.extent, "can't use starred expression here");
                self.errors.expression(mistake)
            }
            ExprKind::Unary { operator: UnaryOp::Not, .. } | ExprKind::Compare { .. } | ExprKind::IsInstance { .. } => {
                call("boolean", place, &self.condition(expr))
            }
            ExprKind::Unary { operator, sign, operand } => {
                let function = if *operator == UnaryOp::Negative { "negative" } else { "positive" };
                self.look(function, operand, *sign)
            }
            ExprKind::Binary { first, rest } => self.binary(first, rest),
            ExprKind::Logic { operator, first, rest } => self.logic(*operator, first, rest),
            ExprKind::Cast { base, ty } => {
                let is_dyn = matches!(ty.clone().into_iter().next(), Some(TokenTree::Ident(word)) if word == "dyn");
                self.operation([(base, As::Place)], |[base]| {
                    if is_dyn {
                        quote_spanned!(place=> __obj::cast_dyn::<#ty, _>(#base))
                    } else {
                        quote_spanned!(place=> __obj::cast::<#ty, _, _>(#base))
                    }
                })
            }
            ExprKind::Rust(tokens) => self.rust(tokens),
            ExprKind::Broken(mistake) => self.errors.expression(*mistake),
        }
    }

    /// `a + b - c`, from left to right. Each result goes when the next one is there.
    fn binary(&mut self, first: &Expr, rest: &[Operation]) -> TokenStream {
        let Some((Operation { operator, sign, right }, others)) = rest.split_first() else { return self.owned(first) };
        let is_last = std::mem::take(&mut self.is_last);
        self.is_last = is_last && others.is_empty();
        let mut code = self.operation([(first, As::Object), (right, As::Object)], |[left, right]| {
            call(operator.function(), *sign, &quote!(#left, #right))
        });
        let local = local("result");
        let mut steps = TokenStream::new();
        for Operation { operator, sign, right } in others {
            steps.extend(quote!(let #local = #code;));
            code = self.combine(&quote!(#local), first.extent.first, right, |left, right| {
                call(operator.function(), *sign, &quote!(#left, #right))
            });
        }
        if others.is_empty() { code } else { quote!({ #steps let #local = #code; #local }) }
    }

    /// An operation on a value that was made for it, and an operand.
    pub(super) fn combine(
        &mut self,
        left: &TokenStream,
        place: Span,
        right: &Expr,
        operation: impl FnOnce(&TokenStream, &TokenStream) -> TokenStream,
    ) -> TokenStream {
        let is_last = std::mem::take(&mut self.is_last);
        let operands = vec![Operand::made(place, left.clone()), self.operand(right, As::Object, 1, false)];
        Self::join_operands(operands, is_last, |references| operation(&references[0], &references[1]))
    }

    /// `a or b or c`: the first operand that decides, or the last. What does not decide goes at once.
    fn logic(&mut self, operator: LogicOp, first: &Expr, rest: &[Alternative]) -> TokenStream {
        self.is_last = false;
        let left = local("left");
        let mut code = self.owned(first);
        let mut steps = TokenStream::new();
        for (at, Alternative { word, right }) in rest.iter().enumerate() {
            if at > 0 {
                steps.extend(quote!(let #left = #code;));
                code = quote!(#left);
            }
            let right = self.owned(right);
            let kept = quote!(__obj::Either::Left(#left));
            let other = quote!({ __obj::release(#left); __obj::Either::Right(#right) });
            let (if_true, if_false) = if operator == LogicOp::Or { (kept, other) } else { (other, kept) };
            code = quote_spanned!(*word=>
                (&&__obj::joined(match #code { #left if __obj::truth(&#left) => #if_true, #left => #if_false })).one_of_two()
            );
        }
        if steps.is_empty() { code } else { quote!({ #steps #code }) }
    }

    /// `name := value`
    fn walrus(&mut self, name: &Name, value: &Expr) -> TokenStream {
        let value = self.owned_inside(value);
        let hold = self.hold(name, &value);
        if hold.is_empty() {
            let text = "assignment expression cannot be used here; bind the name in a statement of its own";
            let mistake = self.errors.at(name.ident.span(), text);
            return self.errors.expression(mistake);
        }
        let name = self.name(name);
        quote!({ #hold __obj::alias(&#name) })
    }

    /// `a if b else c`
    fn conditional(&mut self, condition: &Expr, if_true: &Expr, if_false: &Expr) -> TokenStream {
        let condition = self.condition(condition);
        let (place, [left, right]) = (if_true.extent.first, [if_true, if_false].map(|value| self.owned_inside(value)));
        quote_spanned!(place=> (&&__obj::joined(
            if #condition { __obj::Either::Left(#left) } else { __obj::Either::Right(#right) }
        )).one_of_two())
    }

    /// Rust of the user, as it is.
    pub(super) fn rust(&mut self, tokens: &TokenStream) -> TokenStream {
        self.has_rust = true;
        let held: Vec<_> = self.live.variables().filter(|name| uses(tokens, &name.text)).collect();
        let tokens = &without_brackets_of_the_user(tokens);
        if held.is_empty() {
            return tokens.clone();
        }
        let lets = held.iter().map(|Name { ident, .. }| quote!(let #ident = __obj::held(&#ident);));
        quote!({ #(#lets)* #tokens })
    }

    /// A call or a path without what makes an object of its value.
    pub(super) fn call_only(&mut self, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::Path(path) => path.clone(),
            ExprKind::Call { callee: Callee::Word(name), arguments, .. }
                if arguments.is_empty() && self.is_bound(name) =>
            {
                let name = self.name(name);
                call("call", place, &quote_spanned!(place=> &#name))
            }
            ExprKind::Call { callee, arguments, keywords } => {
                let callee = match callee {
                    Callee::Word(name) => self.name(name),
                    Callee::Path(path) => path.clone(),
                    Callee::Function { name, parameters } => {
                        return self.spread(name, parameters, arguments, keywords);
                    }
                };
                self.call_of(arguments, |arguments| quote_spanned!(place=> #callee(#(#arguments),*)))
            }
            ExprKind::Method { base, method, keywords, .. } if method == "sort" && !keywords.is_empty() => {
                self.sort(base, keywords, method.span())
            }
            ExprKind::Method { base, method, arguments, keywords, .. }
                if !keywords.is_empty() || has_star(arguments) || arguments.len() > MOST_ARGUMENTS =>
            {
                self.method_with(base, method, arguments, keywords)
            }
            ExprKind::Method { base, method, generics, arguments, .. }
                if generics.is_empty() && is_method(&method.to_string()) =>
            {
                let count = proc_macro2::Literal::usize_unsuffixed(arguments.len());
                let is_constant =
                    base.constant().is_some_and(|constant| !matches!(constant, Constant::None | Constant::Bool(_)));
                let borrow = (!is_constant).then(|| quote!(&));
                self.method_of(base, method, arguments, |receiver, arguments| {
                    quote_spanned!(method.span()=> __obj::on::<#count, _>(#borrow #receiver).#method(#(#arguments),*))
                })
            }
            ExprKind::Method { base, method, generics, arguments, .. } => {
                // The place of a failure is that of the dot and the parentheses.
                self.method_of(
                    base,
                    method,
                    arguments,
                    |receiver, arguments| quote_spanned!(method.span()=> #receiver.#method #generics(#(#arguments),*)),
                )
            }
            ExprKind::Builtin { builtin, word, arguments, keywords } => {
                self.builtin(*builtin, *word, arguments, keywords)
            }
            _ => self.owned(expr),
        }
    }

    /// `Type { field: value, .. }`, as a value of Rust.
    pub(super) fn struct_literal(&mut self, literal: &Struct, place: Span) -> TokenStream {
        let path = &literal.path;
        let fields: Vec<_> = literal.fields.iter().map(|field| self.field(field)).collect();
        let rest = literal.rest.map(|place| quote_spanned!(place=> ..__obj::FieldDefault::default()));
        quote_spanned!(place=> #path { #(#fields,)* #rest })
    }

    fn field(&mut self, field: &Field) -> TokenStream {
        let member = &field.member.tokens;
        let value = self.put_and_end(&field.value);
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
}

/// Rust in brackets that nobody can find unnecessary.
fn without_brackets_of_the_user(tokens: &TokenStream) -> TokenStream {
    let mut trees = tokens.clone().into_iter();
    let (Some(TokenTree::Group(group)), None) = (trees.next(), trees.next()) else { return tokens.clone() };
    let mut ours = Group::new(group.delimiter(), group.stream());
    ours.set_span(Span::mixed_site().located_at(group.span()));
    TokenTree::Group(ours).into()
}
