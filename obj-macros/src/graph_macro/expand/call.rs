//! Calls of functions and methods of Rust. What is made for a call goes when it is done, the receiver and the first
//! argument first.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::fresh;
use super::operation::is_simple;
use super::place::Attribute;
use super::value::CELL_METHODS;
use super::{Expander, done, local, local_at};
use crate::graph_macro::syntax::{Expr, ExprKind};

impl Expander<'_> {
    /// A call of a function, given the arguments.
    pub(super) fn call_of(
        &mut self,
        arguments: &[Expr],
        call: impl FnOnce(Vec<TokenStream>) -> TokenStream,
    ) -> TokenStream {
        let is_last = std::mem::take(&mut self.is_last);
        let made = arguments.iter().filter(|argument| is_made(argument)).count();
        let is_plain = made == 0 && !arguments.iter().any(is_behind_handles) || made < 2 && is_last;
        let (slots, arguments) = self.arguments(arguments, made);
        let code = call(arguments);
        if is_plain { code } else { ended(&slots, None, &code) }
    }

    /// A call of a method, given what stands before the dot and the arguments.
    pub(super) fn method_of(
        &mut self,
        base: &Expr,
        method: &Ident,
        arguments: &[Expr],
        call: impl FnOnce(TokenStream, Vec<TokenStream>) -> TokenStream,
    ) -> TokenStream {
        let is_last = std::mem::take(&mut self.is_last);
        let local = local("receiver");
        let receiver = self.called_on(base, method, is_last && !arguments.iter().any(is_made), &local);
        let made = arguments.iter().filter(|argument| is_made(argument)).count();
        let is_behind_handles = receiver.is_behind_handles || arguments.iter().any(is_behind_handles);
        let is_plain = receiver.root.is_none() && (made == 0 && !is_behind_handles || made < 2 && is_last);
        let (slots, arguments) = self.arguments(arguments, made);
        let code = call(receiver.code, arguments);
        if is_plain { code } else { ended(&slots, receiver.root.as_ref().map(|root| (&local, root)), &code) }
    }

    /// What a method is called on, in place or in a local variable. The methods of a cell are its own.
    fn called_on(&mut self, base: &Expr, method: &Ident, is_in_place: bool, local: &Ident) -> Attribute {
        let local = if is_in_place { None } else { Some(local) };
        let is_of_cell = CELL_METHODS.iter().any(|name| method == name);
        match &base.kind {
            ExprKind::Attribute { base: root, member } if is_of_cell && !root.begins_with_name() => {
                let rooted = self.rooted(root, member);
                Attribute::made(quote_spanned!(member.span=> __obj::part(&#rooted)), local)
            }
            _ if is_of_cell => self.receiver(base, &method.to_string(), local),
            _ => self.owner(base, &method.to_string(), local),
        }
    }

    /// Arguments, and the local variables that hold what is made for them, if that is more than one: the last is declared
    /// first, so that it is dropped last.
    fn arguments(&mut self, arguments: &[Expr], made: usize) -> (TokenStream, Vec<TokenStream>) {
        let mut slots = TokenStream::new();
        let mut code = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            if made < 2 || !is_made(argument) {
                code.push(self.argument(argument));
                continue;
            }
            let slot = local_at(&format!("argument_{at}"), argument.extent.first);
            code.push(self.put_in(&slot, argument));
            slots = quote!(let #slot = __obj::slot(); #slots);
        }
        (slots, code)
    }
}

impl Expander<'_> {
    /// An argument, which may borrow from a cell until the end of the call.
    fn argument(&mut self, argument: &Expr) -> TokenStream {
        if matches!(argument.kind, ExprKind::Conditional { .. }) {
            // What may be borrowed is one value, whichever it is.
            let place = argument.extent.first;
            let value = self.owned_inside(argument);
            return super::call("put", place, &fresh(place, &value));
        }
        if let ExprKind::Name(name) = &argument.kind
            && self.live.outer.contains(&name.text)
        {
            // A plain value becomes an object for the call.
            let (place, name) = (argument.extent.first, self.name(name));
            return super::call("put", place, &quote_spanned!(place=> __obj::argument(&#name, "", &__obj::keep())));
        }
        let ExprKind::Attribute { base, member } = &argument.kind else { return self.put(argument) };
        if !base.begins_with_name() {
            // What it is an attribute of goes before the call.
            let value = self.owned(argument);
            return super::call("put", argument.extent.first, &fresh(argument.extent.first, &value));
        }
        let (place, name) = (argument.extent.first, &member.text);
        let attribute = self.attribute(base, member, None).code;
        let source = quote_spanned!(place=> __obj::argument(&#attribute, #name, &__obj::keep()));
        super::call("put", place, &source)
    }
}

/// Whether an argument is an object that nothing holds but the call.
pub(super) fn is_made(argument: &Expr) -> bool {
    match &argument.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Path(_) => false,
        ExprKind::List(_) | ExprKind::Set(_) | ExprKind::Dict(_) | ExprKind::Rust(_) | ExprKind::Broken(_) => false,
        ExprKind::Attribute { base, .. } => !base.begins_with_name(),
        _ => !is_simple(argument),
    }
}

/// Whether an argument is taken from behind other handles.
fn is_behind_handles(argument: &Expr) -> bool {
    match &argument.kind {
        ExprKind::Attribute { base, .. } => base.name().is_none(),
        ExprKind::List(_) | ExprKind::Set(_) | ExprKind::Dict(_) => true,
        _ => false,
    }
}

/// A call in a block of its own. What it returns does not borrow from what goes at the end of the block.
fn ended(slots: &TokenStream, receiver: Option<(&Ident, &TokenStream)>, call: &TokenStream) -> TokenStream {
    let receiver = receiver.map(|(local, made)| quote!(let mut #local = #made;));
    let call = done(&quote!(__obj::new(#call).__obj_own()));
    quote!({ #slots #receiver #call })
}
