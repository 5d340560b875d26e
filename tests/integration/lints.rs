//! Generated code breaks no lint of the user's, however strict.
#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo)]
#![deny(missing_docs, missing_debug_implementations, unreachable_pub, unused, unused_qualifications)]
#![deny(elided_lifetimes_in_paths, trivial_casts, trivial_numeric_casts, unused_lifetimes, unused_results)]
#![deny(let_underscore_drop, single_use_lifetimes, variant_size_differences, redundant_lifetimes, unit_bindings)]
#![deny(clippy::absolute_paths, clippy::arbitrary_source_item_ordering, clippy::as_conversions)]
#![deny(clippy::exhaustive_enums, clippy::exhaustive_structs, clippy::impl_trait_in_params, clippy::indexing_slicing)]
#![deny(clippy::integer_division, clippy::let_underscore_untyped, clippy::missing_trait_methods)]
#![deny(clippy::missing_docs_in_private_items, clippy::missing_inline_in_public_items, clippy::pattern_type_mismatch)]
#![deny(clippy::semicolon_inside_block, clippy::single_char_lifetime_names)]
#![deny(clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block, clippy::wildcard_enum_match_arm)]

use std::cell::RefCell;
use std::marker::PhantomData;

use obj_runtime::prelude::*;

/// Another name of a type.
type Small = u16;

/// What has a length.
trait Length {
    /// How long it is.
    fn length(&self) -> f64;
}

obj_runtime::dyn_object!(dyn Length);

/// An object.
#[derive(Object, Debug, Clone, PartialEq, PartialOrd)]
#[object(as = [dyn Length])]
struct Point {
    /// How far to the right.
    across: f64,
    /// How far down.
    down: f64,
}

impl Length for Point {
    fn length(&self) -> f64 {
        self.across.hypot(self.down)
    }
}

/// A part of objects.
#[derive(Trace, Default)]
struct Link<T, U: ?Sized> {
    /// What it says.
    #[object(skip)]
    says: PhantomData<U>,
    /// Where it leads.
    to: RefCell<Option<Obj<T>>>,
}

/// An object with parts.
#[derive(Object)]
#[object(finalize)]
enum Node<T> {
    /// One with a link.
    Linked(Link<Point, T>, Vec<T>),
    /// One with a value.
    Valued {
        /// The value.
        value: T,
    },
}

impl<T: Trace + 'static> Finalize for Node<T> {
    fn finalize(this: &Obj<Self>) {
        if let &Self::Linked(Link { ref to, .. }, _) = &**this {
            drop(to.take());
        }
    }
}

/// An interned object.
#[derive(Object, Debug, PartialEq, Eq, Hash)]
#[object(intern, name = "symbol")]
struct Symbol<T> {
    /// Its text.
    text: T,
}

/// A cached object.
#[derive(Object, Debug)]
#[object(cache = 0..=99)]
struct Level(Small);

/// A cached object of few values.
#[derive(Object, Debug)]
#[object(cache)]
enum Suit {
    /// The red one.
    Hearts,
    /// The black one.
    Spades,
}

#[test]
fn types_under_strict_lints_work() {
    let point = Obj::new(Point { across: 0.5, down: 1.5 });
    let link = Link { says: PhantomData::<u8>, to: RefCell::new(Some(point.clone())) };
    let linked = Obj::new(Node::Linked(link, vec![1_u8]));
    assert_eq!(Obj::refcount(&point), 2);
    drop(linked);
    assert_eq!(Obj::refcount(&point), 1);
    let length: Obj<dyn Length> = Obj::upcast(point.clone());
    assert!(length.length() > 1.0);
    let valued = Obj::new(Node::Valued { value: 7_u8 });
    assert!(matches!(*valued, Node::Valued { value: 7 }));
    let symbol = Obj::new(Symbol { text: "a" });
    assert!(Obj::is(&symbol, &Obj::new(Symbol { text: "a" })));
    assert_eq!(Obj::new(Level(5)).0, 5);
    for suit in [Suit::Hearts, Suit::Spades] {
        assert_eq!(Obj::refcount(&Obj::new(suit)), 2);
    }
    assert!((point.across - 0.5).abs() < f64::EPSILON && point.down > 1.0);
}
