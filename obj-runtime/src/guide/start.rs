//! Five minutes: a type, its objects, a field that changes, a cycle.
//!
//! # The dependency
//!
//! ```toml
//! [dependencies]
//! obj-runtime = "0.1"
//! ```
//!
//! One import brings what most programs use: `use obj_runtime::prelude::*;`
//!
//! # A type and its objects
//!
//! Derive [`Object`](macro@crate::Object) for a type, and [`Obj::new`](crate::Obj::new) puts a value of it on the heap. What you get
//! is a *handle*, `Obj<T>`: eight bytes, cheap to clone. All clones are handles to the same object, and the object is freed
//! the moment the last of them goes.
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object)]
//! struct Track {
//!     title: String,
//!     seconds: u32,
//! }
//!
//! let track = Obj::new(Track { title: "Blue".into(), seconds: 215 });
//! let same = track.clone();                       // another handle, not another track
//!
//! assert!(Obj::is(&track, &same));                // one object
//! assert_eq!(Obj::refcount(&track), 2);           // two handles
//! assert_eq!(same.seconds, 215);                  // fields are read through the handle
//! assert_eq!(same.title, "Blue");
//! ```
//!
//! Functions of handles are written `Obj::is(&a, &b)`, as those of `Rc` are, so that they never hide a method of yours.
//!
//! # A field that changes
//!
//! Others may hold an object, so its fields are changed through *cells*. For numbers and other plain values `std`'s
//! [`Cell`](std::cell::Cell) is right. For handles there are four: [`ObjCell`](crate::ObjCell) (one handle or none),
//! [`WeakCell`](crate::WeakCell) (a handle that does not keep alive), [`ObjVec`](crate::ObjVec) (a list) and
//! [`ObjMap`](crate::ObjMap) (a map). They are changed in place; there is no `borrow_mut`, and nothing panics because
//! somebody else is reading.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::cell::Cell;
//!
//! #[derive(Object, Default)]
//! struct Album {
//!     tracks: ObjVec<Track>,
//!     favourite: ObjCell<Track>,
//! }
//!
//! #[derive(Object, Default)]
//! struct Track {
//!     plays: Cell<u32>,
//!     album: WeakCell<Album>,                     // knows its album, does not keep it alive
//! }
//!
//! let album = Obj::new(Album::default());
//! for _ in 0..3 {
//!     let track = Obj::new(Track::default());
//!     track.album.set(&album);
//!     album.tracks.push(track);
//! }
//! album.favourite.set(album.tracks.get(1));
//!
//! let favourite = album.favourite.get().unwrap();
//! favourite.plays.set(favourite.plays.get() + 1);
//! assert_eq!(album.tracks.iter().map(|track| track.plays.get()).sum::<u32>(), 1);
//!
//! drop(album);                                    // the album and two tracks are gone
//! assert!(favourite.album.get().is_none());       // the favourite is ours
//! ```
//!
//! # A cycle
//!
//! Objects may hold each other. Counting alone would never free them; the collector finds them. It runs by itself now and
//! then, when objects are made; [`gc::collect`](crate::gc::collect) runs it now.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::gc;
//!
//! #[derive(Object, Default)]
//! struct Person { friends: ObjVec<Person> }
//!
//! let (ann, bob) = (Obj::new(Person::default()), Obj::new(Person::default()));
//! ann.friends.push(bob.clone());
//! bob.friends.push(ann.clone());
//!
//! drop((ann, bob));                               // nobody can reach them any more
//! assert_eq!(gc::collect(), 2);                   // found and freed
//! ```
//!
//! # Who holds it?
//!
//! Every object can be asked. [`inspect::explain`](crate::inspect::explain()) accounts for all handles to it:
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::inspect;
//! # #[derive(Object, Default)]
//! # struct Person { friends: ObjVec<Person> }
//!
//! let (ann, bob) = (Obj::new(Person::default()), Obj::new(Person::default()));
//! ann.friends.push(bob.clone());
//!
//! let account = inspect::explain(&bob).to_string();
//! assert!(account.contains("in friends[0]"));
//! assert!(account.contains("+ 1 handle outside"));
//! ```
//!
//! # The compiler helps
//!
//! A field whose type cannot be in an object, an interned type that could change, a use of a name after its `del`: what
//! can be known when the program is compiled is an error then, at the place where it is wrong, with a line that says what to
//! write instead.
//!
//! Next: [the model in pictures](super::model).
