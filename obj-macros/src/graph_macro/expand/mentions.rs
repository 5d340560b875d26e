//! Whether tokens of Rust mention a name.

use proc_macro2::{TokenStream, TokenTree};

/// Whether a name is among the words, or in a text.
pub(super) fn has_word(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => is_name(&ident, name),
        TokenTree::Group(group) => has_word(&group.stream(), name),
        TokenTree::Literal(literal) => literal.to_string().contains(&format!("{{{name}")),
        TokenTree::Punct(_) => false,
    })
}

/// Whether a name may be that of a value: it is no field, no method, no part of a longer path, no lifetime and no macro.
pub(super) fn uses(tokens: &TokenStream, name: &str) -> bool {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    trees.iter().enumerate().any(|(at, tree)| match tree {
        TokenTree::Ident(ident) => is_name(ident, name) && !is_behind_mark(&trees[..at]) && !is_label(&trees[at + 1..]),
        TokenTree::Group(group) => uses(&group.stream(), name),
        TokenTree::Literal(literal) => is_in_text(&literal.to_string(), name),
        TokenTree::Punct(_) => false,
    })
}

fn is_name(ident: &proc_macro2::Ident, name: &str) -> bool {
    ident.to_string().trim_start_matches("r#") == name
}

/// Whether these tokens end with a `.` that is not that of a range, with `::` or with `'`.
fn is_behind_mark(before: &[TokenTree]) -> bool {
    let mark = |back: usize| before.len().checked_sub(back).and_then(|at| mark_of(&before[at]));
    match (mark(2), mark(1)) {
        (Some(':'), Some(':')) | (_, Some('\'')) => true,
        (other, Some('.')) => other != Some('.'),
        _ => false,
    }
}

/// Whether these tokens make the word before them a field's label, the begin of a path, or a macro.
fn is_label(after: &[TokenTree]) -> bool {
    match after {
        [mark, group, ..] if mark_of(mark) == Some('!') => matches!(group, TokenTree::Group(_)),
        [mark, ..] => mark_of(mark) == Some(':'),
        [] => false,
    }
}

/// Whether a text of `format!` may write a value with this name.
fn is_in_text(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], text[at + name.len()..].trim_start());
        before.ends_with('{') && after.starts_with(['}', ':']) || after.starts_with('$')
    })
}

fn mark_of(tree: &TokenTree) -> Option<char> {
    match tree {
        TokenTree::Punct(mark) => Some(mark.as_char()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::uses;

    #[test]
    fn only_values_are_uses_of_a_name() {
        for rust in [
            "n",
            "f(n)",
            "x[n]",
            "{ n }",
            "T { n }",
            "T { a: n }",
            "n.len()",
            "-n",
            "0..n",
            "0..=n",
            "n..",
            "r#n",
            "n != 1",
            "!n",
            "format!(\"{n}\")",
            "format!(\"{n:?} {}\", 1)",
            "format!(\"{:>n$}\", 1)",
            "vec![n]",
            "a::<u8>(n)",
            "n as u8",
            "n;",
        ] {
            assert!(uses(&rust.parse().unwrap(), "n"), "{rust}");
        }
        for rust in [
            "x.n",
            "x.n()",
            "a.b.n",
            "T { n: 1 }",
            "n::f()",
            "m::n",
            "T::n()",
            "n!(1)",
            "n![1]",
            "x.n::<u8>()",
            "'n: loop { break 'n }",
            "nn",
            "format!(\"{nn} n\")",
            "f(\"n\")",
            "x.r#n",
        ] {
            assert!(!uses(&rust.parse().unwrap(), "n"), "{rust}");
        }
    }
}
