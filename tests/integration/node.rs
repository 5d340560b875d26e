//! An object with every kind of cell, which does something when it dies.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Finalize, gc};

type Work = Box<dyn FnOnce(&Obj<Node>)>;

#[derive(Object, Default)]
#[object(finalize)]
pub(crate) struct Node {
    pub(crate) value: i32,
    pub(crate) next: ObjCell<Node>,
    pub(crate) parent: WeakCell<Node>,
    pub(crate) items: ObjVec<Node>,
    #[object(skip)]
    at_death: RefCell<Option<Work>>,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        let work = this.at_death.borrow_mut().take();
        if let Some(work) = work {
            work(this);
        }
    }
}

pub(crate) fn node(value: i32) -> Obj<Node> {
    Obj::new(Node { value, ..Node::default() })
}

/// A node that does `work` when it dies.
pub(crate) fn mortal(value: i32, work: impl FnOnce(&Obj<Node>) + 'static) -> Obj<Node> {
    Obj::new(Node { value, at_death: RefCell::new(Some(Box::new(work))), ..Node::default() })
}

/// Nodes that count their deaths.
#[derive(Clone, Default)]
pub(crate) struct Graveyard(Rc<Cell<usize>>);

impl Graveyard {
    pub(crate) fn node(&self, value: i32) -> Obj<Node> {
        let deaths = self.0.clone();
        mortal(value, move |_| deaths.set(deaths.get() + 1))
    }

    pub(crate) fn deaths(&self) -> usize {
        self.0.get()
    }
}

/// The values of a list, in order.
pub(crate) fn values(list: &ObjVec<Node>) -> Vec<i32> {
    list.iter().map(|item| item.value).collect()
}

/// The candidates that `work` leaves to the collector.
pub(crate) fn candidates_left_by(work: impl FnOnce()) -> usize {
    gc::collect();
    let before = gc::stats().full.candidates;
    work();
    gc::collect();
    gc::stats().full.candidates - before
}

/// Fewer where each step costs a thousand.
pub(crate) fn fewer_in_miri(count: usize) -> usize {
    if cfg!(miri) { (count / 1000).clamp(20, 100) } else { count }
}

/// Counts the panics with this message that go to the hook, from now on.
pub(crate) fn booms(message: &'static str) -> Rc<Cell<usize>> {
    let reported = Rc::new(Cell::new(0));
    let hears = Rc::clone(&reported);
    gc::set_unraisable_hook(move |panic| {
        assert_eq!(panic.message(), Some(message));
        hears.set(hears.get() + 1);
    });
    reported
}
