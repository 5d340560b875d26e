//! `Str` and `Bytes`: sharing, operations, interning.

use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;
use std::thread;

use obj_runtime::inspect::{Origin, class_table};
use obj_runtime::prelude::*;
use obj_tests::HEADER;

use crate::values_numbers::words;

fn text(text: &str) -> Obj<Str> {
    text.into()
}

#[test]
fn text_is_converted_both_ways() {
    let made: [Obj<Str>; 6] = [
        "né".into(),
        String::from("né").into(),
        (&String::from("né")).into(),
        "né".parse().unwrap(),
        ['n', 'é'].iter().collect(),
        ["n", "é"].into_iter().collect(),
    ];
    assert!(made.iter().all(|text| *text == "né"));
    let owned = String::from("né");
    assert!("né" == made[0] && made[0] == owned && *"né" == made[0]);
    assert_eq!((String::from(&made[0]), String::from(made[1].clone())), ("né".into(), "né".into()));
    assert_eq!(made[..2].iter().cloned().collect::<Obj<Str>>(), "néné");
    assert!(made.iter().all(|one| made.iter().all(|other| Obj::is(one, other) == std::ptr::eq(one, other))));
    let any = [AnyObj::from("a"), AnyObj::from('a'), AnyObj::from(String::from("a"))];
    assert!(any.iter().all(|object| AnyObj::is(object, &any[0])));
    assert_eq!(Obj::<Bytes>::from(vec![1, 2]), [1, 2]);
    assert_eq!(Vec::from(Obj::<Bytes>::from(&[1, 2])), [1, 2]);
    assert_eq!((1..=3).collect::<Obj<Bytes>>(), [1, 2, 3][..]);
    let any = [AnyObj::from(b"a"), AnyObj::from(vec![b'a']), AnyObj::from([b'a']), AnyObj::from(&b"a"[..])];
    assert!(any.iter().all(|object| AnyObj::is(object, &any[0])));
}

#[test]
fn text_is_used_as_a_key() {
    let counts = HashMap::from([(text("one"), 1), (text("two"), 2)]);
    assert_eq!((counts["one"], counts.get("three")), (1, None));
    let sorted = BTreeSet::from([text("b"), text("a"), text("é")]);
    assert!(sorted.iter().eq(["a", "b", "é"].map(text).iter()));
    assert_eq!(sorted.range::<str, _>((Bound::Included("aa"), Bound::Unbounded)).count(), 2);
    assert!(text("a") < text("b") && text("a") < *"b");
}

#[test]
fn characters_are_counted_by_slices() {
    let word = text("aé€😀z");
    assert_eq!(word.slice(1..4), "é€😀");
    assert_eq!(word.slice(-2..), "😀z");
    assert_eq!(word.slice(..-4), "a");
    assert_eq!(word.slice(-1..1), "");
    assert_eq!(word.slice(2..100), "€😀z");
    assert_eq!(word.slice(Slice::new(None, None, -2)), "z€a");
    assert_eq!((word.get_item(3), word.get_item(-5)), (text("😀"), text("a")));
    assert_eq!(words(|| text("ab").get_item(2)), "IndexError: string index out of range");
    assert_eq!(words(|| text("ab").get_item(-3)), "IndexError: string index out of range");
    assert_eq!(word.characters().rev().collect::<Obj<Str>>(), "z😀€éa");
}

#[test]
fn unchanged_text_is_the_same_object() {
    let word = text("hello world");
    let empty = text("");
    let same = [
        word.slice(..),
        word.slice(0..11),
        word.slice(Slice::new(None, None, 1)),
        word.times(1),
        word.plus(&empty),
        empty.plus(&word),
        &word + "",
        "" + &word,
        word.strip(),
        word.replaced("q", "z"),
        word.replaced("o", "o"),
        empty.join(std::slice::from_ref(&word)),
        Str::of(Obj::as_any(&word)),
        word.replaced(" ", "_").words()[0].replaced("_", " ").intern(),
    ];
    let (last, same) = same.split_last().unwrap();
    assert!(same.iter().all(|result| Obj::is(result, &word)));
    assert!(!Obj::is(last, &word));
    let piece = text("whole");
    assert!(Obj::is(&piece.words()[0], &piece));
    let empties = [
        word.slice(3..3),
        word.times(0),
        word.times(-1),
        text("  ").strip(),
        text("zz").replaced("z", ""),
        empty.upper(),
    ];
    assert!(empties.iter().all(|result| Obj::is(result, &empty)));
}

#[test]
fn computed_text_is_never_shared() {
    let made = [
        text("z").upper(),
        text("8").replaced("8", "Z"),
        Str::of(&AnyObj::from(7)),
        text("ab") + "c",
        text("ab").times(2),
    ];
    assert_eq!(made, ["Z", "Z", "7", "abc", "abab"].map(text));
    assert!(made.iter().all(|result| Obj::origin(result) == Origin::Fresh && Obj::refcount(result) == 1));
}

#[test]
fn operations_on_text_are_pythons() {
    assert_eq!(text("\x1c\u{a0} a \u{3000}b\t").words(), ["a", "b"].map(text));
    assert_eq!(text("\x1c\u{a0} a \u{3000}").strip(), "a");
    assert_eq!(text("ab").replaced("", "-"), "-a-b-");
    assert_eq!((text("Straße").upper(), text("ΑΣ").lower()), (text("STRASSE"), text("ας")));
    assert_eq!(text(", ").join(&["a", "b", "c"].map(text)), "a, b, c");
    assert_eq!(text(", ").join(&[]), "");
    assert_eq!(words(|| text("ab").times(isize::MAX)), "OverflowError: repeated string is too long");
    assert_eq!(text("ab") * 3, "ababab");
    assert_eq!("a" + text("b") + &text("c") + "d", "abcd");
}

