//! Calls whose arguments are told apart when the unit runs: `f(*a, b=c, **d)`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operation::As;
use super::{Expander, call, local};
use crate::graph_macro::syntax::{Constant, DOUBLE_STAR, Expr, ExprKind, Keyword, Name};

impl Expander<'_> {
    /// A call of a function of the unit.
    pub(super) fn spread(
        &mut self,
        name: &Name,
        parameters: &[String],
        arguments: &[Expr],
        keywords: &[Keyword],
    ) -> TokenStream {
        let (function, place) = (&name.text, name.ident.span());
        let (given, named) = (self.starred(arguments), self.named(function, keywords));
        let told = call("arguments", place, &quote!(#function, [#(#parameters),*], #given, #named));
        let callee = self.name(name);
        let locals: Vec<_> = (0..parameters.len()).map(|at| local(&format!("argument_{at}"))).collect();
        quote!({ let [#(#locals),*] = #told; #callee(#(#locals),*) })
    }

    /// A call of a method of a built-in value.
    pub(super) fn method_with(
        &mut self,
        base: &Expr,
        method: &Ident,
        arguments: &[Expr],
        keywords: &[Keyword],
    ) -> TokenStream {
        let name = method.to_string();
        let (given, named) = (self.starred(arguments), self.named(&name, keywords));
        self.operation([(base, As::Object)], |[base]| {
            call("method_with", method.span(), &quote!(#base, #name, #given, #named))
        })
    }

    /// `dict(a, **b)`
    pub(super) fn dict_with(&mut self, arguments: &[Expr], keywords: &[Keyword]) -> TokenStream {
        let named = self.named("dict", keywords);
        let place = keywords.first().map_or_else(proc_macro2::Span::call_site, |keyword| keyword.place);
        match arguments {
            [entries, ..] => {
                self.operation([(entries, As::Object)], |[entries]| call("dict_with", place, &quote!(#entries, #named)))
            }
            [] => call("dict_from", place, &named),
        }
    }

    /// Arguments by name, as a vector.
    fn named(&mut self, function: &str, keywords: &[Keyword]) -> TokenStream {
        let named = local("named");
        let parts: Vec<_> = keywords
            .iter()
            .map(|Keyword { name, place, value }| {
                if name == DOUBLE_STAR {
                    self.is_last = true;
                    return self.operation([(value, As::Object)], |[entries]| {
                        call("extend_named", *place, &quote!(&mut #named, #function, #entries))
                    });
                }
                let key = Expr::new(ExprKind::Constant(Constant::Str(name.clone())), *place);
                let (key, value) = (self.any(&key), self.any(value));
                call("add_named", *place, &quote!(&mut #named, #function, #key, #value))
            })
            .collect();
        quote!({ let mut #named = __obj::std::vec::Vec::new(); #(#parts;)* #named })
    }
}
