//! Displays: tuples, lists, sets and dicts, for a name or for a place that says what it wants.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::as_object::{AsObject, object_of};
use super::iterate::Iterable;
use super::join::IntoObject;
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

/// A list of these items.
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn list_from(items: Vec<AnyObj>) -> Obj<List> {
    Obj::from(items)
}

/// A tuple of these items.
#[must_use]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn tuple_from(items: Vec<AnyObj>) -> Obj<Tuple> {
    Obj::from(items)
}

/// Adds the items of a value: `*items` in a display.
#[track_caller]
#[inline(never)]
pub fn extend<X: Iterable<Item: IntoObject>>(made: &mut Vec<AnyObj>, items: X) {
    made.extend(items.each().map(IntoObject::into_object));
}

/// Adds the entries of a dict: `**entries` in a display.
#[track_caller]
#[inline(never)]
pub fn extend_entries(made: &mut Vec<(AnyObj, AnyObj)>, entries: &dyn AsObject) {
    let entries = object_of(entries);
    let Some(dict) = entries.downcast_ref::<Dict>() else {
        super::raise("TypeError", format_args!("'{}' object is not a mapping", entries.type_name()))
    };
    made.extend(dict.items().map(|(key, value)| (key.clone(), value.clone())));
}

/// A set of these elements.
#[must_use]
#[inline(never)]
#[track_caller]
pub fn set_from(elements: Vec<AnyObj>) -> Obj<Set> {
    let set = Obj::<Set>::default();
    for element in elements {
        set.add(element);
    }
    set
}

/// A dict of these entries.
#[must_use]
#[inline(never)]
#[track_caller]
pub fn dict_from(entries: Vec<(AnyObj, AnyObj)>) -> Obj<Dict> {
    let dict = Obj::<Dict>::default();
    for (key, value) in entries {
        dict.set_item(key, value);
    }
    dict
}

/// Holds what is made or taken for a place that only borrows it, until the end of the statement.
#[derive(Default)]
pub struct Keep(OnceCell<AnyObj>);

/// A new one.
#[must_use]
pub fn keep() -> Keep {
    Keep::default()
}

impl Keep {
    fn hold<T>(&self, object: Obj<T>) -> &AnyObj {
        self.hold_any(Obj::into_any(object))
    }

    pub(super) fn hold_any(&self, object: AnyObj) -> &AnyObj {
        self.0.get_or_init(|| object)
    }

    pub(super) fn hold_typed<T: Object>(&self, object: Obj<T>) -> &Obj<T> {
        self.hold(object).downcast_ref().expect("one display is held")
    }
}

/// A display for a place that says what is in it.
macro_rules! display {
    ($name:ident $of_parts:ident by $trait:ident::$from:ident of $Part:ident, $words:literal, $note:literal) => {
        #[doc = concat!("What a ", stringify!($name), " display can become.")]
        #[diagnostic::on_unimplemented(message = $words, label = "does not fit `{Self}`", note = $note)]
        pub trait $trait<'k> {
            /// The type of what is in it.
            type $Part;

            /// Makes it.
            fn $from(parts: Vec<Self::$Part>, keep: &'k Keep) -> Self;
        }

        #[doc = concat!("A ", stringify!($name), " display for a place that says what is in it.")]
        #[must_use]
        #[track_caller]
        #[inline(never)]
        pub fn $name<'k, F: $trait<'k, $Part = Part>, Part, const N: usize>(parts: [Part; N], keep: &'k Keep) -> F {
            F::$from(Vec::from(parts), keep)
        }

        #[doc = concat!("What a comprehension makes of the parts of a ", stringify!($name), ".")]
        #[must_use]
        #[track_caller]
        #[inline(never)]
        pub fn $of_parts<'k, F: $trait<'k, $Part = Part>, Part>(parts: Vec<Part>, keep: &'k Keep) -> F {
            F::$from(parts, keep)
        }
    };
}

display! {
    list list_of_parts by FromList::from_list of Item,
    "a list does not fit: `{Self}` is wanted here",
    "a list becomes an `Obj<List>`, an `ObjVec`, a `Vec` or an `AnyObj`"
}

