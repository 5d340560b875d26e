//! Items of built-in values and of cells.

use super::{DeleteItem, Item, SetItem, delete_items, items, set_items};
use crate::cells::{ObjCell, ObjVec};
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::container::sequence::from_either_end;
use crate::values::number::tower::Number;
use crate::values::{Builtin, Bytes, Dict, Int, List, Str, Tuple};

items! {
    [] Obj<Tuple> => AnyObj = |tuple, index| tuple.get_item(index_of(index, "tuple"));
    [] Obj<List> => AnyObj = |list, index| list.get_item(index_of(index, "list"));
    [] Obj<Dict> => AnyObj = |dict, index| dict.get_item(index);
    [] Obj<Str> => Obj<Str> = |text, index| text.get_item(index_in_text(index));
    [] Obj<Bytes> => Obj<Int> = |bytes, index| bytes.get_item(index_of(index, "byte"));
    [T: ?Sized] ObjVec<T> => Obj<T> = |list, index| {
        list.get(place_of(index, list.len(), "list")).expect("the index is in range")
    };
    [] AnyObj => AnyObj = |object, index| match Builtin::of(object) {
        Builtin::Tuple(tuple) => tuple.item(index),
        Builtin::List(list) => list.item(index),
        Builtin::Dict(dict) => dict.item(index),
        Builtin::Str(text) => Obj::into_any(text.item(index)),
        Builtin::Bytes(bytes) => Obj::into_any(bytes.item(index)),
        Builtin::NoneType(_) | Builtin::Bool(_) | Builtin::Int(_) | Builtin::Float(_) => no_items(object),
        Builtin::Set(_) | Builtin::FrozenSet(_) | Builtin::Type(_) | Builtin::Other => no_items(object),
    };
    [B: Item + ?Sized] &B => B::Item = |base, index| (**base).item(index);
    [T: ?Sized] ObjCell<T> where [Obj<T>: Item] => <Obj<T> as Item>::Item = |cell, index| inside(cell).item(index);
}

set_items! {
    [] Obj<List> => AnyObj = |list, index, item| List::set_item(list, index_of(index, "list"), item);
    [] Obj<Dict> => AnyObj = |dict, key, value| Dict::set_item(dict, key.clone(), value);
    [T: ?Sized] ObjVec<T> => Obj<T> = |list, index, item| list.set(place_of(index, list.len(), "list assignment"), item);
    [] AnyObj => AnyObj = |object, index, item| match Builtin::of(object) {
        Builtin::List(list) => SetItem::set_item(list, index, item),
        Builtin::Dict(dict) => SetItem::set_item(dict, index, item),
        _ => raise("TypeError", format_args!("'{}' object does not support item assignment", object.type_name())),
    };
    [B: SetItem + ?Sized] &B => B::Value = |base, index, item| (**base).set_item(index, item);
    [T: ?Sized] ObjCell<T> where [Obj<T>: SetItem] => <Obj<T> as SetItem>::Value = |cell, index, item| {
        inside(cell).set_item(index, item);
    };
}

delete_items! {
    [] Obj<List> = |list, index| list.del_item(index_of(index, "list"));
    [] Obj<Dict> = |dict, key| dict.del_item(key);
    [T: ?Sized] ObjVec<T> = |list, index| drop(list.remove(place_of(index, list.len(), "list assignment")));
    [] AnyObj = |object, index| match Builtin::of(object) {
        Builtin::List(list) => list.delete_item(index),
        Builtin::Dict(dict) => dict.delete_item(index),
        Builtin::Tuple(_) | Builtin::Str(_) | Builtin::Bytes(_) if is_number(index) => cannot_delete(object, "doesn't"),
        Builtin::Set(_) | Builtin::FrozenSet(_) if is_number(index) => cannot_delete(object, "doesn't"),
        _ => cannot_delete(object, "does not"),
    };
    [B: DeleteItem + ?Sized] &B = |base, index| (**base).delete_item(index);
    [T: ?Sized] ObjCell<T> where [Obj<T>: DeleteItem] = |cell, index| inside(cell).delete_item(index);
}

#[cold]
#[track_caller]
fn no_items(object: &AnyObj) -> ! {
    raise("TypeError", format_args!("'{}' object is not subscriptable", object.type_name()))
}

fn is_number(index: &AnyObj) -> bool {
    matches!(Builtin::of(index), Builtin::Int(_) | Builtin::Bool(_))
}

#[cold]
#[track_caller]
fn cannot_delete(object: &AnyObj, words: &str) -> ! {
    raise("TypeError", format_args!("'{}' object {words} support item deletion", object.type_name()))
}

/// The object in a cell whose items are looked at.
#[track_caller]
fn inside<T: ?Sized>(cell: &ObjCell<T>) -> Obj<T> {
    match cell.get() {
        Some(object) => object,
        None => raise("TypeError", "'NoneType' object is not subscriptable"),
    }
}

/// The index as a number that may count from the end.
#[track_caller]
fn index_of(index: &AnyObj, what: &str) -> isize {
    let Some(number) = number_of(index) else {
        let name = index.type_name();
        raise("TypeError", format_args!("{what} indices must be integers or slices, not {name}"))
    };
    number
}

#[track_caller]
fn index_in_text(index: &AnyObj) -> isize {
    let Some(number) = number_of(index) else {
        let name = index.type_name();
        raise("TypeError", format_args!("string indices must be integers, not '{name}'"))
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
        raise("IndexError", format_args!("{what} index out of range"))
    };
    at
}
