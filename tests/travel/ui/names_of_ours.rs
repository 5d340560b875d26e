//! A type is called as generated code calls a parameter of its own: in place of what a field holds, another type would be asked
//! whether it may go to another thread.

use std::rc::Rc;

use obj_runtime::prelude::*;

struct __ObjH(Rc<str>);

#[derive(Object)]
struct Holder {
    #[object(skip)]
    held: __ObjH,
}

macro_rules! in_a_macro {
    () => {
        __ObjH
    };
}

#[derive(Object)]
enum Either {
    Left(#[object(skip)] in_a_macro!()),
    Right,
}

fn main() {}
