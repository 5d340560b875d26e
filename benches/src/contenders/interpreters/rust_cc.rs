//! `rust-cc`: collects by itself.

use ::rust_cc::weak::Weak;
use ::rust_cc::{Cc, Finalize, Trace};

use super::Collecting;
use super::types::{lazy_heap, lazy_types, lisp_heap, lisp_types, script_heap, script_types};

pub(crate) struct Collector;

impl Collecting for Collector {
    fn collect() {
        ::rust_cc::collect_cycles();
    }
}

lisp_types!(handle Cc, #[derive(Trace, Finalize)]);
lisp_heap!(handle Cc);

script_types!(handle Cc, [#[derive(Trace, Finalize)]], [#[derive(Trace, Finalize)]]);
script_heap!(handle Cc, same Cc::ptr_eq);

type Known = Weak<Layer>;

fn know(layer: &Cc<Layer>) -> Known {
    layer.downgrade()
}

fn recall(known: &Known) -> Option<Cc<Layer>> {
    known.upgrade()
}

lazy_types!(handle Cc, [#[derive(Trace, Finalize)] #[rust_cc(unsafe_no_drop)]], [#[derive(Trace, Finalize)]]);
lazy_heap!(handle Cc);
