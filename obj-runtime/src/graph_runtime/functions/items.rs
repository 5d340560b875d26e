//! Functions that take what has items.

use crate::graph_runtime::arithmetic::add;
use crate::graph_runtime::as_object::{AsObject, Borrowed, NoObject, object_of};
use crate::graph_runtime::compare::truth;
use crate::graph_runtime::iterate::{Iterable, items_of};
use crate::graph_runtime::join::IntoObject;
use crate::graph_runtime::plain::too_large_for_int;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bytes, Dict, FrozenSet, Int, List, Set, Str, Tuple};

/// The items of a value, as a vector.
#[track_caller]
#[inline(never)]
pub fn gathered<X: Iterable<Item: IntoObject>>(items: X) -> Vec<AnyObj> {
    collected(items.each().map(IntoObject::into_object))
}

/// All items, if there is room for as many as there will be: a range may have more than any memory.
#[track_caller]
pub(super) fn collected<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::new();
    let (least, _) = items.size_hint();
    if all.try_reserve_exact(least).is_err() {
        raise("MemoryError", format_args!("a list of {least} items"));
    }
    all.extend(items);
    all
}

/// `list(items)`
#[must_use]
#[track_caller]
pub fn list_of_items<X: Iterable<Item: IntoObject>>(items: X) -> Obj<List> {
    Obj::from(gathered(items))
}

/// `tuple(items)`
#[must_use]
#[track_caller]
pub fn tuple_of_items<X: Iterable<Item: IntoObject> + AsTuple>(items: X) -> Obj<Tuple> {
    match items.as_tuple() {
        Some(tuple) => tuple,
        None => Obj::from(gathered(items)),
    }
}

/// What may be a tuple already, which `tuple` returns as it is.
pub trait AsTuple {
    /// The tuple.
    fn as_tuple(&self) -> Option<Obj<Tuple>>;
}

impl<X: Iterable> AsTuple for X {
    fn as_tuple(&self) -> Option<Obj<Tuple>> {
        self.object()?.clone().downcast().ok()
    }
}

/// `set(items)`
#[must_use]
#[track_caller]
pub fn set_of_items<X: Iterable<Item: IntoObject>>(items: X) -> Obj<Set> {
    Set::of(&Obj::into_any(list_of_items(items)))
}

/// `frozenset(items)`
#[must_use]
#[track_caller]
pub fn frozenset_of_items<X: Iterable<Item: IntoObject>>(items: X) -> Obj<FrozenSet> {
    match items.object() {
        Some(object) => FrozenSet::of(object),
        None => FrozenSet::of(&Obj::into_any(list_of_items(items))),
    }
}

/// `dict(entries)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn dict_of(entries: &dyn AsObject) -> Obj<Dict> {
    Dict::of(&object_of(entries))
}

/// `any(items)`
#[must_use]
#[track_caller]
pub fn any_true<X: Iterable<Item: AsObject>>(items: X) -> bool {
    items.each().any(|item| truth(&item))
}

/// `all(items)`
#[must_use]
#[track_caller]
pub fn all_true<X: Iterable<Item: AsObject>>(items: X) -> bool {
    items.each().all(|item| truth(&item))
}

/// `sum(items, start)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn sum<X: Iterable<Item: IntoObject>>(items: X, start: &dyn AsObject) -> AnyObj {
    let start = object_of(start).into_object();
    if start.is_a::<Str>() {
        raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
    }
    if start.is_a::<Bytes>() {
        raise("TypeError", "sum() can't sum bytes [use b''.join(seq) instead]");
    }
    let mut sum = start;
    for item in items.each() {
        sum = add(&sum, &item.into_object());
    }
    sum
}

/// `reversed(items)`
#[must_use]
#[track_caller]
pub fn reversed<X: Iterable>(items: X) -> Vec<X::Item> {
    if let Some(name) = items.object().map(AnyObj::type_name).filter(|name| name.ends_with("set")) {
        raise("TypeError", format_args!("'{name}' object is not reversible"));
    }
    let mut items = collected(items.each());
    items.reverse();
    items
}

/// Items with their numbers.
pub struct Enumerate<X> {
    items: X,
    start: i64,
}

