//! What has to hold of slots and tables: these run under Miri.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::mpsc;
use std::thread;

use super::text::inline;
use super::{Bool, Bytes, Float, Int, List, NoneType, Str};
use crate::header::Header;
use crate::heap::Heap;
use crate::inspect::{Origin, class_table};
use crate::intern;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object};

/// The bytes in front of a value.
const HEADER: usize = std::mem::size_of::<Header>();

/// The bytes that an object takes, header included.
fn size_of<T: Object>(object: &Obj<T>) -> usize {
    // SAFETY: the handle is to a `T`.
    unsafe { T::size_of_slot(object.handle().pointer().value()) }
}

#[test]
fn text_lies_behind_a_head_of_eight_bytes() {
    let text = Obj::<Str>::from("8 bytes!");
    assert_eq!((size_of(&text), class_table().bytes::<Str>()), (HEADER + 16, HEADER + 16));
    let bytes = Obj::<Bytes>::from(b"eight b.");
    assert_eq!((size_of(&bytes), class_table().bytes::<Bytes>()), (HEADER + 16, HEADER + 16));
    assert_eq!(size_of(&Obj::<Int>::from(1000)), HEADER + 8);
}

#[test]
fn values_of_every_length_are_read_back() {
    let mut kept = Vec::new();
    for len in (0..40).chain([126, 127, 998, 999, 1000, 1001, 1500, 2040, 20_000]) {
        let text = "é7".repeat(len / 3 + 1)[..len / 3 * 3].to_owned() + &"z".repeat(len % 3);
        let object = Obj::<Str>::from(text.as_str());
        let bytes = Obj::<Bytes>::from(text.as_bytes());
        kept.push((text, object, bytes));
    }
    for (text, object, bytes) in &kept {
        assert_eq!((&**object, &**bytes), (text.as_str(), text.as_bytes()));
        assert_eq!(inline::hash_of_object(object), inline::hash_of(text.as_bytes()));
        assert_eq!(Obj::as_any(object).hash_value(), Obj::as_any(&Obj::<Str>::from(text.as_str())).hash_value());
        let head = if text.len() < 1000 { 8 } else { 8 + std::mem::size_of::<usize>() };
        assert_eq!(size_of(object), HEADER + head + text.len());
    }
}

#[test]
fn pieces_are_put_together() {
    let (one, two) = (Obj::<Str>::from("one"), Obj::<Str>::from("two"));
    assert_eq!(&one + &two, "onetwo");
    assert_eq!(one.times(400).len(), 1200);
    assert_eq!(Obj::<Str>::from("/").join(&[one.clone(), two.clone(), one.clone()]), "one/two/one");
    let bytes = Obj::<Bytes>::from(b"ab");
    assert_eq!((bytes.clone() + &bytes) * 2, b"abababab");
    assert_eq!(bytes.join(&[bytes.clone(), bytes.clone()]), b"ababab");
}

#[test]
#[should_panic(expected = "the pieces are shorter than the value")]
fn missing_pieces_make_no_object() {
    drop(super::text::string::fresh(10, ["too few"]));
}

