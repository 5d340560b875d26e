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
