#![allow(dead_code)]

use obj_runtime::prelude::*;

fn main() {
    graph! {
        a = [1];
        a.push(2);
        a.append(1, 2);
    };
}
