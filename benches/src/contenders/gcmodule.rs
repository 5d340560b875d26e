//! `gcmodule`: CPython's algorithm over all tracked objects. Collects only when asked to.

use std::cell::RefCell;

use ::gcmodule::{Cc, Trace, Tracer};

use super::node_types::node_types;
use super::pace::Doubling;
use super::plain::Reclaim;
use crate::workloads::space::{GenericPair, Leaves, Payload, Words};

#[derive(Default)]
pub(crate) struct GcModule {
    pace: Doubling,
}

node_types!(for GcModule, handle Cc, cell RefCell);

impl Reclaim for GcModule {
    fn safe_point(&mut self) {
        if self.pace.is_due_after_batch() {
            self.collect();
            self.pace.collected(::gcmodule::count_thread_tracked());
        }
    }

    fn collect(&mut self) {
        ::gcmodule::collect_thread_cycles();
    }
}

impl Trace for Branch {
    fn trace(&self, tracer: &mut Tracer) {
        self.left.trace(tracer);
        self.right.trace(tracer);
    }

    fn is_type_tracked() -> bool {
        true
    }
}

impl Trace for Link {
    fn trace(&self, tracer: &mut Tracer) {
        self.next.trace(tracer);
    }

    fn is_type_tracked() -> bool {
        true
    }
}

impl Trace for Member {
    fn trace(&self, tracer: &mut Tracer) {
        self.parent.trace(tracer);
        self.left.trace(tracer);
        self.right.trace(tracer);
    }

    fn is_type_tracked() -> bool {
        true
    }
}

impl Trace for Vertex {
    fn trace(&self, tracer: &mut Tracer) {
        self.edges.trace(tracer);
    }

    fn is_type_tracked() -> bool {
        true
    }
}

impl Trace for Image {
    fn trace(&self, tracer: &mut Tracer) {
        self.next.trace(tracer);
    }

    fn is_type_tracked() -> bool {
        true
    }
}

impl<const N: usize> Trace for Words<N> {
    fn is_type_tracked() -> bool {
        false
    }
}

impl Trace for GenericPair {
    fn is_type_tracked() -> bool {
        false
    }
}

impl<P: Payload + Trace> Leaves<P> for GcModule {
    type Leaf = Cc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Cc<P> {
        Cc::new(payload)
    }
}
