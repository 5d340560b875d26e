//! Specifications of a format: `[[fill]align][sign][#][0][width][grouping][.precision][type]`.

use crate::graph_runtime::raise;

/// A specification.
pub(super) struct Spec {
    /// Python's name of the value's type.
    of: String,
    fill: char,
    /// `<`, `>`, `^` or `=`
    pub(super) align: Option<char>,
    /// `+`, `-` or a space
    pub(super) sign: Option<char>,
    pub(super) is_alternate: bool,
    /// Zeros fill the width, between the sign and the digits.
    pub(super) has_zeros: bool,
    pub(super) width: usize,
    /// `,` or `_`
    pub(super) grouping: Option<char>,
    pub(super) precision: Option<usize>,
    /// The letter at the end.
    pub(super) kind: Option<char>,
}

impl Spec {
    /// Reads it, for a value of a type with this name.
    #[track_caller]
    pub(super) fn read(text: &str, of: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let mut rest = &letters[..];
        let is_align = |letter: Option<&char>| letter.is_some_and(|letter| "<>^=".contains(*letter));
        let (mut fill, mut align) = (None, None);
        if is_align(rest.get(1)) {
            (fill, align, rest) = (Some(rest[0]), Some(rest[1]), &rest[2..]);
        } else if is_align(rest.first()) {
            (align, rest) = (Some(rest[0]), &rest[1..]);
        }
        let sign = eat(&mut rest, |letter| "+- ".contains(letter));
        let is_alternate = eat(&mut rest, |letter| letter == '#').is_some();
        let has_zeros = fill.is_none() && eat(&mut rest, |letter| letter == '0').is_some();
        let width = number(&mut rest).unwrap_or(0);
        let grouping = eat(&mut rest, |letter| ",_".contains(letter));
        let precision = eat(&mut rest, |letter| letter == '.').map(|_| match number(&mut rest) {
            Some(precision) => precision,
            None => raise("ValueError", "Format specifier missing precision"),
        });
        let kind = eat(&mut rest, |_| true);
        if !rest.is_empty() {
            raise("ValueError", "Invalid format specifier");
        }
        let fill = fill.unwrap_or(if has_zeros { '0' } else { ' ' });
        if let Some(mark) = grouping {
            let default = if of == "str" { 's' } else { 'd' };
            refuse_grouping(mark, kind.unwrap_or(default));
        }
        Self { of: of.to_owned(), fill, align, sign, is_alternate, has_zeros, width, grouping, precision, kind }
    }

    /// A letter that does not fit the value.
    #[cold]
    #[track_caller]
    pub(super) fn refuse_kind(&self) -> ! {
        let kind = self.kind.unwrap_or_default();
        raise("ValueError", format_args!("Unknown format code '{kind}' for object of type '{}'", self.of))
    }

    /// Whether zeros stand between the sign and the digits.
    pub(super) fn fills_with_zeros(&self) -> bool {
        self.fill == '0' && self.align.map_or(self.has_zeros, |align| align == '=')
    }

    /// The text in its width. What stands before it is kept apart from it where zeros fill.
    pub(super) fn padded(&self, before: &str, text: &str, align: char) -> String {
        let missing = self.width.saturating_sub(before.chars().count() + text.chars().count());
        let fills = |count: usize| std::iter::repeat_n(self.fill, count).collect::<String>();
        match self.align.unwrap_or(align) {
            '<' => format!("{before}{text}{}", fills(missing)),
            '^' => format!("{}{before}{text}{}", fills(missing / 2), fills(missing - missing / 2)),
            '=' => format!("{before}{}{text}", fills(missing)),
            _ => format!("{}{before}{text}", fills(missing)),
        }
    }
}

/// Groups of digits, where there are none.
#[track_caller]
fn refuse_grouping(mark: char, kind: char) {
    let kinds = if mark == ',' { "defgEG%F" } else { "defgEG%FboxX" };
    if !kinds.contains(kind) {
        raise("ValueError", format_args!("Cannot specify '{mark}' with '{kind}'."));
    }
}

/// The next letter, if it is one of these.
fn eat(rest: &mut &[char], is_one: impl Fn(char) -> bool) -> Option<char> {
    let (first, behind) = rest.split_first()?;
    is_one(*first).then(|| {
        *rest = behind;
        *first
    })
}

/// The next digits, as a number.
#[track_caller]
fn number(rest: &mut &[char]) -> Option<usize> {
    let mut digits = String::new();
    while let Some(digit) = eat(rest, |letter| letter.is_ascii_digit()) {
        digits.push(digit);
    }
    match digits.parse::<u32>() {
        _ if digits.is_empty() => None,
        Ok(number) if number <= i32::MAX.unsigned_abs() => usize::try_from(number).ok(),
        _ => raise("ValueError", "Too many decimal digits in format string"),
    }
}
