//! Scopes that find what tests leave behind, with and without lines.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use obj_runtime::inspect;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
}

#[derive(Object, Default)]
struct Other {
    node: ObjCell<Node>,
}

#[track_caller]
fn node() -> Obj<Node> {
    Obj::new(Node::default())
}

#[test]
fn a_scope_that_leaves_nothing_passes() {
    let before = node();
    let scope = inspect::scope("clean");
    let inside = node();
    inside.next.set(Some(before.clone()));
    drop(inside);
    scope.assert_no_leaks();
    inspect::no_leaks(|| drop(node()));
}

#[test]
fn what_is_left_is_told_with_its_holders() {
    let holder = Obj::new(Other::default());
    let scope = inspect::scope("leaky");
    holder.node.set(Some(node()));
    let kept = node();
    kept.next.set(Some(node()));
    let leaks = scope.check().unwrap_err();
    assert_eq!(leaks.objects(), 3);
    let text = leaks.to_string();
    assert!(text.starts_with("scope \"leaky\" left something behind: 3 objects"), "{text}");
    assert!(text.contains(", keeps 1 other alive (") && text.matches("  1 Node: #").count() == 2, "{text}");
    assert!(text.contains("in node"), "{text}");
    assert!(text.contains("held by a handle outside"), "{text}");
}

/// A leaked document: the report begins with what is held from outside, and says what it keeps.
#[test]
fn the_report_begins_with_what_is_held() {
    let scope = inspect::scope("document");
    let document = Obj::new(Other::default());
    let first = node();
    (0..20).for_each(|_| first.items.push(node()));
    document.node.set(Some(first));
    let text = scope.check().unwrap_err().to_string();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[1].starts_with("  1 Other: #") && lines[1].contains(", keeps 21 others alive ("), "{text}");
    assert!(lines[2].starts_with("    held by a handle outside"), "{text}");
    assert!(lines[3].starts_with("      21 Node ") && lines[3].ends_with('B'), "{text}");
}

/// Objects that are held alike are one entry; what two of them hold is kept by several.
#[test]
fn leaks_that_are_alike_are_told_together() {
    let scope = inspect::scope("alike");
    let nodes: Vec<_> = (0..8).map(|_| node()).collect();
    let shared = node();
    nodes.iter().for_each(|node| node.next.set(Some(shared.clone())));
    drop(shared);
    let text = scope.check().unwrap_err().to_string();
    assert!(text.contains("  8 Node: #") && text.contains(" and 3 more, refcount 1"), "{text}");
    assert!(text.contains("  1 object is kept alive by several of these\n      1 Node "), "{text}");
}

#[derive(Object, Default)]
struct Table {
    nodes: RefCell<std::collections::HashMap<String, Obj<Node>>>,
}

