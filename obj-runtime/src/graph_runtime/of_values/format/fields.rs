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
    /// How fields say which argument they mean, once one has.
    numbering: Option<Numbering>,
}

/// Fields without a number, of which so many were met, or with one.
#[derive(Clone, Copy)]
enum Numbering {
    Automatic(usize),
    Manual,
}

/// Fields may stand in specifications, but not in those of such fields.
const DEEPEST: u32 = 2;

/// The template with its fields filled.
#[track_caller]
pub(in super::super) fn formatted(template: &str, arguments: Arguments<'_>, named: &[(AnyObj, AnyObj)]) -> String {
    filled(template, &mut Given { arguments, named, numbering: None }, DEEPEST)
}

#[track_caller]
fn filled(template: &str, given: &mut Given<'_>, deepest: u32) -> String {
    let Some(deeper) = deepest.checked_sub(1) else { raise("ValueError", "Max string recursion exceeded") };
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
        if mark.len() == 1 {
            raise("ValueError", "Single '{' encountered in format string");
        }
        let end_of_name = end_of_name(mark);
        let Some(end) = end_of_field(&mark[end_of_name..]).map(|end| end_of_name + end) else {
            raise("ValueError", "expected '}' before end of string")
        };
        out.push_str(&field(&mark[1..end_of_name], &mark[end_of_name..end], given, deeper));
        rest = &mark[end + 1..];
    }
    out + rest
}

/// Where the name behind the first `{` ends. What is in brackets belongs to it, whatever it is.
#[track_caller]
fn end_of_name(text: &str) -> usize {
    let mut is_key = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            ']' => is_key = false,
            _ if is_key => {}
            '[' => is_key = true,
            '{' => raise("ValueError", "unexpected '{' in field name"),
            '}' | ':' | '!' => return at,
            _ => {}
        }
    }
    text.len()
}

/// Where the `}` is behind a name; fields may be inside.
fn end_of_field(text: &str) -> Option<usize> {
    let mut depth = 1;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })
}

/// A name, and what is behind it: `!conversion:spec`
#[track_caller]
fn field(name: &str, rest: &str, given: &mut Given<'_>, deepest: u32) -> String {
    let value = value_of(name, given);
    let (conversion, rest) = match rest.strip_prefix('!') {
        Some(rest) => {
            let (conversion, rest) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
            (conversion, rest)
        }
        None => ("", rest),
    };
    let spec = match rest.strip_prefix(':') {
        Some(spec) => filled(spec, given, deepest),
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
        let (step, rest) = match path.strip_prefix('[') {
            Some(key) => match key.split_once(']') {
                Some((key, rest)) => (Step::Item(key), rest),
                None => raise("ValueError", "Missing ']' in format string"),
            },
            None => match path.strip_prefix('.') {
                Some(name) => {
                    let (name, rest) = name.split_at(name.find(['.', '[']).unwrap_or(name.len()));
                    (Step::Attribute(name), rest)
                }
                None => raise("ValueError", "Only '.' or '[' may follow ']' in format field specifier"),
            },
        };
        value = match step {
            Step::Item("") | Step::Attribute("") => raise("ValueError", "Empty attribute in format string"),
            Step::Item(key) => value.item(&number(key).map_or_else(|| AnyObj::from(key), AnyObj::from)),
            Step::Attribute(name) => done(value.attribute(name)),
        };
        path = rest;
    }
    value
}

/// A step from a value to what it has.
enum Step<'t> {
    Item(&'t str),
    Attribute(&'t str),
}

/// A text of digits as a number.
#[track_caller]
fn number(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) if is_number => Some(number),
        Err(_) if is_number => raise("ValueError", "Too many decimal digits in format string"),
        _ => None,
    }
}

impl Given<'_> {
    /// The argument that a field names, or the next.
    #[track_caller]
    fn first(&mut self, name: &str) -> AnyObj {
        let index = match number(name) {
            Some(index) => self.manual(index),
            None if name.is_empty() => self.automatic(),
            None => {
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

    #[track_caller]
    fn automatic(&mut self) -> usize {
        let next = match self.numbering {
            Some(Numbering::Manual) => {
                raise("ValueError", "cannot switch from manual field specification to automatic field numbering")
            }
            Some(Numbering::Automatic(next)) => next,
            None => 0,
        };
        self.numbering = Some(Numbering::Automatic(next + 1));
        next
    }

    #[track_caller]
    fn manual(&mut self, index: i64) -> usize {
        if let Some(Numbering::Automatic(_)) = self.numbering {
            raise("ValueError", "cannot switch from automatic field numbering to manual field specification");
        }
        self.numbering = Some(Numbering::Manual);
        usize::try_from(index).unwrap_or(usize::MAX)
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
