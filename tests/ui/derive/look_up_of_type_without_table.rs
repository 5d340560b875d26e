use obj_runtime::prelude::*;

#[derive(Object, PartialEq, Eq, Hash)]
struct Symbol {
    text: String,
}

fn main() {
    let symbol = Obj::new(Symbol { text: "a".into() });
    let found = Obj::<Symbol>::interned(&Symbol { text: "a".into() });
    assert!(Obj::is(&found.unwrap(), &symbol));
}
