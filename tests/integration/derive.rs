//! What the derives make of types of every kind.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug};
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use obj_runtime::prelude::*;
use obj_runtime::{Frozen, gc};

/// A ring of `length` objects that only the ring holds.
fn leave_ring<T: Object>(length: usize, make: impl Fn() -> T, link: impl Fn(&Obj<T>, Obj<T>)) {
    let ring: Vec<_> = (0..length).map(|_| Obj::new(make())).collect();
    for index in 0..length {
        link(&ring[index], ring[(index + 1) % length].clone());
    }
}

mod shapes {
    use super::*;

    #[derive(Object, Default)]
    struct Named {
        next: RefCell<Option<Obj<Self>>>,
        weight: u32,
    }

    #[derive(Object, Default)]
    struct Tuple(u32, RefCell<Vec<Obj<Tuple>>>);

    #[derive(Object, Default)]
    struct Unit;

    #[derive(Object)]
    enum Choice {
        Empty,
        One(RefCell<Option<Obj<Choice>>>),
        Many { weight: u8, held: RefCell<Vec<Obj<Choice>>> },
    }

    #[derive(Object)]
    enum Never {}

    #[test]
    fn structs_are_traced() {
        leave_ring(3, Named::default, |one, two| *one.next.borrow_mut() = Some(two));
        assert_eq!(gc::collect(), 3);
        assert_eq!(Obj::new(Named { weight: 5, ..Named::default() }).weight, 5);
    }

    #[test]
    fn tuple_structs_are_traced() {
        leave_ring(3, Tuple::default, |one, two| one.1.borrow_mut().push(two));
        assert_eq!(gc::collect(), 3);
        assert_eq!(Obj::new(Tuple(5, RefCell::default())).0, 5);
    }

    #[test]
    fn unit_structs_are_objects() {
        assert!(!Obj::is(&Obj::new(Unit), &Obj::new(Unit)));
        const { assert!(!Unit::HOLDS) };
    }

    #[test]
    fn every_variant_is_traced() {
        let link = |one: &Obj<Choice>, two| match &**one {
            Choice::Empty => unreachable!("no ring is made of these"),
            Choice::One(place) => *place.borrow_mut() = Some(two),
            Choice::Many { weight, held } => held.borrow_mut().extend(vec![two; usize::from(*weight)]),
        };
        leave_ring(2, || Choice::One(RefCell::default()), link);
        assert_eq!(gc::collect(), 2);
        leave_ring(4, || Choice::Many { weight: 3, held: RefCell::default() }, link);
        assert_eq!(gc::collect(), 4);
        assert_eq!(Obj::refcount(&Obj::new(Choice::Empty)), 1);
    }

    #[test]
    fn types_without_values_are_object_types() {
        assert_eq!(Never::NAME, "Never");
        assert!(Obj::<Never>::from_id(0x1000).is_none());
    }

    #[test]
    fn only_types_that_hold_handles_are_tracked() {
        #[derive(Object)]
        struct Plain {
            text: String,
            numbers: [u8; 3],
        }
        const { assert!(Named::HOLDS && Tuple::HOLDS && Choice::HOLDS) };
        const { assert!(!Plain::HOLDS && !Never::HOLDS) };
        let plain = Obj::new(Plain { text: "a".into(), numbers: [1, 2, 3] });
        assert_eq!((&*plain.text, plain.numbers), ("a", [1, 2, 3]));
    }
}

mod parts {
    use super::*;

    #[derive(Trace, Default)]
    struct Link {
        to: RefCell<Option<Obj<Node>>>,
        #[object(skip)]
        note: Untraceable,
    }

    #[derive(Trace)]
    enum Edge<T> {
        None,
        Some(T),
    }

    #[derive(Default)]
    struct Untraceable(Cell<u32>);

    #[derive(Object)]
    struct Node {
        links: Vec<Link>,
        edge: RefCell<Edge<Obj<Node>>>,
    }

    fn node() -> Node {
        Node { links: vec![Link::default(), Link::default()], edge: RefCell::new(Edge::None) }
    }

