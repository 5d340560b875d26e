//! Operators, from `or` (binds least) to the signs before an operand.

use proc_macro2::{Ident, Span, TokenTree};

use super::atom::name_of;
use super::{MAX_DEPTH, Parsed, Parser, TOO_DEEP};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Alternative, Comparison, Constant, Expr, ExprKind, Operation};
use crate::graph_macro::words::{Builtin, CompareOp, LogicOp, Operator, Sign, UnaryOp};

impl Parser<'_> {
    /// An expression without commas.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        if self.depth > MAX_DEPTH {
            let place = self.tokens.extent();
            return Err(self.errors.at(place, TOO_DEEP));
        }
        if self.tokens.is_sign_after(1, Sign::Walrus)
            && self.depth > 0
            && let Some(ident) = self.tokens.peek_ident().cloned()
        {
            return self.walrus(&ident);
        }
        if let Some(word) = self.tokens.eat_word("lambda") {
            return self.lambda(word);
        }
        let expr = self.disjunction()?;
        let expr = if self.tokens.peek_word("if") { self.conditional(expr)? } else { expr };
        self.not_too_deep(expr.extent.first, &expr)?;
        Ok(expr)
    }

    /// An expression at the end of another one, which is nested if no brackets are, which count themselves.
    fn expression_inside(&mut self) -> Parsed<Expr> {
        let is_in_brackets = matches!(self.tokens.peek(), Some(TokenTree::Group(_)));
        self.depth += usize::from(!is_in_brackets);
        let expr = self.expression();
        self.depth -= usize::from(!is_in_brackets);
        expr
    }

    /// An expression that is no `a if b else c`.
    pub(super) fn disjunction(&mut self) -> Parsed<Expr> {
        self.joined("or", LogicOp::Or, Self::conjunction)
    }

    /// `if b else c`
    fn conditional(&mut self, if_true: Expr) -> Parsed<Expr> {
        self.tokens.skip(1);
        let condition = self.disjunction()?;
        if self.tokens.eat_word("else").is_none() {
            let place = self.tokens.extent();
            return Err(self.errors.at(place, "expected 'else' after 'if' expression"));
        }
        let if_false = self.expression_inside();
        let if_false = if_false?;
        let extent = if_true.extent.to(if_false.extent);
        let [if_true, condition, if_false] = [if_true, condition, if_false].map(Box::new);
        Ok(Expr::new(ExprKind::Conditional { if_true, condition, if_false }, extent))
    }

    /// `name := value`
    fn walrus(&mut self, ident: &Ident) -> Parsed<Expr> {
        self.tokens.skip(1);
        self.tokens.eat_sign(Sign::Walrus);
        let value = self.expression_inside();
        let value = value?;
        let extent = Extent::from(ident.span()).to(value.extent);
        Ok(Expr::new(ExprKind::Walrus { name: name_of(ident), value: Box::new(value) }, extent))
    }

    /// `lambda a, b: c`
    fn lambda(&mut self, word: Span) -> Parsed<Expr> {
        let mut parameters = Vec::new();
        while let Some(ident) = self.tokens.peek_ident().cloned() {
            parameters.push(name_of(&ident));
            self.tokens.skip(1);
            if self.tokens.eat_sign(Sign::Comma).is_none() {
                break;
            }
        }
        if self.tokens.eat_sign(Sign::Colon).is_none() {
            return Err(self.unexpected("`:`"));
        }
        let body = self.expression_inside();
        let body = body?;
        let extent = Extent::from(word).to(body.extent);
        Ok(Expr::new(ExprKind::Lambda { parameters, body: Box::new(body) }, extent))
    }

    /// What is written in a row, as `a.b.c`, is nested as well.
    pub(super) fn not_too_deep(&mut self, place: Span, expr: &Expr) -> Parsed<()> {
        if expr.depth > MAX_DEPTH { Err(self.errors.at(place, TOO_DEEP)) } else { Ok(()) }
    }

    fn conjunction(&mut self) -> Parsed<Expr> {
        self.joined("and", LogicOp::And, Self::negation)
    }

    /// Operands with this word between them.
    fn joined(&mut self, word: &str, operator: LogicOp, operand: fn(&mut Self) -> Parsed<Expr>) -> Parsed<Expr> {
        let first = operand(self)?;
        let mut rest = Vec::new();
        while let Some(word) = self.tokens.eat_word(word) {
            rest.push(Alternative { word, right: operand(self)? });
        }
        let Some(last) = rest.last() else { return Ok(first) };
        let extent = first.extent.to(last.right.extent);
        Ok(Expr::new(ExprKind::Logic { operator, first: Box::new(first), rest }, extent))
    }

    fn negation(&mut self) -> Parsed<Expr> {
        let words: Vec<_> = std::iter::from_fn(|| self.tokens.eat_word("not")).collect();
        let operand = self.comparison()?;
        self.signs(words.into_iter().map(|word| (UnaryOp::Not, word)).collect(), operand)
    }

    /// Signs before an operand; the last one is the nearest.
    fn signs(&mut self, signs: Vec<(UnaryOp, Span)>, mut operand: Expr) -> Parsed<Expr> {
        for (operator, sign) in signs.into_iter().rev() {
            let extent = Extent::from(sign).to(operand.extent);
            operand = Expr::new(ExprKind::Unary { operator, sign, operand: Box::new(operand) }, extent);
            self.not_too_deep(sign, &operand)?;
        }
        Ok(operand)
    }

    fn comparison(&mut self) -> Parsed<Expr> {
        let first = self.arithmetic(0)?;
        let mut rest = Vec::new();
        while let Some((operator, sign)) = self.comparison_sign() {
            rest.push(Comparison { operator, sign, right: self.arithmetic(0)? });
        }
        let Some(last) = rest.last() else { return Ok(first) };
        let extent = first.extent.to(last.right.extent);
        Ok(Expr::new(ExprKind::Compare { first: Box::new(first), rest }, extent))
    }

    fn comparison_sign(&mut self) -> Option<(CompareOp, Extent)> {
        if let Some(found) = self.tokens.peek_sign() {
            let Sign::Compare(operator) = found.sign else { return None };
            return Some((operator, self.tokens.pass(found)));
        }
        if let Some(word) = self.tokens.eat_word("is") {
            return Some(match self.tokens.eat_word("not") {
                Some(last) => (CompareOp::IsNot, Extent { first: word, last }),
                None => (CompareOp::Is, word.into()),
            });
        }
        if let Some(word) = self.tokens.eat_word("in") {
            return Some((CompareOp::In, word.into()));
        }
        let is_not_in = self.tokens.peek_word("not") && self.tokens.word_after(1) == Some("in");
        let first = is_not_in.then(|| self.tokens.eat_word("not"))??;
        let last = self.tokens.eat_word("in")?;
        Some((CompareOp::NotIn, Extent { first, last }))
    }

    /// Operators that bind at least as tightly as `lowest`. Those that bind alike become one expression.
    pub(super) fn arithmetic(&mut self, lowest: u8) -> Parsed<Expr> {
        let mut left = self.cast()?;
        while let Some(Sign::Operator(next)) = self.tokens.peek_sign().map(|found| found.sign)
            && next.precedence() >= lowest
        {
            let precedence = next.precedence();
            let mut rest = Vec::new();
            while let Some((operator, sign)) = self.operator_of(precedence) {
                rest.push(Operation { operator, sign, right: self.arithmetic(precedence + 1)? });
            }
            let extent = left.extent.to(rest[rest.len() - 1].right.extent);
            left = Expr::new(ExprKind::Binary { first: Box::new(left), rest }, extent);
        }
        Ok(left)
    }

    fn operator_of(&mut self, precedence: u8) -> Option<(Operator, Span)> {
        let found = self.tokens.peek_sign()?;
        let Sign::Operator(operator) = found.sign else { return None };
        (operator.precedence() == precedence).then(|| (operator, self.tokens.pass(found).first))
    }

    /// `operand as Type`
    fn cast(&mut self) -> Parsed<Expr> {
        let mut base = self.signed()?;
        while let Some(word) = self.tokens.eat_word("as") {
            let ty = self.rust_type()?;
            let extent = base.extent.to(self.tokens.extent_before());
            base = Expr::new(ExprKind::Cast { base: Box::new(base), ty }, extent);
            self.not_too_deep(word, &base)?;
        }
        Ok(base)
    }

    /// `-operand`, `+operand`
    fn signed(&mut self) -> Parsed<Expr> {
        let mut signs = Vec::new();
        loop {
            let operator = match self.tokens.peek_sign().map(|found| found.sign) {
                Some(Sign::Operator(Operator::Sub)) => UnaryOp::Negative,
                Some(Sign::Operator(Operator::Add)) => UnaryOp::Positive,
                Some(Sign::Tilde) if signs.len() < MAX_DEPTH => {
                    let operand = self.inverted()?;
                    return self.signs(signs, operand);
                }
                _ => break,
            };
            signs.push((operator, self.tokens.extent().first));
            self.tokens.skip(1);
        }
        if self.peek_smallest_magnitude()
            && let Some((_, sign)) = signs.pop_if(|(operator, _)| *operator == UnaryOp::Negative)
        {
            let extent = Extent::from(sign).to(self.tokens.extent());
            self.tokens.skip(1);
            return self.signs(signs, Expr::new(ExprKind::Constant(Constant::Int(i64::MIN)), extent));
        }
        let operand = self.power()?;
        self.signs(signs, operand)
    }

    /// `~operand`
    fn inverted(&mut self) -> Parsed<Expr> {
        let word = self.tokens.extent().first;
        self.tokens.skip(1);
        self.depth += 1;
        let operand = if self.depth > MAX_DEPTH { Err(self.errors.at(word, TOO_DEEP)) } else { self.signed() };
        self.depth -= 1;
        let operand = operand?;
        let extent = Extent::from(word).to(operand.extent);
        Ok(of_builtin(Builtin::Invert, word, vec![operand], extent))
    }

    /// `base ** exponent`, which binds more tightly than a sign before it.
    fn power(&mut self) -> Parsed<Expr> {
        let base = self.postfix()?;
        let Some(sign) = self.tokens.eat_sign(Sign::Power) else { return Ok(base) };
        self.depth += 1;
        let exponent = if self.depth > MAX_DEPTH { Err(self.errors.at(sign, TOO_DEEP)) } else { self.signed() };
        self.depth -= 1;
        let exponent = exponent?;
        let extent = base.extent.to(exponent.extent);
        Ok(of_builtin(Builtin::Pow, sign.first, vec![base, exponent], extent))
    }
}

/// An operator that is a function.
pub(super) fn of_builtin(builtin: Builtin, word: Span, arguments: Vec<Expr>, extent: Extent) -> Expr {
    Expr::new(ExprKind::Builtin { builtin, word, arguments, keywords: Vec::new() }, extent)
}
