//! `intaglio`: a table of owned or static texts that live until it goes; symbols are numbers.

use ::intaglio::{Symbol, SymbolTable};

use crate::workloads::interning::Interner;

impl Interner for SymbolTable {
    type Symbol = Symbol;

    fn start() -> Self {
        Self::default()
    }

    /// Looks first, because the table wants a text of its own, and a hit shall not pay for one.
    #[inline]
    fn intern(&mut self, text: &str) -> Symbol {
        let known = self.check_interned(text);
        known.unwrap_or_else(|| SymbolTable::intern(self, String::from(text)).expect("fewer than 2^32 texts"))
    }
}
