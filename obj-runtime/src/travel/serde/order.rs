//! The order in which the objects of a graph are saved: whatever a plain handle leads to comes first.
//!
//! Depth first along plain handles, without recursion. What only cells lead to is put off until the object at hand is done:
//! its number may be that of a later object. So plain handles alone must not be in a circle.
//!
//! A weak handle brings no object. But one to an object that is shared by value is a key by what it is then, and the reader
//! may have that object already: so where there are such handles, the order is made once more, with these objects first.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::fmt;

use super::super::numbers::Numbers;
use super::contents::{Content, LaterFields, number_contents};
use super::context::{self, Cells, Context, Entered};
use super::later::{FilledLater, Place};
use super::looking::{Found, Look, Looking, OPEN, Sought, Wrong, path_to};
use super::types::{Saved, Visit};
use crate::object::Object;
use crate::object::any::AnyObj;
use crate::object::end_reading::Reading;

/// Finds the handles in an object.
type LookAt = fn(&AnyObj) -> Result<(), Wrong>;

/// What is known of a type.
struct Known {
    name: String,
    /// The names that it had earlier.
    earlier_names: fn() -> Vec<String>,
    look: LookAt,
    /// Its place among the types that are used, if it is.
    kind: Option<u32>,
}

/// The types that a graph can have.
#[derive(Default)]
pub(super) struct Types {
    known: HashMap<TypeId, Known>,
    parts: HashSet<TypeId>,
    /// The fields that are filled later.
    later: LaterFields,
    /// The type asked for last: by the address of what is known of it, its place among those that are used.
    last: Option<(usize, u32, LookAt)>,
}

impl Visit for Types {
    fn enter_part(&mut self, part: TypeId) -> bool {
        self.parts.insert(part)
    }

    fn enter<T: Saved>(&mut self) {
        let known = || Known { name: T::saved_name(), earlier_names: T::earlier_names, look: look::<T>, kind: None };
        self.known.entry(TypeId::of::<T>()).or_insert_with(known);
    }

    fn later<T: Object<View = T>, C: FilledLater>(
        &mut self,
        names: &'static [&'static str],
        cell: fn(&T) -> Option<&C>,
    ) {
        self.later.add(names, cell);
    }
}

impl Types {
    /// None is used yet.
    fn forget_kinds(&mut self) {
        self.last = None;
        self.known.values_mut().for_each(|known| known.kind = None);
    }

    /// Whether a reader finds another type by this name, too, be it one that does not occur.
    fn are_two_called(&self, type_id: TypeId, name: &str) -> bool {
        let is_called = |known: &Known| known.name == name || (known.earlier_names)().iter().any(|it| it == name);
        self.known.iter().any(|(other, known)| *other != type_id && is_called(known))
    }
}

fn look<T: Saved>(object: &AnyObj) -> Result<(), Wrong> {
    object.downcast_ref::<T>().map_or(Ok(()), |object| T::save(object, Look))
}

/// The objects of a graph, in order. They are held, but only to be read: none becomes a candidate for the collector when it is
/// held no more, unless a collection came in between.
pub(super) struct Ordered {
    reading: Reading,
    pub(super) objects: Vec<AnyObj>,
    /// The types of the objects, by their places in `used`, and the names of the contents.
    pub(super) kinds: Vec<u32>,
    /// The types that occur, and their names; and the contents that occur, with the types that have the fields.
    pub(super) used: Vec<(TypeId, String)>,
    pub(super) numbers: Numbers,
    /// The cells that were found to be filled later.
    pub(super) found_cells: Vec<Place>,
    /// The contents of these, which come behind the objects.
    pub(super) contents: Vec<Content>,
    pub(super) cells: Cells,
}

impl Ordered {
    /// None yet.
    fn start() -> Self {
        Self {
            reading: Reading::start(),
            objects: Vec::new(),
            kinds: Vec::new(),
            used: Vec::new(),
            numbers: Numbers::default(),
            found_cells: Vec::new(),
            contents: Vec::new(),
            cells: Cells::default(),
        }
    }

    /// Ends handles that were found and need not be followed.
    fn end_found(&self, found: Vec<Found>) {
        found.into_iter().for_each(|found| self.reading.end(found.object));
    }
}

