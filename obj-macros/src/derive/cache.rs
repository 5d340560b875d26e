//! The option `cache`: which values of a type are made once.

use std::cmp::Ordering;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Expr, Generics, Type};

use super::groups::{in_the_open, ungrouped};
use super::mentions::is_phantom;
use super::model::{Cached, CachedRange, Field, Shape, UnprovedRange, Variant};
use super::number::{Integer, Number};
use crate::errors::Errors;
use crate::options::Written;

/// So many values are cached at most.
const MAX_COUNT: u128 = 1 << 16;

/// What the option asks for, unless that is impossible.
pub(crate) fn cached(option: &Written, shape: &Shape, generics: &Generics, errors: &mut Errors) -> Option<Cached> {
    errors.keep(match shape {
        Shape::Enum(variants) => all_variants(option, variants),
        Shape::Struct(fields) => match the_field(fields) {
            TheField::One(field) => of_field(option, field, generics),
            TheField::None => only_value(option),
            TheField::Many => {
                let message = "only types with one field, an integer, a `char` or a `bool`, can be cached; \
                               use `intern` to share equal values of this one";
                Err(syn::Error::new_spanned(&option.key, message))
            }
        },
        Shape::Opaque => return None,
    })
}

enum TheField<'a> {
    One(&'a Field),
    None,
    Many,
}

/// The one field that has a value.
fn the_field(fields: &[Field]) -> TheField<'_> {
    let mut valued = fields.iter().filter(|field| !is_phantom(&field.ty));
    match (valued.next(), valued.next()) {
        (Some(field), None) => TheField::One(field),
        (None, _) => TheField::None,
        _ => TheField::Many,
    }
}

fn only_value(option: &Written) -> syn::Result<Cached> {
    no_range(option, "a type without fields has one value; write `cache` alone")?;
    Ok(Cached::Unit)
}

fn all_variants(option: &Written, variants: &[Variant]) -> syn::Result<Cached> {
    if let Some(variant) = variants.iter().find(|variant| !variant.fields.is_empty()) {
        let message = "only enums without fields can be cached; use `intern` to share equal values of this one";
        return Err(syn::Error::new_spanned(&variant.ident, message));
    }
    if variants.is_empty() {
        let message = "an enum without variants has no values that could be cached; remove `cache`";
        return Err(syn::Error::new_spanned(&option.key, message));
    }
    no_range(option, "all variants of an enum are cached; write `cache` alone")?;
    if variants.len() as u128 > MAX_COUNT {
        return Err(syn::Error::new_spanned(&option.key, too_many(variants.len() as u128)));
    }
    Ok(Cached::Variants(variants.len()))
}

fn no_range(option: &Written, message: &str) -> syn::Result<()> {
    if option.value.is_empty() { Ok(()) } else { Err(syn::Error::new_spanned(&option.value, message)) }
}

fn of_field(option: &Written, field: &Field, generics: &Generics) -> syn::Result<Cached> {
    let kind = Kind::of(&field.ty, generics)?;
    if let Kind::Bool = kind {
        no_range(option, "both values of a `bool` are cached; write `cache` alone")?;
        return Ok(range(field, quote!(0u128), 2, None));
    }
    if option.value.is_empty() {
        let message = format!("which values are to be cached? write their range: `cache = {}`", kind.example());
        return Err(syn::Error::new_spanned(&option.key, message));
    }
    let written = WrittenRange::read(&option.value, &kind)?;
    let count = written.count(&option.value)?;
    let low = written.first.bits();
    let unproved = matches!(kind, Kind::Unknown).then(|| UnprovedRange {
        first: written.first,
        last: written.last,
        written: option.value.clone(),
    });
    Ok(range(field, low, count, unproved))
}

fn range(field: &Field, low: TokenStream, count: usize, unproved: Option<UnprovedRange>) -> Cached {
    Cached::Range(Box::new(CachedRange { member: field.member.clone(), ty: field.ty.clone(), low, count, unproved }))
}

/// What a field's type is, as far as its name tells.
enum Kind {
    Integer(Integer),
    Char,
    Bool,
    /// Perhaps another name of one of these: the compiler will know.
    Unknown,
}

