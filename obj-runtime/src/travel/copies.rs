//! Copies of objects, and of all that they lead to: Python's `copy.copy` and `copy.deepcopy`.

use std::fmt;

use hashbrown::HashMap;

use super::numbers::Numbers;
use super::parcel::refill;
use super::reach::{Reached, reached};
use crate::ground::hash::AddressHasher;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::type_info::{Sharing, TypeInfo};
use crate::ledger;
use crate::object::any::AnyObj;
use crate::object::end_reading::end_reading;
use crate::object::{Obj, Object};
use crate::trace::{Fate, Refill, Refilling, Relocation, Relocator};
use crate::values::Tuple;

/// A new object with a clone of the value. What is frozen, interned or cached is shared: the copy is the object itself.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Clone)]
/// struct Line { text: Obj<Str>, next: ObjCell<Line> }
///
/// let line = Obj::new(Line { text: "a".into(), next: ObjCell::default() });
/// line.next.set(Some(line.clone()));
/// let copy = obj_runtime::copy(&line);
/// assert!(!Obj::is(&copy, &line) && copy.next.is(&line));
/// # line.next.set(None);
/// ```
#[must_use]
pub fn copy<T: Object<View = T> + Clone>(object: &Obj<T>) -> Obj<T> {
    if is_shared(Obj::as_any(object)) { object.clone() } else { Obj::new((**object).clone()) }
}

/// A copy of an object and of all that its handles lead to, sharing and cycles included.
///
/// Each value is copied by its type's `Clone`, while all of them are as they were: a `Clone` that looks at other objects
/// sees the originals. Then handles in the copies that lead to an original lead to its copy instead, weak ones as well. What is
/// frozen, interned or cached is shared, as are objects that only weak handles or raw pointers lead to. A handle that a
/// `Clone` puts behind an `Rc`, or in a field that is not traced, goes on leading to the original.
///
/// Linear in the graph, without recursion over it.
///
/// # Panics
/// As [`try_deepcopy`] gives an error; and if a `Clone` panics.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Clone)]
/// struct Line { text: Obj<Str>, next: ObjCell<Line> }
///
/// let line = Obj::new(Line { text: "a".into(), next: ObjCell::default() });
/// line.next.set(Some(line.clone()));
/// let copy = obj_runtime::deepcopy(&line);
/// assert!(!Obj::is(&copy, &line) && copy.next.is(&copy));
/// assert!(Obj::is(&copy.text, &line.text));
/// # (line.next.set(None), copy.next.set(None));
/// ```
#[must_use]
#[track_caller]
pub fn deepcopy<T: ?Sized>(root: &Obj<T>) -> Obj<T> {
    try_deepcopy(root).unwrap_or_else(|error| panic!("TypeError: {error}"))
}

/// The same as [`deepcopy`].
///
/// # Errors
/// If an object is of a type without `Clone` (of a generic type `Clone` is seen if it asks nothing of the parameters), or with
/// handles where they cannot be exchanged: in the keys of a map or a set that a [`Parcel`](crate::Parcel) could not take, in a
/// type whose `Trace` is not derived. The graph is as it was.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Clone)]
/// struct Line { text: Obj<Str> }
/// #[derive(Object)]
/// struct Lease { of: u32 }
///
/// assert!(obj_runtime::try_deepcopy(&Obj::new(Line { text: "a".into() })).is_ok());
/// let error = obj_runtime::try_deepcopy(&Obj::new(Lease { of: 1 })).err().unwrap();
/// assert!(error.to_string().contains("Lease"));
/// # let _ = Lease { of: 1 }.of;
/// ```
pub fn try_deepcopy<T: ?Sized>(root: &Obj<T>) -> Result<Obj<T>, CannotCopy> {
    let copy = deepcopy_of_any(Obj::as_any(root))?;
    // SAFETY: the copy of an object is of its type.
    Ok(unsafe { Obj::from_handle(copy.into_handle()) })
}

