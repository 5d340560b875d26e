//! Coming from Python.
//!
//! You know the model already: everything is an object, a name is a reference to one, `is` compares addresses, an object goes when its
//! count reaches zero, and `gc` finds the cycles. All of that is true here, with CPython's rules.
//!
//! # Names
//!
//! | Python | here |
//! |---|---|
//! | `a = b` | `let a = b.clone();` |
//! | `del a` | `drop(a)`, or the end of the block |
//! | `a is b` | `Obj::is(&a, &b)` |
//! | `id(a)` | `Obj::id(&a)` |
//! | `sys.getrefcount(a)` | `Obj::refcount(&a)`: one less, since no argument holds it |
//! | `class Node: …` | `#[derive(Object)] struct Node { … }` |
//! | `self.next = None` | a field `next: ObjCell<Node>` |
//! | `__slots__` | always |
//! | `getattr(a, name)`, `setattr`, `delattr`, `dir` | [`attribute`](crate::AnyObj::attribute), `set_attribute`, `delete_attribute`, `attribute_names` of an [`AnyObj`](crate::AnyObj), for `pub` fields of types with `#[object(attributes)]` |
//! | `__del__` | [`Finalize`](crate::Finalize) |
//! | `weakref.ref(a)`, `ref()` | `Obj::downgrade(&a)`, `weak.upgrade()` |
//! | `weakref.ref(a, callback)`, `weakref.finalize(a, work)` | [`Obj::downgrade_with`](crate::Obj::downgrade_with), [`Obj::add_cleanup`](crate::Obj::add_cleanup) |
//! | `WeakKeyDictionary`, `WeakValueDictionary` | [`WeakKeyMap`](crate::WeakKeyMap), [`WeakValueMap`](crate::WeakValueMap) |
//! | `sys.intern("text")` | [`Str::intern`](crate::Str::intern), [`intern!`](crate::intern) |
//! | `gc.collect()`, `gc.freeze()`, `gc.disable()` | the same names in [`gc`](crate::gc) |
//! | `gc.get_referrers(a)`, `gc.get_referents(a)` | [`inspect::referrers`](crate::inspect::referrers), [`inspect::referents`](crate::inspect::referents) |
//! | `gc.get_objects()` | [`inspect::snapshot`](crate::inspect::snapshot()) |
//! | `sys.getsizeof(a)` | [`Node::size`](crate::inspect::Node::size) in a snapshot; [`inspect::deep_size`](crate::inspect::deep_size()) with all that it reaches |
//! | `copy.copy(a)`, `copy.deepcopy(a)` | `copy`, `deepcopy`, with the feature `parcel` |
//! | `pickle` | the module `serde`, with the feature of that name |
//! | `tracemalloc`, objgraph | [`inspect`](crate::inspect) |
//! | `isinstance(a, Node)` | `a.is_a::<Node>()` of an [`AnyObj`](crate::AnyObj) |
//! | an object of any type | [`AnyObj`](crate::AnyObj) |
//! | `int float bool str bytes tuple list dict set frozenset None` | [`Int`](crate::Int), [`Float`](crate::Float), [`Bool`](crate::Bool), [`Str`](crate::Str), [`Bytes`](crate::Bytes), [`Tuple`](crate::Tuple), [`List`](crate::List), [`Dict`](crate::Dict), [`Set`](crate::Set), [`FrozenSet`](crate::FrozenSet), [`NoneType`](crate::NoneType) |
//!
//! # A class
//!
//! ```python
//! class Node:
//!     def __init__(self, name):
//!         self.name = name
//!         self.parent = None
//!         self.children = []
//!
//!     def add(self, child):
//!         child.parent = weakref.ref(self)
//!         self.children.append(child)
//!
//!     def __del__(self):
//!         print("bye", self.name)
//! ```
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, Default)]
//! #[object(finalize)]
//! struct Node {
//!     name: Obj<Str>,
//!     parent: WeakCell<Node>,
//!     children: ObjVec<Node>,
//! }
//!
//! impl Node {
//!     fn new(name: &str) -> Obj<Node> {
//!         Obj::new(Node { name: name.into(), ..Default::default() })
//!     }
//! }
//!
//! /// Methods that need the object itself, `self` in Python, take its handle.
//! fn add(this: &Obj<Node>, child: Obj<Node>) {
//!     child.parent.set(this);
//!     this.children.push(child);
//! }
//!
//! impl Finalize for Node {
//!     fn finalize(this: &Obj<Self>) {
//!         println!("bye {}", this.name);
//!     }
//! }
//!
//! let root = Node::new("root");
//! add(&root, Node::new("leaf"));
//! assert_eq!(root.children.at(0).unwrap().parent.get().unwrap().name, root.name);
//! ```
//!
//! Fields have types, and a field that changes is a cell. `self` in a method is the *value*; a method that hands the object on takes
//! `this: &Obj<Node>`.
//!
//! # Statements: `graph!`
//!
//! [`graph!`](crate::graph) reads Python's statements, checks the names when the program is compiled, and does what CPython does,
//! constants included:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! let g = graph! {
//!     a = 256;
//!     b = 256;
//!     c = [1, 2, 3];
//!     d = c;
//!     d.append(4);
//!     same = a is b;
//!     length = len(c);
//! };
//! assert!(*g.same);
//! assert_eq!(*g.length, 4);
//! ```
//!
//! # What is not as in Python
//!
//! | | Python | here |
//! |---|---|---|
//! | attributes | any name, any time | the fields of the type |
//! | integers | without bound | 64 bits; beyond that `OverflowError` |
//! | threads | share objects, one runs at a time | a heap each |
//! | counts of constants | in the thousands, or immortal | what the unit holds |
//! | collections | after so many allocations | after so many *candidates*, see [running](super::running) |
//! | a module's names at exit | cleared somehow | dropped in Rust's order |
//!
//! Next: [when not to use it](super::when_not).
