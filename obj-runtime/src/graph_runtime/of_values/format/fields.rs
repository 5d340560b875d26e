//! `"{} {1:>5} {name!r}".format(…)`

use super::super::Arguments;
use super::written;
use crate::graph_runtime::by_name::done;
use crate::graph_runtime::item::Item;
use crate::graph_runtime::raise;
use crate::object::any::AnyObj;

/// What fields stand for.
struct Given<'a> {
    arguments: Arguments<'a>,
    named: &'a [(AnyObj, AnyObj)],
    /// How many fields without a number were met, unless one has a number.
    next: Option<usize>,
}

/// The template with its fields filled.
#[track_caller]
pub(in super::super) fn formatted(template: &str, arguments: Arguments<'_>, named: &[(AnyObj, AnyObj)]) -> String {
    filled(template, &mut Given { arguments, named, next: None })
}

#[track_caller]
fn filled(template: &str, given: &mut Given<'_>) -> String {
    let (mut out, mut rest) = (String::new(), template);
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let mark = &rest[at..];
        if mark.starts_with("{{") || mark.starts_with("}}") {
            out.push_str(&mark[..1]);
            rest = &mark[2..];
            continue;
        }
        if mark.starts_with('}') {
            raise("ValueError", "Single '}' encountered in format string");
        }
        let Some(end) = end_of_field(mark) else {
            let text = if mark.len() == 1 {
                "Single '{' encountered in format string"
            } else {
                "expected '}' before end of string"
            };
            raise("ValueError", text)
        };
        out.push_str(&field(&mark[1..end], given));
        rest = &mark[end + 1..];
    }
    out + rest
}

/// Where the `}` of the first `{` is; fields may be inside.
fn end_of_field(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

/// `name!conversion:spec`
#[track_caller]
fn field(text: &str, given: &mut Given<'_>) -> String {
    let end = text.find(['!', ':']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let value = value_of(name, given);
    let (conversion, rest) = match rest.strip_prefix('!') {
        Some(rest) => {
            let (conversion, rest) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
            (conversion, rest)
        }
        None => ("", rest),
    };
    let spec = match rest.strip_prefix(':') {
        Some(spec) => filled(spec, given),
        None if rest.is_empty() => String::new(),
        None => raise("ValueError", "expected ':' after conversion specifier"),
    };
    match conversion {
        "" => written(&value, &spec),
        "s" => written(&AnyObj::from(&*value.to_string()), &spec),
        "r" => written(&AnyObj::from(&*value.repr()), &spec),
        "a" => written(&AnyObj::from(&*ascii(&value.repr())), &spec),
        _ => raise("ValueError", format_args!("Unknown conversion specifier {conversion}")),
    }
}

/// What `0`, `name`, `0.attribute` and `0[item]` mean.
#[track_caller]
fn value_of(name: &str, given: &mut Given<'_>) -> AnyObj {
    let (first, mut path) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
    let mut value = given.first(first);
    while !path.is_empty() {
        let end = path[1..].find(['.', '[']).map_or(path.len(), |end| end + 1);
        let (step, rest) = path.split_at(end);
        value = match step.strip_prefix('[') {
            Some(item) => {
                let item = item.strip_suffix(']').unwrap_or(item);
                value.item(&item.parse::<i64>().map_or_else(|_| AnyObj::from(item), AnyObj::from))
            }
            None => done(value.attribute(&step[1..])),
        };
        path = rest;
    }
    value
}

impl Given<'_> {
    #[track_caller]
    fn first(&mut self, name: &str) -> AnyObj {
        let index = match name.parse::<usize>() {
            Ok(index) => index,
            Err(_) if name.is_empty() => {
                let next = self.next.unwrap_or(0);
                self.next = Some(next + 1);
                next
            }
            Err(_) => {
                let found = self.named.iter().find(|(key, _)| *key == name);
                return match found {
                    Some((_, value)) => value.clone(),
                    None => raise("KeyError", AnyObj::from(name).repr()),
                };
            }
        };
        match self.arguments.get(index) {
            Some(value) => (*value).clone(),
            None => {
                raise("IndexError", format_args!("Replacement index {index} out of range for positional args tuple"))
            }
        }
    }
}

/// What is not of ASCII as its number.
pub(super) fn ascii(text: &str) -> String {
    let letters = text.chars().map(|letter| match u32::from(letter) {
        0..=0x7f => letter.to_string(),
        code @ 0x80..=0xff => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    });
    letters.collect()
}
