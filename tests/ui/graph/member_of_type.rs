use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = int.maximum;
        b = float.fromhex("0x1p3");
    };
}
