//! Text in the languages of output files.
//!
//! Names come from programs and may hold anything. What cannot be seen is made visible first
//! ([`Visible`]); here it is made harmless.

use std::fmt::{self, Write};

use super::visible::Visible;

/// A text as a JSON string, quotes included. It can stand in an HTML page: `<` is escaped, so nothing ends a script.
pub(in crate::inspect) struct Json<'a>(pub(in crate::inspect) &'a str);

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for char in self.0.chars() {
            match char {
                '"' | '\\' => write!(f, "\\{char}")?,
                '\0'..='\x1f' | '\x7f' | '<' | '\u{2028}' | '\u{2029}' => write!(f, "\\u{:04x}", u32::from(char))?,
                _ => f.write_char(char)?,
            }
        }
        f.write_char('"')
    }
}

/// A text as the content or a quoted attribute of XML, HTML or a label of Graphviz.
pub(in crate::inspect) struct Xml<T>(pub(in crate::inspect) T);

impl<T: fmt::Display> fmt::Display for Xml<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(XmlWriter(f), "{}", self.0)
    }
}

struct XmlWriter<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl Write for XmlWriter<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for char in text.chars() {
            match char {
                '&' => self.0.write_str("&amp;")?,
                '<' => self.0.write_str("&lt;")?,
                '>' => self.0.write_str("&gt;")?,
                '"' => self.0.write_str("&quot;")?,
                '\'' => self.0.write_str("&#39;")?,
                // XML has no way to write control characters.
                _ if char.is_control() => write!(self.0, "{}", Visible(char.encode_utf8(&mut [0; 4])))?,
                '\u{fffe}' | '\u{ffff}' => self.0.write_char('\u{fffd}')?,
                _ => self.0.write_char(char)?,
            }
        }
        Ok(())
    }
}
