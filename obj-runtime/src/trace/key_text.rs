//! Keys of maps that are made of parts, as text.

use std::fmt;

/// A value as `Debug` writes it, of the texts of its fields and their names, which tuples do not have; `None` if one of the
/// fields has no text.
#[must_use]
pub fn key_text(name: &str, fields: &[(&str, Option<String>)]) -> Option<String> {
    let known = fields.iter().all(|(_, text)| text.is_some());
    known.then(|| format!("{:?}", KeyText { name, fields }))
}

struct KeyText<'a> {
    name: &'a str,
    fields: &'a [(&'a str, Option<String>)],
}

impl fmt::Debug for KeyText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.fields.iter().map(|(name, text)| (name, Written(text.as_deref().unwrap_or_default())));
        if self.fields.iter().any(|(name, _)| !name.is_empty()) {
            let mut list = f.debug_struct(self.name);
            fields.for_each(|(name, text)| {
                list.field(name, &text);
            });
            return list.finish();
        }
        let mut list = f.debug_tuple(self.name);
        fields.for_each(|(_, text)| {
            list.field(&text);
        });
        list.finish()
    }
}

/// A text that is written already.
struct Written<'a>(&'a str);

impl fmt::Debug for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_debug_writes_them() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(key_text("North", &[]), text("North"));
        assert_eq!(key_text("Id", &[("", text("7"))]), text("Id(7)"));
        assert_eq!(key_text("", &[("", text("1")), ("", text("\"a\""))]), text("(1, \"a\")"));
        assert_eq!(key_text("Point", &[("x", text("1")), ("y", text("2"))]), text("Point { x: 1, y: 2 }"));
        assert_eq!(key_text("Point", &[("x", text("1")), ("y", None)]), None);
    }
}
