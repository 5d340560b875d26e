//! The heaps of the interpreters.

mod dumpster;
mod gc_arena;
mod jrsonnet_gcmodule;
mod obj;
mod rc;
mod rust_cc;
mod types;

use std::marker::PhantomData;

use super::parts;
use crate::model::Bench;
use crate::workloads::interpreters::{Home, lazy, lisp, script};

/// What a contender whose handles are free of lifetimes says about collecting.
pub(crate) trait Collecting: 'static {
    /// See [`Home::tidy`].
    fn tidy() {}

    /// See [`Home::collect`].
    fn collect() {}
}

/// A heap that needs no callback to be entered.
pub(crate) struct Counted<H, C>(H, PhantomData<C>);

impl<H: Default + 'static, C: Collecting> Home for Counted<H, C> {
    type Heap<'a> = H;

    fn start() -> Self {
        Self(H::default(), PhantomData)
    }

    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&H) -> R) -> R {
        body(&self.0)
    }

    fn tidy(&mut self) {
        C::tidy();
    }

    fn collect(&mut self) {
        C::collect();
    }
}

/// The interpreters of a module with these names.
macro_rules! interpreters {
    ($name:ident, $module:ident) => {
        pub(crate) fn $name() -> Vec<Bench> {
            type In<H> = Counted<H, $module::Collector>;
            parts([lisp::<In<$module::Lists>>(), script::<In<$module::Tables>>(), lazy::<In<$module::Thunks>>()])
        }
    };
}

interpreters!(of_rc, rc);
interpreters!(of_jrsonnet_gcmodule, jrsonnet_gcmodule);
interpreters!(of_dumpster, dumpster);
interpreters!(of_rust_cc, rust_cc);
interpreters!(of_obj, obj);

pub(crate) fn of_gc_arena() -> Vec<Bench> {
    parts([lisp::<gc_arena::Lists>(), script::<gc_arena::Tables>(), lazy::<gc_arena::Thunks>()])
}
