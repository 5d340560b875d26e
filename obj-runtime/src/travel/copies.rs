//! Copies of objects, and of all that they lead to: Python's `copy.copy` and `copy.deepcopy`.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::fmt;
use std::rc::Rc;

use hashbrown::HashMap;

use super::numbers::Slots;
use super::parcel::refill;
use super::quiet::Quiet;
use super::reach::{Edges, Rule, Walk, held, trace, trace_on};
use crate::ground::hash::AddressHasher;
use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::type_info::{Sharing, TypeInfo};
use crate::ledger;
use crate::object::any::AnyObj;
use crate::object::end_reading::end_reading;
use crate::object::{Obj, Object};
use crate::trace::{Fate, Refilling, Relocation, Relocator, Tracer, WeakOf};
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
/// If an object is of a type without `Clone` (of a generic type `Clone` is seen if it asks nothing of the parameters; that of the
/// items of an `Obj<[T]>` is seen of numbers, texts, handles and their cells, parts with `derive(Trace)`, and options, arrays, vectors and
/// tuples of these), or with handles where they cannot be exchanged: in the keys of a map or a set that a [`Parcel`](crate::Parcel) could not take, in a
/// type whose `Trace` is not derived. The graph is as it was. The copies that were made die without their finalizers, at once, as they
/// do if a `Clone` panics; those that lead to each other already, since a handle in the last of them could not be exchanged,
/// are garbage until the next collection.
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

/// A new object with a clone of the value, as [`copy`], and of a tuple the tuple itself.
pub(crate) fn copy_of_any(object: &AnyObj) -> Result<AnyObj, CannotCopy> {
    if object.is_a::<Tuple>() || is_shared(object) {
        return Ok(object.clone());
    }
    clone_of(object)
}

fn clone_of(object: &AnyObj) -> Result<AnyObj, CannotCopy> {
    let travels = &object.info().travels;
    // Code of the program.
    let copy = match travels.row {
        Some(row) => (row.copy)(object),
        None => travels.copy.map(|copy| copy(object)),
    };
    copy.ok_or_else(|| CannotCopy::new(object, "it has no `Clone`"))
}

/// What is copied: all that is not shared.
#[derive(Default)]
struct Copied {
    /// Whether tuples are shared, by their addresses: all of their items are to be looked at.
    tuples: RefCell<AddressMap<bool>>,
}

impl Rule for Copied {
    type Problem = Infallible;

    fn takes(&self, object: ObjectPtr) -> bool {
        let is_shared = || {
            let object = held(object);
            let is_shared = is_shared(&object);
            end_reading(object, |_| true);
            is_shared
        };
        if PagePtr::of(object).info_of(object).type_id != TypeId::of::<Tuple>() {
            return !is_shared();
        }
        !*self.tuples.borrow_mut().entry(object.address()).or_insert_with(is_shared)
    }

    fn goes_by_type(&self, object: ObjectPtr) -> bool {
        let info = PagePtr::of(object).info;
        !info.is_mixed && info.type_id != TypeId::of::<Tuple>()
    }

    fn notes_edges(&self, _: PagePtr) -> bool {
        true
    }

    fn look(&mut self, page: PagePtr, object: ObjectPtr, tracer: &mut Tracer) -> Result<bool, Infallible> {
        trace_on(page, object, tracer);
        Ok(false)
    }
}

/// A copy of an object and of all that it leads to, as [`deepcopy`].
pub(crate) fn deepcopy_of_any(root: &AnyObj) -> Result<AnyObj, CannotCopy> {
    if is_shared(root) {
        return Ok(root.clone());
    }
    let Ok(mut walk) = Walk::from([root.handle().pointer()], &mut Copied::default());
    let edges = std::mem::take(&mut walk.edges);
    let mut tuples = Vec::new();
    let mut pairs = Pairs::default();
    for on_page in walk.pages() {
        let may_be_tuples = on_page.page.info.is_mixed || on_page.page.info.type_id == TypeId::of::<Tuple>();
        on_page.objects().for_each(|(number, object)| {
            let object = held(object);
            let list = if may_be_tuples && object.is_a::<Tuple>() { &mut tuples } else { &mut pairs.originals };
            list.push((number, object));
        });
    }
    pairs.clone_all()?;
    let filled_later = pairs.copies.len();
    let (exchanged, mut relocator) = {
        // What has a copy from here on could see its handles exchanged.
        let _quiet = Quiet::start();
        pairs.check()?;
        pairs.add_tuples(tuples);
        pairs.exchange(filled_later, walk.slots, &edges)?
    };
    let refills = std::mem::take(&mut relocator.refills);
    if !refills.is_empty() {
        // Tuples as well: through one that is held, others can be looked at.
        let copies = pairs.iter().filter(|(_, original, copy)| !AnyObj::is(copy, original));
        let copies: Vec<AnyObj> = copies.map(|(.., copy)| copy.clone()).collect();
        // Code of the program.
        refill(refills, &copies).map_err(|problem| CannotCopy::new(root, problem))?;
    }
    let copy = exchanged.copy_of(root.handle().pointer());
    let copy = copy.map_or_else(|| root.clone(), held);
    // The root, which is borrowed, leads to all originals, unless a `Clone` has changed one: then some may be garbage.
    let are_as_they_were = pairs.lead_to(&edges);
    let (originals, copies) = (std::mem::take(&mut pairs.originals), std::mem::take(&mut pairs.copies));
    for ((_, original), copy) in originals.into_iter().zip(copies) {
        end_reading(original, |_| are_as_they_were);
        // If a `Clone` has left handles out, or put others in, some of the copies may be garbage.
        end_reading(copy, |_| exchanged.is_alike.get());
    }
    Ok(copy)
}

