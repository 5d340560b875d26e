//! Parts of objects keep the whole alive and can lie in other objects.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashSet};

use obj_runtime::prelude::*;
use obj_runtime::{ObjPart, gc};

#[derive(Object, Default)]
struct Document {
    title: String,
    pages: Vec<Page>,
    marked: RefCell<Vec<ObjPart<Page>>>,
}

#[derive(Trace, Default, Debug, PartialEq)]
struct Page {
    text: String,
    visits: Cell<u32>,
}

fn document() -> Obj<Document> {
    let page = |text: &str| Page { text: text.into(), ..Page::default() };
    Obj::new(Document { title: "Notes".into(), pages: vec![page("one"), page("two")], ..Document::default() })
}

#[test]
fn a_part_outlives_all_handles_to_the_whole() {
    let whole = document();
    let weak = Obj::downgrade(&whole);
    let page = Obj::map(whole, |document| &document.pages[1]);
    page.visits.set(1);
    assert_eq!((page.text.as_str(), weak.upgrade().unwrap().pages[1].visits.get()), ("two", 1));
    assert_eq!(format!("{page:?}"), format!("{:?}", weak.upgrade().unwrap().pages[1]));
    drop(page);
    assert!(weak.is_dead());
}

#[test]
fn a_cycle_through_a_part_is_collected() {
    gc::collect();
    let whole = document();
    let page = Obj::map(whole.clone(), |document| &document.pages[0]);
    whole.marked.borrow_mut().extend([page.clone(), page]);
    assert_eq!(Obj::refcount(&whole), 3);
    drop(whole);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn a_part_of_something_held_is_a_part_too() {
    #[derive(Object)]
    struct Shelf {
        first: Obj<Document>,
    }
    let shelf = Obj::new(Shelf { first: document() });
    let title = Obj::map(shelf.clone(), |shelf| shelf.first.title.as_str());
    drop(shelf);
    assert_eq!(&*title, "Notes");
    assert!(ObjPart::owner(&title).is_a::<Shelf>());
}

#[test]
fn parts_of_objects_of_different_types_are_of_one_type() {
    let title = Obj::map(document(), |document| document.title.as_str());
    let word = Obj::map(Obj::<Str>::from("some text"), |text| &text[..4]);
    let words: BTreeSet<ObjPart<str>> = [word.clone(), title.clone(), word.clone()].into();
    assert!(words.iter().map(|word| &**word).eq(["Notes", "some"]));
    assert_eq!(HashSet::from([word, title]).get("some").unwrap().to_string(), "some");
}

#[test]
fn what_is_not_there_gives_the_handle_back() {
    let whole = Obj::filter_map(document(), |document| document.pages.get(2)).unwrap_err();
    let page = Obj::filter_map(whole, |document| document.pages.first()).ok().unwrap();
    let page = ObjPart::filter_map(page, |page| page.text.get(7..)).unwrap_err();
    assert_eq!(*ObjPart::filter_map(page, |page| page.text.get(1..)).unwrap(), *"ne");
}
