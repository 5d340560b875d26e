//! What an `Rc` shares cannot go to another thread, however deep it lies.

use std::rc::Rc;

use obj_runtime::Parcel;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Picture {
    pixels: Rc<[u8]>,
}

#[derive(Object)]
struct Album {
    pictures: Vec<ObjVec<Picture>>,
    next: ObjCell<Album>,
}

fn send(album: Obj<Album>) {
    let parcel = Parcel::pack(album).unwrap();
    std::thread::spawn(move || parcel.unpack().pictures.len());
}

fn main() {}
