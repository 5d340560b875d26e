use std::cell::Cell;

use obj_runtime::prelude::*;

#[derive(Object)]
#[object(cache = 9..=0, nam = "x")]
struct Level(#[object(skipped)] u8);

struct Text(String);

#[derive(Object)]
#[object(intern)]
struct Symbol {
    text: Text,
    uses: Cell<u32>,
}

impl Drop for Symbol {
    fn drop(&mut self) {}
}

fn main() {
    // What is wrong with a type is no second mistake where it is used.
    let level = Obj::new(Level(1));
    assert_eq!(level.0, 1);
    let symbol = Obj::new(Symbol { text: Text("a".into()), uses: Cell::new(0) });
    assert_eq!(symbol.text.0, "a");
}
