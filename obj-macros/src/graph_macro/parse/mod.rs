//! Reads a unit: tokens to statements. A mistake in one statement, or in one item of a list, leaves the
//! others readable.

mod arguments;
mod atom;
mod block;
mod comprehension;
mod declaration;
mod display;
mod literal;
mod operators;
mod postfix;
mod statement;
mod types;
#[cfg(test)]
mod tests;

pub(super) use arguments::{builtin_of, dict_of};
pub(super) use comprehension::refused_by_rust;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::errors::{Errors, Mistake};
use crate::graph_macro::syntax::{Expr, ExprKind, Statement, Unit};
use crate::graph_macro::tokens::Tokens;
use crate::graph_macro::words::{Module, Sign};

/// What a part of the parser returns: a mistake has been noted already.
type Parsed<T> = Result<T, Mistake>;

/// Reads the tokens of one `graph! { … }`.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Unit {
    Parser {
        tokens: Tokens::new(tokens, Span::call_site()),
        depth: 0,
        blocks: 0,
        loops: 0,
        is_head: false,
        modules: Vec::new(),
        with_colon: None,
        errors,
    }
    .unit()
}

/// How deep expressions may be nested, as in CPython.
const MAX_DEPTH: usize = 200;
const TOO_DEEP: &str = "too many nested parentheses; bind a part of it to a name of its own";

struct Parser<'m> {
    tokens: Tokens,
    /// The number of brackets round the tokens.
    depth: usize,
    /// The number of blocks round the statement, and how many of them are loops.
    blocks: usize,
    loops: usize,
    /// Whether braces that come next begin a block.
    is_head: bool,
    /// The modules that were imported.
    modules: Vec<Module>,
    /// That no block follows a `:`, as was told.
    with_colon: Option<Mistake>,
    errors: &'m mut Errors,
}

