//! Statements.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::{Source, fresh};
use super::call::is_made;
use super::names::State;
use super::operation::As;
use super::{Expander, call, local, local_at, pattern};
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Name, Statement, Target};
use crate::graph_macro::words::{Builtin, Operator};

impl Expander<'_> {
    pub(super) fn statement(&mut self, statement: &Statement) -> TokenStream {
        match statement {
            Statement::Bind { targets, value } => self.bind(targets, value),
            Statement::Augment { place, operator, sign, value } => self.augment(place, *operator, *sign, value),
            Statement::Delete { word, places } => places.iter().map(|place| self.delete(place, *word)).collect(),
            Statement::Assert { word, condition, message } => self.assert(*word, condition, message.as_ref()),
            Statement::Nonlocal { names } => names.iter().map(|name| self.nonlocal(name)).collect(),
            Statement::Nothing => TokenStream::new(),
            Statement::Block(block) => self.block(block),
            Statement::Leave { word, leave } => self.leave(*word, *leave),
            Statement::Effect(expr) => self.effect(expr),
            Statement::Broken { mistake, .. } => {
                let error = self.errors.expression(*mistake);
                quote!(let _ = #error;)
            }
        }
    }

    fn bind(&mut self, targets: &[Target], value: &Expr) -> TokenStream {
        let counts: Vec<_> = targets
            .iter()
            .filter_map(|target| match target {
                Target::Places(places) => Some((places.items.len(), places.star)),
                Target::Place(_) => None,
            })
            .collect();
        match (targets, &counts[..]) {
            ([Target::Place(place)], []) => self.bind_one(place, value),
            (_, []) => self.bind_chain(targets, value),
            (_, [(count, None), others @ ..])
                if others.iter().all(|other| other == &(*count, None)) && !has_star(value) =>
            {
                self.bind_parts(targets, *count, value)
            }
            _ => self.bind_chain(targets, value),
        }
    }

    /// `place = value`
    fn bind_one(&mut self, place: &Expr, value: &Expr) -> TokenStream {
        match &place.kind {
            ExprKind::Name(name) => {
                if !matches!(value.kind, ExprKind::Lambda { .. }) {
                    let value = self.last(value);
                    return self.bind_name(name, &value);
                }
                self.live.functions.push(name.text.clone());
                let function = self.last(value);
                let code = self.bind_name(name, &function);
                self.live.hold_function(name);
                code
            }
            _ => {
                let value_place = value.extent.first;
                let source = match (&place.kind, &value.kind) {
                    // As in a display: what Rust gives becomes an object.
                    (ExprKind::Item { .. }, ExprKind::Rust(tokens)) => {
                        Source::Convert(fresh(value_place, &self.rust(tokens)))
                    }
                    // Read before the place is evaluated.
                    (ExprKind::Item { .. }, ExprKind::Attribute { .. }) => {
                        Source::Convert(fresh(value_place, &self.owned(value)))
                    }
                    (_, ExprKind::Attribute { base, .. }) if !base.begins_with_name() => {
                        Source::Exact(self.put_and_end(value))
                    }
                    _ => self.source(value),
                };
                self.store(place, source, value_place)
            }
        }
    }

    /// A local of the function becomes a name: another handle, or a copy.
    fn nonlocal(&mut self, name: &Name) -> TokenStream {
        let ident = &name.ident;
        let value = call("alias", ident.span(), &quote!(&#ident));
        self.live.outer.push(name.text.clone());
        self.bind_name(name, &value)
    }

    /// `let name = value;`, after which the old value goes.
    fn bind_name(&mut self, name: &Name, value: &TokenStream) -> TokenStream {
        let ident = &name.ident;
        let is_bound = match self.live.state(name) {
            State::Variable { .. } if self.blocks > 0 => return self.hold(name, value),
            state => state != State::Unbound,
        };
        self.set_state(name, State::Bound);
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
        let value = self.last(value);
        let mut code = quote!(let #shared = #value;);
        let last = targets.len() - 1;
        for (at, target) in targets.iter().enumerate() {
            let part = if at == last { quote!(#shared) } else { quote!(__obj::alias(&#shared)) };
            code.extend(self.bind_target(target, &part));
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
                    for (place, part) in places.items.iter().zip(&locals) {
                        code.extend(self.bind_target(place, &take(part)));
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
                let values: Vec<_> = items.iter().map(|item| self.last(item)).collect();
                quote!(#(let #locals = #values;)*)
            }
            ExprKind::Constant(constant) => self.constant_parts(locals, constant, place),
            ExprKind::Broken(_) => {
                let error = self.owned(value);
                quote!(#(let #locals = #error;)*)
            }
            _ => {
                self.is_last = true;
                let unpack = self.look("unpack", value, place);
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
    pub(super) fn bind_made(&mut self, place: &Expr, value: &TokenStream) -> TokenStream {
        match &place.kind {
            ExprKind::Name(name) if self.is_bound(name) && self.blocks == 0 => {
                self.set_state(name, State::Bound);
                let ident = &name.ident;
                let pattern = pattern(ident);
                quote!(let #pattern = __obj::rebind(#value, #ident);)
            }
            ExprKind::Name(name) => self.bind_name(name, value),
            _ => self.store(place, Source::Convert(quote!(&__obj::new(#value))), place.extent.first),
        }
    }

    fn augment(&mut self, place: &Expr, operator: Operator, sign: Span, value: &Expr) -> TokenStream {
        let function = format!("{}_in_place", operator.function());
        let in_place = |left: &TokenStream, right: &TokenStream| call(&function, sign, &quote!(#left, #right));
        match &place.kind {
            ExprKind::Name(name) => {
                self.is_last = true;
                let result =
                    self.operation([(place, As::Object), (value, As::Object)], |[left, right]| in_place(&left, &right));
                self.bind_name(name, &result)
            }
            ExprKind::Attribute { base, member } => {
                let (access, name) = (member.access(), &member.text);
                let owner = self.owner(base, &member.text, None).code;
                let owner = self.owner_by_name(&owner, member);
                let is_name = base.name().is_some() && !member.by_name;
                let local = local_at("base", member.span);
                // In parentheses the local has the place of the member, where an empty cell is told of.
                let object = if is_name { owner.clone() } else { quote_spanned!(member.span=> (#local)) };
                let read = quote_spanned!(member.span=> (&#object #access).__obj_value(#name));
                // The old value is a number, or what takes the new one in: nobody sees when this handle to it goes.
                self.is_last = true;
                let result = self.combine(&read, member.span, value, in_place);
                let set =
                    call("set_attribute", sign, &quote_spanned!(member.span=> &__obj::new(#result), &#object #access));
                // What stands before the dot is evaluated once, and lives as long as the `match`.
                if is_name { quote!(#set;) } else { quote!(match &#owner { #local => #set }) }
            }
            ExprKind::Slice { .. } => {
                let text = "a slice is not changed with an operator; write `a[i:j] = a[i:j] + …`";
                let mistake = self.errors.at(place.extent, text);
                let error = self.errors.expression(mistake);
                quote!(let _ = #error;)
            }
            ExprKind::Item { base, index } => self.augment_item(base, index, value, place.extent.first, in_place),
            _ => self.effect(place),
        }
    }

    /// `base[index] += value`: the base and the index are evaluated once.
    fn augment_item(
        &mut self,
        base: &Expr,
        index: &Expr,
        value: &Expr,
        place: Span,
        in_place: impl FnOnce(&TokenStream, &TokenStream) -> TokenStream,
    ) -> TokenStream {
        let mut operands = self.operands(&[(base, As::Place), (index, As::Object)]);
        for (operand, local) in operands.iter_mut().zip(["base", "index"]) {
            operand.rename(local);
        }
        let mut result = TokenStream::new();
        let code = Self::join_operands(operands, false, |references| {
            let [base_reference, index_reference] = [&references[0], &references[1]];
            let index_code = Self::index(base, index, &[base_reference.clone(), index_reference.clone()]);
            let item = call("item", place, &quote!(#base_reference, #index_code));
            result = self.combine(&item, place, value, in_place);
            call("set_item", place, &quote!(&__obj::new(#result), #base_reference, #index_code))
        });
        quote!(#code;)
    }

    fn delete(&mut self, place: &Expr, word: Span) -> TokenStream {
        match &place.kind {
            ExprKind::Name(name) => {
                let ident = &name.ident;
                if self.blocks > 0 {
                    return quote!(__obj::let_go(&mut #ident););
                }
                self.set_state(name, State::Unbound);
                quote!(__obj::release(#ident);)
            }
            ExprKind::Attribute { base, member } => {
                let (place, name) = (self.attribute(base, member, None).code, &member.text);
                let delete = call("delete_attribute", word, &quote_spanned!(member.span=> &#place, #name));
                quote!(#delete;)
            }
            ExprKind::Slice { base, bounds } => self.delete_slice(base, bounds, word),
            ExprKind::Item { base, index } => {
                self.is_last = true;
                let delete = self.operation([(base, As::Place), (index, As::Object)], |references| {
                    let index = Self::index(base, index, &references);
                    let [base, _] = references;
                    call("delete_item", word, &quote!(#base, #index))
                });
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
        let error = self.look("assertion_error", message, word);
        quote!(if !#condition { #error })
    }

    /// A statement that is an expression: its value is dropped, after all that was made for it.
    fn effect(&mut self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Constant(_) => TokenStream::new(),
            ExprKind::Method { .. } | ExprKind::Builtin { .. } => {
                self.is_last = returns_nothing_that_waits(expr);
                let code = self.call_only(expr);
                quote!(let _ = #code;)
            }
            ExprKind::Rust(tokens) => {
                let tokens = self.rust(tokens);
                quote!(#tokens;)
            }
            ExprKind::Name(name) => {
                let name = self.name(name);
                quote!(let _ = &#name;)
            }
            ExprKind::Attribute { base, member } => {
                let attribute = self.attribute(base, member, None).code;
                quote!({ let _ = &#attribute; })
            }
            _ => {
                let value = self.owned(expr);
                quote!(let _ = #value;)
            }
        }
    }
}

/// Whether it makes no difference that what a call returns goes before what was made for the call.
fn returns_nothing_that_waits(call: &Expr) -> bool {
    match &call.kind {
        ExprKind::Builtin { builtin, .. } => *builtin == Builtin::Print,
        ExprKind::Method { base, arguments, .. } => base.begins_with_name() && !arguments.iter().any(is_made),
        _ => false,
    }
}

/// Whether how many items a value has is seen only when the unit runs.
fn has_star(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
        }
        _ => false,
    }
}
