//! The functions of the operators: each takes the operands that the rules of their kinds allow.

use super::of_objects::{self, Operator};
use super::operand::Operand;
use super::rules::{self, Gives, Outcome, Signed};
use crate::graph_runtime::look::{Look, look};

/// An operator and its assignment, each a function with the words for operands that it does not take.
macro_rules! operators {
    ($($operator:ident: $function:ident $words:literal, $in_place:ident $in_place_words:literal;)*) => {$(
        operators! { @ $function, rules::$operator, arithmetic $operator, $words }
        operators! { @ $in_place, rules::InPlace<rules::$operator>, arithmetic_in_place $operator, $in_place_words }
    )*};
    (@ $function:ident, $rule:ty, $compute:ident $operator:ident, $words:literal) => {
        #[doc = concat!("Operands of `", stringify!($function), "`.")]
        pub mod $function {
            use super::{Gives, Operand, Outcome, rules};

            #[doc = concat!("A left operand of `", stringify!($function), "` that takes such a right one.")]
            #[diagnostic::on_unimplemented(
                message = $words,
                label = "no such operator for these operands",
                note = "write `rust!(…)` for an operator of your own type, and `… as AnyObj` to ask when the program runs"
            )]
            pub trait Takes<Right: ?Sized> {
                /// The type of the result.
                type Output: Outcome;
            }

            #[diagnostic::do_not_recommend]
            impl<L: Operand + ?Sized, R: Operand + ?Sized> Takes<R> for L
            where
                L::Kind: Gives<$rule, R::Kind>,
            {
                type Output = <L::Kind as Gives<$rule, R::Kind>>::Output;
            }
        }

        #[doc = concat!("The operator of `", stringify!($function), "`, with Python's rules.")]
        #[track_caller]
        #[inline(never)]
        pub fn $function<L, R, O>(left: &L, right: &R) -> O
        where
            L: $function::Takes<R, Output = O> + Look,
            R: Look,
            O: Outcome,
        {
            O::of(of_objects::$compute(Operator::$operator, &look(left), &look(right)))
        }
    };
}

operators! {
    Add:
        add "unsupported operand type(s) for +: '{Self}' and '{Right}'",
        add_in_place "unsupported operand type(s) for +=: '{Self}' and '{Right}'";
    Sub:
        sub "unsupported operand type(s) for -: '{Self}' and '{Right}'",
        sub_in_place "unsupported operand type(s) for -=: '{Self}' and '{Right}'";
    Mul:
        mul "unsupported operand type(s) for *: '{Self}' and '{Right}'",
        mul_in_place "unsupported operand type(s) for *=: '{Self}' and '{Right}'";
    Div:
        div "unsupported operand type(s) for /: '{Self}' and '{Right}'",
        div_in_place "unsupported operand type(s) for /=: '{Self}' and '{Right}'";
    Rem:
        rem "unsupported operand type(s) for %: '{Self}' and '{Right}'",
        rem_in_place "unsupported operand type(s) for %=: '{Self}' and '{Right}'";
    Shl:
        shl "unsupported operand type(s) for <<: '{Self}' and '{Right}'",
        shl_in_place "unsupported operand type(s) for <<=: '{Self}' and '{Right}'";
    Shr:
        shr "unsupported operand type(s) for >>: '{Self}' and '{Right}'",
        shr_in_place "unsupported operand type(s) for >>=: '{Self}' and '{Right}'";
    BitAnd:
        bit_and "unsupported operand type(s) for &: '{Self}' and '{Right}'",
        bit_and_in_place "unsupported operand type(s) for &=: '{Self}' and '{Right}'";
    BitOr:
        bit_or "unsupported operand type(s) for |: '{Self}' and '{Right}'",
        bit_or_in_place "unsupported operand type(s) for |=: '{Self}' and '{Right}'";
    BitXor:
        bit_xor "unsupported operand type(s) for ^: '{Self}' and '{Right}'",
        bit_xor_in_place "unsupported operand type(s) for ^=: '{Self}' and '{Right}'";
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
        pub fn $function<X: $trait<Output = O> + Look, O: Outcome>(value: &X) -> O {
            O::of(of_objects::$function(&look(value)))
        }
    )*};
}

signs! {
    TakesMinus negative "bad operand type for unary -: '{Self}'";
    TakesPlus positive "bad operand type for unary +: '{Self}'";
}