#[test]
fn a_holder_that_is_a_map_is_told_with_the_key() {
    let table = Obj::new(Table::default());
    let scope = inspect::scope("leaky");
    table.nodes.borrow_mut().insert("on save".to_owned(), node());
    let text = scope.check().unwrap_err().to_string();
    assert!(text.contains(r#"in nodes["on save"]"#), "{text}");
}

#[test]
#[should_panic(expected = "1 Node")]
fn an_assertion_of_no_leaks_panics() {
    let scope = inspect::scope("leaky");
    let _kept = node();
    scope.assert_no_leaks();
}

#[test]
fn cycles_are_leaks_unless_collected_first() {
    let scope = inspect::scope("cycle");
    let node = node();
    node.next.set(Some(node.clone()));
    drop(node);
    let text = scope.check().unwrap_err().to_string();
    assert!(text.contains("a garbage cycle holds it, which `gc::collect()` frees"), "{text}");
    scope.collect_first().assert_no_leaks();
}

#[test]
fn types_can_be_allowed_or_counted() {
    let scope = inspect::scope("allowed").allow::<Node>();
    let node = node();
    scope.assert_no_leaks();
    let other = Obj::new(Other::default());
    assert_eq!(scope.check().unwrap_err().objects(), 1);
    drop(other);

    let scope = inspect::scope("counted").expect_live::<Other>(2);
    let mut others = vec![Obj::new(Other::default())];
    let text = scope.check().unwrap_err().to_string();
    assert!(text.contains("1 Other where 2 were expected"), "{text}");
    others.push(Obj::new(Other::default()));
    scope.assert_no_leaks();
    drop(node);
}

mod elsewhere {
    use super::*;

    /// Called as another type.
    #[derive(Object, Default)]
    pub(super) struct Node {
        next: ObjCell<Node>,
        number: u64,
    }
}

#[test]
fn a_type_that_is_called_as_another_is_neither_allowed_nor_counted() {
    let scope = inspect::scope("namesakes").allow::<Node>();
    let namesake = Obj::new(elsewhere::Node::default());
    assert_eq!(scope.check().unwrap_err().objects(), 1);
    let scope = inspect::scope("namesakes").expect_live::<Node>(1).allow::<elsewhere::Node>();
    let (_node, _other) = (node(), Obj::new(elsewhere::Node::default()));
    scope.assert_no_leaks();
    drop(namesake);
}

#[test]
fn small_values_and_constants_are_no_leaks() {
    inspect::no_leaks(|| {
        let values: [AnyObj; 3] = [Obj::<Int>::from(7).into(), Obj::<Bool>::from(true).into(), intern!("kept").into()];
        drop(values);
    });
}

#[test]
fn scopes_of_threads_do_not_see_each_other() {
    let scope = inspect::scope("here");
    let threads: Vec<_> = (0..4)
        .map(|count| {
            std::thread::spawn(move || {
                let scope = inspect::scope("there");
                let kept: Vec<_> = (0..count).map(|_| node()).collect();
                assert_eq!(scope.check().err().map_or(0, |leaks| leaks.objects()), count);
                drop(kept);
                scope.assert_no_leaks();
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    scope.assert_no_leaks();
}

thread_local! {
    static KEPT: RefCell<Vec<Obj<Node>>> = const { RefCell::new(Vec::new()) };
}

#[test]
fn a_handle_in_a_thread_local_is_a_leak() {
    let scope = inspect::scope("thread local");
    KEPT.with(|kept| kept.borrow_mut().push(node()));
    assert_eq!(scope.check().unwrap_err().objects(), 1);
    KEPT.with(|kept| kept.borrow_mut().clear());
    scope.assert_no_leaks();
}

#[test]
fn asking_for_lines_without_the_feature_fails_loudly() {
    let demands = [
        catch_unwind(AssertUnwindSafe(|| drop(inspect::scope("lines").with_lines()))),
        catch_unwind(|| drop(inspect::remember_lines())),
    ];
    for demand in demands {
        assert_eq!(demand.is_ok(), inspect::traces_refs());
        if let Err(message) = demand {
            let message = message.downcast::<String>().unwrap();
            assert!(message.contains("--features obj-runtime/trace-refs"), "{message}");
        }
    }
}

#[cfg(feature = "trace-refs")]
mod lines {
    use super::*;

    #[test]
    fn leaks_name_the_lines() {
        let old = node();
        let scope = inspect::scope("lines").with_lines();
        let line = line!();
        let holder = Obj::new(Other::default());
        let kept = node();
        holder.node.set(Some(kept.clone()));
        let of_old = old.clone();
        let leaks = scope.check().unwrap_err();
        assert_eq!((leaks.objects(), leaks.handles()), (2, 1));
        let text = leaks.to_string();
        let file = file!();
        for part in [
            format!(", refcount 2, made at {file}:{}\n", line + 2),
            format!("in node: cloned at {file}:{}\n", line + 3),
            format!("held by a handle outside, made at {file}:{}\n", line + 2),
            format!("from before, held by a handle outside, cloned at {file}:{}\n", line + 4),
        ] {
            assert!(text.contains(&part), "{part:?} is not in\n{text}");
        }
        drop((holder, kept));
        assert_eq!(scope.check().unwrap_err().handles(), 1);
        drop(of_old);
        scope.assert_no_leaks();
    }

    #[test]
    fn handles_of_values_have_the_line_of_the_user() {
        let _lines = inspect::remember_lines();
        let first = line!() + 1;
        let text = Obj::<Str>::from("some longer text");
        let bytes = Obj::<Bytes>::from(b"some longer bytes");
        let int = Obj::<Int>::from(1_000_000);
        let interned = intern!("some interned text");
        let any = [Obj::as_any(&text), Obj::as_any(&bytes), Obj::as_any(&int), Obj::as_any(&interned)];
        for (line, object) in (first..).zip(any) {
            let handles = inspect::explain(object);
            let lines: Vec<_> = handles.lines().map(|(site, count)| (site.file(), site.line(), count)).collect();
            assert_eq!(lines, [(file!(), line, 1)], "{handles}");
            assert_eq!(handles.unexplained(), 0, "{handles}");
        }
    }

    #[test]
    fn explain_names_the_lines() {
        let early = node();
        let _lines = inspect::remember_lines();
        let line = line!();
        let handles = [early.clone(), early.clone()];
        let other = early.clone();
        let text = inspect::explain(&early).to_string();
        assert!(text.contains("+ 4 handles outside\n"), "{text}");
        assert!(text.contains(&format!("      2 cloned at {}:{}\n", file!(), line + 1)), "{text}");
        assert!(text.contains(&format!("      cloned at {}:{}\n", file!(), line + 2)), "{text}");
        assert!(text.contains("      1 taken while no lines were remembered (`inspect::remember_lines`"), "{text}");
        drop((handles, other));
    }

    /// Two runs of one program say the same, but for addresses, which are not said.
    #[test]
    fn reports_are_the_same_in_each_run() {
        let run = || {
            std::thread::spawn(|| {
                let scope = inspect::scope("again");
                let kept: Vec<_> = (0..20).map(|_| node()).collect();
                kept.windows(2).for_each(|pair| pair[0].items.push(pair[1].clone()));
                let text = scope.check().unwrap_err().to_string();
                drop(kept);
                text
            })
            .join()
            .unwrap()
        };
        assert_eq!(run(), run());
    }
}
