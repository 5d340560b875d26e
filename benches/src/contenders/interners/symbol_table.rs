//! `symbol_table`: a sharded table, here the global one, that keeps everything.

use super::GlobalSymbol;

impl GlobalSymbol for ::symbol_table::GlobalSymbol {
    #[inline]
    fn of(text: &str) -> Self {
        Self::new(text)
    }
}
