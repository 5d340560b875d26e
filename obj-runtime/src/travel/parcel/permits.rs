//! Whether a graph can be moved: who holds its objects, and whether each handle can be exchanged.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use super::super::reach::Edges;
use super::clones::is_plain;
use super::room::{LARGEST_ALIGNMENT, Plan, Room};
use super::survey::{Graph, info_of, name_of, relocate, size_of, trace};
use super::values::Values;
use crate::handle::{AnyObj, Handle};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::type_info::TypeInfo;
use crate::ledger::{self, OpenHandle, Token};
use crate::trace::{Fate, PathText, Refilling, Relocation, Relocator, Tracer, WeakOf};

/// Objects with these are being made, changed or torn down.
const BUSY: u32 = FlagWord::EXCLUSIVE
    | FlagWord::RESERVED
    | FlagWord::GARBAGE
    | FlagWord::QUEUED
    | FlagWord::UNDER_EXAMINATION
    | FlagWord::IMMORTAL;

impl Graph {
    /// Whether the handles that were found are all there are. Plans places for the values after those of a plan.
    pub(super) fn check_counts(&self, root: &AnyObj, plan: Plan) -> Result<Values, String> {
        let mut values = Values::after(plan);
        self.walk.pages().try_for_each(|on_page| {
            let held = on_page.objects().find(|(number, object)| {
                let (header, found) = (object.header(), self.walk.found[*number as usize]);
                header.has(BUSY) || header.count() != found
            });
            match held {
                Some((number, object)) => Err(self.why_not(root, object, self.walk.found[number as usize])),
                None => values.add_page(on_page),
            }
        })?;
        Ok(values)
    }

    /// Why an object of which so many handles were found cannot be moved.
    #[cold]
    fn why_not(&self, root: &AnyObj, object: ObjectPtr, found: u32) -> String {
        let (header, way) = (object.header(), self.way_to(root, object));
        if header.has(BUSY) {
            return format!("{way} is being made, changed or torn down, or never dies");
        }
        let hint = if info_of(object).travels.is_frozen {
            "; if its type had `Clone`, the parcel would have a clone"
        } else {
            ""
        };
        let lines = self.lines(root, object) + hint;
        match header.count().checked_sub(found) {
            Some(1) => format!("{way} is held by 1 handle outside of the graph{lines}"),
            Some(more) => format!("{way} is held by {more} handles outside of the graph{lines}"),
            None => format!("{way} is traced more often than it is held"),
        }
    }

    /// The lines that took the handles outside of the graph to an object: with `trace-refs`, of those that remember them.
    fn lines(&self, root: &AnyObj, object: ObjectPtr) -> String {
        if !ledger::ARE_TRACED {
            return String::new();
        }
        let mut tracer = Tracer::of_everything();
        let mut inside = HashSet::from([root.handle().token()]);
        for (_, holder) in self.walk.objects() {
            if trace(holder, &mut tracer).is_err() {
                return String::new();
            }
            inside.extend(tracer.take_tokens());
            tracer.drain_edges(|_| ());
        }
        let number = object.header().record.serial();
        let is_outside = |(token, handle): &(Token, OpenHandle)| handle.object == number && !inside.contains(token);
        let mut handles: Vec<_> = ledger::open_handles().filter(is_outside).map(|(_, handle)| handle).collect();
        handles.sort_by_key(|handle| handle.step);
        let lines: Vec<String> = handles.iter().map(|handle| handle.site.to_string()).collect();
        if lines.is_empty() { String::new() } else { format!(", taken at {}", lines.join(", ")) }
    }

    /// The name of an object, and of a field that leads to it.
    fn way_to(&self, root: &AnyObj, object: ObjectPtr) -> String {
        let name = name_of(object);
        if object == root.handle().pointer() {
            return format!("the root, a `{name}`,");
        }
        let mut tracer = Tracer::of_everything();
        for (_, holder) in self.walk.objects() {
            let mut way = None;
            if trace(holder, &mut tracer).is_err() {
                break;
            }
            tracer.drain_edges(|edge| {
                if !edge.weak && edge.target == object && way.is_none() {
                    way = Some(PathText(edge.path).to_string());
                }
            });
            if let Some(way) = way {
                let point = if way.starts_with('[') { "" } else { "." };
                return format!("`{name}` at `{}{point}{way}`", name_of(holder));
            }
        }
        format!("`{name}`")
    }
}

/// An object whose value is not moved as it is, and its place in the room.
pub(super) struct Apart {
    pub(super) object: ObjectPtr,
    pub(super) place: usize,
}

