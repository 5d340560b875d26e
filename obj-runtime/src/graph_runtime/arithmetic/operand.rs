//! What has arithmetic, and of which kind it is.

use super::kinds;
use crate::cells::ObjCell;
use crate::graph_runtime::as_object::AsObject;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::guard::ObjRef;
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, Set, Str, Tuple};

/// What has arithmetic.
#[diagnostic::on_unimplemented(
    message = "unsupported operand type: `{Self}` has no arithmetic here",
    label = "no operand of `+`, `-`, `*` and so on",
    note = "write `rust!(…)` for an operator of your own type"
)]
pub trait Operand: AsObject {
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
