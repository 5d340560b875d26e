//! The words of the language: signs, operators, and what cannot be bound.

pub(crate) use super::builtins::{Builtin, Module};

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
    fn the_table_is_in_the_order_of_its_enum() {
        assert!(Operator::ALL.iter().enumerate().all(|(at, (operator, ..))| *operator as usize == at));
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
