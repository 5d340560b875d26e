use obj_runtime::prelude::*;

fn main() {
    graph! {
        options = {"sep": "-"};
        print(1, 2, **options);
    };
}
