//! Cells of the standard library that are filled when all objects of a graph are there.
//!
//! An [`ObjCell`](crate::ObjCell) or [`ObjVec`](crate::ObjVec) may lead to what comes later: it is filled in the end. A
//! [`RefCell`], [`Cell`] or [`OnceCell`] in a field of an object is, too, with this attribute, so that a cycle may pass through it:
//!
//! ```
//! use std::cell::RefCell;
//!
//! use obj_runtime::prelude::*;
//! use obj_runtime::serde::Graph;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Object, Serialize, Deserialize)]
//! struct Person {
//!     name: String,
//!     #[serde(with = "obj_runtime::serde::later")]
//!     friends: RefCell<Vec<Obj<Person>>>,
//! }
//!
//! let ann = Obj::new(Person { name: "Ann".into(), friends: RefCell::default() });
//! let bob = Obj::new(Person { name: "Bob".into(), friends: RefCell::new(vec![ann.clone()]) });
//! ann.friends.borrow_mut().push(bob);
//!
//! let text = serde_json::to_string(&Graph::of(&ann)).unwrap();
//! let loaded = serde_json::from_str::<Graph<Obj<Person>>>(&text).unwrap().into_root();
//! let bob = loaded.friends.borrow()[0].clone();
//! assert!(bob.name == "Bob" && Obj::is(&bob.friends.borrow()[0], &loaded));
//! # (ann.friends.take(), loaded.friends.take());
//! ```
//!
//! The path is written in full, since `derive(Object)` looks for it. Until all objects are there, the cell holds the `Default` of its
//! content (a `OnceCell` nothing), which then is replaced; a `OnceCell` that was set meanwhile stays as it is. The content is any
//! type with `Default`, `Serialize` and `Deserialize`. It is found by its number and the name of the field: one that has got
//! another name is found by its old one with `#[serde(alias = "…")]`.
//!
//! Only a field of an object can be filled so, not one of a part, of which an object may have many: there, use an
//! [`ObjCell`](crate::ObjCell), which is smaller and faster as well.

use std::any::TypeId;
use std::cell::{Cell, OnceCell, RefCell};
use std::mem;

use ::serde::de::DeserializeOwned;
use ::serde::ser::Error as _;
use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::context::{self, Context, is_loading};
use super::handles::loading;
use super::looking::Sought;

/// Cells that are filled when all objects are there.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be filled later",
    label = "not a cell that can be filled later",
    note = "it has to be a `RefCell` or a `Cell` of a type with `Default`, `Serialize` and `Deserialize`, or a `OnceCell`; \
            cells of handles, as `ObjCell`, are filled later without the attribute"
)]
pub trait FilledLater: Sized + 'static {
    /// What is in it.
    type Content: DeserializeOwned + Default + 'static;

    /// The cell with a content.
    fn holding(content: Self::Content) -> Self;

    /// Writes the content, as `Content` is read.
    ///
    /// # Errors
    /// Those of the serializer, and if the cell is borrowed to be changed.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Fills the cell. Code of the program runs.
    ///
    /// # Errors
    /// If it is borrowed.
    fn fill(&self, content: Self::Content) -> Result<(), &'static str>;
}

impl<T: Serialize + DeserializeOwned + Default + 'static> FilledLater for RefCell<T> {
    type Content = T;

    fn holding(content: T) -> Self {
        Self::new(content)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn fill(&self, content: T) -> Result<(), &'static str> {
        let mut place = self.try_borrow_mut().map_err(|_| "the cell is borrowed")?;
        let before = mem::replace(&mut *place, content);
        drop(place);
        drop(before);
        Ok(())
    }
}

impl<T: Serialize + DeserializeOwned + Default + 'static> FilledLater for Cell<T> {
    type Content = T;

    fn holding(content: T) -> Self {
        Self::new(content)
    }

    /// The content is taken out meanwhile.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Taken<'a, T: Default>(&'a Cell<T>, T);
        impl<T: Default> Drop for Taken<'_, T> {
            fn drop(&mut self) {
                self.0.set(mem::take(&mut self.1));
            }
        }
        Taken(self, self.take()).1.serialize(serializer)
    }

    fn fill(&self, content: T) -> Result<(), &'static str> {
        self.set(content);
        Ok(())
    }
}

impl<T: Serialize + DeserializeOwned + 'static> FilledLater for OnceCell<T> {
    type Content = Option<T>;

    fn holding(content: Option<T>) -> Self {
        content.map_or_else(Self::new, Self::from)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }

    fn fill(&self, content: Option<T>) -> Result<(), &'static str> {
        content.into_iter().for_each(|content| drop(self.set(content)));
        Ok(())
    }
}

/// Whether cells of a type have no bytes: then they hold no handles, and two may have one address. They are saved as what they hold.
const fn has_no_bytes<C>() -> bool {
    size_of::<C>() == 0
}

/// Which cell it is: its address and type. It is in a field of an object, and so does not move.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Place(usize, TypeId);

impl Place {
    pub(super) fn of<C: 'static>(cell: &C) -> Self {
        Self(std::ptr::from_ref(cell).addr(), TypeId::of::<C>())
    }
}

/// What a cell is written as.
enum Written {
    /// What is in it, whose handles are looked for.
    Looked,
    /// The number of its content.
    Number(u32),
    /// What is in it, since there is no graph.
    Whole,
    Unknown,
}

/// Writes a cell; for serde's `with`.
///
/// # Errors
/// Those of the serializer, and if a graph has changed while it is saved.
#[doc(hidden)]
pub fn serialize<C: FilledLater, S: Serializer>(cell: &C, serializer: S) -> Result<S::Ok, S::Error> {
    if has_no_bytes::<C>() {
        return cell.write(serializer);
    }
    let place = Place::of(cell);
    let written = context::with(|context| match context {
        Context::Looking(looking) => {
            looking.cells.push(place);
            Written::Looked
        }
        Context::Seeking(sought) if *sought == Sought::Cell(place) => Written::Unknown,
        Context::Seeking(_) => Written::Looked,
        Context::Saving(_, cells) => cells.get(&place).map_or(Written::Unknown, |&number| Written::Number(number)),
        _ => Written::Whole,
    });
    match written {
        Written::Looked => context::softly(|| cell.write(serializer)),
        Written::Number(number) => serializer.serialize_u32(number),
        Written::Whole => cell.write(serializer),
        Written::Unknown => Err(S::Error::custom("the graph has changed while it was saved")),
    }
}

/// Reads a cell; for serde's `with`.
///
/// # Errors
/// Those of the deserializer, and if there is no such content in the graph.
#[doc(hidden)]
pub fn deserialize<'de, C: FilledLater, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    if has_no_bytes::<C>() || !is_loading() {
        return C::Content::deserialize(deserializer).map(C::holding);
    }
    let number = u32::deserialize(deserializer)?;
    loading(|loading| loading.await_content(number))?;
    Ok(C::holding(C::Content::default()))
}
