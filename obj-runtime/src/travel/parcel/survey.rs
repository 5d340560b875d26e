//! Which objects a graph has, and how many handles lead to each.

use std::any::TypeId;
use std::cell::RefCell;

use hashbrown::HashMap;

use super::super::copies::is_of_sharing_type;
use super::super::reach::{Rule, Walk, held};
use crate::collector::Entry;
use crate::ground::hash::AddressHasher;
use crate::handle::AnyObj;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;
use crate::object::end_reading::end_reading;
use crate::trace::{Relocator, Tracer};
use crate::values::Tuple;

/// What a graph consists of.
#[derive(Default)]
pub(super) struct Graph {
    /// The objects that are to be moved.
    pub(super) walk: Walk,
    /// What never changes, each after what it leads to.
    pub(super) shared: Vec<AnyObj>,
    /// The numbers of these.
    pub(super) numbers: Vec<u32>,
    /// The places of these, plus one, by the numbers of the slots; further ones have none.
    places: Vec<u32>,
}

impl Graph {
    /// Finds the objects of a graph.
    pub(super) fn look(root: &AnyObj) -> Result<Self, String> {
        let mut rule = Packed::default();
        let walk = Walk::from([root.handle().pointer()], &mut rule)?;
        let mut graph = Self { walk, ..Self::default() };
        for object in std::mem::take(&mut rule.frozen) {
            graph.add_shared(object, &mut rule)?;
        }
        Ok(graph)
    }

    /// The number of an object of the graph.
    #[inline]
    pub(super) fn number(&self, object: ObjectPtr) -> Option<u32> {
        let number = self.walk.slots.number(object.address())?;
        (self.is_moved(number) || self.place_of(number).is_some()).then_some(number)
    }

    /// Whether it is the number of an object that is to be moved.
    #[inline]
    pub(super) fn is_moved(&self, number: u32) -> bool {
        self.walk.found[number as usize] > 0
    }

    fn place_of(&self, number: u32) -> Option<u32> {
        self.places.get(number as usize)?.checked_sub(1)
    }

    /// The place of an object among what never changes.
    pub(super) fn place(&self, address: usize) -> Option<u32> {
        self.place_of(self.walk.slots.number(address)?)
    }

    /// Enters an object that never changes, and before it what it leads to.
    fn add_shared(&mut self, object: ObjectPtr, rule: &mut Packed) -> Result<(), String> {
        let mut tracer = Tracer::of_strong_handles();
        let mut open = vec![(object, None::<Vec<ObjectPtr>>)];
        while let Some((object, targets)) = open.last_mut() {
            if let Some(targets) = targets {
                match targets.pop() {
                    Some(target) => open.push((target, None)),
                    None => {
                        let object = *object;
                        open.pop();
                        self.set_place(object, rule);
                    }
                }
            } else if self.place(object.address()).is_some() {
                open.pop();
            } else {
                trace(*object, &mut tracer)?;
                let found = std::mem::take(&mut tracer.found);
                if let Some(target) = found.iter().find(|&&target| rule.takes(target)) {
                    let (name, target) = (name_of(*object), name_of(*target));
                    return Err(format!("`{name}` never changes, and leads to a `{target}`, which may"));
                }
                *targets = Some(found);
                if open.len() > DEEPEST {
                    return Err("values that never change lead more than a million deep, or in a circle".to_owned());
                }
            }
        }
        Ok(())
    }

    /// An object is the next that never changes, unless it is one already.
    fn set_place(&mut self, object: ObjectPtr, rule: &mut Packed) {
        let number = self.walk.enter(object, rule).0 as usize;
        self.places.resize(self.walk.slots.len(), 0);
        if self.places[number] == 0 {
            self.shared.push(held(object));
            self.numbers.push(number as u32);
            self.places[number] = self.shared.len() as u32;
        }
    }
}

/// Frozen values deeper than this are refused.
const DEEPEST: usize = 1_000_000;

/// What is moved: all but what never changes.
#[derive(Default)]
struct Packed {
    /// What handles led to that never changes.
    frozen: Vec<ObjectPtr>,
    /// Whether tuples lead to nothing that changes, by their addresses.
    tuples: RefCell<HashMap<usize, bool, AddressHasher>>,
}

