//! Statements with statements inside.
//!
//! A name that they bind or delete is a variable of the runtime as long as the outermost block lasts: one of one type, that
//! may be empty. Behind the block it is a local variable again, if it certainly has a value.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::function::joins;
use super::mentions::has_word;
use super::names::{Live, State};
use super::passing::Passing;
use super::telling::told_of_name;
use super::{Expander, call, done, local, pattern};
use crate::graph_macro::syntax::{
    After, Block, BlockKind, Branch, Expr, ExprKind, Holds, Leave, Name, Places, Statement, Target, Variable,
};
use crate::graph_macro::words::Builtin;

impl Expander<'_> {
    pub(super) fn block(&mut self, block: &Block) -> TokenStream {
        if self.blocks > 0 {
            return self.block_inside(block);
        }
        let before = self.in_steps(&block.variables, Self::declare);
        let code = self.block_inside(block);
        let after = self.in_steps(&block.variables, Self::settle);
        quote!(#before #code #after)
    }

    fn block_inside(&mut self, block: &Block) -> TokenStream {
        self.blocks += 1;
        let code = match &block.kind {
            BlockKind::If { branches, otherwise } => self.branches(branches, otherwise),
            BlockKind::For { target, iterable, body } => {
                let passing = self.passing(target, iterable, body);
                let code = self.for_loop(target, iterable, body, passing.as_ref());
                passing.map(|passing| passing.around(&code)).unwrap_or(code)
            }
            BlockKind::Once { body } => self.body(body),
            BlockKind::While { condition, body } => {
                let (inlined, condition) = (self.inlined(), self.condition(condition));
                let body = self.loop_body(body, None);
                quote!(while { #inlined #condition } { #body })
            }
        };
        self.blocks -= 1;
        code
    }

    fn branches(&mut self, branches: &[Branch], otherwise: &[Statement]) -> TokenStream {
        let mut code = TokenStream::new();
        for (at, Branch { condition, body }) in branches.iter().enumerate() {
            let condition = self.condition(condition);
            let body = self.body(body);
            let word = (at > 0).then(|| quote!(else));
            code.extend(quote!(#word if #condition { #body }));
        }
        let otherwise = (!otherwise.is_empty()).then(|| self.body(otherwise)).map(|body| quote!(else { #body }));
        quote!(#code #otherwise)
    }

    fn for_loop(
        &mut self,
        target: &Target,
        iterable: &Expr,
        body: &[Statement],
        passing: Option<&Passing>,
    ) -> TokenStream {
        let item = local("item");
        if let (Some(name), ExprKind::Builtin { builtin: Builtin::Range, .. }) = (only_name(target), &iterable.kind)
            && let state @ State::Variable { holds, .. } = self.live.state(name)
        {
            // The loop binds the name before its statements do.
            self.live.set(Live { name: name.clone(), state: State::Variable { holds, is_typed: true } });
            let body = self.loop_body(body, passing);
            self.live.set(Live { name: name.clone(), state });
            if !has_word(&body, &name.text) {
                return self.counted(name, iterable, &body);
            }
            let bind = self.bind_target(target, &quote!(#item));
            return self.each_item(iterable, |_| quote!(#bind #body));
        }
        let is_pair = gives_rows(iterable, target);
        let each = |expander: &mut Self| {
            let mut bind = |expander: &mut Self, place: &Expr, value: &TokenStream| expander.bind_made(place, value);
            let bind = expander.take_apart(target, &quote!(#item), is_pair, &mut bind);
            let body = expander.loop_body(body, passing);
            quote!(#bind #body)
        };
        self.each_item(iterable, each)
    }

    /// The statements of a loop. What the outermost loop runs for each object is compiled into it.
    fn loop_body(&mut self, statements: &[Statement], passing: Option<&Passing>) -> TokenStream {
        self.loops += 1;
        let whole = statements.len() - usize::from(passing.is_some());
        let body = self.body(&statements[..whole]);
        self.loops -= 1;
        let (inlined, passed) = (self.inlined(), passing.map(Passing::statement));
        quote!({ #inlined #body #passed })
    }

    /// Makes what the outermost loop runs each time a part of it.
    fn inlined(&self) -> Option<TokenStream> {
        (self.loops == 0).then(|| {
            quote!(
                use __obj_in_loops as __obj;
            )
        })
    }

    /// A loop that does not look at its numbers: the first and the last of them become objects.
    fn counted(&mut self, name: &Name, iterable: &Expr, body: &TokenStream) -> TokenStream {
        let (range, number, last) = (self.owned_inside(iterable), local("number"), local("last"));
        let [first, at_end] = [(); 2].map(|()| self.hold(name, &quote!(__obj::number(#number))));
        quote!({
            let mut #last = __obj::core::option::Option::None;
            for #number in __obj::numbers(#range) {
                if #last.replace(#number).is_none() { #first }
                #body
            }
            if let __obj::core::option::Option::Some(#number) = #last { #at_end }
        })
    }

    /// Code for each item of a value. The value stays as long as the loop, and a part of an object is not copied.
    pub(super) fn each_item(&mut self, iterable: &Expr, each: impl FnOnce(&mut Self) -> TokenStream) -> TokenStream {
        let place = iterable.extent.first;
        // It has the place of the value and no other context, since that is where the compiler tells of one without items.
        let source = format_ident!("__obj_source", span = place);
        let (items, item) = (local("items"), local("item"));
        let value = self.looped_over(iterable);
        let iterate = call("iterate", place, &quote!(#source));
        let next = call("next", place, &quote!(&mut #items));
        let each = each(self);
        quote!(match &#value {
            #source => {
                let mut #items = #iterate;
                while let __obj::core::option::Option::Some(#item) = #next { #each }
            }
        })
    }

    pub(super) fn looped_over(&mut self, iterable: &Expr) -> TokenStream {
        self.is_last = false;
        match &iterable.kind {
            // The loop may bind the name anew: it goes on with the object.
            ExprKind::Attribute { base, member } if self.begins_with_variable(base) => {
                let root = self.owned(base);
                let rooted = self.rooted_in(&root, member);
                quote_spanned!(member.span=> *__obj::part(&#rooted))
            }
            ExprKind::Attribute { base, member } => self.attribute(base, member, None).code,
            _ => self.owned(iterable),
        }
    }

    fn begins_with_variable(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => matches!(self.live.state(name), State::Variable { .. }),
            ExprKind::Attribute { base, .. } => self.begins_with_variable(base),
            _ => false,
        }
    }

    fn body(&mut self, statements: &[Statement]) -> TokenStream {
        let steps = statements.iter().map(|statement| self.step_inside(statement)).collect();
        Self::join(steps)
    }

    pub(super) fn leave(&mut self, word: Span, leave: Leave) -> TokenStream {
        // It leaves no function in which a piece of a long block would be.
        self.has_rust = true;
        match leave {
            Leave::Break => quote_spanned!(word=> break;),
            Leave::Continue => quote_spanned!(word=> continue;),
        }
    }
}

impl Expander<'_> {
    /// The name as a variable of the runtime.
    fn declare(&mut self, variable: &Variable) -> TokenStream {
        let Variable { name, holds, .. } = variable;
        let (ident, pattern) = (&name.ident, pattern(&name.ident));
        let state = self.live.state(name);
        self.set_state(name, State::Variable { holds: *holds, is_typed: false });
        match state {
            State::Unbound => quote!(let #pattern = __obj::variable(());),
            State::Variable { .. } => quote!(let #pattern = __obj::variable(#ident);),
            State::Bound | State::Function => {
                let local = local("value");
                let hold = self.hold(name, &quote!(#local));
                quote!(let #local = #ident; let #pattern = __obj::variable(()); #hold)
            }
        }
    }

    /// The name behind the block.
    fn settle(&mut self, variable: &Variable) -> TokenStream {
        let (ident, pattern) = (&variable.name.ident, pattern(&variable.name.ident));
        match variable.after {
            After::Open => TokenStream::new(),
            After::Bound => {
                self.set_state(&variable.name, State::Bound);
                quote!(let #pattern = __obj::settled(#ident);)
            }
            After::Unbound => {
                self.set_state(&variable.name, State::Unbound);
                quote!(__obj::release(#ident);)
            }
        }
    }

    /// `name = value` inside of a block. The first value says of what type the variable is.
    pub(super) fn hold(&mut self, name: &Name, value: &TokenStream) -> TokenStream {
        let (ident, place) = (&name.ident, name.ident.span());
        let State::Variable { holds, is_typed } = self.live.state(name) else { return TokenStream::new() };
        self.live.set(Live { name: name.clone(), state: State::Variable { holds, is_typed: true } });
        let function = if is_typed && matches!(holds, Holds::Joined | Holds::OrNone) { "hold_again" } else { "hold" };
        let value = match holds {
            Holds::Alike => value.clone(),
            Holds::Objects => call("any", place, value),
            Holds::Joined | Holds::OrNone if is_typed => {
                quote_spanned!(place=> (&&__obj::again(&#ident, #value)).one_of_two())
            }
            Holds::OrNone => quote_spanned!(place=> (&&__obj::first(#value)).__obj_or_none()),
            Holds::Joined => quote_spanned!(place=> (&&__obj::first(#value)).__obj_first()),
        };
        let hold = call(function, place, &quote_spanned!(place=> &mut #ident, __obj_value));
        let told = told_of_name(name);
        quote_spanned!(place=> let __obj_value = #value; #hold; #told)
    }

    /// `target = value`, where the value is there.
    pub(super) fn bind_target(&mut self, target: &Target, value: &TokenStream) -> TokenStream {
        let mut bind = |expander: &mut Self, place: &Expr, value: &TokenStream| expander.bind_made(place, value);
        self.take_apart(target, value, false, &mut bind)
    }

    /// Each place of a target, with the part of the value that it takes.
    pub(super) fn take_apart(
        &mut self,
        target: &Target,
        value: &TokenStream,
        is_pair: bool,
        bind: &mut dyn FnMut(&mut Self, &Expr, &TokenStream) -> TokenStream,
    ) -> TokenStream {
        let Target::Places(places) = target else {
            let Target::Place(place) = target else { return TokenStream::new() };
            return bind(self, place, value);
        };
        self.labels += 1;
        let parts: Vec<_> = (0..places.items.len()).map(|at| local(&format!("part_{}_{at}", self.labels))).collect();
        let mut code = unpack(places, &parts, value, is_pair);
        for (item, part) in places.items.iter().zip(&parts) {
            code.extend(self.take_apart(item, &quote!(#part), false, bind));
        }
        code
    }
}

/// The only name of a target.
fn only_name(target: &Target) -> Option<&Name> {
    match target {
        Target::Place(place) => place.name(),
        Target::Places(_) => None,
    }
}

/// Takes a value apart into local variables.
fn unpack(places: &Places, parts: &[Ident], value: &TokenStream, is_pair: bool) -> TokenStream {
    let place = places.extent.first;
    if is_pair {
        return quote!(let (#(#parts),*) = #value;);
    }
    // The value goes when its items are taken.
    let whole = local("whole");
    let Some(star) = places.star else {
        let unpack = done(&call("unpack", place, &quote!(&#whole)));
        return quote!(let [#(#parts),*] = { let #whole = #value; #unpack };);
    };
    let (before, rest, after) = (&parts[..star], &parts[star], &parts[star + 1..]);
    let unpack = done(&call("unpack_with_rest", place, &quote!(&#whole)));
    quote!(let ([#(#before),*], #rest, [#(#after),*]) = { let #whole = #value; #unpack };)
}

/// Whether each item of an iterable is so many values, each of a type of its own.
pub(super) fn gives_rows(iterable: &Expr, target: &Target) -> bool {
    let Target::Places(places) = target else { return false };
    let columns = match &iterable.kind {
        ExprKind::Builtin { builtin: Builtin::Enumerate, .. } => 2,
        ExprKind::Builtin { builtin: Builtin::Zip, arguments, .. } if joins(arguments) => arguments.len(),
        _ => return false,
    };
    places.star.is_none() && places.items.len() == columns && columns > 1
}
