//! The functions and modules that are part of the language.

use std::ops::RangeInclusive;

/// The functions that are part of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Builtin {
    Print,
    Id,
    Hex,
    Refcount,
    Getrefcount,
    Type,
    Len,
    Repr,
    Str,
    Weakref,
    Intern,
    Collect,
    List,
    Tuple,
    Set,
    Frozenset,
    Dict,
    Int,
    Float,
    Bool,
    Bytes,
    Sorted,
    Reversed,
    Enumerate,
    Zip,
    Range,
    Min,
    Max,
    Sum,
    Abs,
    Round,
    Any,
    All,
    Hash,
    Ord,
    Chr,
    Bin,
    Oct,
    Isinstance,
    Callable,
    Divmod,
    Pow,
    Floordiv,
    Invert,
    Getattr,
    Setattr,
    Hasattr,
    Delattr,
    Dir,
    Vars,
    Copy,
    Deepcopy,
    TypeName,
    Format,
    Fromkeys,
    Fromhex,
    Maketrans,
    FromBytes,
}

/// What is known of a function.
struct Row {
    builtin: Builtin,
    word: &'static str,
    /// How many arguments it takes.
    arguments: RangeInclusive<usize>,
    keywords: &'static [&'static str],
    /// The type that it returns, if that is one.
    gives: Option<&'static str>,
}

/// Any number of arguments.
const ANY: usize = usize::MAX;

const fn row(
    builtin: Builtin,
    word: &'static str,
    arguments: RangeInclusive<usize>,
    keywords: &'static [&'static str],
    gives: Option<&'static str>,
) -> Row {
    Row { builtin, word, arguments, keywords, gives }
}

impl Builtin {
    const ALL: [Row; 58] = [
        row(Self::Print, "print", 0..=ANY, &["sep", "end"], Some("NoneType")),
        row(Self::Id, "id", 1..=1, &[], Some("int")),
        row(Self::Hex, "hex", 1..=1, &[], Some("str")),
        row(Self::Refcount, "refcount", 1..=1, &[], Some("int")),
        row(Self::Getrefcount, "getrefcount", 1..=1, &[], Some("int")),
        row(Self::Type, "type", 1..=1, &[], None),
        row(Self::Len, "len", 1..=1, &[], Some("int")),
        row(Self::Repr, "repr", 1..=1, &[], Some("str")),
        row(Self::Str, "str", 0..=1, &[], Some("str")),
        row(Self::Weakref, "weakref", 1..=1, &[], None),
        row(Self::Intern, "intern", 1..=1, &[], Some("str")),
        row(Self::Collect, "collect", 0..=0, &[], Some("int")),
        row(Self::List, "list", 0..=1, &[], Some("list")),
        row(Self::Tuple, "tuple", 0..=1, &[], Some("tuple")),
        row(Self::Set, "set", 0..=1, &[], Some("set")),
        row(Self::Frozenset, "frozenset", 0..=1, &[], Some("frozenset")),
        row(Self::Dict, "dict", 0..=1, &[], Some("dict")),
        row(Self::Int, "int", 0..=2, &[], Some("int")),
        row(Self::Float, "float", 0..=1, &[], Some("float")),
        row(Self::Bool, "bool", 0..=1, &[], Some("bool")),
        row(Self::Bytes, "bytes", 0..=2, &[], Some("bytes")),
        row(Self::Sorted, "sorted", 1..=1, &["key", "reverse"], Some("list")),
        row(Self::Reversed, "reversed", 1..=1, &[], None),
        row(Self::Enumerate, "enumerate", 1..=2, &[], None),
        row(Self::Zip, "zip", 0..=ANY, &[], None),
        row(Self::Range, "range", 1..=3, &[], Some("range")),
        row(Self::Min, "min", 1..=ANY, &["key", "default"], None),
        row(Self::Max, "max", 1..=ANY, &["key", "default"], None),
        row(Self::Sum, "sum", 1..=2, &[], None),
        row(Self::Abs, "abs", 1..=1, &[], None),
        row(Self::Round, "round", 1..=2, &[], None),
        row(Self::Any, "any", 1..=1, &[], Some("bool")),
        row(Self::All, "all", 1..=1, &[], Some("bool")),
        row(Self::Hash, "hash", 1..=1, &[], Some("int")),
        row(Self::Ord, "ord", 1..=1, &[], Some("int")),
        row(Self::Chr, "chr", 1..=1, &[], Some("str")),
        row(Self::Bin, "bin", 1..=1, &[], Some("str")),
        row(Self::Oct, "oct", 1..=1, &[], Some("str")),
        row(Self::Isinstance, "isinstance", 2..=2, &[], Some("bool")),
        row(Self::Callable, "callable", 1..=1, &[], Some("bool")),
        row(Self::Divmod, "divmod", 2..=2, &[], Some("tuple")),
        row(Self::Pow, "pow", 2..=3, &[], None),
        row(Self::Floordiv, "floordiv", 2..=2, &[], None),
        row(Self::Invert, "~", 1..=1, &[], Some("int")),
        row(Self::Getattr, "getattr", 2..=3, &[], None),
        row(Self::Setattr, "setattr", 3..=3, &[], Some("NoneType")),
        row(Self::Hasattr, "hasattr", 2..=2, &[], Some("bool")),
        row(Self::Delattr, "delattr", 2..=2, &[], Some("NoneType")),
        row(Self::Dir, "dir", 1..=1, &[], Some("list")),
        row(Self::Vars, "vars", 1..=1, &[], Some("dict")),
        row(Self::Copy, "copy.copy", 1..=1, &[], None),
        row(Self::Deepcopy, "copy.deepcopy", 1..=1, &[], None),
        row(Self::TypeName, "type.__name__", 1..=1, &[], Some("str")),
        row(Self::Format, "format", 1..=2, &[], Some("str")),
        row(Self::Fromkeys, "dict.fromkeys", 1..=2, &[], Some("dict")),
        row(Self::Fromhex, "bytes.fromhex", 1..=1, &[], Some("bytes")),
        row(Self::Maketrans, "str.maketrans", 1..=3, &[], Some("dict")),
        row(Self::FromBytes, "int.from_bytes", 1..=3, &[], Some("int")),
    ];

