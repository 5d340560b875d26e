//! Statements.

use proc_macro2::{Delimiter, Span};

use super::declaration::unknown_module;
use super::operators::of_builtin;
use super::{Parsed, Parser};
use crate::errors::Mistake;
use crate::extent::Extent;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind, Places, Statement, Target};
use crate::graph_macro::words::{Builtin, Module, Operator, Sign, instead_of_statement, is_reserved};

impl Parser<'_> {
    pub(super) fn statement(&mut self) -> Parsed<Statement> {
        if !self.tokens.is_sign_after(1, Sign::Assign)
            && let Some(statement) = self.block_or_leave().or_else(|| self.declaration())
        {
            return statement;
        }
        self.refuse_foreign()?;
        if let Some(word) = self.tokens.eat_word("del") {
            let places = self.list()?;
            return Ok(Statement::Delete { word, places: self.deleted(places)? });
        }
        if let Some(word) = self.tokens.eat_word("assert") {
            let condition = self.expression()?;
            let message = self.tokens.eat_sign(Sign::Comma).map(|_| self.expression()).transpose()?;
            return Ok(Statement::Assert { word, condition, message });
        }
        self.refuse_binding_of_word()?;
        let first = self.tuple_or_one()?;
        let Some(found) = self.tokens.peek_sign() else { return self.effect(first) };
        match found.sign {
            Sign::Assign => self.bind(first),
            Sign::Augment(operator) => {
                let sign = self.tokens.pass(found).first;
                self.augment(first, operator, sign)
            }
            Sign::PowerAssign => {
                let sign = self.tokens.pass(found).first;
                self.raise_to_power(first, sign)
            }
            _ => self.effect(first),
        }
    }

    fn effect(&mut self, value: Expr) -> Parsed<Statement> {
        if self.ends_statement() { Ok(Statement::Effect(value)) } else { Err(self.unexpected("`;`")) }
    }

    /// What stands on a new line is the next statement.
    fn ends_statement(&self) -> bool {
        self.tokens.is_empty() || self.tokens.is_sign(Sign::Semicolon) || self.tokens.starts_line()
    }

    /// Statements of Python and of Rust that are not part of the language, and comments of Python.
    fn refuse_foreign(&mut self) -> Parsed<()> {
        if self.tokens.is_sign(Sign::Hash) {
            let place = self.tokens.extent();
            let mistake = self.errors.at(place, "invalid syntax; comments start with `//`");
            self.skip_line();
            return Err(mistake);
        }
        let Some(word) = self.tokens.word() else { return Ok(()) };
        let Some(instead) = instead_of_statement(word) else { return Ok(()) };
        if let Some(mistake) = self.with_colon.filter(|_| matches!(word, "else" | "elif")) {
            return Err(mistake);
        }
        // `match = 1` binds a name, `match x { … }` is a statement of Rust.
        let goes_on = self.tokens.word_after(1).is_some() || self.tokens.group_after(1, Delimiter::Brace).is_some();
        let is_name = !goes_on && !is_reserved(word);
        let binds_word = self.tokens.is_sign_after(1, Sign::Assign);
        if is_name || binds_word {
            return Ok(());
        }
        let message = match self.tokens.word_after(1) {
            Some(module) if word == "from" && Module::of(module).is_some() => {
                format!("`from` is not part of the language; write `import {module};` and `{module}.name(…)`")
            }
            Some(module) if word == "from" => unknown_module(module),
            _ => format!("`{word}` is not part of the language; {instead}"),
        };
        let place = self.tokens.extent();
        Err(self.errors.at(place, message))
    }

    /// A comment of Python goes to the end of its line.
    fn skip_line(&mut self) {
        self.tokens.skip(1);
        while !self.tokens.is_empty() && !self.tokens.starts_line() {
            self.tokens.skip(1);
        }
    }

    /// `print = 1`, `self = 1`.
    fn refuse_binding_of_word(&mut self) -> Parsed<()> {
        let Some(word) = self.tokens.word() else { return Ok(()) };
        let bare = word.strip_prefix("r#").unwrap_or(word);
        let is_bound = self.tokens.is_sign_after(1, Sign::Assign) || self.tokens.is_sign_after(1, Sign::Walrus);
        if !is_bound || !is_reserved(bare) {
            return Ok(());
        }
        let (place, bare) = (self.tokens.extent(), bare.to_owned());
        Err(self.errors.at(
            place,
            match bare.as_str() {
                "None" | "True" | "False" => format!("cannot assign to {bare}"),
                "self" | "Self" | "super" | "crate" => format!("`{bare}` cannot be bound; it is a word of Rust"),
                _ => format!("`{bare}` cannot be bound; it is a word of the language"),
            },
        ))
    }

    /// `a, b`: what stands between commas, up to `=` or `;`.
    fn list(&mut self) -> Parsed<Vec<Expr>> {
        let mut items = vec![self.item_of_display()?];
        while self.tokens.eat_sign(Sign::Comma).is_some() && !self.list_ends() {
            items.push(self.item_of_display()?);
        }
        Ok(items)
    }

    fn list_ends(&self) -> bool {
        self.tokens.is_empty()
            || self.tokens.is_sign(Sign::Semicolon)
            || self.tokens.is_sign(Sign::Assign)
            || self.is_head && self.tokens.peek_group(Delimiter::Brace).is_some()
    }

    /// One expression, or a tuple without parentheses.
    pub(super) fn tuple_or_one(&mut self) -> Parsed<Expr> {
        let mut items = self.list()?;
        let is_tuple = items.len() > 1 || self.tokens.is_after_comma();
        if !is_tuple {
            return Ok(items.remove(0));
        }
        let extent = items[0].extent.to(items[items.len() - 1].extent);
        Ok(Expr::new(ExprKind::Tuple(items), extent))
    }

    fn bind(&mut self, first: Expr) -> Parsed<Statement> {
        let mut parts = vec![first];
        while self.tokens.eat_sign(Sign::Assign).is_some() {
            let part = self.refuse_binding_of_word().and_then(|()| self.tuple_or_one());
            let is_broken = part.is_err();
            parts.push(part.unwrap_or_else(|mistake| self.broken(mistake)));
            if is_broken {
                self.tokens.skip_to(';');
            }
        }
        let value = parts.pop().expect("a part after the last `=`");
        let targets = parts.into_iter().map(|part| self.target(part)).collect();
        Ok(Statement::Bind { targets, value })
    }

    fn broken(&self, mistake: Mistake) -> Expr {
        Expr::new(ExprKind::Broken(mistake), self.tokens.extent())
    }

    fn augment(&mut self, place: Expr, operator: Operator, sign: Span) -> Parsed<Statement> {
        let value = self.expression().unwrap_or_else(|mistake| {
            let value = self.broken(mistake);
            self.tokens.skip_to(';');
            value
        });
        self.refuse_augmented(&place)?;
        Ok(Statement::Augment { place, operator, sign, value })
    }

    fn refuse_augmented(&mut self, place: &Expr) -> Parsed<()> {
        if is_place(place) {
            return Ok(());
        }
        let what = named(place);
        Err(self.errors.at(place.extent, format!("'{what}' is an illegal expression for augmented assignment")))
    }

    /// `name **= value`
    fn raise_to_power(&mut self, place: Expr, sign: Span) -> Parsed<Statement> {
        let exponent = self.expression()?;
        self.refuse_augmented(&place)?;
        if place.name().is_none() {
            let text = "`**=` is for names; write `place = place ** value`";
            return Err(self.errors.at(sign, text));
        }
        let extent = place.extent.to(exponent.extent);
        let value = of_builtin(Builtin::Pow, sign, vec![place.clone(), exponent], extent);
        Ok(Statement::Bind { targets: vec![Target::Place(place)], value })
    }

    /// What is left of a `=` as something that can be assigned to.
    pub(super) fn target(&mut self, expr: Expr) -> Target {
        match expr.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => Target::Places(self.places(items, expr.extent)),
            ExprKind::Starred(_) => {
                let mistake = self.errors.at(expr.extent, "starred assignment target must be in a list or tuple");
                Target::Place(Expr::new(ExprKind::Broken(mistake), expr.extent))
            }
            _ => Target::Place(self.assigned(expr)),
        }
    }

    fn places(&mut self, items: Vec<Expr>, extent: Extent) -> Places {
        let mut places = Places { items: Vec::new(), star: None, extent };
        for (at, item) in items.into_iter().enumerate() {
            let item = match item.kind {
                ExprKind::Starred(base) => {
                    if places.star.replace(at).is_some() {
                        self.errors.at(item.extent, "multiple starred expressions in assignment");
                    }
                    *base
                }
                _ => item,
            };
            places.items.push(self.target(item));
        }
        places
    }

    fn assigned(&mut self, expr: Expr) -> Expr {
        if is_place(&expr) {
            return expr;
        }
        let text = match named(&expr) {
            word @ ("None" | "True" | "False") => format!("cannot assign to {word}"),
            what => format!("cannot assign to {what} here; maybe `==` instead of `=`"),
        };
        let mistake = self.errors.at(expr.extent, text);
        Expr::new(ExprKind::Broken(mistake), expr.extent)
    }

    /// `del (a, b)` is `del a, b`.
    fn deleted(&mut self, exprs: Vec<Expr>) -> Parsed<Vec<Expr>> {
        let mut places = Vec::new();
        for expr in exprs {
            match expr.kind {
                ExprKind::Tuple(items) | ExprKind::List(items) => places.extend(self.deleted(items)?),
                _ if is_place(&expr) => places.push(expr),
                _ => {
                    let what = named(&expr);
                    return Err(self
                        .errors
                        .at(expr.extent, format!("cannot delete {what}; `del` unbinds a name, or takes an item out")));
                }
            }
        }
        Ok(places)
    }
}

/// What can stand left of a `=` and after `del`.
fn is_place(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Name(_)
            | ExprKind::Attribute { .. }
            | ExprKind::Item { .. }
            | ExprKind::Slice { .. }
            | ExprKind::Broken(_)
    )
}

/// Python's word for the kind of an expression.
fn named(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::Bool(true)) => "True",
        ExprKind::Constant(Constant::Bool(false)) => "False",
        ExprKind::Constant(_) => "literal",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::List(_) => "list",
        ExprKind::Set(_) => "set display",
        ExprKind::Dict(_) => "dict literal",
        ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Builtin { .. } | ExprKind::Struct(_) => {
            "function call"
        }
        ExprKind::Compare { .. } => "comparison",
        ExprKind::Conditional { .. } => "conditional expression",
        ExprKind::Comprehension(_) => "comprehension",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Starred(_) => "starred",
        _ => "expression",
    }
}
