//! Which objects a graph has, and how many handles lead to each.

use std::cell::Cell;

use super::super::copies::is_of_sharing_type;
use super::super::numbers::Notes;
use super::super::reach::held;
use crate::collector::Entry;
use crate::handle::AnyObj;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;
use crate::trace::{Relocator, Tracer};
use crate::values::Tuple;

/// An object that is to be moved.
#[derive(Clone, Copy)]
pub(super) struct Moved {
    pub(super) object: ObjectPtr,
    /// The handles that were found.
    pub(super) found: u32,
}

impl Moved {
    /// Shows the handles in the value to be exchanged. The handles to the object are all in the graph, or the caller's: so nobody
    /// can see the value, as long as no code of the program runs.
    pub(super) fn relocate(&self, relocator: &mut Relocator) {
        // SAFETY: the callers have counted the handles, as said.
        unsafe { (info_of(self.object).travels.relocate)(self.object.value(), relocator) }
    }
}

/// What a graph consists of.
#[derive(Default)]
pub(super) struct Graph {
    /// In the order of their addresses, in which they are gone through fast.
    pub(super) moved: Vec<Moved>,
    /// What never changes, each after what it leads to.
    pub(super) shared: Vec<AnyObj>,
    /// The places of both kinds.
    pub(super) places: Places,
}

/// Where an object is among those of its kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Moved(u32),
    Shared(u32),
}

impl Place {
    /// The index among all, if those that are moved come from `first_moved` on.
    pub(super) fn index(self, first_moved: usize) -> usize {
        match self {
            Self::Shared(index) => index as usize,
            Self::Moved(index) => first_moved + index as usize,
        }
    }
}

/// The places of the objects of a graph, by their addresses.
#[derive(Default)]
pub(super) struct Places(Notes<Note>);

#[derive(Default)]
struct Note {
    /// The place: 0 for none, else its index, doubled, and 1 more for what is moved, 2 for what is shared.
    place: u32,
    /// The handles to what is moved that were found, and not found again.
    found: Cell<u32>,
}

impl Note {
    #[inline]
    fn place(&self) -> Option<Place> {
        let place = self.place.checked_sub(1)?;
        Some(if place % 2 == 0 { Place::Moved(place / 2) } else { Place::Shared(place / 2) })
    }

    /// # Panics
    /// If there are 2³¹ objects.
    fn set(&mut self, place: Place) {
        let (index, kind) = match place {
            Place::Moved(index) => (index, 1),
            Place::Shared(index) => (index, 2),
        };
        assert!(index < u32::MAX / 2, "a parcel has less than 2^31 objects");
        self.place = index * 2 + kind;
    }
}

impl Places {
    #[inline]
    pub(super) fn of(&self, address: usize) -> Option<Place> {
        self.0.get(address)?.place()
    }

    /// A handle to an object was found again. Returns the object's place.
    #[inline]
    pub(super) fn found_again(&self, address: usize) -> Option<Place> {
        let note = self.0.get(address)?;
        note.found.set(note.found.get().wrapping_sub(1));
        note.place()
    }

    /// The handles to an object that is moved that were found, and not found again.
    pub(super) fn left(&self, address: usize) -> u32 {
        self.0.get(address).map_or(0, |note| note.found.get())
    }

    /// Puts objects in the order of their addresses, which are all that have places.
    fn sort(&mut self, moved: &mut Vec<Moved>) {
        let mut in_order = Vec::with_capacity(moved.len());
        self.0.in_order(|note| {
            if let Some(Place::Moved(place)) = note.place() {
                note.set(Place::Moved(in_order.len() as u32));
                in_order.push(Moved { found: note.found.get(), ..moved[place as usize] });
            }
        });
        *moved = in_order;
    }
}

impl Graph {
    /// Finds the objects of a graph.
    pub(super) fn look(root: &AnyObj) -> Result<Self, String> {
        let mut graph = Self::default();
        graph.visit(root.handle().pointer());
        let (mut next, mut tracer) = (0, Tracer::of_strong_handles());
        let mut frozen = Vec::new();
        while let Some(moved) = graph.moved.get(next) {
            trace(moved.object, &mut tracer)?;
            next += 1;
            for target in tracer.found.drain(..) {
                if !graph.visit(target) {
                    frozen.push(target);
                }
            }
        }
        graph.places.sort(&mut graph.moved);
        if graph.moved.is_empty() {
            frozen.push(root.handle().pointer());
        }
        for object in frozen {
            graph.add_shared(object)?;
        }
        Ok(graph)
    }

    /// A handle to an object was found. Returns whether the object is to be moved.
    fn visit(&mut self, object: ObjectPtr) -> bool {
        let note = self.places.0.at(object.address());
        match note.place() {
            Some(Place::Moved(_)) => {}
            Some(Place::Shared(_)) => return false,
            // Not entered yet: that is done after what it leads to.
            None if is_sent_as_clone(object) => return false,
            None => {
                note.set(Place::Moved(self.moved.len() as u32));
                self.moved.push(Moved { object, found: 0 });
            }
        }
        note.found.set(note.found.get() + 1);
        true
    }

    /// Enters an object that never changes, and before it what it leads to.
    fn add_shared(&mut self, object: ObjectPtr) -> Result<(), String> {
        let mut tracer = Tracer::of_strong_handles();
        let mut open = vec![(object, None::<Vec<ObjectPtr>>)];
        while let Some((object, targets)) = open.last_mut() {
            if let Some(targets) = targets {
                match targets.pop() {
                    Some(target) => open.push((target, None)),
                    None => {
                        let object = *object;
                        open.pop();
                        if self.places.of(object.address()).is_none() {
                            self.places.0.at(object.address()).set(Place::Shared(self.shared.len() as u32));
                            self.shared.push(held(object));
                        }
                    }
                }
            } else if self.places.of(object.address()).is_some() {
                open.pop();
            } else {
                trace(*object, &mut tracer)?;
                let found = std::mem::take(&mut tracer.found);
                if let Some(target) = found.iter().find(|&&target| !is_sent_as_clone(target)) {
                    let (name, target) = (name_of(*object), name_of(*target));
                    let instead =
                        if held(*object).is_a::<Tuple>() { ": send a list in place of the tuple" } else { "" };
                    return Err(format!("`{name}` never changes, and leads to a `{target}`, which may{instead}"));
                }
                *targets = Some(found);
                if open.len() > DEEPEST {
                    return Err("values that never change lead more than a million deep, or in a circle".to_owned());
                }
            }
        }
        Ok(())
    }
}

/// Frozen values deeper than this are refused.
const DEEPEST: usize = 1_000_000;

pub(super) fn info_of(object: ObjectPtr) -> &'static TypeInfo {
    PagePtr::of(object).info_of(object)
}

pub(super) fn name_of(object: ObjectPtr) -> &'static str {
    info_of(object).name
}

/// Whether the object may be held elsewhere, because the other thread gets one of its own with the same value.
fn is_sent_as_clone(object: ObjectPtr) -> bool {
    let info = info_of(object);
    is_of_sharing_type(info) || info.travels.is_frozen && info.travels.clone_to.is_some()
}

/// Traces an object that somebody holds.
pub(super) fn trace(object: ObjectPtr, tracer: &mut Tracer) -> Result<(), String> {
    let info = info_of(object);
    if object.header().has(FlagWord::EXCLUSIVE | FlagWord::RESERVED) {
        return Err(format!("a `{}` is being changed", info.name));
    }
    Entry::of(object).trace_by_call(tracer);
    if tracer.has_passed_over() {
        return Err(format!("a part of a `{}` is borrowed or locked", info.name));
    }
    Ok(())
}
