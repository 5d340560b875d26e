use obj_runtime::prelude::*;

#[derive(Object)]
struct File {
    number: u32,
}

impl Finalize for File {
    fn finalize(this: &Obj<Self>) {
        println!("closed {}", this.number);
    }
}

fn main() {}