impl Packed {
    /// Whether a tuple leads to nothing that changes. Without recursion, since tuples may nest deep; each is looked at twice, whatever leads
    /// to it.
    fn never_changes(&self, tuple: ObjectPtr) -> bool {
        let mut known = self.tuples.borrow_mut();
        if let Some(&never_changes) = known.get(&tuple.address()) {
            return never_changes;
        }
        let mut open = vec![tuple];
        while let Some(&object) = open.last() {
            if known.contains_key(&object.address()) {
                open.pop();
                continue;
            }
            let (before, mut changes) = (open.len(), false);
            let looked_at = held(object);
            for item in looked_at.downcast_ref::<Tuple>().into_iter().flat_map(|tuple| tuple.iter()) {
                match (item.is_a::<Tuple>(), known.get(&item.id())) {
                    (true, Some(&never_changes)) => changes |= !never_changes,
                    (true, None) => open.push(item.handle().pointer()),
                    (false, _) => changes |= !is_sent_as_clone(item.handle().pointer()),
                }
            }
            end_reading(looked_at, |_| true);
            if changes || open.len() == before {
                open.truncate(before - 1);
                known.insert(object.address(), !changes);
            }
        }
        known.get(&tuple.address()).copied().unwrap_or_default()
    }
}

impl Rule for Packed {
    type Problem = String;

    fn takes(&self, object: ObjectPtr) -> bool {
        let is_tuple = info_of(object).type_id == TypeId::of::<Tuple>();
        if is_tuple { !self.never_changes(object) } else { !is_sent_as_clone(object) }
    }

    fn goes_by_type(&self, object: ObjectPtr) -> bool {
        let info = PagePtr::of(object).info;
        !info.is_mixed && info.type_id != TypeId::of::<Tuple>()
    }

    fn passes_by(&mut self, object: ObjectPtr) {
        self.frozen.push(object);
    }

    fn notes_edges(&self, page: PagePtr) -> bool {
        page.info.is_mixed || !page.info.travels.trace_tells_all
    }

    #[inline]
    fn look(&mut self, page: PagePtr, object: ObjectPtr, tracer: &mut Tracer) -> Result<bool, String> {
        trace_on(page, object, tracer)?;
        Ok(tracer.was_to_look_again())
    }
}

pub(super) fn info_of(object: ObjectPtr) -> &'static TypeInfo {
    PagePtr::of(object).info_of(object)
}

pub(super) fn name_of(object: ObjectPtr) -> &'static str {
    info_of(object).name
}

/// The bytes of a value.
pub(super) fn size_of(info: &TypeInfo, object: ObjectPtr) -> usize {
    let Some(row) = info.travels.row else { return info.travels.layout.size() };
    let object = held(object);
    let size = (row.size)(&object);
    end_reading(object, |_| true);
    size
}

/// Whether the object may be held elsewhere, because the other thread gets one of its own with the same value.
fn is_sent_as_clone(object: ObjectPtr) -> bool {
    let info = info_of(object);
    is_of_sharing_type(info) || info.travels.is_frozen && info.travels.clone_to.is_some()
}

/// Traces an object that somebody holds.
pub(super) fn trace(object: ObjectPtr, tracer: &mut Tracer) -> Result<(), String> {
    trace_on(PagePtr::of(object), object, tracer)
}

/// The same, of an object on a page that is known.
#[inline]
fn trace_on(page: PagePtr, object: ObjectPtr, tracer: &mut Tracer) -> Result<(), String> {
    if object.header().has(FlagWord::EXCLUSIVE | FlagWord::RESERVED) {
        return Err(format!("a `{}` is being changed", name_of(object)));
    }
    Entry::of(object).trace_on(page, tracer);
    if tracer.has_passed_over() {
        return Err(format!("a part of a `{}` is borrowed or locked", name_of(object)));
    }
    Ok(())
}

/// Shows the handles in the value of an object to be exchanged. The handles to the object are all in the graph, or the caller's: so
/// nobody can see the value, as long as no code of the program runs.
pub(super) fn relocate(info: &TypeInfo, object: ObjectPtr, relocator: &mut Relocator) {
    // SAFETY: the callers have counted the handles, as said.
    unsafe { (info.travels.relocate)(object.value(), relocator) }
}
