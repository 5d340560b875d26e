//! The words of the language: signs, operators, built-in functions, and what cannot be bound.

use std::ops::RangeInclusive;

/// Operators of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Shl,
    Shr,
    And,
    Or,
    Xor,
}

impl Operator {
    const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Add, "+", "add"),
        (Self::Sub, "-", "sub"),
        (Self::Mul, "*", "mul"),
        (Self::Div, "/", "div"),
        (Self::Rem, "%", "rem"),
        (Self::Shl, "<<", "shl"),
        (Self::Shr, ">>", "shr"),
        (Self::And, "&", "bit_and"),
        (Self::Or, "|", "bit_or"),
        (Self::Xor, "^", "bit_xor"),
    ];

    /// How it is written.
    pub(crate) fn sign(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The runtime's function for it.
    pub(crate) fn function(self) -> &'static str {
        Self::ALL[self as usize].2
    }

    /// How tightly it binds, from `|` (0) to `*` (5).
    pub(crate) fn precedence(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::Xor => 1,
            Self::And => 2,
            Self::Shl | Self::Shr => 3,
            Self::Add | Self::Sub => 4,
            Self::Mul | Self::Div | Self::Rem => 5,
        }
    }
}

/// Operators with one operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnaryOp {
    Negative,
    Positive,
    Not,
}

/// `and`, `or`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogicOp {
    And,
    Or,
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompareOp {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CompareOp {
    /// The runtime's function for it.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::NotEqual => "not_equal",
            Self::Less => "less",
            Self::LessEqual => "less_equal",
            Self::Greater => "greater",
            Self::GreaterEqual => "greater_equal",
            Self::Is => "is",
            Self::IsNot => "is_not",
            Self::In => "is_in",
            Self::NotIn => "is_not_in",
        }
    }
}

/// What punctuation marks say, alone or in a row: signs of Python, and those of Rust of which a message speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `+`
    Operator(Operator),
    /// `+=`
    Augment(Operator),
    /// `<`
    Compare(CompareOp),
    /// `=`
    Assign,
    /// `:=`
    Walrus,
    /// `**`
    Power,
    /// `**=`
    PowerAssign,
    /// `~`
    Tilde,
    /// `!`
    Exclamation,
    /// `.`
    Dot,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `::`
    Path,
    /// `..`
    Range,
    /// `..=` or `...`
    OtherRange,
    /// `&&`
    AndAnd,
    /// `||`
    OrOr,
    /// `->`
    Arrow,
    /// `=>`
    FatArrow,
    /// `?`
    Question,
    /// `@`
    At,
    /// `#`
    Hash,
    /// `$`
    Dollar,
    /// `'`
    Quote,
}

impl Sign {
    /// The longest sign at the beginning of a row of marks, and how many of them it is.
    pub(crate) fn read(marks: [char; 3]) -> (Self, usize) {
        use Operator::{Add, And, Div, Mul, Or, Rem, Shl, Shr, Sub, Xor};
        match marks {
            ['<', '<', '='] => (Self::Augment(Shl), 3),
            ['>', '>', '='] => (Self::Augment(Shr), 3),
            ['*', '*', '='] => (Self::PowerAssign, 3),
            ['.', '.', '.' | '='] => (Self::OtherRange, 3),
            ['=', '=', _] => (Self::Compare(CompareOp::Equal), 2),
            ['!', '=', _] => (Self::Compare(CompareOp::NotEqual), 2),
            ['<', '=', _] => (Self::Compare(CompareOp::LessEqual), 2),
            ['>', '=', _] => (Self::Compare(CompareOp::GreaterEqual), 2),
            ['<', '<', _] => (Self::Operator(Shl), 2),
            ['>', '>', _] => (Self::Operator(Shr), 2),
            ['*', '*', _] => (Self::Power, 2),
            ['+', '=', _] => (Self::Augment(Add), 2),
            ['-', '=', _] => (Self::Augment(Sub), 2),
            ['*', '=', _] => (Self::Augment(Mul), 2),
            ['/', '=', _] => (Self::Augment(Div), 2),
            ['%', '=', _] => (Self::Augment(Rem), 2),
            ['&', '=', _] => (Self::Augment(And), 2),
            ['|', '=', _] => (Self::Augment(Or), 2),
            ['^', '=', _] => (Self::Augment(Xor), 2),
            ['.', '.', _] => (Self::Range, 2),
            [':', ':', _] => (Self::Path, 2),
            [':', '=', _] => (Self::Walrus, 2),
            ['-', '>', _] => (Self::Arrow, 2),
            ['=', '>', _] => (Self::FatArrow, 2),
            ['&', '&', _] => (Self::AndAnd, 2),
            ['|', '|', _] => (Self::OrOr, 2),
            [first, ..] => (Self::of_one(first), 1),
        }
    }

