use obj_runtime::prelude::*;

trait Shape {}
obj_runtime::dyn_object!(dyn Shape);

#[derive(Object)]
struct Circle {
    radius: f64,
}

impl Shape for Circle {}

fn main() {
    let circle = Obj::new(Circle { radius: 1.0 });
    let _shape: Obj<dyn Shape> = Obj::upcast(circle);
}
