//! Why two handles are or are not to one object.

use std::fmt::{self, Display, Formatter};

use crate::header::{FlagWord, Header};
use crate::inspect::subject::Subject;
use crate::inspect::writing::visible::Visible;
use crate::object::any::AnyObj;
use crate::object::{Obj, Sharing};
use crate::values::{Bool, Bytes, Float, Int, NoneType, Str, Tuple};

/// Why an object is shared by all who ask for its value, or is not.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::inspect::Origin;
///
/// assert_eq!(Obj::origin(&Obj::<Int>::from(256)), Origin::Cached);
/// assert_eq!(Obj::origin(&Obj::<Int>::from(257)), Origin::Fresh);
/// assert_eq!(Obj::origin(&intern!("a name")).to_string(), "interned: the one object of its value in this thread");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// Made for whoever asked, and for nobody else.
    Fresh,
    /// One of its type's small values, which are made once per thread.
    Cached,
    /// The one object of its value in this thread, as long as it lives.
    Interned,
    /// Made once for a constant of a unit.
    Constant,
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fresh => "fresh: an object of its own",
            Self::Cached => "cached: a small value, made once per thread",
            Self::Interned => "interned: the one object of its value in this thread",
            Self::Constant => "constant: made once for its unit",
        })
    }
}

impl<T: ?Sized> Obj<T> {
    /// Why the object is shared by value, or is not.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// use obj_runtime::inspect::Origin;
    ///
    /// assert_eq!(Obj::origin(&Obj::<Int>::from(7)), Origin::Cached);
    /// assert_eq!(Obj::origin(&Obj::<Int>::from(1_000)), Origin::Fresh);
    /// assert_eq!(Obj::origin(&Str::intern("name")), Origin::Interned);
    /// ```
    #[must_use]
    pub fn origin(this: &Self) -> Origin {
        Self::as_any(this).origin()
    }
}

impl AnyObj {
    /// Why the object is shared by value, or is not.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// use obj_runtime::inspect::Origin;
    ///
    /// let values = [AnyObj::from(7), AnyObj::from(1_000)];
    /// assert_eq!(values.map(|value| value.origin()), [Origin::Cached, Origin::Fresh]);
    /// ```
    #[must_use]
    pub fn origin(&self) -> Origin {
        Origin::of(self.header())
    }
}

impl Origin {
    /// What the header of an object says.
    pub(in crate::inspect) fn of(header: &Header) -> Self {
        let origins = [
            (FlagWord::CACHED, Self::Cached),
            (FlagWord::INTERNED, Self::Interned),
            (FlagWord::CONSTANT, Self::Constant),
        ];
        let origin = origins.into_iter().find(|(flag, _)| header.has(*flag));
        origin.map_or(Self::Fresh, |(_, origin)| origin)
    }
}

/// Says in a sentence why two handles are or are not to one object.
///
/// Writing it compares two objects of one type, which may run their `PartialEq`.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::inspect::explain_is;
///
/// let (a, b) = (Obj::<Int>::from(257), Obj::<Int>::from(257));
/// assert_eq!(
///     explain_is(&a, &b).to_string(),
///     "two objects of one value: only the ints from -5 to 256 are made once per thread",
/// );
/// assert_eq!(explain_is(&a, &a.clone()).to_string(), "one object: both are handles to it, cloned from one");
/// ```
pub fn explain_is<'a>(left: &'a impl Subject, right: &'a impl Subject) -> impl Display + 'a {
    Explained { left: left.as_any(), right: right.as_any() }
}

struct Explained<'a> {
    left: &'a AnyObj,
    right: &'a AnyObj,
}

impl Display for Explained<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (left, right) = (self.left, self.right);
        if AnyObj::is(left, right) {
            f.write_str("one object: ")?;
            return why_one(left, f);
        }
        if left.info().type_id != right.info().type_id {
            return write!(
                f,
                "two objects: of the types `{}` and `{}`",
                Visible(left.type_name()),
                Visible(right.type_name())
            );
        }
        if !left.equals(right) {
            return write!(f, "two objects: their values are not equal");
        }
        f.write_str("two objects of one value: ")?;
        why_two(left, right, f)
    }
}

/// Which values of a built-in type are made once.
fn cached_values(object: &AnyObj) -> Option<&'static str> {
    if object.is_a::<NoneType>() {
        Some("`None` is")
    } else if object.is_a::<Bool>() {
        Some("`True` and `False` are")
    } else if object.is_a::<Int>() {
        Some("the ints from -5 to 256 are")
    } else if object.is_a::<Str>() {
        Some("the empty text and those of one character up to U+00FF are")
    } else if object.is_a::<Bytes>() {
        Some("no bytes and single bytes are")
    } else if object.is_a::<Tuple>() {
        Some("the empty tuple is")
    } else {
        None
    }
}

fn why_one(object: &AnyObj, f: &mut Formatter<'_>) -> fmt::Result {
    match object.origin() {
        Origin::Fresh => f.write_str("both are handles to it, cloned from one"),
        Origin::Cached => match cached_values(object) {
            Some(values) => write!(f, "{values} made once per thread"),
            None => write!(f, "small values of `{}` are made once per thread", Visible(object.type_name())),
        },
        Origin::Interned if object.is_a::<Str>() => {
            f.write_str("the text is interned, and interned texts that are equal are one")
        }
        Origin::Interned => write!(f, "`{}` is interned: equal values are one", Visible(object.type_name())),
        Origin::Constant => f.write_str("it is a constant, made once for its unit"),
    }
}

fn why_two(left: &AnyObj, right: &AnyObj, f: &mut Formatter<'_>) -> fmt::Result {
    let name = Visible(left.type_name());
    if left.is_a::<Str>() {
        return write!(f, "texts are one only if both are interned, and {} not", not_interned(left, right));
    }
    match (cached_values(left), left.info().sharing) {
        (Some(values), _) => write!(f, "only {values} made once per thread"),
        (None, Sharing::SmallValues) => write!(f, "only small values of `{name}` are made once per thread"),
        (None, Sharing::EqualValues) => write!(f, "`{name}` is interned no longer at the thread's end"),
        (None, Sharing::Never) if left.is_a::<Float>() => f.write_str("each float is an object of its own"),
        (None, Sharing::Never) => write!(f, "each `{name}` is an object of its own"),
    }
}

/// Which of two texts keeps them from being one.
fn not_interned(left: &AnyObj, right: &AnyObj) -> &'static str {
    match (left.origin(), right.origin()) {
        (Origin::Interned, _) => "the second is",
        (_, Origin::Interned) => "the first is",
        _ => "these are",
    }
}