    #[test]
    fn handles_in_parts_are_found() {
        leave_ring(3, node, |one, two| *one.links[1].to.borrow_mut() = Some(two));
        assert_eq!(gc::collect(), 3);
        leave_ring(2, node, |one, two| *one.edge.borrow_mut() = Edge::Some(two));
        assert_eq!(gc::collect(), 2);
    }

    #[test]
    fn skipped_fields_need_nothing_and_work() {
        let node = Obj::new(node());
        node.links[0].note.0.set(7);
        assert_eq!(node.links[0].note.0.get(), 7);
    }

    #[derive(Object)]
    struct Keeper {
        #[object(skip)]
        kept: RefCell<Option<Obj<Keeper>>>,
    }

    #[test]
    fn what_a_skipped_field_holds_counts_as_held_from_outside() {
        let keeper = Obj::new(Keeper { kept: RefCell::default() });
        *keeper.kept.borrow_mut() = Some(keeper.clone());
        let id = Obj::id(&keeper);
        drop(keeper);
        assert_eq!(gc::collect(), 0);
        Obj::<Keeper>::from_id(id).unwrap().kept.take();
        assert!(Obj::<Keeper>::from_id(id).is_none());
    }
}

mod generics {
    use super::*;

    #[derive(Object)]
    struct List<T: Clone + 'static, const N: usize>
    where
        T: Debug,
    {
        items: [T; N],
        next: RefCell<Option<Obj<List<T, N>>>>,
    }

    #[derive(Object)]
    struct Tagged<T, U: ?Sized = str> {
        value: RefCell<Vec<T>>,
        unit: PhantomData<U>,
    }

    #[derive(Object)]
    struct Projected<I: Iterator>(RefCell<Option<I::Item>>, RefCell<Vec<<I as Iterator>::Item>>);

    #[derive(Object)]
    struct Boxed<T: ?Sized>(Box<T>);

    #[derive(Object, Default)]
    struct Sized_<const A: usize, const B: bool>;

    struct NotTraced;

    #[test]
    fn each_instance_is_a_type_of_its_own() {
        let one = Obj::into_any(Obj::new(List { items: [1_u8], next: RefCell::default() }));
        let two = Obj::into_any(Obj::new(List { items: ["a", "b"], next: RefCell::default() }));
        assert!(one.is_a::<List<u8, 1>>() && !one.is_a::<List<u8, 2>>());
        assert!(two.is_a::<List<&str, 2>>());
        assert_eq!((one.type_name(), two.type_name()), ("List", "List"));
        assert_eq!(Obj::refcount(&Obj::new(Sized_::<3, true>)), 1);
    }

    #[test]
    fn handles_in_parameters_are_found() {
        leave_ring(3, || List { items: [0], next: RefCell::default() }, |one, two| *one.next.borrow_mut() = Some(two));
        assert_eq!(gc::collect(), 3);
        let ring = Obj::new(Tagged::<AnyObj, NotTraced> { value: RefCell::default(), unit: PhantomData });
        ring.value.borrow_mut().push(Obj::into_any(ring.clone()));
        drop(ring);
        assert_eq!(gc::collect(), 1);
        let ring = Obj::new(Projected::<std::vec::IntoIter<AnyObj>>(RefCell::default(), RefCell::default()));
        *ring.0.borrow_mut() = Some(Obj::into_any(ring.clone()));
        ring.1.borrow_mut().push(Obj::into_any(ring.clone()));
        drop(ring);
        assert_eq!(gc::collect(), 1);
    }

    #[test]
    fn parameters_decide_whether_an_instance_is_tracked() {
        const { assert!(!Boxed::<u8>::HOLDS && !Boxed::<str>::HOLDS && Boxed::<AnyObj>::HOLDS) };
        assert_eq!(&*Obj::new(Boxed::<str>("text".into())).0, "text");
    }
}

mod recursion {
    use super::*;

    #[derive(Object, Default)]
    struct Tree {
        kids: RefCell<Vec<Tree>>,
        twins: [Option<Box<Tree>>; 2],
        other: (Branch, HashMap<u8, Branch>),
        up: RefCell<Option<Obj<Tree>>>,
    }

