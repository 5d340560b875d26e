//! A part of a part that holds a reference could be anything that lives as long as that.

use obj_runtime::ObjPart;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Label {
    text: &'static str,
}

fn extend<'x>(other: &'x String) -> ObjPart<String> {
    let text: ObjPart<&'static str> = Obj::map(Obj::new(Label { text: "a" }), |label| &label.text);
    let text: ObjPart<&'x str> = text;
    ObjPart::map(text, |_: &&'x str| -> &String { other })
}

fn main() {}
