//! Conditions: expressions of which only the truth is wanted.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::operation::As;
use super::{Expander, call, local};
use crate::graph_macro::syntax::{Comparison, Constant, Expr, ExprKind};
use crate::graph_macro::words::{Builtin, CompareOp, LogicOp, UnaryOp};

impl Expander<'_> {
    /// The truth of an expression, as a `bool` of Rust.
    pub(super) fn condition(&mut self, expr: &Expr) -> TokenStream {
        self.is_last = false;
        match &expr.kind {
            ExprKind::Constant(constant) => {
                let truth = constant.is_true();
                quote!(#truth)
            }
            ExprKind::Unary { operator: UnaryOp::Not, operand, .. } => {
                let operand = self.condition(operand);
                quote!(!#operand)
            }
            ExprKind::Logic { operator, first, rest } => {
                let first = self.condition(first);
                let rest: Vec<_> = rest.iter().map(|more| self.condition(&more.right)).collect();
                match operator {
                    LogicOp::And => quote!((#first #(&& #rest)*)),
                    LogicOp::Or => quote!((#first #(|| #rest)*)),
                }
            }
            ExprKind::Conditional { if_true, condition, if_false } => {
                let [condition, if_true, if_false] = [condition, if_true, if_false].map(|part| self.condition(part));
                quote!((if #condition { #if_true } else { #if_false }))
            }
            ExprKind::IsInstance { base, types } => self.isinstance(base, types),
            ExprKind::Builtin { builtin: builtin @ (Builtin::Any | Builtin::All), word, arguments, .. } => {
                self.quantifier(*builtin, *word, arguments)
            }
            ExprKind::Compare { first, rest } => match &rest[..] {
                [only] => self.comparison(first, only),
                _ => self.comparisons(first, rest),
            },
            _ => self.look("truth", expr, expr.extent.first),
        }
    }

    fn isinstance(&mut self, base: &Expr, types: &[TokenStream]) -> TokenStream {
        let place = base.extent.first;
        self.operation([(base, As::Object)], |[base]| {
            let value = local("value");
            let tests = types.iter().map(|ty| quote_spanned!(place=> __obj::isinstance::<#ty>(#value)));
            quote!(match #base { #value => false #(|| #tests)* })
        })
    }

    /// `left < right`
    fn comparison(&mut self, left: &Expr, comparison: &Comparison) -> TokenStream {
        let Comparison { operator, sign, right } = comparison;
        let sign = sign.first;
        if is_none(right) && !is_none(left) {
            match operator {
                CompareOp::Is => return self.look("is_none", left, sign),
                CompareOp::IsNot => {
                    let test = self.look("is_none", left, sign);
                    return quote!(!#test);
                }
                _ => {}
            }
        }
        let is_membership = matches!(operator, CompareOp::In | CompareOp::NotIn);
        let how = if is_membership { As::Place } else { As::Object };
        self.operation([(left, As::Object), (right, how)], |[left_reference, right_reference]| {
            let left_reference = if is_membership {
                Self::index(right, left, &[right_reference.clone(), left_reference])
            } else {
                left_reference
            };
            call(operator.function(), sign, &quote!(#left_reference, #right_reference))
        })
    }

    /// `left < a < b`: each operand is evaluated once, and none after the first comparison that is false.
    fn comparisons(&mut self, first: &Expr, rest: &[Comparison]) -> TokenStream {
        let label = self.label("comparison");
        let (left, right) = (local("left"), local("right"));
        let first = self.compared(first);
        let mut code = quote!(let #right = #first;);
        for (at, Comparison { operator, sign, right: operand }) in rest.iter().enumerate() {
            let operand = self.compared(operand);
            let test = call(operator.function(), sign.first, &quote!(&#left, &#right));
            code.extend(if at + 1 < rest.len() {
                quote! {
                    let #left = #right;
                    let #right = #operand;
                    if !{ let #left = #left; #test } { break #label false; }
                }
            } else {
                // What is declared last is dropped first.
                let last = local("last");
                quote!(let #last; let #left = #right; #last = #operand; let #right = &#last; #test)
            });
        }
        quote!(#label: { #code })
    }

    /// An operand of a row of comparisons: a `&`, or a value that is made.
    fn compared(&mut self, expr: &Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Name(name) => {
                let name = self.name(name);
                quote!(&#name)
            }
            ExprKind::Constant(constant) if !matches!(constant, Constant::None | Constant::Bool(_)) => {
                self.constant_reference(constant, expr.extent.first)
            }
            ExprKind::Attribute { base, member } => self.value_of(base, member),
            _ => self.owned(expr),
        }
    }
}

pub(super) fn is_none(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Constant(Constant::None))
}
