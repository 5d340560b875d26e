//! What is asked of parameters.

use std::rc::Rc;

use super::*;

/// Neither traced nor an object.
struct Other;

#[derive(Object)]
struct Thunk<T>(fn(&T) -> T, PhantomData<T>);

#[derive(Object)]
struct Shared<T>(Rc<T>, *const T, std::sync::Arc<[T]>);

#[derive(Object)]
struct Watcher<T: ?Sized>(Weak<T>, WeakCell<T>);

#[derive(Object)]
struct Handles<T: ?Sized>(Obj<T>, ObjCell<T>, Vec<Obj<T>>);

#[derive(Object)]
struct Item<I: Iterator>(Option<I::Item>, RefCell<Vec<<I as Iterator>::Item>>);

trait Rule<T>: DynTrace {
    fn follow(&self, on: &T) -> bool;
}
obj_runtime::dyn_trace!(<T> dyn Rule<T>);

#[derive(Object)]
struct Rules<T>(RefCell<Vec<Box<dyn Rule<T>>>>);

trait Shape {
    fn area(&self) -> u32;
}
obj_runtime::dyn_object!(dyn Shape);

#[test]
fn nothing_is_asked_where_no_value_lies() {
    let thunk = Obj::new(Thunk(|_| Other, PhantomData));
    let Other = (thunk.0)(&Other);
    let shared = Obj::new(Shared(Rc::new(Other), std::ptr::null(), [Other].into()));
    assert_eq!((Rc::strong_count(&shared.0), shared.1.is_null(), shared.2.len()), (1, true, 1));
    assert_eq!(Obj::refcount(&Obj::new(Item::<std::vec::IntoIter<u8>>(None, RefCell::default()))), 1);
}

/// A square, used by its trait only.
#[derive(Object)]
#[object(as = [dyn Shape])]
struct Square(u32);

impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

#[test]
fn handles_lead_to_traits_as_well() {
    let square: Obj<dyn Shape> = Obj::upcast(Obj::new(Square(3)));
    let watcher = Obj::new(Watcher(Obj::downgrade(&square), WeakCell::default()));
    let handles = Obj::new(Handles(square.clone(), square.clone().into(), vec![square]));
    assert_eq!((handles.0.area(), handles.2[0].area()), (9, 9));
    assert!(watcher.0.upgrade().is_some() && watcher.1.get().is_none());
    const { assert!(Handles::<dyn Shape>::HOLDS && !Handles::<Int>::HOLDS) }
}

/// A rule that holds what it is about.
#[derive(Trace)]
struct About(AnyObj);

impl Rule<Other> for About {
    fn follow(&self, Other: &Other) -> bool {
        AnyObj::refcount(&self.0) > 0
    }
}

#[test]
fn parts_known_by_their_trait_are_traced() {
    let rules = Obj::new(Rules::<Other>(RefCell::default()));
    rules.0.borrow_mut().push(Box::new(About(rules.clone().into())));
    assert!(rules.0.borrow()[0].follow(&Other));
    drop(rules);
    assert_eq!(gc::collect(), 1);
}

/// Another library's idea of what can be traced.
trait Visited: 'static {
    fn visit(&self, tracer: &mut Tracer);
}

struct Bridge<T>(T);

#[allow(unsafe_code, reason = "what is tested")]
// SAFETY: in this test no type with `Visited` holds handles.
unsafe impl<T: Visited> Trace for Bridge<T> {
    type Leaves<H> = Self;
    const HOLDS: bool = true;
    fn trace(this: &Self, tracer: &mut Tracer) {
        this.0.visit(tracer);
    }
}

#[derive(Object)]
#[object(bound = "T: Visited")]
struct Slot<T>(Bridge<T>);

#[derive(Trace)]
#[object(bound = "")]
struct Unbound<T: Visited>(Option<Bridge<T>>);

impl Visited for Other {
    fn visit(&self, _: &mut Tracer) {}
}

#[test]
fn bounds_can_be_written() {
    fn make<T: Visited>(value: T) -> Obj<Slot<T>> {
        Obj::new(Slot(Bridge(value)))
    }
    assert_eq!(Obj::refcount(&make(Other)), 1);
    fn is_traced<T: Visited>(_: &Unbound<T>) -> bool {
        Unbound::<T>::HOLDS
    }
    assert!(is_traced(&Unbound(Some(Bridge(Other)))));
}

macro_rules! shape {
    ($name:ident, $trait:ty, $($traits:ty),*) => {
        #[derive(Object)]
        #[object(as = [$trait, $($traits),*])]
        struct $name;
    };
}

trait Named {
    fn name(&self) -> &'static str;
}
obj_runtime::dyn_object!(dyn Named);

shape!(Dot, dyn Shape, dyn Named);

impl Shape for Dot {
    fn area(&self) -> u32 {
        0
    }
}

impl Named for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }
}

#[test]
fn traits_may_come_from_a_macro() {
    let dot: Obj<dyn Named> = Obj::upcast(Obj::new(Dot));
    assert_eq!(dot.name(), "dot");
    assert_eq!(Obj::into_any(dot).cast::<dyn Shape>().map(|dot| dot.area()).ok(), Some(0));
}

mod shown {
    use obj_runtime::prelude::*;

    #[derive(Object)]
    struct Hidden<T>(T);

    #[derive(Trace, Default)]
    struct Part(ObjCell<Hidden<u8>>);

    #[derive(Object, Default)]
    #[allow(unreachable_pub, reason = "it is about types that others see")]
    pub struct Shown<const N: usize> {
        hidden: ObjCell<Hidden<u8>>,
        part: Part,
    }

    pub(super) fn hide(shown: &Shown<1>) -> u8 {
        shown.hidden.set(Obj::new(Hidden(7)));
        shown.part.0.set(shown.hidden.get());
        shown.part.0.get().map_or(0, |hidden| hidden.0)
    }
}

#[test]
fn types_of_fields_may_be_private() {
    assert_eq!(shown::hide(&Obj::new(shown::Shown::default())), 7);
}
