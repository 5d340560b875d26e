//! A graph that is being loaded: which objects are there, and what is to be done when all are.

mod fields;
mod filling;
mod late;
mod loaders;
mod passed_over;
mod reading;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::context::{self, Context};
use super::types::Reached;
use crate::cells::awaited::{Entries, Load};
use crate::ground::mark::Mark;
use crate::heap::type_info::{Sharing, TypeInfo};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::weak_table::WeakTable;
use crate::weak_table::anchors::RawWeak;
use late::Late;

/// A graph that is being loaded.
#[derive(Default)]
pub(super) struct Loading {
    /// The contents of cells that lead to what comes later, once there is one.
    later: Option<Load>,
    made: Vec<AnyObj>,
    /// Whether the objects of this load are being made, or are made.
    has_kinds: bool,
    /// The types of all objects, by their numbers.
    kinds: Rc<Vec<u32>>,
    types: NamedTypes,
    /// So many contents of cells there are.
    marks: u32,
    /// Whether some are of the object that is being made, or of the content of a cell that is being read.
    has_new_marks: bool,
    /// The objects with marks.
    marked: Vec<Marked>,
    /// Weak handles to objects that are not made yet.
    promises: HashMap<u32, RawWeak>,
    /// The lists to be filled when all objects are there.
    lists: Vec<Filler>,
    /// The same of sets and dicts, whose keys are hashed then.
    keyed: Vec<Filler>,
    /// The hashes of keys that are not known yet: the content, and how to hash.
    unhashed: Vec<(u32, HashOfKey)>,
    /// Room for the numbers of a row that is being read.
    pub(super) row: Vec<u32>,
    /// So many objects there are; behind them come the contents of cells that are filled later.
    objects: usize,
    /// The objects in which cells wait for these contents.
    awaited: HashMap<u32, u32>,
    /// The cells that wait: the objects, and the places of the contents' names among the types.
    late_fields: HashSet<(u32, u32)>,
    late: Vec<Late>,
}

/// An object that was made with marks, and the number of the mark that follows.
struct Marked {
    object: u32,
    end: u32,
}

/// A value that is filled when all objects are there, and is the object that is made next.
struct Filler {
    object: u32,
    numbers: Vec<u32>,
    value: &'static Value,
}

/// The types that occur, and their names.
type NamedTypes = Vec<(Named, String)>;

/// What has a name.
#[derive(Clone, Copy)]
enum Named {
    Type(&'static TypeInfo),
    /// The contents of a field that is filled later.
    Content,
    /// The contents of one that there is no more.
    OldContent,
    /// A type that there is no more, or that is not listed.
    OldType,
}

/// Hashes the key of a map. Code of the program runs.
pub(super) type HashOfKey = fn(&AnyObj) -> u64;

/// A type of values that are filled with objects when all are there.
pub(super) struct Value {
    /// Fills a value. Code of the program runs.
    pub(super) fill: fn(&AnyObj, Vec<AnyObj>) -> Result<(), String>,
    /// Whether some of the objects are keys.
    pub(super) has_keys: bool,
    /// Whether a value that was filled finds its keys. Code of the program runs.
    pub(super) finds: fn(&AnyObj, &[AnyObj]) -> bool,
}

impl Loading {
    /// A mark for an object that is not made yet.
    pub(super) fn mark_one(&mut self, number: u32) -> Result<Mark, String> {
        self.mark_by(|later| later.add_one(number))
    }

    /// A handle to the object of a number, which is made.
    #[inline]
    fn typed<T: Reached + ?Sized>(&self, number: u32, object: &AnyObj) -> Result<Obj<T>, String> {
        T::claim(object.clone()).map_err(|object| self.of_wrong_type::<T>(number, &object))
    }

    /// What is said of an object that is no `T`.
    #[cold]
    pub(super) fn of_wrong_type<T: Reached + ?Sized>(&self, number: u32, object: &AnyObj) -> String {
        self.check::<T>(number).err().unwrap_or_else(|| wrong_type::<T>(number, object.type_name()))
    }

