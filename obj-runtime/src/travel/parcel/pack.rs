//! Taking a graph out of its thread.
//!
//! First everything is looked at, and nothing changed: which objects there are, whether the handles found are all there
//! are, and whether each can be exchanged. Then nothing can go wrong any more: what does not go along is taken out of
//! the values, these are moved, and the slots are free. Code of the program runs before (`Clone` of what never changes) and
//! afterwards (callbacks, destructors), not in between.

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashMap;

use super::super::copies::is_of_sharing_type;
use super::room::{LARGEST_ALIGNMENT, Plan, Room};
use super::unpack::{Content, Item, Luggage};
use crate::collector::Entry;
use crate::ground::hash::AddressHasher;
use crate::ground::unraisable;
use crate::handle::{AnyObj, Handle};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;
use crate::ledger;
use crate::trace::{Fate, PathText, Relocation, Relocator, Tracer};
use crate::values::{Bool, Bytes, Float, Int, NoneType, Str};
use crate::weak_table::WeakTable;

/// An object that is to be moved.
struct Moved {
    object: ObjectPtr,
    /// The handles that were found.
    found: u32,
}

/// What a graph consists of.
#[derive(Default)]
struct Graph {
    moved: Vec<Moved>,
    /// What never changes, each after what it leads to.
    shared: Vec<AnyObj>,
    /// The place of each object that is moved, and `None` for one that never changes.
    places: HashMap<usize, Option<u32>, AddressHasher>,
}

/// A graph that can be moved: nothing is changed yet.
pub(super) struct Packing {
    graph: Graph,
    clones: Clones,
}

/// Clones of what never changes, in a room of their own.
struct Clones {
    contents: Vec<Content>,
    plan: Plan,
    room: Room,
    /// So many of the contents are made.
    made: usize,
}

impl Clones {
    /// Whether each leads to nothing but what comes before it: a `Clone` may do anything.
    fn check(&mut self, shared: &[AnyObj]) -> Result<(), String> {
        let before = Rc::new(RefCell::new(Before::default()));
        let met = before.clone();
        let mut relocator = Relocator::new(Box::new(Look(move |object: ObjectPtr, _is_known| {
            let mut before = met.borrow_mut();
            before.has_other |= !before.objects.contains_key(&object.address());
        })));
        for (object, content) in shared.iter().zip(&self.contents) {
            if let &Content::Value { info, place, .. } = content {
                // SAFETY: the clone was made, and is ours alone.
                unsafe { (info.travels.relocate)(self.room.at(place), &mut relocator) };
                if before.borrow().has_other || relocator.problem.is_some() {
                    return Err(format!("the `Clone` of `{}` holds other objects than the value", info.name));
                }
            }
            before.borrow_mut().objects.insert(object.id(), ());
        }
        Ok(())
    }
}

/// What clones may lead to.
#[derive(Default)]
struct Before {
    objects: HashMap<usize, (), AddressHasher>,
    has_other: bool,
}

/// Looks at each strong handle, and whether its type tells what it leads to; none is exchanged.
struct Look<F>(F);

impl<F: FnMut(ObjectPtr, bool)> Relocation for Look<F> {
    fn strong(&mut self, object: ObjectPtr, is_known: bool) -> Fate {
        (self.0)(object, is_known);
        Fate::Stays
    }

    fn may_be_key(&self, object: ObjectPtr) -> bool {
        plain(&held(object)).is_some()
    }

    fn may_be_hidden(&self, _object: ObjectPtr) -> bool {
        false
    }

    fn weak(&mut self, _anchor: usize, _target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        Fate::Stays
    }
}

impl Drop for Clones {
    fn drop(&mut self) {
        for content in self.contents.drain(..).take(self.made) {
            if let Content::Value { info, place, .. } = content {
                // SAFETY: the clone was made, and is ours alone.
                unsafe { (info.drop_value)(self.room.at(place)) };
            }
        }
    }
}

/// Objects with these are being made, changed or torn down.
const BUSY: u32 = FlagWord::EXCLUSIVE
    | FlagWord::RESERVED
    | FlagWord::GARBAGE
    | FlagWord::QUEUED
    | FlagWord::UNDER_EXAMINATION
    | FlagWord::IMMORTAL;

/// Looks at a graph. Returns why it cannot be moved, or what moves it.
pub(super) fn pack(root: &AnyObj, is_known: bool) -> Result<Packing, String> {
    check_sendable(root.handle().pointer(), is_known)?;
    let found = Graph::look(root)?;
    let mut clones = clone_all(&found.shared)?;
    // The clones were made by code of the program: look again. From here on, none runs.
    let graph = Graph::look(root)?;
    if !graph.shared.iter().map(AnyObj::id).eq(found.shared.iter().map(AnyObj::id)) {
        return Err("the graph has changed while it was packed".to_owned());
    }
    graph.check_counts(root)?;
    graph.check_handles()?;
    clones.check(&graph.shared)?;
    Ok(Packing { graph, clones })
}

