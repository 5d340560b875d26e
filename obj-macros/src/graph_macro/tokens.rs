//! The tokens of a unit or of one group in it, with what the parser asks of them.

use proc_macro2::{Delimiter, Group, Ident, Literal, Spacing, Span, TokenStream, TokenTree};

use crate::extent::Extent;
use crate::graph_macro::words::{CompareOp, Sign};

/// The most tokens of `<…>`. What does not end before is a comparison.
const LONGEST_GENERICS: usize = 1000;

/// A place in a list of tokens.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    trees: Vec<TokenTree>,
    /// What each token is, which is asked of it many times.
    seen: Vec<Seen>,
    at: usize,
    /// Where an error at the end of the list belongs.
    end: Span,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Seen {
    Word(String),
    /// The sign that begins here, and the number of its marks.
    Sign(Sign, usize),
    Other,
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream, end: Span) -> Self {
        let trees: Vec<_> = stream.into_iter().map(bare).collect();
        let seen = (0..trees.len()).map(|at| Seen::of(&trees[at..])).collect();
        Self { trees, seen, at: 0, end }
    }

    /// The tokens inside a group.
    pub(crate) fn inside(group: &Group) -> Self {
        Self::new(group.stream(), group.span_close())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.at == self.trees.len()
    }

    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.peek_nth(0)
    }

    pub(crate) fn peek_nth(&self, n: usize) -> Option<&TokenTree> {
        self.trees.get(self.at + n)
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let tree = self.peek().cloned();
        self.at += usize::from(tree.is_some());
        tree
    }

    /// The token before the current one.
    pub(crate) fn previous(&self) -> Option<&TokenTree> {
        self.trees[..self.at].last()
    }

    pub(crate) fn is_after_comma(&self) -> bool {
        self.is_after(Sign::Comma)
    }

    /// Whether the token before the current one is this sign, of one mark.
    pub(crate) fn is_after(&self, sign: Sign) -> bool {
        self.at > 0 && self.seen[self.at - 1] == Seen::Sign(sign, 1)
    }

    pub(crate) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.trees.len());
    }

    /// The place of the current token.
    pub(crate) fn extent(&self) -> Extent {
        self.peek().map_or(self.end.into(), extent_of)
    }

    /// The place of the token before the current one.
    pub(crate) fn extent_before(&self) -> Extent {
        self.previous().map_or(self.end.into(), extent_of)
    }

    pub(crate) fn remaining(&self) -> usize {
        self.trees.len() - self.at
    }

    /// The tokens from an earlier place, which `remaining` gave, up to the current one.
    pub(crate) fn since(&self, remaining: usize) -> TokenStream {
        self.trees[self.trees.len() - remaining..self.at].iter().cloned().collect()
    }

    pub(crate) fn peek_ident(&self) -> Option<&Ident> {
        ident_of(self.peek())
    }

    /// The current token as a word, with `r#` if it is raw.
    pub(crate) fn word(&self) -> Option<&str> {
        self.word_after(0)
    }

    /// The word at `n` tokens from here.
    pub(crate) fn word_after(&self, n: usize) -> Option<&str> {
        match self.seen.get(self.at + n)? {
            Seen::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether the current token is this word, not raw.
    pub(crate) fn peek_word(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    /// The span of this word, which is passed.
    pub(crate) fn eat_word(&mut self, word: &str) -> Option<Span> {
        let span = self.peek_word(word).then(|| self.peek_ident().map(Ident::span))??;
        self.skip(1);
        Some(span)
    }

    pub(crate) fn peek_literal(&self) -> Option<&Literal> {
        match self.peek()? {
            TokenTree::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    /// The string or character with a prefix that Rust does not have: `f"text"`.
    pub(crate) fn peek_prefixed(&self) -> Option<&Literal> {
        let Some(TokenTree::Literal(literal)) = self.peek_nth(1) else { return None };
        let prefix = self.peek_ident()?;
        let is_quoted = literal.to_string().ends_with(['"', '\'']);
        (is_quoted && prefix.span().end() == literal.span().start()).then_some(literal)
    }

    /// The place of the marks before the current token, if they are these.
    pub(crate) fn extent_before_if(&self, marks: &str) -> Option<Extent> {
        let first = self.at.checked_sub(marks.len())?;
        let trees = &self.trees[first..self.at];
        let are_these = trees.iter().zip(marks.chars()).all(|(tree, mark)| is_mark(tree, mark));
        are_these.then(|| extent_of(&trees[0]).to(extent_of(&trees[marks.len() - 1])))
    }

    /// The group with this delimiter at `n` tokens from here.
    pub(crate) fn group_after(&self, n: usize, delimiter: Delimiter) -> Option<&Group> {
        match self.peek_nth(n)? {
            TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
            _ => None,
        }
    }

    pub(crate) fn peek_group(&self, delimiter: Delimiter) -> Option<&Group> {
        self.group_after(0, delimiter)
    }

    /// The sign at the current token: the longest there is.
    pub(crate) fn peek_sign(&self) -> Option<FoundSign> {
        self.sign_after(0)
    }

    /// The sign at `n` tokens from here.
    pub(crate) fn sign_after(&self, n: usize) -> Option<FoundSign> {
        let at = self.at + n;
        let Seen::Sign(sign, length) = *self.seen.get(at)? else { return None };
        let extent = Extent { first: self.trees[at].span(), last: self.trees[at + length - 1].span() };
        Some(FoundSign { sign, length, extent })
    }

    pub(crate) fn is_sign(&self, sign: Sign) -> bool {
        self.is_sign_after(0, sign)
    }

    pub(crate) fn is_sign_after(&self, n: usize, sign: Sign) -> bool {
        matches!(self.seen.get(self.at + n), Some(Seen::Sign(found, _)) if *found == sign)
    }

    /// Passes this sign, if it is the current one.
    pub(crate) fn eat_sign(&mut self, sign: Sign) -> Option<Extent> {
        let found = if self.is_sign(sign) { self.peek_sign()? } else { return None };
        Some(self.pass(found))
    }

    /// Passes the sign that was found at the current token.
    pub(crate) fn pass(&mut self, found: FoundSign) -> Extent {
        self.skip(found.length);
        found.extent
    }

    /// Passes `<…>`, if that is what stands here.
    pub(crate) fn pass_generics(&mut self) -> bool {
        let length = self.length_of_generics();
        self.skip(length.unwrap_or(0));
        length.is_some()
    }

    fn length_of_generics(&self) -> Option<usize> {
        let mut depth = 0_usize;
        let mut before = None;
        for (at, tree) in self.trees[self.at..].iter().take(LONGEST_GENERICS).enumerate() {
            let mark = mark_of(tree);
            match mark {
                Some('<') => depth += 1,
                // `->` ends nothing.
                Some('>') if !matches!(before, Some('-' | '=')) => depth = depth.checked_sub(1)?,
                Some(';') => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at + 1).filter(|_| at > 0);
            }
            before = mark;
        }
        None
    }

    /// Passes everything up to this punctuation mark.
    pub(crate) fn skip_to(&mut self, mark: char) {
        while self.peek().is_some_and(|tree| !is_mark(tree, mark)) {
            self.skip(1);
        }
    }

    /// Whether a `:` stands on this level, or a `::` that is not in a path.
    pub(crate) fn has_colon(&self) -> bool {
        let (mut at, mut is_after_word, mut lambdas) = (self.at, false, 0);
        while let Some(seen) = self.seen.get(at) {
            match seen {
                Seen::Sign(Sign::Colon, _) if lambdas > 0 => lambdas -= 1,
                Seen::Sign(Sign::Colon, _) => return true,
                Seen::Sign(Sign::Path, _) if !is_after_word => return true,
                Seen::Word(word) if word == "lambda" => lambdas += 1,
                _ => {}
            }
            is_after_word = matches!(seen, Seen::Word(_) | Seen::Sign(Sign::Compare(CompareOp::Greater), _));
            at += if let Seen::Sign(_, length) = seen { *length } else { 1 };
        }
        false
    }

    /// Whether this word comes before this sign, on this level.
    pub(crate) fn has_word_before(&self, word: &str, sign: Sign) -> bool {
        let mut before =
            self.seen[self.at..].iter().take_while(|seen| !matches!(seen, Seen::Sign(found, _) if *found == sign));
        before.any(|seen| matches!(seen, Seen::Word(found) if found == word))
    }

    /// Where this word stands from here on, outside of groups.
    pub(crate) fn places_of_word(&self, word: &str) -> Vec<Span> {
        let is_word = |seen: &Seen| matches!(seen, Seen::Word(found) if found == word);
        let here = self.trees.iter().zip(&self.seen).skip(self.at);
        here.filter(|(_, seen)| is_word(seen)).map(|(tree, _)| tree.span()).collect()
    }

    /// Whether the token at an earlier place, which `remaining` gave, is one of these words.
    pub(crate) fn is_word_at(&self, remaining: usize, words: &[&str]) -> bool {
        matches!(self.seen.get(self.trees.len() - remaining), Some(Seen::Word(word)) if words.contains(&&**word))
    }

    /// Whether the token before the current one is a group in braces.
    pub(crate) fn ends_block(&self) -> bool {
        matches!(self.previous(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
    }

    /// Whether the first and the last token stand on the same line.
    pub(crate) fn is_of_one_line(&self) -> bool {
        let line = |tree: Option<&TokenTree>| tree.map(|tree| extent_of(tree).last.end().line);
        line(self.trees.first()) == line(self.trees.last())
    }

    /// Whether the current token stands on a later line than the one before.
    pub(crate) fn starts_line(&self) -> bool {
        self.extent().first.start().line > self.extent_before().last.end().line
    }

    /// Whether a token of this list begins a line of the text.
    fn begins_line(&self, at: usize) -> bool {
        at == 0 || extent_of(&self.trees[at]).first.start().line > extent_of(&self.trees[at - 1]).last.end().line
    }

    fn column(&self, at: usize) -> usize {
        extent_of(&self.trees[at]).first.start().column
    }

    /// Passes the tokens of an indented block, of which the `:` before it was the last token that was passed: the rest of the line, or else
    /// the lines that are indented deeper than this one.
    ///
    /// # Errors
    /// Python's words for what is wrong with the lines, and where that is.
    pub(crate) fn pass_indented(&mut self) -> Result<TokenStream, (Extent, &'static str)> {
        let first = self.at;
        let line = (0..first).rev().find(|at| self.begins_line(*at)).unwrap_or(0);
        let is_of_one_line = first < self.trees.len() && !self.begins_line(first);
        while !self.is_empty() {
            let begins_other = self.at > first || !is_of_one_line;
            if begins_other
                && self.begins_line(self.at)
                && (is_of_one_line || self.column(self.at) <= self.column(line))
            {
                break;
            }
            self.skip(1);
        }
        self.have_lines(first)?;
        if !is_of_one_line {
            self.are_indented(first)?;
        }
        Ok(self.trees[first..self.at].iter().cloned().collect())
    }

    /// Whether the tokens of a block that begins here stand one behind the other in one text: those that a macro writes and those that it is
    /// given do not.
    fn have_lines(&self, first: usize) -> Result<(), (Extent, &'static str)> {
        let place = |at: usize| {
            let Extent { first, last } = extent_of(&self.trees[at]);
            [(first.start().line, first.start().column), (last.end().line, last.end().column)]
        };
        // The token that ended the block counts, and whether another one comes before it.
        let end = (self.at + 2).min(self.trees.len());
        for at in first.max(1)..end {
            if place(at)[0] < place(at - 1)[1] {
                let text = "the lines of this block are not those of one text, as a macro has put it together; write it in braces";
                return Err((extent_of(&self.trees[at]), text));
            }
        }
        Ok(())
    }

    /// Whether the statements of a block that begins here are indented alike, and deeper only behind a `:`.
    fn are_indented(&self, first: usize) -> Result<(), (Extent, &'static str)> {
        let Some(tree) = self.trees[first..self.at].first() else { return Ok(()) };
        let mut columns = vec![extent_of(tree).first.start().column];
        for at in (first + 1..self.at).filter(|at| self.begins_line(*at)) {
            let (column, place) = (self.column(at), extent_of(&self.trees[at]));
            let innermost = columns.last().copied().unwrap_or(0);
            match self.seen[at - 1] {
                Seen::Sign(Sign::Colon, _) if column > innermost => columns.push(column),
                Seen::Sign(Sign::Semicolon, _) if column > innermost => return Err((place, "unexpected indent")),
                Seen::Sign(Sign::Semicolon, _) => {
                    columns.retain(|other| *other <= column);
                    if columns.last() != Some(&column) {
                        return Err((place, "unindent does not match any outer indentation level"));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A sign and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoundSign {
    pub(crate) sign: Sign,
    /// The number of its marks.
    length: usize,
    pub(crate) extent: Extent,
}

impl Seen {
    /// What the first of these tokens is.
    fn of(trees: &[TokenTree]) -> Self {
        match &trees[0] {
            TokenTree::Ident(ident) => Self::Word(ident.to_string()),
            TokenTree::Punct(_) => Self::sign(trees),
            TokenTree::Literal(_) | TokenTree::Group(_) => Self::Other,
        }
    }

    fn sign(trees: &[TokenTree]) -> Self {
        let mut marks = ['\0'; 3];
        for (mark, tree) in marks.iter_mut().zip(trees) {
            let TokenTree::Punct(punct) = tree else { break };
            *mark = punct.as_char();
            if punct.spacing() == Spacing::Alone {
                break;
            }
        }
        let (sign, length) = Sign::read(marks);
        Self::Sign(sign, length)
    }
}

/// The place of a token.
pub(crate) fn extent_of(tree: &TokenTree) -> Extent {
    match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            inside_of(group).unwrap_or(group.span().into())
        }
        TokenTree::Group(group) => Extent { first: group.span_open(), last: group.span_close() },
        other => other.span().into(),
    }
}

/// The place of what an invisible group holds: the user's tokens rather than the macro's parameter.
fn inside_of(group: &Group) -> Option<Extent> {
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    Some(extent_of(trees.first()?).to(extent_of(trees.last()?)))
}

fn is_mark(tree: &TokenTree, mark: char) -> bool {
    mark_of(tree) == Some(mark)
}

fn mark_of(tree: &TokenTree) -> Option<char> {
    match tree {
        TokenTree::Punct(punct) => Some(punct.as_char()),
        _ => None,
    }
}

fn ident_of(tree: Option<&TokenTree>) -> Option<&Ident> {
    match tree? {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    }
}

/// Looks through invisible groups, which `macro_rules!` puts round its fragments, if they hold one token.
fn bare(tree: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &tree else { return tree };
    if group.delimiter() != Delimiter::None {
        return tree;
    }
    let mut inner = group.stream().into_iter();
    match (inner.next(), inner.next()) {
        (Some(only), None) => bare(only),
        _ => tree,
    }
}