    /// Whether all objects of these numbers are made.
    pub(super) fn are_made(&self, numbers: &[u32]) -> bool {
        numbers.iter().all(|&number| (number as usize) < self.made.len())
    }

    /// Whether there are objects of these numbers, of the right type.
    ///
    /// # Errors
    /// The first that is not so.
    pub(super) fn check_all<T: Reached + ?Sized>(&self, numbers: &[u32]) -> Result<(), String> {
        let mut last = None;
        numbers.iter().try_for_each(|&number| {
            let kind = self.kinds.get(number as usize);
            if kind.is_none() || kind != last {
                self.check::<T>(number)?;
            }
            last = kind;
            Ok(())
        })
    }

    /// Calls `take` with the objects of these numbers, which are made. It only puts them away.
    ///
    /// # Errors
    /// If one is of another type.
    pub(super) fn each<T: Reached + ?Sized>(
        &self,
        numbers: &[u32],
        mut take: impl FnMut(Obj<T>),
    ) -> Result<(), String> {
        numbers
            .iter()
            .map(|&number| self.typed(number, &self.made[number as usize]))
            .try_for_each(|object| object.map(&mut take))
    }

    /// Whether there is an object of a number, of the right type, be it made or not.
    pub(super) fn check<T: Reached + ?Sized>(&self, number: u32) -> Result<(), String> {
        let kind = self.kind_of(number)?;
        let Some((named, name)) = self.types.get(kind as usize) else {
            return Err(format!("object {number} has no type"));
        };
        match named {
            Named::Type(info) if T::accepts(info) => Ok(()),
            Named::OldType => Err(of_no_type(number, name)),
            _ => Err(wrong_type::<T>(number, name)),
        }
    }

    /// The place of an object's type.
    fn kind_of(&self, number: u32) -> Result<u32, String> {
        let kind = self.kinds.get(number as usize).copied();
        kind.ok_or_else(|| format!("there is no object {number}: there are {}", self.kinds.len()))
    }

    /// The object of a number, of whatever type, as far as objects are made.
    ///
    /// # Errors
    /// If there is none of that number, or it was passed over.
    pub(super) fn any(&self, number: u32) -> Result<Option<AnyObj>, String> {
        match self.types.get(self.kind_of(number)? as usize) {
            Some((Named::OldType, name)) => Err(of_no_type(number, name)),
            _ => Ok(self.made.get(number as usize).cloned()),
        }
    }

    /// A mark for the entries of a map.
    pub(super) fn mark_entries(&mut self, entries: Entries) -> Result<Mark, String> {
        self.mark_by(|later| later.add_entries(entries))
    }

    /// A mark for a row of objects.
    ///
    /// # Errors
    /// If there is none of a number, it is of another type, or there are too many marks.
    pub(super) fn mark_row<T: Reached + ?Sized>(&mut self, numbers: &[u32]) -> Result<Mark, String> {
        self.check_all::<T>(numbers)?;
        self.mark_by(|later| later.add_row(numbers))
    }

    fn mark_by(&mut self, add: impl FnOnce(&Load) -> Option<Mark>) -> Result<Mark, String> {
        let later = match &self.later {
            Some(later) => later,
            None => self.later.insert(Load::start(self.kinds.len()).ok_or("this thread has loaded too many graphs")?),
        };
        let mark = add(later).ok_or("there are too many cells")?;
        self.marks = mark.number() as u32 + 1;
        self.has_new_marks = true;
        Ok(mark)
    }

    /// The keys of the content that was marked last are yet to be hashed.
    pub(super) fn hash_later(&mut self, hash: HashOfKey) {
        self.unhashed.push((self.marks - 1, hash));
    }

    /// A weak handle to an object that is not made yet.
    pub(super) fn promise(&mut self, number: u32) -> RawWeak {
        self.promises.entry(number).or_insert_with(|| WeakTable::current().promise()).clone()
    }

    /// The object that is being made is filled when all are there, and hashes its keys then, if it has some.
    pub(super) fn fill_later(&mut self, numbers: Vec<u32>, value: &'static Value) {
        let object = self.made.len() as u32;
        let fillers = if value.has_keys { &mut self.keyed } else { &mut self.lists };
        fillers.push(Filler { object, numbers, value });
    }

