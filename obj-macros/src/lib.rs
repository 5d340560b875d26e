//! The macros of `obj-runtime`. Depend on that crate; it re-exports everything here.
//!
//! # Layers
//! From the floor up: a module imports those above it in this list, and none below.
//!
//! - `extent`: where something stands in the user's text.
//! - `errors`: collects the user's mistakes, and knows nothing of what they are about.
//! - `names`: names of the user as text, and the names that generated code uses.
//! - `fixed`: code that is the same for many types, written as a text.
//! - `module`: the module in which generated code stands, by which it finds what is private there.
//! - `crate_path`: where generated code finds the runtime.
//! - `output`: what every derive hands back, whatever its items are.
//! - `options`: reads `#[object(…)]`, and does not know what an option does.
//! - `derive::groups`: looks through brackets that say nothing.
//! - `derive::aside`: puts code in types aside while the type is read.
//! - `derive::below`: whether what stands below a derive may change the type.
//! - `derive::number`: literals as numbers, and which of them a type has.
//! - `derive::mentions`: which parameters a type mentions.
//! - `derive::contents`: what the text of a field's type says of what the field holds.
//! - `derive::filled_later`: what serde is told of a field that it fills later.
//! - `derive::blame`: what a message about a field's type names.
//! - `derive::named`: what the name of a field's type says of the memory that its values own.
//! - `derive::header`: the head of an `impl`.
//! - `derive::model`: what a derive knows of a type; plain data.
//! - `derive::parse`: from tokens to an item, each option read and none judged.
//! - `derive::cache`: what the option `cache` asks for.
//! - `derive::check`: judges an item, and makes the model of it.
//! - `derive::twice`: whether the other derive was there before.
//! - `derive::implement`: from a model to items, where nothing can be wrong any more.
//! - `derive`: one stage after the other.
//! - `graph_macro::builtins`: the functions and modules of the language.
//! - `graph_macro::words`: its signs and operators, and what cannot be bound.
//! - `graph_macro::methods`: the methods of its built-in values.
//! - `graph_macro::python`: what Python has and a unit has not, and what to write instead.
//! - `graph_macro::source`: the lines of a unit in its file.
//! - `graph_macro::syntax`: what a unit says; plain data.
//! - `graph_macro::walk`: the way of a stage through a unit.
//! - `graph_macro::tokens`: the tokens of a unit, and what a parser asks of them.
//! - `graph_macro::parse`: from tokens to syntax, and does not know what a name means.
//! - `graph_macro::constants`: what is folded, what is one object, and what a unit keeps.
//! - `graph_macro::check`: the rules that need no types.
//! - `graph_macro::expand`: from a unit to Rust, where nothing can be wrong any more.
//! - `graph_macro`: one stage after the other.

/// The program in the README compiles and does what it says.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

mod extent;
mod errors;
mod names;
mod fixed;
mod module;
mod crate_path;
mod output;
mod options;
mod derive;
mod graph_macro;

use proc_macro::TokenStream;

use crate::options::Derive;

