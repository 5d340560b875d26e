use obj_runtime::prelude::*;

#[derive(Object, Clone, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    text: String,
}

#[derive(Object, Clone)]
#[object(cache = 0..=9)]
struct Digit(u8);

fn main() {
    let mut symbol = Obj::new(Symbol { text: "a".into() });
    Obj::get_mut(&mut symbol).unwrap().text.push('b');
    Obj::make_mut(&mut symbol).text.push('b');
    let _ = Obj::try_unwrap(symbol);
    let mut digit = Obj::new(Digit(1));
    Obj::make_mut(&mut digit).0 = 2;
    let _ = Obj::<Digit>::new_cyclic(|_| Digit(3));
}