    /// Whether there are objects that are not whole yet: the hash of a key may be another when they are.
    pub(super) fn has_gaps(&self) -> bool {
        let has_some = self.later.is_some() || !self.late_fields.is_empty() || !self.lists.is_empty();
        let are_being_made = self.made.len() < self.objects;
        let await_contents = !self.awaited.is_empty() || !self.late.is_empty();
        await_contents || are_being_made && (has_some || !self.keyed.is_empty() || !self.promises.is_empty())
    }

    /// The types of the objects that are made next.
    fn expect(&mut self, objects: usize, kinds: Rc<Vec<u32>>, types: NamedTypes) -> Result<(), &'static str> {
        if std::mem::replace(&mut self.has_kinds, true) {
            return Err(OUT_OF_TURN);
        }
        self.made.reserve(objects);
        (self.objects, self.kinds, self.types) = (objects, kinds, types);
        Ok(())
    }

    /// The next object was made. Returns `false` if a weak handle to it was read before, and the object was there already, with weak
    /// handles.
    #[inline]
    fn add(&mut self, object: AnyObj) -> bool {
        let number = self.made.len() as u32;
        let is_kept = self.promises.is_empty() || self.keep_promise(number, &object);
        self.made_with_marks(number);
        self.made.push(object);
        is_kept
    }

    /// What is said of the object that was made last, if `add` has returned `false`.
    fn comes_too_late(&self) -> String {
        let name = self.object_at(self.made.len() - 1);
        format!("{name}: it is shared by value, so it has to come before the weak handles that lead to it")
    }

    /// The marks that were made last are in an object.
    fn made_with_marks(&mut self, object: u32) {
        if std::mem::take(&mut self.has_new_marks) {
            self.marked.push(Marked { object, end: self.marks });
        }
    }

    /// Lets the weak handles to an object lead to it that were read before. Returns whether they could.
    fn keep_promise(&mut self, number: u32, object: &AnyObj) -> bool {
        let promise = self.promises.remove(&number);
        promise.is_none_or(|it| WeakTable::current().keep_promise(&it, object.handle().pointer()))
    }

    /// What the object that is being made is called.
    fn object(&self) -> String {
        self.object_at(self.made.len())
    }

    fn object_at(&self, number: usize) -> String {
        let name = self.kinds.get(number).and_then(|&kind| self.types.get(kind as usize));
        name.map_or_else(|| format!("object {number}"), |(_, name)| format!("object {number} (`{name}`)"))
    }

    /// What was made is of no use: it dies without its finalizers.
    fn give_up(&mut self) {
        for object in &self.made {
            if object.info().sharing == Sharing::Never {
                object.set_finalized();
            }
        }
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl Loading {
    /// Everything went well: objects that die have their finalizers.
    fn done(mut self: Box<Self>) {
        self.made.clear();
    }
}

/// What is said of an object of another type than the handle to it.
pub(super) fn wrong_type<T: Reached + ?Sized>(number: u32, name: &str) -> String {
    format!("object {number} is a `{name}`, not a `{}`", T::words())
}

/// What is said of an object that was passed over, if something leads to it.
fn of_no_type(number: u32, name: &str) -> String {
    format!(
        "object {number} is a `{name}`, and no type of this graph is called so: put the type into the list of types, or name it \
         with `#[object(alias = \"…\")]`"
    )
}

/// The object of a number, if it is made.
#[inline]
pub(super) fn made(number: u32) -> Option<AnyObj> {
    with_loading(|loading| loading.made.get(number as usize).cloned()).flatten()
}

#[inline]
fn with_loading<R>(look: impl FnOnce(&mut Loading) -> R) -> Option<R> {
    context::with(|context| match context {
        Context::Loading(loading) => Some(look(loading)),
        _ => None,
    })
}

/// What a deserializer is told that reads the objects of one graph in the middle of another's.
const OUT_OF_TURN: &str = "the objects of a graph were read out of turn";
