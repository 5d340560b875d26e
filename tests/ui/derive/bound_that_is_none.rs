use obj_runtime::prelude::*;

#[derive(Trace)]
#[object(bound = "T Trace")]
struct Part<T>(Option<T>);

fn main() {}
