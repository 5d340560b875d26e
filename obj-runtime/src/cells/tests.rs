//! Unit tests: what is inside the cells and cannot be seen from outside.

use std::cell::RefCell;
use std::mem::forget;
use std::ptr::NonNull;

use super::{ObjCell, ObjVec, WeakCell};
use crate::__private::{TypeState, state_of};
use crate::object::{Obj, Object};
use crate::trace::{Trace, Tracer};

/// What a node does when it dies.
type Work = Box<dyn FnOnce(&Obj<Node>)>;

#[derive(Default)]
struct Node {
    value: usize,
    next: ObjCell<Node>,
    items: ObjVec<Node>,
    at_death: RefCell<Option<Work>>,
}

// SAFETY: `at_death` is not visited: what it holds counts as held from outside.
unsafe impl Trace for Node {
    type Leaves<H> = Self;
    const HOLDS: bool = <ObjCell<Self> as Trace>::HOLDS || <ObjVec<Self> as Trace>::HOLDS;
    const HOLDS_BEHIND: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        tracer.field("next", &this.next);
        tracer.field("items", &this.items);
    }
}

// SAFETY: as the derive does it.
unsafe impl Object for Node {
    type View = Self;
    const NAME: &'static str = "Node";
    const FINALIZE: Option<fn(&Obj<Self>)> = Some(|this| {
        let work = this.at_death.borrow_mut().take();
        if let Some(work) = work {
            work(this);
        }
    });
    fn state() -> &'static TypeState {
        thread_local!(static STATE: TypeState = const { TypeState::new() });
        state_of(&STATE)
    }
    unsafe fn view(value: NonNull<u8>) -> NonNull<Self> {
        value.cast()
    }
}

fn node(value: usize) -> Obj<Node> {
    Obj::new(Node { value, ..Node::default() })
}

fn list(count: usize) -> ObjVec<Node> {
    (0..count).map(node).collect()
}

fn values(list: &ObjVec<Node>) -> Vec<usize> {
    list.iter().map(|item| item.value).collect()
}

fn is_candidate(object: &Obj<Node>) -> bool {
    object.header().is_candidate()
}

/// No item has been marked.
fn is_unmarked(list: &ObjVec<Node>) -> bool {
    list.iter().all(|item| !is_candidate(&item))
}

#[test]
fn cells_are_as_small_as_what_they_hold() {
    assert_eq!(size_of::<ObjCell<Node>>(), size_of::<Option<Obj<Node>>>());
    assert_eq!(size_of::<WeakCell<Node>>(), size_of::<usize>());
    assert_eq!(size_of::<ObjVec<Node>>(), size_of::<usize>());
}

#[test]
fn guards_of_a_cell_do_not_mark() {
    let cell = ObjCell::from(node(1));
    cell.with(|object| assert_eq!(object.unwrap().value, 1));
    let guard = cell.borrow().unwrap();
    assert_eq!(Obj::refcount(&guard), 2);
    drop(guard);
    let object = cell.take().unwrap();
    assert_eq!(Obj::refcount(&object), 1);
    assert!(!is_candidate(&object));
}

#[test]
fn a_handle_of_ones_own_marks() {
    let cell = ObjCell::from(node(1));
    drop(cell.get());
    assert!(is_candidate(&cell.take().unwrap()));
}

#[test]
fn a_guard_marks_if_its_cell_was_set_meanwhile() {
    let object = node(1);
    let cell = ObjCell::new(Some(object.clone()));
    let guard = cell.borrow();
    forget(cell.take());
    assert!(!is_candidate(&object));
    drop(guard);
    assert!(is_candidate(&object));
    assert_eq!(Obj::refcount(&object), 2, "the forgotten handle and `object`");
}

#[test]
fn a_guard_does_not_mark_if_its_cell_was_set_to_the_same_object() {
    let cell = ObjCell::from(node(1));
    let guard = cell.borrow().unwrap();
    forget(cell.replace(Some(guard.clone())));
    drop(guard);
    assert!(!is_candidate(&cell.take().unwrap()));
}

#[test]
fn a_guard_that_becomes_a_handle_marks_when_dropped() {
    let cell = ObjCell::from(node(1));
    let handle = Obj::from(cell.borrow().unwrap());
    assert_eq!(Obj::refcount(&handle), 2);
    drop(handle);
    assert!(is_candidate(&cell.take().unwrap()));
}

#[test]
fn guards_of_a_list_do_not_mark() {
    let list = list(3);
    drop((list.at(1), list.first(), list.last()));
    assert_eq!(values(&list), [0, 1, 2]);
    assert_eq!(list.iter().rev().count(), 3);
    assert!(is_unmarked(&list));
    assert!(list.iter().all(|item| Obj::refcount(&item) == 2));
}