impl Drop for Ordered {
    fn drop(&mut self) {
        self.objects.drain(..).for_each(|object| self.reading.end(object));
    }
}

/// An object whose plain handles are being followed.
struct Open {
    object: AnyObj,
    slot: u32,
    kind: u32,
    /// Its handles begin here among those to be followed.
    start: usize,
}

/// What comes next.
#[derive(Default)]
enum Next {
    #[default]
    Nothing,
    /// An object is looked at; its handles begin here among those to be followed.
    Look(Found, usize),
    /// A plain handle to an open object, which ends a circle.
    Circle(AnyObj),
}

struct Search {
    types: Types,
    ordered: Ordered,
    open: Vec<Open>,
}

/// Orders the objects to which the roots lead, which `look` writes.
///
/// # Errors
/// If an object is of a type that is not known, if plain handles are in a circle, or if a `Serialize` fails.
pub(super) fn order(types: Types, look: impl Fn() -> Result<(), Wrong>) -> Result<Ordered, Wrong> {
    let mut search = Search { types, ordered: Ordered::start(), open: Vec::new() };
    let weakly = search.run(&look, HashSet::new())?;
    let numbers = &search.ordered.numbers;
    let targets = weakly.iter().map(|found| found.object.id());
    let early: HashSet<usize> = targets.filter(|&target| numbers.of(target).is_some()).collect();
    search.ordered.end_found(weakly);
    if !early.is_empty() {
        let first = std::mem::replace(&mut search.ordered, Ordered::start());
        search.types.forget_kinds();
        // An object that is led to, and has a weak handle back, cannot come later as well.
        match search.run(&look, early) {
            Ok(weakly) => search.ordered.end_found(weakly),
            Err(_) => search.ordered = first,
        }
    }
    match number_contents(&mut search.ordered, &search.types.later)? {
        None => Ok(search.ordered),
        Some(cell) => Err(search.stray(cell, look)),
    }
}

pub(super) fn wrong(message: fmt::Arguments<'_>) -> Wrong {
    ::serde::ser::Error::custom(message)
}

/// What is known of the handles that are being found, which `Serialize` adds to.
fn with_looking<R: Default>(look: impl FnOnce(&mut Looking) -> R) -> R {
    context::with(|context| match context {
        Context::Looking(looking) => look(looking),
        _ => R::default(),
    })
}

impl Search {
    /// Orders everything; these objects before the weak handles to them. Returns the others that are shared by value and that weak
    /// handles lead to.
    fn run(&mut self, look: impl Fn() -> Result<(), Wrong>, early: HashSet<usize>) -> Result<Vec<Found>, Wrong> {
        let looking = context::enter(Context::Looking(Looking::start(early)));
        context::softly(look)?;
        with_looking(|looking| looking.later.extend(looking.plain.drain(..)));
        let mut looked = None;
        loop {
            match with_looking(|looking| self.next(looked, looking)) {
                Next::Nothing => break,
                Next::Look(found, start) => looked = Some(self.look_at(found, start)?),
                Next::Circle(object) => return Err(self.circle(&object)),
            }
        }
        let looked = Entered::leave(looking).looked();
        (self.ordered.numbers, self.ordered.found_cells) = (looked.numbers, looked.cells);
        Ok(looked.weakly)
    }

    /// Finds the next object to be looked at, when one was. Those that have nothing left to follow are numbered.
    fn next(&mut self, looked: Option<Open>, looking: &mut Looking) -> Next {
        if let Some(open) = looked {
            looking.plain[open.start..].reverse();
            self.open.push(open);
        }
        loop {
            let found = match self.open.last() {
                None => looking.later.pop_front(),
                Some(open) if looking.plain.len() > open.start => looking.plain.pop(),
                Some(_) => {
                    self.number(looking);
                    continue;
                }
            };
            let Some(found) = found else { return Next::Nothing };
            match looking.numbers.at(found.slot) {
                None => {
                    looking.numbers.set(found.slot, OPEN);
                    return Next::Look(found, looking.plain.len());
                }
                Some(OPEN) if !found.is_weak => return Next::Circle(found.object),
                // It is held here as well.
                Some(_) => self.ordered.reading.end(found.object),
            }
        }
    }

