//! Which kinds an operator takes, and the type that it gives.

use std::marker::PhantomData;

use super::kinds;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, Set, Str, Tuple};

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
        object.downcast().expect("the kinds of the operands give the type of the result")
    }
}

/// A kind that takes a right operand under an operator.
pub trait Gives<Operator, Right> {
    /// The type of the result.
    type Output: Outcome;
}

/// The assignment with an operator: `+=`.
pub struct InPlace<Operator>(PhantomData<Operator>);

macro_rules! operators {
    ($($name:ident)*) => {$(
        #[doc = concat!("The operator that `", stringify!($name), "` is in Rust.")]
        pub enum $name {}
    )*};
}

operators! { Add Sub Mul Div Rem Shl Shr BitAnd BitOr BitXor }

/// Both an operator and its assignment: `Operator: left right => Output`
macro_rules! rules {
    ($($operator:ident: $($left:ident $right:ident => $output:ty),*;)*) => {$($(
        #[diagnostic::do_not_recommend]
        impl Gives<$operator, kinds::$right> for kinds::$left {
            type Output = $output;
        }

        #[diagnostic::do_not_recommend]
        impl Gives<InPlace<$operator>, kinds::$right> for kinds::$left {
            type Output = $output;
        }
    )*)*};
}

/// The rules for numbers: `int` and `bool` give the type that is said, a `float` among them a `float`.
macro_rules! numbers {
    ($($operator:ident: $int:ty;)*) => {rules! {$(
        $operator:
            int int => $int, int bool => $int, bool int => $int, bool bool => $int,
            int float => Obj<Float>, float int => Obj<Float>, float float => Obj<Float>,
            bool float => Obj<Float>, float bool => Obj<Float>;
    )*}};
}

numbers! {
    Add: Obj<Int>;
    Sub: Obj<Int>;
    Mul: Obj<Int>;
    Div: Obj<Float>;
    Rem: Obj<Int>;
}

/// The rules for bits: truths give the type that is said, an `int` among them an `int`.
macro_rules! bits {
    ($($operator:ident: $bool:ty;)*) => {rules! {$(
        $operator: int int => Obj<Int>, int bool => Obj<Int>, bool int => Obj<Int>, bool bool => $bool;
    )*}};
}

bits! {
    Shl: Obj<Int>;
    Shr: Obj<Int>;
    BitAnd: Obj<Bool>;
    BitOr: Obj<Bool>;
    BitXor: Obj<Bool>;
}

rules! {
    Add: str str => Obj<Str>, bytes bytes => Obj<Bytes>, tuple tuple => Obj<Tuple>, list list => Obj<List>;
    Mul:
        str int => Obj<Str>, int str => Obj<Str>, bytes int => Obj<Bytes>, int bytes => Obj<Bytes>,
        tuple int => Obj<Tuple>, int tuple => Obj<Tuple>, list int => Obj<List>, int list => Obj<List>;
    BitOr: dict dict => Obj<Dict>;
    Rem:
        str str => Obj<Str>, str int => Obj<Str>, str float => Obj<Str>, str bool => Obj<Str>, str bytes => Obj<Str>,
        str tuple => Obj<Str>, str list => Obj<Str>, str set => Obj<Str>, str frozenset => Obj<Str>, str dict => Obj<Str>;
}

/// Sets give a set of the left operand's kind.
macro_rules! sets {
    ($($operator:ident)*) => {rules! {$(
        $operator:
            set set => Obj<Set>, set frozenset => Obj<Set>,
            frozenset set => Obj<FrozenSet>, frozenset frozenset => Obj<FrozenSet>;
    )*}};
}

sets! { Sub BitAnd BitOr BitXor }

/// With an `AnyObj` on either side, only running the program shows.
macro_rules! dynamic {
    ($($operator:ident)*) => {rules! {$(
        $operator:
            object object => AnyObj, object int => AnyObj, object float => AnyObj, object bool => AnyObj,
            object str => AnyObj, object bytes => AnyObj, object tuple => AnyObj, object list => AnyObj,
            object set => AnyObj, object frozenset => AnyObj, object dict => AnyObj,
            int object => AnyObj, float object => AnyObj, bool object => AnyObj, str object => AnyObj,
            bytes object => AnyObj, tuple object => AnyObj, list object => AnyObj, set object => AnyObj,
            frozenset object => AnyObj, dict object => AnyObj;
    )*}};
}

dynamic! { Add Sub Mul Div Rem Shl Shr BitAnd BitOr BitXor }

/// A list takes in what any iterable holds.
macro_rules! extended {
    ($($right:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Gives<InPlace<Add>, kinds::$right> for kinds::list {
            type Output = Obj<List>;
        }
    )*};
}

extended! { tuple str bytes set frozenset dict }

/// Kinds that have a sign.
pub trait Signed {
    /// The type of the result.
    type Output: Outcome;
}

macro_rules! signed {
    ($($kind:ident => $output:ty;)*) => {$(
        impl Signed for kinds::$kind {
            type Output = $output;
        }
    )*};
}

signed! {
    int => Obj<Int>;
    bool => Obj<Int>;
    float => Obj<Float>;
    object => AnyObj;
}
