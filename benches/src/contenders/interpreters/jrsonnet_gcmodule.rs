//! `jrsonnet-gcmodule`, asked to collect after each program.

use ::jrsonnet_gcmodule::{Cc, Trace, Weak};

use super::Collecting;
use super::types::{lazy_heap, lazy_types, lisp_heap, lisp_types, script_heap, script_types};

pub(crate) struct Collector;

impl Collecting for Collector {
    fn tidy() {
        Self::collect();
    }

    fn collect() {
        let _collected = ::jrsonnet_gcmodule::collect_thread_cycles();
    }
}

lisp_types!(handle Cc, #[derive(Trace)], #[trace(tracking(force))]);
lisp_heap!(handle Cc);

script_types!(handle Cc, [#[derive(Trace)] #[trace(tracking(force))]], [#[derive(Trace)] #[trace(tracking(force))]]);
script_heap!(handle Cc, same Cc::ptr_eq);

type Known = Weak<Layer>;

fn know(layer: &Cc<Layer>) -> Known {
    layer.downgrade()
}

fn recall(known: &Known) -> Option<Cc<Layer>> {
    known.upgrade()
}

lazy_types!(handle Cc, [#[derive(Trace)] #[trace(tracking(force))]], [#[derive(Trace)] #[trace(tracking(force))]]);
lazy_heap!(handle Cc);
