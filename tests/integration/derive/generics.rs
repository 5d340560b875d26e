//! Types with parameters.

use super::*;

#[derive(Object)]
struct List<T: Clone + 'static, const N: usize>
where
    T: Debug,
{
    items: [T; N],
    next: RefCell<Option<Obj<List<T, N>>>>,
}

#[derive(Object)]
struct Tagged<T, U: ?Sized = str> {
    value: RefCell<Vec<T>>,
    unit: PhantomData<U>,
}

#[derive(Object)]
struct Projected<I: Iterator>(RefCell<Option<I::Item>>, RefCell<Vec<<I as Iterator>::Item>>);

#[derive(Object)]
struct Boxed<T: ?Sized>(Box<T>);

#[derive(Object, Default)]
struct Sized_<const A: usize, const B: bool>;

struct NotTraced;

#[test]
fn each_instance_is_a_type_of_its_own() {
    let one = Obj::into_any(Obj::new(List { items: [1_u8], next: RefCell::default() }));
    let two = Obj::into_any(Obj::new(List { items: ["a", "b"], next: RefCell::default() }));
    assert!(one.is_a::<List<u8, 1>>() && !one.is_a::<List<u8, 2>>());
    assert!(two.is_a::<List<&str, 2>>());
    assert_eq!((one.type_name(), two.type_name()), ("List", "List"));
    assert_eq!(Obj::refcount(&Obj::new(Sized_::<3, true>)), 1);
}

#[test]
fn handles_in_parameters_are_found() {
    leave_ring(3, || List { items: [0], next: RefCell::default() }, |one, two| *one.next.borrow_mut() = Some(two));
    assert_eq!(gc::collect(), 3);
    let ring = Obj::new(Tagged::<AnyObj, NotTraced> { value: RefCell::default(), unit: PhantomData });
    ring.value.borrow_mut().push(Obj::into_any(ring.clone()));
    drop(ring);
    assert_eq!(gc::collect(), 1);
    let ring = Obj::new(Projected::<std::vec::IntoIter<AnyObj>>(RefCell::default(), RefCell::default()));
    *ring.0.borrow_mut() = Some(Obj::into_any(ring.clone()));
    ring.1.borrow_mut().push(Obj::into_any(ring.clone()));
    drop(ring);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn parameters_decide_whether_an_instance_is_tracked() {
    const { assert!(!Boxed::<u8>::HOLDS && !Boxed::<str>::HOLDS && Boxed::<AnyObj>::HOLDS) };
    assert_eq!(&*Obj::new(Boxed::<str>("text".into())).0, "text");
}

#[test]
fn a_type_with_room_for_no_handle_is_an_object() {
    #[derive(Object)]
    struct Wide<const N: usize> {
        depth: u64,
        below: [Obj<Wide<N>>; N],
    }
    let leaf = Obj::new(Wide { depth: 7, below: [] });
    assert_eq!(leaf.depth + leaf.below.len() as u64, 7);
    drop(leaf.clone());
    assert_eq!((gc::collect(), Obj::refcount(&leaf)), (0, 1));
}
