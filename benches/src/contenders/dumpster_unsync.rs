//! `dumpster::unsync`: counting, with a depth-first search from what was dropped. Collects by itself.

use std::cell::RefCell;

use ::dumpster::Trace;
use ::dumpster::unsync::Gc;

use super::node_types::nodes;
use super::plain::Reclaim;
use crate::workloads::space::{Leaves, Payload};

#[derive(Default)]
pub(crate) struct DumpsterUnsync;

type Edge<T> = RefCell<Option<Gc<T>>>;

#[derive(Trace)]
pub(crate) struct Branch {
    left: Option<Gc<Branch>>,
    right: Option<Gc<Branch>>,
}

#[derive(Trace)]
pub(crate) struct Link {
    value: u64,
    next: Edge<Link>,
}

#[derive(Trace)]
pub(crate) struct Member {
    parent: Edge<Member>,
    left: Edge<Member>,
    right: Edge<Member>,
}

#[derive(Trace)]
pub(crate) struct Vertex {
    label: u64,
    edges: RefCell<Vec<Gc<Vertex>>>,
}

#[derive(Trace)]
pub(crate) struct Image {
    pixels: Vec<u8>,
    next: Edge<Image>,
}

nodes!(for DumpsterUnsync, handle Gc);

impl Reclaim for DumpsterUnsync {
    fn collect(&mut self) {
        ::dumpster::unsync::collect();
    }
}

impl<P: Payload + Trace> Leaves<P> for DumpsterUnsync {
    type Leaf = Gc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Gc<P> {
        Gc::new(payload)
    }
}
