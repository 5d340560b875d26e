//! The order in which the objects of a graph are saved: whatever a plain handle leads to comes first.
//!
//! Depth first along plain handles, without recursion. What only cells lead to is put off until the object at hand is done:
//! its number may be that of a later object. So plain handles alone must not be in a circle.

use std::any::TypeId;
use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt;

use super::context::{self, Context};
use super::looking::{Found, Look, Looking, Wrong};
use super::types::{Saved, Visit};
use crate::ground::hash::AddressHasher;
use crate::object::any::AnyObj;

/// The numbers of objects, by address.
#[derive(Default)]
pub(super) struct Numbers(hashbrown::HashMap<usize, u32, AddressHasher>);

/// The number of an object whose handles are being followed.
const OPEN: u32 = u32::MAX;

impl Numbers {
    /// The number of an object, if it has one.
    pub(super) fn of(&self, object: &AnyObj) -> Option<u32> {
        self.0.get(&object.id()).copied()
    }
}

/// Finds the handles in an object.
type LookAt = fn(&AnyObj) -> Result<(), Wrong>;

/// What is known of a type.
struct Known {
    name: String,
    look: LookAt,
    /// Its place among the types that are used, if it is.
    kind: Option<u32>,
}

/// The types that a graph can have.
#[derive(Default)]
pub(super) struct Types {
    known: HashMap<TypeId, Known>,
    parts: HashSet<TypeId>,
}

impl Visit for Types {
    fn enter<T: Saved>(&mut self) -> bool {
        let known = || Known { name: T::saved_name(), look: look::<T>, kind: None };
        let mut is_new = false;
        self.known.entry(TypeId::of::<T>()).or_insert_with(|| {
            is_new = true;
            known()
        });
        is_new
    }

    fn enter_part(&mut self, part: TypeId) -> bool {
        self.parts.insert(part)
    }
}

fn look<T: Saved>(object: &AnyObj) -> Result<(), Wrong> {
    object.downcast_ref::<T>().map_or(Ok(()), |object| T::save(object, Look))
}

/// The objects of a graph, in order.
#[derive(Default)]
pub(super) struct Ordered {
    pub(super) objects: Vec<AnyObj>,
    /// The types of the objects, by their places in `used`.
    pub(super) kinds: Vec<u32>,
    /// The types that occur, and their names.
    pub(super) used: Vec<(TypeId, String)>,
    pub(super) numbers: Numbers,
}

/// An object whose plain handles are being followed.
struct Open {
    object: AnyObj,
    kind: u32,
    /// Its handles begin here among those to be followed.
    start: usize,
    /// The field by which it was reached.
    field: &'static str,
}

struct Search {
    types: Types,
    ordered: Ordered,
    /// Plain handles to be followed.
    plain: Vec<Found>,
    open: Vec<Open>,
    /// What cells lead to.
    later: VecDeque<Found>,
}

/// Orders the objects to which the roots lead, which `look` writes.
///
/// # Errors
/// If an object is of a type that is not known, if plain handles are in a circle, or if a `Serialize` fails.
pub(super) fn order(types: Types, look: impl FnOnce() -> Result<(), Wrong>) -> Result<Ordered, Wrong> {
    let mut search =
        Search { types, ordered: Ordered::default(), plain: Vec::new(), open: Vec::new(), later: looked(look)?.into() };
    while let Some(found) = search.later.pop_front() {
        search.follow(found)?;
    }
    Ok(search.ordered)
}

/// The handles that are found while `look` writes.
fn looked(look: impl FnOnce() -> Result<(), Wrong>) -> Result<Vec<Found>, Wrong> {
    let looking = context::enter(Context::Looking(Looking::default()));
    look()?;
    Ok(looking.leave().looked().found)
}

fn wrong(message: fmt::Arguments<'_>) -> Wrong {
    ::serde::ser::Error::custom(message)
}

impl Search {
    /// Numbers an object and whatever its plain handles lead to.
    fn follow(&mut self, start: Found) -> Result<(), Wrong> {
        self.enter(start)?;
        while let Some(open) = self.open.last() {
            if self.plain.len() > open.start {
                if let Some(found) = self.plain.pop() {
                    self.enter(found)?;
                }
            } else {
                self.number()?;
            }
        }
        Ok(())
    }

    /// Looks for the handles of an object, unless it is known.
    fn enter(&mut self, Found { object, field, .. }: Found) -> Result<(), Wrong> {
        match self.ordered.numbers.of(&object) {
            Some(OPEN) => return Err(self.circle(&object, field)),
            Some(_) => return Ok(()),
            None => {}
        }
        let (kind, look) = self.kind(&object)?;
        self.ordered.numbers.0.insert(object.id(), OPEN);
        let start = self.plain.len();
        let found = looked(|| look(&object))
            .map_err(|error| wrong(format_args!("object of type `{}`: {error}", self.ordered.used[kind as usize].1)))?;
        for found in found.into_iter().rev() {
            match found.is_soft {
                true => self.later.push_back(found),
                false => self.plain.push(found),
            }
        }
        self.open.push(Open { object, kind, start, field });
        Ok(())
    }

    /// The innermost open object has nothing left to follow.
    fn number(&mut self) -> Result<(), Wrong> {
        let Some(Open { object, kind, .. }) = self.open.pop() else { return Ok(()) };
        let number = u32::try_from(self.ordered.objects.len()).ok().filter(|&number| number != OPEN);
        let number = number.ok_or_else(|| wrong(format_args!("a graph has at most 2^32 - 1 objects")))?;
        self.ordered.numbers.0.insert(object.id(), number);
        self.ordered.objects.push(object);
        self.ordered.kinds.push(kind);
        Ok(())
    }

    /// The place of the object's type among those that are used, and how its handles are found.
    fn kind(&mut self, object: &AnyObj) -> Result<(u32, LookAt), Wrong> {
        let type_id = object.info().type_id;
        let known = self.types.known.get_mut(&type_id).ok_or_else(|| {
            wrong(format_args!(
                "objects of type `{}` are not among the types of this graph: name it in `with_types`",
                object.type_name()
            ))
        })?;
        if let Some(kind) = known.kind {
            return Ok((kind, known.look));
        }
        let used = &mut self.ordered.used;
        if used.iter().any(|(_, name)| *name == known.name) {
            return Err(wrong(format_args!(
                "two types are called `{}`: give one another name, with `#[object(name = \"…\")]`",
                known.name
            )));
        }
        let kind = used.len() as u32;
        known.kind = Some(kind);
        used.push((type_id, known.name.clone()));
        Ok((kind, known.look))
    }

    /// Plain handles are in a circle, which ends with this one.
    fn circle(&self, object: &AnyObj, field: &'static str) -> Wrong {
        let name = |open: &Open| &*self.ordered.used[open.kind as usize].1;
        let start = self.open.iter().position(|open| AnyObj::is(&open.object, object)).unwrap_or(0);
        let mut path = String::new();
        for (index, open) in self.open[start..].iter().enumerate() {
            match index {
                0 => path.push_str(name(open)),
                _ => path.extend([".", open.field, " -> ", name(open)]),
            }
        }
        path.extend([".", field]);
        wrong(format_args!(
            "plain handles are in a circle, of which no object can be made first: {path}; make one of these fields a cell of \
             handles, as `ObjCell`"
        ))
    }
}
