//! Items: `a[b]`.

use super::look::{Look, look};
use super::put::Put;
use crate::cells::{ObjCell, ObjVec};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::container::sequence::from_either_end;
use crate::values::number::tower::Number;
use crate::values::{Bytes, Dict, FrozenSet, Int, List, Set, Str, Tuple, has_items, items_of};

/// What has items.
#[diagnostic::on_unimplemented(
    message = "`{Self}` object is not subscriptable",
    label = "has no items",
    note = "items are in tuples, lists, dicts, strings and bytes, in `ObjVec`, and in an `AnyObj` that is one of them"
)]
pub trait Item {
    /// The type of an item.
    type Item;

    /// The item.
    fn item(&self, index: &AnyObj) -> Self::Item;
}

/// `base[index]`
#[track_caller]
#[inline(never)]
pub fn item<B: Item<Item = I> + ?Sized, I>(base: &B, index: &dyn Look) -> I {
    base.item(&look(index))
}

#[diagnostic::do_not_recommend]
impl Item for Obj<Tuple> {
    type Item = AnyObj;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> AnyObj {
        self.get_item(index_of(index, "tuple"))
    }
}

#[diagnostic::do_not_recommend]
impl Item for Obj<List> {
    type Item = AnyObj;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> AnyObj {
        self.get_item(index_of(index, "list"))
    }
}

#[diagnostic::do_not_recommend]
impl Item for Obj<Dict> {
    type Item = AnyObj;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> AnyObj {
        self.get_item(index)
    }
}

#[diagnostic::do_not_recommend]
impl Item for Obj<Str> {
    type Item = Obj<Str>;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> Obj<Str> {
        let Some(index) = number_of(index) else {
            let name = index.type_name();
            super::raise("TypeError", format_args!("string indices must be integers, not '{name}'"))
        };
        self.get_item(index)
    }
}

