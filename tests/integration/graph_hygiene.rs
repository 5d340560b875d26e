//! Units in surroundings that are not kind to macros.

use obj_runtime::prelude::*;

#[derive(Object, Default)]
pub(crate) struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    r#type: ObjCell<Node>,
}

/// Nothing is in scope, and the names that an expansion might want mean something else.
#[no_implicit_prelude]
#[deny(warnings)]
#[forbid(unsafe_code)]
#[deny(
    clippy::pedantic,
    clippy::nursery,
    clippy::min_ident_chars,
    clippy::shadow_unrelated,
    clippy::let_underscore_must_use
)]
#[deny(unused_qualifications, unused_results, let_underscore_drop, single_use_lifetimes, variant_size_differences)]
mod bare {
    use super::Node;

    #[allow(dead_code, non_camel_case_types, clippy::upper_case_acronyms, reason = "they are there to be in the way")]
    mod shadows {
        pub(super) struct Option {}
        pub(super) struct Vec {}
        pub(super) struct String {}
        pub(super) struct Obj {}
        pub(super) struct AnyObj {}
        pub(super) struct Graph {}
        pub(super) struct T0 {}
        pub(super) enum Result {
            Some,
            None,
            Ok,
            Err,
        }
        pub(super) mod core {}
        pub(super) mod std {}
        pub(super) mod obj_runtime {}
    }
    #[allow(unused_imports, reason = "they are there to be in the way")]
    use shadows::Result::{Err, None, Ok, Some};
    #[allow(unused_imports, reason = "they are there to be in the way")]
    use shadows::{AnyObj, Graph, Obj, Option, Result, String, T0, Vec, core, std};

    pub(super) fn unit() -> (::std::string::String, i64) {
        let unit = ::obj_runtime::graph! {
            Graph = 1;
            T0 = Graph + 2;
            constants = "text";
            value = [constants, T0, None, True];
            left, right = (1.5, b"b"), {"k": value};
            shared = part_0 = base = left;
            base = shared[0] + 1;
            node = Node { name: constants, .. };
            node.next = node;
            node.next.r#type = node;
            match = node.type.next.name;
            node.next = None;
            node.type = None;
            assert right["k"] is value and part_0 is shared or left < left;
            set = {1, 2, 3};
            value += (Graph,);
            a, b, c, d, e, f, h = 1, 2, 3, 4, 5, 6, 7;
            apple = apply = a;
            apply += b + c + d + e + f + h;
            node.next;
            apple == apply;
        };
        (::std::string::ToString::to_string(&unit.value), *unit.Graph)
    }
}

/// The names that a unit made by a macro binds are its own, except those that the macro is given.
macro_rules! unit_of {
    ($name:ident, $value:expr, $type:ty, $literal:literal, $path:path, $($rest:tt)*) => {
        graph! {
            local = $value;
            $name = [local, $literal];
            $name.append($literal * 2);
            made = $path { name: $literal, .. };
            cast = $name[0] as $type;
            function = $path::default();
            $($rest)*
        }
    };
}

#[test]
fn bare_surroundings_do_not_matter() {
    assert_eq!(bare::unit(), ("['text', 3, None, True, 1]".to_owned(), 1));
}

#[test]
fn macros_make_units() {
    let outer = 5;
    let g = unit_of!(list, 1 + 2, Int, "x", Node, list.append(rust!(AnyObj::from(outer))); last = list[-1];);
    assert_eq!((g.list.to_string(), *g.cast, g.last.repr()), ("[3, 'x', 'xx', 5]".to_owned(), 3, "5".to_owned()));
    assert_eq!((&*g.made.name, &*g.function.name, *g.local), ("x", "", 3));
}

/// A name of the macro and one that it is given are one name if they are spelled alike.
#[test]
fn names_are_compared_by_their_text() {
    macro_rules! counted {
        ($name:ident, $($rest:tt)*) => {
            graph! {
                total = 1;
                $name = 10;
                total += 1;
                seen = $name;
                $($rest)*
                del total;
            }
        };
    }
    let apart = counted!(other, third = total;);
    assert_eq!((*apart.other, *apart.seen, *apart.third), (10, 10, 2));
    let one = counted!(total, seen += 1;);
    assert_eq!(*one.seen, 12);
}