/// Why a graph cannot be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotCopy {
    type_name: &'static str,
    reason: String,
}

impl fmt::Display for CannotCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot copy '{}' object: {}", self.type_name, self.reason)
    }
}

impl std::error::Error for CannotCopy {}

impl CannotCopy {
    fn new(object: &AnyObj, reason: impl Into<String>) -> Self {
        Self { type_name: object.type_name(), reason: reason.into() }
    }
}

/// Whether copies share the object.
fn is_shared(object: &AnyObj) -> bool {
    let items = object.downcast_ref::<Tuple>();
    items.map_or_else(
        || is_of_sharing_type(object.info()) || object.info().travels.is_frozen,
        |items| items.iter().all(|item| !item.is_a::<Tuple>() && is_shared(item)),
    )
}

/// Whether objects of a type are values of Python's that never change, or shared by value.
pub(crate) fn is_of_sharing_type(info: &TypeInfo) -> bool {
    info.sharing != Sharing::Never || info.built_in != 0 && !info.travels.moves
}

/// An original and its copy.
struct Pair {
    original: AnyObj,
    copy: AnyObj,
}

/// A new object with a clone of the value, as [`copy`], and of a tuple the tuple itself.
pub(crate) fn copy_of_any(object: &AnyObj) -> Result<AnyObj, CannotCopy> {
    if object.is_a::<Tuple>() || is_shared(object) {
        return Ok(object.clone());
    }
    clone_of(object)
}

fn clone_of(object: &AnyObj) -> Result<AnyObj, CannotCopy> {
    let copy = object.info().travels.copy.ok_or_else(|| CannotCopy::new(object, "it has no `Clone`"))?;
    // Code of the program.
    Ok(copy(object))
}

/// A copy of an object and of all that it leads to, as [`deepcopy`].
pub(crate) fn deepcopy_of_any(root: &AnyObj) -> Result<AnyObj, CannotCopy> {
    if is_shared(root) {
        return Ok(root.clone());
    }
    let Reached { objects, places } = reached(vec![root.clone()], |object| !is_shared(object));
    let (tuples, originals): (Vec<_>, Vec<_>) = objects.into_iter().partition(AnyObj::is_a::<Tuple>);
    let mut pairs = Pairs(Vec::with_capacity(originals.len() + tuples.len()));
    for original in originals {
        let copy = clone_of(&original)?;
        pairs.0.push(Pair { original, copy });
    }
    pairs.check()?;
    let filled_later = pairs.0.len();
    pairs.add_tuples(tuples);
    let refills = pairs.exchange(filled_later, places)?;
    let copy = pairs.copy_of(root);
    if !refills.is_empty() {
        let copies: Vec<AnyObj> = pairs.0[..filled_later].iter().map(|pair| pair.copy.clone()).collect();
        // Code of the program.
        refill(refills, &copies).map_err(|problem| CannotCopy::new(root, problem))?;
    }
    for Pair { original, copy } in pairs.0.drain(..) {
        // Some of the copies may be garbage, if a `Clone` leaves fields out.
        end_reading(original, |_| true);
        drop(copy);
    }
    Ok(copy)
}

/// All originals and copies. If it is dropped with some, the copies are of no use: they die without their finalizers.
struct Pairs(Vec<Pair>);

impl Drop for Pairs {
    fn drop(&mut self) {
        self.0.iter().for_each(|pair| pair.copy.set_finalized());
    }
}

impl Pairs {
    /// Nobody else has a copy.
    fn check(&self) -> Result<(), CannotCopy> {
        let is_elsewhere =
            |copy: &&AnyObj| copy.header().count() != 1 || copy.header().has(FlagWord::HAS_WEAK | FlagWord::EXCLUSIVE);
        let elsewhere = self.0.iter().map(|pair| &pair.copy).find(is_elsewhere);
        elsewhere.map_or(Ok(()), |copy| Err(CannotCopy::new(copy, "its copy was handed out by a `Clone`")))
    }

