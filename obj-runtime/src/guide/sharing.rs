//! Equal values as one object: interning, hash-consing, small values, text.
//!
//! Some values are made again and again: symbols, types, styles, small numbers. If equal ones are one object, they take
//! memory once, and to compare two of them is to compare two addresses.
//!
//! # `intern`: one object per value
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object, PartialEq, Eq, Hash)]
//! #[object(intern)]
//! struct Style { font: Obj<Str>, size: u8 }
//!
//! let style = |size| Obj::new(Style { font: "serif".into(), size });
//! let (body, same, heading) = (style(10), style(10), style(14));
//!
//! assert!(Obj::is(&body, &same));
//! assert!(!Obj::is(&body, &heading));
//! assert_eq!(Obj::<Style>::interned_count(), 2);
//! ```
//!
//! `Obj::new` looks the value up first, with its own `Eq` and `Hash`, and returns the object that is there. The table does not keep
//! objects alive: when the last handle to a style goes, the style goes. [`Obj::interned`](crate::Obj::interned) looks without
//! making anything.
//!
//! What is found by its value must not change it. So an interned type, and everything it holds, is *frozen*: a cell in one of its
//! fields is an error at that field.
//!
//! # Hash-consing
//!
//! Handles to interned objects are themselves compared and hashed by address. A tree of interned nodes therefore costs, node by
//! node, only what the node's own fields cost, however large the trees below are; equal subtrees are stored once; and `==`
//! of two whole trees takes one comparison. This is *hash-consing*. (Handles to `dyn Trait` are compared and hashed as the trait says, by value
//! as a rule, since which values are equal is its own matter: in such a tree hold an [`AnyObj`](crate::AnyObj), or a
//! [`ById`](crate::ById) of the handle.)
//!
//! ```
//! use obj_runtime::prelude::*;
//! use std::collections::HashMap;
//!
//! #[derive(Object, PartialEq, Eq, Hash)]
//! #[object(intern)]
//! enum Term { Number(i64), Sum(Obj<Term>, Obj<Term>) }
//!
//! // 2^40 leaves, 41 objects.
//! let mut term = Obj::new(Term::Number(1));
//! for _ in 0..40 {
//!     term = Obj::new(Term::Sum(term.clone(), term));
//! }
//! assert_eq!(Obj::<Term>::interned_count(), 41);
//!
//! // What is computed for a term is remembered by its handle: each term is met once.
//! fn value(term: &Obj<Term>, known: &mut HashMap<Obj<Term>, i64>) -> i64 {
//!     if let Some(value) = known.get(term) {
//!         return *value;
//!     }
//!     let result = match &**term {
//!         Term::Number(number) => *number,
//!         Term::Sum(left, right) => value(left, known) + value(right, known),
//!     };
//!     known.insert(term.clone(), result);
//!     result
//! }
//! assert_eq!(value(&term, &mut HashMap::new()), 1 << 40);
//! ```
//!
//! A map that should not keep its terms alive is a [`WeakKeyMap`](crate::WeakKeyMap). The program `examples/simplifier.rs` simplifies
//! formulas this way.
//!
//! # `cache`: values made once
//!
//! For types with one small number, and for enums without fields. The objects are made when they are first asked for, and live
//! as long as the thread.
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! #[derive(Object)]
//! #[object(cache = 0..=127)]
//! struct Note(u8);
//!
//! assert!(Obj::is(&Obj::new(Note(60)), &Obj::new(Note(60))));
//! assert!(!Obj::is(&Obj::new(Note(200)), &Obj::new(Note(200))));
//!
//! #[derive(Object)]
//! #[object(cache)]
//! enum Suit { Hearts, Spades }
//!
//! assert!(Obj::is(&Obj::new(Suit::Hearts), &Obj::new(Suit::Hearts)));
//! # let _ = Suit::Spades;
//! ```
//!
//! # Text
//!
//! [`Str`](crate::Str) is text that never changes; `Obj<Str>` dereferences to `str`. Each conversion from a `&str` makes an object; text
//! that is used as a *name* is interned:
//!
//! ```
//! use obj_runtime::prelude::*;
//!
//! let (one, two): (Obj<Str>, Obj<Str>) = ("red".into(), "red".into());
//! assert!(one == two && !Obj::is(&one, &two));
//!
//! let word = String::from("red");                 // text that is known at run time
//! assert!(Obj::is(&Str::intern(&word), &Str::intern("red")));
//! assert!(Obj::is(&intern!("red"), &Str::intern("red")));   // a constant: looked up once per place
//! ```
//!
//! # What is it: equal, or the same?
//!
//! | | asks | cost |
//! |---|---|---|
//! | `a == b` | whether the values are equal, by the type's `PartialEq` | the value's; of interned types, one comparison |
//! | `Obj::is(&a, &b)` | whether it is one object (Python's `is`) | one comparison |
//! | [`ById`](crate::ById) | makes a handle a key by identity, in a `HashMap` | an address |
//! | [`inspect::explain_is`](crate::inspect::explain_is()) | *why* two handles are, or are not, to one object | |
//!
//! ```
//! use obj_runtime::prelude::*;
//! use obj_runtime::inspect::explain_is;
//!
//! let (a, b): (Obj<Int>, Obj<Int>) = (7.into(), 7.into());
//! println!("{}", explain_is(&a, &b));             // one object: the ints from -5 to 256 are made once per thread
//! # assert!(explain_is(&a, &b).to_string().starts_with("one object: the ints from -5 to 256"));
//! ```
//!
//! # Coming from an interner
//!
//! | internment, string_cache, `Rc<str>` in a set | here |
//! |---|---|
//! | `ArcIntern::new(value)` | `Obj::new(value)` of a type with `#[object(intern)]` |
//! | `from_ref(&value)`: look first, copy if it is new | [`Obj::interned`](crate::Obj::interned)`(&value)`, then `Obj::new`; [`Str::intern`](crate::Str::intern)`(text)` for texts |
//! | `num_objects_interned` | [`Obj::<T>::interned_count`](crate::Obj::interned_count) |
//! | an atom known when the program is compiled | [`intern!`](crate::intern)`("text")` |
//! | `deepsize` | [`inspect::deep_size`](crate::inspect::deep_size()): of the objects, without buffers of their values |
//! | serde | the feature `serde`: equal values are found again when they are loaded |
//! | atoms that cross threads | a heap for each thread: the text crosses, and is interned there |
//!
//! Next: [when objects die](super::endings).
