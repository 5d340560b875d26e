//! S-expressions.

/// What is written.
#[derive(Debug, PartialEq)]
pub(super) enum Form {
    Number(i64),
    Word(String),
    List(Vec<Form>),
}

impl Form {
    /// The word that this is.
    #[track_caller]
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Word(word) => word,
            other => panic!("{other:?} is no word"),
        }
    }

    /// The list that this is.
    #[track_caller]
    pub(super) fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            other => panic!("{other:?} is no list"),
        }
    }
}

/// Reads all forms of `text`; a `;` begins a comment.
pub(super) fn read(text: &str) -> Vec<Form> {
    let lines = text.lines().map(|line| line.split(';').next().unwrap_or_default());
    let spaced: String = lines.collect::<Vec<_>>().join(" ").replace('(', " ( ").replace(')', " ) ");
    let mut open = vec![Vec::new()];
    for token in spaced.split_whitespace() {
        let form = match token {
            "(" => {
                open.push(Vec::new());
                continue;
            }
            ")" => Form::List(open.pop().expect("a list is open")),
            token => token.parse().map_or_else(|_| Form::Word(token.into()), Form::Number),
        };
        open.last_mut().expect("there is one too many `)`").push(form);
    }
    let forms = open.pop().expect("there is one too many `)`");
    assert!(open.is_empty(), "there is one too few `)`");
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_nest() {
        let forms = read("(f 1 (g)) ; the rest\n-2");
        let word = |word: &str| Form::Word(word.into());
        let list = Form::List(vec![word("f"), Form::Number(1), Form::List(vec![word("g")])]);
        assert_eq!(forms, [list, Form::Number(-2)]);
    }
}
