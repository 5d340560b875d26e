//! `bumpalo`: references into a region, with cells; all of it goes when the next callback begins.

use std::cell::{Cell, RefCell};

use bumpalo::Bump;
use bumpalo::collections::Vec;

use super::typed_arena::region_nodes;
use crate::workloads::space::{Leaves, Nodes, Payload, Roots, Space};

/// The region, while a callback runs.
#[derive(Clone, Copy)]
pub(crate) struct Inside<'a>(&'a Bump);

type Edges<'a> = Vec<'a, &'a Vertex<'a>>;
type Pixels<'a> = &'a [u8];

impl<'a> Inside<'a> {
    #[inline]
    fn put<T>(&self, value: T) -> &'a T {
        self.0.alloc(value)
    }

    fn edges(&self) -> Edges<'a> {
        Vec::new_in(self.0)
    }

    fn pixels(&self, bytes: usize) -> Pixels<'a> {
        self.0.alloc_slice_fill_copy(bytes, 1)
    }
}

region_nodes!(put);

impl<'a, P: Payload> Leaves<P> for Inside<'a> {
    type Leaf = &'a P;

    #[inline]
    fn leaf(&self, payload: P) -> &'a P {
        self.put(payload)
    }
}

/// One region, used over and over.
pub(crate) struct Bumped(Bump);

impl Space for Bumped {
    type Heap<'a> = Inside<'a>;

    fn start() -> Self {
        Self(Bump::new())
    }

    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Inside<'a>, &mut Roots<Inside<'a>>) -> R) -> R {
        self.0.reset();
        body(&Inside(&self.0), &mut Roots::default())
    }
}
