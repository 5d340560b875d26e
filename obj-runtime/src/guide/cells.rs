//! Fields that change, and the cycles they make.
//!
//! An object may have many handles, so nobody has a `&mut` to its value. What changes is in cells.
//!
//! | a field of | type | read | change |
//! |---|---|---|---|
//! | a number, a flag, anything `Copy` | `Cell<T>` | `get()` | `set(value)` |
//! | one object or none | [`ObjCell<T>`](crate::ObjCell) | `get()`, `borrow()` | `set(&object)`, `set(None)`, `take()` |
//! | an object it must not keep alive | [`WeakCell<T>`](crate::WeakCell) | `get()` | `set(&object)`, `clear()` |
//! | a list of objects | [`ObjVec<T>`](crate::ObjVec) | `get(i)`, `at(i)`, `iter()` | `push`, `insert`, `remove`, `retain`, `sort`, `drain`, … |
//! | a map of objects | [`ObjMap<K, V>`](crate::ObjMap) | `get(key)`, `at(key)`, `iter()` | `insert`, `entry`, `remove`, … |
//! | text that is replaced as a whole | `ObjCell<Str>` | `get()`, `borrow()` | `set("text")` |
//! | anything else | `RefCell<T>` | `borrow()` | `borrow_mut()` |
//!
//! A field that never changes needs no cell: `Obj<T>`, `Option<Obj<T>>`, `Vec<Obj<T>>`, `String`, `u32`. The containers
//! and cells of `std` may hold handles wherever they stand, and the collector looks into them.
//!
//! # No borrow panics
//!
//! The four cells of handles lend nothing that could be invalidated, so they have no `borrow_mut` to forget. A list may even be
//! changed while it is iterated: the loop goes over the list as it was when it began.
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Task { needs: ObjVec<Task> }
//!
//! let task = Obj::new(Task::default());
//! task.needs.push(Obj::new(Task::default()));
//! for need in &task.needs {
//!     task.needs.push(Obj::new(Task::default())); // no panic, and no endless loop
//!     assert!(need.needs.is_empty());
//! }
//! assert_eq!(task.needs.len(), 2);
//! ```
//!
//! # Handles to keep, guards to read
//!
//! `get` gives a handle of your own; dropping it later may mark the object as a candidate for the collector, since it
//! could have been the last from outside. `borrow`, `at` and `iter` give a *guard*: it keeps the object while you read, and
//! leaves no mark. When you walk a graph, use guards.
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Node { weight: u64, children: ObjVec<Node> }
//!
//! fn total(node: &Obj<Node>) -> u64 {
//!     node.weight + node.children.iter().map(|child| total(&child)).sum::<u64>()
//! }
//! # let root = Obj::new(Node { weight: 1, ..Default::default() });
//! # root.children.push(Obj::new(Node { weight: 2, ..Default::default() }));
//! # assert_eq!(total(&root), 3);
//! ```
//!
//! A loop along a chain takes handles, because a guard borrows what it was reached through:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! struct Line { next: ObjCell<Line> }
//!
//! fn length(first: &Obj<Line>) -> usize {
//!     std::iter::successors(Some(first.clone()), |line| line.next.get()).count()
//! }
//! # let last = Obj::new(Line::default());
//! # assert_eq!(length(&Obj::new(Line { next: last.into() })), 2);
//! ```
//!
//! A function that must look at all handles of a list at once borrows it as a slice:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! let numbers: ObjVec<Int> = [1, 2, 4].map(Obj::from).into();
//! let steps: Vec<i64> = numbers.borrow().windows(2).map(|pair| *pair[1] - *pair[0]).collect();
//! assert_eq!(steps, [1, 2]);
//! ```
//!
//! # Parts: values with handles in them
//!
//! Not everything deserves to be an object. A struct or enum with `#[derive(Trace)]` lies *inside* an object and may hold
//! handles:
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::cell::RefCell;
//!
//! #[derive(Object, Default)]
//! struct City { roads: RefCell<Vec<Road>> }
//!
//! #[derive(Trace)]
//! struct Road { to: Obj<City>, km: u32 }
//!
//! let (rome, oslo) = (Obj::new(City::default()), Obj::new(City::default()));
//! rome.roads.borrow_mut().push(Road { to: oslo.clone(), km: 2_600 });
//! oslo.roads.borrow_mut().push(Road { to: rome.clone(), km: 2_600 });
//! drop((rome, oslo));
//! assert_eq!(obj_runtime::gc::collect(), 2);
//! ```
//!
//! # What may be in a field
//!
//! | | |
//! |---|---|
//! | numbers, texts, containers, cells, locks, functions of `std` | as they are |
//! | handles, and parts with `#[derive(Trace)]` | in any of them |
//! | a type of another crate | with the feature of its name, or as [`Plain<T>`](crate::Plain) if it holds no handles |
//! | a closure | a [`Callback`](crate::Callback): a function and the handles it uses |
//! | a value of which only a trait is known | `Box<dyn Rule>` after [`dyn_trace!`](crate::dyn_trace)`(dyn Rule)` |
//! | an object of which only a trait is known | `Obj<dyn Rule>` after [`dyn_object!`](crate::dyn_object)`(dyn Rule)` |
//! | an object of any type | [`AnyObj`](crate::AnyObj) |
//! | many values of one type in one object | `Obj<[T]>` |
//!
//! Everything else is an error where the field is declared, with a line that says which of these it could be.
//!
//! A callback is written like a closure, but says what it holds, so that the collector sees it:
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::cell::RefCell;
//!
//! type Click = Callback<dyn Fn(i32)>;
//!
//! #[derive(Object, Default)]
//! struct Button { on_click: RefCell<Vec<Click>> }
//!
//! #[derive(Object, Default)]
//! struct Form { button: Obj<Button>, clicks: RefCell<Vec<i32>> }
//!
//! let form = Obj::new(Form::default());
//! let click = Click::new(form.clone(), |form, x| form.clicks.borrow_mut().push(x));
//! form.button.on_click.borrow_mut().push(click);          // form -> button -> callback -> form
//!
//! form.button.on_click.borrow().iter().for_each(|click| click(7));
//! assert_eq!(*form.clicks.borrow(), [7]);
//! drop(form);
//! assert_eq!(obj_runtime::gc::collect(), 2);
//! ```
//!
//! # Cycles: let them be, or break them
//!
//! A back link can be strong or weak. Both are right; they mean different things.
//!
//! | | `parent: ObjCell<Node>` | `parent: WeakCell<Node>` |
//! |---|---|---|
//! | a child alone keeps its parent alive | yes | no: `get()` is `None` then |
//! | the tree is freed when the last handle to it goes | no, by the next collection | yes, in that line |
//! | cost of following it | a load | a load and a check |
//!
//! Choose by what the program means: if a child without its parent makes sense, the link is weak; if whoever holds a child
//! may ask for the whole, it is strong. Nothing leaks either way.
//!
//! A cycle that should not be there, of memory that you want back *now*, can be found: see
//! [`Snapshot::cycles`](crate::inspect::Snapshot::cycles) in [finding leaks](super::leaks).
//!
//! # An object that holds itself from the start
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object)]
//! struct Widget { me: Weak<Widget> }
//!
//! let widget = Obj::new_cyclic(|me| Widget { me: me.clone() });
//! assert!(Obj::is(&widget.me.upgrade().unwrap(), &widget));
//! ```
//!
//! # A handle to a part
//!
//! [`Obj::map`](crate::Obj::map) makes a handle to a part of an object, which keeps the whole alive: an
//! [`ObjPart`](crate::ObjPart), of two words.
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::ObjPart;
//!
//! #[derive(Object)]
//! struct Page { title: String, lines: Vec<String> }
//!
//! let page = Obj::new(Page { title: "Ode".into(), lines: vec!["to joy".into()] });
//! let title: ObjPart<String> = Obj::map(page.clone(), |page| &page.title);
//! assert_eq!((page.lines.len(), Obj::refcount(&page)), (1, 2));
//! drop(page);
//! assert_eq!(*title, "Ode");                      // the page lives
//! ```
//!
//! # Changing a value that nobody else holds
//!
//! [`Obj::get_mut`](crate::Obj::get_mut) lends the value if yours is the only handle, [`Obj::make_mut`](crate::Obj::make_mut)
//! makes a copy first if it is not, [`Obj::try_unwrap`](crate::Obj::try_unwrap) takes the value out.
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Clone)]
//! struct Settings { volume: u8 }
//!
//! let mut mine = Obj::new(Settings { volume: 5 });
//! let yours = mine.clone();
//! Obj::make_mut(&mut mine).volume = 7;            // copied, since you hold it too
//! assert_eq!((mine.volume, yours.volume), (7, 5));
//! ```
//!
//! Next: [equal values as one object](super::sharing).
