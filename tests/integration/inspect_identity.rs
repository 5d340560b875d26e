//! Why objects are or are not one, and the class table.

use obj_runtime::inspect::{ClassTable, Origin, class_table, explain_is};
use obj_runtime::prelude::*;
use obj_tests::HEADER;

#[derive(Object, Debug, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol(u32);

#[derive(Object, Debug, Clone, Copy, PartialEq, Eq)]
#[object(cache = 0..=9)]
struct Digit(u8);

#[derive(Object, Debug, PartialEq)]
struct Point(i32);

#[test]
fn origins_are_told() {
    let origins = [
        Obj::origin(&Obj::new(Symbol(1))),
        Obj::origin(&Obj::new(Digit(1))),
        Obj::origin(&Obj::new(Digit(10))),
        Obj::origin(&Obj::new(Point(1))),
        AnyObj::from(()).origin(),
    ];
    assert_eq!(origins, [Origin::Interned, Origin::Cached, Origin::Fresh, Origin::Fresh, Origin::Cached]);
    assert_eq!(format!("{:.6}|{:>7.5}", Origin::Cached, Origin::Fresh), "cached|  fresh");
}

#[test]
fn identity_is_explained() {
    let say = |left: &AnyObj, right: &AnyObj| explain_is(left, right).to_string();
    let pairs = [
        (AnyObj::from(256), AnyObj::from(256), "one object: the ints from -5 to 256 are made once per thread"),
        (257.into(), 257.into(), "two objects of one value: only the ints from -5 to 256 are made once per thread"),
        (1.into(), 2.into(), "two objects: their values are not equal"),
        (1.into(), true.into(), "two objects: of the types `int` and `bool`"),
        (true.into(), true.into(), "one object: `True` and `False` are made once per thread"),
        (0.5.into(), 0.5.into(), "two objects of one value: each float is an object of its own"),
        (
            "".into(),
            "".into(),
            "one object: the empty text and those of one character up to U+00FF are made once per thread",
        ),
        (
            "ab".into(),
            "ab".into(),
            "two objects of one value: texts are one only if both are interned, and these are not",
        ),
        (
            Str::intern("ab").into(),
            "ab".into(),
            "two objects of one value: texts are one only if both are interned, and the second is not",
        ),
        (
            b"ab".into(),
            b"ab".into(),
            "two objects of one value: only no bytes and single bytes are made once per thread",
        ),
        (
            Obj::new(Symbol(1)).into(),
            Obj::new(Symbol(1)).into(),
            "one object: `Symbol` is interned: equal values are one",
        ),
        (
            Obj::new(Digit(1)).into(),
            Obj::new(Digit(1)).into(),
            "one object: small values of `Digit` are made once per thread",
        ),
        (
            Obj::new(Digit(77)).into(),
            Obj::new(Digit(77)).into(),
            "two objects of one value: only small values of `Digit` are made once per thread",
        ),
        (
            Obj::new(Point(1)).into(),
            Obj::new(Point(1)).into(),
            "two objects of one value: each `Point` is an object of its own",
        ),
    ];
    for (left, right, sentence) in &pairs {
        assert_eq!(say(left, right), *sentence);
    }
    let name = Str::intern("a name");
    assert_eq!(
        explain_is(&name, &Str::intern("a name")).to_string(),
        "one object: the text is interned, and interned texts that are equal are one"
    );
    let point = Obj::new(Point(1));
    assert_eq!(explain_is(&point, &point.clone()).to_string(), "one object: both are handles to it, cloned from one");
}

#[test]
fn the_class_table_counts_live_objects() {
    assert!(class_table().rows().is_empty());
    let mut points: Vec<_> = (0..1000).map(|number| Obj::new(Point(number))).collect();
    let text = Obj::<Str>::from("8 bytes!");
    points.truncate(600);
    let table = class_table();
    let (of_points, of_text) = (600 * (HEADER + 4), HEADER + 16);
    assert_eq!((table.objects::<Point>(), table.bytes::<Point>()), (600, of_points));
    assert_eq!((table.objects::<Str>(), table.bytes::<Str>(), table.objects::<Int>()), (1, of_text, 0));
    assert!(
        table
            .rows()
            .iter()
            .map(|row| (row.name, row.objects, row.bytes))
            .eq([("Point", 600, of_points), ("str", 1, of_text)])
    );
    let lines = [
        "type   objects  bytes".to_owned(),
        format!("Point      600  {of_points:>5}"),
        format!("str          1  {of_text:>5}"),
        format!("total      601  {:>5}", of_points + of_text),
    ];
    assert!(table.to_string().lines().eq(lines));
    drop((points, text));
    let table: ClassTable = class_table();
    assert_eq!(table.objects::<Point>(), 0);
}
