//! Cached and interned types.

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
    Pair(ById<Term<T>>, ById<Term<T>>),
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
    let leaf = |value: u8| ById(Obj::new(Term::Leaf(value)));
    let first = leaf(1);
    let kept = Obj::new(Term::Pair(first.clone(), leaf(2)));
    assert!(Obj::is(&kept, &Obj::new(Term::Pair(leaf(1), leaf(2)))));
    assert!(!Obj::is(&kept, &Obj::new(Term::Pair(leaf(2), leaf(1)))));
    assert!(!Obj::is(&kept, &first.0));
}
