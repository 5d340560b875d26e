use std::cell::RefCell;
use std::rc::Rc;

use obj_runtime::prelude::*;

#[derive(Object)]
struct Folder {
    name: String,
}

#[derive(Trace)]
struct Position {
    line: u32,
}

#[derive(Object)]
#[object(frozen)]
struct Handles {
    any: AnyObj,
    folder: Obj<Folder>,
}

#[derive(Object)]
#[object(frozen)]
enum Parts {
    None,
    One(Position),
    Many { positions: Vec<Position> },
}

#[derive(Object)]
#[object(frozen)]
struct Generic<T>(T, #[object(skip)] Rc<RefCell<T>>);

#[derive(Trace)]
#[object(frozen)]
struct Part(Box<RefCell<u8>>);

fn main() {}
