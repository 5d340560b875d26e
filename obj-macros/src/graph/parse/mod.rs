//! Reads a unit: tokens to statements. A mistake in one statement, or in one item of a list, leaves the
//! others readable.

mod atom;
mod display;
mod literal;
mod operators;
mod postfix;
mod statement;
#[cfg(test)]
mod tests;

pub(crate) use postfix::access;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use super::mistakes::{Mistake, Mistakes};
use super::syntax::{Expr, ExprKind, Statement, Unit};
use super::tokens::Tokens;

/// What a part of the parser answers: the mistake has been reported.
type Parsed<T> = Result<T, Mistake>;

/// Reads the tokens of one `graph! { … }`.
pub(crate) fn parse(tokens: TokenStream, mistakes: &mut Mistakes) -> Unit {
    Parser { tokens: Tokens::new(tokens, Span::call_site()), mistakes }.unit()
}

struct Parser<'m> {
    tokens: Tokens,
    mistakes: &'m mut Mistakes,
}

impl Parser<'_> {
    fn unit(mut self) -> Unit {
        let mut unit = Unit { interactive: self.interactive(), ..Unit::default() };
        while !self.tokens.is_empty() {
            if self.tokens.eat_operator(";").is_none() {
                self.statement_of(&mut unit);
            }
        }
        unit
    }

    /// `#![interactive]`
    fn interactive(&mut self) -> bool {
        if !(self.tokens.is_operator("#") && self.tokens.operator_after(1).is_some_and(|sign| sign.text == "!")) {
            return false;
        }
        let is_known = match self.tokens.peek_nth(2) {
            Some(TokenTree::Group(group)) => group.stream().to_string() == "interactive",
            _ => false,
        };
        if !is_known {
            let extent = self.tokens.extent();
            self.mistakes.add(extent, "the only attribute of a unit is `#![interactive]`");
        }
        self.tokens.skip(3);
        is_known
    }

    /// Reads one statement and what ends it.
    fn statement_of(&mut self, unit: &mut Unit) {
        let remaining = self.tokens.remaining();
        let mistakes = self.mistakes.count();
        match self.statement() {
            Err(mistake) => self.give_up(unit, mistake, remaining),
            Ok(Statement::Effect(value)) if self.tokens.is_empty() => unit.value = Some(value),
            Ok(statement) => {
                unit.statements.push(statement);
                let is_ended = self.tokens.eat_operator(";").is_some();
                // A mistake in the statement may have passed its end.
                if !is_ended && (self.mistakes.count() == mistakes || !self.tokens.is_empty()) {
                    self.end_is_missing(unit);
                }
            }
        }
    }

    /// Something follows a whole statement, or nothing does. On a new line it is the next one.
    fn end_is_missing(&mut self, unit: &mut Unit) {
        if self.tokens.is_empty() {
            return self.last_end_is_missing();
        }
        if self.tokens.starts_line() {
            let place = self.tokens.extent();
            self.mistakes
                .add(place, "expected `;` before this line; note that `//` starts a comment and does not divide");
            return;
        }
        let remaining = self.tokens.remaining();
        let mistake = self.unexpected("`;`");
        self.give_up(unit, mistake, remaining);
    }

    /// What a comment took from the last statement would be lost in silence. In a unit of one line there is none.
    fn last_end_is_missing(&mut self) {
        let hint = match self.tokens.is_of_one_line() {
            true => "each statement ends with one",
            false => "note that `//` starts a comment and does not divide",
        };
        let place = self.tokens.extent_before();
        self.mistakes.add(place, format!("expected `;` after this; {hint}"));
    }

    /// Passes the rest of a statement that cannot be read.
    fn give_up(&mut self, unit: &mut Unit, mistake: Mistake, remaining: usize) {
        self.tokens.skip_to(';');
        let mut names = Vec::new();
        names_in(self.tokens.since(remaining), &mut names);
        unit.statements.push(Statement::Broken { mistake, names });
    }

    /// A parser for what is inside a group.
    fn inside(&mut self, group: &Group) -> Parser<'_> {
        Parser { tokens: Tokens::inside(group), mistakes: self.mistakes }
    }

    /// Items between commas, up to the end, and whether a comma comes last. A wrong item leaves the others.
    fn separated<T>(
        &mut self,
        item: fn(&mut Self) -> Parsed<T>,
        broken: fn(Mistake) -> T,
        end: &str,
    ) -> (Vec<T>, bool) {
        let mut items = Vec::new();
        let mut comma = false;
        while !self.tokens.is_empty() {
            let read = item(self).and_then(|item| match self.tokens.is_operator(",") || self.tokens.is_empty() {
                true => Ok(item),
                false => Err(self.unexpected(end)),
            });
            items.push(read.unwrap_or_else(|mistake| {
                self.tokens.skip_to(',');
                broken(mistake)
            }));
            comma = self.tokens.eat_operator(",").is_some();
        }
        (items, comma)
    }

    /// The expressions in a group of arguments or items.
    fn expressions(&mut self, group: &Group) -> (Vec<Expr>, bool) {
        let end = match group.delimiter() {
            Delimiter::Parenthesis => "`,` or `)`",
            Delimiter::Bracket => "`,` or `]`",
            Delimiter::Brace => "`,` or `}`",
            Delimiter::None => "the end",
        };
        let place = group.span();
        let broken = |mistake| Expr::new(ExprKind::Broken(mistake), Span::call_site());
        let (mut items, comma) = self.inside(group).separated(|parser| parser.expression(), broken, end);
        for item in items.iter_mut().filter(|item| matches!(item.kind, ExprKind::Broken(_))) {
            item.extent = place.into();
        }
        (items, comma)
    }

    /// Reports a token that cannot stand where an expression is complete.
    fn unexpected(&mut self, expected: &str) -> Mistake {
        let place = self.tokens.peek_operator().map_or(self.tokens.extent(), |sign| sign.extent);
        let text = self.foreign_after_expression().unwrap_or_else(|| format!("invalid syntax; expected {expected}"));
        self.mistakes.add(place, text)
    }

    /// What to say of syntax of Python or Rust that goes on after an expression and is not part of the language.
    fn foreign_after_expression(&self) -> Option<String> {
        let sign = self.tokens.peek_operator().map(|sign| sign.text);
        let text = match sign.as_deref() {
            Some("**" | "**=") => "`**` is not part of the language; write `Int::pow(a, b)`",
            Some("@") => "`@` is not part of the language; call a method",
            Some("->") => "invalid syntax; write `.`",
            Some("&&") => "invalid syntax; write `and`",
            Some("||") => "invalid syntax; write `or`",
            Some(":=") => "`:=` is not part of the language; bind the name in a statement of its own",
            Some(":") => "annotations are not part of the language; the value decides on the type",
            Some(".." | "..." | "..=") => "ranges are not part of the language; write `rust!(…)`",
            Some("?") => "`?` is not part of the language; write it in `rust!(…)`",
            Some("#") => "comments start with `//`",
            Some("=") => {
                "invalid syntax; a value is compared with `==`, and fields are given as `Type { field: value }`"
            }
            _ => return self.foreign_word_after_expression(),
        };
        Some(text.to_owned())
    }

    fn foreign_word_after_expression(&self) -> Option<String> {
        let word = self.tokens.peek_ident()?.to_string();
        let text = match word.as_str() {
            "if" => "conditional expressions are not part of the language; write `rust!(if … { … } else { … })`",
            "for" | "async" => "comprehensions are not part of the language; write `rust!(…)`, or the items one by one",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

/// The words in tokens that nobody could read, down to the last group: some of them may have been bound there.
fn names_in(tokens: TokenStream, names: &mut Vec<Ident>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(ident) => names.push(ident),
            TokenTree::Group(group) => names_in(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
