//! `ustr`: a global table that keeps everything.

use ::ustr::{Ustr, ustr};

use super::GlobalSymbol;

impl GlobalSymbol for Ustr {
    #[inline]
    fn of(text: &str) -> Self {
        ustr(text)
    }
}
