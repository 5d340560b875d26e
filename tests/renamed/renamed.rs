//! The library as a dependency of another name: `memory = { package = "obj-runtime" }`.

use memory::prelude::*;

/// What the default name leads to here holds nothing that a macro could want.
#[allow(unused_extern_crates, reason = "it is there to be in the way")]
extern crate core as obj_runtime;

#[derive(Object, Default)]
#[object(crate = memory, finalize)]
struct Folder {
    name: Obj<Str>,
    parent: WeakCell<Folder>,
    entries: ObjVec<Folder>,
    place: Place,
}

impl Finalize for Folder {
    fn finalize(this: &Obj<Self>) {
        this.entries.clear();
    }
}

#[derive(Trace, Default)]
#[object(crate = memory)]
struct Place {
    next: ObjCell<Folder>,
}

#[derive(Object, Debug, PartialEq, Eq, Hash)]
#[object(crate = memory, intern, as = [dyn Named])]
struct Symbol {
    text: Obj<Str>,
}

#[derive(Object, Clone, Copy, PartialEq, Eq, Hash)]
#[object(crate = memory, cache = -5..=256)]
struct Level(i64);

trait Named {
    fn name(&self) -> &str;
}

memory::dyn_object!(dyn Named);

impl Named for Symbol {
    fn name(&self) -> &str {
        &self.text
    }
}

#[test]
fn types_are_objects() {
    assert!(Obj::is(&Obj::new(Symbol { text: "a".into() }), &Obj::new(Symbol { text: "a".into() })));
    assert!(Obj::is(&Obj::new(Level(7)), &Obj::new(Level(7))));
    let named: Obj<dyn Named> = Obj::upcast(Obj::new(Symbol { text: memory::intern!("b") }));
    assert_eq!(named.name(), "b");
}

#[test]
fn units_are_written() {
    let g = graph! {
        src = Folder { name: "src", .. };
        lib = Folder { name: "lib", parent: src, .. };
        src.entries.push(lib);
        lib.place.next.set(rust!(Some(src.clone())));
        levels = [Level(1), Level(1 + 0)];
        one = 1000; two = 500 * 2;
        same = levels[0] is levels[1] and one is two;
        assert lib in src.entries, "it was pushed";
        count = refcount(src);
    };
    assert!(*g.same && *g.count == 2 && &*g.lib.name == "lib");
    assert!(Obj::is(&g.lib.parent.get().unwrap(), &g.src));
    drop(g);
    // The finalizer takes the cycle apart.
    memory::gc::collect();
    assert_eq!(memory::inspect::class_table().objects::<Folder>(), 0);
    assert_eq!(*memory::graph! { #![interactive] 40 + 2 }, 42);
}
