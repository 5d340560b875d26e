//! What the user has deprecated is used by the user's code, not by ours.
#![deny(warnings)]

use obj_runtime::prelude::*;

#[derive(Object)]
#[deprecated]
#[allow(dead_code)]
struct Old {
    #[deprecated]
    weight: u32,
}

#[derive(Object)]
#[allow(dead_code)]
enum Choice {
    #[deprecated]
    Old,
    New,
}

#[derive(Object)]
#[deprecated]
#[allow(dead_code)]
struct Generic<T>(#[deprecated] T);

fn main() {
    let _ = Obj::new(Choice::New);
}
