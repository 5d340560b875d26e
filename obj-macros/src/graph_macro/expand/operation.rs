//! Operations: what is done with values that are only looked at. A value that is made for an operation goes when the
//! operation is done, the first operand first, as in Python.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Expander, call, done};
use crate::graph_macro::syntax::{Expr, ExprKind};
use crate::graph_macro::words::{Builtin, UnaryOp};

/// What an operation does with an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// Looks at the object that it is.
    Object,
    /// Looks at the place where it is, which may be a part of an object that has no handle: an `ObjVec`, an `ObjMap`.
    Place,
}

/// An operand.
pub(super) struct Operand {
    /// Where it is in the text.
    place: Span,
    /// Where what is made for it is kept.
    local: Ident,
    made: Option<TokenStream>,
    /// Whether what is made is the operand, and not what it is a part of.
    is_whole: bool,
    /// Whether nobody sees when what is made goes: a number, a text.
    is_simple: bool,
    /// A `&` to it.
    reference: TokenStream,
    /// Whether the `&` goes through handles that are taken for it.
    is_behind_handles: bool,
}

impl Expander<'_> {
    /// The value of an operation, given a `&` to each operand.
    pub(super) fn operation<const N: usize>(
        &mut self,
        operands: [(&Expr, As); N],
        operation: impl FnOnce([TokenStream; N]) -> TokenStream,
    ) -> TokenStream {
        self.operation_of_all(&operands, |references| {
            let mut references = references.into_iter();
            operation(std::array::from_fn(|_| references.next().unwrap_or_default()))
        })
    }

    /// The same for any number of operands.
    pub(super) fn operation_of_all(
        &mut self,
        operands: &[(&Expr, As)],
        operation: impl FnOnce(Vec<TokenStream>) -> TokenStream,
    ) -> TokenStream {
        let is_last = std::mem::take(&mut self.is_last);
        let operands = self.operands(operands);
        Self::join_operands(operands, is_last, operation)
    }

    /// The code of an operation whose operands are there.
    pub(super) fn join_operands(
        operands: Vec<Operand>,
        is_last: bool,
        operation: impl FnOnce(Vec<TokenStream>) -> TokenStream,
    ) -> TokenStream {
        let made: Vec<_> = operands.iter().filter(|operand| operand.made.is_some() && !operand.is_simple).collect();
        // At the end of a statement all that was made for it goes anyway, and of one value there is no order.
        let is_plain = match &made[..] {
            [] => is_last || !operands.iter().any(|operand| operand.is_behind_handles),
            [only] => is_last && only.is_whole,
            _ => false,
        };
        if is_plain {
            let references = operands.into_iter().map(Operand::in_place).collect();
            return operation(references);
        }
        let references = operands.iter().map(|operand| operand.reference.clone()).collect();
        in_order(&operands, &operation(references))
    }

    /// A call of the runtime with a `&` to one operand.
    pub(super) fn look(&mut self, function: &str, operand: &Expr, place: Span) -> TokenStream {
        self.operation([(operand, As::Object)], |[operand]| call(function, place, &operand))
    }

    pub(super) fn operands(&mut self, operands: &[(&Expr, As)]) -> Vec<Operand> {
        let last_that_runs = operands.iter().rposition(|(operand, _)| runs(operand)).unwrap_or(0);
        let numbered = operands.iter().enumerate();
        numbered.map(|(at, (operand, how))| self.operand(operand, *how, at, at < last_that_runs)).collect()
    }

    /// An operand. What a later operand could change is read before that one runs.
    pub(super) fn operand(&mut self, expr: &Expr, how: As, at: usize, is_read_first: bool) -> Operand {
        let place = expr.extent.first;
        let local = operand_at(at, place);
        let kept = kept_in(&local);
        let (made, is_whole, reference, is_behind_handles) = match &expr.kind {
            ExprKind::Constant(constant) => (None, false, self.constant_reference(constant, place), false),
            ExprKind::Name(name) => {
                let name = self.name(name);
                (None, false, quote_spanned!(place=> &#name), false)
            }
            ExprKind::Attribute { base, member } => {
                if how == As::Object && (is_read_first || base.name().is_none()) {
                    (Some(self.value_of(base, member)), true, kept, false)
                } else {
                    let attribute = self.attribute(base, member, Some(&local));
                    let code = &attribute.code;
                    let reference = quote_spanned!(place=> &#code);
                    (attribute.root, false, reference, attribute.is_behind_handles)
                }
            }
            _ => (Some(self.owned(expr)), true, kept, false),
        };
        Operand { place, local, made, is_whole, is_simple: is_simple(expr), reference, is_behind_handles }
    }
}

impl Operand {
    /// A value that is there before the operation.
    pub(super) fn made(place: Span, value: TokenStream) -> Self {
        let local = operand_at(0, place);
        let reference = kept_in(&local);
        Self { place, local, made: Some(value), is_whole: true, is_simple: false, reference, is_behind_handles: false }
    }

    /// Gives its local variable another name: it is used where those of other operations are in scope.
    pub(super) fn rename(&mut self, local: &str) {
        let name = format_ident!("__obj_{local}", span = self.place);
        if self.is_whole {
            self.reference = kept_in(&name);
            self.local = name;
        }
    }

    /// The `&` to what is made where it is used, if anything is made.
    fn in_place(self) -> TokenStream {
        let place = self.place;
        match self.made {
            Some(made) => quote_spanned!(place=> &#made),
            None => self.reference,
        }
    }
}

/// The local variable of an operand. It has the place of the operand and no other context, since that is where the
/// compiler tells of an operand that does not fit.
fn operand_at(at: usize, place: Span) -> Ident {
    format_ident!("__obj_operand_{at}", span = place)
}

fn kept_in(local: &Ident) -> TokenStream {
    let place = local.span();
    quote_spanned!(place=> &#local)
}

/// Code that uses operands, after they were made in their order. It is a block of its own, at whose end they go.
fn in_order(operands: &[Operand], code: &TokenStream) -> TokenStream {
    let made: Vec<_> = operands.iter().filter_map(|operand| Some((&operand.local, operand.made.as_ref()?))).collect();
    let (locals, values): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    // What is declared last is dropped first.
    let declared = locals.iter().skip(1).rev();
    let first = locals.first().zip(values.first()).map(|(local, value)| quote!(let #local = #value;));
    let (others, values) = (locals.iter().skip(1), values.iter().skip(1));
    let code = done(code);
    quote!({ #(let #declared;)* #first #(#others = #values;)* #code })
}

/// Whether code runs when the operand is evaluated, which may change what other operands read.
fn runs(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Path(_) => false,
        ExprKind::Attribute { base, .. } => runs(base),
        _ => true,
    }
}

/// Whether the value is a number, a text or a truth that was made.
pub(super) fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Compare { .. } | ExprKind::Unary { operator: UnaryOp::Not, .. } => true,
        ExprKind::IsInstance { .. } => true,
        ExprKind::Builtin { builtin, .. } => {
            let is_scalar = matches!(builtin.gives(), Some("int" | "str" | "bool" | "float" | "bytes"));
            *builtin == Builtin::Type || is_scalar && *builtin != Builtin::Intern
        }
        _ => false,
    }
}
