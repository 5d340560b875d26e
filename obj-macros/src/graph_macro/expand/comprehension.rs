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
        let loops = self.with_clauses(&made.clauses, &TokenStream::new(), &mut |expander| {
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
        let found = local("found");
        let stop = quote!(if #found { break; });
        let loops = self.with_clauses(&made.clauses, &stop, &mut |expander| {
            let condition = expander.condition(&made.element);
            let condition = if decides { condition } else { quote!(!#condition) };
            quote!(#found = #condition;)
        });
        let result = if decides { quote!(#found) } else { quote!(!#found) };
        quote!({ let mut #found = false; #loops #result })
    }

    /// Code for each element, in loops of their own names. The last value of a name goes after what was looped over, as in Python.
    fn with_clauses(
        &mut self,
        clauses: &[Clause],
        stop: &TokenStream,
        element: &mut dyn FnMut(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let (outside, had_rust) = (self.live.own.len(), std::mem::take(&mut self.has_rust));
        let code = self.clauses(clauses, stop, element);
        self.live.own.truncate(outside);
        let has_rust = std::mem::replace(&mut self.has_rust, had_rust);
        self.has_rust |= has_rust;
        code
    }

    /// After each element `stop` may leave the loops.
    fn clauses(
        &mut self,
        clauses: &[Clause],
        stop: &TokenStream,
        element: &mut dyn FnMut(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let Some((Clause { target, iterable, conditions }, rest)) = clauses.split_first() else {
            return element(self);
        };
        let item = local("item");
        let mut keep = TokenStream::new();
        let mut kept = TokenStream::new();
        let code = self.each_item(iterable, |expander| {
            let is_pair = gives_rows(iterable, target);
            let bind = expander.take_apart(target, &quote!(#item), is_pair, &mut Self::bind_own);
            let conditions: Vec<_> = conditions.iter().map(|condition| expander.condition(condition)).collect();
            let inner = expander.clauses(rest, stop, element);
            let inner = only_if(&conditions, inner);
            if !expander.has_rust {
                for (at, Name { ident, .. }) in target.places().into_iter().filter_map(|place| place.name()).enumerate()
                {
                    let last = local(&format!("last_{at}"));
                    kept = quote!(let mut #last; #kept);
                    keep.extend(quote!(#last = __obj::core::option::Option::Some(#ident);));
                }
            }
            quote!(#bind #inner #keep #stop)
        });
        quote!({ #kept #code })
    }

    /// A name that hides others.
    fn bind_own(&mut self, place: &Expr, value: &TokenStream) -> TokenStream {
        let Some(name) = place.name() else { return self.bind_made(place, value) };
        self.live.hide(name);
        let pattern = pattern(&name.ident);
        quote!(let #pattern = #value;)
    }

    /// `lambda a, b: c`
    pub(super) fn lambda(&mut self, parameters: &[Name], body: &Expr, place: Span) -> TokenStream {
        let outside = self.live.own.len();
        parameters.iter().for_each(|name| self.live.hide(name));
        let value = self.any(body);
        self.live.own.truncate(outside);
        let names: Vec<_> = parameters.iter().map(|name| &name.ident).collect();
        let patterns = names.iter().map(|name| pattern(name));
        // As one tuple: they go in this order.
        let end = if names.len() > 1 {
            let done = local("done");
            quote!(let #done = #value; __obj::release((#(#names),*)); #done)
        } else {
            value
        };
        let object = quote!(__obj::AnyObj);
        quote_spanned!(place=> |#(#patterns: #object),*| -> #object { #end })
    }
}

/// In one `if`, since each block in another one takes stack of the compiler.
fn only_if(conditions: &[TokenStream], inner: TokenStream) -> TokenStream {
    match conditions {
        [] => inner,
        [first, rest @ ..] => quote!(if #first #(&& #rest)* { #inner }),
    }
}

fn function_of(makes: Makes, [list, set, dict]: [&'static str; 3]) -> &'static str {
    match makes {
        Makes::List | Makes::Items => list,
        Makes::Set => set,
        Makes::Dict => dict,
    }
}
