//! A list of types is a tuple, also of one.

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize)]
struct Town {
    name: String,
}

fn save(list: &Obj<List>) {
    let _ = Graph::of(list).with_types::<Town>();
}

fn main() {}
