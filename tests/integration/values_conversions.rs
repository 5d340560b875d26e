//! Values of Rust become objects, and are compared with them, where no type of object is named.

use obj_runtime::prelude::*;

#[test]
fn options_are_values_or_none() {
    assert_eq!(AnyObj::from(None::<i64>).repr(), "None");
    assert_eq!(AnyObj::from(Some("text")).repr(), "'text'");
    assert_eq!(AnyObj::from(Some(Some(2.5))).repr(), "2.5");
    let list: Obj<List> = [Some(1), None].into();
    assert_eq!(list.to_string(), "[1, None]");
}

#[test]
fn tuples_are_tuples() {
    assert_eq!(AnyObj::from((1, "two", 3.0)).repr(), "(1, 'two', 3.0)");
    assert_eq!(format!("{:?}", Obj::<Tuple>::from((true,))), "(True,)");
    assert_eq!(AnyObj::from(((1, 2), Some(b"x"), ())).repr(), "((1, 2), b'x', None)");
    let twelve = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assert_eq!(Obj::<Tuple>::from(twelve).len(), 12);
    let dict: Obj<Dict> = [((0, 0), "origin"), ((1, 0), "right")].into();
    assert_eq!(dict.get_item(&(1, 0).into()), "right");
}

#[test]
fn numbers_that_may_not_fit_are_tried() {
    assert_eq!(AnyObj::try_from(usize::MIN).unwrap(), 0);
    assert_eq!(AnyObj::try_from(-1_i128).unwrap().repr(), "-1");
    assert!(AnyObj::try_from(u64::MAX).is_err());
    assert!(AnyObj::try_from(i128::MIN).is_err());
}

#[test]
fn objects_are_compared_with_numbers_as_in_python() {
    let (one, half, truth) = (AnyObj::from(1), AnyObj::from(0.5), AnyObj::from(true));
    assert_eq!(one, 1);
    assert_eq!(one, 1_usize);
    assert_eq!(1, one);
    assert_eq!(truth, 1_u8);
    assert_eq!(truth, 1.0);
    let yes = true;
    assert_eq!(one, yes);
    assert_eq!(half, 0.5_f32);
    assert_ne!(half, 0);
    assert_ne!(half, 1);
    assert_ne!(one, "1");
    assert_ne!(AnyObj::from("1"), 1);
    assert_ne!(AnyObj::from(()), 0);
    assert_eq!(AnyObj::from(2f64.powi(63)), 1_u64 << 63);
    assert_ne!(AnyObj::from(2f64.powi(63)), (1_u64 << 63) + 1);
    assert_ne!(AnyObj::from(i64::MAX), u64::MAX);
    assert_ne!(AnyObj::from(f64::INFINITY), i128::MAX);
    assert_eq!(AnyObj::from(2f64.powi(127)), 1_u128 << 127);
    assert_ne!(AnyObj::from(2f64.powi(127)), (1_u128 << 127) + 1);
    assert_ne!(AnyObj::from(f64::INFINITY), u128::MAX);
    assert_eq!(AnyObj::from(0), u128::MIN);
    let no_number = f64::NAN;
    assert_ne!(AnyObj::from(no_number), no_number);
}

#[test]
fn objects_are_compared_with_texts_and_bytes() {
    let (text, bytes) = (AnyObj::from("text"), AnyObj::from(b"text"));
    assert_eq!(text, "text");
    assert_eq!("text".to_owned(), text);
    assert_eq!(*"text", text);
    assert_eq!(bytes, b"text");
    assert_eq!(b"text".as_slice(), bytes);
    assert_ne!(text, b"text");
    assert_ne!(bytes, "text");
    assert_ne!(text, "texts");
}

#[test]
fn cells_are_made_of_what_their_objects_are_made_of() {
    #[derive(Object, Default)]
    struct Page {
        title: ObjCell<Str>,
        number: ObjCell<Int>,
        data: ObjCell<Bytes>,
    }
    let page = Obj::new(Page { title: "first".into(), number: 1.into(), data: b"x".as_slice().into() });
    assert_eq!(*page.title.borrow().unwrap(), "first");
    assert_eq!(**page.number.borrow().unwrap() + i64::from(page.data.borrow().unwrap()[0]), 1 + 120);
    page.title.set(Str::intern("second"));
    page.title.set(Some("third".into()));
    assert_eq!(*page.title.borrow().unwrap(), "third");
}
