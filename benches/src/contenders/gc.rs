//! `gc`: mark and sweep, with counted roots. Collects by itself.

#![allow(non_local_definitions, reason = "the derives of this crate put their impls into constants")]

use ::gc::{Finalize, Gc, GcCell, Trace, unsafe_empty_trace};

use super::node_types::{Slot, node_types};
use super::plain::Reclaim;
use crate::workloads::space::{GenericPair, Leaves, Payload, Words};

#[derive(Default)]
pub(crate) struct ManishGc;

node_types!(for ManishGc, handle Gc, cell GcCell, #[derive(Trace, Finalize)]);

impl Reclaim for ManishGc {
    fn collect(&mut self) {
        ::gc::force_collect();
    }
}

impl<T: Trace> Slot<T> for GcCell<T> {
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
    unsafe_empty_trace!();
}

impl<const N: usize> Finalize for Words<N> {}

#[allow(unsafe_code, reason = "the trait is unsafe")]
// SAFETY: the payload holds no handles.
unsafe impl Trace for GenericPair {
    unsafe_empty_trace!();
}

impl Finalize for GenericPair {}

impl<P: Payload + Trace> Leaves<P> for ManishGc {
    type Leaf = Gc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Gc<P> {
        Gc::new(payload)
    }
}