impl Graph {
    /// Finds the objects of a graph.
    fn look(root: &AnyObj) -> Result<Self, String> {
        let mut graph = Self::default();
        graph.visit(root.handle().pointer());
        let (mut next, mut tracer) = (0, Tracer::of_everything());
        let (mut targets, mut frozen) = (Vec::new(), Vec::new());
        while let Some(moved) = graph.moved.get(next) {
            trace(moved.object, &mut tracer)?;
            next += 1;
            tracer.drain_edges(|edge| targets.extend((!edge.weak).then_some(edge.target)));
            for target in targets.drain(..) {
                if !graph.visit(target) {
                    frozen.push(target);
                }
            }
        }
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
        match self.places.get(&object.address()) {
            Some(&Some(place)) => self.moved[place as usize].found += 1,
            Some(None) => return false,
            None if is_sent_as_clone(object) => {
                // Not entered yet: that is done after what it leads to.
                return false;
            }
            None => {
                self.places.insert(object.address(), Some(self.moved.len() as u32));
                self.moved.push(Moved { object, found: 1 });
            }
        }
        true
    }

    /// Enters an object that never changes, and before it what it leads to.
    fn add_shared(&mut self, object: ObjectPtr) -> Result<(), String> {
        let mut tracer = Tracer::of_everything();
        let mut open = vec![(object, None::<Vec<ObjectPtr>>)];
        while let Some((object, targets)) = open.last_mut() {
            if let Some(targets) = targets {
                match targets.pop() {
                    Some(target) => open.push((target, None)),
                    None => {
                        let object = *object;
                        open.pop();
                        if self.places.insert(object.address(), None).is_none() {
                            self.shared.push(held(object));
                        }
                    }
                }
            } else if self.places.contains_key(&object.address()) {
                open.pop();
            } else {
                let mut found = Vec::new();
                trace(*object, &mut tracer)?;
                tracer.drain_edges(|edge| found.extend((!edge.weak).then_some(edge.target)));
                if let Some(target) = found.iter().find(|&&target| !is_sent_as_clone(target)) {
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

    /// Whether the handles that were found are all there are.
    fn check_counts(&self, root: &AnyObj) -> Result<(), String> {
        for &Moved { object, found } in &self.moved {
            let header = object.header();
            if header.has(BUSY) {
                return Err(format!(
                    "{} is being made, changed or torn down, or never dies",
                    self.way_to(root, object)
                ));
            }
            if let Some(more @ 1..) = header.count().checked_sub(found) {
                let handles = if more == 1 { "handle" } else { "handles" };
                return Err(format!("{} is held by {more} {handles} outside of the graph", self.way_to(root, object)));
            }
            if header.count() != found {
                return Err(format!("{} is traced more often than it is held", self.way_to(root, object)));
            }
        }
        Ok(())
    }

    /// The name of an object, and of a field that leads to it.
    fn way_to(&self, root: &AnyObj, object: ObjectPtr) -> String {
        let name = name_of(object);
        if object == root.handle().pointer() {
            return format!("the root, a `{name}`,");
        }
        let mut tracer = Tracer::of_everything();
        for holder in &self.moved {
            let mut way = None;
            if trace(holder.object, &mut tracer).is_err() {
                break;
            }
            tracer.drain_edges(|edge| {
                if !edge.weak && edge.target == object && way.is_none() {
                    way = Some(PathText(edge.path).to_string());
                }
            });
            if let Some(way) = way {
                return format!("`{name}` at `{}.{way}`", name_of(holder.object));
            }
        }
        format!("`{name}`")
    }

    /// Whether each handle can be exchanged, and everything may be sent that types do not tell of.
    fn check_handles(&self) -> Result<(), String> {
        let _off = ledger::looks_off();
        let seen = Rc::new(RefCell::new(Tally { counts: vec![0; self.moved.len()], problem: None }));
        let places = self.places.clone();
        let check = Check { places, seen: seen.clone() };
        let mut relocator = Relocator::new(Box::new(Look(move |object, is_known| check.look(object, is_known))));
        for &Moved { object, .. } in &self.moved {
            let info = info_of(object);
            check_type(info)?;
            // SAFETY: the handles to the object are all in the graph, whose root is the caller's: nobody can see the value.
            unsafe { (info.travels.relocate)(object.value(), &mut relocator) };
            if let Some(problem) = relocator.problem.take().or_else(|| seen.borrow_mut().problem.take()) {
                return Err(format!("`{}`: {problem}", info.name));
            }
        }
        // The root has a handle outside.
        let root = usize::from(!self.moved.is_empty());
        let counts = &seen.borrow().counts;
        for (index, (&count, moved)) in counts.iter().zip(&self.moved).enumerate() {
            if count + u32::from(index < root) != moved.found {
                return Err(format!("not all handles to a `{}` can be exchanged", name_of(moved.object)));
            }
        }
        Ok(())
    }
}

/// Frozen values deeper than this are refused.
const DEEPEST: usize = 1_000_000;

fn info_of(object: ObjectPtr) -> &'static TypeInfo {
    PagePtr::of(object).info_of(object)
}

fn name_of(object: ObjectPtr) -> &'static str {
    info_of(object).name
}

/// Whether the object may be held elsewhere, because the other thread gets one of its own with the same value.
fn is_sent_as_clone(object: ObjectPtr) -> bool {
    let info = info_of(object);
    is_of_sharing_type(info) || info.travels.is_frozen && info.travels.clone_to.is_some()
}

/// A handle of one's own.
fn held(object: ObjectPtr) -> AnyObj {
    // SAFETY: the object is held by what it was found in.
    AnyObj::from_handle(unsafe { Handle::to(object) })
}

/// Traces an object that somebody holds.
fn trace(object: ObjectPtr, tracer: &mut Tracer) -> Result<(), String> {
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

/// Whether objects of a type can be moved.
fn check_type(info: &TypeInfo) -> Result<(), String> {
    match info.travels.moves && info.travels.layout.align() <= LARGEST_ALIGNMENT {
        true => Ok(()),
        false => Err(format!("objects of type `{}` cannot be moved", info.name)),
    }
}

/// Values of what never changes. Code of the program runs.
fn clone_all(shared: &[AnyObj]) -> Result<Clones, String> {
    let mut plan = Plan::default();
    let mut contents = Vec::with_capacity(shared.len());
    for object in shared {
        contents.push(match plain(object) {
            Some(content) => content,
            None => {
                let info = object.info();
                check_type(info)?;
                if info.travels.clone_to.is_none() {
                    return Err(format!("objects of type `{}` are shared, and have no `Clone` to be sent", info.name));
                }
                Content::Value { info, place: plan.add(info.travels.layout), was_finalized: false }
            }
        });
    }
    let room = Room::new(&plan);
    let mut clones = Clones { contents, plan, room, made: 0 };
    for (object, content) in shared.iter().zip(&clones.contents) {
        if let &Content::Value { info, place, .. } = content
            && let Some(clone_to) = info.travels.clone_to
        {
            // SAFETY: the place was planned for the type.
            unsafe { clone_to(object, clones.room.at(place)) };
        }
        clones.made += 1;
    }
    Ok(clones)
}

/// The value of an object of Python's that never changes.
fn plain(object: &AnyObj) -> Option<Content> {
    Some(if let Some(text) = object.downcast_ref::<Str>() {
        Content::Text((**text).into())
    } else if let Some(number) = object.downcast_ref::<Int>() {
        Content::Int(**number)
    } else if let Some(number) = object.downcast_ref::<Float>() {
        Content::Float(**number)
    } else if let Some(value) = object.downcast_ref::<Bool>() {
        Content::Bool(**value)
    } else if let Some(bytes) = object.downcast_ref::<Bytes>() {
        Content::Bytes((**bytes).into())
    } else if object.is_a::<NoneType>() {
        Content::None
    } else {
        return None;
    })
}

/// Whether an object may go to another thread, as its type says, where that of the handle does not.
fn check_sendable(object: ObjectPtr, is_known: bool) -> Result<(), String> {
    let info = info_of(object);
    match is_known || info.built_in != 0 || info.travels.is_sendable {
        true => Ok(()),
        false => Err(format!("values of `{}` may not go to another thread", info.name)),
    }
}

/// What a check has found so far.
struct Tally {
    counts: Vec<u32>,
    problem: Option<String>,
}

/// Whether every handle can be exchanged.
struct Check {
    places: HashMap<usize, Option<u32>, AddressHasher>,
    seen: Rc<RefCell<Tally>>,
}

impl Check {
    fn look(&self, object: ObjectPtr, is_known: bool) {
        let mut seen = self.seen.borrow_mut();
        if let Err(problem) = check_sendable(object, is_known) {
            seen.problem = Some(problem);
        }
        match self.places.get(&object.address()) {
            Some(Some(place)) => {
                seen.counts[*place as usize] += 1;
            }
            Some(None) => {}
            None => seen.problem = Some("a handle was found that is not traced".to_owned()),
        }
    }
}

/// What becomes of handles in values that are moved.
struct Departure {
    places: Rc<HashMap<usize, Option<u32>, AddressHasher>>,
    anchors: Rc<RefCell<HashMap<usize, usize, AddressHasher>>>,
}

impl Relocation for Departure {
    fn strong(&mut self, object: ObjectPtr, _is_known: bool) -> Fate {
        match self.places.get(&object.address()) {
            Some(Some(_)) => Fate::Ends,
            _ => Fate::IsLeft,
        }
    }

    fn may_be_key(&self, _object: ObjectPtr) -> bool {
        true
    }

    fn weak(&mut self, anchor: usize, target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        if let Some(target) = target().filter(|target| self.places.contains_key(&target.address())) {
            self.anchors.borrow_mut().insert(anchor, target.address());
        }
        Fate::IsLeft
    }
}

impl Packing {
    /// Moves the values.
    pub(super) fn finish(self, root: AnyObj) -> Luggage {
        let Self { graph, mut clones } = self;
        let Graph { moved, shared, places } = graph;
        let off = ledger::looks_off();
        let (places, anchors) = (Rc::new(places), Rc::default());
        let departure = Departure { places: Rc::clone(&places), anchors: Rc::clone(&anchors) };
        let mut relocator = Relocator::new(Box::new(departure));
        let (mut room, mut items) =
            make_room(std::mem::take(&mut clones.plan), &shared, std::mem::take(&mut clones.contents), &moved);
        let root_address = root.id();
        let first_moved = shared.len();
        for item in &items[..first_moved] {
            if let Content::Value { info, place, .. } = &item.content {
                // SAFETY: the clone is ours alone.
                unsafe { (info.travels.relocate)(clones.room.at(*place), &mut relocator) };
                let (from, to) = (clones.room.at(*place), room.at(*place));
                // SAFETY: both places were planned for the type; the clone is not used where it was.
                unsafe { to.copy_from_nonoverlapping(from, info.travels.layout.size()) };
            }
        }
        for (item, moved) in items[first_moved..].iter_mut().zip(&moved) {
            if let Content::Value { info, place, .. } = &item.content {
                // SAFETY: nobody can see the value: see `check_handles`.
                unsafe { (info.travels.relocate)(moved.object.value(), &mut relocator) };
                // SAFETY: the place was planned for the type; the value is not used where it was.
                unsafe { room.at(*place).copy_from_nonoverlapping(moved.object.value(), info.travels.layout.size()) };
            }
        }
        let root_place = root_of(&items, root_address);
        let root = match root_place < first_moved {
            true => Some(root),
            false => {
                root.into_handle().into_pointer();
                None
            }
        };
        let callbacks: Vec<_> = moved.iter().map(|moved| leave(moved.object)).collect();
        let (left, left_weak) = (std::mem::take(&mut relocator.left), std::mem::take(&mut relocator.left_weak));
        drop(relocator);
        let anchors = anchors.take();
        drop(off);
        // Code of the program.
        drop((left, left_weak, shared, root));
        callbacks.into_iter().filter_map(crate::weak_table::Callbacks::run).for_each(unraisable::report);
        Luggage { room, items, first_moved, root: root_place, anchors }
    }
}

/// The place of the root among the items.
fn root_of(items: &[Item], address: usize) -> usize {
    items.iter().position(|item| item.address == address).unwrap_or(0)
}

/// Memory for the values, and their places in it.
fn make_room(mut plan: Plan, shared: &[AnyObj], clones: Vec<Content>, moved: &[Moved]) -> (Room, Vec<Item>) {
    let mut items = Vec::with_capacity(shared.len() + moved.len());
    items.extend(shared.iter().zip(clones).map(|(object, content)| Item { address: object.id(), content }));
    for moved in moved {
        let info = info_of(moved.object);
        let was_finalized = moved.object.header().has(FlagWord::FINALIZED);
        let content = Content::Value { info, place: plan.add(info.travels.layout), was_finalized };
        items.push(Item { address: moved.object.address(), content });
    }
    (Room::new(&plan), items)
}

/// An object whose value was moved leaves its thread. Returns the callbacks of its weak handles, which are dead.
fn leave(object: ObjectPtr) -> crate::weak_table::Callbacks {
    let header = object.header();
    PagePtr::forget_numbers(object);
    let callbacks = match header.has(FlagWord::HAS_WEAK) {
        true => WeakTable::current().clear(object),
        false => crate::weak_table::Callbacks::default(),
    };
    header.clear(FlagWord::HAS_WEAK);
    header.count.set(0);
    // SAFETY: the handles to the object were all in values that were moved, or the root; its value was moved out.
    unsafe { PagePtr::of(object).free_slot(object) };
    callbacks
}
