//! Objects that hold each other: what counting cannot free, and the collector can.

use obj_runtime::inspect::mark;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Person {
    name: Obj<Str>,
    friend: ObjCell<Person>,
    pets: ObjVec<Person>,
    boss: WeakCell<Person>,
}

pub(super) fn lesson() {
    mark("1. Counting frees what nobody holds");
    graph! {
        ann = Person { name: "Ann", .. };
        ann.pets.push(Person { name: "Rex", .. });
        print(refcount(ann));
        // Nobody holds Ann any more, and then nobody holds Rex.
        del ann;
    };

    mark("2. Two who hold each other keep a count of 1");
    graph! {
        ann = Person { name: "Ann", .. };
        bob = Person { name: "Bob", friend: ann, .. };
        ann.friend = bob;
        print(refcount(ann), refcount(bob));
        del ann;
        del bob;
        // No name leads to them: garbage, with counts of 1.
        print("collected:", collect());
    };

    mark("3. A list in itself");
    graph! {
        l = [1];
        l.append(l);
        print(refcount(l));
        del l;
        print("collected:", collect());
    };

    mark("4. A weak handle does not count");
    graph! {
        eve = Person { name: "Eve", .. };
        dan = Person { name: "Dan", friend: eve, .. };
        eve.boss = dan;
        print(refcount(dan));
        // The circle is not one of counts: both are freed at once.
        del dan;
        del eve;
        print("collected:", collect());
    };
}