    #[derive(Trace, Default)]
    struct Branch {
        trees: Vec<Tree>,
        more: Option<Box<(Branch, Tree)>>,
    }

    /// Each level is a type of its own: there is no end to them, and none is needed.
    #[derive(Object)]
    struct Nested<T> {
        value: T,
        deeper: ObjCell<Nested<(T, T)>>,
        any: RefCell<Option<AnyObj>>,
    }

    #[derive(Object, PartialEq, Eq, Hash)]
    #[object(intern)]
    struct Path<T>(Vec<Path<T>>, Option<Box<Step<T>>>);

    #[derive(Trace, PartialEq, Eq, Hash)]
    #[object(frozen)]
    enum Step<T> {
        Into(T, Path<T>),
        Out,
    }

    #[test]
    fn handles_in_types_that_contain_themselves_are_found() {
        const { assert!(Tree::HOLDS && Branch::HOLDS) };
        let tree = Obj::new(Tree::default());
        let inner = Tree { up: RefCell::new(Some(tree.clone())), ..Tree::default() };
        tree.kids.borrow_mut().push(Tree { twins: [None, Some(Box::new(inner))], ..Tree::default() });
        drop(tree);
        assert_eq!(gc::collect(), 1);
    }

    #[test]
    fn types_may_hold_handles_to_ever_larger_ones() {
        let outer = Obj::new(Nested { value: 1, deeper: ObjCell::default(), any: RefCell::default() });
        let inner = Obj::new(Nested { value: (2, 3), deeper: ObjCell::default(), any: RefCell::default() });
        *inner.any.borrow_mut() = Some(Obj::into_any(outer.clone()));
        outer.deeper.set(Some(inner.clone()));
        assert_eq!((outer.value, inner.value), (1, (2, 3)));
        drop((outer, inner));
        assert_eq!(gc::collect(), 2);
    }

    #[test]
    fn interned_types_may_contain_each_other() {
        let path = |value| Path(vec![Path(vec![], None)], Some(Box::new(Step::Into(value, Path(vec![], None)))));
        let one = Obj::new(path(1));
        assert!(Obj::is(&one, &Obj::new(path(1))));
        assert!(!Obj::is(&one, &Obj::new(path(2))));
        assert!(Step::Out::<u8> != Step::Into(1, path(1)));
    }
}

mod policies {
    use super::*;

    #[derive(Object, Debug, PartialEq)]
    #[object(cache = -5..=256)]
    struct Level(i64);

    #[derive(Object)]
    #[object(cache = 340282366920938463463374607431768211454..=340282366920938463463374607431768211455)]
    struct Top(u128);

    #[derive(Object)]
    #[object(cache = -170141183460469231731687303715884105728..=-170141183460469231731687303715884105727)]
    struct Bottom {
        value: i128,
    }

    type Alias = u16;

    #[derive(Object)]
    #[object(cache = 10..12)]
    struct Aliased<T>(Alias, PhantomData<T>);

    #[derive(Object)]
    #[object(cache = 'a'..='z')]
    struct Letter(char);

    #[derive(Object)]
    #[object(cache = b'a'..=b'z')]
    struct Byte(u8);

    #[derive(Object)]
    #[object(cache)]
    enum Suit {
        Hearts = 7,
        Spades = -3,
    }

    #[derive(Object)]
    #[object(cache)]
    struct Flag(bool);

    #[derive(Object)]
    #[object(cache)]
    struct Nothing;

    #[track_caller]
    fn one<T: Object>(make: impl Fn() -> T) {
        assert!(Obj::is(&Obj::new(make()), &Obj::new(make())));
    }

    #[track_caller]
    fn two<T: Object>(make: impl Fn() -> T) {
        let (one, two) = (Obj::new(make()), Obj::new(make()));
        assert!(!Obj::is(&one, &two));
    }

