//! `std::rc::Rc` with `RefCell`: the floor that leaks.

use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::node_types::node_types;
use super::plain::Reclaim;
use crate::workloads::small_ints::SmallInts;
use crate::workloads::space::{Erased, Leaves, Payload, WeakLinks};

#[derive(Default)]
pub(crate) struct StdRc;

node_types!(for StdRc, handle Rc, cell RefCell);

impl Reclaim for StdRc {}

impl<P: Payload> Leaves<P> for StdRc {
    type Leaf = Rc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Rc<P> {
        Rc::new(payload)
    }
}

impl WeakLinks for StdRc {
    type Weak = Weak<Link>;

    #[inline]
    fn downgrade(&self, link: &Rc<Link>) -> Weak<Link> {
        Rc::downgrade(link)
    }

    #[inline]
    fn upgrade(&self, weak: &Weak<Link>) -> Option<Rc<Link>> {
        weak.upgrade()
    }
}

impl Erased for StdRc {
    type Any = Rc<dyn Any>;

    fn erase_link(&self, link: Rc<Link>) -> Rc<dyn Any> {
        link
    }

    fn erase_vertex(&self, vertex: Rc<Vertex>) -> Rc<dyn Any> {
        vertex
    }

    #[inline]
    fn link_value(&self, any: &Rc<dyn Any>) -> Option<u64> {
        any.downcast_ref::<Link>().map(|link| link.value)
    }
}

/// A table by hand, as one would write it who needs no library for it.
struct Table {
    ints: [Rc<i64>; 262],
}

thread_local! {
    static TABLE: Table = Table { ints: std::array::from_fn(|index| Rc::new(index as i64 - 5)) };
}

impl SmallInts for StdRc {
    type Int = Rc<i64>;

    #[inline]
    fn int(value: i64) -> Rc<i64> {
        let index = (value + 5) as usize;
        TABLE.with(|table| table.ints.get(index).cloned()).unwrap_or_else(|| Rc::new(value))
    }
}
