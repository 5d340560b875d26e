//! Arithmetic as the types of the operands say: which operators there are, and what they give.

use super::arithmetic::{self, Operator};
use super::look::{Look, look};
use crate::cells::{ObjCell, ObjRef};
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, Set, Str, Tuple};

/// The kinds of operands, under their names in Python.
#[expect(non_camel_case_types, reason = "messages show them as Python does")]
pub(super) mod kinds {
    macro_rules! kinds {
        ($($name:ident)*) => {$(
            #[doc = concat!("Operands that are `", stringify!($name), "` in Python.")]
            #[derive(Debug)]
            pub enum $name {}
        )*};
    }
    kinds! { int float bool str bytes tuple list set frozenset dict object }
}

/// What has arithmetic.
#[diagnostic::on_unimplemented(
    message = "unsupported operand type: `{Self}` has no arithmetic here",
    label = "no operand of `+`, `-`, `*` and so on",
    note = "write `rust!(…)` for an operator of your own type"
)]
pub trait Operand: Look {
    /// Its kind.
    type Kind;
}

macro_rules! operands {
    ($($kind:ident: $($type:ty)*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Operand for $type {
            type Kind = kinds::$kind;
        }
    )*)*};
}

operands! {
    int: Obj<Int> i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize;
    float: Obj<Float> f64 f32;
    bool: Obj<Bool> bool;
    str: Obj<Str> str String;
    bytes: Obj<Bytes>;
    tuple: Obj<Tuple>;
    list: Obj<List>;
    set: Obj<Set>;
    frozenset: Obj<FrozenSet>;
    dict: Obj<Dict>;
    object: AnyObj;
}

#[diagnostic::do_not_recommend]
impl<X: Operand + ?Sized> Operand for &X {
    type Kind = X::Kind;
}

