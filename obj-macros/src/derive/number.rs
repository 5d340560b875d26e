//! Literals as numbers, and which of them a type has.

use std::cmp::Ordering;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Expr, ExprLit, ExprUnary, Lit, UnOp};

use super::groups::ungrouped;

/// A literal of an integer or a character: sign and magnitude, since no type of Rust has all of them.
#[derive(Clone)]
pub(crate) struct Number {
    is_negative: bool,
    magnitude: u128,
    spelling: Spelling,
}

#[derive(Clone, PartialEq, Eq)]
enum Spelling {
    /// Digits, with the type they may end in.
    Integer {
        suffix: String,
    },
    Byte,
    Character,
}

/// One of Rust's integer types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Integer {
    name: &'static str,
    is_signed: bool,
    bits: u32,
}

macro_rules! integers {
    ($($name:ident: $bits:literal),*) => {
        [$(Integer { name: stringify!($name), is_signed: $name::MIN != 0, bits: $bits }),*]
    };
}

/// `usize` and `isize` have as many values as they may have at most: what is too large for a
/// smaller machine is an error of its compiler.
const INTEGERS: [Integer; 12] = integers![
    u8: 8, u16: 16, u32: 32, u64: 64, u128: 128, usize: 64, i8: 8, i16: 16, i32: 32, i64: 64, i128: 128, isize: 64
];

impl Integer {
    pub(crate) fn named(name: &str) -> Option<Self> {
        INTEGERS.into_iter().find(|integer| integer.name == name)
    }

    pub(crate) fn is_signed(self) -> bool {
        self.is_signed
    }

    /// The largest value.
    fn max(self) -> u128 {
        u128::MAX >> (128 - self.bits + u32::from(self.is_signed))
    }

    /// The magnitude of the smallest value.
    fn min(self) -> u128 {
        if self.is_signed { self.max() + 1 } else { 0 }
    }

    fn has(self, number: &Number) -> bool {
        number.magnitude <= if number.is_negative { self.min() } else { self.max() }
    }
}

impl Number {
    pub(crate) fn read(expression: &Expr) -> syn::Result<Self> {
        let (is_negative, literal) = match expression {
            Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => (true, ungrouped((**expr).clone())),
            other => (false, other.clone()),
        };
        let number = |magnitude, spelling| Self { is_negative: is_negative && magnitude != 0, magnitude, spelling };
        match literal {
            Expr::Lit(ExprLit { lit: Lit::Int(integer), .. }) => {
                let spelling = Spelling::Integer { suffix: integer.suffix().into() };
                Ok(number(integer.base10_parse()?, spelling))
            }
            Expr::Lit(ExprLit { lit: Lit::Byte(byte), .. }) if !is_negative => {
                Ok(number(byte.value().into(), Spelling::Byte))
            }
            Expr::Lit(ExprLit { lit: Lit::Char(character), .. }) if !is_negative => {
                Ok(number(u32::from(character.value()).into(), Spelling::Character))
            }
            _ => {
                let message = "the ends of the range must be literals, such as `-5`, `256` or `'a'`: \
                               what a name stands for is not known here";
                Err(syn::Error::new_spanned(expression, message))
            }
        }
    }

    /// Why the literal is none of the type, if it is not.
    pub(crate) fn fits(&self, integer: Integer) -> Option<String> {
        let name = integer.name;
        let shown = self.shown();
        match &self.spelling {
            Spelling::Character => {
                Some(format!("a `{name}` is not a character; write the range in numbers, as in `97..=122`"))
            }
            Spelling::Byte if name != "u8" => Some(format!("a byte is of type `u8` and not `{name}`; write `{shown}`")),
            Spelling::Integer { suffix } if !suffix.is_empty() && suffix != name => {
                Some(format!("`{shown}{suffix}` is of type `{suffix}` and not `{name}`; write `{shown}`"))
            }
            _ if integer.has(self) => None,
            _ => {
                let low = if integer.is_signed { format!("-{}", integer.min()) } else { "0".into() };
                Some(format!("`{shown}` does not fit in `{name}`, whose values are `{low}..={}`", integer.max()))
            }
        }
    }

    /// # Errors
    /// What to write instead, if this is a number.
    pub(crate) fn is_character(&self) -> Result<(), String> {
        match self.spelling {
            Spelling::Character => Ok(()),
            _ => Err("a `char` is not a number; write the range in characters, as in `'a'..='z'`".into()),
        }
    }