#[test]
fn fields_methods_and_paths_of_rust_are_no_names_of_the_unit() {
    #[derive(Clone, Copy)]
    struct Point {
        size: i64,
    }
    impl Point {
        fn depth(self) -> i64 {
            self.size + 1
        }
    }
    mod other {
        pub(super) fn width() -> i64 {
            3
        }
    }
    macro_rules! length {
        () => {
            4
        };
    }
    let point = Point { size: 1 };
    graph! {
        if rust!(point.size > 5) { size = 0; depth = 0; width = 0; length = 0; }
        assert rust!(point.size) == 1 and rust!(point.depth()) == 2 and rust!(other::width()) == 3 and rust!(length!()) == 4;
        assert rust!(Point { size: 7 }.depth()) == 8 and rust! { let found = Point { size: 5, ..point }; found.size } == 5;
    };
}

#[test]
fn the_crate_may_have_another_name() {
    use obj_runtime as renamed;
    mod other {
        pub(super) use ::obj_runtime as inner;
    }
    let first = renamed::graph! { a = 1000; b = 500 + 500; a is b };
    let second = other::inner::graph! { (257, "x") };
    assert!(*first && second.len() == 2);
}

#[test]
fn units_are_inside_units() {
    let g = graph! {
        a = 1001;
        b = rust!({
            let inner = graph! { a = 1001; b = [a]; };
            inner.b.append(Obj::into_any(a.clone()));
            inner.b
        });
        c = a is b[0];
    };
    assert_eq!((g.b.to_string(), *g.c), ("[1001, 1001]".to_owned(), false));
}

#[test]
fn locals_of_the_function_are_reached_through_rust_only() {
    let text = String::from("local");
    let constants = 3;
    let g = graph! {
        text = rust!(text.len());
        all = [text, rust!(constants)];
    };
    assert_eq!((g.text, g.all.len()), (5, 2));
}

/// The words that some edition of Rust keeps for itself.
macro_rules! with_rust_words {
    ($macro:ident) => {
        $macro! {
            abstract become box const do dyn enum extern final fn gen impl let loop macro match mod move mut override
            priv pub ref static struct trait typeof unsafe unsized use virtual where
        }
    };
}

mod words {
    use super::*;

    macro_rules! rust_words {
        ($($word:ident)*) => {
            #[derive(Object, Default)]
            #[allow(dead_code, reason = "the point is that they can be named")]
            struct Words {
                r#gen: ObjCell<Words>,
                r#match: ObjCell<Words>,
                r#type: u8,
                r#yield: u8,
                r#try: u8,
                r#for: ObjVec<Words>,
            }

            impl Words {
                fn r#gen(&self) -> u8 {
                    self.r#type
                }
                fn r#in(&self, r#dyn: u8) -> u8 {
                    self.r#try + r#dyn
                }
                fn r#async(&self) -> Obj<Words> {
                    self.r#gen.get().unwrap()
                }
            }

            #[test]
            fn all_words_are_names() {
                let g = graph! {
                    $($word = 1; $word += 1;)*
                    all = [$($word),*];
                };
                let fields = graph! {
                    words = Words { type: 1, yield: 2, try: 3, .. };
                    words.gen = words;
                    words.match = words.gen.gen;
                    words.for = [words.gen, words.match];
                    sums = words.gen(), words.in(4), words.async().gen.match.gen(), words.for[0].yield;
                    gen = 1; match = 2;
                    gen, match = words, gen;
                    shorthand = rust!(Words { r#gen: ObjCell::from(r#gen.clone()), ..Words::default() });
                    del words.gen, words.match, words.for[0];
                    gen.for.clear();
                    shorthand.gen.gen = None;
                };
                assert!(g.all.iter().all(|word| word.repr() == "2"));
                assert_eq!((g.all.len(), *fields.r#match), ([$(stringify!($word)),*].len(), 1));
                assert_eq!(Obj::as_any(&fields.sums).repr(), "(1, 7, 1, 2)");
            }
        };
    }
    with_rust_words!(rust_words);
}
