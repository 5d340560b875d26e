//! What makes an object a candidate, and what does not: a collection looks at candidates and what they reach.

use obj_runtime::gc;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    number: usize,
    next: ObjCell<Node>,
    children: ObjVec<Node>,
    parent: WeakCell<Node>,
}

/// A tree of so many levels; none of its nodes is a candidate.
fn tree(levels: usize) -> Obj<Node> {
    let node = Obj::new(Node { number: levels, ..Node::default() });
    if levels > 0 {
        for _ in 0..3 {
            node.children.push(tree(levels - 1));
        }
        for child in &node.children {
            child.parent.set(&node);
        }
        node.next.set(Some(tree(0)));
    }
    node
}

/// The number of objects that `work` makes candidates.
fn candidates_of(work: impl FnOnce()) -> usize {
    gc::collect();
    let before = gc::stats().full.candidates;
    work();
    gc::collect();
    gc::stats().full.candidates - before
}

fn count(node: &Node) -> usize {
    1 + node.next.borrow().map_or(0, |next| count(&next))
        + node.children.iter().map(|child| count(&child)).sum::<usize>()
}

fn depth(node: &Node) -> usize {
    1 + node.children.at(1).map_or(0, |child| depth(&child))
}

#[test]
fn reading_through_guards_leaves_no_candidates() {
    let root = tree(4);
    let read = || {
        assert_eq!(count(&root), 121 + 40);
        assert_eq!(depth(&root), 5);
        let guards: Vec<_> = root.children.iter().rev().collect();
        let last = root.children.last().expect("a child");
        assert!(Obj::is(&guards[0], &last));
        root.next.with(|next| assert_eq!(next.map(|next| next.number), Some(0)));
    };
    assert_eq!(candidates_of(read), 0);
    assert_eq!(candidates_of(|| assert_eq!(gc::collect_young() + gc::collect(), 0)), 0);
}

#[test]
fn guards_that_live_across_a_collection_leave_no_candidates() {
    let root = tree(2);
    let read = || {
        let child = root.children.first().expect("a child");
        let grandchild = child.children.first().expect("a grandchild");
        assert_eq!(gc::collect(), 0);
        assert_eq!(Obj::refcount(&grandchild), 2);
    };
    assert_eq!(candidates_of(read), 0);
}

#[test]
fn moving_handles_leaves_no_candidates() {
    let root = tree(2);
    let other = tree(1);
    let change = || {
        let child = root.children.pop().expect("a child");
        child.next.swap(&root.next);
        other.children.push(child);
        root.children.swap(0, 1);
        let first = other.children.remove(0);
        root.children.insert(0, first);
        other.next.set(root.next.take());
    };
    // `swap` drops nothing, and `set` replaces what was there, which dies by counting.
    assert_eq!(candidates_of(change), 0);
}

#[test]
fn a_handle_that_is_dropped_and_is_not_the_last_leaves_one_candidate() {
    let root = tree(2);
    assert_eq!(candidates_of(|| drop(root.clone())), 1);
    assert_eq!(candidates_of(|| drop(root.children.get(1))), 1);
    assert_eq!(candidates_of(|| drop(root.children.to_vec())), 3);
    assert_eq!(candidates_of(|| drop(root.children.first().expect("a child").parent.get())), 1);
    let again = || {
        for _ in 0..10 {
            drop(root.clone());
        }
    };
    assert_eq!(candidates_of(again), 1, "a candidate once, however often");
}

#[test]
fn a_guard_whose_place_was_changed_leaves_a_candidate() {
    let root = tree(1);
    let other = Obj::new(Node::default());
    let read = || {
        let child = root.children.first().expect("a child");
        other.next.set(Some(root.children.remove(0)));
        drop(child);
    };
    assert_eq!(candidates_of(read), 1);
}

#[test]
fn objects_that_cannot_be_in_cycles_never_are_candidates() {
    #[derive(Object)]
    #[object(frozen)]
    struct Leaf {
        number: u32,
    }
    #[derive(Object)]
    #[object(frozen)]
    struct Pair(Obj<Leaf>, Option<Obj<Pair>>);
    let leaf = Obj::new(Leaf { number: 1 });
    let pair = Obj::new(Pair(leaf.clone(), None));
    let pairs = Obj::new(Pair(leaf.clone(), Some(pair.clone())));
    assert!(!gc::is_tracked(Obj::as_any(&leaf)) && !gc::is_tracked(Obj::as_any(&pairs)));
    assert_eq!(candidates_of(|| drop((leaf.clone(), pair.clone(), pairs.clone()))), 0);
    assert_eq!(pairs.1.as_ref().map_or(0, |pair| pair.0.number), 1);
}

#[test]
fn garbage_that_was_read_through_guards_is_collected() {
    let root = tree(3);
    root.next.set(Some(root.clone()));
    let all = 40 + 12;
    assert_eq!(root.children.iter().map(|child| count(&child)).sum::<usize>() + 1, all);
    drop(root);
    assert_eq!(gc::collect(), all);
}
