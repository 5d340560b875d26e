//! Whether a graph can be moved: who holds its objects, and whether each handle can be exchanged.

use std::cell::Cell;
use std::rc::Rc;

use super::super::reach::held;
use super::clones::plain;
use super::room::LARGEST_ALIGNMENT;
use super::survey::{Graph, Moved, Places, info_of, name_of, trace};
use crate::handle::AnyObj;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::type_info::TypeInfo;
use crate::ledger;
use crate::trace::{Fate, PathText, Refilling, Relocation, Relocator, Tracer};

/// Objects with these are being made, changed or torn down.
const BUSY: u32 = FlagWord::EXCLUSIVE
    | FlagWord::RESERVED
    | FlagWord::GARBAGE
    | FlagWord::QUEUED
    | FlagWord::UNDER_EXAMINATION
    | FlagWord::IMMORTAL;

impl Graph {
    /// Whether the handles that were found are all there are.
    pub(super) fn check_counts(&self, root: &AnyObj) -> Result<(), String> {
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
    pub(super) fn check_handles(&self, root: &AnyObj, places: &Rc<Places>) -> Result<(), String> {
        let _off = ledger::looks_off();
        let problem = Rc::new(Cell::new(None));
        let check = Check { places: Rc::clone(places), problem: Rc::clone(&problem) };
        let mut relocator =
            Relocator::new(Box::new(Look(move |object, is_known| check.look(object, is_known), Refilling::Looked)));
        for moved in &self.moved {
            let info = info_of(moved.object);
            check_type(info)?;
            moved.relocate(&mut relocator);
            if let Some(problem) = relocator.problem.take().or_else(|| problem.take()) {
                return Err(format!("`{}`: {problem}", info.name));
            }
        }
        // The root has a handle outside.
        let root = root.handle().pointer();
        for moved in &self.moved {
            if places.left(moved.object.address()) != u32::from(moved.object == root) {
                return Err(format!("not all handles to a `{}` can be exchanged", name_of(moved.object)));
            }
        }
        Ok(())
    }
}

/// Looks at each strong handle, and whether its type tells what it leads to; none is exchanged.
pub(super) struct Look<F>(pub(super) F, pub(super) Refilling);

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

    fn refilling(&self) -> Refilling {
        self.1
    }

    fn weak(&mut self, _anchor: usize, _target: &dyn Fn() -> Option<ObjectPtr>) -> Fate {
        Fate::Stays
    }
}

/// Whether objects of a type can be moved.
pub(super) fn check_type(info: &TypeInfo) -> Result<(), String> {
    if !info.travels.moves || info.travels.layout.align() > LARGEST_ALIGNMENT {
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
struct Check {
    places: Rc<Places>,
    problem: Rc<Cell<Option<String>>>,
}

impl Check {
    fn look(&self, object: ObjectPtr, is_known: bool) {
        if let Err(problem) = check_sendable(object, is_known) {
            self.problem.set(Some(problem));
        }
        if self.places.found_again(object.address()).is_none() {
            self.problem.set(Some("a handle was found that is not traced".to_owned()));
        }
    }
}
