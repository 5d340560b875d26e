//! Graphs of objects in any format of serde: sharing, cycles and identity included.
//!
//! [`Graph::of`] a handle can be serialised, and a `Graph<Obj<T>>` deserialised. To be saved, a type derives `Object`,
//! `Serialize` and `Deserialize`; nothing else.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::serde::Graph;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Object, Serialize, Deserialize)]
//! struct Person { name: Obj<Str>, friend: ObjCell<Person> }
//!
//! let ann = Obj::new(Person { name: "Ann".into(), friend: ObjCell::default() });
//! let bob = Obj::new(Person { name: "Bob".into(), friend: ann.clone().into() });
//! ann.friend.set(Some(bob.clone()));
//!
//! let text = serde_json::to_string(&Graph::of(&ann)).unwrap();
//! let ann: Obj<Person> = serde_json::from_str::<Graph<Obj<Person>>>(&text).unwrap().into_root();
//! let bob = ann.friend.get().unwrap();
//! assert_eq!(bob.name, "Bob");
//! assert!(bob.friend.is(&ann));
//! ```
//!
//! # What is saved
//! Whatever strong handles lead to that the types' own `Serialize` writes; a field with `#[serde(skip)]` leads nowhere. The
//! root is a handle, or a tuple or collection of handles, or a struct of these with `#[derive(Trace, Serialize, Deserialize)]`.
//! Weak handles to objects that are saved are saved; others are empty when they are loaded. Values of interned and cached types
//! become *the* object of the thread that loads them.
//!
//! A plain handle (`Obj<T>` in a field, also in an `Option`, a `Vec`, a `RefCell`) is loaded when what it leads to is there.
//! Cells of handles ([`ObjCell`](crate::ObjCell), [`ObjVec`](crate::ObjVec), [`ObjMap`](crate::ObjMap)) and the values
//! [`List`](crate::List), [`Dict`](crate::Dict) and [`Set`](crate::Set) may lead to what comes later: until all objects are
//! there, such a cell is empty. So a cycle has to pass through one of these, or through a cell of the standard library that is
//! filled [`later`]; one of plain handles alone is an error when it is saved, which names the fields. A `Deserialize` of yours
//! can see other objects through the handles it reads: their values are whole, but cells in them may still be empty. `Dict`,
//! `Set` and `ObjMap` hash their keys when all objects are there, and all other cells filled; a hash of what one of these three
//! holds is an error. Maps of the standard library hash them when they are read, where a `Hash` or `Ord` of yours sees those
//! cells as they are: in a cell that is filled [`later`], behind all objects, and before other such cells are filled.
//!
//! A cell that your code moves meanwhile, or clones, is filled wherever it is then, also in an object that your code made; one
//! that your code sets stays as it is. If a cell that leads to what comes later is neither found in the graph nor gone (it
//! is in a field with `skip`, or was put away), loading ends with an error.
//!
//! An interned or cached object comes before the weak handles to it: the reader may have it already, and a weak handle is found
//! in a map by the object it leads to. If it cannot, since it is led to by what holds the weak handle, loading is an error where the
//! reader has weak handles to the object.
//!
//! While a graph is saved its objects are held, and nothing is copied. An object that comes to it meanwhile (by a `Serialize`
//! that changes the graph) is an error. What a `Serialize` cuts off is garbage like any other, but for an object into which it moves the
//! last handle to that object: no collection finds it.
//!
//! # Layout
//!
//! | version of the format | since | loaded by this version |
//! |---|---|---|
//! | 1 | 0.1 | yes |
//!
//! A reader loads its own version and all older ones; a later one is an error that names both. Format 1: a graph is a struct of
//! five fields, in this order, which is that of their names, too, so that maps that sort their keys (`serde_json::Value`) keep it:
//!
//! | field | type | |
//! |---|---|---|
//! | `format` | `u32` | 1 |
//! | `kinds` | sequence of `u32` | of each object the index of its type in `names` |
//! | `names` | sequence of strings | the names of the types that occur, with their arguments: `Node<u32>` |
//! | `objects` | sequence | of each object its value, as its type's `Serialize` writes it |
//! | `root` | any | the roots |
//!
//! In values and roots, a handle is the index of its object in `objects`: a `u32`. That of a plain handle is less than
//! that of the object it is in.
//!
//! | field in a value | is written as |
//! |---|---|
//! | `Obj<T>`, `Obj<dyn Trait>`, `AnyObj`, `ById<T>` | `u32` |
//! | `ObjCell<T>`, `Weak<T>`, `WeakCell<T>` | optional `u32` |
//! | `Obj<[T]>`'s object, of type `[T]` | sequence of the items |
//! | `ObjVec<T>`, and the values `List`, `Tuple`, `Set`, `FrozenSet` | sequence of `u32` |
//! | `ObjMap<K, V>`, and the value `Dict` | sequence of pairs of `u32` |
//! | a cell that is filled [`later`] | `u32`: the index of its content; of one without bytes (`Cell<()>`) the content itself |
//! | the values `Str`, `Int`, `Float`, `Bool`, `Bytes`, `NoneType` | text, `i64`, `f64`, `bool`, bytes, unit |
//!
//! The contents of cells that are filled [`later`] stand in `objects` behind all objects, and have an entry in `kinds` as these. Their type
//! is that of the object that the cell is in, a point, and the name of the field: `Node<u32>.next`.
//!
//! # Input that is not to be trusted
//! Loading ends with an error that names the object and its field: numbers of no object and of objects of another type, cycles where there
//! can be none, wrong counts. Memory is in proportion to the input. Objects that were made before the error die without their
//! finalizers.
//!
//! Errors are those of the format. Some formats keep no words (postcard says `Serde Serialization Error`, whatever was wrong): JSON tells them.
//!
//! # Without a graph
//! Elsewhere a handle is what it holds, as `Box` is: sharing is lost, and more than 128 handles deep, which is to say in a
//! circle, is an error. Weak handles are empty. A handle to `AnyObj` or `dyn Trait`, of which it is not known what it holds, is an error.
//!
//! # Types
//! The types of a graph are found by following the types of fields, through parts with `#[derive(Trace)]` and the standard
//! library's containers. Objects that are only named as `AnyObj` or `Obj<dyn Trait>` are of a list of types that the reader
//! and the writer give: `Graph<Root, (A, B)>` and [`Graph::with_types`], where an `Obj<[T]>` stands for the rows of `T`; more than twelve
//! are a list of lists, `((A, B), (C, D))`. What Python has (`Str`, `List`, …) is in every list.
//!
//! A generic type needs two lines more, `T: Saved` for the parameters that handles lead to, and `#[serde(bound = "")]`:
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::serde::{Graph, Saved};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Object, Serialize, Deserialize)]
//! #[serde(bound = "")]
//! struct Link<T: Saved> { item: Obj<T>, next: ObjCell<Link<T>> }
//!
//! let link = Obj::new(Link { item: Obj::<Int>::from(7), next: ObjCell::default() });
//! let text = serde_json::to_string(&Graph::of(&link)).unwrap();
//! let link = serde_json::from_str::<Graph<Obj<Link<Int>>>>(&text).unwrap().into_root();
//! assert_eq!(*link.item, 7);
//! ```
//!
//! A parameter whose values lie in the object itself, and hold handles, has the bound [`Leads`]; without it, the types that it leads to are to
//! be listed as well, as are those that only containers of other crates lead to:
//!
//! ```
//! # use obj_runtime::prelude::*;
//! # use obj_runtime::serde::{Graph, Leads};
//! # use serde::{Deserialize, Serialize};
//! #[derive(Object, Serialize, Deserialize)]
//! struct Named<T: Trace + Leads + 'static> { name: String, value: T }
//!
//! let named = Obj::new(Named { name: "x".into(), value: Some(Obj::<Int>::from(7)) });
//! assert!(serde_json::to_string(&Graph::of(&named)).is_ok());
//! ```
//!
//! A type is known by its name and its arguments, without the modules it is in: of two with one name, one gets another, by
//! `#[object(name = "…")]`. That two types of a graph have one name is an error when it is saved.
//!
//! # Types that change
//! Fields change as serde has it: with `#[serde(default)]`, in another order, unknown ones left out. A type that got another
//! name is found by its old one: `#[object(alias = "…")]`. Above a `T` with `#[derive(Trace)]`, that is said of the rows `[T]`;
//! of a type whose argument got another name, with the argument, `alias = "Node<Old>"`. Objects of types that the program has
//! no more are passed over, as unknown fields are: in formats that describe themselves, such as JSON, not in postcard or
//! bincode. There, such a type stays in the list of types.
//!
//! # Cost
//! Linear in the graph, without recursion over it. Saving runs each `Serialize` twice, first to find the handles. Formats are
//! called directly, never through `dyn`: a graph compiles one function for each type and format.
//!
//! To derive `Object`, `Serialize` and `Deserialize` for a hundred types of five fields takes the compiler 1.6 times the time of serde's
//! two derives for the same structs with indices to check, and 1.9 times to build; with the feature `parcel`, too, 1.8 and 2.0 times. The
//! compiler follows a row of hundreds of types without `recursion_limit`; where it also writes what debuggers want to know, its own
//! stack may end earlier (`RUST_MIN_STACK` gives it more). A type that a field with `#[serde(flatten)]` leads
//! to by a handle, and that leads back to the field, is more than it can follow: such a field has no number to write anyway.