#[diagnostic::do_not_recommend]
impl<X: Operand + Copy> Operand for std::cell::Cell<X> {
    type Kind = X::Kind;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Operand for ObjRef<'_, T>
where
    Obj<T>: Operand,
{
    type Kind = <Obj<T> as Operand>::Kind;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Operand for ObjCell<T>
where
    Obj<T>: Operand,
{
    type Kind = <Obj<T> as Operand>::Kind;
}

/// A result, whose type is known before it is computed.
pub trait Outcome {
    /// The result as that type.
    fn of(object: AnyObj) -> Self;
}

#[diagnostic::do_not_recommend]
impl Outcome for AnyObj {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn of(object: AnyObj) -> Self {
        object
    }
}

#[diagnostic::do_not_recommend]
impl<T: Object> Outcome for Obj<T> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn of(object: AnyObj) -> Self {
        object.downcast().expect("the kinds of the operands tell the type of the result")
    }
}

macro_rules! operators {
    ($($trait:ident $in_place:ident $takes:ident $takes_in_place:ident $function:ident $function_in_place:ident $operator:ident $message:literal $message_in_place:literal;)*) => {$(
        operators! { @one $trait $takes $function $operator arithmetic $message }
        operators! { @one $in_place $takes_in_place $function_in_place $operator arithmetic_in_place $message_in_place }
    )*};
    (@one $trait:ident $takes:ident $function:ident $operator:ident $compute:ident $message:literal) => {
        #[doc = concat!("Kinds that `", stringify!($function), "` takes, and the type that it gives.")]
        pub trait $trait<Right> {
            /// The type of the result.
            type Output: Outcome;
        }

        #[doc = concat!("Operands that `", stringify!($function), "` takes.")]
        #[diagnostic::on_unimplemented(
            message = $message,
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
            L::Kind: $trait<R::Kind>,
        {
            type Output = <L::Kind as $trait<R::Kind>>::Output;
        }

        #[doc = concat!("The operator of `", stringify!($function), "`, with Python's rules.")]
        #[track_caller]
        #[inline(never)]
        pub fn $function<L, R, O>(left: &L, right: &R) -> O
        where
            L: $takes<R, Output = O> + Look,
            R: Look,
            O: Outcome,
        {
            O::of(arithmetic::$compute(Operator::$operator, &look(left), &look(right)))
        }
    };
}

operators! {
    Add AddInPlace TakesAdd TakesAddInPlace add add_in_place Add "unsupported operand type(s) for +: '{Self}' and '{Right}'"
        "unsupported operand type(s) for +=: '{Self}' and '{Right}'";
    Sub SubInPlace TakesSub TakesSubInPlace sub sub_in_place Sub "unsupported operand type(s) for -: '{Self}' and '{Right}'"
        "unsupported operand type(s) for -=: '{Self}' and '{Right}'";
    Mul MulInPlace TakesMul TakesMulInPlace mul mul_in_place Mul "unsupported operand type(s) for *: '{Self}' and '{Right}'"
        "unsupported operand type(s) for *=: '{Self}' and '{Right}'";
    Div DivInPlace TakesDiv TakesDivInPlace div div_in_place Div "unsupported operand type(s) for /: '{Self}' and '{Right}'"
        "unsupported operand type(s) for /=: '{Self}' and '{Right}'";
    Rem RemInPlace TakesRem TakesRemInPlace rem rem_in_place Rem "unsupported operand type(s) for %: '{Self}' and '{Right}'"
        "unsupported operand type(s) for %=: '{Self}' and '{Right}'";
    Shl ShlInPlace TakesShl TakesShlInPlace shl shl_in_place Shl "unsupported operand type(s) for <<: '{Self}' and '{Right}'"
        "unsupported operand type(s) for <<=: '{Self}' and '{Right}'";
    Shr ShrInPlace TakesShr TakesShrInPlace shr shr_in_place Shr "unsupported operand type(s) for >>: '{Self}' and '{Right}'"
        "unsupported operand type(s) for >>=: '{Self}' and '{Right}'";
    BitAnd BitAndInPlace TakesBitAnd TakesBitAndInPlace bit_and bit_and_in_place And "unsupported operand type(s) for &: '{Self}' and '{Right}'"
        "unsupported operand type(s) for &=: '{Self}' and '{Right}'";
    BitOr BitOrInPlace TakesBitOr TakesBitOrInPlace bit_or bit_or_in_place Or "unsupported operand type(s) for |: '{Self}' and '{Right}'"
        "unsupported operand type(s) for |=: '{Self}' and '{Right}'";
    BitXor BitXorInPlace TakesBitXor TakesBitXorInPlace bit_xor bit_xor_in_place Xor "unsupported operand type(s) for ^: '{Self}' and '{Right}'"
        "unsupported operand type(s) for ^=: '{Self}' and '{Right}'";
}

/// Both the operator and its assignment: `Operators: left right => Output`.
macro_rules! rules {
    ($($trait:ident $in_place:ident: $($left:ident $right:ident => $output:ty),*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl $trait<kinds::$right> for kinds::$left {
            type Output = $output;
        }
        #[diagnostic::do_not_recommend]
        impl $in_place<kinds::$right> for kinds::$left {
            type Output = $output;
        }
    )*)*};
}

/// The rules for numbers: `int` and `bool` give the first type, a `float` among them the second.
macro_rules! numbers {
    ($($trait:ident $in_place:ident: $int:ty;)*) => {rules! {$(
        $trait $in_place:
            int int => $int, int bool => $int, bool int => $int, bool bool => $int,
            int float => Obj<Float>, float int => Obj<Float>, float float => Obj<Float>,
            bool float => Obj<Float>, float bool => Obj<Float>;
    )*}};
}

numbers! {
    Add AddInPlace: Obj<Int>;
    Sub SubInPlace: Obj<Int>;
    Mul MulInPlace: Obj<Int>;
    Div DivInPlace: Obj<Float>;
    Rem RemInPlace: Obj<Int>;
}

