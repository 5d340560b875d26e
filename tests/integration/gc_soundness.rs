//! What safe code could once break. Each test is the shortest program that did.

use std::cell::{Cell, RefCell};

use obj_runtime::gc;
use obj_runtime::prelude::*;

#[derive(Object, Clone)]
#[object(finalize)]
struct Guesser {
    text: String,
}

thread_local! {
    static GUESS: Cell<usize> = const { Cell::new(0) };
    static GUESSED: RefCell<Option<Obj<Guesser>>> = const { RefCell::new(None) };
}

impl Finalize for Guesser {
    fn finalize(_: &Obj<Self>) {
        GUESSED.set(Obj::from_id(GUESS.get()));
    }
}

#[test]
fn make_mut_hides_the_copy_before_it_drops_the_original() {
    let mut original = Obj::new(Guesser { text: "original".into() });
    let place = Obj::new(Guesser { text: "place".into() });
    // The next object will lie where this one lay.
    let id = Obj::id(&place);
    drop(place);
    GUESS.set(id);
    let _weak = Obj::downgrade(&original);
    let copy = Obj::make_mut(&mut original);
    assert!(GUESSED.take().is_none(), "somebody shares the object that is changed");
    drop(copy);
    assert_eq!(Obj::id(&original), id);
    assert_eq!(original.text, "original");
}

#[derive(Object)]
struct Nothing {
    none: [Obj<Nothing>; 0],
}

#[derive(Object)]
struct Holder {
    me: ObjCell<Holder>,
    nothings: RefCell<Vec<Obj<Nothing>>>,
}

#[test]
fn values_without_room_for_a_handle_are_not_tracked() {
    let nothings: Vec<_> = (0..1000).map(|_| Obj::new(Nothing { none: [] })).collect();
    assert!(nothings.iter().all(|nothing| nothing.none.is_empty() && !gc::is_tracked(Obj::as_any(nothing))));
    let holder = Obj::new(Holder { me: ObjCell::default(), nothings: RefCell::default() });
    holder.me.set(Some(holder.clone()));
    let mut kept = Vec::new();
    for (index, nothing) in nothings.into_iter().enumerate().rev().filter(|(index, _)| index % 2 == 1) {
        holder.nothings.borrow_mut().push(nothing.clone());
        if index % 4 == 1 {
            kept.push(nothing);
        }
    }
    drop(holder);
    while !gc::step(1).is_done() {}
    kept.extend((0..1000).map(|_| Obj::new(Nothing { none: [] })));
    let mut ids: Vec<usize> = kept.iter().map(Obj::id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "a slot was handed out twice");
}
