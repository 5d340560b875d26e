//! `ObjCell` and `WeakCell`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{ObjRef, gc};

use crate::node::{Graveyard, Node, booms, candidates_left_by, fewer_in_miri, mortal, node};

#[test]
fn a_cell_is_empty_at_first() {
    let cell = ObjCell::<Node>::default();
    assert!(cell.is_none() && !cell.is_some());
    assert!(cell.get().is_none() && cell.borrow().is_none() && cell.take().is_none());
    cell.with(|object| assert!(object.is_none()));
}

#[test]
fn a_cell_holds_what_it_is_set_to() {
    let (one, two) = (node(1), node(2));
    let cell = ObjCell::new(Some(one.clone()));
    assert!(cell.is(&one) && !cell.is(&two));
    assert!(Obj::is(&cell.replace(Some(two.clone())).unwrap(), &one));
    assert_eq!(cell.borrow().unwrap().value, 2);
    assert!(Obj::is(&cell.get().unwrap(), &two));
    assert!(Obj::is(&cell.take().unwrap(), &two));
    assert!(cell.is_none());
    cell.set(Some(one));
    assert_eq!(cell.with(|object| object.unwrap().value), 1);
    assert_eq!(cell.into_inner().unwrap().value, 1);
}

#[test]
fn cells_exchange_what_they_hold() {
    let (one, two) = (ObjCell::from(node(1)), ObjCell::default());
    one.swap(&two);
    assert!(one.is_none());
    assert_eq!(two.borrow().unwrap().value, 1);
    two.swap(&two);
    assert_eq!(two.borrow().unwrap().value, 1);
}

#[test]
fn a_cell_counts_once() {
    let object = node(1);
    let cell = ObjCell::from(object.clone());
    let copy = cell.clone();
    assert_eq!(Obj::refcount(&object), 3);
    drop((cell, copy));
    assert_eq!(Obj::refcount(&object), 1);
}

#[test]
fn a_guard_keeps_its_object() {
    let graveyard = Graveyard::default();
    let cell = ObjCell::from(graveyard.node(7));
    let guard = cell.borrow().unwrap();
    cell.set(None);
    assert_eq!((guard.value, Obj::refcount(&guard), graveyard.deaths()), (7, 1, 0));
    drop(guard);
    assert_eq!(graveyard.deaths(), 1);
}

#[test]
fn a_guard_is_used_as_a_handle() {
    fn value_of(object: &Obj<Node>) -> i32 {
        object.value
    }
    let cell = ObjCell::from(node(7));
    let guard = cell.borrow().unwrap();
    assert_eq!((value_of(&guard), guard.items.len()), (7, 0));
    let kept: [Obj<Node>; 2] = [guard.clone(), ObjRef::to_obj(&guard)];
    assert!(kept.iter().all(|handle| Obj::is(handle, &guard)));
    assert_eq!(Obj::refcount(&guard), 4);
    let own: Obj<Node> = guard.into();
    assert_eq!(Obj::refcount(&own), 4);
}

#[test]
fn a_guard_of_a_guards_cell_outlives_the_link() {
    let first = node(1);
    first.next.set(Some(node(2)));
    first.next.borrow().unwrap().next.set(Some(node(3)));
    let second = first.next.borrow().unwrap();
    let third = second.next.borrow().unwrap();
    first.next.set(None);
    second.next.set(None);
    assert_eq!((second.value, third.value), (2, 3));
}

/// A tree of nodes, each of which has a value of 1, and a leaf in its cell.
fn tree(width: usize, depth: usize) -> Obj<Node> {
    let root = node(1);
    root.next.set(Some(node(1)));
    if depth > 0 {
        root.items.extend((0..width).map(|_| tree(width, depth - 1)));
    }
    root
}

fn total(object: &Obj<Node>) -> i32 {
    let below: i32 = object.items.iter().map(|item| total(&item)).sum();
    let by_index = (0..object.items.len()).map(|index| object.items.at(index).unwrap().value).sum::<i32>();
    let next = object.next.borrow();
    assert_eq!(object.items.first().map(|first| first.value), object.items.last().map(|last| last.value));
    object.value + next.as_ref().map_or(0, |next| next.value) + below + by_index - by_index
}

