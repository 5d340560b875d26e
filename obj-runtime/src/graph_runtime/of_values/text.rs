//! Methods of strings.

use super::{Arguments, boolean, int};
use crate::graph_runtime::functions::integer;
use crate::graph_runtime::iterate::items_of;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Builtin, List, NoneType, Str, Tuple};

/// The methods.
pub(super) const NAMES: [&str; 38] = [
    "upper",
    "lower",
    "title",
    "capitalize",
    "swapcase",
    "casefold",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "rsplit",
    "splitlines",
    "isalpha",
    "isdigit",
    "isalnum",
    "isspace",
    "isupper",
    "islower",
    "isdecimal",
    "format",
    "zfill",
    "ljust",
    "rjust",
    "center",
    "removeprefix",
    "removesuffix",
    "join",
    "find",
    "rfind",
    "index",
    "rindex",
    "count",
    "startswith",
    "endswith",
    "partition",
    "rpartition",
    "replace",
    "encode",
];

#[track_caller]
pub(super) fn call(text: &Obj<Str>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    if name == "format" {
        return Some(made(&formatted(text, arguments)));
    }
    match arguments {
        [] => alone(text, name),
        [a] => with_one(text, name, a),
        [a, b] => with_two(text, name, a, b),
        [a, b, c] if name == "replace" => Some(made(&replaced(text, str_of(a), str_of(b), integer(*c)))),
        _ => None,
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn made(text: &str) -> AnyObj {
    Obj::into_any(Obj::<Str>::from(text))
}

/// The same text is the same object.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn part(of: &Obj<Str>, text: &str) -> AnyObj {
    if of.len() == text.len() { Obj::as_any(of).clone() } else { made(text) }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> AnyObj {
    Obj::into_any(Obj::<List>::from(texts.into_iter().map(made).collect::<Vec<_>>()))
}

#[track_caller]
fn str_of(value: &AnyObj) -> &Obj<Str> {
    match Builtin::of(value) {
        Builtin::Str(text) => text,
        _ => raise("TypeError", format_args!("must be str, not {}", value.type_name())),
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn alone(text: &Obj<Str>, name: &str) -> Option<AnyObj> {
    Some(match name {
        "upper" => Obj::into_any(text.upper()),
        "lower" | "casefold" => Obj::into_any(text.lower()),
        "title" => made(&titled(text)),
        "capitalize" => made(&capitalized(text)),
        "swapcase" => made(&text.chars().map(swapped).collect::<String>()),
        "strip" => Obj::into_any(text.strip()),
        "lstrip" => part(text, text.trim_start()),
        "rstrip" => part(text, text.trim_end()),
        "split" | "rsplit" => list(text.split_whitespace()),
        "splitlines" => list(text.lines()),
        "isalpha" => boolean(!text.is_empty() && text.chars().all(char::is_alphabetic)),
        "isdigit" | "isdecimal" => boolean(!text.is_empty() && text.chars().all(|c| c.is_ascii_digit())),
        "isalnum" => boolean(!text.is_empty() && text.chars().all(char::is_alphanumeric)),
        "isspace" => boolean(!text.is_empty() && text.chars().all(char::is_whitespace)),
        "isupper" => boolean(text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)),
        "islower" => boolean(text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase)),
        _ => return None,
    })
}

fn swapped(character: char) -> String {
    if character.is_uppercase() { character.to_lowercase().collect() } else { character.to_uppercase().collect() }
}

fn titled(text: &str) -> String {
    let mut is_inside = false;
    let letters = text.chars().map(|letter| {
        let starts = !std::mem::replace(&mut is_inside, letter.is_alphabetic());
        if starts { letter.to_uppercase().collect::<String>() } else { letter.to_lowercase().collect() }
    });
    letters.collect()
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase())
}

#[track_caller]
fn with_one(text: &Obj<Str>, name: &str, a: &AnyObj) -> Option<AnyObj> {
    Some(match name {
        "strip" | "lstrip" | "rstrip" => stripped(text, name, a),
        "split" | "rsplit" if a.is_a::<NoneType>() => list(text.split_whitespace()),
        "split" | "rsplit" => list(text.split(separator(a))),
        "find" => offset(text, text.find(&**str_of(a))),
        "rfind" => offset(text, text.rfind(&**str_of(a))),
        "index" => found(text, text.find(&**str_of(a))),
        "rindex" => found(text, text.rfind(&**str_of(a))),
        "count" => int(occurrences(text, str_of(a))),
        "startswith" => boolean(any_of(a, |part| text.starts_with(part))),
        "endswith" => boolean(any_of(a, |part| text.ends_with(part))),
        "partition" => parted(text, text.split_once(separator(a)), a, false),
        "rpartition" => parted(text, text.rsplit_once(separator(a)), a, true),
        "removeprefix" => part(text, text.strip_prefix(&**str_of(a)).unwrap_or(text)),
        "removesuffix" => part(text, text.strip_suffix(&**str_of(a)).unwrap_or(text)),
        "join" => Obj::into_any(joined(text, a)),
        "zfill" => made(&zero_filled(text, integer(a))),
        "ljust" | "rjust" | "center" => made(&justified(text, name, integer(a), ' ')),
        _ => return None,
    })
}

#[track_caller]
fn with_two(text: &Obj<Str>, name: &str, a: &AnyObj, b: &AnyObj) -> Option<AnyObj> {
    Some(match name {
        "replace" => Obj::into_any(text.replaced(str_of(a), str_of(b))),
        "split" => list(split_at_most(text, a, integer(b))),
        "rsplit" => rsplit_at_most(text, a, integer(b)),
        "find" | "index" | "count" => in_tail(text, name, a, integer(b)),
        "ljust" | "rjust" | "center" => made(&justified(text, name, integer(a), fill_of(b))),
        _ => return None,
    })
}

#[track_caller]
fn stripped(text: &Obj<Str>, name: &str, marks: &AnyObj) -> AnyObj {
    if marks.is_a::<NoneType>() {
        return alone(text, name).expect("it strips");
    }
    let marks: Vec<char> = str_of(marks).chars().collect();
    let is_mark = |letter: char| marks.contains(&letter);
    part(
        text,
        match name {
            "lstrip" => text.trim_start_matches(is_mark),
            "rstrip" => text.trim_end_matches(is_mark),
            _ => text.trim_matches(is_mark),
        },
    )
}

#[track_caller]
fn separator(value: &AnyObj) -> &str {
    let text = str_of(value);
    if text.is_empty() {
        raise("ValueError", "empty separator");
    }
    text
}

/// The number of characters before a place of bytes, or -1.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn offset(text: &str, at: Option<usize>) -> AnyObj {
    match at {
        Some(at) => int(text[..at].chars().count()),
        None => (-1_i64).into(),
    }
}

