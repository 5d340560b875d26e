//! `string-interner` with its default backend: texts live until the table goes; symbols are numbers.

use ::string_interner::{DefaultStringInterner, DefaultSymbol};

use crate::workloads::interning::Interner;

impl Interner for DefaultStringInterner {
    type Symbol = DefaultSymbol;

    fn start() -> Self {
        Self::default()
    }

    #[inline]
    fn intern(&mut self, text: &str) -> DefaultSymbol {
        self.get_or_intern(text)
    }
}
