//! Comprehensions and functions: expressions with names of their own.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::block::gives_rows;
use super::display::{ANY, Convert, WANTED};
use super::{Expander, call, local, pattern};
use crate::graph_macro::syntax::{Clause, Comprehension, Expr, Makes, Name};

impl Expander<'_> {
    /// `[a for b in c if d]`
    pub(super) fn comprehension(&mut self, made: &Comprehension, place: Span) -> TokenStream {
        let parts = self.gathered(made, ANY);
        call(function_of(made.makes, ["list_from", "set_from", "dict_from"]), place, &parts)
    }

    /// The same for a place that says what is in it.
    pub(super) fn typed_comprehension(&mut self, made: &Comprehension, place: Span) -> TokenStream {
        let parts = self.gathered(made, WANTED);
        let function = function_of(made.makes, ["list_of_parts", "set_of_parts", "dict_of_parts"]);
        call(function, place, &quote!(#parts, &__obj::keep()))
    }

    /// The elements as a vector.
    fn gathered(&mut self, made: &Comprehension, convert: Convert) -> TokenStream {
        let local = local("made");
        let loops = self.with_clauses(&made.clauses, &mut |expander| {
            let element = match (&made.value, made.makes) {
                (Some(value), _) => {
                    let (key, value) = (expander.key(&made.element, convert), convert(expander, value));
                    quote!((#key, #value))
                }
                (None, Makes::Set) => expander.key(&made.element, convert),
                (None, _) => convert(expander, &made.element),
            };
            quote!(#local.push(#element);)
        });
        quote!({ let mut #local = __obj::std::vec::Vec::new(); #loops #local })
    }

    /// `any(a for b in c)`, `all(…)`: up to the first element that decides.
    pub(super) fn quantified(&mut self, made: &Comprehension, decides: bool) -> TokenStream {
        let label = self.label("found");
        let loops = self.with_clauses(&made.clauses, &mut |expander| {
            let condition = expander.condition(&made.element);
            let condition = if decides { condition } else { quote!(!#condition) };
            quote!(if #condition { break #label #decides; })
        });
        let otherwise = !decides;
        quote!(#label: { #loops #otherwise })
    }

    /// Code for each element, in loops of their own names.
    fn with_clauses(&mut self, clauses: &[Clause], element: &mut dyn FnMut(&mut Self) -> TokenStream) -> TokenStream {
        let outside = self.live.own.len();
        let code = self.clauses(clauses, element);
        self.live.own.truncate(outside);
        code
    }

    fn clauses(&mut self, clauses: &[Clause], element: &mut dyn FnMut(&mut Self) -> TokenStream) -> TokenStream {
        let Some((Clause { target, iterable, conditions }, rest)) = clauses.split_first() else {
            return element(self);
        };
        let item = local("item");
        self.each_item(iterable, |expander| {
            let is_pair = gives_rows(iterable, target);
            let bind = expander.take_apart(target, &quote!(#item), is_pair, &mut Self::bind_own);
            let conditions: Vec<_> = conditions.iter().map(|condition| expander.condition(condition)).collect();
            let inner = expander.clauses(rest, element);
            let tests = conditions.iter().map(|condition| quote!(if !#condition { continue; }));
            quote!(#bind #(#tests)* #inner)
        })
    }

    /// A name that hides others.
    fn bind_own(&mut self, place: &Expr, value: &TokenStream) -> TokenStream {
        let Some(name) = place.name() else { return self.bind_made(place, value) };
        self.live.own.push(name.text.clone());
        let pattern = pattern(&name.ident);
        quote!(let #pattern = #value;)
    }

    /// `lambda a, b: c`
    pub(super) fn lambda(&mut self, parameters: &[Name], body: &Expr, place: Span) -> TokenStream {
        let outside = self.live.own.len();
        self.live.own.extend(parameters.iter().map(|name| name.text.clone()));
        let value = self.any(body);
        self.live.own.truncate(outside);
        let parameters = parameters.iter().map(|name| pattern(&name.ident));
        quote_spanned!(place=> |#(#parameters: __obj::AnyObj),*| -> __obj::AnyObj { #value })
    }
}

fn function_of(makes: Makes, [list, set, dict]: [&'static str; 3]) -> &'static str {
    match makes {
        Makes::List | Makes::Items => list,
        Makes::Set => set,
        Makes::Dict => dict,
    }
}