#[test]
fn reading_through_guards_leaves_no_candidates() {
    let (width, depth) = if cfg!(miri) { (3, 2) } else { (10, 4) };
    let root = tree(width, depth);
    let mut sum = 0;
    assert_eq!(candidates_left_by(|| sum = total(&root)), 0);
    assert_eq!(sum, if cfg!(miri) { 26 } else { 22_222 });
    assert_eq!(candidates_left_by(|| drop(root.next.get())), 1, "a handle of one's own leaves one");
}

#[test]
fn reading_many_objects_leaves_no_candidates() {
    let count = fewer_in_miri(100_000);
    let list: Vec<ObjCell<Node>> = (0..count).map(|_| node(1).into()).collect();
    let read = || assert_eq!(list.iter().map(|cell| cell.borrow().unwrap().value as usize).sum::<usize>(), count);
    assert_eq!(candidates_left_by(read), 0);
}

#[test]
fn what_goes_is_dropped_last() {
    let holder = node(0);
    let weak = Obj::downgrade(&holder);
    let seen = Rc::new(RefCell::new(Vec::new()));
    let dying = |value: i32, put: Option<i32>| {
        let (weak, seen) = (weak.clone(), seen.clone());
        mortal(value, move |_| {
            let holder = weak.upgrade().unwrap();
            seen.borrow_mut().push((value, holder.next.borrow().map(|next| next.value)));
            if let Some(put) = put {
                holder.next.set(Some(node(put)));
            }
        })
    };
    holder.next.set(Some(dying(1, None)));
    holder.next.set(Some(dying(2, Some(20))));
    holder.next.set(None);
    assert_eq!(holder.next.borrow().unwrap().value, 20, "the finalizer set it after it was emptied");
    assert_eq!(*seen.borrow(), [(1, Some(2)), (2, None)]);
}

#[test]
fn a_finalizer_may_set_the_cell_again_and_again() {
    fn replacing_itself(cell: Rc<ObjCell<Node>>, left: i32) -> Obj<Node> {
        mortal(left, move |_| {
            if left > 0 {
                cell.set(Some(replacing_itself(cell.clone(), left - 1)));
                cell.set(None);
            }
        })
    }
    let cell = Rc::new(ObjCell::default());
    cell.set(Some(replacing_itself(cell.clone(), 50)));
    cell.set(None);
    assert!(cell.is_none());
}

#[test]
fn a_panic_in_a_finalizer_finds_the_cell_set() {
    let cell = ObjCell::from(mortal(1, |_| panic!("dying")));
    let reported = booms("dying");
    cell.set(Some(node(2)));
    assert_eq!((cell.borrow().unwrap().value, reported.get()), (2, 1));
    let cell = ObjCell::from(mortal(1, |_| panic!("dying")));
    let guard = cell.borrow();
    cell.set(None);
    drop(guard);
    assert!(cell.is_none());
    assert_eq!(reported.get(), 2);
}

#[test]
fn a_finalizer_may_read_the_cells_of_its_object() {
    let graveyard = Graveyard::default();
    let last = graveyard.node(2);
    let first = mortal(1, |this| {
        assert_eq!(this.next.borrow().unwrap().value, 2);
        assert_eq!(this.next.take().unwrap().value, 2);
    });
    first.next.set(Some(last));
    drop(first);
    assert_eq!(graveyard.deaths(), 1);
}

#[test]
fn cycles_through_cells_are_collected() {
    let graveyard = Graveyard::default();
    let ring = graveyard.node(0);
    ring.next.set(Some(graveyard.node(1)));
    ring.next.borrow().unwrap().next.set(Some(ring.clone()));
    ring.next.borrow().unwrap().parent.set(&ring);
    gc::collect();
    // Only read since: the candidate is what the last handle leaves.
    let walk = ring.next.borrow().unwrap();
    assert_eq!(walk.next.borrow().unwrap().value, 0);
    drop(walk);
    drop(ring);
    assert_eq!((gc::collect(), graveyard.deaths()), (2, 2));
}

