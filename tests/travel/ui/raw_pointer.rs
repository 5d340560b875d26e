//! What a raw pointer leads to is not known, so it stays where it is.

use obj_runtime::Parcel;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Buffer<T: 'static> {
    start: *const T,
    next: ObjCell<Buffer<T>>,
}

fn send(buffer: Obj<Buffer<u8>>) {
    let parcel = Parcel::pack(buffer).unwrap();
    std::thread::spawn(move || drop(parcel));
}

fn main() {}
