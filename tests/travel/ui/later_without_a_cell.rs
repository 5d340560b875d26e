//! What is filled later is a cell of the standard library.

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize)]
struct Node {
    #[serde(with = "obj_runtime::serde::later")]
    next: Option<Obj<Node>>,
}

fn main() {}