impl Parser<'_> {
    fn unit(mut self) -> Unit {
        let interactive = self.interactive();
        let (statements, value) = self.statements();
        Unit { interactive, statements, value }
    }

    /// All statements, and the expression without `;` at the end.
    fn statements(&mut self) -> (Vec<Statement>, Option<Expr>) {
        let (mut statements, mut value) = (Vec::new(), None);
        while !self.tokens.is_empty() {
            if self.tokens.eat_sign(Sign::Semicolon).is_none() {
                self.statement_of(&mut statements, &mut value);
            }
        }
        (statements, value)
    }

    /// `#![interactive]`
    fn interactive(&mut self) -> bool {
        /// `#`, `!` and the group behind them.
        const LENGTH: usize = 3;
        if !(self.tokens.is_sign(Sign::Hash) && self.tokens.is_sign_after(1, Sign::Exclamation)) {
            return false;
        }
        let attribute = self.tokens.group_after(LENGTH - 1, Delimiter::Bracket);
        let is_known = attribute.is_some_and(|group| group.stream().to_string() == "interactive");
        if !is_known {
            let extent = self.tokens.extent();
            self.errors.at(extent, "the only attribute of a unit is `#![interactive]`");
        }
        self.tokens.skip(LENGTH);
        is_known
    }

    /// Reads one statement and what ends it.
    fn statement_of(&mut self, statements: &mut Vec<Statement>, last: &mut Option<Expr>) {
        let remaining = self.tokens.remaining();
        let mistakes = self.errors.count();
        let is_def = self.tokens.peek_word("def");
        match self.statement() {
            Err(mistake) => self.give_up(statements, mistake, remaining),
            Ok(Statement::Effect(value)) if self.tokens.is_empty() => *last = Some(value),
            Ok(block @ Statement::Block(_)) => statements.push(block),
            Ok(statement) => {
                statements.push(statement);
                let is_ended = self.tokens.eat_sign(Sign::Semicolon).is_some()
                    || is_def && (self.tokens.ends_block() || self.tokens.is_after(Sign::Semicolon));
                // A mistake in the statement may have passed its end.
                if !is_ended && (self.errors.count() == mistakes || !self.tokens.is_empty()) {
                    self.end_is_missing(statements);
                }
            }
        }
    }

    /// Something follows a whole statement, or nothing does. On a new line it is the next one.
    fn end_is_missing(&mut self, statements: &mut Vec<Statement>) {
        if self.tokens.is_empty() {
            return self.last_end_is_missing();
        }
        if self.tokens.starts_line() {
            let place = self.tokens.extent();
            self.errors.at(place, "expected `;` before this line; note that `//` starts a comment and does not divide: write `floordiv(a, b)`");
            return;
        }
        let remaining = self.tokens.remaining();
        let mistake = self.unexpected("`;`");
        self.give_up(statements, mistake, remaining);
    }

    /// What a comment took from the last statement would be lost in silence. In a unit of one line there is none.
    fn last_end_is_missing(&mut self) {
        let hint = if self.tokens.is_of_one_line() {
            "each statement ends with one"
        } else {
            "note that `//` starts a comment and does not divide: write `floordiv(a, b)`"
        };
        let place = self.tokens.extent_before();
        self.errors.at(place, format!("expected `;` after this; {hint}"));
    }

    /// Passes the rest of a statement that cannot be read.
    fn give_up(&mut self, statements: &mut Vec<Statement>, mistake: Mistake, remaining: usize) {
        self.skip_statement(remaining);
        let mut names = Vec::new();
        names_in(self.tokens.since(remaining), &mut names);
        statements.push(Statement::Broken { mistake, names });
    }

    /// A parser for what is inside a group.
    fn inside(&mut self, group: &Group) -> Parser<'_> {
        Parser {
            tokens: Tokens::inside(group),
            depth: self.depth + 1,
            blocks: self.blocks,
            loops: self.loops,
            is_head: false,
            modules: self.modules.clone(),
            with_colon: None,
            errors: self.errors,
        }
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
            let read = item(self).and_then(|item| {
                let is_whole = self.tokens.is_sign(Sign::Comma) || self.tokens.is_empty();
                if is_whole { Ok(item) } else { Err(self.unexpected(end)) }
            });
            items.push(read.unwrap_or_else(|mistake| {
                self.tokens.skip_to(',');
                broken(mistake)
            }));
            comma = self.tokens.eat_sign(Sign::Comma).is_some();
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
        let (mut items, comma) = self.inside(group).separated(|parser| parser.item_of_display(), broken, end);
        for item in items.iter_mut().filter(|item| matches!(item.kind, ExprKind::Broken(_))) {
            item.extent = place.into();
        }
        (items, comma)
    }

    /// Reports a token that cannot stand where an expression is complete.
    fn unexpected(&mut self, expected: &str) -> Mistake {
        let place = self.tokens.peek_sign().map_or(self.tokens.extent(), |found| found.extent);
        let text = self.foreign_after_expression().unwrap_or_else(|| format!("invalid syntax; expected {expected}"));
        self.errors.at(place, text)
    }

    /// What to say of syntax of Python or Rust that goes on after an expression and is not part of the language.
    fn foreign_after_expression(&self) -> Option<String> {
        let Some(found) = self.tokens.peek_sign() else { return self.foreign_word_after_expression() };
        let text = match found.sign {
            Sign::At => "unsupported operand type(s) for @: no type here multiplies matrices; call a method",
            Sign::Arrow => "invalid syntax; write `.`",
            Sign::AndAnd => "invalid syntax; write `and`",
            Sign::OrOr => "invalid syntax; write `or`",
            Sign::Walrus => "invalid syntax; `name := value` stands in parentheses, inside of an expression",
            Sign::Colon => "annotations are not part of the language; the value decides on the type",
            Sign::Range | Sign::OtherRange => "ranges are not part of the language; write `rust!(…)`",
            Sign::Question => "`?` is not part of the language; write it in `rust!(…)`",
            Sign::Hash => "comments start with `//`",
            Sign::Assign => {
                "invalid syntax; a value is compared with `==`, and fields are given as `Type { field: value }`"
            }
            _ => return None,
        };
        Some(text.to_owned())
    }

    fn foreign_word_after_expression(&self) -> Option<String> {
        let text = match self.tokens.word()? {
            "for" => "invalid syntax; a comprehension stands in brackets: `[… for … in …]`",
            "async" => "`async` is not part of the language; write it in `rust!(…)`",
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
