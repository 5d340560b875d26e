//! An object may have many parts, so nothing tells the cells in them apart.

use std::cell::RefCell;

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize)]
struct Node {
    links: Vec<Link>,
}

#[derive(Trace, Serialize, Deserialize)]
struct Link {
    #[serde(with = "obj_runtime::serde::later")]
    to: RefCell<Option<Obj<Node>>>,
}

fn main() {}
