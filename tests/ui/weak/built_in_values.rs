use obj_runtime::WeakValueMap;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Named {
    name: WeakCell<Str>,
}

fn main() {
    let number: Obj<Int> = 1.into();
    let _ = Obj::downgrade(&number);
    Named::default().name.set(&"text".into());
    WeakValueMap::new().insert(1, &number);
}
