//! `string_cache`: a global table with counted atoms; up to seven bytes are held in the atom itself.

use ::string_cache::DefaultAtom;

use super::GlobalSymbol;

impl GlobalSymbol for DefaultAtom {
    #[inline]
    fn of(text: &str) -> Self {
        text.into()
    }
}
