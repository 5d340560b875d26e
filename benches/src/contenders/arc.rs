//! `std::sync::Arc` with `Mutex`: what sharing between threads costs, without collecting.

use std::any::Any;
use std::sync::{Arc, Mutex, Weak};

use super::node_types::node_types;
use super::plain::Reclaim;
use crate::workloads::space::{Erased, Leaves, Payload, WeakLinks};

#[derive(Default)]
pub(crate) struct StdArc;

node_types!(for StdArc, handle Arc, cell Mutex);

impl Reclaim for StdArc {}

impl<P: Payload> Leaves<P> for StdArc {
    type Leaf = Arc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Arc<P> {
        Arc::new(payload)
    }
}

impl WeakLinks for StdArc {
    type Weak = Weak<Link>;

    #[inline]
    fn downgrade(&self, link: &Arc<Link>) -> Weak<Link> {
        Arc::downgrade(link)
    }

    #[inline]
    fn upgrade(&self, weak: &Weak<Link>) -> Option<Arc<Link>> {
        weak.upgrade()
    }
}

impl Erased for StdArc {
    type Any = Arc<dyn Any>;

    fn erase_link(&self, link: Arc<Link>) -> Arc<dyn Any> {
        link
    }

    fn erase_vertex(&self, vertex: Arc<Vertex>) -> Arc<dyn Any> {
        vertex
    }

    #[inline]
    fn link_value(&self, any: &Arc<dyn Any>) -> Option<u64> {
        any.downcast_ref::<Link>().map(|link| link.value)
    }
}