rules! {
    Add AddInPlace: str str => Obj<Str>, bytes bytes => Obj<Bytes>, tuple tuple => Obj<Tuple>, list list => Obj<List>;
    Mul MulInPlace:
        str int => Obj<Str>, int str => Obj<Str>, bytes int => Obj<Bytes>, int bytes => Obj<Bytes>,
        tuple int => Obj<Tuple>, int tuple => Obj<Tuple>, list int => Obj<List>, int list => Obj<List>;
    Shl ShlInPlace: int int => Obj<Int>, int bool => Obj<Int>, bool int => Obj<Int>, bool bool => Obj<Int>;
    Shr ShrInPlace: int int => Obj<Int>, int bool => Obj<Int>, bool int => Obj<Int>, bool bool => Obj<Int>;
    BitAnd BitAndInPlace: int int => Obj<Int>, int bool => Obj<Int>, bool int => Obj<Int>, bool bool => Obj<Bool>;
    BitOr BitOrInPlace:
        int int => Obj<Int>, int bool => Obj<Int>, bool int => Obj<Int>, bool bool => Obj<Bool>, dict dict => Obj<Dict>;
    BitXor BitXorInPlace: int int => Obj<Int>, int bool => Obj<Int>, bool int => Obj<Int>, bool bool => Obj<Bool>;
}

/// Sets give a set of the left operand's kind.
macro_rules! sets {
    ($($trait:ident $in_place:ident;)*) => {rules! {$(
        $trait $in_place:
            set set => Obj<Set>, set frozenset => Obj<Set>, frozenset set => Obj<FrozenSet>,
            frozenset frozenset => Obj<FrozenSet>;
    )*}};
}

sets! {
    Sub SubInPlace;
    BitAnd BitAndInPlace;
    BitOr BitOrInPlace;
    BitXor BitXorInPlace;
}

/// With an `AnyObj` on either side, only running the program tells.
macro_rules! dynamic {
    ($($trait:ident $in_place:ident;)*) => {$(
        rules! { $trait $in_place:
            object object => AnyObj, object int => AnyObj, object float => AnyObj, object bool => AnyObj,
            object str => AnyObj, object bytes => AnyObj, object tuple => AnyObj, object list => AnyObj,
            object set => AnyObj, object frozenset => AnyObj, object dict => AnyObj,
            int object => AnyObj, float object => AnyObj, bool object => AnyObj, str object => AnyObj,
            bytes object => AnyObj, tuple object => AnyObj, list object => AnyObj, set object => AnyObj,
            frozenset object => AnyObj, dict object => AnyObj;
        }
    )*};
}

dynamic! {
    Add AddInPlace;
    Sub SubInPlace;
    Mul MulInPlace;
    Div DivInPlace;
    Rem RemInPlace;
    Shl ShlInPlace;
    Shr ShrInPlace;
    BitAnd BitAndInPlace;
    BitOr BitOrInPlace;
    BitXor BitXorInPlace;
}

/// A list takes in what any iterable holds.
macro_rules! extended {
    ($($right:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl AddInPlace<kinds::$right> for kinds::list {
            type Output = Obj<List>;
        }
    )*};
}
extended!(tuple str bytes set frozenset dict);

/// Kinds that have a sign.
pub trait Signed {
    /// The type of the result.
    type Output: Outcome;
}

impl Signed for kinds::int {
    type Output = Obj<Int>;
}

impl Signed for kinds::bool {
    type Output = Obj<Int>;
}

impl Signed for kinds::float {
    type Output = Obj<Float>;
}

impl Signed for kinds::object {
    type Output = AnyObj;
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
            O::of(arithmetic::$function(&look(value)))
        }
    )*};
}

signs! {
    TakesMinus negative "bad operand type for unary -: '{Self}'";
    TakesPlus positive "bad operand type for unary +: '{Self}'";
}