#[test]
fn a_guard_marks_if_its_object_moved_in_the_list() {
    let list = list(2);
    let guard = list.at(1).unwrap();
    list.swap(0, 1);
    drop(guard);
    assert!(is_candidate(&list.at(0).unwrap()));
    assert!(!is_candidate(&list.at(1).unwrap()));
}

#[test]
fn changing_a_list_marks_only_what_goes() {
    let list = list(6);
    list.insert(0, node(6));
    list.swap(1, 2);
    list.extend([node(7)]);
    drop((list.remove(3), list.swap_remove(0), list.pop()));
    list.truncate(3);
    list.retain(|item| item.value != 1);
    assert_eq!(list.len(), 2);
    assert!(is_unmarked(&list));
}

#[test]
fn iterating_shares_the_array() {
    let list = list(2);
    list.reserve(1);
    let iter = list.iter();
    assert!(list.first().is_some_and(|first| Obj::refcount(&first) == 2), "the list and the guard");
    list.push(node(2));
    assert!(list.iter().all(|item| Obj::refcount(&item) == 2), "adding in the room there is copies nothing");
    drop(list.remove(0));
    assert!(list.iter().all(|item| Obj::refcount(&item) == 3), "removing makes a copy for the iterator");
    assert_eq!(iter.map(|item| item.value).collect::<Vec<_>>(), [0, 1]);
    assert!(list.iter().all(|item| Obj::refcount(&item) == 2));
}

#[test]
fn a_forgotten_iterator_leaves_the_list_usable() {
    let list = list(2);
    forget(list.iter());
    list.set(0, node(2));
    list.push(node(3));
    assert_eq!(values(&list), [2, 1, 3]);
    assert_eq!(Obj::refcount(&list.at(1).unwrap()), 3, "what the iterator had is lost with it");
}

#[test]
fn growing_keeps_the_handles() {
    let list = ObjVec::with_capacity(1);
    for value in 0..100 {
        list.push(node(value));
    }
    assert!(values(&list).into_iter().eq(0..100));
    list.reserve(1000);
    assert!(values(&list).into_iter().eq(0..100));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn a_capacity_beyond_memory_panics_and_changes_nothing() {
    let list = list(1);
    let result = std::panic::catch_unwind(|| list.reserve(usize::MAX));
    assert!(result.is_err());
    assert_eq!(values(&list), [0]);
}

#[test]
fn recursive_types_are_tracked() {
    const { assert!(<Node as Trace>::HOLDS) };
    let mut tracer = Tracer::of_everything();
    let holder = node(0);
    holder.next.set(Some(node(1)));
    holder.items.extend([node(2), node(3)]);
    Trace::trace(&*holder, &mut tracer);
    let paths: Vec<String> = tracer.take_paths().iter().map(|path| format!("{path:?}")).collect();
    assert_eq!(paths, [r#"[Field("next")]"#, r#"[Field("items"), Index(0)]"#, r#"[Field("items"), Index(1)]"#]);
}

#[test]
fn a_finalizer_may_change_the_list_that_is_being_cleared() {
    let list = std::rc::Rc::new(list(3));
    let other = list.clone();
    let work: Work = Box::new(move |_| {
        other.push(node(10));
        assert_eq!(values(&other), [10]);
    });
    *list.at(1).unwrap().at_death.borrow_mut() = Some(work);
    list.clear();
    assert_eq!(values(&list), [10]);
}

#[test]
fn a_cycle_through_cells_is_collected_after_it_was_read() {
    let ring = node(0);
    ring.next.set(Some(node(1)));
    ring.next.borrow().unwrap().items.push(ring.clone());
    crate::gc::collect();
    assert_eq!(ring.next.borrow().unwrap().items.first().unwrap().value, 0);
    drop(ring);
    assert_eq!(crate::gc::collect(), 2);
}

/// Under Miri, this says whether the list is borrowed while the hook runs.
#[test]
#[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
fn the_hook_of_a_panic_may_use_the_list_that_has_no_room() {
    thread_local!(static LIST: RefCell<Option<Obj<Node>>> = const { RefCell::new(None) });
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match LIST.take() {
        Some(holder) => holder.items.push(node(1)),
        None => before(panic),
    }));
    let holder = node(0);
    holder.items.push(node(0));
    LIST.set(Some(holder.clone()));
    let reserve = std::panic::AssertUnwindSafe(|| holder.items.reserve(usize::MAX));
    assert!(std::panic::catch_unwind(reserve).is_err());
    assert_eq!(values(&holder.items), [0, 1]);
}
