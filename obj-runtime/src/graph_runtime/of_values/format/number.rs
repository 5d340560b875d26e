//! Numbers in the formats of Python.

use super::spec::Spec;
use crate::graph_runtime::raise;
use crate::object::any::AnyObj;

/// How many digits are behind the point if nothing is said.
const PRECISION: usize = 6;

#[track_caller]
pub(super) fn of_int(number: i64, spec: &Spec) -> String {
    let kind = spec.kind.unwrap_or('d');
    if "eEfFgG%".contains(kind) {
        #[expect(clippy::cast_precision_loss, reason = "as Python: the nearest float")]
        return of_float(number as f64, spec);
    }
    if !"bcdoxXn".contains(kind) {
        spec.refuse_kind();
    }
    if spec.precision.is_some() {
        raise("ValueError", "Precision not allowed in integer format specifier");
    }
    let size = number.unsigned_abs();
    let (prefix, digits) = match kind {
        'd' | 'n' => ("", size.to_string()),
        'b' => ("0b", format!("{size:b}")),
        'o' => ("0o", format!("{size:o}")),
        'x' => ("0x", format!("{size:x}")),
        'X' => ("0X", format!("{size:X}")),
        _ => return of_letter(number, spec),
    };
    let every = if kind == 'd' { 3 } else { 4 };
    let prefix = if spec.is_alternate { prefix } else { "" };
    laid_out(&(sign(number < 0, spec) + prefix), &digits, "", every, spec)
}

#[track_caller]
fn of_letter(number: i64, spec: &Spec) -> String {
    if spec.sign.is_some() {
        raise("ValueError", "Sign not allowed with integer format specifier 'c'");
    }
    if spec.is_alternate {
        raise("ValueError", "Alternate form (#) not allowed with integer format specifier 'c'");
    }
    match u32::try_from(number).ok().and_then(char::from_u32) {
        Some(letter) => spec.padded("", letter.encode_utf8(&mut [0; 4]), if spec.has_zeros { '=' } else { '>' }),
        None => raise("OverflowError", "%c arg not in range(0x110000)"),
    }
}

#[track_caller]
pub(super) fn of_float(number: f64, spec: &Spec) -> String {
    let kind = spec.kind.unwrap_or('r');
    if !"reEfFgGn%".contains(kind) {
        spec.refuse_kind();
    }
    let number = if kind == '%' { number * 100.0 } else { number };
    let size = number.abs();
    let written = match (kind, spec.precision) {
        _ if !size.is_finite() => if size.is_nan() { "nan" } else { "inf" }.to_owned(),
        ('f' | 'F' | '%', precision) => fixed(size, precision.unwrap_or(PRECISION), spec.is_alternate),
        ('e' | 'E', precision) => scientific(size, precision.unwrap_or(PRECISION), spec.is_alternate),
        ('r', Some(precision)) => general(size, precision, spec.is_alternate, true),
        ('r', None) if spec.is_alternate => with_point(&AnyObj::from(size).to_string()),
        ('r', None) => AnyObj::from(size).to_string(),
        (_, precision) => general(size, precision.unwrap_or(PRECISION), spec.is_alternate, false),
    };
    let written = if matches!(kind, 'F' | 'E' | 'G') { written.to_uppercase() } else { written };
    let end = written.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(written.len());
    let (digits, rest) = if size.is_finite() { written.split_at(end) } else { (&*written, "") };
    let rest = if kind == '%' { format!("{rest}%") } else { rest.to_owned() };
    let is_negative = number.is_sign_negative() && !number.is_nan();
    laid_out(&sign(is_negative, spec), digits, &rest, 3, spec)
}

/// No float has more digits behind the point; and Rust's own formats take no more than 65,535.
const EXACT: usize = 1100;

/// `digits` with as many zeros more as are missing of this precision.
fn with_zeros(digits: &str, precision: usize) -> String {
    let zeros = std::iter::repeat_n('0', precision.saturating_sub(EXACT));
    digits.chars().chain(zeros).collect()
}

fn fixed(size: f64, precision: usize, has_point: bool) -> String {
    let point = if has_point && precision == 0 { "." } else { "" };
    with_zeros(&format!("{size:.*}{point}", precision.min(EXACT)), precision)
}

fn scientific(size: f64, precision: usize, has_point: bool) -> String {
    let written = format!("{size:.*e}", precision.min(EXACT));
    let (digits, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let digits = with_zeros(digits, precision);
    let point = if has_point && precision == 0 { "." } else { "" };
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
    format!("{digits}{point}e{sign}{exponent:0>2}")
}

/// With so many digits that matter. `with_digit`: there is one behind the point.
fn general(size: f64, precision: usize, keeps_zeros: bool, with_digit: bool) -> String {
    let precision = precision.max(1);
    let written = format!("{size:.*e}", (precision - 1).min(EXACT));
    let exponent: i64 = written.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    let most = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(with_digit);
    if exponent < -4 || exponent >= most {
        let written = scientific(size, precision - 1, keeps_zeros);
        let (digits, exponent) = written.split_once('e').unwrap_or((&written, "+00"));
        return if keeps_zeros { written } else { format!("{}e{exponent}", without_zeros(digits)) };
    }
    let behind = usize::try_from(i64::try_from(precision).unwrap_or(i64::MAX) - 1 - exponent).unwrap_or(0);
    let written = fixed(size, behind, keeps_zeros);
    let written = if keeps_zeros { written } else { without_zeros(&written).to_owned() };
    if with_digit && !written.contains('.') { written + ".0" } else { written }
}

/// With a point before the exponent.
fn with_point(written: &str) -> String {
    if written.contains('.') { written.to_owned() } else { written.replacen('e', ".e", 1) }
}

fn without_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

fn sign(is_negative: bool, spec: &Spec) -> String {
    match spec.sign {
        _ if is_negative => "-".to_owned(),
        Some(sign @ ('+' | ' ')) => sign.to_string(),
        _ => String::new(),
    }
}

/// Sign, digits in groups, and the rest, in the width.
fn laid_out(before: &str, digits: &str, rest: &str, every: usize, spec: &Spec) -> String {
    let mut digits = digits.to_owned();
    if let Some(mark) = spec.grouping.filter(|_| digits.starts_with(|digit: char| digit.is_ascii_hexdigit())) {
        if spec.fills_with_zeros() {
            let room = spec.width.saturating_sub(before.len() + rest.len());
            let missing = most_digits(room, every).saturating_sub(digits.len());
            digits.insert_str(0, &"0".repeat(missing));
        }
        digits = grouped(&digits, mark, every);
    }
    spec.padded(before, &(digits + rest), if spec.has_zeros { '=' } else { '>' })
}

/// How many digits, with a mark between every so many of them, fill the room: fewer do not.
fn most_digits(room: usize, every: usize) -> usize {
    let (groups, over) = (room / (every + 1), room % (every + 1));
    // A mark is never the first.
    if room == 0 { 0 } else { groups * every + over.max(1) }
}

fn grouped(digits: &str, mark: char, every: usize) -> String {
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(every) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}
