use std::cell::Cell;
use std::hash::{Hash, Hasher};

use obj_runtime::prelude::*;

#[derive(Object)]
#[object(intern)]
struct Counter {
    name: String,
    count: Cell<u32>,
}

impl PartialEq for Counter {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Counter {}

impl Hash for Counter {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

fn main() {}
