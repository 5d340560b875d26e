//! `dumpster::unsync`: collects by itself. It has no weak handles: what is shared is held until it is shared anew.

use std::cell::RefCell;

use ::dumpster::Trace;
use ::dumpster::unsync::Gc;

use super::Collecting;
use super::types::{lazy_heap, lisp_heap, script_heap};

pub(crate) struct Collector;

impl Collecting for Collector {
    fn collect() {
        ::dumpster::unsync::collect();
    }
}

#[derive(Trace)]
pub(crate) enum Datum {
    Nil,
    Number(i64),
    Pair(Gc<Datum>, Gc<Datum>),
}

lisp_heap!(handle Gc);

#[derive(Clone, Trace)]
pub(crate) enum Value {
    Nil,
    Number(i64),
    Table(Gc<Table>),
    Function(Gc<Closure>),
}

#[derive(Default, Trace)]
pub(crate) struct Table {
    fields: RefCell<Vec<(u32, Value)>>,
    elements: RefCell<Vec<Value>>,
}

#[derive(Trace)]
pub(crate) struct Closure {
    function: usize,
    captured: Vec<Value>,
}

script_heap!(handle Gc, same Gc::ptr_eq);

type Known = Gc<Layer>;

fn know(layer: &Gc<Layer>) -> Known {
    layer.clone()
}

fn recall(known: &Known) -> Option<Gc<Layer>> {
    Some(known.clone())
}

#[derive(Clone, Trace)]
pub(crate) enum Lazily {
    Nil,
    Number(i64),
    Object(Gc<Layer>),
    Function(Gc<Lambda>),
}

#[derive(Trace)]
pub(crate) struct Lambda {
    function: usize,
    captured: Option<Gc<Captures>>,
    this: Option<Gc<Layer>>,
}

#[derive(Trace)]
pub(crate) struct Captures {
    thunks: Vec<Gc<Thunk>>,
}

#[derive(Trace)]
pub(crate) struct Thunk {
    state: RefCell<State>,
}

#[derive(Trace)]
pub(crate) enum State {
    Waiting(u32, Gc<Frame>),
    Busy,
    Done(Lazily),
}

#[derive(Trace)]
pub(crate) struct Frame {
    slots: RefCell<Vec<Option<Gc<Thunk>>>>,
    captured: Option<Gc<Captures>>,
    this: Option<Gc<Layer>>,
    below: Option<Gc<Layer>>,
}

#[derive(Trace)]
pub(crate) struct Layer {
    layer: usize,
    captured: Option<Gc<Captures>>,
    below: Option<Gc<Layer>>,
    remembered: RefCell<Vec<(u32, Lazily)>>,
}

lazy_heap!(handle Gc);
