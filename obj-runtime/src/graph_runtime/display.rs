//! Displays: tuples, lists, sets and dicts, for a name or for a place that says what it wants.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use crate::cells::{ObjCell, ObjVec};
use crate::ledger;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};
use crate::values::{Dict, FrozenSet, List, Set, Tuple};

/// `(a, b)`
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn tuple<const N: usize>(items: [AnyObj; N]) -> Obj<Tuple> {
    Obj::from(Vec::from(items))
}

/// `[a, b]`
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn new_list<const N: usize>(items: [AnyObj; N]) -> Obj<List> {
    Obj::from(Vec::from(items))
}

/// A list of the items of a constant tuple.
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn list_of(constant: &Obj<Tuple>) -> Obj<List> {
    let _attribution = ledger::attribute_to_caller();
    Obj::from(constant.to_vec())
}

/// `{a, b}`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn new_set<const N: usize>(elements: [AnyObj; N]) -> Obj<Set> {
    set_from(Vec::from(elements))
}

/// A set of the elements of a constant frozenset.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn set_of(constant: &Obj<FrozenSet>) -> Obj<Set> {
    Set::of(Obj::as_any(constant))
}

/// `{a: b}`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn new_dict<const N: usize>(entries: [(AnyObj, AnyObj); N]) -> Obj<Dict> {
    dict_from(Vec::from(entries))
}

#[track_caller]
fn set_from(elements: Vec<AnyObj>) -> Obj<Set> {
    let set = Obj::<Set>::default();
    for element in elements {
        set.add(element);
    }
    set
}

#[track_caller]
fn dict_from(entries: Vec<(AnyObj, AnyObj)>) -> Obj<Dict> {
    let dict = Obj::<Dict>::default();
    for (key, value) in entries {
        dict.set_item(key, value);
    }
    dict
}

/// Holds a display for a place that only borrows it, until the end of the statement.
#[derive(Default)]
pub struct Keep(OnceCell<AnyObj>);

/// A new one.
#[must_use]
pub fn keep() -> Keep {
    Keep::default()
}

impl Keep {
    fn hold<T>(&self, object: Obj<T>) -> &AnyObj {
        self.0.get_or_init(|| Obj::into_any(object))
    }

    fn hold_typed<T: Object>(&self, object: Obj<T>) -> &Obj<T> {
        self.hold(object).downcast_ref().expect("one display is held")
    }
}

/// What a list display can become.
#[diagnostic::on_unimplemented(
    message = "a list does not fit: `{Self}` is wanted here",
    label = "does not fit `{Self}`",
    note = "a list becomes an `Obj<List>`, an `ObjVec`, a `Vec` or an `AnyObj`"
)]
pub trait FromList<'k> {
    /// What its items are.
    type Item;

    /// Makes it.
    fn from_list(items: Vec<Self::Item>, keep: &'k Keep) -> Self;
}

/// A list display for a place that says what its items are.
#[must_use]
#[inline(never)]
pub fn list<'k, F: FromList<'k, Item = I>, I, const N: usize>(items: [I; N], keep: &'k Keep) -> F {
    F::from_list(Vec::from(items), keep)
}

/// What a set display can become.
#[diagnostic::on_unimplemented(
    message = "a set does not fit: `{Self}` is wanted here",
    label = "does not fit `{Self}`",
    note = "a set becomes an `Obj<Set>`, a set of Rust or an `AnyObj`"
)]
pub trait FromSet<'k> {
    /// What its elements are.
    type Element;

    /// Makes it.
    fn from_set(elements: Vec<Self::Element>, keep: &'k Keep) -> Self;
}

/// A set display for a place that says what its elements are.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn set<'k, F: FromSet<'k, Element = I>, I, const N: usize>(elements: [I; N], keep: &'k Keep) -> F {
    F::from_set(Vec::from(elements), keep)
}

/// What a dict display can become.
#[diagnostic::on_unimplemented(
    message = "a dict does not fit: `{Self}` is wanted here",
    label = "does not fit `{Self}`",
    note = "a dict becomes an `Obj<Dict>`, a map of Rust or an `AnyObj`"
)]
pub trait FromDict<'k> {
    /// What its keys are.
    type Key;
    /// What its values are.
    type Value;

    /// Makes it.
    fn from_dict(entries: Vec<(Self::Key, Self::Value)>, keep: &'k Keep) -> Self;
}

/// A dict display for a place that says what its keys and values are.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn dict<'k, F: FromDict<'k, Key = K, Value = V>, K, V, const N: usize>(entries: [(K, V); N], keep: &'k Keep) -> F {
    F::from_dict(Vec::from(entries), keep)
}

