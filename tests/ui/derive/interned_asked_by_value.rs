use obj_runtime::prelude::*;
use std::collections::HashMap;

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    text: String,
}

fn value(values: &HashMap<Obj<Symbol>, u32>, text: &str) -> Option<u32> {
    values.get(&Symbol { text: text.into() }).copied()
}

fn main() {
    let values = HashMap::from([(Obj::new(Symbol { text: "a".into() }), 1)]);
    assert_eq!(value(&values, "a"), Some(1));
}
