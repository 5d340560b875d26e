//! `internment`: a global table for each type, of texts that stay or of counted ones.

use ::internment::{ArcIntern, Intern};

use super::GlobalSymbol;

impl GlobalSymbol for Intern<str> {
    #[inline]
    fn of(text: &str) -> Self {
        text.into()
    }
}

impl GlobalSymbol for ArcIntern<str> {
    #[inline]
    fn of(text: &str) -> Self {
        text.into()
    }
}
