//! Types that contain themselves, or each other.

use super::*;

#[derive(Object, Default)]
struct Tree {
    kids: RefCell<Vec<Tree>>,
    twins: [Option<Box<Tree>>; 2],
    other: (Branch, HashMap<u8, Branch>),
    up: RefCell<Option<Obj<Tree>>>,
}

#[derive(Trace, Default)]
struct Branch {
    trees: Vec<Tree>,
    more: Option<Box<(Branch, Tree)>>,
}

/// Each level is a type of its own: there is no end to them, and none is needed.
#[derive(Object)]
struct Nested<T> {
    value: T,
    deeper: ObjCell<Nested<(T, T)>>,
    any: RefCell<Option<AnyObj>>,
}

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Path<T>(Vec<Path<T>>, Option<Box<Step<T>>>);

#[derive(Trace, PartialEq, Eq, Hash)]
#[object(frozen)]
enum Step<T> {
    Into(T, Path<T>),
    Out,
}

#[test]
fn handles_in_types_that_contain_themselves_are_found() {
    const { assert!(Tree::HOLDS && Branch::HOLDS) };
    let tree = Obj::new(Tree::default());
    let inner = Tree { up: RefCell::new(Some(tree.clone())), ..Tree::default() };
    tree.kids.borrow_mut().push(Tree { twins: [None, Some(Box::new(inner))], ..Tree::default() });
    drop(tree);
    assert_eq!(gc::collect(), 1);
}

#[test]
fn types_may_hold_handles_to_ever_larger_ones() {
    let outer = Obj::new(Nested { value: 1, deeper: ObjCell::default(), any: RefCell::default() });
    let inner = Obj::new(Nested { value: (2, 3), deeper: ObjCell::default(), any: RefCell::default() });
    *inner.any.borrow_mut() = Some(Obj::into_any(outer.clone()));
    outer.deeper.set(Some(inner.clone()));
    assert_eq!((outer.value, inner.value), (1, (2, 3)));
    drop((outer, inner));
    assert_eq!(gc::collect(), 2);
}

#[test]
fn interned_types_may_contain_each_other() {
    let path = |value| Path(vec![Path(vec![], None)], Some(Box::new(Step::Into(value, Path(vec![], None)))));
    let one = Obj::new(path(1));
    assert!(Obj::is(&one, &Obj::new(path(1))));
    assert!(!Obj::is(&one, &Obj::new(path(2))));
    assert!(Step::Out::<u8> != Step::Into(1, path(1)));
}
