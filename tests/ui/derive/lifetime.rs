use obj_runtime::prelude::*;

#[derive(Object)]
struct Token<'a> {
    text: &'a str,
}

#[derive(Trace)]
struct Span<'a, T: 'a> {
    items: &'a [T],
}

fn main() {
    // What cannot be derived is no second mistake where it is used.
    let token = Obj::new(Token { text: "text" });
    assert_eq!(token.text, "text");
}