impl Kind {
    fn of(ty: &Type, generics: &Generics) -> syn::Result<Self> {
        let path = match ty {
            Type::Group(group) => return Self::of(&group.elem, generics),
            Type::Paren(group) => return Self::of(&group.elem, generics),
            Type::Path(path) if path.qself.is_none() => path,
            _ => return Err(not_cacheable(ty)),
        };
        let segments = &path.path.segments;
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return Ok(Self::Unknown) };
        let is_parameter = generics.type_params().any(|parameter| parameter.ident == first.ident);
        if is_parameter || !last.arguments.is_none() {
            return Err(not_cacheable(ty));
        }
        match last.ident.to_string().as_str() {
            "char" => Ok(Self::Char),
            "bool" => Ok(Self::Bool),
            "f32" | "f64" | "str" | "String" | "AnyObj" | "Self" => Err(not_cacheable(ty)),
            name => Ok(Integer::named(name).map_or(Self::Unknown, Self::Integer)),
        }
    }

    fn example(&self) -> &'static str {
        match self {
            Self::Char => "'a'..='z'",
            Self::Integer(integer) if !integer.is_signed() => "0..=255",
            _ => "-5..=256",
        }
    }
}

fn not_cacheable(ty: &Type) -> syn::Error {
    let text = ty.to_token_stream().to_string().replace(' ', "");
    let message =
        format!("only integers, `char` and `bool` can be cached, and not `{text}`; use `intern` to share equal values");
    syn::Error::new_spanned(ty, message)
}

/// A range of literals, both ends read and in the field's type.
struct WrittenRange {
    first: Number,
    last: Number,
    includes_last: bool,
    low: Expr,
    high: Expr,
}

impl WrittenRange {
    fn read(value: &TokenStream, kind: &Kind) -> syn::Result<Self> {
        let example = kind.example();
        let Ok((low, includes_last, high)) = limits(in_the_open(value.clone())) else {
            let message = format!("`cache` takes a range of literals, as in `cache = {example}`");
            return Err(syn::Error::new_spanned(value, message));
        };
        let (Some(low), Some(high)) = (low, high) else {
            let message = format!("the range needs both ends, as in `cache = {example}`");
            return Err(syn::Error::new_spanned(value, message));
        };
        let first = end(&low, kind);
        let last = end(&high, kind);
        let (first, last) = match (first, last) {
            (Err(first), Err(last)) if first.to_string() == last.to_string() => {
                return Err(syn::Error::new_spanned(value, first));
            }
            (Err(mut first), Err(last)) => {
                first.combine(last);
                return Err(first);
            }
            (first, last) => (first?, last?),
        };
        Ok(Self { first, last, includes_last, low, high })
    }

    /// How many values there are, at least one and at most so many as can be cached.
    fn count(&self, value: &TokenStream) -> syn::Result<usize> {
        let (low, high) = (self.low.to_token_stream(), self.high.to_token_stream());
        let (low, high) = (low.to_string().replace(' ', ""), high.to_string().replace(' ', ""));
        let order = self.first.compare(&self.last);
        if order == Ordering::Greater {
            let message = format!("the range is reversed, so nothing would be cached; write `cache = {high}..={low}`");
            return Err(syn::Error::new_spanned(value, message));
        }
        if order == Ordering::Equal && !self.includes_last {
            let message =
                format!("the range is empty, so nothing would be cached; write `cache = {low}..={high}` for one value");
            return Err(syn::Error::new_spanned(value, message));
        }
        let count = self.last.distance_from(&self.first).saturating_add(u128::from(self.includes_last));
        if count > MAX_COUNT {
            return Err(syn::Error::new_spanned(value, too_many(count)));
        }
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }
}

/// The ends of `low..high` and `low..=high`, and whether the last one is meant as well.
fn limits(tokens: TokenStream) -> syn::Result<(Option<Expr>, bool, Option<Expr>)> {
    let is_mark = |tree: &TokenTree, mark| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark);
    let mut trees = tokens.into_iter().peekable();
    let mut low = TokenStream::new();
    while let Some(tree) = trees.next_if(|tree| !is_mark(tree, '.')) {
        low.extend([tree]);
    }
    let marks = std::iter::from_fn(|| trees.next_if(|tree| is_mark(tree, '.') || is_mark(tree, '=')));
    let marks: String = marks.map(|mark| mark.to_string()).collect();
    if marks != ".." && marks != "..=" {
        return Err(syn::Error::new(Span::call_site(), "no range"));
    }
    Ok((end_of_range(low)?, marks == "..=", end_of_range(trees.collect())?))
}

fn end_of_range(tokens: TokenStream) -> syn::Result<Option<Expr>> {
    if tokens.is_empty() { Ok(None) } else { syn::parse2(tokens).map(|end| Some(ungrouped(end))) }
}

fn too_many(count: u128) -> String {
    let count = if count == u128::MAX { "too many".into() } else { grouped(count) };
    format!(
        "at most 65,536 values can be cached, and these are {count}; use `intern` to share equal values of a large range"
    )
}

