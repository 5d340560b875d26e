//! `dumpster::sync`: the same collector for handles that cross threads. Collects by itself.

use std::sync::Mutex;

use ::dumpster::sync::Gc;
use ::dumpster::{Trace, TraceWith, Visitor};

use super::node_types::nodes;
use super::plain::Reclaim;
use crate::workloads::space::{GenericPair, Leaves, Payload, Words};

#[derive(Default)]
pub(crate) struct DumpsterSync;

type Edge<T> = Mutex<Option<Gc<T>>>;

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
    edges: Mutex<Vec<Gc<Vertex>>>,
}

#[derive(Trace)]
pub(crate) struct Image {
    pixels: Vec<u8>,
    next: Edge<Image>,
}

nodes!(for DumpsterSync, handle Gc);

impl Reclaim for DumpsterSync {
    fn collect(&mut self) {
        ::dumpster::sync::collect();
    }
}

impl<P: Payload + Trace + Send + Sync> Leaves<P> for DumpsterSync {
    type Leaf = Gc<P>;

    #[inline]
    fn leaf(&self, payload: P) -> Gc<P> {
        Gc::new(payload)
    }
}

#[allow(unsafe_code, reason = "the trait is unsafe; the payload is shared by both dumpster contenders")]
// SAFETY: the payload holds no handles.
unsafe impl<V: Visitor, const N: usize> TraceWith<V> for Words<N> {
    fn accept(&self, _: &mut V) -> Result<(), ()> {
        Ok(())
    }
}

#[allow(unsafe_code, reason = "the trait is unsafe; the payload is shared by both dumpster contenders")]
// SAFETY: the payload holds no handles.
unsafe impl<V: Visitor> TraceWith<V> for GenericPair {
    fn accept(&self, _: &mut V) -> Result<(), ()> {
        Ok(())
    }
}