/// Puts the values of the objects that are to be moved into a room, where nobody looks at them yet, while it asks whether each
/// handle can be exchanged, and everything may be sent that types do not tell of, where more is to be asked than the walk has seen.
/// Returns as well those from which something has to be taken before they are moved, and whether maps are among that.
pub(super) fn copy_out(graph: &Rc<Graph>, values: &Values) -> Result<(Room, Vec<Apart>, bool), String> {
    let _off = ledger::looks_off();
    let mut room = Room::new(&values.plan);
    let check = Rc::new(Check { graph: Rc::clone(graph), ..Check::default() });
    let look = {
        let check = Rc::clone(&check);
        move |object: Option<ObjectPtr>, is_known: bool| check.look(object, is_known)
    };
    let mut relocator = Relocator::new(Box::new(Look(look, Refilling::Looked)));
    let mut apart = Vec::new();
    let mut maps_met = 0;
    let mut ask = |number, object, info: &TypeInfo, place| {
        relocate(info, object, &mut relocator);
        if let Some(problem) = relocator.problem.take().or_else(|| check.problem.take()) {
            return Err(format!("`{}`: {problem}", info.name));
        }
        if check.edges.take() != graph.walk.edges_of(number) && !info.travels.trace_tells_all {
            return Err(format!("not all handles in a `{}` can be exchanged", info.name));
        }
        let has_maps = std::mem::replace(&mut maps_met, relocator.maps_met()) != maps_met;
        if check.is_apart.take() || has_maps || ledger::ARE_TRACED {
            apart.push(Apart { object, place });
        }
        Ok(())
    };
    values.try_for_each(graph, |on_page, run| {
        let is_told = !ledger::ARE_TRACED && run.info.travels.trace_tells_all && !on_page.is_looked_at_again;
        for (number, info, place) in run.each(&graph.walk.found) {
            let object = on_page.object(number);
            if !is_told {
                ask(number, object, info, place)?;
            }
            room.put(size_of(info, object), place, object.value());
        }
        Ok(())
    })?;
    Ok((room, apart, maps_met > 0))
}

/// Looks at each strong handle, and whether its type tells what it leads to, and calls with `None` for weak ones; none is exchanged.
pub(super) struct Look<F>(pub(super) F, pub(super) Refilling);

impl<F: FnMut(Option<ObjectPtr>, bool)> Relocation for Look<F> {
    fn strong(&mut self, handle: &mut Handle, is_known: bool, _left: &mut Vec<Handle>) {
        (self.0)(Some(handle.pointer()), is_known);
    }

    fn see(&mut self, object: ObjectPtr) {
        (self.0)(Some(object), false);
    }

    fn may_be_key(&self, object: ObjectPtr) -> bool {
        is_plain(object)
    }

    fn may_be_hidden(&self, _object: ObjectPtr) -> bool {
        false
    }

    fn refilling(&self) -> Refilling {
        self.1
    }

    fn weak(&mut self, _anchor: usize, _target: &dyn Fn() -> WeakOf) -> Fate {
        (self.0)(None, false);
        Fate::Stays
    }
}

/// Whether objects of a type can be moved.
pub(super) fn check_type(info: &TypeInfo) -> Result<(), String> {
    let travels = &info.travels;
    let align = travels.row.map_or(travels.layout.align(), |row| row.align);
    if !travels.moves && travels.row.is_none() || align > LARGEST_ALIGNMENT {
        return Err(format!("objects of type `{}` cannot be moved", info.name));
    }
    match info.travels.is_sendable {
        Some(false) => Err(stays(info)),
        _ => Ok(()),
    }
}

/// Why an object may not go to another thread.
fn stays(info: &TypeInfo) -> String {
    format!("values of `{}` may not go to another thread: not all of their parts are `Send`", info.name)
}

/// Whether an object may go to another thread, as its type says, where that of the handle does not.
pub(super) fn check_sendable(object: ObjectPtr, is_known: bool) -> Result<(), String> {
    if is_known {
        return Ok(());
    }
    let info = info_of(object);
    match info.travels.is_sendable {
        _ if info.built_in != 0 => Ok(()),
        Some(true) => Ok(()),
        Some(false) => Err(stays(info)),
        None => Err(format!(
            "whether values of the generic type `{}` may go to another thread is told by typed handles to them only",
            info.name
        )),
    }
}

/// Whether every handle can be exchanged.
#[derive(Default)]
struct Check {
    graph: Rc<Graph>,
    problem: Cell<Option<String>>,
    /// What the handles in the object at hand lead to.
    edges: Cell<Edges>,
    /// Whether it has some that do not move as they are.
    is_apart: Cell<bool>,
}

impl Check {
    fn look(&self, object: Option<ObjectPtr>, is_known: bool) {
        let Some(object) = object else { return self.is_apart.set(true) };
        if let Err(problem) = check_sendable(object, is_known) {
            self.problem.set(Some(problem));
        }
        let mut edges = self.edges.get();
        edges.add(object);
        self.edges.set(edges);
        let graph = &*self.graph;
        let is_moved = || graph.walk.slots.number(object.address()).is_some_and(|number| graph.is_moved(number));
        if !graph.shared.is_empty() && !is_moved() {
            self.is_apart.set(true);
        }
    }
}
