//! Operators, from `or` (binds least) to the signs before an operand.

use super::{Parsed, Parser};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Comparison, Constant, Expr, ExprKind};
use crate::graph_macro::words::{CompareOp, LogicOp, Operator, Sign, UnaryOp};

/// The precedence of `*`.
const TIGHTEST: u8 = 5;

impl Parser<'_> {
    /// An expression without commas.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        self.joined("or", LogicOp::Or, Self::conjunction)
    }

    fn conjunction(&mut self) -> Parsed<Expr> {
        self.joined("and", LogicOp::And, Self::negation)
    }

    /// Operands with this word between them.
    fn joined(&mut self, word: &str, operator: LogicOp, operand: fn(&mut Self) -> Parsed<Expr>) -> Parsed<Expr> {
        let mut left = operand(self)?;
        while let Some(word) = self.tokens.eat_word(word) {
            let right = operand(self)?;
            let extent = left.extent.to(right.extent);
            let (left_operand, right) = (Box::new(left), Box::new(right));
            left = Expr::new(ExprKind::Logic { operator, word, left: left_operand, right }, extent);
        }
        Ok(left)
    }

    fn negation(&mut self) -> Parsed<Expr> {
        let Some(sign) = self.tokens.eat_word("not") else { return self.comparison() };
        let operand = self.negation()?;
        let extent = Extent::from(sign).to(operand.extent);
        Ok(Expr::new(ExprKind::Unary { operator: UnaryOp::Not, sign, operand: Box::new(operand) }, extent))
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
        let is_not_in = self.tokens.peek_word("not") && self.tokens.ident_after(1).is_some_and(|word| word == "in");
        let first = is_not_in.then(|| self.tokens.eat_word("not"))??;
        let last = self.tokens.eat_word("in")?;
        Some((CompareOp::NotIn, Extent { first, last }))
    }

    /// Operators that bind at least as tightly as `lowest`.
    fn arithmetic(&mut self, lowest: u8) -> Parsed<Expr> {
        if lowest > TIGHTEST {
            return self.cast();
        }
        let mut left = self.arithmetic(lowest + 1)?;
        while let Some(found) = self.tokens.peek_sign() {
            let Sign::Operator(operator) = found.sign else { break };
            if operator.precedence() != lowest {
                break;
            }
            let sign = self.tokens.pass(found).first;
            let right = self.arithmetic(lowest + 1)?;
            let extent = left.extent.to(right.extent);
            let (left_operand, right) = (Box::new(left), Box::new(right));
            left = Expr::new(ExprKind::Binary { operator, sign, left: left_operand, right }, extent);
        }
        Ok(left)
    }

    /// `operand as Type`
    fn cast(&mut self) -> Parsed<Expr> {
        let mut base = self.signed()?;
        while self.tokens.eat_word("as").is_some() {
            let remaining = self.tokens.remaining();
            self.skip_type()?;
            let extent = base.extent.to(self.tokens.extent_before());
            base = Expr::new(ExprKind::Cast { base: Box::new(base), ty: self.tokens.since(remaining) }, extent);
        }
        Ok(base)
    }

    /// Passes a type of Rust.
    fn skip_type(&mut self) -> Parsed<()> {
        let read = |input: syn::parse::ParseStream<'_>| {
            syn::Type::without_plus(input)?;
            Ok(input.parse::<proc_macro2::TokenStream>()?.into_iter().count())
        };
        let left = syn::parse::Parser::parse2(read, self.tokens.rest());
        let left = left.map_err(|error| self.errors.push(error))?;
        self.tokens.skip(self.tokens.remaining() - left);
        Ok(())
    }

    /// `-operand`, `+operand`
    fn signed(&mut self) -> Parsed<Expr> {
        let operator = match self.tokens.peek_sign().map(|found| found.sign) {
            Some(Sign::Operator(Operator::Sub)) => UnaryOp::Negative,
            Some(Sign::Operator(Operator::Add)) => UnaryOp::Positive,
            _ => return self.postfix(),
        };
        let sign = self.tokens.extent();
        self.tokens.skip(1);
        if operator == UnaryOp::Negative && self.peek_smallest_magnitude() {
            let extent = sign.to(self.tokens.extent());
            self.tokens.skip(1);
            return Ok(Expr::new(ExprKind::Constant(Constant::Int(i64::MIN)), extent));
        }
        let operand = self.signed()?;
        let extent = sign.to(operand.extent);
        Ok(Expr::new(ExprKind::Unary { operator, sign: sign.first, operand: Box::new(operand) }, extent))
    }
}
