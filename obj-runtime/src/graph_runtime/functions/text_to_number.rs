//! Numbers that a text or bytes write, as `int` and `float` read them.

use crate::graph_runtime::plain::too_large_for_int;
use crate::graph_runtime::raise;
use crate::object::any::AnyObj;
use crate::values::Builtin;

/// `int(text, base)`: spaces round the number are passed, and a `_` between two digits.
#[track_caller]
pub(super) fn int_of_text(object: &AnyObj, base: i64) -> i64 {
    let Some(radix) = u32::try_from(base).ok().filter(|base| matches!(base, 0 | 2..=36)) else {
        raise("ValueError", "int() base must be >= 2 and <= 36, or 0")
    };
    let text = ascii_of(object);
    let (sign, digits) = signed(&text);
    let (radix, digits) = with_prefix(radix, digits);
    match radix.filter(|radix| are_digits(digits, *radix)) {
        Some(radix) => i64::from_str_radix(&format!("{sign}{}", digits.replace('_', "")), radix)
            .unwrap_or_else(|_| too_large_for_int(&text)),
        None => raise("ValueError", format_args!("invalid literal for int() with base {base}: {}", object.repr())),
    }
}

/// `float(text)`
#[track_caller]
pub(super) fn float_of_text(object: &AnyObj) -> f64 {
    let text = ascii_of(object);
    let parts: Vec<&str> = text.split('_').collect();
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let are_between_digits =
        parts.windows(2).all(|pair| is_digit(pair[0].chars().next_back()) && is_digit(pair[1].chars().next()));
    match parts.concat().parse() {
        Ok(number) if are_between_digits => number,
        _ => raise("ValueError", format_args!("could not convert string to float: {}", object.repr())),
    }
}

/// What stands between spaces, with the digits of all scripts as those of ASCII.
fn ascii_of(object: &AnyObj) -> String {
    match Builtin::of(object) {
        // The separators of ASCII are no spaces here, in Python as in Rust.
        Builtin::Str(text) => text.trim().chars().map(ascii_digit).collect(),
        Builtin::Bytes(bytes) => String::from_utf8_lossy(bytes).trim_matches(is_space).to_owned(),
        _ => String::new(),
    }
}

/// The spaces of ASCII, with the vertical tab, which Rust leaves out.
pub(super) fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace() || letter == '\x0b'
}

fn signed(text: &str) -> (&str, &str) {
    match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    }
}

/// `0x`, `0o` and `0b`, where the base says so or is told by them. Without them, a number of which the base is to be told begins
/// with `0` only if it is 0.
fn with_prefix(radix: u32, digits: &str) -> (Option<u32>, &str) {
    for (prefix, of) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        let has_prefix = digits.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
        if has_prefix && (radix == of || radix == 0) {
            return (Some(of), digits[2..].strip_prefix('_').unwrap_or(&digits[2..]));
        }
    }
    let is_zero = digits.chars().all(|digit| matches!(digit, '0' | '_'));
    match radix {
        0 if digits.starts_with('0') && !is_zero => (None, digits),
        0 => (Some(10), digits),
        _ => (Some(radix), digits),
    }
}

fn are_digits(digits: &str, radix: u32) -> bool {
    let is_spaced = digits.split('_').any(str::is_empty);
    !is_spaced && digits.chars().all(|digit| digit == '_' || digit.is_digit(radix))
}

/// The zeros of all scripts, each with nine digits behind it: Unicode 14, as CPython 3.11.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0,
    0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60,
    0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// A digit of any script as that of ASCII.
pub(in crate::graph_runtime) fn ascii_digit(letter: char) -> char {
    let code = u32::from(letter);
    let behind = code - ZEROS[ZEROS.partition_point(|zero| *zero <= code).saturating_sub(1)].min(code);
    if letter.is_ascii() { letter } else { char::from_digit(behind, 10).unwrap_or(letter) }
}

#[cfg(test)]
mod tests {
    use super::{ZEROS, ascii_digit};

    #[test]
    fn digits_of_all_scripts_are_digits() {
        for (value, digit) in ('0'..='9').enumerate() {
            for zero in ZEROS {
                let letter = char::from_u32(zero + u32::try_from(value).unwrap()).unwrap();
                assert_eq!(ascii_digit(letter), digit, "{letter:?}");
            }
        }
        for letter in ['a', ' ', '/', ':', 'é', '¼', '\u{669}', '\u{66a}', '\u{10ffff}'] {
            assert_eq!(ascii_digit(letter), if letter == '\u{669}' { '9' } else { letter });
        }
    }
}
