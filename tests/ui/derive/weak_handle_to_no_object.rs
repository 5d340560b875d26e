use obj_runtime::prelude::*;

#[derive(Trace)]
struct Link {
    weight: u32,
}

#[derive(Object)]
struct Node {
    link: Link,
}

fn watch(link: &Obj<Link>) -> Weak<Link> {
    Obj::downgrade(link)
}

fn main() {}
