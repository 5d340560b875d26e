#![allow(unused_imports, reason = "the derive asks for traits that these types lack")]

use crate::header::CountWord;
use crate::ledger::{self, Token};
use crate::prelude::*;

#[derive(Object, Default)]
#[object(crate = crate)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
    me: WeakCell<Node>,
}

fn node() -> Obj<Node> {
    Obj::new(Node::default())
}

/// The lines of the open handles to an object, relative to `line`.
fn lines(object: &Obj<Node>, line: u32) -> Vec<u32> {
    let serial = object.header().record.serial();
    let handles = ledger::open_handles().filter(|(_, entry)| entry.object == serial);
    let mut lines: Vec<u32> = handles.map(|(_, entry)| entry.site.line() - line).collect();
    lines.sort_unstable();
    lines
}

/// All handles are explained.
#[track_caller]
fn check<T: Object>(object: &Obj<T>) {
    let account = crate::inspect::explain(object);
    assert_eq!(account.unexplained(), 0, "{account}");
}

#[test]
fn handles_know_the_line_that_took_them() {
    ledger::start();
    let line = line!();
    let a = Obj::new(Node::default());
    let b = a.clone();
    a.me.set(&b);
    let c = a.me.get().unwrap();
    a.items.push(c);
    let d = a.items.at(0).unwrap();
    let e = a.items.iter().next();
    assert_eq!(lines(&a, line), [1, 2, 4, 6, 7]);
    check(&a);
    drop((b, d, e));
    assert_eq!(lines(&a, line), [1, 4]);
    a.items.clear();
    check(&a);
    ledger::stop();
}

#[test]
fn idle_handles_have_no_token() {
    let a = node();
    let b = a.clone();
    assert!(a.handle().token() == Token::NONE && b.handle().token() == Token::NONE);
    ledger::start();
    let c = a.clone();
    assert_eq!((lines(&a, 0).len(), crate::inspect::explain(&a).unrecorded()), (1, 2));
    drop(b);
    ledger::stop();
    let d = c.clone();
    check(&a);
    drop((a, c));
    check(&d);
    assert!(lines(&d, 0).is_empty());
}

#[test]
fn counts_agree_through_collections_finalizers_and_moves() {
    thread_local! {
        static SAVED: std::cell::RefCell<Vec<Obj<Phoenix>>> = const { std::cell::RefCell::new(Vec::new()) };
    }

    #[derive(Object, Default)]
    #[object(crate = crate, finalize)]
    struct Phoenix {
        next: ObjCell<Phoenix>,
    }
    impl crate::Finalize for Phoenix {
        fn finalize(this: &Obj<Self>) {
            check(this);
            SAVED.with(|saved| saved.borrow_mut().push(this.clone()));
            check(this);
        }
    }

    ledger::start();
    let a = Obj::new(Phoenix::default());
    a.next.set(Some(a.clone()));
    let record = Obj::id(&a);
    drop(a);
    crate::gc::collect();
    let saved = SAVED.with(|saved| saved.borrow_mut().pop()).unwrap();
    assert_eq!(Obj::id(&saved), record);
    assert_eq!(Obj::refcount(&saved), 2);
    check(&saved);
    assert_eq!(crate::inspect::explain(&saved).unrecorded(), 0);
    drop(Obj::new(Phoenix::default()));
    let by_counting = SAVED.with(|saved| saved.borrow_mut().pop()).unwrap();
    assert_eq!(Obj::refcount(&by_counting), 1);
    check(&by_counting);
    ledger::stop();
}

#[test]
fn a_value_moved_out_leaves_no_entry() {
    ledger::start();
    let before = ledger::open_handles().count();
    drop(Obj::try_unwrap(node()));
    let mut shared = node();
    let other = shared.clone();
    assert!(Obj::try_unwrap(other).is_err());
    drop(Obj::get_mut(&mut shared));
    let cyclic: Obj<Node> = Obj::new_cyclic(|_| Node::default());
    check(&cyclic);
    drop((shared, cyclic));
    assert_eq!(ledger::open_handles().count(), before);
    ledger::stop();
}

#[test]
fn every_handle_is_explained() {
    let early = node();
    ledger::start();
    let line = line!();
    let holder = node();
    holder.next.set(Some(early.clone()));
    holder.items.push(early.clone());
    let raw = Obj::into_raw(early.clone());
    let _guard = holder.next.borrow();
    let account = crate::inspect::explain(&early);
    assert_eq!((account.refcount(), account.edges().count(), account.unrecorded(), account.raw()), (5, 2, 1, 1));
    assert_eq!(account.unexplained(), 0);
    let outside: Vec<_> = account.lines().map(|(site, count)| (site.line() - line, count)).collect();
    assert_eq!(outside, [(5, 1)]);
    let text = account.to_string();
    let (file, serial) = (file!(), holder.header().record.serial());
    assert!(text.contains(&format!("Node #{serial}, in next: cloned at {file}:{}\n", line + 2)), "{text}");
    assert!(text.contains(&format!("Node #{serial}, in items[0]: cloned at {file}:{}\n", line + 3)), "{text}");
    assert!(text.contains("1 turned into a raw pointer"), "{text}");
    // SAFETY: made of a handle to a `Node` above.
    drop(unsafe { Obj::<Node>::from_raw(raw) });
    assert_eq!(crate::inspect::explain(&early).raw(), 0);
    ledger::stop();
}

/// Counts that change by other means than handles are told.
#[test]
fn what_no_handle_explains_is_told() {
    ledger::start();
    let object = node();
    let count = &object.header().count;
    count.set(count.get() + CountWord::ONE);
    let account = crate::inspect::explain(&object);
    count.set(count.get() - CountWord::ONE);
    assert_eq!(account.unexplained(), 1);
    assert!(account.to_string().contains("1 unexplained"));
    assert_eq!(crate::inspect::explain(&object).unexplained(), 0);
    ledger::stop();
}
