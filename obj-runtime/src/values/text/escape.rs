//! Text and bytes as Python's `repr` writes them.

use std::fmt::{self, Write};

/// The quote that is not inside; the single one if neither or both are.
fn quote_for(has_single: bool, has_double: bool) -> char {
    if has_single && !has_double { '"' } else { '\'' }
}

/// Writes a text as a literal.
pub(crate) fn write_str(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    f.write_char(quote)?;
    let mut plain = 0;
    for (at, character) in text.char_indices() {
        if is_plain(character, quote) {
            continue;
        }
        f.write_str(&text[plain..at])?;
        write_escaped(character, f)?;
        plain = at + character.len_utf8();
    }
    f.write_str(&text[plain..])?;
    f.write_char(quote)
}

/// Whether a character stands for itself.
fn is_plain(character: char, quote: char) -> bool {
    match character {
        ' '..='~' => character != quote && character != '\\',
        _ => is_printable(character),
    }
}

/// Whether Python's `str.isprintable` holds for a character: it is not of the categories "other" and "separator", or it is a space.
pub(crate) fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    // `escape_debug` has that table. Of the first character it escapes combining ones too, so this is the second.
    let mut pair = [0; 5];
    pair[0] = b'a';
    character.encode_utf8(&mut pair[1..]);
    let pair = str::from_utf8(&pair[..=character.len_utf8()]).unwrap_or_default();
    pair.escape_debug().nth(1) == Some(character)
}

fn write_escaped(character: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        '\t' => f.write_str("\\t"),
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\\' | '\'' | '"' => write!(f, "\\{character}"),
        '\0'..='\u{ff}' => write!(f, "\\x{:02x}", u32::from(character)),
        '\u{100}'..='\u{ffff}' => write!(f, "\\u{:04x}", u32::from(character)),
        _ => write!(f, "\\U{:08x}", u32::from(character)),
    }
}

/// Writes bytes as a literal.
pub(crate) fn write_bytes(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    write!(f, "b{quote}")?;
    for &byte in bytes {
        match char::from(byte) {
            character @ ' '..='~' if character != quote && character != '\\' => f.write_char(character)?,
            character => write_escaped(character, f)?,
        }
    }
    f.write_char(quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Text<'a>(&'a str);

    impl fmt::Display for Text<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_str(self.0, f)
        }
    }

    struct Bytes<'a>(&'a [u8]);

    impl fmt::Display for Bytes<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_bytes(self.0, f)
        }
    }

    #[test]
    fn texts_are_written_as_in_python() {
        let cases = [
            ("", "''"),
            ("plain text", "'plain text'"),
            ("it's", r#""it's""#),
            (r#"say "hi""#, r#"'say "hi"'"#),
            (r#"both ' and ""#, r#"'both \' and "'"#),
            ("back\\slash", r"'back\\slash'"),
            ("tab\t, line\n, return\r", r"'tab\t, line\n, return\r'"),
            ("\0\x1f\x7f\u{80}\u{9f}\u{a0}\u{ad}", r"'\x00\x1f\x7f\x80\x9f\xa0\xad'"),
            ("h\u{e9}llo \u{4f60}\u{597d} \u{1f600}", "'h\u{e9}llo \u{4f60}\u{597d} \u{1f600}'"),
            ("a\u{301}\u{301}", "'a\u{301}\u{301}'"),
            ("\u{301}", "'\u{301}'"),
            ("\u{2028}\u{3000}\u{200b}\u{feff}", r"'\u2028\u3000\u200b\ufeff'"),
            ("\u{e000}\u{378}\u{ffff}", r"'\ue000\u0378\uffff'"),
            ("\u{e0001}\u{10ffff}\u{f0000}", r"'\U000e0001\U0010ffff\U000f0000'"),
        ];
        for (text, literal) in cases {
            assert_eq!(Text(text).to_string(), literal);
        }
    }

    #[test]
    fn bytes_are_written_as_in_python() {
        let cases: [(&[u8], &str); 6] = [
            (b"", "b''"),
            (b"abc ~", "b'abc ~'"),
            (b"it's", r#"b"it's""#),
            (b"'\"", r#"b'\'"'"#),
            (b"\0\t\n\r\x1f\x7f\xff", r"b'\x00\t\n\r\x1f\x7f\xff'"),
            (b"\\", r"b'\\'"),
        ];
        for (bytes, literal) in cases {
            assert_eq!(Bytes(bytes).to_string(), literal);
        }
    }
}
