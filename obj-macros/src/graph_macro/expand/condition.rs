//! Conditions: expressions of which only the truth is wanted.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Expander, call, local};
use crate::graph_macro::syntax::{Comparison, Constant, Expr, ExprKind};
use crate::graph_macro::words::{CompareOp, LogicOp, UnaryOp};

impl Expander<'_> {
    /// The truth of an expression, as a `bool` of Rust.
    pub(super) fn condition(&mut self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Constant(constant) => {
                let truth = constant.is_true();
                quote!(#truth)
            }
            ExprKind::Unary { operator: UnaryOp::Not, operand, .. } => {
                let operand = self.condition(operand);
                quote!(!#operand)
            }
            ExprKind::Logic { operator, left, right, .. } => {
                let (left, right) = (self.condition(left), self.condition(right));
                match operator {
                    LogicOp::And => quote!((#left && #right)),
                    LogicOp::Or => quote!((#left || #right)),
                }
            }
            ExprKind::Compare { first, rest } => {
                let first_is_none = is_none(first);
                let left = match &rest[..] {
                    [Comparison { operator: CompareOp::In | CompareOp::NotIn, right, .. }] => self.index(right, first),
                    _ => self.reference(first),
                };
                self.comparison(left, first_is_none, rest)
            }
            _ => call("truth", expr.extent.first, &self.reference(expr)),
        }
    }

    /// `left < a < b`: each operand is evaluated once, and none after the first comparison that is false.
    fn comparison(&mut self, left: TokenStream, left_is_none: bool, rest: &[Comparison]) -> TokenStream {
        let Some((first, others)) = rest.split_first() else { return quote!(true) };
        if others.is_empty() {
            if let Some(test) = self.none_test(&left, left_is_none, first) {
                return test;
            }
            let right = self.reference(&first.right);
            return call(first.operator.function(), first.sign.first, &quote!(#left, #right));
        }
        let right = self.reference(&first.right);
        let (left_local, right_local) = (local("left"), local("right"));
        let test = call(first.operator.function(), first.sign.first, &quote!(#left_local, #right_local));
        let others = self.comparison(quote!(#right_local), is_none(&first.right), others);
        quote!(match (#left, #right) { (#left_local, #right_local) => #test && #others })
    }

    /// `x is None`, `x is not None`
    fn none_test(&mut self, left: &TokenStream, left_is_none: bool, comparison: &Comparison) -> Option<TokenStream> {
        let is_test = matches!(comparison.operator, CompareOp::Is | CompareOp::IsNot);
        if !is_test || left_is_none || !is_none(&comparison.right) {
            return None;
        }
        let test = call("is_none", comparison.sign.first, left);
        Some(if comparison.operator == CompareOp::Is { test } else { quote!(!#test) })
    }
}

fn is_none(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Constant(Constant::None))
}
