use obj_runtime::prelude::*;

fn main() {
    graph! {
        ready = True;
        if ready {
            shape = "round";
        } elif 1 {
            size = 3;
        } else {
            shape = "flat";
        }
        print(shape);
        for item in [1, 2] {
            last = item;
        }
        print(last, ready);
        if ready {
            del ready;
        }
        print(ready);
    };
}
