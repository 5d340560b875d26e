use obj_runtime::prelude::*;

type Observer = Callback<dyn Fn(&str)>;

fn main() {
    let view = Obj::<List>::default();
    let _ = Observer::new((), |(), text| view.append(text.into()));
}