#[test]
#[should_panic(expected = "the pieces are longer than the value")]
fn surplus_pieces_make_no_object() {
    drop(super::text::string::fresh(3, ["too ", "many"]));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn lost_slots_are_no_objects() {
    let lost = std::panic::catch_unwind(|| super::text::string::fresh(10, ["too few"]));
    assert!(lost.is_err());
    assert_eq!(class_table().objects::<Str>(), 0);
}

#[test]
fn small_values_are_one_object() {
    assert!(Obj::is(&Obj::<Str>::from(""), &Obj::<Str>::default()));
    assert!(Obj::is(&Obj::<Bytes>::from(b""), &Obj::new(Bytes::default())));
    for code in 0..=255_u8 {
        let character = char::from(code);
        assert!(Obj::is(&Obj::<Str>::from(character), &Obj::<Str>::from(character.to_string())));
        assert_eq!(*Obj::<Str>::from(character), *character.to_string());
        assert!(Obj::is(&Obj::<Bytes>::from([code]), &Obj::<Bytes>::from(&[code])));
    }
    assert!(!Obj::is(&Obj::<Str>::from('\u{100}'), &Obj::<Str>::from('\u{100}')));
    let ints = [-6, -5, 256, 257].map(|value| Obj::is(&Obj::<Int>::from(value), &Obj::<Int>::from(value)));
    assert_eq!(ints, [false, true, true, false]);
    assert!(Obj::is(&Obj::<NoneType>::from(()), &Obj::<NoneType>::default()));
    assert!(Obj::is(&Obj::<Bool>::from(false), &Obj::<Bool>::default()));
    assert!(!Obj::is(&Obj::<Bool>::from(true), &Obj::<Int>::from(1)));
    assert_eq!(class_table().objects::<Str>(), 257);
}

/// The number of an untracked type lies where other objects have a stamp, which may be the same number.
#[test]
fn objects_made_at_any_time_are_told_from_built_in_ones() {
    #[derive(crate::Object)]
    #[object(crate = crate)]
    struct Cell {
        _next: RefCell<Option<Obj<Cell>>>,
    }
    let built_in = |object: &AnyObj| {
        let is_a = [AnyObj::is_a::<NoneType>, AnyObj::is_a::<Bool>, AnyObj::is_a::<Int>, AnyObj::is_a::<Float>];
        let text = [AnyObj::is_a::<Str>, AnyObj::is_a::<Bytes>, AnyObj::is_a::<List>, AnyObj::is_a::<Cell>];
        is_a.into_iter().chain(text).map(|is_a| u8::from(is_a(object))).collect::<Vec<_>>()
    };
    for _ in 0..40 {
        let objects: [AnyObj; 8] = [
            ().into(),
            true.into(),
            1000.into(),
            0.5.into(),
            "a text".into(),
            b"some bytes".into(),
            Obj::<List>::default().into(),
            Obj::new(Cell { _next: RefCell::new(None) }).into(),
        ];
        for (index, object) in objects.iter().enumerate() {
            let mut expected = vec![0; 8];
            expected[index] = 1;
            assert_eq!(built_in(object), expected);
        }
        crate::gc::collect();
    }
}

#[test]
fn interned_text_is_found_as_long_as_it_lives() {
    let first = Str::intern("some text");
    let other = Obj::<Str>::from("some text");
    assert!(Obj::is(&Str::intern("some text"), &first));
    assert!(Obj::is(&other.intern(), &first));
    assert_eq!((Obj::refcount(&first), Obj::origin(&first), Obj::origin(&other)), (1, Origin::Interned, Origin::Fresh));
    drop(first);
    assert!(Obj::is(&other.intern(), &other));
    assert!(Obj::is(&Str::intern("some text"), &other));
    assert_eq!(Obj::origin(&Str::intern("x")), Origin::Cached);
}

#[test]
fn many_texts_come_and_go() {
    let count = if cfg!(miri) { 100 } else { 5000 };
    let mut kept = Vec::new();
    for number in 0..count {
        let text = Str::intern(&format!("entry {number}"));
        if number % 3 == 0 {
            kept.push(text);
        }
    }
    for (index, text) in kept.iter().enumerate() {
        assert!(Obj::is(&Str::intern(&format!("entry {}", index * 3)), text));
    }
    assert_eq!(class_table().objects::<Str>(), kept.len());
}

fn site() -> Obj<Str> {
    intern!("text of a site")
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
fn a_site_keeps_its_text() {
    let id = Obj::id(&site());
    assert_eq!(Obj::id(&site()), id);
    assert_eq!(Obj::id(&intern!("text of a site")), id);
    assert_eq!(Obj::id(&Str::intern("text of a site")), id);
    assert_eq!(Obj::refcount(&site()), 3);
    let elsewhere = thread::spawn(|| site().to_string()).join().unwrap();
    assert_eq!(elsewhere, "text of a site");
}

/// Makes values of every kind when it is dropped.
struct Late(mpsc::Sender<Vec<String>>, RefCell<Vec<AnyObj>>);

impl Drop for Late {
    fn drop(&mut self) {
        self.1.borrow_mut().extend(every_kind());
        let made = every_kind();
        let texts: Vec<String> = made.iter().chain(&*self.1.borrow()).map(AnyObj::repr).collect();
        assert!(made.iter().zip(every_kind()).all(|(one, other)| one.equals(&other)));
        assert!(Heap::current().has_ended());
        self.0.send(texts).unwrap();
    }
}

fn every_kind() -> Vec<AnyObj> {
    let values = [
        AnyObj::from(()),
        AnyObj::from(true),
        AnyObj::from(5),
        AnyObj::from(0.5),
        AnyObj::from("long text"),
        AnyObj::from(b"x"),
    ];
    values.into_iter().chain([Str::intern("an interned text").into(), site().into()]).collect()
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
fn values_can_be_made_after_the_end_of_the_thread() {
    thread_local!(static LATE: RefCell<Option<Late>> = const { RefCell::new(None) });
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // Dropped after the runtime's own guard, which is registered later.
        LATE.set(Some(Late(sender, RefCell::new(Vec::new()))));
        LATE.with_borrow(|late| late.as_ref().unwrap().1.borrow_mut().extend(every_kind()));
    })
    .join()
    .unwrap();
    let line = "None True 5 0.5 'long text' b'x' 'an interned text' 'text of a site'";
    assert_eq!(receiver.recv().unwrap().join(" "), [line; 3].join(" "));
}

#[test]
fn handles_hash_and_borrow_as_their_values() {
    fn hash(value: &(impl Hash + ?Sized)) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }
    assert_eq!(hash(&Obj::<Str>::from("key")), hash("key"));
    assert_eq!(hash(&Obj::<Int>::from(7)), hash(&7_i64));
    let map = HashMap::from([(Obj::<Str>::from("key"), 1)]);
    assert_eq!(map["key"], 1);
    let map = HashMap::from([(Obj::<Bytes>::from(b"key"), 1)]);
    assert_eq!(map[&b"key"[..]], 1);
}