/// `enumerate(items, start)`
#[must_use]
#[track_caller]
pub fn enumerate<X: Iterable>(items: X, start: &dyn AsObject) -> Enumerate<X> {
    Enumerate { items, start: super::range::integer(start) }
}

#[diagnostic::do_not_recommend]
impl<X: Iterable> Iterable for Enumerate<X> {
    type Item = (Obj<Int>, X::Item);

    #[track_caller]
    fn each(&self) -> impl Iterator<Item = Self::Item> {
        let number = |number: i128| match i64::try_from(number) {
            Ok(number) => Obj::from(number),
            Err(_) => too_large_for_int(&number.to_string()),
        };
        let numbers = i128::from(self.start)..;
        self.items.each().zip(numbers).map(move |(item, at)| (number(at), item))
    }
}

/// Items side by side.
pub struct Zip<X>(X);

macro_rules! lists {
    ($($type:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<X> AsObject for $type<X>
        where
            Self: Iterable<Item: IntoObject>,
        {
            #[track_caller]
            fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
                Ok(Borrowed::Made(Obj::into_any(list_of_items(self))))
            }
        }
    )*};
}

lists! { Enumerate Zip }

macro_rules! zips {
    ($($name:ident: $($item:ident $at:tt)* = |$this:ident| $items:expr;)*) => {$(
        /// `zip(…)`
        #[must_use]
        #[expect(non_snake_case, reason = "each is called as its type")]
        pub fn $name<$($item: Iterable),*>($($item: $item),*) -> Zip<($($item,)*)> {
            Zip(($($item,)*))
        }

        #[diagnostic::do_not_recommend]
        impl<$($item: Iterable),*> Iterable for Zip<($($item,)*)> {
            type Item = ($($item::Item,)*);

            #[track_caller]
            fn each(&self) -> impl Iterator<Item = Self::Item> {
                let $this = &self.0;
                $items
            }
        }
    )*};
}

zips! {
    zip_1: A 0 = |of| of.0.each().map(|a| (a,));
    zip_2: A 0 B 1 = |of| of.0.each().zip(of.1.each());
    zip_3: A 0 B 1 C 2 = |of| of.0.each().zip(of.1.each()).zip(of.2.each()).map(|((a, b), c)| (a, b, c));
    zip_4: A 0 B 1 C 2 D 3 = |of| {
        let pairs = of.0.each().zip(of.1.each()).zip(of.2.each().zip(of.3.each()));
        pairs.map(|((a, b), (c, d))| (a, b, c, d))
    };
}

/// `zip()`
#[must_use]
pub fn zip_0() -> Vec<AnyObj> {
    Vec::new()
}

/// `zip(*values)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn zip_of(values: Vec<AnyObj>) -> Vec<AnyObj> {
    let mut rows = Vec::new();
    let mut items = Vec::with_capacity(values.len());
    for value in &values {
        items.push(items_of(value).collect::<Vec<_>>().into_iter());
    }
    while let Some(row) = items.iter_mut().map(Iterator::next).collect::<Option<Vec<_>>>().filter(|row| !row.is_empty())
    {
        rows.push(Obj::into_any(Obj::<Tuple>::from(row)));
    }
    rows
}

macro_rules! rows {
    ($(($($part:ident)*))*) => {$(
        #[diagnostic::do_not_recommend]
        impl<'a, $($part: IntoObject),*> crate::graph_runtime::put::CanBecome<AnyObj> for &'a crate::graph_runtime::new::New<($($part,)*)> {
            #[track_caller]
            #[expect(non_snake_case, reason = "each is called as its type")]
            fn put(self) -> AnyObj {
                let ($($part,)*) = self.take();
                Obj::into_any(Obj::<Tuple>::from(vec![$($part.into_object()),*]))
            }
        }
    )*};
}

rows! { (A) (A B) (A B C) (A B C D) }

macro_rules! looked_at {
    ($(($($part:ident $at:tt)*))*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: AsObject),*> AsObject for ($($part,)*) {
            fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
                let items = vec![$(self.$at.try_as_object()?.into_object()),*];
                Ok(Borrowed::Made(Obj::into_any(Obj::<Tuple>::from(items))))
            }
        }
    )*};
}

looked_at! { (A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3) }
