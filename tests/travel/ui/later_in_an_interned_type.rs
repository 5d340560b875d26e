//! An interned object is found by its value before its cells could be filled.

use std::cell::RefCell;

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize, PartialEq, Eq)]
#[object(intern)]
struct Symbol {
    name: String,
    #[object(frozen)]
    #[serde(with = "obj_runtime::serde::later")]
    notes: RefCell<Vec<String>>,
}

impl std::hash::Hash for Symbol {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

fn main() {}