#[test]
fn numbers_are_equal_across_types() {
    let ones = [AnyObj::from(true), AnyObj::from(1), AnyObj::from(1.0)];
    for one in &ones {
        assert!(ones.iter().all(|other| one.equals(other) && one.hash_value() == other.hash_value()));
    }
    let nan: AnyObj = Obj::<Float>::from(f64::NAN).into();
    assert!(nan == nan && !nan.equals(&nan) && nan.compare(&nan).is_none());
}

#[test]
fn values_are_equal_by_their_bytes_whether_hashed_or_not() {
    for (one, two) in [
        ("a text", "a text"),
        ("a text", "a test"),
        ("a text", "text"),
        ("of twenty bytes, once", "of twenty bytes, twice"),
    ] {
        for hashed in 0..4 {
            let (first, second) = (Obj::<Str>::from(one), Obj::<Str>::from(two));
            let (first_bytes, second_bytes) = (Obj::<Bytes>::from(one.as_bytes()), Obj::<Bytes>::from(two.as_bytes()));
            if hashed & 1 != 0 {
                assert_eq!(Obj::as_any(&first).hash_value(), Obj::as_any(&first_bytes).hash_value());
            }
            if hashed & 2 != 0 {
                assert_eq!(Obj::as_any(&second).hash_value(), Obj::as_any(&second_bytes).hash_value());
            }
            assert_eq!(
                (first == second, first_bytes == second_bytes),
                (one == two, one == two),
                "{one} {two} {hashed}"
            );
        }
    }
}

#[test]
fn interned_texts_are_found_while_the_table_grows_and_shrinks() {
    let count = if cfg!(miri) { 300 } else { 20_000 };
    // 4 to 40 bytes, so that hashes of all kinds are among them.
    let text = |number: usize| format!("{number:04}{}", &"_of_a_long_name_that_is_cut_somewhere"[..number % 37]);
    let mut kept: Vec<_> = (0..count).map(|number| Some(Str::intern(&text(number)))).collect();
    for step in 0..count {
        // 7 has no common factor with the count: every place's turn comes once.
        let place = step * 7 % count;
        assert!(Obj::is(kept[place].as_ref().unwrap(), &Str::intern(&text(place))));
        let id = Obj::id(&kept[place].take().unwrap());
        assert!(Obj::<Str>::from_id(id).is_none());
        let next = (step + 1) * 7 % count;
        assert!(kept[next].as_ref().is_none_or(|object| Obj::is(object, &Str::intern(&text(next)))));
    }
    assert_eq!(class_table().objects::<Str>(), 0);
}