    #[test]
    fn values_in_the_range_are_one_object() {
        for value in [-5, 0, 256] {
            one(|| Level(value));
            assert_eq!(Obj::new(Level(value)).0, value);
        }
        for value in [-6, 257, i64::MIN, i64::MAX] {
            two(|| Level(value));
            assert_eq!(Obj::new(Level(value)).0, value);
        }
    }

    #[test]
    fn ranges_may_lie_anywhere() {
        one(|| Top(u128::MAX));
        two(|| Top(u128::MAX - 2));
        two(|| Top(0));
        one(|| Bottom { value: i128::MIN });
        two(|| Bottom { value: i128::MIN + 2 });
        two(|| Bottom { value: i128::MAX });
        one(|| Letter('z'));
        two(|| Letter('ß'));
        one(|| Byte(b'a'));
        two(|| Byte(b'A'));
    }

    macro_rules! widths {
        ($($name:ident of $type:ident in $low:literal..=$high:literal;)*) => {
            $(
                #[derive(Object)]
                #[object(cache = $low..=$high)]
                struct $name($type);
            )*

            #[test]
            fn integers_of_every_width_can_be_cached() {
                $(
                    one(|| $name($low));
                    one(|| $name($high));
                    two(|| $name($type::MAX));
                    assert_eq!(Obj::new($name($high)).0, $high);
                )*
            }
        };
    }

    widths! {
        I8 of i8 in -128..=126;
        I16 of i16 in -32_768..=-32_767;
        I32 of i32 in -1..=0;
        I64 of i64 in -9_223_372_036_854_775_808..=-9_223_372_036_854_775_807;
        I128 of i128 in -1..=1;
        Isize of isize in -5..=256;
        U8 of u8 in 0..=254;
        U16 of u16 in 0..=65_534;
        U32 of u32 in 4_000_000_000..=4_000_000_009;
        U64 of u64 in 18_446_744_073_709_551_600..=18_446_744_073_709_551_614;
        U128 of u128 in 0..=1;
        Usize of usize in 0..=1;
    }

    #[test]
    fn generic_types_and_other_names_of_types_can_be_cached() {
        one(|| Aliased::<Cell<u8>>(11, PhantomData));
        two(|| Aliased::<Cell<u8>>(12, PhantomData));
        let (one, two) = (Obj::new(Aliased::<u8>(11, PhantomData)), Obj::new(Aliased::<u16>(11, PhantomData)));
        assert!(!Obj::is(&one, &two));
    }

    #[test]
    fn types_with_few_values_are_cached_whole() {
        one(|| Suit::Hearts);
        one(|| Suit::Spades);
        assert!(!Obj::is(&Obj::new(Suit::Hearts), &Obj::new(Suit::Spades)));
        one(|| Flag(true));
        assert!(!Obj::is(&Obj::new(Flag(true)), &Obj::new(Flag(false))));
        one(|| Nothing);
    }

    #[derive(Object, PartialEq, Eq, Hash, Debug)]
    #[object(intern)]
    struct Symbol {
        text: String,
        arity: u8,
    }

    #[derive(Object, PartialEq, Eq, Hash)]
    #[object(intern)]
    enum Term<T> {
        Leaf(T),
        Pair(Same<Term<T>>, Same<Term<T>>),
    }

    /// A handle that is equal to those of its own object only: what is interned needs no more.
    #[derive(Trace)]
    #[object(frozen)]
    struct Same<T>(Obj<T>);

    impl<T> Clone for Same<T> {
        fn clone(&self) -> Self {
            Self(self.0.clone())
        }
    }

    impl<T> PartialEq for Same<T> {
        fn eq(&self, other: &Self) -> bool {
            Obj::is(&self.0, &other.0)
        }
    }

    impl<T> Eq for Same<T> {}

