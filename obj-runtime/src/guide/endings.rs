//! When objects die: finalizers, weak handles, callbacks.
//!
//! # When
//!
//! - An object outside of cycles dies in the line in which its last handle goes.
//! - A garbage cycle dies in a collection: an automatic one some time later, or [`gc::collect`](crate::gc::collect).
//! - When a thread ends, what its thread-locals hold dies with them, and its garbage is collected. (After
//!   [`gc::leak_at_end`](crate::gc::leak_at_end), garbage stays, and no cleanups run: the system takes the memory back.)
//!
//! Types of yours do not implement `Drop`: a destructor in a dying cycle could use objects that are gone already, and the derive
//! refuses it. There are better ways.
//!
//! # Fields with destructors
//!
//! A field that cleans up by itself (a `File`, a `TcpStream`, a guard of yours) is dropped with the object.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::{cell::Cell, rc::Rc};
//!
//! struct Lease(Rc<Cell<u32>>);                    // no handles in it, so it may have a destructor
//! impl Drop for Lease {
//!     fn drop(&mut self) { self.0.set(self.0.get() - 1) }
//! }
//!
//! #[derive(Object)]
//! struct Connection { _lease: Plain<Lease> }
//!
//! let open = Rc::new(Cell::new(1));
//! let connection = Obj::new(Connection { _lease: Plain(Lease(open.clone())) });
//! assert_eq!(open.get(), 1);
//! drop(connection);
//! assert_eq!(open.get(), 0);
//! ```
//!
//! # Finalizers: before anything is gone
//!
//! A finalizer runs once, before anything of the object is torn down; in a cycle, before anything of the *whole cycle* is. So it
//! may use every object that it reaches.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::gc;
//! use std::cell::RefCell;
//!
//! thread_local!(static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) });
//!
//! #[derive(Object, Default)]
//! #[object(finalize)]
//! struct Player { name: &'static str, partner: ObjCell<Player> }
//!
//! impl Finalize for Player {
//!     fn finalize(this: &Obj<Self>) {
//!         let partner = this.partner.get().map_or("nobody", |partner| partner.name);
//!         LOG.with_borrow_mut(|log| log.push(format!("{} leaves {partner}", this.name)));
//!     }
//! }
//!
//! let ann = Obj::new(Player { name: "Ann", ..Default::default() });
//! let bob = Obj::new(Player { name: "Bob", partner: ann.clone().into() });
//! ann.partner.set(&bob);
//! drop((ann, bob));
//! gc::collect();
//! LOG.with_borrow(|log| assert_eq!(log.join(", "), "Ann leaves Bob, Bob leaves Ann"));
//! ```
//!
//! A finalizer that stores its handle somewhere *resurrects* the object. It lives on, whole; when it dies again, no finalizer
//! runs. [`Finalize`](crate::Finalize) has the exact rules, which are CPython's (PEP 442).
//!
//! # Weak handles: to notice, not to keep
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::cell::RefCell;
//!
//! #[derive(Object, Default)]
//! struct Subject { observers: RefCell<Vec<Weak<Observer>>> }
//!
//! #[derive(Object)]
//! struct Observer { name: &'static str }
//!
//! impl Subject {
//!     fn tell(&self) -> Vec<&'static str> {
//!         self.observers.borrow_mut().retain(|observer| !observer.is_dead());
//!         self.observers.borrow().iter().filter_map(Weak::upgrade).map(|observer| observer.name).collect()
//!     }
//! }
//!
//! let subject = Obj::new(Subject::default());
//! let (first, second) = (Obj::new(Observer { name: "first" }), Obj::new(Observer { name: "second" }));
//! for observer in [&first, &second] {
//!     subject.observers.borrow_mut().push(Obj::downgrade(observer));
//! }
//! drop(first);
//! assert_eq!(subject.tell(), ["second"]);
//! ```
//!
//! Two weak handles are equal if they were made from one object, dead or alive: a weak handle is a lasting key.
//!
//! # Callbacks: somebody else wants to know
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::{cell::Cell, rc::Rc};
//!
//! #[derive(Object)]
//! struct Document;
//!
//! let closed = Rc::new(Cell::new(false));
//! let document = Obj::new(Document);
//! let flag = closed.clone();
//! let _watch = Obj::downgrade_with(&document, move |_| flag.set(true));
//! drop(document);
//! assert!(closed.get());
//! ```
//!
//! The callback goes with the last clone of its weak handle: keep that as long as you want to be called.
//!
//! Work that must be done in any case, also at the end of the thread, and without a weak handle to keep, is a *cleanup*:
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::{cell::Cell, rc::Rc};
//!
//! #[derive(Object)]
//! struct Window { title: String }
//!
//! let open = Rc::new(Cell::new(1));
//! let count = open.clone();
//! let window = Obj::new(Window { title: "log".into() });
//! Obj::add_cleanup(&window, move || count.set(count.get() - 1));
//! assert_eq!((open.get(), window.title.len()), (1, 3));
//! drop(window);
//! assert_eq!(open.get(), 0);
//! ```
//!
//! | | runs | sees the object | belongs to |
//! |---|---|---|---|
//! | a destructor of a field | when the value is dropped | no | the field's type |
//! | [`Finalize`](crate::Finalize) | before the object dies | whole, and may keep it | the object's type |
//! | [`Obj::downgrade_with`](crate::Obj::downgrade_with) | when it is dead | a dead weak handle | whoever keeps the weak handle |
//! | [`Obj::add_cleanup`](crate::Obj::add_cleanup) | when it is dead, or the thread ends | no | nobody: it stays |
//!
//! # Notes about objects: weak maps
//!
//! A [`WeakKeyMap`](crate::WeakKeyMap) holds something for an object whose type has no field for it; a
//! [`WeakValueMap`](crate::WeakValueMap) finds objects by a key as long as somebody else holds them: a cache.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::{WeakKeyMap, WeakValueMap};
//!
//! #[derive(Object)]
//! struct Image { path: String }
//!
//! let open: WeakValueMap<String, Image> = WeakValueMap::new();
//! let notes: WeakKeyMap<Image, &str> = WeakKeyMap::new();
//! let load = |path: &str| open.get_or_insert_with(path.into(), || Obj::new(Image { path: path.into() }));
//!
//! let image = load("a.png");
//! assert!(Obj::is(&image, &load("a.png")));       // found, not loaded again
//! notes.insert(&image, "needs work");
//! assert_eq!(image.path, "a.png");
//!
//! drop(image);
//! assert!(open.is_empty() && notes.is_empty());   // nobody else held it
//! ```
//!
//! # Panics
//!
//! A finalizer, callback or destructor that panics does not stop the others: all of it is done. Then `gc::collect` and `gc::step` pass
//! the first panic on, and a `drop` the first of a destructor. All other panics go to the hook of
//! [`gc::set_unraisable_hook`](crate::gc::set_unraisable_hook): of finalizers and callbacks that the last handle's drop ran, in an
//! automatic collection, at the end of a thread.
//!
//! Next: [finding leaks](super::leaks).
