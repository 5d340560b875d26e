//! What sets and frozen sets have in common.
//!
//! Elements are compared by user code, which may change a set meanwhile: every step looks anew. Elements that come
//! from another set or a dict bring their hash along.

use std::cmp::Ordering;
use std::fmt;

use crate::cells::ordered_table::{OrderedTable, Reading};
use crate::heap::type_info::Unhashable;
use crate::ledger;
use crate::object::any::AnyObj;
use crate::trace::Tracer;
use crate::values::builtin::Builtin;
use crate::values::container::hashed_key::HashedKey;
use crate::values::items::items_of;
use crate::values::recursion::{Nesting, Writing};

/// The elements of a set, in order of insertion.
pub(crate) type Elements = OrderedTable<AnyObj, ()>;

/// The elements of an object that is a set of either kind.
#[inline]
pub(crate) fn elements_of(object: &AnyObj) -> Option<&Elements> {
    match Builtin::of(object) {
        Builtin::Set(set) => Some(set.elements()),
        Builtin::FrozenSet(set) => Some(set.elements()),
        _ => None,
    }
}

/// The elements as they are now.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn snapshot(elements: &Elements) -> Vec<AnyObj> {
    let _attribution = ledger::attribute_to_caller();
    let mut snapshot = Vec::with_capacity(elements.len());
    elements.visit(|_, key, ()| snapshot.push(key.clone()));
    snapshot
}

/// Adds an element; returns whether it is new.
pub(crate) fn add(elements: &Elements, hash: u64, element: AnyObj) -> bool {
    let is_new = elements.find(&HashedKey::stored(&element, hash)).is_none();
    if is_new {
        elements.push(hash, element, ());
    }
    is_new
}

/// Adds elements.
///
/// # Errors
/// If one has no hash; those before it are added.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn add_all<A: Into<AnyObj>>(
    elements: &Elements,
    new: impl IntoIterator<Item = A>,
) -> Result<(), Unhashable> {
    for element in new {
        let element = element.into();
        let hash = element.hash_value()?;
        add(elements, hash, element);
    }
    Ok(())
}

/// Removes an element; returns whether it was there.
pub(crate) fn remove(elements: &Elements, probe: &HashedKey<'_>) -> bool {
    let removed = elements.remove(probe);
    removed.is_some()
}

/// The elements of anything that has items, each with its hash.
///
/// # Panics
/// `TypeError: 'int' object is not iterable`, `TypeError: unhashable type: 'list'`.
#[track_caller]
pub(crate) fn hashed_items(object: &AnyObj) -> Vec<(u64, AnyObj)> {
    let _attribution = ledger::attribute_to_caller();
    let mut items = Vec::new();
    match Builtin::of(object) {
        Builtin::Set(set) => set.elements().visit(|hash, key, ()| items.push((hash, key.clone()))),
        Builtin::FrozenSet(set) => set.elements().visit(|hash, key, ()| items.push((hash, key.clone()))),
        Builtin::Dict(dict) => dict.entries().visit(|hash, key, _| items.push((hash, key.clone()))),
        _ => {
            for item in items_of(object) {
                let hash = HashedKey::expect(&item).stored_hash();
                items.push((hash, item));
            }
        }
    }
    items
}

/// Elements that `object` gives, as a set of their own.
#[track_caller]
pub(crate) fn collect(object: &AnyObj) -> Elements {
    if let Some(elements) = elements_of(object) {
        return elements.duplicate();
    }
    let elements = Elements::new();
    update(&elements, object);
    elements
}

/// Adds the items of `object`.
#[track_caller]
pub(crate) fn update(elements: &Elements, object: &AnyObj) {
    for (hash, item) in hashed_items(object) {
        add(elements, hash, item);
    }
}

/// The items of `object` that are elements.
#[track_caller]
pub(crate) fn intersection(elements: &Elements, object: &AnyObj) -> Elements {
    let _attribution = ledger::attribute_to_caller();
    let common = Elements::new();
    if let Some(other) = elements_of(object)
        && other.len() > elements.len()
    {
        each(elements, |reading| {
            if other.contains(&reading.probe()) {
                add(&common, reading.hash, reading.key.clone());
            }
            true
        });
        return common;
    }
    for (hash, item) in hashed_items(object) {
        if elements.contains(&HashedKey::stored(&item, hash)) {
            add(&common, hash, item);
        }
    }
    common
}