    impl<T> Hash for Same<T> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            Obj::id(&self.0).hash(state);
        }
    }

    #[test]
    fn equal_values_of_interned_types_are_one_object() {
        one(|| Symbol { text: "cons".into(), arity: 2 });
        let other = Obj::new(Symbol { text: "cons".into(), arity: 3 });
        assert!(!Obj::is(&other, &Obj::new(Symbol { text: "cons".into(), arity: 2 })));
        drop(other);
        assert_eq!(gc::collect(), 0);
    }

    #[test]
    fn interned_types_may_contain_themselves() {
        let leaf = |value: u8| Same(Obj::new(Term::Leaf(value)));
        let first = leaf(1);
        let kept = Obj::new(Term::Pair(first.clone(), leaf(2)));
        assert!(Obj::is(&kept, &Obj::new(Term::Pair(leaf(1), leaf(2)))));
        assert!(!Obj::is(&kept, &Obj::new(Term::Pair(leaf(2), leaf(1)))));
        assert!(!Obj::is(&kept, &first.0));
    }
}

mod frozen {
    use super::*;

    #[derive(Object)]
    #[object(frozen)]
    struct Cons {
        head: u8,
        tail: Option<Obj<Cons>>,
    }

    #[derive(Object)]
    #[object(frozen)]
    struct Even(Option<Obj<Odd>>, Vec<Even>);

    #[derive(Object)]
    #[object(frozen)]
    struct Odd(Box<Part<u8>>);

    #[derive(Trace)]
    #[object(frozen)]
    struct Part<T> {
        even: Option<Obj<Even>>,
        value: T,
        #[object(frozen)]
        foreign: Foreign,
    }

    struct Foreign(&'static str);

    fn is_frozen<T: Frozen>() {}

    #[test]
    fn types_that_contain_themselves_or_each_other_are_frozen() {
        is_frozen::<Cons>();
        is_frozen::<Obj<Even>>();
        is_frozen::<(Obj<Odd>, Part<String>)>();
        let part = Part { even: None, value: 1, foreign: Foreign("kept") };
        let odd = Obj::new(Odd(Box::new(part)));
        let even = Obj::new(Even(Some(odd), Vec::new()));
        let odd = even.0.as_ref().unwrap();
        assert_eq!((odd.0.foreign.0, odd.0.value, odd.0.even.is_none()), ("kept", 1, true));
    }

    #[test]
    fn frozen_objects_are_never_candidates() {
        const { assert!(!Cons::HOLDS && !Cons::HOLDS_BEHIND) };
        const { assert!(!<Obj<Even>>::HOLDS && !Part::<u8>::HOLDS) };
        let nil = Obj::new(Cons { head: 1, tail: None });
        let cons = Obj::new(Cons { head: 0, tail: Some(nil.clone()) });
        drop(nil);
        assert_eq!((cons.head, cons.tail.as_ref().unwrap().head), (0, 1));
    }
}

mod finalizers {
    use super::*;

    thread_local!(static FINALIZED: Cell<u32> = const { Cell::new(0) });

    #[derive(Object)]
    #[object(finalize)]
    struct File<T> {
        number: u32,
        content: T,
    }

    impl<T: Trace + 'static> Finalize for File<T> {
        fn finalize(this: &Obj<Self>) {
            FINALIZED.set(this.number);
        }
    }

    #[test]
    fn finalizers_run() {
        drop(Obj::new(File { number: 7, content: "text" }));
        assert_eq!(FINALIZED.get(), 7);
    }
}

mod names {
    use super::*;

    #[derive(Object)]
    #[object(name = "file handle")]
    struct Named;

    #[derive(Object)]
    struct r#Match {
        r#type: u8,
        r#fn: RefCell<Option<Obj<r#Match>>>,
    }

    #[test]
    fn names_are_as_the_user_reads_them() {
        assert_eq!(Named::NAME, "file handle");
        assert_eq!(r#Match::NAME, "Match");
        leave_ring(
            2,
            || r#Match { r#type: 1, r#fn: RefCell::default() },
            |one, two| {
                *one.r#fn.borrow_mut() = Some(two);
            },
        );
        assert_eq!(gc::collect(), 2);
    }
}

mod behaviour {
    use super::*;

    #[derive(Object)]
    struct Plain;

    #[derive(Object, Debug, PartialEq, Eq, Hash, PartialOrd)]
    struct Rich(u32);

