//! `bacon_rajan_cc`: trial deletion from a buffer of roots. Collects only when asked to.

use std::cell::RefCell;

use ::bacon_rajan_cc::{Cc, Trace, Tracer, Weak, collect_cycles, number_of_roots_buffered};

use super::node_types::node_types;
use super::pace;
use super::plain::Reclaim;
use crate::workloads::space::{GenericPair, Leaves, Payload, WeakLinks, Words};

#[derive(Default)]
pub(crate) struct BaconRajan;

node_types!(for BaconRajan, handle Cc, cell RefCell);

impl Reclaim for BaconRajan {
    fn safe_point(&mut self) {
        if number_of_roots_buffered() >= pace::LEAST {
            collect_cycles();
        }
    }

    fn collect(&mut self) {
        collect_cycles();
    }
}

impl Trace for Branch {
    fn trace(&self, tracer: &mut Tracer) {
        self.left.trace(tracer);
        self.right.trace(tracer);
    }
}

impl Trace for Link {
    fn trace(&self, tracer: &mut Tracer) {
        self.next.trace(tracer);
    }
}

impl Trace for Member {
    fn trace(&self, tracer: &mut Tracer) {
        self.parent.trace(tracer);
        self.left.trace(tracer);
        self.right.trace(tracer);
    }
}

impl Trace for Vertex {
    fn trace(&self, tracer: &mut Tracer) {
        self.edges.trace(tracer);
    }
}

impl Trace for Image {
    fn trace(&self, tracer: &mut Tracer) {
        self.next.trace(tracer);
    }
}

impl<const N: usize> Trace for Words<N> {
    fn trace(&self, _: &mut Tracer) {}
}

impl Trace for GenericPair {
    fn trace(&self, _: &mut Tracer) {}
}

impl<P: Payload + Trace> Leaves<P> for BaconRajan {
    type Leaf = Cc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Cc<P> {
        Cc::new(payload)
    }
}

impl WeakLinks for BaconRajan {
    type Weak = Weak<Link>;

    #[inline]
    fn downgrade(&self, link: &Cc<Link>) -> Weak<Link> {
        link.downgrade()
    }

    #[inline]
    fn upgrade(&self, weak: &Weak<Link>) -> Option<Cc<Link>> {
        weak.upgrade()
    }
}
