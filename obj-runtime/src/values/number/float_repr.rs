//! A float as Python writes it.

use std::fmt::{self, Write};
use std::str::from_utf8;

/// Room for the longest: `-2.2250738585072014e-308` and a little more.
const ROOM: usize = 32;

/// Text on the stack.
#[derive(Default)]
struct Line {
    bytes: [u8; ROOM],
    len: usize,
}

impl Line {
    fn as_str(&self) -> &str {
        from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    /// The parts before and behind an `e`.
    fn split(&self) -> Result<(&str, i32), fmt::Error> {
        let (mantissa, exponent) = self.as_str().split_once('e').ok_or(fmt::Error)?;
        Ok((mantissa, exponent.parse().map_err(|_| fmt::Error)?))
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Writes a float as `repr` does. If a number of digits is asked for, as Rust does.
pub(super) fn write(value: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if f.precision().is_some() {
        return fmt::Display::fmt(&value, f);
    }
    if value.is_nan() {
        return f.pad("nan");
    }
    let mut line = Line::default();
    if value.is_sign_negative() {
        line.write_char('-')?;
    }
    if value.is_infinite() {
        line.write_str("inf")?;
    } else {
        write_magnitude(value.abs(), &mut line)?;
    }
    f.pad(line.as_str())
}

/// The shortest digits that read back as the value, and of those the nearest. Numbers of more than 16 digits before the
/// point, or with more than 3 zeros behind it, have an exponent.
fn write_magnitude(value: f64, line: &mut Line) -> fmt::Result {
    let mut shortest = Line::default();
    write!(shortest, "{value:e}")?;
    let (mantissa, exponent) = shortest.split()?;
    let digits_after_first = mantissa.len().saturating_sub("1.".len());
    // Of two that are equally near, `{:e}` takes the upper one, and Python the even one, as rounding to a number of digits.
    if (-4..16).contains(&exponent) {
        let decimals = (digits_after_first as i32 - exponent).max(1);
        return write!(line, "{value:.*}", decimals as usize);
    }
    let mut scientific = Line::default();
    write!(scientific, "{value:.digits_after_first$e}")?;
    let (mantissa, exponent) = scientific.split()?;
    write!(line, "{mantissa}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Python(f64);

    impl fmt::Display for Python {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write(self.0, f)
        }
    }

    #[test]
    fn floats_are_written_as_in_python() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (-1.5, "-1.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (100.0, "100.0"),
            (1e15, "1000000000000000.0"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e16, "1e+16"),
            (1.5e16, "1.5e+16"),
            (1.234_567_890_123_456_8e17, "1.2345678901234568e+17"),
            (4_276_413_612_510_349.0 / 4.0, "1069103403127587.2"),
            (0.0001, "0.0001"),
            (0.000_123_456_789_012_345_68, "0.00012345678901234567"),
            (0.000_01, "1e-05"),
            (1.25e-7, "1.25e-07"),
            (1e100, "1e+100"),
            (5e-324, "5e-324"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (-f64::MAX, "-1.7976931348623157e+308"),
            (f64::INFINITY, "inf"),
            (f64::NEG_INFINITY, "-inf"),
            (f64::NAN, "nan"),
            (-f64::NAN, "nan"),
        ];
        for (value, text) in cases {
            assert_eq!(Python(value).to_string(), text);
        }
    }

    #[test]
    fn widths_and_digits_are_kept() {
        assert_eq!(format!("{:>6}|{:<6}|{:.2}", Python(1.5), Python(1.5), Python(1.0)), "   1.5|1.5   |1.00");
    }
}
