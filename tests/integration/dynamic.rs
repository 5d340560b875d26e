//! Handles to objects of any type with a trait.

use obj_runtime::gc;
use obj_runtime::prelude::*;

trait Shape {
    fn area(&self) -> f64;
}
obj_runtime::dyn_object!(dyn Shape);

trait Named {
    fn name(&self) -> String;
}
obj_runtime::dyn_object!(dyn Named);

#[derive(Object)]
#[object(as = [dyn Shape, dyn Named])]
struct Square {
    side: f64,
}

#[derive(Object, Default)]
#[object(as = [dyn Shape])]
struct Group {
    members: ObjVec<dyn Shape>,
}

#[derive(Object)]
#[object(as = [dyn Named])]
struct Tagged<T: Trace + ToString + 'static> {
    tag: T,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }
}

impl Named for Square {
    fn name(&self) -> String {
        "square".to_owned()
    }
}

impl Shape for Group {
    fn area(&self) -> f64 {
        self.members.iter().map(|member| member.area()).sum()
    }
}

impl<T: Trace + ToString + 'static> Named for Tagged<T> {
    fn name(&self) -> String {
        self.tag.to_string()
    }
}

#[test]
fn a_handle_to_a_trait_is_as_small_as_any() {
    assert_eq!(size_of::<Obj<dyn Shape>>(), size_of::<Obj<Square>>());
    assert_eq!(size_of::<Option<Obj<dyn Shape>>>(), size_of::<Obj<Square>>());
}

#[test]
fn methods_are_those_of_the_objects_type() {
    let group = Obj::new(Group::default());
    group.members.push(Obj::upcast(Obj::new(Square { side: 2.0 })));
    group.members.push(Obj::upcast(Obj::new(Square { side: 3.0 })));
    let shape: Obj<dyn Shape> = Obj::upcast(group);
    assert_eq!(shape.area(), 13.0);
}

#[test]
fn an_erased_handle_is_cast_to_the_traits_that_its_type_lists() {
    let any = Obj::into_any(Obj::new(Square { side: 2.0 }));
    assert_eq!(any.clone().cast::<dyn Shape>().unwrap().area(), 4.0);
    assert_eq!(any.clone().cast::<dyn Named>().unwrap().name(), "square");
    assert_eq!(any.refcount(), 1);
    let group = Obj::into_any(Obj::new(Group::default()));
    assert!(group.clone().cast::<dyn Named>().is_err_and(|same| AnyObj::is(&same, &group)));
    let tagged = Obj::into_any(Obj::new(Tagged { tag: 7_u8 }));
    assert_eq!(tagged.cast::<dyn Named>().unwrap().name(), "7");
}

#[test]
fn cycles_through_handles_to_a_trait_are_collected() {
    let group = Obj::new(Group::default());
    group.members.push(Obj::upcast(group.clone()));
    let weak = Obj::downgrade(&group);
    drop(group);
    assert_eq!(gc::collect(), 1);
    assert!(weak.upgrade().is_none());
}