    /// Looks for the handles of an object.
    fn look_at(&mut self, Found { object, slot, .. }: Found, start: usize) -> Result<Open, Wrong> {
        if self.ordered.objects.len() + self.open.len() >= OPEN as usize {
            return Err(wrong(format_args!("a graph has less than 2^32 - 2 objects")));
        }
        let (kind, look) = self.kind(&object)?;
        look(&object)
            .map_err(|error| wrong(format_args!("object of type `{}`: {error}", self.ordered.used[kind as usize].1)))?;
        Ok(Open { object, slot, kind, start })
    }

    /// The innermost open object has nothing left to follow.
    fn number(&mut self, looking: &mut Looking) {
        let Some(Open { object, slot, kind, .. }) = self.open.pop() else { return };
        looking.numbers.set(slot, self.ordered.objects.len() as u32);
        self.ordered.objects.push(object);
        self.ordered.kinds.push(kind);
    }

    /// The place of the object's type among those that are used, and how its handles are found.
    #[inline]
    fn kind(&mut self, object: &AnyObj) -> Result<(u32, LookAt), Wrong> {
        let address = std::ptr::from_ref(object.info()).addr();
        if let Some((_, kind, look)) = self.types.last.filter(|&(last, ..)| last == address) {
            return Ok((kind, look));
        }
        let (kind, look) = self.find_kind(object)?;
        self.types.last = Some((address, kind, look));
        Ok((kind, look))
    }

    #[cold]
    fn find_kind(&mut self, object: &AnyObj) -> Result<(u32, LookAt), Wrong> {
        let type_id = object.info().type_id;
        let known = self.types.known.get(&type_id).ok_or_else(|| {
            wrong(format_args!(
                "objects of type `{}` are not among the types of this graph: name it in `with_types`",
                object.type_name()
            ))
        })?;
        let look = known.look;
        if let Some(kind) = known.kind {
            return Ok((kind, look));
        }
        let name = known.name.clone();
        if self.types.are_two_called(type_id, &name) {
            return Err(wrong(format_args!(
                "two types are called `{name}`, now or earlier: give one another name, with `#[object(name = \"…\")]`"
            )));
        }
        let used = &mut self.ordered.used;
        let kind = used.len() as u32;
        used.push((type_id, name));
        self.types.known.entry(type_id).and_modify(|known| known.kind = Some(kind));
        Ok((kind, look))
    }

    /// An object, and the fields of it that lead to what is sought: `Node.parts.next`.
    fn place_of(&self, object: &AnyObj, sought: Sought) -> Option<String> {
        let known = self.types.known.get(&object.info().type_id)?;
        let path = path_to(sought, || (known.look)(object))?;
        Some(if path.is_empty() { known.name.clone() } else { format!("{}.{path}", known.name) })
    }

    /// Plain handles are in a circle, which ends with one to this object.
    fn circle(&self, object: &AnyObj) -> Wrong {
        let start = self.open.iter().position(|open| AnyObj::is(&open.object, object)).unwrap_or(0);
        let circle = self.open[start..].iter().map(|open| &open.object);
        let next = circle.clone().skip(1).chain([object]);
        let places = circle.zip(next).filter_map(|(from, to)| self.place_of(from, Sought::Object(to.id())));
        let path = places.collect::<Vec<_>>().join(" -> ");
        wrong(format_args!(
            "plain handles are in a circle, of which no object can be made first: {path}; make one of these fields a cell of \
             handles, as `ObjCell`, or write `#[serde(with = \"obj_runtime::serde::later\")]` above a `RefCell`"
        ))
    }

    /// A cell that is to be filled later is not in a field of an object, but in a part of one or in the roots.
    fn stray(&self, cell: Place, look: impl FnOnce() -> Result<(), Wrong>) -> Wrong {
        let sought = Sought::Cell(cell);
        let in_objects = || self.ordered.objects.iter().find_map(|object| self.place_of(object, sought));
        let place = path_to(sought, look).or_else(in_objects).unwrap_or_default();
        wrong(format_args!(
            "the cell in `{place}` is not in a field of an object, so it cannot be filled later: use an `ObjCell` there; if it is \
             in one, write the path in full, `#[serde(with = \"obj_runtime::serde::later\")]`"
        ))
    }
}
