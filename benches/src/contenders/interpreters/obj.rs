//! This library. It collects by itself.

use obj_runtime::prelude::*;

use super::Collecting;
use super::types::{lazy_heap, lazy_types, script_heap, script_types};
use crate::workloads::interpreters::lisp::Dynamic;

pub(crate) struct Collector;

impl Collecting for Collector {
    fn collect() {
        obj_runtime::gc::collect();
    }
}

/// The Lisp's heap: every value is an `AnyObj`.
pub(crate) struct Lists {
    nil: AnyObj,
}

#[derive(Object)]
pub(crate) struct Pair {
    head: AnyObj,
    tail: AnyObj,
}

impl Default for Lists {
    fn default() -> Self {
        Self { nil: ().into() }
    }
}

impl Dynamic for Lists {
    type Value = AnyObj;

    #[inline]
    fn nil(&self) -> AnyObj {
        self.nil.clone()
    }

    #[inline]
    fn number(&self, number: i64) -> AnyObj {
        number.into()
    }

    #[inline]
    fn pair(&self, head: AnyObj, tail: AnyObj) -> AnyObj {
        Obj::new(Pair { head, tail }).into()
    }

    #[inline]
    fn is_nil(&self, value: &AnyObj) -> bool {
        AnyObj::is(value, &self.nil)
    }

    #[inline]
    fn as_number(&self, value: &AnyObj) -> Option<i64> {
        value.downcast_ref::<Int>().map(|number| **number)
    }

    #[inline]
    fn as_pair<'v>(&self, value: &'v AnyObj) -> Option<(&'v AnyObj, &'v AnyObj)> {
        value.downcast_ref::<Pair>().map(|pair| (&pair.head, &pair.tail))
    }

    #[inline]
    fn add(&self, one: &AnyObj, other: &AnyObj) -> Option<AnyObj> {
        Some((one.downcast_ref::<Int>()? + other.downcast_ref::<Int>()?).into())
    }

    #[inline]
    fn subtract(&self, one: &AnyObj, other: &AnyObj) -> Option<AnyObj> {
        Some((one.downcast_ref::<Int>()? - other.downcast_ref::<Int>()?).into())
    }

    #[inline]
    fn less(&self, one: &AnyObj, other: &AnyObj) -> Option<bool> {
        Some(one.downcast_ref::<Int>()? < other.downcast_ref::<Int>()?)
    }
}

script_types!(handle Obj, [#[derive(Trace)]], [#[derive(Object)]]);
script_heap!(handle Obj, same Obj::is);

type Known = Weak<Layer>;

fn know(layer: &Obj<Layer>) -> Known {
    Obj::downgrade(layer)
}

fn recall(known: &Known) -> Option<Obj<Layer>> {
    known.upgrade()
}

lazy_types!(handle Obj, [#[derive(Trace)]], [#[derive(Object)]]);
lazy_heap!(handle Obj);
