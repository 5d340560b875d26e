use obj_runtime::prelude::*;

#[derive(Trace)]
struct Link<T> {
    to: Obj<T>,
}

impl<T> Drop for Link<T> {
    fn drop(&mut self) {}
}

fn main() {}
