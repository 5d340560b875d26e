//! Literals: what Rust's lexer reads, with Python's meaning.

use proc_macro2::{Literal, Span};
use quote::ToTokens;
use syn::{Lit, LitFloat, LitInt};

use super::{Parsed, Parser};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind};

/// The magnitude of the smallest `i64`, which is a literal only after `-`.
const SMALLEST: &str = "9223372036854775808";

impl Parser<'_> {
    /// A number, or strings one after the other, which are one.
    pub(super) fn literal(&mut self, literal: &Literal) -> Parsed<Expr> {
        let mut extent = self.tokens.extent();
        self.tokens.skip(1);
        if is_refused_by_lexer(literal) {
            return Ok(Expr::new(ExprKind::Rust(literal.to_token_stream()), extent));
        }
        let mut constant = self.constant(literal)?;
        while let Some(next) = self.tokens.peek_literal().cloned() {
            let next_extent = self.tokens.extent();
            match (&mut constant, Lit::new(next)) {
                (Constant::Str(text), Lit::Str(more)) => text.push_str(&more.value()),
                (Constant::Bytes(bytes), Lit::ByteStr(more)) => bytes.extend(more.value()),
                (Constant::Str(_), Lit::ByteStr(_)) | (Constant::Bytes(_), Lit::Str(_)) => {
                    return Err(self.errors.at(next_extent, "cannot mix bytes and nonbytes literals"));
                }
                _ => break,
            }
            extent = extent.to(next_extent);
            self.tokens.skip(1);
        }
        Ok(Expr::new(ExprKind::Constant(constant), extent))
    }

    fn constant(&mut self, literal: &Literal) -> Parsed<Constant> {
        let text = literal.to_string();
        self.refuse_underscores(&text, literal.span())?;
        let foreign = match Lit::new(literal.clone()) {
            Lit::Str(string) if string.suffix().is_empty() => return Ok(Constant::Str(string.value())),
            Lit::ByteStr(string) if string.suffix().is_empty() => return Ok(Constant::Bytes(string.value())),
            Lit::Int(number) => return self.integer(&number),
            Lit::Float(number) => return self.float(&number),
            Lit::Char(character) => {
                format!("{text} is a character of Rust; write `{:?}`", character.value().to_string())
            }
            Lit::Byte(_) => format!("{text} is a byte of Rust; write `b\"…\"`"),
            Lit::CStr(_) => "C strings are not part of the language; write `rust!(…)`".to_owned(),
            _ => format!("{text} is not part of the language"),
        };
        Err(self.errors.at(literal.span(), foreign))
    }

    fn integer(&mut self, number: &LitInt) -> Parsed<Constant> {
        self.refuse_suffix(&number.to_string(), number.suffix(), number.span().into())?;
        let text = number.to_string();
        let digits = number.base10_digits();
        let is_octal_of_old =
            text.len() > 1 && text.starts_with('0') && text[1..].starts_with(|c: char| c.is_ascii_digit() || c == '_');
        if is_octal_of_old && digits != "0" {
            let words =
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
            return Err(self.errors.at(number.span(), words));
        }
        digits.parse().map(Constant::Int).map_err(|_| {
            let words = "Python int too large to convert to C long; an `Int` has 64 bits: write `rust!(…)` for a wider integer of Rust";
            self.errors.at(number.span(), words)
        })
    }

    fn float(&mut self, number: &LitFloat) -> Parsed<Constant> {
        self.refuse_suffix(&number.to_string(), number.suffix(), number.span().into())?;
        let value: f64 = number.base10_digits().parse().map_err(|_| self.errors.at(number.span(), "invalid number"))?;
        if value.is_infinite() {
            return Err(self.errors.at(number.span(), format!("`{number}` is inf; write `rust!(f64::INFINITY)`")));
        }
        Ok(Constant::Float(value))
    }

    fn refuse_suffix(&mut self, text: &str, suffix: &str, place: Extent) -> Parsed<()> {
        let words = match suffix {
            "" => return Ok(()),
            "j" | "J" => "complex numbers are not part of the language; write a type of your own in Rust".to_owned(),
            _ if text.starts_with('0') && suffix.starts_with(['X', 'O', 'B']) => {
                format!("invalid decimal literal; write `{}`", text.to_lowercase())
            }
            _ => format!(
                "invalid decimal literal; write `{}`: what takes the number decides on its type",
                text.trim_end_matches(suffix)
            ),
        };
        Err(self.errors.at(place, words))
    }

    /// `1__0`, `1_`: a single underscore stands between digits, or after `0x`.
    fn refuse_underscores(&mut self, text: &str, place: Span) -> Parsed<()> {
        let is_number = text.starts_with(|first: char| first.is_ascii_digit());
        let is_wrong = |(at, _): (usize, &str)| {
            let after = text[at + 1..].chars().next();
            !after.is_some_and(|after| after.is_ascii_alphanumeric()) || text[..at].ends_with(['.', 'e', 'E'])
        };
        if !is_number || !text.match_indices('_').any(is_wrong) {
            return Ok(());
        }
        let kind = match text.get(..2) {
            Some("0x") => "hexadecimal",
            Some("0o") => "octal",
            Some("0b") => "binary",
            _ => "decimal",
        };
        Err(self.errors.at(place, format!("invalid {kind} literal; one `_` stands between two digits")))
    }

    /// Whether the current token is the magnitude of the smallest `i64`.
    pub(super) fn peek_smallest_magnitude(&self) -> bool {
        let number = self.tokens.peek_literal().cloned().map(Lit::new);
        matches!(number, Some(Lit::Int(number)) if number.suffix().is_empty() && number.base10_digits() == SMALLEST)
    }
}

/// Whether Rust's lexer has spoken already: of an escape that it does not know, or digits that the base does not have.
/// The literal itself then stands for the mistake in the expansion: it is not reported again.
fn is_refused_by_lexer(literal: &Literal) -> bool {
    let text = literal.to_string();
    let digits = match text.get(..2) {
        Some("0b") => Some((&text[2..], '2')),
        Some("0o") => Some((&text[2..], '8')),
        Some("0x") => Some((&text[2..], ':')),
        _ => None,
    };
    match digits {
        Some((digits, end)) => {
            let has_wrong = digits.chars().any(|digit| digit.is_ascii_digit() && digit >= end);
            has_wrong || !digits.starts_with(|first: char| first == '_' || first.is_ascii_hexdigit())
        }
        None => text.ends_with(['"', '\'']) && matches!(Lit::new(literal.clone()), Lit::Verbatim(_)),
    }
}