display! {
    set set_of_parts by FromSet::from_set of Element,
    "a set does not fit: `{Self}` is wanted here",
    "a set becomes an `Obj<Set>`, a set of Rust or an `AnyObj`"
}

display! {
    dict dict_of_parts by FromDict::from_dict of Entry,
    "a dict does not fit: `{Self}` is wanted here",
    "a dict becomes an `Obj<Dict>`, a map of Rust or an `AnyObj`"
}

macro_rules! from_displays {
    ($trait:ident::$from:ident of $Part:ident: $([$($generics:tt)*] $part:ty => $target:ty $(where [$($bounds:tt)*])? = |$parts:ident, $keep:tt| $value:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'k, $($generics)*> $trait<'k> for $target $(where $($bounds)*)? {
            type $Part = $part;
            #[track_caller]
            fn $from($parts: Vec<$part>, $keep: &'k Keep) -> Self {
                $value
            }
        }
    )*};
}
pub(super) use from_displays;

from_displays! { FromList::from_list of Item:
    [] AnyObj => Obj<List> = |items, _| Obj::from(items);
    [] AnyObj => AnyObj = |items, _| Obj::into_any(Obj::<List>::from(items));
    [] AnyObj => &'k AnyObj = |items, keep| keep.hold(Obj::<List>::from(items));
    [] AnyObj => &'k Obj<List> = |items, keep| keep.hold_typed(Obj::from(items));
    [T: ?Sized] Obj<T> => ObjVec<T> = |items, _| items.into();
    [X] X => Vec<X> = |items, _| items;
    [X] X => Box<[X]> = |items, _| items.into();
    [X: FromList<'k>] X::Item => Option<X> = |items, keep| Some(X::from_list(items, keep));
    [T: ?Sized] AnyObj => ObjCell<T> where [Obj<T>: FromList<'k, Item = AnyObj>] = |items, keep| Obj::from_list(items, keep).into();
}

from_displays! { FromSet::from_set of Element:
    [] AnyObj => Obj<Set> = |elements, _| set_from(elements);
    [] AnyObj => AnyObj = |elements, _| Obj::into_any(set_from(elements));
    [] AnyObj => &'k AnyObj = |elements, keep| keep.hold(set_from(elements));
    [] AnyObj => &'k Obj<Set> = |elements, keep| keep.hold_typed(set_from(elements));
    [X: Eq + Hash] X => HashSet<X> = |elements, _| elements.into_iter().collect();
    [X: FromSet<'k>] X::Element => Option<X> = |elements, keep| Some(X::from_set(elements, keep));
    [T: ?Sized] AnyObj => ObjCell<T> where [Obj<T>: FromSet<'k, Element = AnyObj>] = |elements, keep| Obj::from_set(elements, keep).into();
    [X: Ord] X => BTreeSet<X> = |elements, _| elements.into_iter().collect();
}

from_displays! { FromDict::from_dict of Entry:
    [] (AnyObj, AnyObj) => Obj<Dict> = |entries, _| dict_from(entries);
    [] (AnyObj, AnyObj) => AnyObj = |entries, _| Obj::into_any(dict_from(entries));
    [] (AnyObj, AnyObj) => &'k AnyObj = |entries, keep| keep.hold(dict_from(entries));
    [] (AnyObj, AnyObj) => &'k Obj<Dict> = |entries, keep| keep.hold_typed(dict_from(entries));
    [K: Eq + Hash, V] (K, V) => HashMap<K, V> = |entries, _| entries.into_iter().collect();
    [X: FromDict<'k>] X::Entry => Option<X> = |entries, keep| Some(X::from_dict(entries, keep));
    [T: ?Sized] (AnyObj, AnyObj) => ObjCell<T> where [Obj<T>: FromDict<'k, Entry = (AnyObj, AnyObj)>] = |entries, keep| Obj::from_dict(entries, keep).into();
    [K: Ord, V] (K, V) => BTreeMap<K, V> = |entries, _| entries.into_iter().collect();
}