macro_rules! from_displays {
    ($([$($generics:tt)*] $trait:ident<$item:ident = $type:ty> $function:ident: $target:ty $(where [$($bounds:tt)*])? = |$items:ident, $keep:ident| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'k, $($generics)*> $trait<'k> for $target $(where $($bounds)*)? {
            type $item = $type;
            #[track_caller]
            fn $function($items: Vec<$type>, $keep: &'k Keep) -> Self {
                let _ = $keep;
                $value
            }
        }
    )*};
}

from_displays! {
    [] FromList<Item = AnyObj> from_list: Obj<List> = |items, keep| Obj::from(items);
    [] FromList<Item = AnyObj> from_list: AnyObj = |items, keep| Obj::into_any(Obj::<List>::from(items));
    [] FromList<Item = AnyObj> from_list: &'k AnyObj = |items, keep| keep.hold(Obj::<List>::from(items));
    [] FromList<Item = AnyObj> from_list: &'k Obj<List> = |items, keep| keep.hold_typed(Obj::from(items));
    [T: ?Sized] FromList<Item = Obj<T>> from_list: ObjVec<T> = |items, keep| items.into();
    [X] FromList<Item = X> from_list: Vec<X> = |items, keep| items;
    [X] FromList<Item = X> from_list: Box<[X]> = |items, keep| items.into();
    [X: FromList<'k>] FromList<Item = X::Item> from_list: Option<X> = |items, keep| Some(X::from_list(items, keep));
    [T: ?Sized] FromList<Item = AnyObj> from_list: ObjCell<T> where [Obj<T>: FromList<'k, Item = AnyObj>] = |items, keep| Obj::from_list(items, keep).into();

    [] FromSet<Element = AnyObj> from_set: Obj<Set> = |elements, keep| set_from(elements);
    [] FromSet<Element = AnyObj> from_set: AnyObj = |elements, keep| Obj::into_any(set_from(elements));
    [] FromSet<Element = AnyObj> from_set: &'k AnyObj = |elements, keep| keep.hold(set_from(elements));
    [] FromSet<Element = AnyObj> from_set: &'k Obj<Set> = |elements, keep| keep.hold_typed(set_from(elements));
    [X: Eq + Hash] FromSet<Element = X> from_set: HashSet<X> = |elements, keep| elements.into_iter().collect();
    [X: FromSet<'k>] FromSet<Element = X::Element> from_set: Option<X> = |elements, keep| Some(X::from_set(elements, keep));
    [T: ?Sized] FromSet<Element = AnyObj> from_set: ObjCell<T> where [Obj<T>: FromSet<'k, Element = AnyObj>] = |elements, keep| Obj::from_set(elements, keep).into();
    [X: Ord] FromSet<Element = X> from_set: BTreeSet<X> = |elements, keep| elements.into_iter().collect();
}

macro_rules! from_dicts {
    ($([$($generics:tt)*] ($key:ty, $value:ty) => $target:ty $(where [$($bounds:tt)*])? = |$entries:ident, $keep:ident| $made:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'k, $($generics)*> FromDict<'k> for $target $(where $($bounds)*)? {
            type Key = $key;
            type Value = $value;
            #[track_caller]
            fn from_dict($entries: Vec<($key, $value)>, $keep: &'k Keep) -> Self {
                let _ = $keep;
                $made
            }
        }
    )*};
}

from_dicts! {
    [] (AnyObj, AnyObj) => Obj<Dict> = |entries, keep| dict_from(entries);
    [] (AnyObj, AnyObj) => AnyObj = |entries, keep| Obj::into_any(dict_from(entries));
    [] (AnyObj, AnyObj) => &'k AnyObj = |entries, keep| keep.hold(dict_from(entries));
    [] (AnyObj, AnyObj) => &'k Obj<Dict> = |entries, keep| keep.hold_typed(dict_from(entries));
    [K: Eq + Hash, V] (K, V) => HashMap<K, V> = |entries, keep| entries.into_iter().collect();
    [X: FromDict<'k>] (X::Key, X::Value) => Option<X> = |entries, keep| Some(X::from_dict(entries, keep));
    [T: ?Sized] (AnyObj, AnyObj) => ObjCell<T> where [Obj<T>: FromDict<'k, Key = AnyObj, Value = AnyObj>] = |entries, keep| Obj::from_dict(entries, keep).into();
    [K: Ord, V] (K, V) => BTreeMap<K, V> = |entries, keep| entries.into_iter().collect();
}
