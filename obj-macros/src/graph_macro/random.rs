//! Units of random tokens: whatever they are, every stage ends, and none panics.

use proc_macro2::TokenStream;

/// What a unit is made of. Brackets open here, and are closed behind them.
const WORDS: [&str; 96] = [
    "a",
    "b",
    "c",
    "a",
    "b",
    "_",
    "r#match",
    "Node",
    "a::b",
    "self",
    "None",
    "True",
    "1",
    "2.5",
    "\"x\"",
    "b\"y\"",
    "'c'",
    "0x_",
    "99999999999999999999",
    "=",
    "=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "%",
    "<<",
    ">>",
    "<",
    ">",
    "==",
    "!=",
    "&",
    "|",
    "^",
    "~",
    "!",
    ".",
    ".",
    ",",
    ",",
    ";",
    ";",
    ";",
    ":",
    "::",
    ":=",
    "+=",
    "-=",
    "**=",
    "..",
    "...",
    "->",
    "=>",
    "?",
    "@",
    "#",
    "$",
    "(",
    "(",
    "(",
    "[",
    "[",
    "{",
    "{",
    ")",
    ")",
    "]",
    "}",
    "and",
    "or",
    "not",
    "is",
    "in",
    "if",
    "elif",
    "else",
    "for",
    "while",
    "break",
    "continue",
    "def",
    "lambda",
    "return",
    "del",
    "assert",
    "import",
    "sys",
    "nonlocal",
    "print",
    "len",
    "as",
    "i64",
    "isinstance",
    "rust!",
];

/// The unit that these bytes choose.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    let mut open = Vec::new();
    let mut text = String::new();
    for byte in bytes {
        let word = WORDS[usize::from(*byte) % WORDS.len()];
        match word {
            "(" => open.push(")"),
            "[" => open.push("]"),
            "{" => open.push("}"),
            ")" | "]" | "}" => {
                text.push_str(open.pop().unwrap_or(";"));
                text.push(' ');
                continue;
            }
            _ => {}
        }
        text.push_str(word);
        text.push(if word == ";" { '\n' } else { ' ' });
    }
    open.into_iter().rev().for_each(|bracket| text.push_str(bracket));
    text
}

/// Takes a unit through all stages. Returns the expansion, if the text has tokens.
pub(crate) fn expansion_of(text: &str) -> Option<TokenStream> {
    let tokens: TokenStream = text.parse().ok()?;
    let root = quote::quote!(::obj_runtime);
    Some(super::expand_unit(tokens, &root))
}

#[cfg(test)]
mod tests {
    use super::{expansion_of, text_of};

    const UNITS: usize = 4000;
    const LONGEST: usize = 60;

    /// A generator of Marsaglia: the same units each time.
    fn next(state: &mut u64) -> u64 {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        *state
    }

    #[test]
    fn every_row_of_tokens_is_read_to_its_end() {
        let mut state = 0x2545_F491_4F6C_DD1D;
        let mut expanded = 0;
        for _ in 0..UNITS {
            let length = usize::try_from(next(&mut state)).unwrap_or(usize::MAX) % LONGEST;
            let bytes: Vec<u8> = (0..length).map(|_| (next(&mut state) >> 32).to_le_bytes()[0]).collect();
            expanded += usize::from(expansion_of(&text_of(&bytes)).is_some());
        }
        assert!(expanded > UNITS / 2, "most rows are tokens of Rust: {expanded}");
    }
}
