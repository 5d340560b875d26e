//! `jrsonnet-gcmodule`: the maintained fork of `gcmodule`, with weak handles. Collects only when asked to.

use std::cell::RefCell;

use ::jrsonnet_gcmodule::{Cc, Trace, Weak};

use super::node_types::node_types;
use super::pace::Doubling;
use super::plain::Reclaim;
use crate::workloads::space::{GenericPair, Leaves, Payload, WeakLinks, Words};

#[derive(Default)]
pub(crate) struct JrsonnetGcModule {
    pace: Doubling,
}

node_types!(for JrsonnetGcModule, handle Cc, cell RefCell, #[derive(Trace)], #[trace(tracking(force))]);

impl Reclaim for JrsonnetGcModule {
    fn safe_point(&mut self) {
        if self.pace.is_due_after_batch() {
            self.collect();
            self.pace.collected(::jrsonnet_gcmodule::count_thread_tracked());
        }
    }

    fn collect(&mut self) {
        let _collected = ::jrsonnet_gcmodule::collect_thread_cycles();
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

impl<P: Payload + Trace> Leaves<P> for JrsonnetGcModule {
    type Leaf = Cc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Cc<P> {
        Cc::new(payload)
    }
}

impl WeakLinks for JrsonnetGcModule {
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
