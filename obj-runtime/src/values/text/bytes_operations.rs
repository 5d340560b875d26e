//! Python's operations on bytes that are not Rust's. The rules of sharing are those of text.

use std::str::Utf8Error;

use super::bytes::{Bytes, fresh};
use super::inline::{LONGEST, assert_room};
use super::pieces::of_pieces;
use super::string::Str;
use crate::ledger;
use crate::object::Obj;
use crate::values::handle_operators::{on_handles, plus_and_times};
use crate::values::number::int::Int;
use crate::values::slice::Slice;

/// What `bytes.strip` and `bytes.split` take for space.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

impl Bytes {
    /// So many zeros: Python's `bytes(count)`, a fresh object unless it is empty.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(&*Bytes::zeros(3), [0, 0, 0]);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn zeros(count: usize) -> Obj<Self> {
        assert_room(count);
        fresh(count, [vec![0; count].as_slice()])
    }
}

/// Python's operations on bytes. They take time in proportion to the number of bytes.
impl Obj<Bytes> {
    /// The bytes that a slice means: Python's `bytes[1:3]`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let bytes = Obj::<Bytes>::from(b"hello");
    /// assert_eq!(bytes.slice(-2..), b"lo");
    /// assert!(Obj::is(&bytes.slice(0..100), &bytes));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn slice(&self, slice: impl Into<Slice>) -> Self {
        let slice = slice.into();
        if slice.is_everything(self.len()) {
            return self.clone();
        }
        let mut indices = slice.indices(self.len());
        if slice.is_run() {
            let count = indices.len();
            let first = indices.next().unwrap_or(0);
            return (&self[first..first + count]).into();
        }
        indices.map(|index| self[index]).collect()
    }

    /// The byte at an index that counts from the end if it is negative: Python's `bytes[index]`.
    ///
    /// # Panics
    /// `IndexError: index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let bytes = Obj::<Bytes>::from(b"a b");
    /// assert_eq!(bytes.get_item(0), 97);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn get_item(&self, index: isize) -> Obj<Int> {
        let place = if index < 0 { self.len().checked_add_signed(index) } else { Some(index.unsigned_abs()) };
        match place.and_then(|index| self.get(index)) {
            Some(&byte) => byte.into(),
            None => panic!("IndexError: index out of range"),
        }
    }

    of_pieces! {
        Bytes made of [u8], empty &[][..], too long "OverflowError: repeated bytes are too long",
        /// The pieces with these bytes between them: Python's `bytes.join(pieces)`.
    }

    /// Without space at both ends: Python's `bytes.strip()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(&*Obj::<Bytes>::from(b" a ").strip(), b"a");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn strip(&self) -> Self {
        let first = self.iter().position(|&byte| !is_space(byte)).unwrap_or(self.len());
        let end = self.iter().rposition(|&byte| !is_space(byte)).map_or(first, |last| last + 1);
        self.part(&self[first..end])
    }

    /// The pieces between space: Python's `bytes.split()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let bytes = Obj::<Bytes>::from(b"a b");
    /// assert_eq!(bytes.words().len(), 2);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn words(&self) -> Vec<Self> {
        let _attribution = ledger::attribute_to_caller();
        let words = self.split(|&byte| is_space(byte)).filter(|word| !word.is_empty());
        words.map(|word| self.part(word)).collect()
    }

    /// With `to` in place of each `from`: Python's `bytes.replace(from, to)`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let bytes = Obj::<Bytes>::from(b"a b");
    /// assert_eq!(&*bytes.replaced(b" ", b"-"), b"a-b");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn replaced(&self, from: &[u8], to: &[u8]) -> Self {
        let mut replaced = Vec::new();
        let mut copied = 0;
        let mut at = 0;
        let mut found = false;
        while at + from.len() <= self.len() {
            if !self[at..].starts_with(from) {
                at += 1;
                continue;
            }
            found = true;
            replaced.extend_from_slice(&self[copied..at]);
            replaced.extend_from_slice(to);
            copied = at + from.len();
            at += from.len().max(1);
        }
        if !found {
            return self.clone();
        }
        replaced.extend_from_slice(&self[copied..]);
        fresh(replaced.len(), [replaced.as_slice()])
    }

    /// The text that the bytes are in UTF-8: Python's `bytes.decode()`.
    ///
    /// # Errors
    /// If they are not UTF-8.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let bytes = Obj::<Bytes>::from(b"a b");
    /// assert_eq!(&*bytes.decode().unwrap(), "a b");
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn decode(&self) -> Result<Obj<Str>, Utf8Error> {
        str::from_utf8(self).map(Into::into)
    }

    /// The text of the characters U+0000 to U+00FF that the bytes stand for: Python's `bytes.decode("latin1")`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(&*Obj::<Bytes>::from(b"\xe9").decode_latin1(), "é");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn decode_latin1(&self) -> Obj<Str> {
        self.iter().map(|&byte| char::from(byte)).collect()
    }
}

plus_and_times!(Bytes);
