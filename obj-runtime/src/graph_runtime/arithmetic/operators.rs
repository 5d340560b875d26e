//! The functions of the operators: each takes the operands that the rules of their kinds allow.

use super::of_objects::{self, Operator};
use super::operand::Operand;
use super::rules::{self, Gives, Outcome, Signed};
use crate::graph_runtime::as_object::{AsObject, object_of};

/// An operator and its assignment: each a function, what its operands have, and the words for those that do not.
macro_rules! operators {
    ($($operator:ident: $function:ident by $takes:ident $words:literal, $in_place:ident by $takes_in_place:ident $in_place_words:literal;)*) => {$(
        operators! { @ $function, $takes, rules::$operator, arithmetic $operator, $words }
        operators! { @ $in_place, $takes_in_place, rules::InPlace<rules::$operator>, arithmetic_in_place $operator, $in_place_words }
    )*};
    (@ $function:ident, $takes:ident, $rule:ty, $compute:ident $operator:ident, $words:literal) => {
        #[doc = concat!("A left operand of `", stringify!($function), "` that takes such a right one.")]
        #[diagnostic::on_unimplemented(
            message = $words,
            label = "no such operator for these operands",
            note = "write `rust!(…)` for an operator of your own type, and `… as AnyObj` to ask when the program runs"
        )]
        pub trait $takes<Right: ?Sized> {
            /// The type of the result.
            type Output: Outcome;
        }

        #[diagnostic::do_not_recommend]
        impl<L: Operand + ?Sized, R: Operand + ?Sized> $takes<R> for L
        where
            L::Kind: Gives<$rule, R::Kind>,
        {
            type Output = <L::Kind as Gives<$rule, R::Kind>>::Output;
        }

        #[doc = concat!("The operator of `", stringify!($function), "`, with Python's rules.")]
        #[track_caller]
        #[inline(never)]
        pub fn $function<L, R, O>(left: &L, right: &R) -> O
        where
            L: $takes<R, Output = O> + AsObject,
            R: AsObject,
            O: Outcome,
        {
            O::of(of_objects::$compute(Operator::$operator, &object_of(left), &object_of(right)))
        }
    };
}

operators! {
    Add:
        add by TakesAdd "unsupported operand type(s) for +: '{Self}' and '{Right}'",
        add_in_place by TakesAddInPlace "unsupported operand type(s) for +=: '{Self}' and '{Right}'";
    Sub:
        sub by TakesSub "unsupported operand type(s) for -: '{Self}' and '{Right}'",
        sub_in_place by TakesSubInPlace "unsupported operand type(s) for -=: '{Self}' and '{Right}'";
    Mul:
        mul by TakesMul "unsupported operand type(s) for *: '{Self}' and '{Right}'",
        mul_in_place by TakesMulInPlace "unsupported operand type(s) for *=: '{Self}' and '{Right}'";
    Div:
        div by TakesDiv "unsupported operand type(s) for /: '{Self}' and '{Right}'",
        div_in_place by TakesDivInPlace "unsupported operand type(s) for /=: '{Self}' and '{Right}'";
    Rem:
        rem by TakesRem "unsupported operand type(s) for %: '{Self}' and '{Right}'",
        rem_in_place by TakesRemInPlace "unsupported operand type(s) for %=: '{Self}' and '{Right}'";
    Shl:
        shl by TakesShl "unsupported operand type(s) for <<: '{Self}' and '{Right}'",
        shl_in_place by TakesShlInPlace "unsupported operand type(s) for <<=: '{Self}' and '{Right}'";
    Shr:
        shr by TakesShr "unsupported operand type(s) for >>: '{Self}' and '{Right}'",
        shr_in_place by TakesShrInPlace "unsupported operand type(s) for >>=: '{Self}' and '{Right}'";
    BitAnd:
        bit_and by TakesBitAnd "unsupported operand type(s) for &: '{Self}' and '{Right}'",
        bit_and_in_place by TakesBitAndInPlace "unsupported operand type(s) for &=: '{Self}' and '{Right}'";
    BitOr:
        bit_or by TakesBitOr "unsupported operand type(s) for |: '{Self}' and '{Right}'",
        bit_or_in_place by TakesBitOrInPlace "unsupported operand type(s) for |=: '{Self}' and '{Right}'";
    BitXor:
        bit_xor by TakesBitXor "unsupported operand type(s) for ^: '{Self}' and '{Right}'",
        bit_xor_in_place by TakesBitXorInPlace "unsupported operand type(s) for ^=: '{Self}' and '{Right}'";
}

macro_rules! signs {
    ($($trait:ident $function:ident $message:literal;)*) => {$(
        #[doc = concat!("Operands that `", stringify!($function), "` takes.")]
        #[diagnostic::on_unimplemented(message = $message, label = "not a number")]
        pub trait $trait {
            /// The type of the result.
            type Output: Outcome;
        }

        #[diagnostic::do_not_recommend]
        impl<X: Operand<Kind: Signed> + ?Sized> $trait for X {
            type Output = <X::Kind as Signed>::Output;
        }

        #[doc = concat!("The sign of `", stringify!($function), "`.")]
        #[track_caller]
        #[inline(never)]
        pub fn $function<X: $trait<Output = O> + AsObject, O: Outcome>(value: &X) -> O {
            O::of(of_objects::$function(&object_of(value)))
        }
    )*};
}

signs! {
    TakesMinus negative "bad operand type for unary -: '{Self}'";
    TakesPlus positive "bad operand type for unary +: '{Self}'";
}
