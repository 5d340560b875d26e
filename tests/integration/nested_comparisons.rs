//! Comparisons of objects that hold objects: too deep ones end in Python's error, not in that of the stack.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use obj_runtime::prelude::*;

/// What a panic says, in a thread with the least stack that a system gives.
fn panic_of<R: 'static>(compare: fn() -> R) -> String {
    let message = thread::Builder::new().stack_size(1 << 20).spawn(move || {
        let panic = catch_unwind(AssertUnwindSafe(compare)).err().expect("it has no end");
        // All is as before.
        assert!(ring() != Obj::new(Node::default()));
        panic.downcast_ref::<&str>().map(ToString::to_string)
    });
    message.unwrap().join().expect("no overflow").expect("a text")
}

#[derive(Object, Default, PartialEq, PartialOrd, Debug)]
struct Node {
    next: RefCell<Option<Obj<Node>>>,
    any: RefCell<Option<AnyObj>>,
}

/// A node that holds itself.
fn ring() -> Obj<Node> {
    let node = Obj::new(Node::default());
    node.next.replace(Some(node.clone()));
    node
}

/// The same by a handle of no type.
fn ring_of_any() -> Obj<Node> {
    let node = Obj::new(Node::default());
    node.any.replace(Some(node.clone().into()));
    node
}

const TOO_DEEP: &str = "RecursionError: maximum recursion depth exceeded in comparison";

#[test]
fn an_object_that_holds_itself_is_not_compared_for_ever() {
    if cfg!(miri) {
        // The stack of the interpreter is not that of the program.
        return;
    }
    assert_eq!(panic_of(|| ring() == ring()), TOO_DEEP);
    assert_eq!(panic_of(|| Obj::as_any(&ring()).equals(Obj::as_any(&ring()))), TOO_DEEP);
    assert_eq!(panic_of(|| ring_of_any() == ring_of_any()), TOO_DEEP);
    assert_eq!(panic_of(|| ring().partial_cmp(&ring())), TOO_DEEP);
    let itself = || {
        let node = ring();
        node == node.clone()
    };
    assert_eq!(panic_of(itself), TOO_DEEP, "without `Eq`, what is identical may be unequal");
}

#[derive(Object, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
struct Link(Option<Obj<Link>>);

fn chain(length: usize) -> Obj<Link> {
    (0..length).fold(Obj::new(Link(None)), |next, _| Obj::new(Link(Some(next))))
}

#[test]
fn chains_are_compared_as_deep_as_the_stack_allows() {
    assert_eq!(chain(300), chain(300));
    assert_eq!(chain(300).cmp(&chain(299)), Ordering::Greater);
    let hash = |link: &Obj<Link>| {
        let mut hasher = DefaultHasher::new();
        link.hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash(&chain(300)), hash(&chain(300)));
    let long = chain(if cfg!(miri) { 300 } else { 100_000 });
    assert_eq!(long, long.clone(), "of a type with `Eq`, what is identical is equal");
}

#[test]
fn chains_that_are_too_long_end_in_an_error() {
    if cfg!(miri) {
        // The stack of the interpreter is not that of the program.
        return;
    }
    assert_eq!(panic_of(|| chain(100_000) == chain(100_000)), TOO_DEEP);
    assert_eq!(panic_of(|| chain(100_000).cmp(&chain(100_000))), TOO_DEEP);
    assert_eq!(panic_of(|| chain(100_000).hash(&mut DefaultHasher::new())), TOO_DEEP);
    assert_eq!(panic_of(|| Obj::as_any(&chain(100_000)).hash_value()), TOO_DEEP);
}
