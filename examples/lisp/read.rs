//! From text to values.

use obj_runtime::prelude::*;

use crate::value::{Answer, list};

/// The words of a text without its comments, the first one last; brackets and quotes are words.
pub(crate) fn words(text: &str) -> Vec<String> {
    let text = text.replace('(', " ( ").replace(')', " ) ").replace('\'', " ' ");
    let lines = text.lines().map(|line| line.split(';').next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).map(str::to_owned).rev().collect()
}

/// Whether an expression goes on after the words.
pub(crate) fn is_open(words: &[String]) -> bool {
    let count = |bracket| words.iter().filter(|word| *word == bracket).count();
    count("(") > count(")")
}

/// Takes the words of an expression.
pub(crate) fn expression(words: &mut Vec<String>) -> Answer {
    match &*words.pop().ok_or("an expression does not end")? {
        "(" => {
            let mut items = Vec::new();
            while words.pop_if(|word| word == ")").is_none() {
                items.push(expression(words)?);
            }
            Ok(list(&items))
        }
        ")" => Err("`)` without `(`".into()),
        "'" => Ok(list(&[Str::intern("quote").into(), expression(words)?])),
        word => Ok(word.parse::<i64>().map_or_else(|_| Str::intern(word).into(), AnyObj::from)),
    }
}
