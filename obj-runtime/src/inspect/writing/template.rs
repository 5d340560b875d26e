//! Pages from templates.

use std::io::{self, Write};

/// Writes a template with a part for each `{{name}}` in it.
pub(in crate::inspect) fn fill<'p>(
    template: &str,
    part: impl Fn(&str) -> Vec<&'p str>,
    writer: &mut impl Write,
) -> io::Result<()> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        writer.write_all(before.as_bytes())?;
        let Some((name, after)) = after.split_once("}}") else { unreachable!("the template closes each name") };
        part(name).into_iter().try_for_each(|text| writer.write_all(text.as_bytes()))?;
        rest = after;
    }
    writer.write_all(rest.as_bytes())
}
