//! Statements with statements inside: `if`, `for`, `while`.

use proc_macro2::{Delimiter, Group, Span};

use super::{Parsed, Parser};
use crate::graph_macro::syntax::{Block, BlockKind, Branch, Expr, ExprKind, Leave, Statement, Target};
use crate::graph_macro::words::{Operator, Sign};

/// How deep blocks may be nested, as in CPython.
const MAX_BLOCKS: usize = 20;

impl Parser<'_> {
    /// The statement that begins with this word, if one does.
    pub(super) fn block_or_leave(&mut self) -> Option<Parsed<Statement>> {
        if let Some(word) = self.tokens.eat_word("if") {
            return Some(self.if_statement(word));
        }
        if let Some(word) = self.tokens.eat_word("for") {
            return Some(self.for_statement(word));
        }
        if let Some(word) = self.tokens.eat_word("while") {
            return Some(self.while_statement(word));
        }
        if let Some(word) = self.tokens.eat_word("break") {
            return Some(self.leave(word, Leave::Break));
        }
        self.tokens.eat_word("continue").map(|word| self.leave(word, Leave::Continue))
    }

    fn if_statement(&mut self, word: Span) -> Parsed<Statement> {
        let mut branches = vec![self.branch("if")?];
        while self.tokens.eat_word("elif").is_some() {
            branches.push(self.branch("elif")?);
        }
        let otherwise = match self.tokens.eat_word("else") {
            Some(_) => self.otherwise()?,
            None => Vec::new(),
        };
        Ok(block(word, BlockKind::If { branches, otherwise }))
    }

    fn branch(&mut self, word: &str) -> Parsed<Branch> {
        let condition = self.head(Self::expression)?;
        Ok(Branch { condition, body: self.body(word)? })
    }

    /// What follows `else`.
    fn otherwise(&mut self) -> Parsed<Vec<Statement>> {
        if self.tokens.peek_word("if") {
            let place = self.tokens.extent();
            return Err(self.errors.at(place, "invalid syntax; write `elif`"));
        }
        self.body("else")
    }

    fn for_statement(&mut self, word: Span) -> Parsed<Statement> {
        let target = self.loop_target()?;
        let iterable = self.head(Self::tuple_or_one)?;
        let body = self.loop_body("for")?;
        Ok(block(word, BlockKind::For { target, iterable, body }))
    }

    fn while_statement(&mut self, word: Span) -> Parsed<Statement> {
        let condition = self.head(Self::expression)?;
        let body = self.loop_body("while")?;
        Ok(block(word, BlockKind::While { condition, body }))
    }

    /// The body of a loop, which has no `else`.
    fn loop_body(&mut self, word: &str) -> Parsed<Vec<Statement>> {
        self.loops += 1;
        let body = self.body(word);
        self.loops -= 1;
        let body = body?;
        self.refuse_else_of_loop(word)?;
        Ok(body)
    }

    /// `a, b in`
    pub(super) fn loop_target(&mut self) -> Parsed<Target> {
        let mut items = vec![self.item_of_target()?];
        while self.tokens.eat_sign(Sign::Comma).is_some() && !self.tokens.peek_word("in") {
            items.push(self.item_of_target()?);
        }
        let is_tuple = items.len() > 1 || self.tokens.is_after_comma();
        if self.tokens.eat_word("in").is_none() {
            return Err(self.unexpected("`in`"));
        }
        let extent = items[0].extent.to(items[items.len() - 1].extent);
        let target = if is_tuple { Expr::new(ExprKind::Tuple(items), extent) } else { items.remove(0) };
        Ok(self.target(target))
    }

    fn item_of_target(&mut self) -> Parsed<Expr> {
        let Some(star) = self.tokens.eat_sign(Sign::Operator(Operator::Mul)) else { return self.postfix() };
        let base = self.postfix()?;
        let extent = star.to(base.extent);
        Ok(Expr::new(ExprKind::Starred(Box::new(base)), extent))
    }

    /// An expression before a block: braces after a word are not those of a type with fields.
    fn head<T>(&mut self, read: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.is_head = true;
        let head = read(self);
        self.is_head = false;
        head
    }

    fn body(&mut self, word: &str) -> Parsed<Vec<Statement>> {
        let group = self.block_after(word)?;
        if self.blocks == MAX_BLOCKS {
            let text =
                "too many statically nested blocks; write what is inside as a unit of its own, in a function of Rust";
            return Err(self.errors.at(group.span_open(), text));
        }
        let mut inner = self.inside(&group);
        inner.depth = 0;
        inner.blocks += 1;
        let (statements, value) = inner.statements();
        if value.is_some() {
            inner.last_end_is_missing();
        }
        Ok(statements)
    }

    /// The block behind a head: in braces, or behind `:` what is indented, or on the same line.
    pub(super) fn block_after(&mut self, word: &str) -> Parsed<Group> {
        if let Some(group) = self.tokens.peek_group(Delimiter::Brace).cloned() {
            self.tokens.skip(1);
            return Ok(group);
        }
        let head = if matches!(word, "else" | "try") { word.to_owned() } else { format!("{word} …") };
        let Some(colon) = self.tokens.eat_sign(Sign::Colon) else {
            return Err(self.unexpected(&format!("`{{`: blocks are written as `{head} {{ … }}`")));
        };
        let tokens = match self.tokens.pass_indented() {
            Ok(tokens) => tokens,
            Err((place, text)) => {
                let mistake = self.errors.at(place, text);
                self.with_colon = Some(mistake);
                return Err(mistake);
            }
        };
        if tokens.is_empty() {
            let text =
                format!("expected an indented block after '{word}' statement; or write it in braces: `{head} {{ … }}`");
            let mistake = self.errors.at(colon, text);
            self.with_colon = Some(mistake);
            return Err(mistake);
        }
        let mut group = Group::new(Delimiter::Brace, tokens);
        group.set_span(colon.last);
        Ok(group)
    }

    fn refuse_else_of_loop(&mut self, word: &str) -> Parsed<()> {
        if !self.tokens.peek_word("else") {
            return Ok(());
        }
        let place = self.tokens.extent();
        let text = format!("`else` after `{word}` is not part of the language; set a name before `break`, and test it");
        self.tokens.skip(if self.tokens.group_after(1, Delimiter::Brace).is_some() { 2 } else { 1 });
        Err(self.errors.at(place, text))
    }

    fn leave(&mut self, word: Span, leave: Leave) -> Parsed<Statement> {
        if self.loops > 0 {
            return Ok(Statement::Leave { word, leave });
        }
        Err(self.errors.at(
            word,
            match leave {
                Leave::Break => "'break' outside loop; write `rust!(break)` for a loop of Rust round the unit",
                Leave::Continue => {
                    "'continue' not properly in loop; write `rust!(continue)` for a loop of Rust round the unit"
                }
            },
        ))
    }

    /// Passes the rest of a statement that cannot be read: up to `;`, or to the end of a block.
    pub(super) fn skip_statement(&mut self, remaining: usize) {
        let is_block = self.tokens.is_word_at(remaining, &["if", "for", "while", "elif", "else", "def"]);
        if !is_block {
            return self.tokens.skip_to(';');
        }
        if self.tokens.remaining() == remaining {
            self.tokens.skip(1);
        }
        while !self.tokens.is_empty() && !self.tokens.is_sign(Sign::Semicolon) && !self.tokens.ends_block() {
            self.tokens.skip(1);
        }
    }
}

fn block(word: Span, kind: BlockKind) -> Statement {
    Statement::Block(Block { word, kind, number: 0, variables: Vec::new() })
}
