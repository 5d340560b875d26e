//! Coming from `Rc<RefCell<T>>`, side by side.
//!
//! # Names
//!
//! | there | here |
//! |---|---|
//! | `Rc<T>` | `Obj<T>`, of a type with `#[derive(Object)]` |
//! | `Rc::new`, `Rc::clone`, `Rc::ptr_eq`, `Rc::downgrade` | `Obj::new`, `clone`, `Obj::is` (also `ptr_eq`), `Obj::downgrade` |
//! | `Rc::strong_count`, `Rc::weak_count` | `Obj::refcount`, `Obj::weak_count` |
//! | `Rc::get_mut`, `Rc::make_mut`, `Rc::try_unwrap`, `Rc::new_cyclic` | the same names of `Obj` |
//! | `Rc::into_inner`, `Rc::unwrap_or_clone`, `Rc::as_ptr`, `Rc::into_raw`, `Rc::from_raw` | the same names of `Obj` |
//! | `Ref::map` | [`Obj::map`](crate::Obj::map): a part that keeps the whole alive, without a borrow |
//! | `rc::Weak<T>` | [`Weak<T>`](crate::Weak): eight bytes, can be compared and hashed, can have a callback |
//! | `RefCell<Option<Rc<T>>>` | [`ObjCell<T>`](crate::ObjCell) |
//! | `RefCell<Weak<T>>` | [`WeakCell<T>`](crate::WeakCell) |
//! | `RefCell<Vec<Rc<T>>>` | [`ObjVec<T>`](crate::ObjVec) |
//! | `RefCell<HashMap<K, Rc<T>>>` | [`ObjMap<K, T>`](crate::ObjMap), or the same with `Obj` |
//! | `Rc<dyn Trait>` | `Obj<dyn Trait>`, eight bytes: [`dyn_object!`](crate::dyn_object) |
//! | `Rc<dyn Any>` | [`AnyObj`](crate::AnyObj), eight bytes |
//! | `Rc<str>`, `Rc<[T]>` | [`Obj<Str>`](crate::Str), `Obj<[T]>` |
//! | `Rc<T>` as a key by address | [`ById<T>`](crate::ById) |
//! | `impl Drop for T` | [`Finalize`](crate::Finalize), or a field with the destructor |
//!
//! # A tree with parents
//!
//! With `Rc`:
//!
//! ```
//! use std::cell::RefCell;
//! use std::rc::{Rc, Weak};
//!
//! #[derive(Default)]
//! struct Node {
//!     name: String,
//!     parent: RefCell<Weak<Node>>,
//!     children: RefCell<Vec<Rc<Node>>>,
//! }
//!
//! fn add(parent: &Rc<Node>, name: &str) -> Rc<Node> {
//!     let node = Rc::new(Node { name: name.into(), ..Default::default() });
//!     *node.parent.borrow_mut() = Rc::downgrade(parent);
//!     parent.children.borrow_mut().push(node.clone());
//!     node
//! }
//!
//! fn path(node: &Rc<Node>) -> String {
//!     match node.parent.borrow().upgrade() {
//!         Some(parent) => format!("{}/{}", path(&parent), node.name),
//!         None => node.name.clone(),
//!     }
//! }
//!
//! let root = Rc::new(Node { name: "root".into(), ..Default::default() });
//! let leaf = add(&add(&root, "a"), "b");
//! assert_eq!(path(&leaf), "root/a/b");
//! ```
//!
//! With `Obj`:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Node {
//!     name: String,
//!     parent: WeakCell<Node>,
//!     children: ObjVec<Node>,
//! }
//!
//! fn add(parent: &Obj<Node>, name: &str) -> Obj<Node> {
//!     let node = Obj::new(Node { name: name.into(), ..Default::default() });
//!     node.parent.set(parent);
//!     parent.children.push(node.clone());
//!     node
//! }
//!
//! fn path(node: &Obj<Node>) -> String {
//!     match node.parent.get() {
//!         Some(parent) => format!("{}/{}", path(&parent), node.name),
//!         None => node.name.clone(),
//!     }
//! }
//!
//! let root = Obj::new(Node { name: "root".into(), ..Default::default() });
//! let leaf = add(&add(&root, "a"), "b");
//! assert_eq!(path(&leaf), "root/a/b");
//! ```
//!
//! What changes is what is no longer there: `borrow()` and `borrow_mut()`, and the question whether one of them may panic.
//!
//! # A link that is not a tree
//!
//! With `Rc` somebody decides for every link whether it is strong or weak, and a mistake is a leak that nothing reports. Here links may
//! be strong, and point anywhere:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Room { doors: ObjVec<Room> }
//!
//! let (hall, attic) = (Obj::new(Room::default()), Obj::new(Room::default()));
//! hall.doors.push(attic.clone());
//! attic.doors.push(hall.clone());
//! drop((hall, attic));
//! assert_eq!(obj_runtime::gc::collect(), 2);
//! ```
//!
//! # Deep structures
//!
//! To drop a list of a million `Rc`s overflows the stack. To drop a million objects does not:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object)]
//! struct Cell { next: Option<Obj<Cell>> }
//!
//! let mut list = None;
//! for _ in 0..1_000_000 {
//!     list = Some(Obj::new(Cell { next: list }));
//! }
//! drop(list);
//! ```
//!
//! # Moving a program over
//!
//! 1. Derive `Object` for what was in an `Rc`, `Trace` for structs that lie in it and hold handles.
//! 2. Replace `Rc` by `Obj`; the `RefCell`s may stay, they are traced.
//! 3. Turn `RefCell<Option<Rc<T>>>` and `RefCell<Vec<Rc<T>>>` into `ObjCell` and `ObjVec`, one at a time.
//! 4. Make links strong that were weak only because of the leak.
//! 5. Move `impl Drop` into a finalizer or a field.
//!
//! An `Rc` inside an object is allowed, and handles in it count as held from outside: they are safe, but a cycle through
//! them is never collected.
//!
//! # What is not there
//!
//! | of `Rc` | why, and what instead |
//! |---|---|
//! | `pin` of types that are not `Unpin` | the value of an object may be taken out by the last handle, and a handle is found by its id: the field is a `Pin<Box<_>>` |
//! | `new_uninit`, `new_zeroed`, `get_mut_unchecked`, `new_in` | the collector may look at an object whenever another is made, so it is whole from the first moment; its memory is that of the thread's heap |
//! | `increment_strong_count`, `decrement_strong_count` | `forget(object.clone())`, `drop(Obj::from_raw(raw))` |
//! | `Weak::as_ptr` | the memory of a dead object is free at once, so there is nothing to point at: `upgrade` first |
//! | `Rc<[T; N]>` from `Rc<[T]>` | an array is no object type; `Obj::map(items, \|items\| items.try_into().unwrap())` gives a part |
//! | `let shape: Rc<dyn Shape> = square` | coercions of types outside of the standard library are not stable: [`Obj::upcast`](crate::Obj::upcast), [`Obj::map`](crate::Obj::map) |
//! | `fn draw(self: Rc<Self>)` | receivers neither: `fn draw(this: &Obj<Self>)` |
//!
//! | of other crates | why, and what instead |
//! |---|---|
//! | handles that may be dead (`is_dead`, `try_clone`, `try_deref`), a strong handle in `new_cyclic` | no handle leads to a value that is gone or not there yet: that of [`Obj::new_cyclic`](crate::Obj::new_cyclic) is weak |
//! | `finalize_again` | a finalizer runs once, as in Python; [`gc::is_finalized`](crate::gc::is_finalized) says whether it has |
//! | `mark_alive` | reading through guards (`borrow`, `at`, `iter`) makes no candidates |
//! | object spaces | each thread has a heap of its own, and handles are one word because they need not say which |
//! | casts between types of one layout | an object is of one type for ever: [`AnyObj`](crate::AnyObj) and checked casts |
//! | wide integers without a question (`AnyObj::from(1_u64)`) | an [`Int`](crate::Int) has 64 bits and a sign: `try_from` |
//!
//! Next: [from arenas and indices](super::from_arenas).
