//! Taking a graph out of its thread.
//!
//! First everything is looked at, and nothing changed: which objects there are, whether the handles found are all there
//! are, and whether each can be exchanged. Then nothing can go wrong any more: what does not go along is taken out of
//! the values, these are moved, and the slots are free. Code of the program runs before (`Clone` of what never changes) and
//! afterwards (callbacks, destructors), not in between.

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashMap;

use super::clones::{Clones, clone_all};
use super::permits::check_sendable;
use super::room::{Plan, Room};
use super::survey::{Graph, Moved, Place, Places, info_of};
use super::unpack::{Content, Luggage};
use crate::ground::hash::AddressHasher;
use crate::ground::unraisable::{report, run_and_report};
use crate::handle::AnyObj;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::ledger;
use crate::trace::{Fate, Refilling, Relocation, Relocator};
use crate::weak_table::{Callbacks, WeakTable};

/// A graph that can be moved: nothing is changed yet.
pub(super) struct Packing {
    moved: Vec<Moved>,
    shared: Vec<AnyObj>,
    places: Rc<Places>,
    clones: Clones,
}

/// Looks at a graph. Returns why it cannot be moved, or what moves it.
pub(super) fn pack(root: &AnyObj, is_known: bool) -> Result<Packing, String> {
    check_sendable(root.handle().pointer(), is_known)?;
    let mut graph = Graph::look(root)?;
    let mut clones = clone_all(&graph.shared, &graph.places)?;
    if clones.are_of_program() {
        // Look again. From here on, no code of the program runs.
        let found = std::mem::replace(&mut graph, Graph::look(root)?);
        if !graph.shared.iter().map(AnyObj::id).eq(found.shared.iter().map(AnyObj::id)) {
            return Err("the graph has changed while it was packed".to_owned());
        }
    }
    let places = Rc::new(std::mem::take(&mut graph.places));
    graph.check_counts(root)?;
    graph.check_handles(root, &places)?;
    clones.check(&places)?;
    Ok(Packing { moved: graph.moved, shared: graph.shared, places, clones })
}

/// What becomes of handles in values that are moved.
struct Departure {
    places: Rc<Places>,
    /// Whether there are no objects but those that are moved.
    all_move: bool,
    anchors: Rc<RefCell<HashMap<usize, Place, AddressHasher>>>,
}

impl Relocation for Departure {
    fn strong(&mut self, object: ObjectPtr, _is_known: bool) -> Fate {
        match self.all_move || matches!(self.places.of(object.address()), Some(Place::Moved(_))) {
            true => Fate::Ends,
            false => Fate::IsLeft,
        }
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, anchor: usize, target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        if let Some(place) = target().and_then(|target| self.places.of(target.address())) {
            self.anchors.borrow_mut().insert(anchor, place);
        }
        Fate::IsLeft
    }

    fn refilling(&self) -> Refilling {
        Refilling::Leaving
    }
}

impl Packing {
    /// Moves the values.
    pub(super) fn finish(self, root: AnyObj) -> Luggage {
        let Self { moved, shared, places, mut clones } = self;
        let off = ledger::looks_off();
        let anchors = Rc::default();
        let root_place = places.of(root.id());
        let departure =
            Departure { places: Rc::clone(&places), all_move: shared.is_empty(), anchors: Rc::clone(&anchors) };
        let mut relocator = Relocator::new(Box::new(departure));
        let (mut room, items) =
            make_room(std::mem::take(&mut clones.plan), std::mem::take(&mut clones.contents), &moved);
        let first_moved = shared.len();
        for item in &items[..first_moved] {
            if let Content::Value { info, place, .. } = item {
                clones.room.relocate(info, *place, &mut relocator);
                room.put(info, *place, clones.room.at(*place));
            }
        }
        for (item, moved) in items[first_moved..].iter().zip(&moved) {
            if let Content::Value { info, place, .. } = item {
                moved.relocate(&mut relocator);
                room.put(info, *place, moved.object.value());
            }
        }
        let root = match moved.is_empty() {
            true => Some(root),
            false => {
                root.into_handle().into_pointer();
                None
            }
        };
        let callbacks: Vec<_> = moved.iter().map(|moved| leave(moved.object)).filter(|it| !it.is_empty()).collect();
        let (left, left_weak) = (std::mem::take(&mut relocator.left), std::mem::take(&mut relocator.left_weak));
        let taken = std::mem::take(&mut relocator.taken);
        drop((relocator, off));
        // Code of the program.
        left.into_iter().for_each(|handle| run_and_report(|| drop(AnyObj::from_handle(handle))));
        left_weak.into_iter().for_each(|weak| run_and_report(|| drop(weak)));
        shared.into_iter().chain(root).for_each(|object| run_and_report(|| drop(object)));
        callbacks.into_iter().filter_map(Callbacks::run).for_each(report);
        Luggage {
            room,
            items,
            first_moved,
            root: root_place.map_or(0, |place| place.index(first_moved)),
            places: Rc::into_inner(places).unwrap_or_default(),
            anchors: anchors.take(),
            taken,
        }
    }
}

/// Memory for the values, and their places in it.
fn make_room(mut plan: Plan, clones: Vec<Content>, moved: &[Moved]) -> (Room, Vec<Content>) {
    let mut items = clones;
    items.reserve_exact(moved.len());
    for moved in moved {
        let info = info_of(moved.object);
        let was_finalized = moved.object.header().has(FlagWord::FINALIZED);
        items.push(Content::Value { info, place: plan.add(info.travels.layout), was_finalized });
    }
    (Room::new(&plan), items)
}

/// An object whose value was moved leaves its thread. Returns the callbacks of its weak handles, which are dead.
fn leave(object: ObjectPtr) -> Callbacks {
    let header = object.header();
    PagePtr::forget_numbers(object);
    let callbacks = match header.has(FlagWord::HAS_WEAK) {
        true => WeakTable::current().clear(object),
        false => Callbacks::default(),
    };
    header.clear(FlagWord::HAS_WEAK);
    header.count.set(0);
    // SAFETY: the handles to the object were all in values that were moved, or the root; its value was moved out.
    unsafe { PagePtr::of(object).free_slot(object) };
    callbacks
}
