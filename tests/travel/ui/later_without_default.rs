//! A cell that is filled later holds the default of its content before.

use std::cell::RefCell;

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize)]
struct Node {
    #[serde(with = "obj_runtime::serde::later")]
    link: RefCell<Link>,
}

#[derive(Trace, Serialize, Deserialize)]
struct Link {
    to: Obj<Node>,
}

fn main() {}
