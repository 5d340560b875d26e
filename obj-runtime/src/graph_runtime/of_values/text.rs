//! Methods of strings.

use super::format::formatted;
use super::{Arguments, boolean, int, letters, pieces};
use crate::graph_runtime::compare::truth;
use crate::graph_runtime::functions::integer;
use crate::graph_runtime::iterate::items_of;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::text::escape::is_printable;
use crate::values::text::inline::assert_room;
use crate::values::text::string_operations::is_space;
use crate::values::{Builtin, List, NoneType, Str, Tuple};

/// The methods.
pub(super) const NAMES: [&str; 45] = [
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
    "expandtabs",
    "isascii",
    "isidentifier",
    "isnumeric",
    "isprintable",
    "istitle",
    "translate",
];

#[track_caller]
pub(super) fn call(text: &Obj<Str>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    if name == "format" {
        return Some(made(&formatted(text, arguments, &[])));
    }
    match arguments {
        [] => alone(text, name),
        [a] => with_one(text, name, a),
        [a, b] => with_two(text, name, a, b),
        [a, b, c] if name == "replace" => Some(made(&replaced(text, str_of(a), str_of(b), integer(*c)))),
        [a, b, c] => in_range(text, name, a, integer(*b), end_of(c)),
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
        "lower" => Obj::into_any(text.lower()),
        "casefold" => made(&letters::folded(text)),
        "title" => made(&letters::titled(text)),
        "capitalize" => made(&letters::capitalized(text)),
        "swapcase" => made(&letters::swapped(text)),
        "strip" => Obj::into_any(text.strip()),
        "lstrip" => part(text, text.trim_start_matches(is_space)),
        "rstrip" => part(text, text.trim_end_matches(is_space)),
        "split" | "rsplit" => list(pieces::words(text)),
        "splitlines" => list(pieces::lines(text, false)),
        "isalpha" => all(text, letters::is_letter),
        "isdigit" => all(text, letters::is_digit),
        "isdecimal" => all(text, letters::is_decimal),
        "isalnum" => all(text, |letter| letters::is_letter(letter) || letters::is_numeric(letter)),
        "isspace" => all(text, is_space),
        "isupper" => boolean(letters::is_upper(text)),
        "expandtabs" => made(&expanded(text, 8)),
        "encode" => Obj::into_any(text.encode()),
        "isnumeric" => all(text, letters::is_numeric),
        "isascii" => boolean(text.is_ascii()),
        "isidentifier" => boolean(is_identifier(text)),
        "isprintable" => boolean(text.chars().all(is_printable)),
        "istitle" => boolean(letters::is_titled(text)),
        "islower" => boolean(letters::is_lower(text)),
        _ => return None,
    })
}

/// `text.translate(table)`
#[track_caller]
fn translated(text: &str, table: &AnyObj) -> String {
    let Builtin::Dict(table) = Builtin::of(table) else {
        raise(
            "TypeError",
            format_args!("'{}' object is no table of letters: write `str.maketrans(…)`", table.type_name()),
        )
    };
    let mut out = String::new();
    for letter in text.chars() {
        let Some(value) = table.get(&i64::from(u32::from(letter)).into()) else {
            out.push(letter);
            continue;
        };
        match Builtin::of(&value) {
            Builtin::NoneType(_) => {}
            Builtin::Str(text) => out.push_str(text),
            _ => match u32::try_from(integer(&value)).ok().and_then(char::from_u32) {
                Some(letter) => out.push(letter),
                None => raise("ValueError", "character mapping must be in range(0x110000)"),
            },
        }
    }
    out
}

/// Whether there are characters, and this holds for each.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn all(text: &str, holds: fn(char) -> bool) -> AnyObj {
    boolean(!text.is_empty() && text.chars().all(holds))
}

#[track_caller]
fn with_one(text: &Obj<Str>, name: &str, a: &AnyObj) -> Option<AnyObj> {
    Some(match name {
        "strip" | "lstrip" | "rstrip" => stripped(text, name, a),
        "split" | "rsplit" if a.is_a::<NoneType>() => list(pieces::words(text)),
        "split" | "rsplit" => list(text.split(separator(a))),
        "splitlines" => list(pieces::lines(text, truth(a))),
        "expandtabs" => made(&expanded(text, usize::try_from(integer(a)).unwrap_or(0))),
        "encode" => encoded(text, a),
        "partition" => parted(text, text.split_once(separator(a)), a, false),
        "rpartition" => parted(text, text.rsplit_once(separator(a)), a, true),
        "removeprefix" => part(text, text.strip_prefix(&**str_of(a)).unwrap_or(text)),
        "removesuffix" => part(text, text.strip_suffix(&**str_of(a)).unwrap_or(text)),
        "join" => Obj::into_any(joined(text, a)),
        "translate" => made(&translated(text, a)),
        "zfill" => made(&zero_filled(text, integer(a))),
        "ljust" | "rjust" | "center" => made(&justified(text, name, integer(a), ' ')),
        _ => return in_range(text, name, a, 0, None),
    })
}