    impl fmt::Display for Rich {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "rich {}", self.0)
        }
    }

    #[derive(Object, PartialEq, Debug)]
    struct Unhashed(f64);

    #[derive(Object, PartialEq, Eq, Hash, Debug)]
    struct Generic<T>(T);

    fn any<T: Object>(value: T) -> AnyObj {
        Obj::into_any(Obj::new(value))
    }

    #[test]
    fn objects_without_traits_are_plain_instances() {
        let (one, two) = (any(Plain), any(Plain));
        let text = format!("<Plain object at {:#x}>", one.id());
        assert_eq!((format!("{one:?}"), one.to_string()), (text.clone(), text));
        assert!(one.equals(&one) && !one.equals(&two));
        assert_eq!(one.hash_value(), one.clone().hash_value());
    }

    #[test]
    fn objects_behave_as_the_traits_of_their_type_say() {
        let (one, two) = (any(Rich(1)), any(Rich(1)));
        assert_eq!((format!("{one:?}"), one.to_string()), ("Rich(1)".into(), "rich 1".into()));
        assert!(one.equals(&two) && !one.equals(&any(Rich(2))) && !one.equals(&any(Plain)));
        assert_eq!(one.hash_value(), two.hash_value());
        assert_ne!(one.hash_value(), any(Rich(2)).hash_value());
    }

    #[test]
    fn types_that_can_only_be_compared_have_no_hash() {
        let one = any(Unhashed(0.5));
        assert!(one.equals(&any(Unhashed(0.5))));
        assert_eq!(one.hash_value().unwrap_err().to_string(), "unhashable type: 'Unhashed'");
        assert_eq!(one.to_string(), "Unhashed(0.5)");
    }

    #[test]
    fn generic_objects_are_plain_instances() {
        let one = any(Generic(1));
        assert!(format!("{one:?}").starts_with("<Generic object at 0x"));
        assert!(!one.equals(&any(Generic(1))));
    }
}

mod places {
    use super::*;

    macro_rules! objects {
        ($($name:ident { $field:ident: $type:ty } in $low:literal..=$high:expr;)*) => {$(
            #[derive(Object)]
            #[object(cache = $low..=$high, name = "made")]
            struct $name {
                $field: $type,
            }
        )*};
    }

    objects! {
        Small { value: u8 } in 0..=9;
        Signed { number: i16 } in -2..=2;
    }

    macro_rules! holder {
        ($name:ident<$parameter:ident>, $($option:tt)*) => {
            #[derive(Object)]
            #[object($($option)*)]
            struct $name<$parameter> {
                held: RefCell<Option<$parameter>>,
                other: RefCell<HashMap<u8, BTreeMap<$parameter, AnyObj>>>,
            }
        };
    }

    holder!(Holder<T>, crate = obj_runtime);

    #[test]
    fn types_may_come_from_macros() {
        assert!(Obj::is(&Obj::new(Small { value: 9 }), &Obj::new(Small { value: 9 })));
        assert!(Obj::is(&Obj::new(Signed { number: -2 }), &Obj::new(Signed { number: -2 })));
        assert_eq!(Signed::NAME, "made");
        let holder = Obj::new(Holder::<u8> { held: RefCell::new(Some(1)), other: RefCell::default() });
        let entry = BTreeMap::from([(2, Obj::into_any(holder.clone()))]);
        holder.other.borrow_mut().insert(3, entry);
        assert_eq!(holder.held.take(), Some(1));
        drop(holder);
        assert_eq!(gc::collect(), 1);
    }

    fn in_function<U: 'static>() -> &'static str {
        #[derive(Object)]
        struct Local<T>(PhantomData<T>);
        #[derive(Object)]
        #[object(cache)]
        struct Single;
        assert!(Obj::is(&Obj::new(Single), &Obj::new(Single)));
        assert_eq!(Obj::refcount(&Obj::new(Local::<U>(PhantomData))), 1);
        Local::<U>::NAME
    }

    #[test]
    fn types_may_live_in_functions() {
        assert_eq!(in_function::<u8>(), "Local");
        assert_eq!(in_function::<String>(), "Local");
    }
}
