//! Slices: `a[b:c:d]`, read, set and deleted.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::operation::As;
use super::{Expander, call, local};
use crate::graph_macro::syntax::Expr;

impl Expander<'_> {
    pub(super) fn slice(&mut self, base: &Expr, bounds: &[Expr; 3], place: Span) -> TokenStream {
        self.with_bounds(base, bounds, |base, bounds| call("slice", place, &quote!(#base, #bounds)))
    }

    /// `base[…] = value`; the value is made first.
    pub(super) fn store_slice(
        &mut self,
        base: &Expr,
        bounds: &[Expr; 3],
        value: &TokenStream,
        is_converted: bool,
        place: Span,
    ) -> TokenStream {
        let local = local("value");
        let value = if is_converted { call("put", place, value) } else { value.clone() };
        self.is_last = false;
        let store =
            self.with_bounds(base, bounds, |base, bounds| call("set_slice", place, &quote!(&#local, #base, #bounds)));
        quote!({ let #local: __obj::AnyObj = #value; #store; })
    }

    pub(super) fn delete_slice(&mut self, base: &Expr, bounds: &[Expr; 3], word: Span) -> TokenStream {
        let delete = self.with_bounds(base, bounds, |base, bounds| call("delete_slice", word, &quote!(#base, #bounds)));
        quote!(#delete;)
    }

    fn with_bounds(
        &mut self,
        base: &Expr,
        [start, stop, step]: &[Expr; 3],
        operation: impl FnOnce(&TokenStream, &TokenStream) -> TokenStream,
    ) -> TokenStream {
        let operands = [(base, As::Place), (start, As::Object), (stop, As::Object), (step, As::Object)];
        self.operation(operands, |[base, start, stop, step]| operation(&base, &quote!([#start, #stop, #step])))
    }
}
