use obj_runtime::prelude::*;

// Where Rust's lexer has spoken, the unit says nothing more.
fn main() {
    graph! {
        a = f"text";
        b = "\q";
        c = 0x;
        d = [0b12, 0o8, a, b];
        print(a, b, c + 1, d);
    };
}