    /// Copies tuples, whose items never change: those in a tuple before it. One that would have the same items is its own copy.
    fn add_tuples(&mut self, tuples: Vec<AnyObj>) {
        let left: hashbrown::HashSet<usize, AddressHasher> = tuples.iter().map(AnyObj::id).collect();
        let mut copies = AddressMap::with_capacity_and_hasher(self.0.len() + tuples.len(), AddressHasher);
        copies.extend(self.0.iter().map(|pair| (pair.original.id(), pair.copy.clone())));
        let mut stack = tuples;
        while let Some(original) = stack.last().cloned() {
            let items = original.downcast_ref::<Tuple>().map_or(&[][..], |tuple| &**tuple);
            let open = items.iter().filter(|item| left.contains(&item.id()) && !copies.contains_key(&item.id()));
            let open: Vec<_> = open.cloned().collect();
            if !open.is_empty() {
                stack.extend(open);
                continue;
            }
            stack.pop();
            if copies.contains_key(&original.id()) {
                continue;
            }
            let made: Vec<_> = items.iter().map(|item| copies.get(&item.id()).unwrap_or(item).clone()).collect();
            let is_same = made.iter().zip(items).all(|(one, other)| AnyObj::is(one, other));
            let copy = if is_same { original.clone() } else { Obj::into_any(Obj::<Tuple>::from(made)) };
            copies.insert(original.id(), copy.clone());
            self.0.push(Pair { original, copy });
        }
    }

    fn copy_of(&self, original: &AnyObj) -> AnyObj {
        let pair = self.0.iter().find(|pair| AnyObj::is(&pair.original, original));
        pair.map_or_else(|| original.clone(), |pair| pair.copy.clone())
    }

    /// Lets the handles in the first copies lead to copies; the others are tuples, which have theirs. The originals have these
    /// places, if there are no tuples.
    fn exchange(&mut self, first: usize, mut places: Numbers) -> Result<Vec<Refill>, CannotCopy> {
        if self.0.len() > first {
            (0..).zip(&self.0).for_each(|(place, pair)| places.set(pair.original.id(), place));
        }
        let copies = self.0.iter().map(|pair| pair.copy.handle().pointer()).collect();
        let _off = ledger::looks_off();
        let mut relocator = Relocator::new(Box::new(Exchange { places, copies }));
        let mut failed = None;
        for Pair { copy, .. } in &self.0[..first] {
            let object = copy.handle().pointer();
            // SAFETY: the object has no handles but here and in tuples that are copies, and no weak ones; and no code of the program runs.
            unsafe { (copy.info().travels.relocate)(object.value(), &mut relocator) };
            if let Some(problem) = relocator.problem.take() {
                failed.get_or_insert_with(|| CannotCopy::new(copy, problem));
            }
        }
        failed.map_or(Ok(relocator.refills), Err)
    }
}

type AddressMap<V> = HashMap<usize, V, AddressHasher>;

/// The copies, by the places of the originals.
struct Exchange {
    places: Numbers,
    copies: Vec<ObjectPtr>,
}

impl Exchange {
    fn fate(&self, original: ObjectPtr) -> Fate {
        let place = self.places.of(original.address());
        place.and_then(|place| self.copies.get(place as usize)).map_or(Fate::Stays, |&copy| Fate::MovesTo(copy))
    }
}

impl Relocation for Exchange {
    fn strong(&mut self, object: ObjectPtr, _is_known: bool) -> Fate {
        self.fate(object)
    }

    fn may_be_key(&self, object: ObjectPtr) -> bool {
        matches!(self.fate(object), Fate::Stays)
    }

    fn may_hide_weak_handles(&self) -> bool {
        true
    }

    fn refilling(&self) -> Refilling {
        Refilling::Exchanged
    }

    fn weak(&mut self, _anchor: usize, target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        target().map_or(Fate::Stays, |target| self.fate(target))
    }
}
