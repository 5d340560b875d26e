use obj_runtime::prelude::*;

type Any = for<'a> fn(&'a str) -> &'a str;
type OfStatic = fn(&'static str) -> &'static str;

#[derive(Object)]
struct Hook<F: 'static>(#[object(skip)] F);

fn narrow(object: Obj<Hook<Any>>) -> Obj<Hook<OfStatic>> {
    object
}

fn main() {}
