//! The model in pictures: objects, handles, counts, cycles.
//!
//! The pictures are what [`Snapshot::to_svg`](crate::inspect::Snapshot::to_svg) draws of the programs beside them. A box is
//! an object, with its count of handles; the lines below are the fields that hold others. On the left, in yellow, stand the handles
//! that are not in an object: variables, mostly.
//!
//! # A handle is not the object
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/drawings/check.rs"));
//! # fn main() {
//! use obj_runtime::prelude::*;
//! use obj_runtime::inspect;
//!
//! #[derive(Object, Default)]
//! struct Album { cover: ObjCell<Photo>, photos: ObjVec<Photo> }
//!
//! #[derive(Object, Default)]
//! struct Photo { album: WeakCell<Album> }
//!
//! let album = Obj::new(Album::default());
//! let photo = Obj::new(Photo::default());
//! album.photos.push(photo.clone());
//! album.cover.set(&photo);
//!
//! assert_eq!(Obj::refcount(&photo), 3);           // `photo`, `photos[0]`, `cover`
//! let svg = inspect::snapshot().to_svg();
//! # check_picture("handles.svg", &svg);
//! # }
//! ```
#![doc = include_str!("drawings/handles.svg")]
//!
//! There is one photo, and three handles to it: one in the variable, two in fields of the album. `clone` made handles, never
//! photos. When a variable goes out of scope or a field is set to something else, a handle goes, and the count with it.
//!
//! # The last handle frees
//!
//! ```
//! # use obj_runtime::prelude::*;
//! # #[derive(Object, Default)]
//! # struct Album { cover: ObjCell<Photo>, photos: ObjVec<Photo> }
//! # #[derive(Object, Default)]
//! # struct Photo { album: WeakCell<Album> }
//! # let album = Obj::new(Album::default());
//! # let photo = Obj::new(Photo::default());
//! # album.photos.push(photo.clone());
//! # album.cover.set(&photo);
//! let weak = Obj::downgrade(&photo);              // counts nothing
//! drop(photo);
//! album.photos.clear();
//! assert!(weak.upgrade().is_some());              // the cover still holds it
//! album.cover.set(None);
//! assert!(weak.upgrade().is_none());              // freed in that line, not later
//! ```
//!
//! This happens at once and in a fixed order, as in Python and with `Rc`: no pause, no waiting for a collector.
//!
//! # Weak handles do not count
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/drawings/check.rs"));
//! # fn main() {
//! # use obj_runtime::prelude::*;
//! # use obj_runtime::inspect;
//! # #[derive(Object, Default)]
//! # struct Album { cover: ObjCell<Photo>, photos: ObjVec<Photo> }
//! # #[derive(Object, Default)]
//! # struct Photo { album: WeakCell<Album> }
//! let album = Obj::new(Album::default());
//! let photo = Obj::new(Photo::default());
//! album.photos.push(photo.clone());
//! photo.album.set(&album);                        // a `WeakCell`: the dashed arrow
//!
//! assert_eq!(Obj::refcount(&album), 1);
//! let svg = inspect::snapshot().to_svg();
//! # check_picture("weak.svg", &svg);
//! # }
//! ```
#![doc = include_str!("drawings/weak.svg")]
//!
//! The photo knows its album and does not keep it alive. Drop `album`, and the album is freed although the photo points to it;
//! `photo.album.get()` is `None` from then on.
//!
//! # A cycle, and why counting cannot free it
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/drawings/check.rs"));
//! # fn main() {
//! # use obj_runtime::prelude::*;
//! # use obj_runtime::{gc, inspect};
//! #[derive(Object, Default)]
//! struct Person { friend: ObjCell<Person> }
//!
//! let (ann, bob) = (Obj::new(Person::default()), Obj::new(Person::default()));
//! ann.friend.set(&bob);
//! bob.friend.set(&ann);
//! let svg = inspect::snapshot().to_svg();
//! # check_picture("cycle.svg", &svg);
//! # drop((ann, bob));
//! # gc::collect();
//! # }
//! ```
#![doc = include_str!("drawings/cycle.svg")]
//!
//! Each is held twice: by a variable and by the other. Now the variables go.
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/drawings/check.rs"));
//! # fn main() {
//! # use obj_runtime::prelude::*;
//! # use obj_runtime::{gc, inspect};
//! # #[derive(Object, Default)]
//! # struct Person { friend: ObjCell<Person> }
//! # let (ann, bob) = (Obj::new(Person::default()), Obj::new(Person::default()));
//! # ann.friend.set(&bob);
//! # bob.friend.set(&ann);
//! drop((ann, bob));
//! let svg = inspect::snapshot().to_svg();
//! # check_picture("garbage.svg", &svg);
//! assert_eq!(gc::collect(), 2);
//! # }
//! ```
#![doc = include_str!("drawings/garbage.svg")]
//!
//! Both counts are 1, so counting frees neither; but no handle outside leads to them. That is what red means, and what the
//! collector looks for.
//!
//! # Equal values as one object
//!
//! ```
//! # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/drawings/check.rs"));
//! # fn main() {
//! # use obj_runtime::prelude::*;
//! # use obj_runtime::inspect;
//! #[derive(Object, PartialEq, Eq, Hash)]
//! #[object(intern)]
//! enum Term { Number(i64), Sum(Obj<Term>, Obj<Term>) }
//!
//! let number = |value| Obj::new(Term::Number(value));
//! let sum = |left, right| Obj::new(Term::Sum(left, right));
//!
//! // (1 + 2) + (1 + 2), written out in full:
//! let term = sum(sum(number(1), number(2)), sum(number(1), number(2)));
//! let svg = inspect::snapshot().to_svg();
//! # check_picture("shared.svg", &svg);
//! # drop(term);
//! # }
//! ```
#![doc = include_str!("drawings/shared.svg")]
//!
//! Seven values were made, four objects exist: `Obj::new` of an interned type returns the object that is there. See
//! [`sharing`](super::sharing).
//!
//! Next: [fields that change, and cycles](super::cells).