    /// The order of the values, however they are spelled.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.magnitude.cmp(&other.magnitude),
            (true, true) => other.magnitude.cmp(&self.magnitude),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }

    /// How far it is from a number that is not greater, at most `u128::MAX`.
    pub(crate) fn distance_from(&self, low: &Self) -> u128 {
        match (low.is_negative, self.is_negative) {
            (false, _) => self.magnitude - low.magnitude,
            (true, true) => low.magnitude - self.magnitude,
            (true, false) => self.magnitude.saturating_add(low.magnitude),
        }
    }

    /// An expression of type `u128` whose lowest bits are those of the number in any type that has it.
    pub(crate) fn bits(&self) -> TokenStream {
        if self.is_negative {
            let literal = Literal::u128_unsuffixed(self.magnitude);
            quote!((-#literal as __obj::core::primitive::i128 as __obj::core::primitive::u128))
        } else {
            let literal = Literal::u128_suffixed(self.magnitude);
            quote!(#literal)
        }
    }

    /// Whether it is negative, and its magnitude.
    pub(crate) fn parts(&self) -> TokenStream {
        let (is_negative, magnitude) = (self.is_negative, Literal::u128_unsuffixed(self.magnitude));
        quote!((#is_negative, #magnitude))
    }

    fn shown(&self) -> String {
        format!("{}{}", if self.is_negative { "-" } else { "" }, self.magnitude)
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn number(expression: Expr) -> Number {
        Number::read(&expression).unwrap()
    }

    fn fits(expression: Expr, name: &str) -> bool {
        number(expression).fits(Integer::named(name).unwrap()).is_none()
    }

    #[test]
    fn types_have_their_values_and_no_others() {
        assert!(fits(parse_quote!(255), "u8") && !fits(parse_quote!(256), "u8") && !fits(parse_quote!(-1), "u8"));
        assert!(fits(parse_quote!(-128), "i8") && !fits(parse_quote!(-129), "i8") && !fits(parse_quote!(128), "i8"));
        assert!(fits(parse_quote!(340282366920938463463374607431768211455), "u128"));
        assert!(fits(parse_quote!(-170141183460469231731687303715884105728), "i128"));
        assert!(!fits(parse_quote!(-170141183460469231731687303715884105729), "i128"));
        assert!(fits(parse_quote!(-0), "u8"));
    }

    #[test]
    fn spellings_are_those_of_the_type() {
        assert!(fits(parse_quote!(b'a'), "u8") && !fits(parse_quote!(b'a'), "u16"));
        assert!(fits(parse_quote!(7u16), "u16") && !fits(parse_quote!(7u16), "u8"));
        assert!(!fits(parse_quote!('a'), "u8"));
        assert!(number(parse_quote!('a')).is_character().is_ok() && number(parse_quote!(97)).is_character().is_err());
    }

    #[test]
    fn only_literals_are_numbers() {
        for expression in
            [parse_quote!(LOW), parse_quote!(2 + 3), parse_quote!(i8::MIN), parse_quote!(0.5), parse_quote!(-'a')]
        {
            assert!(Number::read(&expression).is_err());
        }
    }

    #[test]
    fn distances_and_order_pass_zero() {
        let (low, high) = (number(parse_quote!(-5)), number(parse_quote!(0x1_00)));
        assert_eq!(high.distance_from(&low), 261);
        assert_eq!(low.compare(&high), Ordering::Less);
        assert_eq!(number(parse_quote!(-5)).distance_from(&number(parse_quote!(-9))), 4);
        assert_eq!(number(parse_quote!(16)).compare(&number(parse_quote!(0x10u8))), Ordering::Equal);
        let (low, high) = (number(parse_quote!(-1)), number(parse_quote!(340282366920938463463374607431768211455)));
        assert_eq!(high.distance_from(&low), u128::MAX);
    }

    #[test]
    fn bits_are_those_of_two_s_complement() {
        assert_eq!(
            number(parse_quote!(-5i8)).bits().to_string(),
            "(- 5 as __obj :: core :: primitive :: i128 as __obj :: core :: primitive :: u128)"
        );
        assert_eq!(number(parse_quote!('a')).bits().to_string(), "97u128");
    }
}
