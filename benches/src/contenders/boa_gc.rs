//! `boa_gc`: mark and sweep; roots are handles that no object holds. Collects by itself.

use ::boa_gc::{Finalize, Gc, GcErased, GcRefCell, Trace, WeakGc, empty_trace};

use super::node_types::{Slot, node_types};
use super::plain::Reclaim;
use crate::workloads::space::{Erased, GenericPair, Leaves, Payload, WeakLinks, Words};

#[derive(Default)]
pub(crate) struct BoaGc;

node_types!(for BoaGc, handle Gc, cell GcRefCell, #[derive(Trace, Finalize)]);

impl Reclaim for BoaGc {
    fn collect(&mut self) {
        ::boa_gc::force_collect();
    }
}

impl<T: Trace> Slot<T> for GcRefCell<T> {
    #[inline]
    fn holding(value: T) -> Self {
        Self::new(value)
    }

    #[inline]
    fn read<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.borrow())
    }

    #[inline]
    fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.borrow_mut())
    }
}

#[allow(unsafe_code, reason = "the trait is unsafe")]
// SAFETY: the payload holds no handles.
unsafe impl<const N: usize> Trace for Words<N> {
    empty_trace!();
}

impl<const N: usize> Finalize for Words<N> {}

#[allow(unsafe_code, reason = "the trait is unsafe")]
// SAFETY: the payload holds no handles.
unsafe impl Trace for GenericPair {
    empty_trace!();
}

impl Finalize for GenericPair {}

impl<P: Payload + Trace> Leaves<P> for BoaGc {
    type Leaf = Gc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Gc<P> {
        Gc::new(payload)
    }
}

impl WeakLinks for BoaGc {
    type Weak = WeakGc<Link>;

    fn downgrade(&self, link: &Gc<Link>) -> WeakGc<Link> {
        WeakGc::new(link)
    }

    #[inline]
    fn upgrade(&self, weak: &WeakGc<Link>) -> Option<Gc<Link>> {
        weak.upgrade()
    }
}

impl Erased for BoaGc {
    type Any = GcErased;

    fn erase_link(&self, link: Gc<Link>) -> GcErased {
        GcErased::new(link)
    }

    fn erase_vertex(&self, vertex: Gc<Vertex>) -> GcErased {
        GcErased::new(vertex)
    }

    #[inline]
    fn link_value(&self, any: &GcErased) -> Option<u64> {
        // There is no safe way to borrow the link: a handle of one's own is what the safe interface gives.
        if any.is::<Link>() { any.clone().downcast::<Link>().map(|link| link.value) } else { None }
    }
}
