//! Clones of what never changes.

use std::cell::Cell;
use std::rc::Rc;

use super::permits::{Look, check_sendable, check_type};
use super::room::{Plan, Room};
use super::survey::Graph;
use super::unpack::Content;
use crate::handle::AnyObj;
use crate::header::ObjectPtr;
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

    /// Whether each leads to nothing but what comes before it: a `Clone` may do anything. Returns whether they have maps.
    pub(super) fn check(&mut self, graph: &Rc<Graph>) -> Result<bool, String> {
        if !self.are_of_program() {
            return Ok(false);
        }
        // How many come before, whether something else was met, and what may not be sent.
        let state = Rc::new((Cell::new(0), Cell::new(false), Cell::new(None)));
        let (met, graph) = (Rc::clone(&state), Rc::clone(graph));
        let look = move |object: Option<ObjectPtr>, is_known| {
            let Some(object) = object else { return };
            if let Err(problem) = check_sendable(object, is_known) {
                met.2.set(Some(problem));
            }
            let is_before = graph.place(object.address()).is_some_and(|place| place < met.0.get());
            met.1.set(met.1.get() || !is_before);
        };
        let mut relocator = Relocator::new(Box::new(Look(look, Refilling::Refused)));
        for (number, content) in self.contents.iter().enumerate() {
            state.0.set(number as u32);
            if let &Content::Value { info, place } = content {
                self.room.relocate(info, place, &mut relocator);
                if let Some(problem) = state.2.take() {
                    return Err(problem);
                }
                if state.1.get() || relocator.problem.is_some() {
                    return Err(format!("the `Clone` of `{}` holds other objects than the value", info.name));
                }
            }
        }
        Ok(relocator.maps_met() > 0)
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
        if let Some(items) = object.downcast_ref::<Tuple>() {
            // Of these, no type tells.
            items.iter().try_for_each(|item| check_sendable(item.handle().pointer(), false))?;
        }
        contents.push(match plain(object).or_else(|| tuple(object, graph)) {
            Some(content) => content,
            None => {
                let info = object.info();
                check_type(info)?;
                if info.travels.clone_to.is_none() {
                    return Err(format!("objects of type `{}` are shared, and have no `Clone` to be sent", info.name));
                }
                Content::Value { info, place: plan.add(info.travels.layout) }
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

/// The value of an object of Python's that never changes.
pub(super) fn plain(object: &AnyObj) -> Option<Content> {
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
