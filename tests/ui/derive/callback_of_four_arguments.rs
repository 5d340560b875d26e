use obj_runtime::prelude::*;

#[derive(Object)]
struct Button {
    on_click: Callback<dyn Fn(u8, u8, u8, u8)>,
}

fn main() {}
