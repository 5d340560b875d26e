//! Types that are called as containers of functions, and hold handles.

use obj_runtime::prelude::*;

mod mine {
    use obj_runtime::prelude::*;

    #[derive(Trace)]
    pub struct Option<T: 'static>(#[object(skip)] T, ObjCell<super::Button>);
}

#[derive(Object)]
struct Button {
    on_click: mine::Option<fn(&Button)>,
}

#[derive(Object)]
struct Label {
    on_change: Vec<mine::Option<fn()>>,
}

mod changing {
    use std::cell::Cell;

    #[derive(obj_runtime::Trace)]
    pub struct Option<T: 'static>(#[object(skip)] T, Cell<i32>);
}

#[derive(Object)]
#[object(frozen)]
struct NeverChanges {
    on_change: Box<(changing::Option<fn()>, fn())>,
}

fn main() {}