#[track_caller]
fn with_two(text: &Obj<Str>, name: &str, a: &AnyObj, b: &AnyObj) -> Option<AnyObj> {
    Some(match name {
        "replace" => Obj::into_any(text.replaced(str_of(a), str_of(b))),
        "split" | "rsplit" => list(split_at_most(text, name, a, integer(b))),
        "ljust" | "rjust" | "center" => made(&justified(text, name, integer(a), fill_of(b))),
        _ => return in_range(text, name, a, integer(b), None),
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

/// The end of a range that may be left out.
#[track_caller]
fn end_of(value: &AnyObj) -> Option<i64> {
    (!value.is_a::<NoneType>()).then(|| integer(value))
}

/// What is looked for between two characters: `find`, `count`, `startswith` and those like them.
#[track_caller]
fn in_range(text: &Obj<Str>, name: &str, part: &AnyObj, start: i64, end: Option<i64>) -> Option<AnyObj> {
    let length = text.chars().count();
    let place = |number: i64| match usize::try_from(number) {
        Ok(number) => number,
        Err(_) => length.saturating_sub(usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX)),
    };
    let (start, end) = (place(start), end.map_or(length, place).min(length));
    let byte = |place: usize| text.char_indices().nth(place).map_or(text.len(), |(at, _)| at);
    // Behind the end not even an empty text is found.
    let range = if start <= end { Some((byte(start), byte(end))) } else { None };
    let within = range.map(|(from, to)| &text[from..to]);
    let at = |found: Option<usize>| Some(found? + range?.0);
    let find = |part: &AnyObj| at(within.and_then(|within| within.find(&**str_of(part))));
    let rfind = |part: &AnyObj| at(within.and_then(|within| within.rfind(&**str_of(part))));
    Some(match name {
        "find" => offset(text, find(part)),
        "rfind" => offset(text, rfind(part)),
        "index" => found(text, find(part)),
        "rindex" => found(text, rfind(part)),
        "count" => int(within.map_or(0, |within| occurrences(within, str_of(part)))),
        "startswith" => boolean(any_of(part, |part| within.is_some_and(|within| within.starts_with(part)))),
        "endswith" => boolean(any_of(part, |part| within.is_some_and(|within| within.ends_with(part)))),
        _ => return None,
    })
}

fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && letters.all(|letter| letter == '_' || letter.is_alphanumeric())
}

fn expanded(text: &str, width: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for letter in text.chars() {
        match letter {
            '\t' => {
                let spaces = if width == 0 { 0 } else { width - column % width };
                assert_room(out.len().saturating_add(spaces));
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            _ => {
                out.push(letter);
                column = if matches!(letter, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    out
}

#[track_caller]
fn encoded(text: &Obj<Str>, encoding: &AnyObj) -> AnyObj {
    refuse_other_encodings(str_of(encoding));
    Obj::into_any(text.encode())
}

/// Texts are UTF-8.
#[track_caller]
pub(in crate::graph_runtime) fn refuse_other_encodings(encoding: &str) {
    if !matches!(encoding.to_lowercase().as_str(), "utf-8" | "utf8") {
        raise("LookupError", format_args!("the encoding `{encoding}` is not part of the language; \"utf-8\" is"));
    }
}

/// Whether one of several texts, or the only one, fits.
#[track_caller]
fn any_of(value: &AnyObj, fits: impl Fn(&str) -> bool) -> bool {
    match Builtin::of(value) {
        Builtin::Tuple(texts) => {
            for text in texts.iter() {
                if fits(str_of(text)) {
                    return true;
                }
            }
            false
        }
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
    let mut texts = Vec::new();
    for (at, item) in items_of(items).enumerate() {
        let Builtin::Str(text) = Builtin::of(&item) else {
            let name = item.type_name();
            raise("TypeError", format_args!("sequence item {at}: expected str instance, {name} found"))
        };
        texts.push(text.clone());
    }
    text.join(&texts)
}

fn replaced(text: &str, from: &str, to: &str, count: i64) -> String {
    match usize::try_from(count) {
        Ok(count) => text.replacen(from, to, count),
        Err(_) => text.replace(from, to),
    }
}

#[track_caller]
fn split_at_most<'t>(text: &'t str, name: &str, mark: &AnyObj, most: i64) -> Vec<&'t str> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    match (mark.is_a::<NoneType>(), name) {
        (true, "split") => pieces::first_words(text, most),
        (true, _) => pieces::last_words(text, most),
        (false, "split") => text.splitn(most.saturating_add(1), separator(mark)).collect(),
        (false, _) => {
            let mut parts: Vec<&str> = text.rsplitn(most.saturating_add(1), separator(mark)).collect();
            parts.reverse();
            parts
        }
    }
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
    assert_room(missing.saturating_mul(fill.len_utf8()));
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
    assert_room(missing);
    let sign = text.len() - text.trim_start_matches(['+', '-']).len();
    let sign = &text[..sign.min(1)];
    format!("{sign}{}{}", "0".repeat(missing), &text[sign.len()..])
}
