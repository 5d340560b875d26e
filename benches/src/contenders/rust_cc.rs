//! `rust-cc`: counting, with intrusive lists of possible cycles. Collects by itself.

use std::cell::RefCell;

use ::rust_cc::weak::Weak;
use ::rust_cc::{Cc, Context, Finalize, Trace};

use super::node_types::node_types;
use super::plain::Reclaim;
use crate::workloads::space::{GenericPair, Leaves, Payload, WeakLinks, Words};

#[derive(Default)]
pub(crate) struct RustCc;

node_types!(for RustCc, handle Cc, cell RefCell, #[derive(Trace, Finalize)]);

impl Reclaim for RustCc {
    fn collect(&mut self) {
        ::rust_cc::collect_cycles();
    }
}

#[allow(unsafe_code, reason = "the trait is unsafe")]
// SAFETY: the payload holds no handles and has no destructor.
unsafe impl<const N: usize> Trace for Words<N> {
    fn trace(&self, _: &mut Context<'_>) {}
}

impl<const N: usize> Finalize for Words<N> {}

#[allow(unsafe_code, reason = "the trait is unsafe")]
// SAFETY: the payload holds no handles and has no destructor.
unsafe impl Trace for GenericPair {
    fn trace(&self, _: &mut Context<'_>) {}
}

impl Finalize for GenericPair {}

impl<P: Payload + Trace> Leaves<P> for RustCc {
    type Leaf = Cc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Cc<P> {
        Cc::new(payload)
    }
}

impl WeakLinks for RustCc {
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
