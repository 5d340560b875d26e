//! `lasso`: a table whose texts live until it goes; symbols are numbers.

use ::lasso::{Rodeo, Spur};

use crate::workloads::interning::Interner;

impl Interner for Rodeo {
    type Symbol = Spur;

    fn start() -> Self {
        Self::default()
    }

    #[inline]
    fn intern(&mut self, text: &str) -> Spur {
        self.get_or_intern(text)
    }
}