    /// The function with this name.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.word == word).map(|row| row.builtin)
    }

    /// The same, if no name of the unit can be called so.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::of(word).filter(|builtin| *builtin as usize <= Self::Collect as usize)
    }

    fn row(self) -> &'static Row {
        const { &Self::ALL }.get(self as usize).expect("each function has its row")
    }

    /// Its name.
    pub(crate) fn word(self) -> &'static str {
        self.row().word
    }

    /// How many arguments it takes, at least and at most.
    pub(crate) fn arguments(self) -> RangeInclusive<usize> {
        self.row().arguments.clone()
    }

    /// The names of arguments that are given by name.
    pub(crate) fn keywords(self) -> &'static [&'static str] {
        self.row().keywords
    }

    /// The names of arguments that may be given by name, in the order in which they stand without.
    pub(crate) fn names_by_position(self) -> &'static [&'static str] {
        match self {
            Self::Int => &["", "base"],
            Self::Enumerate => &["iterable", "start"],
            Self::Sum => &["", "start"],
            Self::Round => &["number", "ndigits"],
            Self::Pow => &["base", "exp", "mod"],
            Self::Bytes => &["source", "encoding"],
            Self::FromBytes => &["bytes", "byteorder", "signed"],
            _ => &[],
        }
    }

    /// Whether its arguments may be those of an iterable: `*a`.
    pub(crate) fn takes_stars(self) -> bool {
        matches!(self, Self::Print | Self::Min | Self::Max | Self::Range | Self::Zip)
    }

    /// The function that one of a type's is in Python.
    pub(crate) fn of_type(of: &str, name: &str) -> Option<Self> {
        let found = Self::of(&format!("{of}.{name}"))?;
        matches!(found, Self::Fromkeys | Self::Fromhex | Self::Maketrans | Self::FromBytes).then_some(found)
    }

    /// The type that it returns, if that is one.
    pub(crate) fn gives(self) -> Option<&'static str> {
        self.row().gives
    }
}

/// The modules of Python of which functions are part of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Module {
    Sys,
    Gc,
    Weakref,
    Copy,
}

impl Module {
    /// The module with this name.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "sys" => Self::Sys,
            "gc" => Self::Gc,
            "weakref" => Self::Weakref,
            "copy" => Self::Copy,
            _ => return None,
        })
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sys => "sys",
            Self::Gc => "gc",
            Self::Weakref => "weakref",
            Self::Copy => "copy",
        }
    }

    /// The function of the language that one of its functions is.
    pub(crate) fn function(self, name: &str) -> Option<Builtin> {
        Some(match (self, name) {
            (Self::Sys, "getrefcount") => Builtin::Getrefcount,
            (Self::Sys, "intern") => Builtin::Intern,
            (Self::Gc, "collect") => Builtin::Collect,
            (Self::Weakref, "ref") => Builtin::Weakref,
            (Self::Copy, "copy") => Builtin::Copy,
            (Self::Copy, "deepcopy") => Builtin::Deepcopy,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Builtin;

    #[test]
    fn the_table_is_in_the_order_of_its_enum() {
        assert!(Builtin::ALL.iter().enumerate().all(|(at, row)| row.builtin as usize == at));
    }
}
