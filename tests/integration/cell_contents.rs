//! What an `ObjCell` can be set to.

use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Labels {
    name: ObjCell<Str>,
    count: ObjCell<Int>,
    ratio: ObjCell<Float>,
    is_new: ObjCell<Bool>,
    code: ObjCell<Bytes>,
}

#[test]
fn cells_of_values_are_set_to_what_the_values_are_made_of() {
    let labels = Labels::default();
    labels.name.set("one");
    let old = labels.name.replace(String::from("two"));
    labels.count.set(2);
    labels.ratio.set(0.5);
    labels.is_new.set(true);
    labels.code.set(&b"ab"[..]);
    assert_eq!((&*old.unwrap(), &*labels.name.get().unwrap()), ("one", "two"));
    assert_eq!((labels.count.get().unwrap(), labels.ratio.get().unwrap()), (2.into(), 0.5.into()));
    assert!(*labels.is_new.get().unwrap() && *labels.code.get().unwrap() == *b"ab");
}

#[test]
fn cells_are_set_to_handles_of_every_kind() {
    let (text, cell) = (Obj::<Str>::from("text"), ObjCell::<Str>::default());
    cell.set(&text);
    cell.set(text.clone());
    cell.set(Some(text.clone()));
    cell.set(cell.get());
    if let Some(guard) = cell.borrow() {
        ObjCell::default().set(&guard);
    }
    assert!(cell.is(&text) && Obj::refcount(&text) == 2);
    cell.set(None);
    assert_eq!(Obj::refcount(&text), 1);
}
