//! The pool: the constants that a unit keeps, each once.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::Key;
use crate::graph_macro::syntax::Constant;

/// The items of one row of a table: the compiler compares each item of an array with all those before it.
const ROW: usize = 64;

/// The constants of one unit.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    /// All constants, each after those that it holds.
    entries: Vec<Entry>,
    /// Where each constant that can be shared is.
    places: HashMap<Key, usize>,
    /// The entries that the unit itself keeps a handle to; the rest is held by tuples.
    loaded: Vec<usize>,
}

#[derive(Debug)]
struct Entry {
    value: TokenStream,
    slot: Option<Slot>,
}

/// The number under which a unit loads a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot(usize);

impl Slot {
    /// The number as a literal.
    pub(crate) fn literal(self) -> Literal {
        Literal::usize_unsuffixed(self.0)
    }
}

impl Pool {
    /// The slot of a constant that the unit loads.
    pub(crate) fn load(&mut self, constant: &Constant) -> Slot {
        let at = self.entry(constant);
        if let Some(slot) = self.entries[at].slot {
            return slot;
        }
        let slot = Slot(self.loaded.len());
        self.loaded.push(at);
        self.entries[at].slot = Some(slot);
        slot
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn entry(&mut self, constant: &Constant) -> usize {
        let key = Key::of(constant);
        if let Some(at) = key.as_ref().and_then(|key| self.places.get(key)) {
            return *at;
        }
        let value = self.value(constant);
        self.entries.push(Entry { value, slot: None });
        let at = self.entries.len() - 1;
        self.places.extend(key.map(|key| (key, at)));
        at
    }

    /// How the runtime is told of a constant: as data, with the places of the constants that it holds.
    fn value(&mut self, constant: &Constant) -> TokenStream {
        match constant {
            Constant::None => quote!(Nothing),
            Constant::Bool(value) => quote!(Truth(#value)),
            Constant::Int(value) => {
                let value = Literal::i64_unsuffixed(*value);
                quote!(Integer(#value))
            }
            Constant::Float(value) => float(*value),
            Constant::Str(text) => quote!(Text(#text)),
            Constant::Bytes(bytes) => {
                let bytes = Literal::byte_string(bytes);
                quote!(Data(#bytes))
            }
            Constant::Tuple(items) => {
                let places = self.places_of(items);
                quote!(Items(&[#(#places),*]))
            }
            Constant::FrozenSet(items) => {
                let places = self.places_of(items);
                quote!(Elements(&[#(#places),*]))
            }
        }
    }

    fn places_of(&mut self, items: &[Constant]) -> Vec<Literal> {
        items.iter().map(|item| Literal::usize_unsuffixed(self.entry(item))).collect()
    }

    /// The values and the loaded places, as the rows of two arrays.
    pub(crate) fn tables(&self, path: &TokenStream) -> (TokenStream, TokenStream) {
        let values = self.entries.iter().map(|Entry { value, .. }| quote!(#path::Constant::#value));
        let loaded = self.loaded.iter().map(|at| Literal::usize_unsuffixed(*at));
        (rows(values), rows(loaded))
    }
}

fn rows(items: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    let items: Vec<_> = items.collect();
    let rows = items.chunks(ROW);
    quote!(#([#(#rows),*]),*)
}

/// A number that a literal cannot write is told by its bits.
fn float(value: f64) -> TokenStream {
    if value.is_finite() && value.is_sign_positive() {
        let literal = Literal::f64_unsuffixed(value);
        return quote!(Decimal(#literal));
    }
    if value.is_finite() {
        let literal = Literal::f64_unsuffixed(-value);
        return quote!(Decimal(-#literal));
    }
    let bits = Literal::u64_unsuffixed(value.to_bits());
    quote!(DecimalBits(#bits))
}
