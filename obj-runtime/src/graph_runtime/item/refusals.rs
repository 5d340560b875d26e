//! What built-in values refuse, in Python's words: one rule that nothing keeps for each sentence.
//!
//! A rule is asked of a `&'a` for all `'a`, since the compiler refuses an impl with a plain bound that never holds.

use super::{delete_items, items, set_items};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bool, Bytes, Float, FrozenSet, Int, NoneType, Set, Str, Tuple};

macro_rules! refuse {
    ($(item $type:ty, $rule:ident, $words:literal;)*) => {$(
        rule!($rule, $words, "has no items");
        items! { @ [] [] Obj<$type>, [for<'a> &'a $type: $rule], AnyObj, _, _, refused() }
    )*};
    ($(set_item $type:ty, $rule:ident, $words:literal;)*) => {$(
        rule!($rule, $words, "items cannot be set",
            "items of lists, dicts, `ObjVec` and `ObjMap` can be set, and of an `AnyObj` that is a list or a dict");
        set_items! { @ [] [] Obj<$type>, [for<'a> &'a $type: $rule], AnyObj, _, _, _, refused() }
    )*};
    ($(delete_item $type:ty, $rule:ident, $words:literal;)*) => {$(
        rule!($rule, $words, "items cannot be deleted",
            "items of lists, dicts, `ObjVec` and `ObjMap` can be deleted, and of an `AnyObj` that is a list or a dict");
        delete_items! { @ [] [] Obj<$type>, [for<'a> &'a $type: $rule], _, _, refused() }
    )*};
}

/// Never called.
fn refused() -> ! {
    unreachable!("the rule is never kept")
}

refuse! {
    item Int, IntHasItems, "'int' object is not subscriptable";
    item Float, FloatHasItems, "'float' object is not subscriptable";
    item Bool, BoolHasItems, "'bool' object is not subscriptable";
    item NoneType, NoneHasItems, "'NoneType' object is not subscriptable";
    item Set, SetHasItems, "'set' object is not subscriptable";
    item FrozenSet, FrozenSetHasItems, "'frozenset' object is not subscriptable";
}

refuse! {
    set_item Tuple, TupleSetsItems, "'tuple' object does not support item assignment";
    set_item Str, StrSetsItems, "'str' object does not support item assignment";
    set_item Bytes, BytesSetsItems, "'bytes' object does not support item assignment";
    set_item Int, IntSetsItems, "'int' object does not support item assignment";
    set_item Float, FloatSetsItems, "'float' object does not support item assignment";
    set_item Bool, BoolSetsItems, "'bool' object does not support item assignment";
    set_item NoneType, NoneSetsItems, "'NoneType' object does not support item assignment";
    set_item Set, SetSetsItems, "'set' object does not support item assignment";
    set_item FrozenSet, FrozenSetSetsItems, "'frozenset' object does not support item assignment";
}

refuse! {
    delete_item Tuple, TupleDeletesItems, "'tuple' object doesn't support item deletion";
    delete_item Str, StrDeletesItems, "'str' object doesn't support item deletion";
    delete_item Bytes, BytesDeletesItems, "'bytes' object doesn't support item deletion";
    delete_item Int, IntDeletesItems, "'int' object does not support item deletion";
    delete_item Float, FloatDeletesItems, "'float' object does not support item deletion";
    delete_item Bool, BoolDeletesItems, "'bool' object does not support item deletion";
    delete_item NoneType, NoneDeletesItems, "'NoneType' object does not support item deletion";
    delete_item Set, SetDeletesItems, "'set' object doesn't support item deletion";
    delete_item FrozenSet, FrozenSetDeletesItems, "'frozenset' object doesn't support item deletion";
}
