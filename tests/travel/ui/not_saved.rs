//! A type that a saved one leads to has to be saved, too.

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Object)]
struct Page {
    text: String,
}

#[derive(Object, Serialize, Deserialize)]
struct Book {
    pages: ObjVec<Page>,
}

fn main() {}
