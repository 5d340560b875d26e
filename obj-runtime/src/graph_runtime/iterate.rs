//! Iteration: the items of a value, one after the other, as they are when their turn comes.

use crate::cells::{ObjCell, ObjMap, ObjVec};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::guard::ObjRef;
use crate::values::{Builtin, Bytes, Dict, FrozenSet, Int, List, Set, Str, Tuple};

use super::or_none::ObjOrNone;

/// What has items that a loop meets.
#[diagnostic::on_unimplemented(
    message = "'{Self}' object is not iterable",
    label = "has no items to loop over",
    note = "loops go over lists, tuples, dicts, sets, strings, bytes and `range(…)`, `ObjVec` and `ObjMap`, a `Vec`, and an `AnyObj` that is one of them"
)]
pub trait Iterate {
    /// The type of an item.
    type Item;

    /// The items.
    fn items(&self) -> impl Iterator<Item = Self::Item>;
}

/// The items of a value.
#[track_caller]
pub fn iterate<X: Iterate<Item = Item> + ?Sized, Item>(value: &X) -> impl Iterator<Item = Item> + use<'_, X, Item> {
    value.items()
}

/// The next item.
#[track_caller]
pub fn next<I: Iterator>(items: &mut I) -> Option<I::Item> {
    items.next()
}

/// Writes `Iterate`: `<generics> type => item = |value| items;`
macro_rules! iterates {
    ($([$($generics:tt)*] $type:ty $(where [$($bounds:tt)*])? => $item:ty = |$this:ident| $items:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Iterate for $type $(where $($bounds)*)? {
            type Item = $item;

            #[track_caller]
            fn items(&self) -> impl Iterator<Item = $item> {
                let $this = self;
                $items
            }
        }
    )*};
}

iterates! {
    [] Obj<List> => AnyObj = |list| list.iter().map(|item| item.clone());
    [] Obj<Tuple> => AnyObj = |tuple| tuple.iter().cloned();
    [] Obj<Dict> => AnyObj = |dict| dict.keys().map(|key| key.clone());
    [] Obj<Set> => AnyObj = |set| set.iter().map(|element| element.clone());
    [] Obj<FrozenSet> => AnyObj = |set| set.iter().map(|element| element.clone());
    [] Obj<Str> => Obj<Str> = |text| text.characters();
    [] Obj<Bytes> => Obj<Int> = |bytes| bytes.iter().map(|byte| Obj::from(i64::from(*byte)));
    [] AnyObj => AnyObj = |object| items_of(object);
    [T: ?Sized] ObjVec<T> => Obj<T> = |list| list.iter().map(|item| ObjRef::to_obj(&item));
    [K: ?Sized, V: ?Sized] ObjMap<K, V> => Obj<K> = |map| map.keys().map(|key| ObjRef::to_obj(&key));
    [X: Clone] Vec<X> => X = |list| list.iter().cloned();
    [T: ?Sized] ObjOrNone<T> where [Obj<T>: Iterate] => <Obj<T> as Iterate>::Item = |object| match ObjOrNone::get(object) {
        Some(object) => object.items(),
        None => not_iterable("NoneType"),
    };
    [X: Iterate + ?Sized] &X => X::Item = |value| (**value).items();
    [T: ?Sized] ObjCell<T> where [Obj<T>: Iterate] => <Obj<T> as Iterate>::Item = |cell| match cell.get() {
        Some(object) => object.items().collect::<Vec<_>>().into_iter(),
        None => not_iterable("NoneType"),
    };
}

#[track_caller]
fn items_of(object: &AnyObj) -> Box<dyn Iterator<Item = AnyObj> + '_> {
    match Builtin::of(object) {
        Builtin::List(list) => Box::new(list.items()),
        Builtin::Tuple(tuple) => Box::new(tuple.items()),
        Builtin::Dict(dict) => Box::new(dict.items()),
        Builtin::Set(set) => Box::new(set.items()),
        Builtin::FrozenSet(set) => Box::new(set.items()),
        Builtin::Str(text) => Box::new(text.items().map(Obj::into_any)),
        Builtin::Bytes(bytes) => Box::new(bytes.items().map(Obj::into_any)),
        Builtin::NoneType(_) | Builtin::Bool(_) | Builtin::Int(_) | Builtin::Float(_) => {
            not_iterable(object.type_name())
        }
        Builtin::Type(_) | Builtin::Other => not_iterable(object.type_name()),
    }
}

#[cold]
#[track_caller]
fn not_iterable(name: &str) -> ! {
    super::raise("TypeError", format_args!("'{name}' object is not iterable"))
}