mod alone;
mod contents;
mod context;
mod handles;
pub mod later;
mod loading;
mod looking;
mod names;
mod order;
mod saving;
mod slices;
mod standard;
#[cfg(all(test, feature = "inspect"))]
mod tests;
mod types;
mod values;

use std::fmt;
use std::marker::PhantomData;

pub use context::apart;
#[doc(hidden)]
pub use handles::{not_loaded_alone, not_saved_alone};
#[doc(hidden)]
pub use types::{
    Both, Derived, Enter, Field, Listed, Next, Nowhere, OfPart, OfType, Part, Reached, UnknownField, Visit, visit_all,
};
pub use types::{Leads, Saved, TypeList};
#[doc(hidden)]
pub use values::BuiltIn;

/// The version of the layout.
const FORMAT: u32 = 1;

/// The fields of what is saved.
const PARTS: [&str; 5] = ["format", "kinds", "names", "objects", "root"];

/// Roots and the objects they lead to, to be saved or as they were loaded; see the [module](self).
///
/// `Types` is a list, as a tuple, of types that are only named as `AnyObj` or `Obj<dyn Trait>`.
pub struct Graph<Root, Types = ()> {
    root: Root,
    types: PhantomData<fn() -> Types>,
}

impl<'a, Root> Graph<&'a Root> {
    /// The graph that a handle leads to, or several do: a tuple, a struct or a collection of them. To be serialised.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::serde::Graph;
    /// let list: Obj<List> = [1, 2].into();
    /// println!("{}", serde_json::to_string(&Graph::of(&list)).unwrap());
    /// ```
    #[must_use]
    pub fn of(root: &'a Root) -> Self {
        Self { root, types: PhantomData }
    }

