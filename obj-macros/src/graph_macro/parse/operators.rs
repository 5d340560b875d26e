//! Operators, from `or` (binds least) to the signs before an operand.

use proc_macro2::Span;

use super::{MAX_DEPTH, Parsed, Parser, TOO_DEEP};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Alternative, Comparison, Constant, Expr, ExprKind, Operation};
use crate::graph_macro::words::{CompareOp, LogicOp, Operator, Sign, UnaryOp};

impl Parser<'_> {
    /// An expression without commas.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        if self.depth > MAX_DEPTH {
            let place = self.tokens.extent();
            return Err(self.errors.at(place, TOO_DEEP));
        }
        let expr = self.joined("or", LogicOp::Or, Self::conjunction)?;
        self.not_too_deep(expr.extent.first, &expr)?;
        Ok(expr)
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
    fn arithmetic(&mut self, lowest: u8) -> Parsed<Expr> {
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
        let operand = self.postfix()?;
        self.signs(signs, operand)
    }
}
