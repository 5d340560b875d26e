//! `Str`: text.

use std::borrow::{Borrow, Cow};
use std::convert::Infallible;
use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::ptr::NonNull;
use std::rc::Rc;
use std::str::{self, FromStr};
use std::sync::Arc;

use super::escape;
use super::inline::{Head, Inlined, allocate, inline_object, stored_hash};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::shared::cache::cached;
use crate::values::built_in::compares;

/// Python's `str`: text that lies in its object.
///
/// A handle dereferences to `str`. The empty text is one object per thread, and so is each text of one character from
/// U+0000 to U+00FF; every other is an object of its own, except that an operation that would only copy
/// a text gives the same object. [`Str::intern`] and [`intern!`](crate::intern!) make equal texts one object.
///
/// An object takes 16 bytes and its text in UTF-8, rounded up to a multiple of 8 (in larger steps from 128 bytes on).
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let text = Obj::<Str>::from("it's");
/// assert!(text.starts_with("it") && text == "it's");
/// assert_eq!(format!("{text} {text:?}"), r#"it's "it's""#);
/// assert!(!Obj::is(&text, &Obj::<Str>::from("it's")));
/// assert!(Obj::is(&Obj::<Str>::from("s"), &text.get_item(-1)));
/// ```
///
/// Invariant: the bytes in a slot are UTF-8. A value that is not in a slot has none.
#[derive(Debug, Default)]
#[repr(C)]
pub struct Str {
    _head: Head,
}

/// The empty text, and those of the characters U+0000 to U+00FF.
const CACHED: usize = 257;

inline_object! { Str as str, named "str", written by escape::write_str {
    const INTERN_HASH: Option<unsafe fn(NonNull<u8>) -> u32> = Some(stored_hash);

    #[inline]
    unsafe fn view(value: NonNull<u8>) -> NonNull<str> {
        // SAFETY: the contract is the same.
        let text = unsafe { Inlined::at(value) };
        // SAFETY: by the invariant of `Str`.
        NonNull::from(unsafe { str::from_utf8_unchecked(text.bytes()) })
    }

    /// A value that is not in a slot is the empty text.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn make(_: Self) -> Obj<Self> {
        "".into()
    }

    fn display(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**this, f)
    }

    fn str(this: &Obj<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**this, f)
    }
} }

/// The index of a text among those that are made once.
#[inline]
fn cached_index(text: &str) -> Option<usize> {
    if text.len() > 2 {
        return None;
    }
    match *text.as_bytes() {
        [] => Some(0),
        [byte] => Some(1 + usize::from(byte)),
        // The two bytes of U+0080 to U+00FF.
        [lead @ 0xc2..=0xc3, trail] => Some(1 + (usize::from(lead & 3) << 6 | usize::from(trail & 0x3f))),
        _ => None,
    }
}

/// The one object of the text, if it is one of those that are made once.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn shared(text: &str) -> Option<Obj<Str>> {
    let index = cached_index(text)?;
    Some(cached(index, CACHED, || make(text.len(), [text])))
}

/// An object of the pieces, which are `len` bytes together; a fresh one unless it is empty.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn fresh<'a>(len: usize, pieces: impl IntoIterator<Item = &'a str>) -> Obj<Str> {
    if len == 0 {
        return "".into();
    }
    make(len, pieces)
}

#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn make<'a>(len: usize, pieces: impl IntoIterator<Item = &'a str>) -> Obj<Str> {
    allocate(len, pieces.into_iter().map(str::as_bytes))
}

impl From<&str> for Obj<Str> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(text: &str) -> Self {
        match shared(text) {
            Some(shared) => shared,
            None => make(text.len(), [text]),
        }
    }
}

impl From<char> for Obj<Str> {
    #[inline]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(character: char) -> Self {
        (&*character.encode_utf8(&mut [0; 4])).into()
    }
}

macro_rules! from_text {
    ($($source:ty),*) => {$(
        impl From<$source> for Obj<Str> {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(text: $source) -> Self {
                let text: &str = text.as_ref();
                text.into()
            }
        }
    )*};
}

from_text!(String, &String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>);

macro_rules! any_from_text {
    ($($source:ty),*) => {$(
        impl From<$source> for AnyObj {
            #[inline]
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn from(text: $source) -> Self {
                Obj::<Str>::from(text).into()
            }
        }
    )*};
}

any_from_text!(&str, char, String, &String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>);

impl FromStr for Obj<Str> {
    type Err = Infallible;
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

/// The pieces one after the other.
impl<P> FromIterator<P> for Obj<Str>
where
    String: FromIterator<P>,
{
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = P>>(pieces: I) -> Self {
        pieces.into_iter().collect::<String>().into()
    }
}

impl FromIterator<Obj<Str>> for String {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from_iter<I: IntoIterator<Item = Obj<Str>>>(pieces: I) -> Self {
        let mut text = Self::new();
        pieces.into_iter().for_each(|piece| text.push_str(&piece));
        text
    }
}

impl From<Obj<Str>> for String {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(text: Obj<Str>) -> Self {
        (*text).into()
    }
}

impl From<&Obj<Str>> for String {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(text: &Obj<Str>) -> Self {
        (**text).into()
    }
}

/// What a text is taken for, as a `String` is: `File::open(&text)`.
macro_rules! as_ref {
    ($($target:ty),*) => {$(
        impl AsRef<$target> for Obj<Str> {
            #[inline]
            fn as_ref(&self) -> &$target {
                (**self).as_ref()
            }
        }
    )*};
}

as_ref!(Path, OsStr, [u8]);

impl Borrow<str> for Obj<Str> {
    #[inline]
    fn borrow(&self) -> &str {
        self
    }
}

compares! {
    [] Str with str => |text| text;
    ['a] Str with &'a str => |text| *text;
    [] Str with String => |text| text.as_str();
}