/// A number with its digits in groups of three.
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn end(expression: &Expr, kind: &Kind) -> syn::Result<Number> {
    let number = Number::read(expression)?;
    let complaint = match kind {
        Kind::Integer(integer) => number.fits(*integer),
        Kind::Char => number.is_character().err(),
        Kind::Bool | Kind::Unknown => None,
    };
    match complaint {
        Some(message) => Err(syn::Error::new_spanned(expression, message)),
        None => Ok(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::parse;
    use crate::options::Derive;

    /// The number of cached values, or the message.
    fn count(input: &str) -> Result<usize, String> {
        let mut errors = Errors::default();
        let item = parse::item(syn::parse_str(input).unwrap(), Derive::Object, &mut errors);
        let cached = cached(item.options.cache.as_ref().unwrap(), &item.shape, &item.generics, &mut errors);
        cached
            .map(|cached| match cached {
                Cached::Unit => 1,
                Cached::Variants(count) => count,
                Cached::Range(range) => range.count,
            })
            .ok_or_else(|| errors.messages().join("; "))
    }

    fn complains(input: &str, part: &str) {
        let message = count(input).unwrap_err();
        assert!(message.contains(part), "{message}");
    }

    #[test]
    fn ranges_are_counted() {
        assert_eq!(count("#[object(cache = -5..=256)] struct A(i64);"), Ok(262));
        assert_eq!(count("#[object(cache = 0..256)] struct A { value: u128 }"), Ok(256));
        assert_eq!(count("#[object(cache = (-128)..=127)] struct A(core::primitive::i8);"), Ok(256));
        assert_eq!(count("#[object(cache = 'a'..='z')] struct A(char);"), Ok(26));
        assert_eq!(count("#[object(cache = b'a'..=b'z')] struct A(u8, PhantomData<T>);"), Ok(26));
        assert_eq!(count("#[object(cache = 0..=65_535)] struct A(Alias);"), Ok(65_536));
        assert_eq!(
            count(
                "#[object(cache = 340282366920938463463374607431768211454..=340282366920938463463374607431768211455)] struct A(u128);"
            ),
            Ok(2)
        );
    }

    #[test]
    fn types_with_few_values_are_cached_whole() {
        assert_eq!(count("#[object(cache)] struct A(bool);"), Ok(2));
        assert_eq!(count("#[object(cache)] enum A { B, C, D() }"), Ok(3));
        assert_eq!(count("#[object(cache)] struct A;"), Ok(1));
    }

    #[test]
    fn what_cannot_be_cached_is_told() {
        complains("#[object(cache = 0..=9)] struct A(f64);", "and not `f64`");
        complains("#[object(cache = 0..=9)] struct A<T>(T);", "and not `T`");
        complains("#[object(cache = 0..=9)] struct A<T>(T::Item);", "and not `T::Item`");
        complains("#[object(cache = 0..=9)] struct A(Cell<u8>);", "and not `Cell<u8>`");
        complains("#[object(cache = 0..=9)] struct A(&'static str);", "only integers");
        complains("#[object(cache = 0..=9)] struct A(u8, u8);", "one field");
        complains("#[object(cache)] enum A { B, C(u8) }", "without fields");
        complains("#[object(cache)] enum A {}", "without variants");
        complains("#[object(cache = 0..=1)] enum A { B, C }", "all variants");
        complains("#[object(cache = false..=true)] struct A(bool);", "both values");
        complains("#[object(cache)] struct A(u8);", "`cache = 0..=255`");
    }

    #[test]
    fn wrong_ranges_are_told() {
        complains("#[object(cache = 5)] struct A(u8);", "takes a range");
        complains("#[object(cache = ..=5)] struct A(u8);", "both ends");
        complains("#[object(cache = 5..)] struct A(u8);", "both ends");
        complains("#[object(cache = 5..5)] struct A(u8);", "empty");
        complains("#[object(cache = 5..=-4)] struct A(i8);", "write `cache = -4..=5`");
        complains("#[object(cache = 0..=65_536)] struct A(u32);", "these are 65,537");
        complains("#[object(cache = -1..=256)] struct A(u8);", "`-1` does not fit in `u8`, whose values are `0..=255`");
        complains("#[object(cache = -1..=256)] struct A(u8);", "`256` does not fit");
        complains("#[object(cache = LOW..=9)] struct A(u8);", "must be literals");
        complains("#[object(cache = 0..=9)] struct A(char);", "'a'..='z'");
        complains("#[object(cache = 'a'..='z')] struct A(u32);", "in numbers");
    }

    #[test]
    fn digits_are_grouped() {
        assert_eq!(
            [grouped(1), grouped(999), grouped(65_536), grouped(1_000_000)],
            ["1", "999", "65,536", "1,000,000"]
        );
    }
}
