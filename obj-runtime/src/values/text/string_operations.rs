//! Python's operations on text that are not Rust's.
//!
//! Those that would copy a text unchanged give the same object. What is cut out of a text is one of
//! the shared objects if there is one; what is computed (`upper`, `replaced`, `Str::of`) is a fresh
//! object unless it is empty. Both rules are CPython's.

use std::ops::Add;

use super::bytes::Bytes;
use super::inline::LONGEST;
use super::pieces::of_pieces;
use super::string::{Str, fresh};
use crate::ledger;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::handle_operators::{on_handles, plus_and_times};
use crate::values::slice::Slice;

/// What `str.strip` and `str.split` take for space: Unicode's white space, and the four separators of ASCII.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

impl Str {
    /// Python's `str(object)`. Of a text it is the same object, of every other a fresh text.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(&*Str::of(&12.into()), "12");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn of(object: &AnyObj) -> Obj<Self> {
        match object.downcast_ref::<Self>() {
            Some(text) => text.clone(),
            None => computed(&object.to_string()),
        }
    }
}

/// A text that was computed: not shared, unless it is empty.
#[cfg_attr(feature = "trace-refs", track_caller)]
fn computed(text: &str) -> Obj<Str> {
    fresh(text.len(), [text])
}

/// Python's operations on text. An operation takes time in proportion to the text, and one that looks for
/// characters by number has to count them first.
impl Obj<Str> {
    /// The characters that a slice means: Python's `text[1:3]`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// let text = Obj::<Str>::from("héllo");
    /// assert_eq!(text.slice(1..3), "él");
    /// assert_eq!(text.slice(Slice::new(None, None, -1)), "olléh");
    /// assert!(Obj::is(&text.slice(..), &text));
    /// assert!(Obj::is(&text.slice(1..2), &Obj::<Str>::from('é')));
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn slice(&self, slice: impl Into<Slice>) -> Self {
        let slice = slice.into();
        let count = self.chars().count();
        if slice.is_everything(count) {
            return self.clone();
        }
        let mut indices = slice.indices(count);
        if slice.is_run() {
            let count = indices.len();
            return self.run(indices.next().unwrap_or(0), count).into();
        }
        let characters: Vec<char> = self.chars().collect();
        indices.map(|index| characters[index]).collect()
    }

    /// So many characters from the `first` on.
    fn run(&self, first: usize, count: usize) -> &str {
        let from = skip(self, first);
        let rest = skip(from, count);
        &from[..from.len() - rest.len()]
    }

    /// The character at an index that counts from the end if it is negative: Python's `text[index]`.
    ///
    /// # Panics
    /// `IndexError: string index out of range`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("to be or not");
    /// assert_eq!(&*text.get_item(-1), "t");
    /// ```
    #[must_use]
    #[track_caller]
    pub fn get_item(&self, index: isize) -> Self {
        let character = match usize::try_from(index) {
            Ok(index) => self.chars().nth(index),
            Err(_) => self.chars().nth_back(index.unsigned_abs() - 1),
        };
        match character {
            Some(character) => character.into(),
            None => panic!("IndexError: string index out of range"),
        }
    }

    /// The characters one by one, as Python's `for` gives them.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("to be or not");
    /// assert_eq!(text.characters().count(), 12);
    /// ```
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn characters(&self) -> impl DoubleEndedIterator<Item = Self> {
        self.chars().map(Self::from)
    }

    of_pieces! {
        Str made of str, empty "", too long "OverflowError: repeated string is too long",
        /// The pieces with this text between them: Python's `text.join(pieces)`.
        ///
        /// # Examples
        /// ```
        /// use obj_runtime::prelude::*;
        ///
        /// let words = Obj::<Str>::from("to be or not").words();
        /// assert_eq!(Obj::<Str>::from("-").join(&words), "to-be-or-not");
        /// assert!(Obj::is(&Obj::<Str>::from("-").join(&words[..1]), &words[0]));
        /// ```
    }

    /// Without space at both ends: Python's `text.strip()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(&*Obj::<Str>::from(" text ").strip(), "text");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn strip(&self) -> Self {
        self.part(self.trim_matches(is_space))
    }

    /// The pieces between space: Python's `text.split()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("to be or not");
    /// assert_eq!(text.words().len(), 4);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn words(&self) -> Vec<Self> {
        let _attribution = ledger::attribute_to_caller();
        self.split(is_space).filter(|word| !word.is_empty()).map(|word| self.part(word)).collect()
    }

    /// With `to` in place of each `from`: Python's `text.replace(from, to)`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("to be or not");
    /// assert_eq!(&*text.replaced("o", "0"), "t0 be 0r n0t");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn replaced(&self, from: &str, to: &str) -> Self {
        if from == to || !self.contains(from) { self.clone() } else { computed(&self.replace(from, to)) }
    }

    /// In upper case: Python's `text.upper()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("to be or not");
    /// assert_eq!(&*text.upper(), "TO BE OR NOT");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn upper(&self) -> Self {
        computed(&self.to_uppercase())
    }

    /// In lower case: Python's `text.lower()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(&*Obj::<Str>::from("Text").lower(), "text");
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn lower(&self) -> Self {
        computed(&self.to_lowercase())
    }

    /// In UTF-8: Python's `text.encode()`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let text = Obj::<Str>::from("to be or not");
    /// assert_eq!(text.encode().len(), 12);
    /// ```
    #[must_use]
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub fn encode(&self) -> Obj<Bytes> {
        self.as_bytes().into()
    }
}

/// What follows so many characters.
fn skip(text: &str, count: usize) -> &str {
    let mut characters = text.chars();
    if count > 0 {
        characters.nth(count - 1);
    }
    characters.as_str()
}

plus_and_times!(Str);

macro_rules! plus {
    ($($left:ty, $right:ty => |$one:ident, $other:ident| $sum:expr;)*) => {$(
        impl Add<$right> for $left {
            type Output = Obj<Str>;
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn add(self, $other: $right) -> Obj<Str> {
                let $one = self;
                $sum
            }
        }
    )*};
}

plus! {
    &Obj<Str>, &str => |left, right| if right.is_empty() { left.clone() } else { fresh(left.len() + right.len(), [left, right]) };
    Obj<Str>, &str => |left, right| &left + right;
    &str, &Obj<Str> => |left, right| if left.is_empty() { right.clone() } else { fresh(left.len() + right.len(), [left, right]) };
    &str, Obj<Str> => |left, right| left + &right;
}