#[track_caller]
fn found(text: &str, at: Option<usize>) -> AnyObj {
    if at.is_none() {
        raise("ValueError", "substring not found");
    }
    offset(text, at)
}

fn occurrences(text: &str, part: &str) -> usize {
    if part.is_empty() { text.chars().count() + 1 } else { text.matches(part).count() }
}

/// `find`, `index` and `count` from a character on.
#[track_caller]
fn in_tail(text: &str, name: &str, part: &AnyObj, start: i64) -> AnyObj {
    let length = text.chars().count();
    let start = if start < 0 {
        length.saturating_sub(usize::try_from(start.unsigned_abs()).unwrap_or(usize::MAX))
    } else {
        usize::try_from(start).unwrap_or(usize::MAX)
    };
    let tail = text.char_indices().map(|(at, _)| at).chain([text.len()]).nth(start);
    let part = str_of(part);
    if name == "count" {
        return int(tail.map_or(0, |at| occurrences(&text[at..], part)));
    }
    let at = tail.and_then(|at| text[at..].find(&**part).map(|found| at + found));
    if name == "index" { found(text, at) } else { offset(text, at) }
}

/// Whether one of several texts, or the only one, fits.
#[track_caller]
fn any_of(value: &AnyObj, fits: impl Fn(&str) -> bool) -> bool {
    match Builtin::of(value) {
        Builtin::Tuple(texts) => texts.iter().any(|text| fits(str_of(text))),
        _ => fits(str_of(value)),
    }
}

#[cfg_attr(feature = "trace-refs", track_caller)]
fn parted(text: &Obj<Str>, parts: Option<(&str, &str)>, mark: &AnyObj, from_end: bool) -> AnyObj {
    let whole = Obj::as_any(text).clone();
    let parts = match parts {
        Some((before, after)) => vec![made(before), mark.clone(), made(after)],
        None if from_end => vec![made(""), made(""), whole],
        None => vec![whole, made(""), made("")],
    };
    Obj::into_any(Obj::<Tuple>::from(parts))
}

#[track_caller]
fn joined(text: &Obj<Str>, items: &AnyObj) -> Obj<Str> {
    if crate::values::item_count(items).is_none() {
        raise("TypeError", "can only join an iterable");
    }
    let texts = items_of(items).enumerate().map(|(at, item)| match Builtin::of(&item) {
        Builtin::Str(text) => text.clone(),
        _ => {
            let name = item.type_name();
            raise("TypeError", format_args!("sequence item {at}: expected str instance, {name} found"))
        }
    });
    text.join(&texts.collect::<Vec<_>>())
}

fn replaced(text: &str, from: &str, to: &str, count: i64) -> String {
    match usize::try_from(count) {
        Ok(count) => text.replacen(from, to, count),
        Err(_) => text.replace(from, to),
    }
}

#[track_caller]
fn split_at_most<'t>(text: &'t str, mark: &AnyObj, most: i64) -> Vec<&'t str> {
    let most = usize::try_from(most).map_or(usize::MAX, |most| most.saturating_add(1));
    if !mark.is_a::<NoneType>() {
        return text.splitn(most, separator(mark)).collect();
    }
    let (mut parts, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let end =
            if parts.len() + 1 == most { rest.len() } else { rest.find(char::is_whitespace).unwrap_or(rest.len()) };
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    parts
}

#[track_caller]
fn rsplit_at_most(text: &str, mark: &AnyObj, most: i64) -> AnyObj {
    let most = usize::try_from(most).map_or(usize::MAX, |most| most.saturating_add(1));
    let mut parts: Vec<&str> = text.rsplitn(most, separator(mark)).collect();
    parts.reverse();
    list(parts)
}

#[track_caller]
fn fill_of(value: &AnyObj) -> char {
    let mut letters = str_of(value).chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => only,
        _ => raise("TypeError", "The fill character must be exactly one character long"),
    }
}

fn justified(text: &str, name: &str, width: i64, fill: char) -> String {
    let length = text.chars().count();
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(length);
    let width = length + missing;
    let left = match name {
        "ljust" => 0,
        "rjust" => missing,
        _ => missing / 2 + (missing & width & 1),
    };
    let fills = |count: usize| std::iter::repeat_n(fill, count).collect::<String>();
    fills(left) + text + &fills(missing - left)
}

fn zero_filled(text: &str, width: i64) -> String {
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(text.chars().count());
    let sign = text.len() - text.trim_start_matches(['+', '-']).len();
    let sign = &text[..sign.min(1)];
    format!("{sign}{}{}", "0".repeat(missing), &text[sign.len()..])
}

/// `"{} {1}".format(…)`, without specifications of the format.
#[track_caller]
fn formatted(text: &str, arguments: Arguments<'_>) -> String {
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
