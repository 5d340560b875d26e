//! `"{}".format(…)`

use super::Arguments;
use crate::graph_runtime::raise;

/// `"{} {1}".format(…)`, without specifications of the format.
#[track_caller]
pub(super) fn formatted(text: &str, arguments: Arguments<'_>) -> String {
    let (mut out, mut rest, mut next) = (String::new(), text, 0);
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let mark = &rest[at..];
        if mark.starts_with("{{") || mark.starts_with("}}") {
            out.push_str(&mark[..1]);
            rest = &mark[2..];
            continue;
        }
        let Some(end) = mark.find('}').filter(|_| mark.starts_with('{')) else {
            raise("ValueError", "Single '}' encountered in format string")
        };
        let field = &mark[1..end];
        let index = if field.is_empty() { next } else { field_index(field) };
        next += 1;
        match arguments.get(index) {
            Some(argument) => out.push_str(&argument.to_string()),
            None => {
                raise("IndexError", format_args!("Replacement index {index} out of range for positional args tuple"))
            }
        }
        rest = &mark[end + 1..];
    }
    out + rest
}

#[track_caller]
fn field_index(field: &str) -> usize {
    match field.parse() {
        Ok(index) => index,
        Err(_) => raise("ValueError", format_args!("`{{{field}}}` is not part of the language; write `format!(…)`")),
    }
}
