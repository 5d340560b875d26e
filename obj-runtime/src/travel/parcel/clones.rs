//! Clones of what never changes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::permits::{Look, check_sendable, check_type};
use super::room::{Plan, Room};
use super::survey::{Graph, info_of};
use super::unpack::Content;
use crate::handle::AnyObj;
use crate::header::ObjectPtr;
use crate::object::Object;
use crate::trace::{Refilling, Relocator};
use crate::values::{Bool, Bytes, Float, Int, NoneType, Str, Tuple};

/// Clones of what never changes, in a room of their own.
pub(super) struct Clones {
    pub(super) contents: Vec<Content>,
    pub(super) plan: Plan,
    pub(super) room: Room,
    /// So many of the contents are made.
    made: usize,
}

impl Clones {
    /// Whether code of the program has run.
    pub(super) fn are_of_program(&self) -> bool {
        self.contents.iter().any(|content| matches!(content, Content::Value { .. }))
    }

    /// Whether each leads to nothing but what comes before it, since a `Clone` may do anything, and to nothing that may not be sent.
    /// Returns whether they have maps.
    pub(super) fn check(&mut self, graph: &Rc<Graph>) -> Result<bool, String> {
        let targets = Rc::new(Targets { graph: Rc::clone(graph), ..Targets::default() });
        let look = {
            let targets = Rc::clone(&targets);
            move |object: Option<ObjectPtr>, is_known| {
                object.into_iter().for_each(|object| targets.meet(object, is_known))
            }
        };
        let mut relocator = Relocator::new(Box::new(Look(look, Refilling::Refused)));
        for (number, content) in self.contents.iter().enumerate() {
            targets.before.set(number as u32);
            match content {
                &Content::Value { info, place } => {
                    self.room.relocate(info, place, &mut relocator);
                    if targets.lead_elsewhere.get() {
                        let other = || format!("the `Clone` of `{}` holds other objects than the value", info.name);
                        return Err(targets.problem.take().unwrap_or_else(other));
                    }
                    if let Some(problem) = relocator.problem.take() {
                        return Err(format!("`{}`: {problem}", info.name));
                    }
                }
                // Of its items, no type tells.
                Content::Tuple(items) => {
                    items.iter().for_each(|&item| targets.meet(graph.shared[item as usize].handle().pointer(), false));
                }
                _ => continue,
            }
            targets.problem.take().map_or(Ok(()), Err)?;
        }
        Ok(relocator.maps_met() > 0)
    }
}

/// What the handles in a value lead to.
#[derive(Default)]
struct Targets {
    graph: Rc<Graph>,
    /// So many come before the value.
    before: Cell<u32>,
    /// Whether one leads to something else.
    lead_elsewhere: Cell<bool>,
    /// Why one of them may not be sent.
    problem: RefCell<Option<String>>,
}

impl Targets {
    fn meet(&self, object: ObjectPtr, is_known: bool) {
        if let Err(problem) = check_sendable(object, is_known) {
            *self.problem.borrow_mut() = Some(problem);
        }
        if self.graph.place(object.address()).is_none_or(|place| place >= self.before.get()) {
            self.lead_elsewhere.set(true);
        }
    }
}

impl Drop for Clones {
    fn drop(&mut self) {
        for content in self.contents.drain(..).take(self.made) {
            if let Content::Value { info, place } = content {
                // SAFETY: the clone was made, and is ours alone.
                unsafe { (info.drop_value)(self.room.at(place)) };
            }
        }
    }
}

/// Values of what never changes. Code of the program runs.
pub(super) fn clone_all(graph: &Graph) -> Result<Clones, String> {
    let shared = &*graph.shared;
    let mut plan = Plan::default();
    let mut contents = Vec::with_capacity(shared.len());
    for object in shared {
        contents.push(match plain(object).or_else(|| tuple(object, graph)) {
            Some(content) => content,
            None => {
                let info = object.info();
                check_type(info)?;
                if info.travels.clone_to.is_none() {
                    return Err(format!("objects of type `{}` are shared, and have no `Clone` to be sent", info.name));
                }
                Content::Value { info, place: plan.add(info.travels.layout, 1) }
            }
        });
    }
    let room = Room::new(&plan);
    let mut clones = Clones { contents, plan, room, made: 0 };
    for (object, content) in shared.iter().zip(&clones.contents) {
        if let &Content::Value { info, place } = content
            && let Some(clone_to) = info.travels.clone_to
        {
            // SAFETY: the place was planned for the type.
            unsafe { clone_to(object, clones.room.at(place)) };
        }
        clones.made += 1;
    }
    Ok(clones)
}

/// The items of a tuple, which come before it.
fn tuple(object: &AnyObj, graph: &Graph) -> Option<Content> {
    let items = object.downcast_ref::<Tuple>()?;
    items.iter().map(|item| graph.place(item.id())).collect::<Option<_>>().map(Content::Tuple)
}

/// Whether the object is one of which `plain` gives the value. Takes no handle to it: it may be the one that is being gone through.
pub(super) fn is_plain(object: ObjectPtr) -> bool {
    const NUMBERS: [u8; 6] =
        [Str::BUILT_IN, Bytes::BUILT_IN, Int::BUILT_IN, Float::BUILT_IN, Bool::BUILT_IN, NoneType::BUILT_IN];
    NUMBERS.contains(&info_of(object).built_in)
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
