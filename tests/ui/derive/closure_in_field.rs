use std::cell::RefCell;

use obj_runtime::prelude::*;

struct Event;

#[derive(Object)]
struct Button {
    on_click: RefCell<Vec<Box<dyn Fn(&Event)>>>,
}

fn main() {}
