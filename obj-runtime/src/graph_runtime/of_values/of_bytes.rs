//! Methods of bytes: those of strings, on texts that have a character for each byte. Bytes that are no ASCII are characters without
//! case or meaning there, as they are for Python.

use super::{Arguments, boolean, text};
use crate::graph_runtime::functions::byte;
use crate::graph_runtime::iterate::items_of;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Builtin, Bytes, List, Str, Tuple};

/// The methods.
pub(super) const NAMES: [&str; 39] = [
    "capitalize",
    "center",
    "count",
    "decode",
    "endswith",
    "expandtabs",
    "find",
    "hex",
    "index",
    "isalnum",
    "isalpha",
    "isascii",
    "isdigit",
    "islower",
    "isspace",
    "istitle",
    "isupper",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rfind",
    "rindex",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "swapcase",
    "title",
    "upper",
    "zfill",
];

/// Where the characters of bytes that have no meaning begin: in a range that has no meaning.
const NO_ASCII: u32 = 0xf700;

#[track_caller]
pub(super) fn call(bytes: &Obj<Bytes>, name: &str, arguments: Arguments<'_>) -> Option<AnyObj> {
    match (name, arguments) {
        ("decode", []) => return Some(decoded(bytes)),
        ("decode", [encoding]) => {
            text::refuse_other_encodings(&encoding.to_string());
            return Some(decoded(bytes));
        }
        ("hex", []) => {
            let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            return Some(digits.as_str().into());
        }
        ("isascii", []) => return Some(boolean(bytes.is_ascii())),
        _ if !NAMES.contains(&name) => return None,
        _ => {}
    }
    let looks_for = matches!(name, "find" | "rfind" | "index" | "rindex" | "count");
    let mut texts = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        texts.push(match Builtin::of(argument) {
            Builtin::Int(number) if at == 0 && looks_for => Obj::into_any(text_of(&[byte(**number, "byte")])),
            _ => to_text(argument, name == "join"),
        });
    }
    let arguments: Vec<&AnyObj> = texts.iter().collect();
    let whole = if name == "splitlines" { text_of_lines(bytes) } else { text_of(bytes) };
    let result = text::call(&whole, name, &arguments)?;
    // What is unchanged is the same object, but for methods that always make another one.
    let may_be_same = name.ends_with("strip") || name.ends_with("just") || name.ends_with("fix");
    let may_be_same = may_be_same || matches!(name, "replace" | "center" | "zfill");
    let is_same = may_be_same && matches!(Builtin::of(&result), Builtin::Str(text) if **text == *whole);
    Some(if is_same { Obj::as_any(bytes).clone() } else { from_text(&result) })
}

#[track_caller]
fn decoded(bytes: &Obj<Bytes>) -> AnyObj {
    match bytes.decode() {
        Ok(text) => Obj::into_any(text),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes[at];
            raise(
                "UnicodeDecodeError",
                format_args!("'utf-8' codec can't decode byte {byte:#04x} in position {at}: invalid start byte"),
            )
        }
    }
}

/// The separators of ASCII are spaces in texts, but not in bytes.
fn text_of(bytes: &[u8]) -> Obj<Str> {
    text_but_for(bytes, |byte| matches!(byte, 0x1c..=0x1f))
}

/// The same of bytes that are cut into lines: tabs and feeds end none, as in texts.
fn text_of_lines(bytes: &[u8]) -> Obj<Str> {
    text_but_for(bytes, |byte| matches!(byte, 0x0b | 0x0c | 0x1c..=0x1f))
}

/// A character for each byte: one without meaning for those that are no ASCII, and for those that this holds for.
fn text_but_for(bytes: &[u8], has_no_meaning: fn(u8) -> bool) -> Obj<Str> {
    let letter = |byte: &u8| match byte {
        byte if byte.is_ascii() && !has_no_meaning(*byte) => char::from(*byte),
        _ => char::from_u32(NO_ASCII + u32::from(*byte)).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Obj::from(bytes.iter().map(letter).collect::<String>().as_str())
}

fn bytes_of(text: &str) -> Obj<Bytes> {
    let byte =
        |letter: char| u8::try_from(u32::from(letter).checked_sub(NO_ASCII).unwrap_or(letter.into())).unwrap_or(b'?');
    Obj::from(text.chars().map(byte).collect::<Vec<u8>>().as_slice())
}

/// An argument as the method of texts takes it.
#[track_caller]
fn to_text(argument: &AnyObj, is_joined: bool) -> AnyObj {
    match Builtin::of(argument) {
        Builtin::Bytes(bytes) => Obj::into_any(text_of(bytes)),
        Builtin::Str(_) => raise("TypeError", "a bytes-like object is required, not 'str'"),
        Builtin::Tuple(items) => Obj::into_any(Obj::<Tuple>::from(to_texts(items.iter().cloned()))),
        _ if is_joined => Obj::into_any(Obj::<List>::from(to_texts(items_of(argument)))),
        _ => argument.clone(),
    }
}

#[track_caller]
fn to_texts(items: impl Iterator<Item = AnyObj>) -> Vec<AnyObj> {
    let mut texts = Vec::new();
    for item in items {
        texts.push(to_text(&item, false));
    }
    texts
}

/// What the method of texts returned, of bytes.
fn from_text(result: &AnyObj) -> AnyObj {
    match Builtin::of(result) {
        Builtin::Str(text) => Obj::into_any(bytes_of(text)),
        Builtin::List(parts) => parts.iter().map(|part| from_text(&part)).collect::<Obj<List>>().into(),
        Builtin::Tuple(parts) => parts.iter().map(from_text).collect::<Obj<Tuple>>().into(),
        _ => result.clone(),
    }
}