#[test]
fn a_cycle_that_only_a_guard_held_is_collected() {
    let graveyard = Graveyard::default();
    let holder = node(0);
    let ring = graveyard.node(1);
    ring.next.set(Some(ring.clone()));
    holder.next.set(Some(ring));
    let guard = holder.next.borrow();
    holder.next.set(None);
    assert_eq!(gc::collect(), 0);
    drop(guard);
    assert_eq!((gc::collect(), graveyard.deaths()), (1, 1));
}

#[test]
fn a_weak_cell_does_not_keep_its_object() {
    let graveyard = Graveyard::default();
    let cell = WeakCell::new();
    assert!(cell.get().is_none() && cell.is_dead());
    let object = graveyard.node(1);
    cell.set(&object);
    assert!(!cell.is_dead());
    assert_eq!(cell.get().unwrap().value, 1);
    assert_eq!((Obj::refcount(&object), Obj::weak_count(&object)), (1, 1));
    drop(object);
    assert_eq!(graveyard.deaths(), 1);
    assert!(cell.get().is_none() && cell.is_dead());
}

#[test]
fn a_weak_cell_is_set_cleared_and_taken() {
    let (one, two) = (node(1), node(2));
    let cell = WeakCell::from(&one);
    cell.set(&two);
    assert_eq!((Obj::weak_count(&one), Obj::weak_count(&two)), (0, 1));
    assert_eq!(cell.weak(), Obj::downgrade(&two));
    assert_eq!(cell.replace(Obj::downgrade(&one)), Obj::downgrade(&two));
    assert!(Obj::is(&cell.take().upgrade().unwrap(), &one));
    assert!(cell.is_dead());
    let other = WeakCell::from(&two);
    cell.swap(&other);
    other.clear();
    assert!(Obj::is(&cell.clone().into_inner().upgrade().unwrap(), &two));
    drop(cell);
    assert_eq!((Obj::weak_count(&one), Obj::weak_count(&two)), (0, 0));
}

#[test]
fn a_weak_cell_may_be_set_by_what_its_callback_holds() {
    let cell = Rc::new(WeakCell::new());
    let (one, two) = (node(1), node(2));
    let (other, kept) = (cell.clone(), two.clone());
    let held = mortal(3, move |_| other.set(&kept));
    let weak = Obj::downgrade_with(&one, move |_| drop(held));
    drop(cell.replace(weak));
    cell.clear();
    assert!(Obj::is(&cell.get().unwrap(), &two), "dropping the callback dropped what it held");
}

#[test]
fn weak_cells_compare_by_identity() {
    let (one, two) = (node(1), node(1));
    let cell = WeakCell::from(&one);
    assert_eq!(cell, WeakCell::from(&one));
    assert_ne!(cell, WeakCell::from(&two));
    assert_eq!(WeakCell::<Node>::new(), WeakCell::default());
    let copy = cell.clone();
    drop(one);
    assert_eq!(cell, copy);
    assert_ne!(cell, WeakCell::new());
}

#[test]
fn weak_cells_print_what_they_name() {
    let object = node(1);
    let cell = WeakCell::from(&object);
    assert_eq!(format!("{cell:?}"), format!("<weak; to 'Node' at {:#x}>", Obj::id(&object)));
    drop(object);
    assert_eq!(format!("{cell:?}"), "<weak; dead>");
}

#[test]
fn cells_work_after_the_threads_heap_has_ended() {
    struct Last(ObjCell<Node>, WeakCell<Node>, Cell<bool>);
    impl Drop for Last {
        fn drop(&mut self) {
            let kept = self.0.get().unwrap();
            self.1.set(&kept);
            self.0.set(Some(node(2)));
            assert_eq!((kept.value, self.1.get().unwrap().value, self.0.borrow().unwrap().value), (1, 1, 2));
            drop(kept);
            assert!(self.1.get().is_none());
        }
    }
    thread_local!(static LAST: Last = const { Last(ObjCell::new(None), WeakCell::new(), Cell::new(false)) });
    // Registered before the heap's own guard, so dropped after it.
    let thread = std::thread::spawn(|| {
        LAST.with(|last| last.2.set(true));
        LAST.with(|last| last.0.set(Some(node(1))));
    });
    assert!(thread.join().is_ok());
}