/// All originals with their numbers, and their copies. If it is dropped with some, the copies are of no use: they die without their
/// finalizers.
#[derive(Default)]
struct Pairs {
    originals: Vec<(u32, AnyObj)>,
    copies: Vec<AnyObj>,
}

impl Drop for Pairs {
    fn drop(&mut self) {
        self.copies.iter().for_each(AnyObj::set_finalized);
    }
}

impl Pairs {
    /// The numbers of the originals, these, and the copies.
    fn iter(&self) -> impl Iterator<Item = (u32, &AnyObj, &AnyObj)> {
        self.originals.iter().zip(&self.copies).map(|((number, original), copy)| (*number, original, copy))
    }

    /// Clones the values. Code of the program runs.
    fn clone_all(&mut self) -> Result<(), CannotCopy> {
        let Self { originals, copies } = self;
        copies.reserve_exact(originals.len());
        originals.iter().try_for_each(|(_, original)| clone_of(original).map(|copy| copies.push(copy)))
    }

    /// Nobody else has a copy.
    fn check(&self) -> Result<(), CannotCopy> {
        let is_elsewhere =
            |copy: &&AnyObj| copy.header().count() != 1 || copy.header().has(FlagWord::HAS_WEAK | FlagWord::EXCLUSIVE);
        let elsewhere = self.copies.iter().find(is_elsewhere);
        elsewhere.map_or(Ok(()), |copy| Err(CannotCopy::new(copy, "its copy was handed out by a `Clone`")))
    }

    /// Copies tuples, whose items never change: those in a tuple before it. One that would have the same items is its own copy.
    fn add_tuples(&mut self, tuples: Vec<(u32, AnyObj)>) {
        if tuples.is_empty() {
            return;
        }
        let left: AddressMap<u32> = tuples.iter().map(|(number, tuple)| (tuple.id(), *number)).collect();
        let mut copies = AddressMap::with_capacity_and_hasher(self.copies.len() + tuples.len(), AddressHasher);
        copies.extend(self.iter().map(|(_, original, copy)| (original.id(), copy.clone())));
        let mut stack: Vec<_> = tuples.into_iter().map(|(_, tuple)| tuple).collect();
        while let Some(original) = stack.last().cloned() {
            if copies.contains_key(&original.id()) {
                stack.pop();
                continue;
            }
            let items = original.downcast_ref::<Tuple>().map_or(&[][..], |tuple| &**tuple);
            let open = items.iter().filter(|item| left.contains_key(&item.id()) && !copies.contains_key(&item.id()));
            let open: Vec<_> = open.cloned().collect();
            if !open.is_empty() {
                stack.extend(open);
                continue;
            }
            stack.pop();
            let made: Vec<_> = items.iter().map(|item| copies.get(&item.id()).unwrap_or(item).clone()).collect();
            let is_same = made.iter().zip(items).all(|(one, other)| AnyObj::is(one, other));
            let copy = if is_same { original.clone() } else { Obj::into_any(Obj::<Tuple>::from(made)) };
            copies.insert(original.id(), copy.clone());
            self.originals.push((left[&original.id()], original));
            self.copies.push(copy);
        }
    }