/// What changes a set, done to a copy.
macro_rules! copies {
    ($($(#[$doc:meta])* $name:ident = $change:ident;)*) => {$(
        $(#[$doc])*
        #[track_caller]
        pub(crate) fn $name(elements: &Elements, object: &AnyObj) -> Elements {
            let copy = elements.duplicate();
            $change(&copy, object);
            copy
        }
    )*};
}

copies! {
    /// What is in either.
    union = update;
    /// The elements that are not among the items of `object`.
    difference = remove_all;
    /// What is in one of both.
    symmetric_difference = toggle;
}

/// Keeps the items of `object` that are elements.
#[track_caller]
pub(crate) fn keep_common(elements: &Elements, object: &AnyObj) {
    let old = elements.exchange(intersection(elements, object));
    drop(old);
}

/// Removes the items of `object` that are elements, and adds the others.
#[track_caller]
pub(crate) fn toggle(elements: &Elements, object: &AnyObj) {
    let _attribution = ledger::attribute_to_caller();
    // Each item counts once.
    let items = collect(object);
    each(&items, |reading| {
        if !remove(elements, &reading.probe()) {
            add(elements, reading.hash, reading.key.clone());
        }
        true
    });
}

/// Removes the items of `object`.
#[track_caller]
pub(crate) fn remove_all(elements: &Elements, object: &AnyObj) {
    for (hash, item) in hashed_items(object) {
        remove(elements, &HashedKey::stored(&item, hash));
    }
}

/// Whether all elements are among the items of `object`.
#[track_caller]
pub(crate) fn is_subset_of(elements: &Elements, object: &AnyObj) -> bool {
    match elements_of(object) {
        Some(other) => is_subset(elements, other),
        None => is_subset(elements, &collect(object)),
    }
}

/// Whether all items of `object` are elements. Behind the first that is none, nothing is looked at.
#[track_caller]
pub(crate) fn is_superset_of(elements: &Elements, object: &AnyObj) -> bool {
    match elements_of(object) {
        Some(other) => is_subset(other, elements),
        None => first_item(elements, object, false).is_none(),
    }
}

/// Whether no item of `object` is an element. Behind the first that is one, nothing is looked at.
#[track_caller]
pub(crate) fn is_disjoint_from(elements: &Elements, object: &AnyObj) -> bool {
    match elements_of(object) {
        Some(other) => is_disjoint(elements, other),
        None => first_item(elements, object, true).is_none(),
    }
}

/// The first item of `object` that is an element, or is none.
#[track_caller]
#[expect(clippy::manual_find, reason = "a closure would not know the caller's line")]
fn first_item(elements: &Elements, object: &AnyObj, is_element: bool) -> Option<AnyObj> {
    for item in items_of(object) {
        if elements.contains(&HashedKey::expect(&item)) == is_element {
            return Some(item);
        }
    }
    None
}

/// Whether all elements are in `other`.
pub(crate) fn is_subset(elements: &Elements, other: &Elements) -> bool {
    elements.len() <= other.len() && each(elements, |reading| other.contains(&reading.probe()))
}

/// Whether no element is in `other`.
pub(crate) fn is_disjoint(elements: &Elements, other: &Elements) -> bool {
    let (small, large) = if elements.len() <= other.len() { (elements, other) } else { (other, elements) };
    each(small, |reading| !large.contains(&reading.probe()))
}

/// Whether two sets have equal elements.
pub(crate) fn equal(elements: &Elements, other: &Elements) -> bool {
    let _nesting = Nesting::enter(" in comparison");
    elements.len() == other.len() && is_subset(elements, other)
}

/// The order by inclusion.
pub(crate) fn order(elements: &Elements, other: &Elements) -> Option<Ordering> {
    let _nesting = Nesting::enter(" in comparison");
    match elements.len().cmp(&other.len()) {
        Ordering::Greater => is_subset(other, elements).then_some(Ordering::Greater),
        order => is_subset(elements, other).then_some(order),
    }
}

/// A hash that does not depend on the order of the elements. No user code.
pub(crate) fn hash(elements: &Elements) -> u64 {
    let mut sum = elements.len() as u64;
    elements.visit(|hash, _, ()| sum = sum.wrapping_add(scatter(hash)));
    scatter(sum)
}

/// Makes sums of the hashes of few small numbers differ.
fn scatter(hash: u64) -> u64 {
    let mixed = (hash ^ (hash >> 29) ^ 0x5851_f42d_4c95_7f2d).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 31)
}

impl Reading<AnyObj, ()> {
    fn probe(&self) -> HashedKey<'_> {
        HashedKey::stored(&self.key, self.hash)
    }
}

/// Reads the elements one by one as long as `goes_on` returns `true`; returns whether it always did.
fn each(elements: &Elements, mut goes_on: impl FnMut(&Reading<AnyObj, ()>) -> bool) -> bool {
    let mut position = 0;
    while let Some(reading) = elements.read(position) {
        position = reading.position + 1;
        let is_true = goes_on(&reading);
        elements.put_back_key(reading);
        if !is_true {
            return false;
        }
    }
    true
}

/// Writes the name and `()` for the empty set, else the elements, as they are when writing begins, between brackets.
pub(crate) fn write(
    elements: &Elements,
    address: usize,
    f: &mut fmt::Formatter<'_>,
    [name, open, close]: [&str; 3],
) -> fmt::Result {
    let Some(_writing) = Writing::enter(address) else { return write!(f, "{name}(...)") };
    if elements.len() == 0 {
        return write!(f, "{name}()");
    }
    f.write_str(open)?;
    let mut written = Ok(());
    for (nth, reading) in elements.readings().into_iter().enumerate() {
        let comma = if nth == 0 { "" } else { ", " };
        written = written.and_then(|()| f.write_str(comma)).and_then(|()| fmt::Debug::fmt(&reading.key, f));
        elements.put_back_key(reading);
    }
    written?;
    f.write_str(close)
}

/// Visits the elements.
pub(crate) fn trace(elements: &Elements, tracer: &mut Tracer) {
    let mut index = 0;
    elements.visit(|_, element, ()| {
        tracer.item(index, element);
        index += 1;
    });
}
