//! Handles do what users of `Rc` reach for.

use std::cell::Cell;
use std::marker::PhantomPinned;
use std::pin::Pin;
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Unshared, dyn_object, trace_leaf};

#[derive(Object, Clone, PartialEq, Debug)]
struct Point {
    x: i32,
}

trait Shape {
    fn area(&self) -> i32;
}

dyn_object!(dyn Shape);

#[derive(Object)]
#[object(as = [dyn Shape])]
struct Square(i32);

impl Shape for Square {
    fn area(&self) -> i32 {
        self.0 * self.0
    }
}

#[test]
fn the_value_of_the_last_handle_is_taken_out() {
    let (a, counted) = (Obj::new(Point { x: 1 }), Rc::new(Cell::new(0)));
    let b = a.clone();
    let count = counted.clone();
    let _weak = Obj::downgrade_with(&a, move |_| count.set(count.get() + 1));
    assert_eq!((Obj::into_inner(a), counted.get()), (None, 0));
    assert_eq!((Obj::into_inner(b), counted.get()), (Some(Point { x: 1 }), 1));
}

#[test]
fn a_value_is_cloned_only_if_it_is_shared() {
    #[derive(Object)]
    struct Counted(Rc<Cell<u32>>);
    impl Clone for Counted {
        fn clone(&self) -> Self {
            self.0.set(self.0.get() + 1);
            Self(self.0.clone())
        }
    }
    let clones = Rc::new(Cell::new(0));
    let a = Obj::new(Counted(clones.clone()));
    let b = a.clone();
    drop(Obj::unwrap_or_clone(a));
    assert_eq!((clones.get(), Obj::refcount(&b)), (1, 1));
    drop(Obj::unwrap_or_clone(b));
    assert_eq!(clones.get(), 1);
}

#[test]
fn pointers_are_those_of_the_value() {
    let (point, text) = (Obj::new(Point { x: 7 }), Obj::<Str>::from("text"));
    assert_eq!(Obj::as_ptr(&point), &raw const *point);
    assert_eq!(Obj::as_ptr(&text).cast::<u8>(), text.as_ptr());
    let shape: Obj<dyn Shape> = Obj::upcast(Obj::new(Square(3)));
    assert_eq!(Obj::as_ptr(&shape).cast::<i32>(), &raw const Obj::as_any(&shape).downcast_ref::<Square>().unwrap().0);
}

#[test]
fn values_that_must_not_move_are_pinned_in_boxes() {
    struct Knot {
        own: Cell<usize>,
        _pinned: PhantomPinned,
    }
    trace_leaf!(Knot);

    #[derive(Object)]
    struct Rope(Pin<Box<Knot>>);

    let rope: Pin<Obj<Rope>> = Obj::pin(Rope(Box::pin(Knot { own: Cell::new(0), _pinned: PhantomPinned })));
    let place = |rope: &Rope| (&raw const *rope.0).addr();
    rope.0.own.set(place(&rope));
    let taken = Obj::try_unwrap(Pin::into_inner(rope)).ok().unwrap();
    assert_eq!(taken.0.own.get(), place(&taken));
}

#[test]
fn generic_code_takes_values_out() {
    #[derive(Object, Clone)]
    struct Wrapper<T: Trace + Clone>(T);

    fn open<T: Trace + Clone + 'static>(wrapped: Obj<Wrapper<T>>) -> T {
        Obj::unwrap_or_clone(wrapped).0
    }
    fn change<T: Unshared>(object: &mut Obj<T>, value: T) -> bool {
        Obj::get_mut(object).map(|mut place| *place = value).is_some()
    }
    let mut wrapped = Obj::new(Wrapper(1));
    assert!(change(&mut wrapped, Wrapper(2)));
    assert_eq!(open(wrapped), 2);
}

#[test]
fn any_handle_becomes_an_erased_one() {
    let shape: Obj<dyn Shape> = Obj::upcast(Obj::new(Square(3)));
    assert_eq!(shape.area(), 9);
    let (lent, given) = (AnyObj::from(&shape), AnyObj::from(shape));
    assert!(AnyObj::is(&lent, &given) && given.is_a::<Square>() && given.refcount() == 2);
    let list = Obj::<List>::from([&lent, &given]);
    assert_eq!((list.len(), lent.refcount()), (2, 4));
}

#[test]
fn a_handle_to_a_file_is_used_as_the_file() {
    #[derive(Object)]
    struct Log(std::fs::File);
    #[cfg(unix)]
    impl std::os::fd::AsFd for Log {
        fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
            self.0.as_fd()
        }
    }
    let path = Obj::<Str>::from("Cargo.toml");
    let log = Obj::new(Log(std::fs::File::open(&path).unwrap()));
    #[cfg(unix)]
    assert!(std::os::fd::AsFd::as_fd(&log).try_clone_to_owned().is_ok());
    assert!(log.0.metadata().unwrap().is_file());
}

#[test]
fn shared_texts_and_items_of_rust_become_objects() {
    let text: Rc<str> = "text".into();
    assert_eq!(Obj::<Str>::from(text.clone()), Obj::<Str>::from(std::borrow::Cow::Borrowed("text")));
    assert_eq!(AnyObj::from(text), "text");
    let bytes: std::sync::Arc<[u8]> = [1, 2].into();
    assert_eq!(Obj::<Bytes>::from(bytes), [1, 2]);
    let items: Obj<[u16]> = std::borrow::Cow::Borrowed([3, 4].as_slice()).into();
    assert_eq!(*items, [3, 4]);
}
