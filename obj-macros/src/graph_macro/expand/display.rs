//! Tuples, lists, sets and dicts.
//!
//! As in CPython, a list or a set of three constants or more is copied from a constant tuple or frozenset, and
//! the constant keys of a dict are kept as a constant tuple. The counts of the constants follow from it.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::operation::As;
use super::{Expander, call, local};
use crate::graph_macro::constants::Slot;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind};

/// The fewest constants that a list or set display keeps as one constant.
const FEWEST_KEPT: usize = 3;
/// The most keys that a dict display keeps as one constant.
const MOST_KEYS: usize = 15;

impl Expander<'_> {
    pub(super) fn tuple(&mut self, items: &[Expr], place: Span) -> TokenStream {
        if has_star(items) {
            return call("tuple_from", place, &self.starred(items));
        }
        let items: Vec<_> = items.iter().map(|item| self.any(item)).collect();
        call("tuple", place, &quote_spanned!(place=> [#(#items),*]))
    }

    pub(super) fn list(&mut self, items: &[Expr], place: Span) -> TokenStream {
        self.displayed(["list_from", "list_of", "new_list"], items, Constant::Tuple, Self::any, place)
    }

    pub(super) fn set(&mut self, elements: &[Expr], place: Span) -> TokenStream {
        let element = |this: &mut Self, element: &Expr| this.key(element, ANY);
        self.displayed(["set_from", "set_of", "new_set"], elements, Constant::FrozenSet, element, place)
    }

    /// A call of one of three functions: of any items, of constants that are kept as one of this `kind`, and of items one by one.
    fn displayed(
        &mut self,
        [from, of, new]: [&str; 3],
        items: &[Expr],
        kind: fn(Vec<Constant>) -> Constant,
        item: impl Fn(&mut Self, &Expr) -> TokenStream,
        place: Span,
    ) -> TokenStream {
        if has_star(items) {
            return call(from, place, &self.starred(items));
        }
        if let Some(constant) = self.kept_whole(items, kind, place) {
            return call(of, place, &constant);
        }
        let items: Vec<_> = items.iter().map(|each| item(self, each)).collect();
        call(new, place, &quote_spanned!(place=> [#(#items),*]))
    }

    pub(super) fn dict(&mut self, entries: &[(Expr, Expr)], place: Span) -> TokenStream {
        if entries.iter().any(|(key, _)| matches!(key.kind, ExprKind::DoubleStarred(_))) {
            return call("dict_from", place, &self.double_starred(entries));
        }
        let entries = self.entries(entries, ANY);
        call("new_dict", place, &quote_spanned!(place=> [#(#entries),*]))
    }

    /// Items of which some are those of an iterable, as a vector.
    pub(super) fn starred(&mut self, items: &[Expr]) -> TokenStream {
        let made = local("made");
        let parts: TokenStream = items
            .iter()
            .map(|item| match &item.kind {
                ExprKind::Starred(base) => {
                    let items = self.items_argument(base);
                    let extend = call("extend", base.extent.first, &quote!(&mut #made, #items));
                    quote!(#extend;)
                }
                _ => {
                    let item = self.any(item);
                    quote!(#made.push(#item);)
                }
            })
            .collect();
        // Of a type that is said at once: what is pushed is put into it without waiting for what comes later.
        quote!({ let mut #made = __obj::std::vec::Vec::<__obj::AnyObj>::new(); #parts #made })
    }

    /// Entries of which some are those of a dict, as a vector.
    fn double_starred(&mut self, entries: &[(Expr, Expr)]) -> TokenStream {
        let made = local("made");
        let parts: TokenStream = entries
            .iter()
            .map(|(key, value)| match &key.kind {
                ExprKind::DoubleStarred(base) => {
                    self.is_last = true;
                    let extend = self.operation([(base, As::Object)], |[base_reference]| {
                        call("extend_entries", base.extent.first, &quote!(&mut #made, #base_reference))
                    });
                    quote!(#extend;)
                }
                _ => {
                    let (key, value) = (self.key(key, ANY), self.any(value));
                    quote!(#made.push((#key, #value));)
                }
            })
            .collect();
        quote!({ let mut #made = __obj::std::vec::Vec::<(__obj::AnyObj, __obj::AnyObj)>::new(); #parts #made })
    }

    /// A list for a place that says what its items are.
    pub(super) fn typed_list(&mut self, items: &[Expr], place: Span) -> TokenStream {
        let items: Vec<_> = match self.kept(items, Constant::Tuple) {
            Some((constants, slot)) => constants
                .iter()
                .enumerate()
                .map(|(at, constant)| self.put_item(slot, at, constant, items[at].extent.first))
                .collect(),
            None => items.iter().map(|item| self.put_and_end(item)).collect(),
        };
        call("list", place, &quote_spanned!(place=> [#(#items),*], &__obj::keep()))
    }

    /// A set for a place that says what its elements are.
    pub(super) fn typed_set(&mut self, elements: &[Expr], place: Span) -> TokenStream {
        let elements: Vec<_> = elements.iter().map(|element| self.key(element, WANTED)).collect();
        call("set", place, &quote_spanned!(place=> [#(#elements),*], &__obj::keep()))
    }

    /// A dict for a place that says what its keys and values are.
    pub(super) fn typed_dict(&mut self, entries: &[(Expr, Expr)], place: Span) -> TokenStream {
        let entries = self.entries(entries, WANTED);
        call("dict", place, &quote_spanned!(place=> [#(#entries),*], &__obj::keep()))
    }

    fn entries(&mut self, entries: &[(Expr, Expr)], convert: Convert) -> Vec<TokenStream> {
        let keys: Option<Vec<_>> = entries.iter().map(|(key, _)| key.constant().cloned()).collect();
        let kept = keys.filter(|keys| (2..=MOST_KEYS).contains(&keys.len()));
        let kept = kept.map(|keys| (self.pool.load(&Constant::Tuple(keys.clone())), keys));
        let mut code = Vec::new();
        for (at, (key, value)) in entries.iter().enumerate() {
            let key = match &kept {
                Some((slot, keys)) => self.put_item(*slot, at, &keys[at], key.extent.first),
                None => self.key(key, convert),
            };
            let value = convert(self, value);
            code.push(quote!((#key, #value)));
        }
        code
    }

    /// The constants of a display, and the slot of the one constant that they are kept as.
    fn kept(&mut self, items: &[Expr], kind: fn(Vec<Constant>) -> Constant) -> Option<(Vec<Constant>, Slot)> {
        let constants: Vec<_> = items.iter().map(|item| item.constant().cloned()).collect::<Option<_>>()?;
        if constants.len() < FEWEST_KEPT {
            return None;
        }
        let slot = self.pool.load(&kind(constants.clone()));
        Some((constants, slot))
    }

    /// A `&` to the one constant that the constants of a display are kept as.
    fn kept_whole(&mut self, items: &[Expr], kind: fn(Vec<Constant>) -> Constant, place: Span) -> Option<TokenStream> {
        let (_, slot) = self.kept(items, kind)?;
        Some(self.loaded(slot, &kind(Vec::new()), place))
    }

    /// A key or an element: what the type of its value says must have a hash.
    pub(super) fn key(&mut self, expr: &Expr, convert: Convert) -> TokenStream {
        let place = expr.extent.first;
        if !matches!(expr.kind, ExprKind::Name(_) | ExprKind::Attribute { .. }) {
            return convert(self, expr);
        }
        let source = self.source(expr).or_exact("", "").1;
        quote_spanned!(place=> __obj::put(__obj::HasHash::hashable(#source.__obj_key())))
    }
}

/// How an item is converted.
pub(super) type Convert = fn(&mut Expander<'_>, &Expr) -> TokenStream;
/// To an `AnyObj`.
pub(super) const ANY: Convert = |expander, expr| expander.any(expr);
/// To what the place wants.
pub(super) const WANTED: Convert = |expander, expr| expander.put_and_end(expr);

pub(super) fn has_star(items: &[Expr]) -> bool {
    items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
}
