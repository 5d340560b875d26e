//! Parts that nest deep inside one object: a stack of 256 KiB is enough to trace them.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::thread;

use obj_runtime::prelude::*;
use obj_runtime::{gc, inspect};

use crate::node::fewer_in_miri;

fn on_a_small_stack(work: fn()) {
    thread::Builder::new().stack_size(256 << 10).spawn(work).expect("a thread").join().expect("no panic");
}

/// A value that owns the next by one of the ways of owning.
#[derive(Trace, Default)]
enum Link {
    #[default]
    End,
    Boxed(Box<(Link, ObjCell<Owner>)>),
    Optional(Option<Box<Link>>),
    Listed(Vec<Link>),
    Queued(VecDeque<Link>),
    Mapped(BTreeMap<u8, Link>),
    Shared(Box<RefCell<Link>>),
}

impl Link {
    /// Another link around this one, by the way of the number.
    fn inside(self, number: usize, owner: &Obj<Owner>) -> Self {
        match number % 6 {
            0 => Self::Boxed(Box::new((self, ObjCell::from(owner.clone())))),
            1 => Self::Optional(Some(Box::new(self))),
            2 => Self::Listed(vec![self]),
            3 => Self::Queued(VecDeque::from([self])),
            4 => Self::Mapped(BTreeMap::from([(0, self)])),
            _ => Self::Shared(Box::new(RefCell::new(self))),
        }
    }

    /// The link inside, so that a chain ends without nested destructors.
    fn into_next(self) -> Self {
        match self {
            Self::End => Self::End,
            Self::Boxed(next) => next.0,
            Self::Optional(next) => next.map_or(Self::End, |next| *next),
            Self::Listed(mut next) => next.pop().unwrap_or_default(),
            Self::Queued(mut next) => next.pop_front().unwrap_or_default(),
            Self::Mapped(mut next) => next.pop_first().map_or(Self::End, |(_, next)| next),
            Self::Shared(next) => next.take(),
        }
    }
}

#[derive(Object, Default)]
#[object(finalize)]
struct Owner {
    links: RefCell<Link>,
}

impl Finalize for Owner {
    fn finalize(this: &Obj<Self>) {
        let mut link = this.links.take();
        while !matches!(link, Link::End) {
            link = link.into_next();
        }
    }
}

/// An owner of a chain of links of every kind, some of which lead back to it.
fn owner(length: usize) -> Obj<Owner> {
    let owner = Obj::new(Owner::default());
    let chain = (0..length).fold(Link::End, |chain, number| chain.inside(number, &owner));
    owner.links.replace(chain);
    owner
}

fn length() -> usize {
    fewer_in_miri(30_000) / 6 * 6
}

#[test]
fn deep_parts_are_traced_by_the_collector() {
    on_a_small_stack(|| {
        let owner = owner(length());
        let weak = Obj::downgrade(&owner);
        assert_eq!(Obj::refcount(&owner), 1 + length() / 6);
        drop(owner.clone());
        assert_eq!(gc::collect(), 0, "it is held from outside");
        drop(owner);
        gc::collect();
        assert!(weak.is_dead(), "every handle in the chain was found");
    });
}

#[test]
fn deep_parts_are_traced_in_steps() {
    on_a_small_stack(|| {
        let owner = owner(length());
        let weak = Obj::downgrade(&owner);
        drop(owner);
        while !gc::step(1).is_done() {}
        assert!(weak.is_dead());
    });
}

#[test]
fn deep_parts_are_told_of_up_to_a_length_of_the_way() {
    on_a_small_stack(|| {
        let owner = owner(length());
        let snapshot = inspect::snapshot();
        let node = snapshot.nodes().find(|node| node.type_name() == "Owner").expect("there is one");
        assert_eq!(node.referents().len(), length() / 6);
        drop(snapshot);
        let account = inspect::explain(&owner).to_string();
        assert!(account.contains(&format!("refcount {}", 1 + length() / 6)), "{account:.200}");
        assert!(account.len() < 400 * length(), "no way is told at full length");
    });
}

/// Parts whose locks another thread may take.
#[derive(Trace)]
struct Locked {
    inner: Option<Box<Mutex<Locked>>>,
    text: String,
}

#[derive(Object)]
struct Safe {
    locked: Locked,
}

#[test]
fn locks_are_let_go_of_when_what_they_guard_was_traced() {
    on_a_small_stack(|| {
        let end = Locked { inner: None, text: "end".into() };
        let locked =
            (0..200).fold(end, |inner, _| Locked { inner: Some(Box::new(Mutex::new(inner))), text: "a".into() });
        let safe = Obj::new(Safe { locked });
        assert_eq!(inspect::snapshot().nodes().filter(|node| node.type_name() == "Safe").count(), 1);
        let first = safe.locked.inner.as_ref().expect("there are some").try_lock().expect("nobody holds it");
        assert_eq!((safe.locked.text.as_str(), first.text.as_str()), ("a", "a"));
    });
}

/// A part whose lock leads to the next two boxes further: no lock is ever as deep as the last that is traced at once.
#[allow(clippy::redundant_allocation, reason = "each box is a level")]
#[derive(Trace, Default)]
struct Chained {
    owner: ObjCell<Keeper>,
    next: Mutex<Option<Box<Box<Chained>>>>,
}

#[allow(clippy::redundant_allocation, reason = "each box is a level")]
#[derive(Object, Default)]
struct Keeper {
    first: Mutex<Option<Box<Box<Chained>>>>,
}

#[test]
fn guards_that_nest_without_end_are_not_followed_without_end() {
    on_a_small_stack(|| {
        let owner = Obj::new(Keeper::default());
        let link = |next| Some(Box::new(Box::new(Chained { owner: ObjCell::default(), next: Mutex::new(next) })));
        *owner.first.lock().expect("no panic") = (0..length()).fold(None, |next, _| link(next));
        drop(owner.clone());
        assert_eq!(gc::collect(), 0, "the owner is held");
        let mut next = owner.first.lock().expect("no panic").take();
        while let Some(link) = next {
            assert!(link.owner.is_none());
            next = link.next.lock().expect("no panic").take();
        }
    });
}

#[derive(Trace)]
struct WithLock {
    to: Mutex<Option<Obj<ListOfLocks>>>,
    next: Option<Box<WithLock>>,
}

#[derive(Object, Default)]
struct ListOfLocks {
    list: RefCell<Option<Box<WithLock>>>,
}

#[test]
fn a_lock_is_looked_into_however_deep_it_lies() {
    for at in 0..40 {
        let owner = Obj::new(ListOfLocks::default());
        let link = |next, number: usize| {
            let to = (number == at).then(|| owner.clone());
            Some(Box::new(WithLock { to: Mutex::new(to), next }))
        };
        *owner.list.borrow_mut() = (0..40).rev().fold(None, link);
        assert!(owner.list.borrow().as_ref().is_some_and(|first| first.to.lock().is_ok() && first.next.is_some()));
        drop(owner);
        assert_eq!(gc::collect(), 1, "the lock in link {at}");
    }
}