    /// Lets the handles in the first copies lead to copies; the others are tuples, which have theirs. Dropping the relocator runs code
    /// of the program: that of callbacks of weak handles that were exchanged.
    fn exchange(&self, first: usize, slots: Slots, edges: &[Edges]) -> Result<(Rc<Exchange>, Relocator), CannotCopy> {
        let exchange = Rc::new(Exchange::new(slots, self));
        let mut relocator = Relocator::new(Box::new(Rc::clone(&exchange)));
        let mut failed = None;
        let counting = Counting { exchange: &exchange, pairs: self };
        for (number, _, copy) in self.iter().take(first) {
            let object = copy.handle().pointer();
            // SAFETY: the object has no handles but here and in tuples that are copies, and no weak ones; and no code of the program runs.
            unsafe { (copy.info().travels.relocate)(object.value(), &mut relocator) };
            if relocator.problem.is_some()
                && let Some(problem) = relocator.problem.take()
            {
                failed.get_or_insert_with(|| CannotCopy::new(copy, problem));
            }
            exchange.ends(edges[number as usize]);
        }
        drop(counting);
        failed.map_or(Ok((exchange, relocator)), Err)
    }

    /// Whether the handles in each original lead to what is noted.
    fn lead_to(&self, edges: &[Edges]) -> bool {
        let mut tracer = Tracer::of_strong_handles();
        self.originals.iter().all(|(number, original)| {
            trace(original.handle().pointer(), &mut tracer);
            Edges::take(&mut tracer.found) == edges[*number as usize]
        })
    }
}

type AddressMap<V> = HashMap<usize, V, AddressHasher>;

/// A copy, if there is one of what has the number.
#[derive(Clone, Default)]
struct Exchanged {
    copy: Option<ObjectPtr>,
    /// How many handles were exchanged for handles to it that are yet to be counted.
    handles: Cell<u32>,
}

/// The copies, and what is known of the handles that were exchanged for handles to them.
struct Exchange {
    slots: Slots,
    /// By the numbers of the originals.
    copies: Vec<Exchanged>,
    /// What the handles in the copy at hand have led to.
    edges: Cell<Edges>,
    /// Whether those in each copy have led to what those in the original lead to.
    is_alike: Cell<bool>,
}

/// While this lives, copies may have handles that they do not count yet. A `trace` that panics leaves none behind.
struct Counting<'a> {
    exchange: &'a Exchange,
    pairs: &'a Pairs,
}

impl Drop for Counting<'_> {
    fn drop(&mut self) {
        self.exchange.count(self.pairs);
    }
}

impl Exchange {
    fn new(slots: Slots, pairs: &Pairs) -> Self {
        let mut copies = vec![Exchanged::default(); slots.len()];
        for (number, _, copy) in pairs.iter() {
            copies[number as usize].copy = Some(copy.handle().pointer());
        }
        Self { slots, copies, edges: Cell::default(), is_alike: Cell::new(true) }
    }

    fn copy_of(&self, original: ObjectPtr) -> Option<ObjectPtr> {
        self.copies[self.slots.number(original.address())? as usize].copy
    }

    /// The handles in a copy were exchanged, of an original with these.
    fn ends(&self, edges: Edges) {
        if self.edges.take() != edges {
            self.is_alike.set(false);
        }
    }

    /// Counts the handles that were exchanged.
    fn count(&self, pairs: &Pairs) {
        for (number, original, copy) in pairs.iter() {
            let handles = self.copies[number as usize].handles.take();
            original.header().count_less(handles);
            copy.header().count_more(handles);
        }
    }
}

impl Relocation for Rc<Exchange> {
    fn strong(&mut self, handle: &mut Handle, _is_known: bool, _left: &mut Vec<Handle>) {
        let mut edges = self.edges.get();
        edges.add(handle.pointer());
        self.edges.set(edges);
        // A `Clone` may have let go what was shared, and other objects, of another size, may lie on its page.
        let Some(number) = self.slots.number(handle.pointer().address()) else { return };
        let Exchanged { copy: Some(copy), handles } = &self.copies[number as usize] else { return };
        if ledger::ARE_TRACED {
            std::mem::replace(handle, held(*copy).into_handle()).end_reading();
        } else {
            // SAFETY: the object is alive; the count of the handle is given it when all are exchanged.
            let new = unsafe { Handle::lend(*copy) };
            std::mem::forget(std::mem::replace(handle, new));
            handles.set(handles.get() + 1);
        }
    }

    fn may_be_key(&self, object: ObjectPtr) -> bool {
        self.copy_of(object).is_none()
    }

    fn may_hide_weak_handles(&self) -> bool {
        true
    }

    #[cfg(feature = "serde")]
    fn may_await(&self) -> bool {
        true
    }

    fn refilling(&self) -> Refilling {
        Refilling::Exchanged
    }

    fn weak(&mut self, _anchor: usize, target: &dyn Fn() -> WeakOf) -> Fate {
        target().object.and_then(|target| self.copy_of(target)).map_or(Fate::Stays, Fate::MovesTo)
    }
}