/// Makes objects of a type: its values can be given to `Obj::new`.
///
/// For structs and enums of every kind, generic ones included. Every field is traced, so that the collector
/// finds the handles in it; a field's type is an object handle, a cell or a container of the standard library or
/// of this one, a plain value, a function (`fn(&[Value]) -> Value`), or a part with [`derive(Trace)`](macro@Trace). For
/// closures there is `Callback`, for traits of yours `dyn_trace!`, and for what holds no handles `Plain`.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Node<T> {
///     item: T,
///     next: ObjCell<Node<T>>,
/// }
///
/// let node = Obj::new(Node { item: 1, next: ObjCell::default() });
/// node.next.set(Some(node.clone()));
/// drop(node);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
///
/// # Options of the type
///
/// Written as `#[object(option, option = value)]`.
///
/// | option | |
/// |---|---|
/// | `cache = low..=high` | these values are made once per thread and shared; see below |
/// | `cache` | the same for all values of a type that has few |
/// | `intern` | equal values are one object |
/// | `frozen` | neither a value nor anything it reaches ever changes |
/// | `finalize` | the type's `Finalize` runs when an object dies |
/// | `name = "…"` | the name in messages and tables, if it is to be another than the type's; or a constant: `name = T::NAME`. On a part with `derive(Trace)`: in the name of `[T]` in saved graphs |
/// | `attributes` | fields can be found by name when the program runs; see below |
/// | `alias = "…"` | the name by which graphs have it (or of a part, `[T]`) that were saved before it had another; or several: `alias = ["…", "…"]` |
/// | `as = [dyn Trait, …]` | handles can be made ones to these traits; see below |
/// | `bound = "T: …"` | what is asked of the parameters, in place of what the fields say; see below |
/// | `crate = path` | where `obj-runtime` is found, if not at `::obj_runtime`; see below |
///
/// # Options of a field
///
/// | option | |
/// |---|---|
/// | `skip` | the field is not traced, and its type can be anything |
/// | `frozen` | in a type that is frozen: the field's type can be anything, and you vouch that it never changes |
/// | `trace_with = unsafe { f }` | `f(&field, &mut Tracer)` visits the handles in the field, whose type can be anything; see below |
///
/// A handle in a field that is not traced counts as held from outside: it is never dangling, but a cycle through
/// it is never collected.
///
/// # Containers of other crates: `trace_with`
///
/// For a container without `Trace` that holds handles. The function keeps the promises of `Trace`: it visits each handle
/// that the field owns once. Nothing checks that, hence `unsafe`.
///
/// ```
/// # mod other { #[derive(Default)] pub struct Ring<T>(pub Vec<T>); impl<T> Ring<T> { pub fn iter(&self) -> std::slice::Iter<'_, T> { self.0.iter() } } }
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Node {
///     #[object(trace_with = unsafe { trace_ring })]
///     near: std::cell::RefCell<other::Ring<Obj<Node>>>,
/// }
///
/// fn trace_ring(ring: &std::cell::RefCell<other::Ring<Obj<Node>>>, tracer: &mut Tracer) {
///     // What is borrowed counts as held from outside.
///     let Ok(ring) = ring.try_borrow() else { return };
///     ring.iter().enumerate().for_each(|(index, node)| tracer.item(index, node));
/// }
///
/// let node = Obj::new(Node::default());
/// node.near.borrow_mut().0.push(node.clone());
/// drop(node);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
///
/// # Fields by name: `attributes`
///
/// For structs. `graph!` reads and sets the fields of an object of which only the unit's run shows what it is (`nodes[0].name`), as
/// do `getattr`, `setattr`, `hasattr`, `dir` and `vars` there, and `AnyObj::attribute` and `AnyObj::set_attribute` in Rust. A field
/// is found from where Rust lets it be named: one without `pub` in the type's module only.
///
/// The option takes the compiler half as long again as the rest of the derive, for a type with five fields. Where the type is known,
/// `a.name` needs no option.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// #[object(attributes)]
/// struct Node { name: Obj<Str>, next: ObjCell<Node> }
///
/// graph! {
///     nodes = [Node { name: name, .. } for name in ["a", "b"]];
///     for node in nodes { node.next = nodes[0]; }
///     assert nodes[1].next.name == "a";
///     for node in nodes { node.next = None; }
/// };
/// ```
///
/// # Small values: `cache`
///
/// For a type with one field (`PhantomData` apart) that is an integer of any width, a `char` or a `bool`, and for
/// enums and structs without fields. The range is written in literals and has at most 65,536 values. A cached
/// object is made when its value is first asked for and lives as long as the thread. Getting it again takes
/// constant time; values outside of the range are objects of their own.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// #[object(cache = -5..=256)]
/// struct Level(i64);
///
/// assert!(Obj::is(&Obj::new(Level(256)), &Obj::new(Level(256))));
/// let (one, two) = (Obj::new(Level(257)), Obj::new(Level(257)));
/// assert!(!Obj::is(&one, &two));
///
/// #[derive(Object)]
/// #[object(cache)]
/// enum Suit { Hearts, Spades }
///
/// assert!(Obj::is(&Obj::new(Suit::Hearts), &Obj::new(Suit::Hearts)));
/// ```
///
/// # One object per value: `intern`
///
/// For types with `Eq` and `Hash`. `Obj::new` looks for an object of an equal value in a table, and drops the new
/// value if there is one: with one hash of the value and usually one comparison. (Of n values with one hash, each is
/// compared with the others, once.) The table does not keep objects alive.
///
/// Handles to interned objects are themselves compared and hashed by identity, which is equality here. So a node made of
/// interned nodes costs what its own fields cost, however deep and however shared the structure below it is: this is
/// hash-consing.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, PartialEq, Eq, Hash)]
/// #[object(intern)]
/// struct Symbol { name: String, arity: u8 }
///
/// let one = Obj::new(Symbol { name: "cons".into(), arity: 2 });
/// let two = Obj::new(Symbol { name: "cons".into(), arity: 2 });
/// assert!(Obj::is(&one, &two));
/// ```
///
/// For the same reason a `HashMap` of such handles is asked with a handle, not with a value. `Obj::interned` finds the
/// handle of a value without making an object:
///
/// ```
/// use obj_runtime::prelude::*;
/// use std::collections::HashMap;
///
/// #[derive(Object, PartialEq, Eq, Hash)]
/// #[object(intern)]
/// enum Term { Number(i64), Sum(Obj<Term>, Obj<Term>) }
///
/// let one = Obj::new(Term::Number(1));
/// let two = Obj::new(Term::Sum(one.clone(), one.clone()));
/// let values = HashMap::from([(one.clone(), 1), (two, 2)]);
/// let found = Obj::interned(&Term::Sum(one.clone(), one)).unwrap();
/// assert_eq!(values[&found], 2);
/// assert!(Obj::interned(&Term::Number(7)).is_none());
/// ```
///
/// # What never changes: `frozen`
///
/// A value that is found by what it is must stay what it is, so interned and cached types are frozen, and so is
/// everything they hold: a cell in one of their fields is an error at that field. Frozen objects cannot be part of a
/// cycle, and the collector never looks at them.
///
/// ```compile_fail
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// #[object(frozen)]
/// struct Counter { count: std::cell::Cell<u32> } // `Cell<u32>` may change
/// ```
///
/// # Handles to a trait: `as`
///
/// An object is used as a trait through `Obj<dyn Trait>`, a handle like every other: `Obj::upcast` makes one, and so does
/// `AnyObj::cast` if the object's type lists the trait. The trait is declared once with `dyn_object!`.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// trait Shape { fn area(&self) -> u32; }
/// obj_runtime::dyn_object!(dyn Shape);
///
/// #[derive(Object)]
/// #[object(as = [dyn Shape])]
/// struct Square { side: u32 }
///
/// impl Shape for Square {
///     fn area(&self) -> u32 { self.side * self.side }
/// }
///
/// let shapes: [Obj<dyn Shape>; 1] = [Obj::upcast(Obj::new(Square { side: 3 }))];
/// assert_eq!(shapes[0].area(), 9);
/// ```
///
/// # Parameters: `bound`
///
/// Of a type parameter it is asked that its values can be traced where one lies in a field, and that there can be handles to
/// it where there are. Nothing is asked of it inside `Weak`, `WeakCell`, `Rc`, `Arc`, `PhantomData`, `fn`, `dyn`, pointers and
/// references, and of a projection `T::Item` it is the projection that is asked. `bound` says something else, in the words of
/// a `where` clause; `bound = ""` asks nothing.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Watcher<T: ?Sized> { target: WeakCell<T>, make: fn(&T) -> Box<T> } // `T` can be anything
///
/// #[derive(Object)]
/// #[object(bound = "I: Iterator<Item: Trace>")]
/// struct Buffer<I: Iterator> { items: Items<I> }
///
/// type Items<I> = Vec<<I as Iterator>::Item>; // the derive does not see through an alias
/// ```
///
/// # Another name of the runtime: `crate`
///
/// Where `obj-runtime` is a dependency under another name, one line in the root of the crate,
/// `extern crate other_name as obj_runtime;`, is enough for all macros. `crate = path` on a type is for what it does not reach:
/// types that a macro of yours defines in other crates.
///
/// # Behaviour without its type
///
/// Through an `AnyObj` an object prints, compares and hashes as the type's own `Debug`, `Display`, `PartialEq`,
/// `PartialOrd` and `Hash` say, where it has them. Where it has none, and for types with type parameters, it does
/// as a plain instance in Python: it is equal to itself only, and prints as `<Name object at 0x…>`. A type with
/// `PartialEq` and without `Hash` has no hash.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Debug, PartialEq)]
/// struct Point { x: i32 }
///
/// let one = Obj::into_any(Obj::new(Point { x: 1 }));
/// let two = Obj::into_any(Obj::new(Point { x: 1 }));
/// assert_eq!(one.repr(), "Point { x: 1 }");
/// assert!(one.equals(&two));
/// assert!(one.hash_value().is_err());
/// ```
///
/// # Rules
///
/// Checked when the type is compiled; the message says what to write instead.
///
/// - No lifetime parameters: an object lives as long as there are handles to it.
/// - No `impl Drop`: it could use objects that are gone already. Write a finalizer, which runs while everything is
///   still there.
/// - No `union`, and no `#[repr(packed)]`.
#[proc_macro_derive(Object, attributes(object))]
pub fn derive_object(input: TokenStream) -> TokenStream {
    derive::derive(input.into(), Derive::Object).into()
}

/// Makes a type a part of objects: one that is no object of its own, but may hold handles.
///
/// Values of the type can be in the fields of objects and of other parts, in `Vec`, `Option`, `RefCell` and so on.
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Trace)]
/// enum Link {
///     Absolute(Obj<Page>),
///     External { address: String },
/// }
///
/// #[derive(Object, Default)]
/// struct Page { links: std::cell::RefCell<Vec<Link>> }
///
/// let page = Obj::new(Page::default());
/// page.links.borrow_mut().push(Link::External { address: "example.org".into() });
/// page.links.borrow_mut().push(Link::Absolute(page.clone()));
/// drop(page);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
///
/// # Options
///
/// The type has `frozen`, `bound` and `crate`, a field has `skip`, `frozen` and `trace_with`; they mean what they mean in
/// [`derive(Object)`](macro@Object). A part of an interned object, for example, is frozen:
///
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Trace, PartialEq, Eq, Hash)]
/// #[object(frozen)]
/// struct Position { line: u32, column: u32 }
///
/// #[derive(Object, PartialEq, Eq, Hash)]
/// #[object(intern)]
/// struct Token { text: String, at: Position }
///
/// let token = |column| Obj::new(Token { text: "if".into(), at: Position { line: 1, column } });
/// assert!(Obj::is(&token(4), &token(4)));
/// assert!(!Obj::is(&token(4), &token(8)));
/// ```
///
/// # Rules
///
/// As for objects: no lifetime parameters, no `union`, no `#[repr(packed)]`, no `impl Drop`. What must be cleaned up
/// is for the finalizer of the object, or for a field of its own with `#[object(skip)]`.
#[proc_macro_derive(Trace, attributes(object))]
pub fn derive_trace(input: TokenStream) -> TokenStream {
    derive::derive(input.into(), Derive::Trace).into()
}

/// What `graph!` of the runtime hands its tokens to.
#[doc(hidden)]
#[proc_macro]
pub fn __graph(input: TokenStream) -> TokenStream {
    graph_macro::graph(input.into()).into()
}
