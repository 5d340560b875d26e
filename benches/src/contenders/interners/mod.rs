//! The interners. Most are a hold on one global table: for these [`Global`] does all but one line.

mod by_hand;
mod intaglio;
mod internment;
mod lasso;
mod string_cache;
mod string_interner;
mod symbol_table;
mod ustr;

use std::hash::Hash;
use std::marker::PhantomData;

pub(crate) use by_hand::ByHand;

use crate::workloads::interning::Interner;

/// A hold on a table that is global.
pub(crate) struct Global<S>(PhantomData<S>);

/// A symbol that a global table makes of a text.
pub(crate) trait GlobalSymbol: Clone + Eq + Hash + 'static {
    fn of(text: &str) -> Self;
}

impl<S: GlobalSymbol> Interner for Global<S> {
    type Symbol = S;

    fn start() -> Self {
        Self(PhantomData)
    }

    #[inline]
    fn intern(&mut self, text: &str) -> S {
        S::of(text)
    }
}
