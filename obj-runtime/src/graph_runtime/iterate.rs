//! Iteration: the items of a value, one after the other, as they are when their turn comes.

use crate::cells::{ObjCell, ObjMap, ObjVec};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::guard::ObjRef;
use crate::values::{Builtin, Bytes, Dict, FrozenSet, Int, List, Set, Str, Tuple};

use super::functions::Range;
use super::or_none::ObjOrNone;

needed! {
    /// What has items that a loop meets.
    Iterable: "'{Self}' object is not iterable", "has no items to loop over",
        "loops go over lists, tuples, dicts, sets, strings, bytes and `range(…)`, `ObjVec` and `ObjMap`, a `Vec`, and an `AnyObj` that is one of them";

    /// The type of an item.
    type Item;

    /// The items.
    fn each(&self) -> impl Iterator<Item = Self::Item>;

    /// The object that has them, if it is one.
    fn object(&self) -> Option<&AnyObj> {
        None
    }
}

/// The items of a value.
#[track_caller]
pub fn iterate<X: Iterable<Item = Item> + ?Sized, Item>(value: &X) -> impl Iterator<Item = Item> {
    value.each()
}

/// The next item.
#[track_caller]
pub fn next<I: Iterator>(items: &mut I) -> Option<I::Item> {
    items.next()
}

/// Writes `Iterable`: `<generics> type => item = |value| items;`, and behind `as` the object that it is.
macro_rules! iterates {
    ($([$($generics:tt)*] $type:ty $(where [$($bounds:tt)*])? => $item:ty = |$this:ident| $items:expr $(, as $object:expr)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Iterable for $type $(where $($bounds)*)? {
            type Item = $item;

            #[track_caller]
            fn each(&self) -> impl Iterator<Item = $item> {
                let $this = self;
                $items
            }

            $(fn object(&self) -> Option<&AnyObj> {
                let $this = self;
                Some($object)
            })?
        }
    )*};
}

iterates! {
    [] Obj<List> => AnyObj = |list| list.iter().map(|item| item.clone()), as Obj::as_any(list);
    [] Obj<Tuple> => AnyObj = |tuple| tuple.iter().cloned(), as Obj::as_any(tuple);
    [] Obj<Dict> => AnyObj = |dict| dict.keys().map(|key| key.clone()), as Obj::as_any(dict);
    [] Obj<Set> => AnyObj = |set| set.iter().map(|element| element.clone()), as Obj::as_any(set);
    [] Obj<FrozenSet> => AnyObj = |set| set.iter().map(|element| element.clone()), as Obj::as_any(set);
    [] Obj<Str> => Obj<Str> = |text| text.characters(), as Obj::as_any(text);
    [] Obj<Bytes> => Obj<Int> = |bytes| bytes.iter().map(|byte| Obj::from(i64::from(*byte)));
    [] AnyObj => AnyObj = |object| items_of(object), as object;
    [T: ?Sized] ObjVec<T> => Obj<T> = |list| list.iter().map(|item| ObjRef::to_obj(&item));
    [K: ?Sized, V: ?Sized] ObjMap<K, V> => Obj<K> = |map| map.keys().map(|key| ObjRef::to_obj(&key));
    [X: Clone] Vec<X> => X = |list| list.iter().cloned();
    [] Range => Obj<Int> = |range| range.numbers().map(Obj::from);
    [T: ?Sized] ObjOrNone<T> where [Obj<T>: Iterable] => <Obj<T> as Iterable>::Item = |object| match ObjOrNone::get(object) {
        Some(object) => object.each(),
        None => not_iterable("NoneType"),
    };
    [X: Iterable + ?Sized] &X => X::Item = |value| (**value).each();
    [T: ?Sized] ObjCell<T> where [Obj<T>: Iterable] => <Obj<T> as Iterable>::Item = |cell| match cell.get() {
        Some(object) => object.each().collect::<Vec<_>>().into_iter(),
        None => not_iterable("NoneType"),
    };
}

#[track_caller]
pub(super) fn items_of(object: &AnyObj) -> Box<dyn Iterator<Item = AnyObj> + '_> {
    match Builtin::of(object) {
        Builtin::List(list) => Box::new(list.each()),
        Builtin::Tuple(tuple) => Box::new(tuple.each()),
        Builtin::Dict(dict) => Box::new(dict.each()),
        Builtin::Set(set) => Box::new(set.each()),
        Builtin::FrozenSet(set) => Box::new(set.each()),
        Builtin::Str(text) => Box::new(text.each().map(Obj::into_any)),
        Builtin::Bytes(bytes) => Box::new(bytes.each().map(Obj::into_any)),
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
