//! What the derives make of types of every kind.

mod behaviour;
mod bounds;
mod finalizers;
mod frozen;
mod functions;
mod generics;
mod names;
mod parts;
mod places;
mod policies;
mod recursion;
mod shapes;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug};
use std::hash::Hash;
use std::marker::PhantomData;

use obj_runtime::prelude::*;
use obj_runtime::{ById, Frozen, gc};

/// A ring of `length` objects that only the ring holds.
fn leave_ring<T: Object>(length: usize, make: impl Fn() -> T, link: impl Fn(&Obj<T>, Obj<T>)) {
    let ring: Vec<_> = (0..length).map(|_| Obj::new(make())).collect();
    for index in 0..length {
        link(&ring[index], ring[(index + 1) % length].clone());
    }
}
