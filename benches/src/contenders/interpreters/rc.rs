//! `std::rc::Rc`: what is in a cycle leaks.

use std::rc::{Rc, Weak};

use super::Collecting;
use super::types::{lazy_heap, lazy_types, lisp_heap, lisp_types, script_heap, script_types};

pub(crate) struct Collector;

impl Collecting for Collector {}

lisp_types!(handle Rc);
lisp_heap!(handle Rc);

script_types!(handle Rc, [], []);
script_heap!(handle Rc, same Rc::ptr_eq);

type Known = Weak<Layer>;

fn know(layer: &Rc<Layer>) -> Known {
    Rc::downgrade(layer)
}

fn recall(known: &Known) -> Option<Rc<Layer>> {
    known.upgrade()
}

lazy_types!(handle Rc, [], []);
lazy_heap!(handle Rc);
