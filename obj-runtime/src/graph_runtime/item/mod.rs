//! Items: `a[b]`, read, set and deleted.

mod of_values;
pub(super) mod refusals;

use super::as_object::{AsObject, object_of};
use super::put::CanBecome;
use crate::object::any::AnyObj;

needed! {
    /// What has items.
    Item: "`{Self}` object is not subscriptable", "has no items",
        "items are in tuples, lists, dicts, strings and bytes, in `ObjVec`, and in an `AnyObj` that is one of them";

    /// The type of an item.
    type Item;

    /// The item.
    fn item(&self, index: &AnyObj) -> Self::Item;
}

/// `base[index]`
#[track_caller]
#[inline(never)]
pub fn item<B: Item<Item = I> + ?Sized, I>(base: &B, index: &dyn AsObject) -> I {
    base.item(&object_of(index))
}

needed! {
    /// What takes another item at an index or a key.
    SetItem: "`{Self}` object does not support item assignment", "items cannot be set",
        "items of lists, dicts and `ObjVec` can be set, and of an `AnyObj` that is one of them";

    /// The type of an item.
    type Value;

    /// Sets the item; the old one is dropped last.
    fn set_item(&self, index: &AnyObj, value: Self::Value);
}

/// `base[index] = source`
#[track_caller]
#[inline(never)]
pub fn set_item<B: SetItem + ?Sized, S: CanBecome<B::Value>>(source: S, base: &B, index: &dyn AsObject) {
    base.set_item(&object_of(index), source.put());
}

/// `base[index] = value`, where the value has the type already.
#[track_caller]
#[inline(never)]
pub fn set_item_exactly<B: SetItem + ?Sized>(value: B::Value, base: &B, index: &dyn AsObject) {
    base.set_item(&object_of(index), value);
}

needed! {
    /// What an item can be taken out of.
    DeleteItem: "`{Self}` object doesn't support item deletion", "items cannot be deleted",
        "items of lists, dicts and `ObjVec` can be deleted, and of an `AnyObj` that is one of them";

    /// Takes the item out.
    fn delete_item(&self, index: &AnyObj);
}

/// `del base[index]`
#[track_caller]
#[inline(never)]
pub fn delete_item<B: DeleteItem + ?Sized>(base: &B, index: &dyn AsObject) {
    base.delete_item(&object_of(index));
}

/// Writes `Item` for several types: `<generics> base => item = |base, index| value;`
macro_rules! items {
    ($([$($generics:tt)*] $base:ty $(where [$($bounds:tt)*])? => $item:ty = |$this:tt, $index:tt| $value:expr;)*) => {$(
        items! { @ [#[diagnostic::do_not_recommend]] [$($generics)*] $base, [$($($bounds)*)?], $item, $this, $index, $value }
    )*};
    (@ [$($attribute:tt)*] [$($generics:tt)*] $base:ty, [$($bounds:tt)*], $item:ty, $this:tt, $index:tt, $value:expr) => {
        $($attribute)*
        impl<$($generics)*> $crate::graph_runtime::item::Item for $base
        where
            $($bounds)*
        {
            type Item = $item;

            #[track_caller]
            fn item(&self, $index: &AnyObj) -> $item {
                let $this = self;
                $value
            }
        }
    };
}

/// Writes `SetItem`: `<generics> base => item = |base, index, item| action;`
macro_rules! set_items {
    ($([$($generics:tt)*] $base:ty $(where [$($bounds:tt)*])? => $item:ty = |$this:tt, $index:tt, $value:tt| $action:expr;)*) => {$(
        set_items! {
            @ [#[diagnostic::do_not_recommend]] [$($generics)*] $base, [$($($bounds)*)?], $item, $this, $index, $value, $action
        }
    )*};
    (@ [$($attribute:tt)*] [$($generics:tt)*] $base:ty, [$($bounds:tt)*], $item:ty, $this:tt, $index:tt, $value:tt, $action:expr) => {
        $($attribute)*
        impl<$($generics)*> $crate::graph_runtime::item::SetItem for $base
        where
            $($bounds)*
        {
            type Value = $item;

            #[track_caller]
            fn set_item(&self, $index: &AnyObj, $value: $item) {
                let $this = self;
                $action
            }
        }
    };
}

/// Writes `DeleteItem`: `<generics> base = |base, index| action;`
macro_rules! delete_items {
    ($([$($generics:tt)*] $base:ty $(where [$($bounds:tt)*])? = |$this:tt, $index:tt| $action:expr;)*) => {$(
        delete_items! { @ [#[diagnostic::do_not_recommend]] [$($generics)*] $base, [$($($bounds)*)?], $this, $index, $action }
    )*};
    (@ [$($attribute:tt)*] [$($generics:tt)*] $base:ty, [$($bounds:tt)*], $this:tt, $index:tt, $action:expr) => {
        $($attribute)*
        impl<$($generics)*> $crate::graph_runtime::item::DeleteItem for $base
        where
            $($bounds)*
        {
            #[track_caller]
            fn delete_item(&self, $index: &AnyObj) {
                let $this = self;
                $action
            }
        }
    };
}

pub(super) use {delete_items, items, set_items};