mod of_traits {
    use super::*;
    use obj_runtime::Weak;

    trait Shape {
        fn sides(&self) -> usize;
        fn neighbours(&self) -> &ObjVec<dyn Shape>;
    }

    obj_runtime::dyn_object!(dyn Shape);

    #[derive(Object, Default)]
    #[object(as = [dyn Shape])]
    struct Square(ObjVec<dyn Shape>, WeakCell<dyn Shape>);

    #[derive(Object, Default)]
    #[object(as = [dyn Shape])]
    struct Triangle(ObjVec<dyn Shape>, ObjCell<dyn Shape>);

    impl Shape for Square {
        fn sides(&self) -> usize {
            4
        }
        fn neighbours(&self) -> &ObjVec<dyn Shape> {
            &self.0
        }
    }

    impl Shape for Triangle {
        fn sides(&self) -> usize {
            3
        }
        fn neighbours(&self) -> &ObjVec<dyn Shape> {
            &self.0
        }
    }

    fn shapes() -> (Obj<dyn Shape>, Obj<dyn Shape>) {
        (Obj::upcast(Obj::new(Square::default())), Obj::upcast(Obj::new(Triangle::default())))
    }

    #[test]
    fn cells_hold_objects_of_any_type_with_a_trait() {
        let (square, triangle) = shapes();
        let cell = ObjCell::from(square.clone());
        assert_eq!(cell.borrow().unwrap().sides(), 4);
        cell.set(Some(triangle.clone()));
        square.neighbours().extend([triangle.clone(), square.clone()]);
        assert_eq!(square.neighbours().iter().map(|shape| shape.sides()).sum::<usize>(), 7);
        let weak: Weak<dyn Shape> = Obj::downgrade(&square);
        let weak_cell = WeakCell::from(&triangle);
        assert_eq!(weak.upgrade().unwrap().sides() + weak_cell.get().unwrap().sides(), 7);
        drop((square, triangle, cell));
        assert_eq!(gc::collect(), 2, "the square holds itself, and the triangle");
        assert!(weak.is_dead() && weak_cell.is_dead());
    }

    #[test]
    fn cycles_through_traits_are_collected() {
        let (square, triangle) = shapes();
        square.neighbours().push(triangle.clone());
        triangle.neighbours().push(square.clone());
        let square = Obj::into_any(square).downcast::<Square>().unwrap();
        let triangle = Obj::into_any(triangle).downcast::<Triangle>().unwrap();
        square.1.set(Obj::upcast(triangle.clone()));
        triangle.1.set(Some(Obj::upcast(square.clone())));
        drop((square, triangle));
        assert_eq!(gc::collect(), 2);
    }
}

#[test]
fn cells_are_set_to_what_names_an_object_or_to_nothing() {
    let (a, b) = (node(1), node(2));
    a.next.set(&b);
    assert_eq!(Obj::refcount(&b), 2);
    a.next.set(b.clone());
    a.next.set(Some(b.clone()));
    b.next.set(a.next.borrow().unwrap());
    let guard = a.next.borrow().unwrap();
    b.next.set(&guard);
    drop(guard);
    assert!(a.next.is(&b) && b.next.is(&b) && Obj::refcount(&b) == 3);
    assert!(Obj::is(&b.next.replace(None).unwrap(), &b));
    a.next.set(None);
    a.next.set(b.next.get());
    assert!(a.next.is_none() && Obj::refcount(&b) == 1);

    a.parent.set(&b);
    a.parent.set(b.clone());
    a.parent.set(Obj::downgrade(&b));
    a.parent.set(a.next.get().as_ref().or(Some(&b)));
    a.next.set(&b);
    a.parent.set(&a.next.borrow().unwrap());
    assert!(Obj::is(&a.parent.get().unwrap(), &b));
    a.parent.set(None);
    assert!(a.parent.get().is_none());
    a.parent.set(node(3));
    assert!(a.parent.is_dead(), "nothing else holds it");
}
