use std::rc::Rc;

use obj_runtime::prelude::*;

#[derive(Object)]
struct Name {
    #[object(frozen)]
    text: Rc<str>,
}

#[derive(Trace)]
struct Part(#[object(frozen)] Rc<str>);

fn main() {}
