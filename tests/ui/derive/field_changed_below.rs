//! An attribute below the derive changes a field's type to one that leads to what the derive sees.

use std::rc::Rc;

use obj_attribute_tests::becomes;
use obj_runtime::prelude::*;

#[derive(Object)]
#[becomes(
    struct Picture {
        frame: Rc<Option<Obj<Picture>>>,
    }
)]
struct Picture {
    frame: Option<Obj<Picture>>,
}

fn main() {}
