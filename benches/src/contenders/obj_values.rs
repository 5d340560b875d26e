//! The values that this library shares: small integers and interned texts.

use std::hash::Hash;

use obj_runtime::prelude::*;

use crate::workloads::interning::Interner;
use crate::workloads::small_ints::SmallInts;

/// The values that this library shares.
pub(crate) struct Values;

impl SmallInts for Values {
    type Int = Obj<Int>;

    #[inline]
    fn int(value: i64) -> Obj<Int> {
        Obj::<Int>::from(value)
    }
}

impl Interner for Values {
    type Symbol = Obj<Str>;

    fn start() -> Self {
        Self
    }

    #[inline]
    fn intern(&mut self, text: &str) -> Obj<Str> {
        Str::intern(text)
    }

    #[inline]
    fn is(one: &Obj<Str>, other: &Obj<Str>) -> bool {
        Obj::is(one, other)
    }

    #[inline]
    fn id(symbol: &Obj<Str>) -> impl Hash {
        Obj::id(symbol)
    }
}