#[test]
fn operations_on_bytes_are_pythons() {
    let bytes = Obj::<Bytes>::from(b"hello");
    let same = [
        bytes.slice(..),
        bytes.times(1),
        bytes.plus(&Obj::default()),
        bytes.strip(),
        bytes.replaced(b"q", b"z"),
        bytes.words()[0].clone(),
    ];
    assert!(same.iter().all(|result| Obj::is(result, &bytes)));
    assert!(!Obj::is(&bytes.replaced(b"l", b"l"), &bytes));
    assert_eq!((bytes.slice(-3..-1), bytes.slice(Slice::new(None, None, -1))), (b"ll".into(), b"olleh".into()));
    assert!(Obj::is(&bytes.slice(1..2), &Obj::<Bytes>::from(b"e")));
    assert!(Obj::is(&bytes.get_item(-1), &Obj::<Int>::from(111)));
    assert_eq!(words(|| Obj::<Bytes>::from(b"ab").get_item(2)), "IndexError: index out of range");
    assert_eq!(bytes.replaced(b"l", b"LL"), b"heLLLLo");
    assert_eq!(bytes.replaced(b"", b"-"), b"-h-e-l-l-o-");
    assert_eq!(Obj::<Bytes>::from(b"\x0b a\x1c ").strip(), b"a\x1c");
    assert_eq!(Obj::<Bytes>::from(b"  ").strip(), b"");
    assert_eq!(Obj::<Bytes>::from(b" a  b ").words(), [b"a", b"b"].map(Obj::<Bytes>::from));
    assert!(!Obj::is(&Bytes::zeros(1), &Obj::<Bytes>::from([0])) && Bytes::zeros(1) == [0]);
    assert_eq!(Obj::<Bytes>::from("né".as_bytes()).decode().unwrap(), "né");
    assert!(Obj::<Bytes>::from(b"\xff").decode().is_err());
    assert_eq!(Obj::<Bytes>::from(b"\xe9!").decode_latin1(), "é!");
    assert_eq!(format!("{:?}", text("né").encode()), r"b'n\xc3\xa9'");
}

#[test]
fn text_is_written_as_in_python() {
    let cases = [("it's", r#""it's""#), ("a\"b'", r#"'a"b\''"#), ("\n\u{7f}\u{2028}é", r"'\n\x7f\u2028é'")];
    for (value, literal) in cases {
        let object = AnyObj::from(value);
        assert_eq!((object.repr(), object.to_string()), (literal.into(), value.into()));
        assert_eq!(format!("{:?}", text(value)), literal);
    }
    assert_eq!(format!("{:>4}|{:.1}", text("ab"), text("ab")), "  ab|a");
    assert_eq!(AnyObj::from(b"a\xff").to_string(), r"b'a\xff'");
}

#[test]
fn interning_makes_one_object_of_equal_texts() {
    let (a, b) = (text("in tern"), text("in tern"));
    assert!(Obj::is(&a.intern(), &a) && Obj::is(&b.intern(), &a) && Obj::is(&Str::intern("in tern"), &a));
    assert!(!Obj::is(&b, &a));
    assert_eq!((Obj::origin(&a), Obj::origin(&b)), (Origin::Interned, Origin::Fresh));
    assert!(Obj::is(&Str::intern("é"), &text("é")) && Obj::is(&text("").intern(), &text("")));
    let shout = text("z").upper();
    assert!(Obj::is(&shout.intern(), &text("Z")) && !Obj::is(&shout, &text("Z")));
}

#[test]
fn interned_text_dies_with_its_last_handle() {
    let before = class_table().objects::<Str>();
    for number in 0..500 {
        drop(Str::intern(&format!("temp entry {number}")));
    }
    assert_eq!(class_table().objects::<Str>(), before);
    let id = Obj::id(&Str::intern("short life"));
    assert!(Obj::<Str>::from_id(id).is_none());
}

fn constant() -> Obj<Str> {
    intern!("a constant")
}

#[test]
fn a_constant_text_is_one_object_in_a_thread() {
    assert!(Obj::is(&constant(), &constant()));
    assert!(Obj::is(&constant(), &intern!("a constant",)));
    assert_eq!(Obj::origin(&constant()), Origin::Interned);
    assert!(Obj::is(&intern!("x"), &text("x")));
    let here = Obj::id(&constant());
    let there = thread::spawn(|| (Obj::id(&constant()), class_table().objects::<Str>())).join().unwrap();
    assert!(there.0 != here && there.1 == 1);
}

#[test]
fn a_constant_can_be_any_constant_text() {
    const NAME: &str = "name";
    assert_eq!(intern!(NAME), "name");
    assert_eq!(intern!(concat!("na", "me")), "name");
    assert_eq!(intern!(stringify!(name)), "name");
}

#[test]
fn eight_bytes_of_text_take_16_and_a_header() {
    let before = class_table().bytes::<Str>();
    let kept = ["8 bytes!", "another!"].map(text);
    assert_eq!(class_table().bytes::<Str>() - before, 2 * (HEADER + 16));
    drop(kept);
}
