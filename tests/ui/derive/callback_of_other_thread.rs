//! A callback is removed in the thread that has added it.

use obj_runtime::gc;

fn main() {
    let id = gc::callbacks::add(|_, _| {});
    std::thread::spawn(move || gc::callbacks::remove(id));
}
