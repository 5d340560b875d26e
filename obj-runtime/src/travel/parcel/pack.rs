//! Taking a graph out of its thread.
//!
//! First everything is looked at, and nothing changed: which objects there are, whether the handles found are all there
//! are, and whether each can be exchanged. Then nothing can go wrong any more: what does not go along is taken out of
//! the values, these are moved, and the slots are free. Code of the program runs before (`Clone` of what never changes) and
//! afterwards (callbacks, destructors), not in between.

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashMap;

use super::super::quiet::Unsettled;
use super::super::reach::OnPage;
use super::clones::{Clones, clone_all};
use super::maps::take_entries;
use super::permits::{Apart, check_sendable, copy_out};
use super::room::Room;
use super::survey::{Graph, info_of, relocate, size_of};
use super::unpack::{Content, Luggage, Way};
use super::values::Values;
use crate::ground::hash::AddressHasher;
use crate::ground::unraisable::{report, run_and_report};
use crate::handle::{AnyObj, Handle};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::round::HAS_NUMBERS;
use crate::ledger;
use crate::trace::{Fate, Refilling, Relocation, Relocator, Taken, WeakOf};
use crate::weak_table::{Callbacks, WeakTable};

/// A graph that can be moved: nothing is changed yet.
pub(super) struct Packing {
    graph: Rc<Graph>,
    clones: Clones,
    /// The values of the clones are not there yet.
    room: Room,
    values: Values,
    apart: Vec<Apart>,
    taken: Taken,
}

/// Shows the handles in what is not moved as it is.
fn show(clones: &mut Clones, apart: &[Apart], relocator: &mut Relocator) {
    for content in &clones.contents {
        if let &Content::Value { info, place } = content {
            clones.room.relocate(info, place, relocator);
        }
    }
    for &Apart { object, .. } in apart {
        relocate(info_of(object), object, relocator);
    }
}

/// Looks at a graph. Returns why it cannot be moved, or what moves it.
pub(super) fn pack(root: &AnyObj, is_known: bool) -> Result<Packing, String> {
    check_sendable(root.handle().pointer(), is_known)?;
    let mut graph = Graph::look(root)?;
    let mut clones = clone_all(&graph)?;
    if clones.are_of_program() {
        // Look again. From here on, no code of the program runs.
        let found = std::mem::replace(&mut graph, Graph::look(root)?);
        if !graph.shared.iter().map(AnyObj::id).eq(found.shared.iter().map(AnyObj::id)) {
            return Err("the graph has changed while it was packed".to_owned());
        }
    }
    let values = graph.check_counts(root, std::mem::take(&mut clones.plan))?;
    let graph = Rc::new(graph);
    let (room, apart, has_maps) = copy_out(&graph, &values)?;
    let taken = if clones.check(&graph)? || has_maps {
        // From here on nothing is as it was, unless this says that it is.
        let visit = |relocator: &mut Relocator| show(&mut clones, &apart, relocator);
        take_entries(visit, graph.walk.objects().map(|(_, object)| object))?
    } else {
        Taken::new()
    };
    Ok(Packing { graph, clones, room, values, apart, taken })
}

/// What becomes of handles in values that are moved.
struct Departure {
    graph: Rc<Graph>,
    anchors: Rc<RefCell<HashMap<usize, Way, AddressHasher>>>,
}

impl Relocation for Departure {
    fn strong(&mut self, handle: &mut Handle, _is_known: bool, left: &mut Vec<Handle>) {
        let number = self.graph.walk.slots.number(handle.pointer().address());
        if number.is_some_and(|number| self.graph.is_moved(number)) {
            handle.token().end(handle.header());
        } else {
            let place: *const Handle = handle;
            // SAFETY: what is left in the place is forgotten before it is used or dropped.
            left.push(unsafe { place.read() });
        }
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, anchor: usize, target: &dyn Fn() -> WeakOf) -> Fate {
        let WeakOf { object, identity } = target();
        let number = object.and_then(|object| self.graph.number(object));
        self.anchors.borrow_mut().insert(anchor, number.map_or(Way::Lost(identity), Way::To));
        Fate::IsLeft
    }

    fn refilling(&self) -> Refilling {
        Refilling::Leaving
    }
}

impl Packing {
    /// Moves the values.
    pub(super) fn finish(self, root: AnyObj) -> Luggage {
        let Self { graph, mut clones, mut room, values, apart, taken } = self;
        let off = ledger::looks_off();
        let anchors = Rc::default();
        let departure = Departure { graph: Rc::clone(&graph), anchors: Rc::clone(&anchors) };
        let mut relocator = Relocator::new(Box::new(departure));
        relocator.taken = taken;
        let unsettled = Unsettled::begin();
        show(&mut clones, &apart, &mut relocator);
        let contents = std::mem::take(&mut clones.contents);
        for content in &contents {
            if let &Content::Value { info, place } = content {
                room.put(info.travels.layout.size(), place, clones.room.at(place));
            }
        }
        for Apart { object, place } in apart {
            room.put(size_of(info_of(object), object), place, object.value());
        }
        let root_number = graph.number(root.handle().pointer());
        let root = match values.count {
            0 => Some(root),
            _ => {
                root.into_handle().into_pointer();
                None
            }
        };
        let mut callbacks = Vec::new();
        graph.walk.pages().for_each(|on_page| leave(on_page, values.flags, &mut callbacks));
        let (left, left_weak) = (std::mem::take(&mut relocator.left), std::mem::take(&mut relocator.left_weak));
        let taken = std::mem::take(&mut relocator.taken);
        unsettled.end();
        drop((relocator, off));
        let Graph { walk, shared, numbers, .. } = Rc::into_inner(graph).unwrap_or_default();
        // Code of the program.
        left.into_iter().for_each(|handle| run_and_report(|| drop(AnyObj::from_handle(handle))));
        left_weak.into_iter().for_each(|weak| run_and_report(|| drop(weak)));
        shared.into_iter().chain(root).for_each(|object| run_and_report(|| drop(object)));
        callbacks.into_iter().filter_map(Callbacks::run).for_each(report);
        Luggage {
            room,
            contents: contents.into_iter().zip(numbers).collect(),
            values,
            slots: walk.slots,
            found: walk.found,
            root: root_number.unwrap_or_default(),
            anchors: anchors.take(),
            taken,
        }
    }
}

/// Objects of a page whose values were moved leave their thread. Some objects of the graph have these flags. Adds the callbacks of their
/// weak handles, which are dead.
fn leave(on_page: OnPage<'_>, flags: u32, callbacks: &mut Vec<Callbacks>) {
    if flags & (FlagWord::HAS_WEAK | HAS_NUMBERS) != 0 {
        on_page.objects().for_each(|(_, object)| callbacks.extend(forget(object)));
    }
    // SAFETY: the handles to the objects were all in values that were moved, or the root; their values were moved out.
    unsafe { on_page.page.free_slots(|| on_page.objects().map(|(_, object)| object)) };
}

/// No table knows an object any more. Returns the callbacks of its weak handles.
fn forget(object: ObjectPtr) -> Option<Callbacks> {
    let header = object.header();
    PagePtr::forget_numbers(object);
    let callbacks = header.has(FlagWord::HAS_WEAK).then(|| WeakTable::current().clear(object));
    header.clear(FlagWord::HAS_WEAK);
    callbacks.filter(|callbacks| !callbacks.is_empty())
}