    /// The same graph, which may have objects of these types, too.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    /// use obj_runtime::serde::Graph;
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Object, Serialize, Deserialize)]
    /// struct Point { x: i32 }
    ///
    /// let list = Obj::new(List::from_iter([AnyObj::from(Obj::new(Point { x: 1 })), AnyObj::from(2)]));
    /// let text = serde_json::to_string(&Graph::of(&list).with_types::<(Point,)>()).unwrap();
    /// let list = serde_json::from_str::<Graph<Obj<List>, (Point,)>>(&text).unwrap().into_root();
    /// assert_eq!(list.get_item(0).downcast_ref::<Point>().unwrap().x, 1);
    /// ```
    #[must_use]
    pub fn with_types<Types: TypeList>(self) -> Graph<&'a Root, Types> {
        Graph { root: self.root, types: PhantomData }
    }
}

impl<Root, Types> Graph<Root, Types> {
    /// What was loaded.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::serde::Graph;
    /// let saved = serde_json::to_string(&Graph::of(&Obj::<Str>::from("text"))).unwrap();
    /// let loaded: Graph<Obj<Str>> = serde_json::from_str(&saved).unwrap();
    /// assert_eq!(loaded.into_root(), "text");
    /// ```
    #[must_use]
    pub fn into_root(self) -> Root {
        self.root
    }
}

impl<Root: fmt::Debug, Types> fmt::Debug for Graph<Root, Types> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Graph").field(&self.root).finish()
    }
}
