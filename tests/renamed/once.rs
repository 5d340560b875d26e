//! The library as a dependency of another name, said once.

extern crate memory as obj_runtime;

use memory::prelude::*;

#[derive(Object, Default)]
struct Folder {
    name: Obj<Str>,
    entries: ObjVec<Folder>,
    place: Place,
}

#[derive(Trace, Default)]
struct Place {
    next: ObjCell<Folder>,
}

#[test]
fn no_type_says_where_the_library_is() {
    let g = graph! {
        a = Folder { name: "a", .. };
        a.entries.push(a);
    };
    g.a.place.next.set(Some(g.a.clone()));
    drop(g);
    assert_eq!(memory::gc::collect(), 1);
}
