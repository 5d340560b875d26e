use obj_runtime::prelude::*;

struct Celsius(i32);

#[derive(Object)]
#[object(cache = 0..=99)]
struct Reading(Celsius);

fn main() {
    let reading = Obj::new(Reading(Celsius(20)));
    assert_eq!(reading.0.0, 20);
}