    fn of_one(mark: char) -> Self {
        match mark {
            '=' => Self::Assign,
            '<' => Self::Compare(CompareOp::Less),
            '>' => Self::Compare(CompareOp::Greater),
            '+' => Self::Operator(Operator::Add),
            '-' => Self::Operator(Operator::Sub),
            '*' => Self::Operator(Operator::Mul),
            '/' => Self::Operator(Operator::Div),
            '%' => Self::Operator(Operator::Rem),
            '&' => Self::Operator(Operator::And),
            '|' => Self::Operator(Operator::Or),
            '^' => Self::Operator(Operator::Xor),
            '~' => Self::Tilde,
            '!' => Self::Exclamation,
            '.' => Self::Dot,
            ',' => Self::Comma,
            ';' => Self::Semicolon,
            ':' => Self::Colon,
            '?' => Self::Question,
            '@' => Self::At,
            '#' => Self::Hash,
            '\'' => Self::Quote,
            _ => Self::Dollar,
        }
    }
}

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
    const ALL: [Row; 53] = [
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
        row(Self::Enumerate, "enumerate", 1..=2, &["start"], None),
        row(Self::Zip, "zip", 0..=4, &[], None),
        row(Self::Range, "range", 1..=3, &[], Some("range")),
        row(Self::Min, "min", 1..=ANY, &["key", "default"], None),
        row(Self::Max, "max", 1..=ANY, &["key", "default"], None),
        row(Self::Sum, "sum", 1..=2, &["start"], None),
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
            Self::Round => &["", "ndigits"],
            Self::Pow => &["base", "exp", "mod"],
            Self::Bytes => &["source", "encoding"],
            _ => &[],
        }
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

/// Words that no name can have, since the language or Rust needs them.
pub(crate) fn is_reserved(word: &str) -> bool {
    const WORDS: [&str; 39] = [
        "None", "True", "False", "and", "or", "not", "is", "in", "as", "del", "assert", "rust", "if", "elif", "else",
        "for", "while", "def", "class", "import", "from", "lambda", "try", "except", "finally", "raise", "with",
        "return", "yield", "global", "nonlocal", "pass", "break", "continue", "async", "await", "self", "Self",
        "super",
    ];
    word == "crate" || WORDS.contains(&word) || Builtin::of_word(word).is_some()
}

/// Whether Rust, of any edition, needs `r#` before the word where it is a name.
pub(crate) fn needs_raw(word: &str) -> bool {
    const WORDS: [&str; 52] = [
        "as", "break", "const", "continue", "crate", "else", "enum", "extern", "false", "fn", "for", "if", "impl",
        "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self", "static", "struct",
        "super", "trait", "true", "type", "unsafe", "use", "where", "while", "async", "await", "dyn", "gen",
        "abstract", "become", "box", "do", "final", "macro", "override", "priv", "typeof", "unsized", "virtual",
        "yield", "try",
    ];
    WORDS.contains(&word)
}

/// What to write instead of a statement of Python or Rust that is not part of the language.
pub(crate) fn instead_of_statement(word: &str) -> Option<&'static str> {
    Some(match word {
        "loop" => "write `while True { … }`",
        "elif" | "else" => "it follows the `}` of an `if`",
        "match" => "write `if … { … } elif … { … }`",
        "def" | "fn" => "write the function in Rust, outside of the unit, and call it",
        "class" | "struct" | "enum" | "trait" | "impl" => {
            "write the type in Rust, outside of the unit, with `#[derive(Object)]`"
        }
        "import" | "from" | "use" | "mod" => "write `use` in Rust, outside of the unit",
        "try" | "except" | "finally" | "raise" => "a failure panics: handle it in Rust, around `graph!`",
        "with" => "an object is finalized when its last handle goes: bind it, and `del` it at the end",
        "return" | "yield" => "the last expression, without `;`, is the value of the unit",
        "async" | "await" | "unsafe" => "write it in `rust!(…)`",
        "let" | "const" | "static" | "mut" => "write `name = value;`",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_the_order_of_their_enums() {
        assert!(Operator::ALL.iter().enumerate().all(|(at, (operator, ..))| *operator as usize == at));
        assert!(Builtin::ALL.iter().enumerate().all(|(at, row)| row.builtin as usize == at));
    }

    #[test]
    fn keywords_of_rust_are_names_that_need_raw() {
        for word in ["match", "fn", "loop", "move", "gen", "abstract", "dyn"] {
            assert!(needs_raw(word) && !is_reserved(word), "{word}");
        }
        assert!(!needs_raw("folder"));
    }

    #[test]
    fn words_of_the_language_cannot_be_bound() {
        for word in ["print", "None", "self", "crate", "for"] {
            assert!(is_reserved(word), "{word}");
        }
    }
}