#[diagnostic::do_not_recommend]
impl Item for Obj<Bytes> {
    type Item = Obj<Int>;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> Obj<Int> {
        self.get_item(index_of(index, "byte"))
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Item for ObjVec<T> {
    type Item = Obj<T>;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> Obj<T> {
        self.get(place_of(index, self.len(), "list")).expect("the index is in range")
    }
}

#[diagnostic::do_not_recommend]
impl Item for AnyObj {
    type Item = AnyObj;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> AnyObj {
        if let Some(list) = self.downcast_ref::<List>() {
            return list.item(index);
        }
        if let Some(tuple) = self.downcast_ref::<Tuple>() {
            return tuple.item(index);
        }
        if let Some(dict) = self.downcast_ref::<Dict>() {
            return dict.item(index);
        }
        if let Some(text) = self.downcast_ref::<Str>() {
            return Obj::into_any(text.item(index));
        }
        if let Some(bytes) = self.downcast_ref::<Bytes>() {
            return Obj::into_any(bytes.item(index));
        }
        super::raise("TypeError", format_args!("'{}' object is not subscriptable", self.type_name()))
    }
}

#[diagnostic::do_not_recommend]
impl<B: Item + ?Sized> Item for &B {
    type Item = B::Item;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> B::Item {
        (**self).item(index)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Item for ObjCell<T>
where
    Obj<T>: Item,
{
    type Item = <Obj<T> as Item>::Item;

    #[track_caller]
    fn item(&self, index: &AnyObj) -> Self::Item {
        inside(self).item(index)
    }
}

/// The object in a cell whose items are looked at.
#[track_caller]
fn inside<T: ?Sized>(cell: &ObjCell<T>) -> Obj<T> {
    match cell.get() {
        Some(object) => object,
        None => super::raise("TypeError", "'NoneType' object is not subscriptable"),
    }
}

/// The index as a number that may count from the end.
#[track_caller]
fn index_of(index: &AnyObj, what: &str) -> isize {
    let Some(number) = number_of(index) else {
        let name = index.type_name();
        super::raise("TypeError", format_args!("{what} indices must be integers or slices, not {name}"))
    };
    number
}

fn number_of(index: &AnyObj) -> Option<isize> {
    match Number::of(index)? {
        Number::Int(number) => Some(number.try_into().unwrap_or(isize::MAX)),
        Number::Float(_) => None,
    }
}

#[track_caller]
fn place_of(index: &AnyObj, length: usize, what: &str) -> usize {
    let Some(at) = from_either_end(index_of(index, what), length) else {
        super::raise("IndexError", format_args!("{what} index out of range"))
    };
    at
}

/// What takes another item at an index or a key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` object does not support item assignment",
    label = "items cannot be set",
    note = "items of lists, dicts and `ObjVec` can be set, and of an `AnyObj` that is one of them"
)]
pub trait SetItem {
    /// The type of an item.
    type Value;

    /// Sets the item; the old one is dropped last.
    fn set_item(&self, index: &AnyObj, value: Self::Value);
}

/// `base[index] = source`
#[track_caller]
#[inline(never)]
pub fn set_item<B: SetItem + ?Sized, S: Put<B::Value>>(source: S, base: &B, index: &dyn Look) {
    base.set_item(&look(index), source.put());
}

/// `base[index] = value`, where the value has the type already.
#[track_caller]
#[inline(never)]
pub fn set_item_exactly<B: SetItem + ?Sized>(value: B::Value, base: &B, index: &dyn Look) {
    base.set_item(&look(index), value);
}

#[diagnostic::do_not_recommend]
impl SetItem for Obj<List> {
    type Value = AnyObj;

    #[track_caller]
    fn set_item(&self, index: &AnyObj, value: AnyObj) {
        List::set_item(self, index_of(index, "list"), value);
    }
}

#[diagnostic::do_not_recommend]
impl SetItem for Obj<Dict> {
    type Value = AnyObj;

    #[track_caller]
    fn set_item(&self, index: &AnyObj, value: AnyObj) {
        Dict::set_item(self, index.clone(), value);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> SetItem for ObjVec<T> {
    type Value = Obj<T>;

    #[track_caller]
    fn set_item(&self, index: &AnyObj, value: Obj<T>) {
        self.set(place_of(index, self.len(), "list assignment"), value);
    }
}

#[diagnostic::do_not_recommend]
impl SetItem for AnyObj {
    type Value = AnyObj;

    #[track_caller]
    fn set_item(&self, index: &AnyObj, value: AnyObj) {
        if let Some(list) = self.downcast_ref::<List>() {
            return SetItem::set_item(list, index, value);
        }
        if let Some(dict) = self.downcast_ref::<Dict>() {
            return SetItem::set_item(dict, index, value);
        }
        super::raise("TypeError", format_args!("'{}' object does not support item assignment", self.type_name()))
    }
}

#[diagnostic::do_not_recommend]
impl<B: SetItem + ?Sized> SetItem for &B {
    type Value = B::Value;

    #[track_caller]
    fn set_item(&self, index: &AnyObj, value: B::Value) {
        (**self).set_item(index, value);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> SetItem for ObjCell<T>
where
    Obj<T>: SetItem,
{
    type Value = <Obj<T> as SetItem>::Value;

    #[track_caller]
    fn set_item(&self, index: &AnyObj, value: Self::Value) {
        inside(self).set_item(index, value);
    }
}

/// What an item can be taken out of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` object doesn't support item deletion",
    label = "items cannot be deleted",
    note = "items of lists, dicts and `ObjVec` can be deleted, and of an `AnyObj` that is one of them"
)]
pub trait DeleteItem {
    /// Takes the item out.
    fn delete_item(&self, index: &AnyObj);
}

/// `del base[index]`
#[track_caller]
#[inline(never)]
pub fn delete_item<B: DeleteItem + ?Sized>(base: &B, index: &dyn Look) {
    base.delete_item(&look(index));
}

#[diagnostic::do_not_recommend]
impl DeleteItem for Obj<List> {
    #[track_caller]
    fn delete_item(&self, index: &AnyObj) {
        self.del_item(index_of(index, "list"));
    }
}

#[diagnostic::do_not_recommend]
impl DeleteItem for Obj<Dict> {
    #[track_caller]
    fn delete_item(&self, index: &AnyObj) {
        self.del_item(index);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> DeleteItem for ObjVec<T> {
    #[track_caller]
    fn delete_item(&self, index: &AnyObj) {
        drop(self.remove(place_of(index, self.len(), "list assignment")));
    }
}

#[diagnostic::do_not_recommend]
impl DeleteItem for AnyObj {
    #[track_caller]
    fn delete_item(&self, index: &AnyObj) {
        if let Some(list) = self.downcast_ref::<List>() {
            return list.delete_item(index);
        }
        if let Some(dict) = self.downcast_ref::<Dict>() {
            return dict.delete_item(index);
        }
        let has_items = has_items(self) && !self.is_a::<Dict>();
        let words = if has_items { "doesn't" } else { "does not" };
        super::raise("TypeError", format_args!("'{}' object {words} support item deletion", self.type_name()))
    }
}

#[diagnostic::do_not_recommend]
impl<B: DeleteItem + ?Sized> DeleteItem for &B {
    #[track_caller]
    fn delete_item(&self, index: &AnyObj) {
        (**self).delete_item(index);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> DeleteItem for ObjCell<T>
where
    Obj<T>: DeleteItem,
{
    #[track_caller]
    fn delete_item(&self, index: &AnyObj) {
        inside(self).delete_item(index);
    }
}

/// `a, b = value`, where only running the program tells what the value is.
#[track_caller]
#[inline(never)]
pub fn unpack<const N: usize>(value: &dyn Look) -> [AnyObj; N] {
    let value = look(value);
    if !has_items(&value) {
        super::raise("TypeError", format_args!("cannot unpack non-iterable {} object", value.type_name()))
    }
    let items = items_of(&value);
    let found = items.len();
    match <[AnyObj; N]>::try_from(items) {
        Ok(items) => items,
        Err(_) if found > N => super::raise("ValueError", format_args!("too many values to unpack (expected {N})")),
        Err(_) => super::raise("ValueError", format_args!("not enough values to unpack (expected {N}, got {found})")),
    }
}

/// Whether a container holds an object.
#[track_caller]
pub(super) fn holds(container: &AnyObj, item: &AnyObj) -> bool {
    if let Some(list) = container.downcast_ref::<List>() {
        return list.contains(item);
    }
    if let Some(tuple) = container.downcast_ref::<Tuple>() {
        return tuple.has(item);
    }
    if let Some(dict) = container.downcast_ref::<Dict>() {
        return dict.contains(item);
    }
    if let Some(set) = container.downcast_ref::<Set>() {
        return set.contains(item);
    }
    if let Some(set) = container.downcast_ref::<FrozenSet>() {
        return set.contains(item);
    }
    if let Some(text) = container.downcast_ref::<Str>() {
        let Some(part) = item.downcast_ref::<Str>() else {
            let name = item.type_name();
            super::raise("TypeError", format_args!("'in <string>' requires string as left operand, not {name}"))
        };
        return text.contains(&**part);
    }
    if let Some(bytes) = container.downcast_ref::<Bytes>() {
        return holds_bytes(bytes, item);
    }
    super::raise("TypeError", format_args!("argument of type '{}' is not iterable", container.type_name()))
}

#[track_caller]
fn holds_bytes(bytes: &[u8], item: &AnyObj) -> bool {
    if let Some(part) = item.downcast_ref::<Bytes>() {
        return part.is_empty() || bytes.windows(part.len()).any(|window| window == &**part);
    }
    let Some(byte) = item.downcast_ref::<Int>() else {
        super::raise("TypeError", format_args!("a bytes-like object is required, not '{}'", item.type_name()))
    };
    let Ok(byte) = u8::try_from(**byte) else { super::raise("ValueError", "byte must be in range(0, 256)") };
    bytes.contains(&byte)
}
