//! Recordings of what happens to handles.

use obj_runtime::inspect::{self, EventKind, Log};
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
}

#[derive(Object)]
#[object(name = "</script><b>\"\u{202e}\n")]
struct Hostile;

fn words(log: &Log) -> Vec<String> {
    log.events().map(|event| event.to_string()).collect()
}

/// The log of `program`, in a thread of its own, so that numbers begin at 1.
fn log_of(program: fn()) -> Log {
    let run = move || {
        let recording = inspect::record();
        program();
        recording.finish()
    };
    std::thread::spawn(run).join().unwrap()
}

#[test]
fn a_recording_tells_each_step() {
    let line = line!();
    let log = log_of(|| {
        let a = Obj::new(Node::default());
        let b = a.clone();
        a.next.set(Some(b));
        inspect::mark("a cycle");
        drop(a);
        obj_runtime::gc::collect();
    });
    let (file, made, cloned) = (file!(), line + 2, line + 3);
    assert_eq!(
        words(&log),
        [
            format!("step 1: made Node #1, refcount 1, at {file}:{made}"),
            format!("step 2: cloned a handle to Node #1, 1 -> 2, at {file}:{cloned}"),
            format!("step 3: next of Node #1 holds Node #1 (the handle taken at {file}:{cloned})"),
            "step 4: mark: a cycle".to_owned(),
            format!("step 5: dropped a handle to Node #1, 2 -> 1 (the handle taken at {file}:{made})"),
            "step 6: a collection begins".to_owned(),
            format!("step 7: dropped a handle to Node #1, 1 -> 0 (the handle taken at {file}:{cloned})"),
            "step 8: freed Node #1".to_owned(),
            "step 9: the collection ends, 1 object was garbage".to_owned(),
        ]
    );
    assert_eq!(log.history(1).count(), 6);
    assert_eq!(log.lost(), 0);
}

#[test]
fn two_runs_give_the_same_log() {
    let run = || {
        log_of(|| {
            let nodes: Vec<_> = (0..50).map(|_| Obj::new(Node::default())).collect();
            nodes.windows(2).for_each(|pair| pair[0].items.push(pair[1].clone()));
            nodes[49].next.set(Some(nodes[0].clone()));
            drop(nodes);
            obj_runtime::gc::collect();
        })
    };
    let (one, two) = (run(), run());
    assert!(one.events().len() > 200);
    assert_eq!(words(&one), words(&two));
}

/// The counts that events tell are those the objects had.
#[test]
#[allow(unsafe_code, reason = "a handle of a raw pointer")]
fn counts_are_those_of_the_objects() {
    let log = log_of(|| {
        let a = Obj::new(Node::default());
        let handles: Vec<_> = (0..5).map(|_| a.clone()).collect();
        drop(handles);
        let weak = Obj::downgrade(&a);
        drop(weak.upgrade());
        let raw = Obj::into_raw(a);
        // SAFETY: just made of a handle to a `Node`.
        drop(unsafe { Obj::<Node>::from_raw(raw) });
    });
    let counts: Vec<_> = log.events().map(|event| (event.kind(), event.refcount())).collect();
    use EventKind::{Cloned, Dropped, Found, Freed, Kept, Made, OfRaw};
    let expected = [
        (Made, Some(1)),
        (Cloned, Some(2)),
        (Cloned, Some(3)),
        (Cloned, Some(4)),
        (Cloned, Some(5)),
        (Cloned, Some(6)),
        (Dropped, Some(5)),
        (Dropped, Some(4)),
        (Dropped, Some(3)),
        (Dropped, Some(2)),
        (Dropped, Some(1)),
        (Found, Some(2)),
        (Dropped, Some(1)),
        (Kept, Some(1)),
        (OfRaw, Some(1)),
        (Dropped, Some(0)),
        (Freed, None),
    ];
    assert_eq!(counts, expected);
}

#[test]
fn only_what_was_asked_for_is_recorded() {
    let recording = inspect::Recorder::new().types(["Node"]).limit(3).start();
    let text = Obj::<Str>::from("not asked for");
    let nodes: Vec<_> = (0..4).map(|_| Obj::new(Node::default())).collect();
    let log = recording.finish();
    assert_eq!((log.events().len(), log.lost()), (3, 1));
    assert!(log.events().all(|event| event.type_name() == Some("Node")));
    drop((text, nodes));
}

/// Of what is no longer in the log, the rest of it still knows names, lines and counts.
#[test]
fn events_that_were_lost_are_known_to_those_that_were_not() {
    let run = || {
        let recording = inspect::Recorder::new().limit(4).start();
        let line = line!();
        let a = Obj::new(Node::default());
        let b = a.clone();
        let other = Obj::new(Node::default());
        a.next.set(Some(other));
        inspect::mark("now");
        drop(b);
        drop(a.next.take());
        (recording.finish(), line)
    };
    let (log, line) = std::thread::spawn(run).join().unwrap();
    let file = file!();
    let words = words(&log);
    let words: Vec<_> = words.iter().map(|words| words.split_once(": ").unwrap().1).collect();
    assert_eq!(
        words,
        [
            format!("dropped a handle to Node #1, 2 -> 1 (the handle taken at {file}:{})", line + 2),
            format!("next of Node #1 no longer holds Node #2 (the handle taken at {file}:{})", line + 3),
            format!("dropped a handle to Node #2, 1 -> 0 (the handle taken at {file}:{})", line + 3),
            "freed Node #2".to_owned(),
        ]
    );
    assert!(log.lost() > 3);
    let before = log.state_after(0);
    let counts: Vec<_> = before.objects().map(|(object, _, count)| (object, count)).collect();
    assert_eq!(counts, [(1, 2), (2, 1)], "the counts before the first event");
    let edges: Vec<_> = before.edges().map(|edge| (edge.holder, edge.place, edge.object)).collect();
    assert_eq!(edges, [(1, "next".to_owned(), 2)], "what held something before the first event");
}

#[test]
fn the_balance_tells_the_lines_with_open_handles() {
    let recording = inspect::record();
    let line = line!();
    let kept = Obj::new(Node::default());
    let more: Vec<_> = (0..3).map(|_| kept.clone()).collect();
    drop(more.first().cloned());
    let log = recording.finish();
    let balance = log.balance().ignore_balanced();
    let sites: Vec<_> = balance.sites().iter().map(|site| (site.site.line() - line, site.taken, site.open())).collect();
    assert_eq!(sites, [(1, 1, 1), (2, 3, 3)]);
    assert!(balance.to_string().contains(&format!("  line {}: 3 open of 3 taken\n    3 to Node\n", line + 2)));
}

#[test]
#[should_panic(expected = "a recording is under way")]
fn there_is_one_recording_at_a_time() {
    let _first = inspect::record();
    let _second = inspect::record();
}

#[test]
fn a_borrowed_field_does_not_lose_its_edges() {
    use std::cell::RefCell;

    #[derive(Object, Default)]
    struct Holder {
        nodes: RefCell<Vec<Obj<Node>>>,
    }

    let log = log_of(|| {
        let holder = Obj::new(Holder::default());
        holder.nodes.borrow_mut().push(Obj::new(Node::default()));
        inspect::mark("before");
        let nodes = holder.nodes.borrow_mut();
        drop(Obj::new(Node::default()));
        inspect::mark("after");
        drop(nodes);
    });
    assert_eq!(log.events().filter(|event| event.kind() == EventKind::Set).count(), 1);
    assert_eq!(log.events().filter(|event| event.kind() == EventKind::Cleared).count(), 0);
}

/// The edges from object 1 at each mark: its place, and the number of what is held there.
fn edges_at_marks(log: &Log) -> Vec<Vec<(String, u64)>> {
    let marks = log.events().filter(|event| event.kind() == EventKind::Mark);
    let of_first = |step| log.state_after(step).edges().filter(|edge| edge.holder == 1).collect::<Vec<_>>();
    marks.map(|mark| of_first(mark.step()).into_iter().map(|edge| (edge.place, edge.object)).collect()).collect()
}

#[test]
fn edges_beside_a_borrowed_field_are_as_they_are() {
    use std::cell::{LazyCell, RefCell};

    #[derive(Object)]
    struct Holder {
        /// Cannot be looked into.
        late: LazyCell<Option<Obj<Node>>>,
        next: ObjCell<Node>,
        nodes: Vec<RefCell<Vec<Obj<Node>>>>,
        other: ObjCell<Node>,
    }

    let log = log_of(|| {
        let nodes = vec![RefCell::default(), RefCell::default()];
        let holder = Holder { late: LazyCell::new(|| None), next: None.into(), nodes, other: None.into() };
        let holder = Obj::new(holder);
        holder.next.set(Obj::new(Node::default()));
        holder.nodes[0].borrow_mut().push(Obj::new(Node::default()));
        holder.nodes[1].borrow_mut().push(Obj::new(Node::default()));
        inspect::mark("all are there");
        let guard = holder.nodes[0].borrow_mut();
        let second = holder.next.replace(Obj::new(Node::default()));
        inspect::mark("another is next");
        drop(second);
        inspect::mark("the first has ended");
        let other = holder.next.take();
        let third = holder.nodes[1].borrow_mut().pop();
        inspect::mark("nothing is next");
        drop(guard);
        let mut guard = holder.nodes[0].borrow_mut();
        holder.other.set(guard.pop().unwrap());
        inspect::mark("one has moved");
        drop((guard, other, third));
        inspect::mark("nothing is borrowed");
    });
    let marks = edges_at_marks(&log);
    let [next, first, second, other] = ["next", "nodes[0][0]", "nodes[1][0]", "other"].map(str::to_owned);
    assert_eq!(marks[0], [(next.clone(), 2), (first.clone(), 3), (second.clone(), 4)]);
    assert_eq!(marks[1], [(next.clone(), 5), (first.clone(), 3), (second.clone(), 4)]);
    assert_eq!(marks[2], marks[1]);
    assert_eq!(marks[3], [(first, 3)]);
    assert_eq!(marks[4], [(other.clone(), 3)]);
    assert_eq!(marks[5], marks[4]);
}

#[test]
fn entries_that_move_in_a_map_stay_where_they_are() {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    #[derive(Object, Default)]
    struct Holder {
        by_name: RefCell<BTreeMap<&'static str, Obj<Node>>>,
        sizes: RefCell<BTreeMap<&'static str, u8>>,
        cells: BTreeMap<&'static str, RefCell<Vec<Obj<Node>>>>,
    }

    let log = log_of(|| {
        let cells = BTreeMap::from(["x", "y"].map(|name| (name, RefCell::default())));
        let holder = Obj::new(Holder { cells, ..Holder::default() });
        for name in ["c", "a", "b"] {
            holder.by_name.borrow_mut().insert(name, Obj::new(Node::default()));
            holder.sizes.borrow_mut().insert(name, name.as_bytes()[0]);
        }
        holder.cells["y"].borrow_mut().push(Obj::new(Node::default()));
        inspect::mark("all");
        let guard = holder.cells["y"].borrow_mut();
        let removed = holder.by_name.borrow_mut().remove("a");
        inspect::mark("one less");
        drop((guard, removed));
    });
    let count = |kind| log.events().filter(|event| event.kind() == kind).count();
    assert_eq!((count(EventKind::Set), count(EventKind::Cleared)), (4, 1), "{:#?}", words(&log));
    let places = |at: usize| edges_at_marks(&log)[at].iter().map(|(place, _)| place.clone()).collect::<Vec<_>>();
    assert_eq!(places(0), ["by_name[\"a\"]", "by_name[\"b\"]", "by_name[\"c\"]", "cells[\"y\"][0]"]);
    assert_eq!(places(1), places(0)[1..]);
}

#[test]
fn entries_whose_keys_are_alike_have_places_of_their_own() {
    use std::collections::BTreeMap;

    #[derive(Object, Default)]
    struct Holder {
        by_any: Dict,
        by_text: BTreeMap<String, Pair>,
    }

    #[derive(Trace)]
    struct Pair {
        node: Obj<Node>,
        number: u8,
    }

    let log = log_of(|| {
        let node = || Obj::new(Node::default());
        let by_text = (0..3).map(|number| ("long ".repeat(50) + &number.to_string(), Pair { node: node(), number }));
        let holder = Obj::new(Holder { by_text: by_text.collect(), ..Holder::default() });
        for _ in 0..2 {
            holder.by_any.set_item(f64::NAN.into(), node().into());
        }
        inspect::mark("all");
        let (a, b) = holder.by_any.popitem();
        inspect::mark("one less");
        drop((a, b, holder));
    });
    let number = log.events().find(|event| event.type_name() == Some("Holder")).unwrap().object();
    let marks: Vec<_> = log.events().filter(|event| event.kind() == EventKind::Mark).map(|mark| mark.step()).collect();
    let places = |step| -> Vec<String> {
        let held = log.state_after(step).edges().filter(|edge| edge.holder == number).collect::<Vec<_>>();
        held.into_iter().map(|edge| edge.place.replace(&"long ".repeat(12), "long")).collect()
    };
    let all = [
        "by_any[key at position 0]",
        "by_any[key at position 1]",
        "by_any[nan (1)]",
        "by_any[nan]",
        "by_text[\"long\"… (1)].node",
        "by_text[\"long\"… (2)].node",
        "by_text[\"long\"…].node",
    ];
    assert_eq!(places(marks[0]), all);
    assert_eq!(places(marks[1]), [&all[..1], &all[3..]].concat());
    let numbers = all[4..].iter().map(|place| place.replace("long", &"long ".repeat(12)).replace(".node", ".number"));
    let values: Vec<_> =
        numbers.map(|place| log.state_after(marks[1]).value(number, &place).map(str::to_owned)).collect();
    assert_eq!(values, ["1", "2", "0"].map(|text| Some(text.to_owned())));
}

#[test]
fn hostile_names_do_not_leave_their_place_in_the_page() {
    let log = log_of(|| {
        let hostile = Obj::new(Hostile);
        inspect::name_handle(&hostile, "</script><script>alert(1)</script>");
        inspect::mark("<!-- ]]> ".repeat(2000));
    });
    let mut page = Vec::new();
    log.write_html("</title><script>alert(1)</script>", &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<script>alert") && !page.contains("<b>") && !page.contains('\u{202e}'));
    assert!(
        !page.contains("http://") || page.matches("http").count() == page.matches("http://www.w3.org/2000/svg").count()
    );
    assert!(page.len() < 100_000);
}

/// A recording that lives in a thread-local ends after the thread's objects were given back.
#[test]
fn a_recording_may_end_when_its_thread_does() {
    struct AtEnd(Option<inspect::Recording>, std::sync::mpsc::Sender<usize>);
    impl Drop for AtEnd {
        fn drop(&mut self) {
            let log = self.0.take().map(inspect::Recording::finish).unwrap();
            let _ = self.1.send(log.events().filter(|event| event.object() != 0).count());
        }
    }
    thread_local! { static KEPT: std::cell::RefCell<Option<AtEnd>> = const { std::cell::RefCell::new(None) } }
    for objects_first in [false, true] {
        let (sender, receiver) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            if objects_first {
                drop(Obj::new(Node::default()));
            }
            KEPT.with(|kept| *kept.borrow_mut() = Some(AtEnd(Some(inspect::record()), sender)));
            drop(Obj::new(Node::default()).clone());
        });
        thread.join().unwrap();
        assert_eq!(receiver.recv(), Ok(5), "made, cloned, dropped twice, freed");
    }
}

#[test]
fn the_title_of_a_page_shows_what_cannot_be_seen() {
    let mut page = Vec::new();
    inspect::record().finish().write_html("a\u{202e}b\u{200b}<i>", &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("<title>a\\u{202e}b\\u{200b}&lt;i&gt;"), "{}", &page[..300]);
}

/// Whatever the thread has counted before, and whatever is left out, a recording counts its own steps.
#[test]
fn steps_count_from_1_in_each_recording() {
    for _ in 0..2 {
        let recording = inspect::Recorder::new().types(["Node"]).start();
        drop(Obj::<Str>::from("not asked for"));
        drop(Obj::new(Node::default()));
        let steps: Vec<_> = recording.finish().events().map(|event| event.step()).collect();
        assert_eq!(steps, [1, 2, 3]);
    }
    let recording = inspect::Recorder::new().limit(2).start();
    drop(Obj::new(Node::default()).clone());
    let steps: Vec<_> = recording.finish().events().map(|event| event.step()).collect();
    assert_eq!(steps, [4, 5], "of five");
}

#[test]
fn looking_leaves_no_steps() {
    let texts: Vec<Obj<Str>> = (0..20).map(|number| Obj::from(format!("text {number}"))).collect();
    let recording = inspect::record();
    let node = Obj::new(Node::default());
    assert_eq!(inspect::explain(&node).refcount(), 1);
    assert!(inspect::snapshot().len() > 20);
    assert_eq!(inspect::explain(&node).lines().count(), 1, "lines are remembered as before");
    let log = recording.finish();
    assert_eq!(log.events().map(|event| event.kind()).collect::<Vec<_>>(), [EventKind::Made]);
    drop((texts, node));
}

/// A handle from before the recording ends in it.
#[test]
fn a_handle_from_before_is_dropped() {
    let node = Obj::new(Node::default());
    let before = node.clone();
    let recording = inspect::record();
    drop(before);
    let after = node.clone();
    let log = recording.finish();
    let words: Vec<_> = log.events().map(|event| (event.kind(), event.refcount())).collect();
    assert_eq!(words, [(EventKind::Dropped, Some(1)), (EventKind::Cloned, Some(2))]);
    assert_eq!(log.state_after(0).objects().map(|(_, name, count)| (name, count)).collect::<Vec<_>>(), [("Node", 2)]);
    drop(after);
}

/// What the runtime holds while a finalizer runs, and gives up.
#[test]
fn a_finalizer_s_handle_is_recorded() {
    use std::cell::RefCell;

    thread_local! { static BACK: RefCell<Vec<Obj<Phoenix>>> = const { RefCell::new(Vec::new()) } }

    #[derive(Object, Default)]
    #[object(finalize)]
    struct Phoenix {
        next: ObjCell<Phoenix>,
    }
    impl Finalize for Phoenix {
        fn finalize(this: &Obj<Self>) {
            let kept = this.clone();
            BACK.with(|back| back.borrow_mut().push(kept));
        }
    }

    let log = log_of(|| {
        drop(Obj::new(Phoenix::default()));
        assert_eq!(BACK.with(|back| Obj::refcount(&back.borrow()[0])), 1);
        drop(BACK.take());
    });
    use EventKind::{Cloned, Dropped, Freed, Held, Made};
    let counts: Vec<_> = log.events().map(|event| (event.kind(), event.refcount())).collect();
    let expected = [
        (Made, Some(1)),
        (Dropped, Some(0)),
        (Held, Some(1)),
        (Cloned, Some(2)),
        (Dropped, Some(1)),
        (Dropped, Some(0)),
        (Freed, None),
    ];
    assert_eq!(counts, expected);
}

/// Handles whose events were lost are open all the same.
#[test]
fn the_balance_knows_handles_whose_events_were_lost() {
    let run = || {
        let early = Obj::new(Node::default());
        let recording = inspect::Recorder::new().limit(5).start();
        let line = line!();
        let leaked = early.clone();
        for _ in 0..10 {
            drop(early.clone());
        }
        let balance = recording.finish().balance();
        let open = balance.ignore_balanced();
        let sites = open.sites().iter().map(|site| (site.site.line() - line, site.taken, site.open_by_type.clone()));
        let sites: Vec<_> = sites.collect();
        drop((early, leaked));
        sites
    };
    assert_eq!(std::thread::spawn(run).join().unwrap(), [(1, 1, [("Node", 1)].into())]);
}

/// The limit is one of texts, too.
#[test]
fn texts_of_steps_that_were_lost_are_forgotten() {
    let recording = inspect::Recorder::new().limit(10).start();
    for number in 0..1000 {
        inspect::mark(format!("frame {number}"));
    }
    let log = recording.finish();
    let mut page = Vec::new();
    log.write_html("the last frames", &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("frame 999") && page.contains("frame 990") && !page.contains("frame 989"));
    assert!(!format!("{log:?}").contains("frame 989"), "not even unseen");
}

/// A mark does not look at the heap if events have not paid for it.
#[test]
fn marks_are_paid_from_what_looks_may_cost() {
    use std::time::Instant;

    let recording = inspect::record();
    let nodes: Vec<_> = (0..20_000).map(|_| Obj::new(Node::default())).collect();
    let start = Instant::now();
    drop(inspect::snapshot());
    let a_look = start.elapsed();
    // What may be spent in any case.
    (0..20).for_each(|_| inspect::mark("frame"));
    let start = Instant::now();
    (0..1000).for_each(|_| inspect::mark("frame"));
    assert!(start.elapsed() < 100 * a_look, "{:?} for a thousand marks, {a_look:?} for one look", start.elapsed());
    drop((recording, nodes));
}

#[test]
fn the_page_has_the_objects_that_events_name() {
    let others: Vec<Obj<Node>> = (0..50).map(|_| Obj::new(Node::default())).collect();
    let log = {
        let recording = inspect::record();
        drop(others[3].clone());
        recording.finish()
    };
    let mut page = Vec::new();
    log.write_html("one of them", &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert_eq!(log.state_after(1).objects().count(), 1);
    let objects = page.split_once(r#""objects":["#).unwrap().1.split_once("]]").unwrap().0;
    assert_eq!(objects.matches('[').count(), 1, "{objects}");
}

/// A handle keeps its name when the step that gave it is no longer kept.
#[test]
fn names_outlive_the_steps_that_gave_them() {
    let recording = inspect::Recorder::new().limit(2).start();
    let node = Obj::new(Node::default());
    inspect::name_handle(&node, "the root");
    drop(node.clone());
    let mut page = Vec::new();
    recording.finish().write_html("names", &mut page).unwrap();
    assert!(String::from_utf8(page).unwrap().contains("the root"));
}

/// A page of a unit has its text, its names, and what it printed.
#[test]
fn a_lesson_has_its_text() {
    let lesson = inspect::lesson("Two <names>", || {
        inspect::mark("one list");
        graph! {
            // Both are names of it.
            a = [1000];
            b = a;
            print(b, "printed");
            del a;
        };
    });
    use EventKind::{Named, Printed, Statement, UnitEnded};
    let kinds: Vec<_> = lesson.log().events().map(|event| event.kind()).collect();
    let count = |wanted| kinds.iter().filter(|kind| **kind == wanted).count();
    assert_eq!([Statement, Named, Printed, UnitEnded].map(count), [4, 2, 1, 1]);
    let line = line!() - 10;
    let statements: Vec<_> = lesson
        .log()
        .events()
        .filter(|event| event.kind() == Statement)
        .map(|event| event.site().unwrap().line())
        .collect();
    assert_eq!(statements, [line, line + 1, line + 2, line + 3]);
    let mut page = Vec::new();
    lesson.write_html(&mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(
        page.contains("// Both are names of it.\\u000a")
            && page.contains("b = a;\\u000a")
            && page.contains("[1000] printed")
    );
    assert!(page.contains("<title>Two &lt;names&gt;</title>"));
}

#[test]
fn all_that_is_printed_is_recorded() {
    let log = log_of(|| {
        graph! {
            a = [1, 2];
            print(a);
            print(1, 2, sep="-");
            print(*a, 3);
            print("no end", end="");
            print(*a, sep=", ", end=".\n");
            print(end="!");
        };
    });
    let printed = log.events().filter(|event| event.kind() == EventKind::Printed).map(|event| event.to_string());
    let texts: Vec<_> = printed.map(|words| words.split_once("printed ").unwrap().1.to_owned()).collect();
    assert_eq!(texts, ["[1, 2]", "1-2", "1 2 3", "no end", "1, 2.", "!"]);
}

/// No line of the standard library or of this one is shown as one of the program.
#[test]
fn lines_are_those_of_the_program() {
    let recording = inspect::record();
    let node = Obj::new(Node::default());
    let all = vec![node; 3].clone();
    graph! { a = 1000; print(id(a), hex(id(a))); };
    let log = recording.finish();
    let mut page = Vec::new();
    log.write_html("lines", &mut page).unwrap();
    let text: String = log.events().map(|event| event.to_string()).chain([String::from_utf8(page).unwrap()]).collect();
    assert!(!text.contains("/rustc/") && !text.contains("obj-runtime/src/"));
    assert!(text.contains("at a line of the standard library"));
    drop(all);
}

/// The statements of a loop are steps, and its names are names.
#[test]
fn a_loop_is_told_round_by_round() {
    let lesson = inspect::lesson("a loop", || {
        graph! {
            total = [];
            for x in [1000, 2000] {
                total.append(x);
            }
        };
    });
    let words: Vec<_> = lesson.log().events().map(|event| event.to_string()).collect();
    assert_eq!(words.iter().filter(|words| words.contains(" is called x")).count(), 2, "{words:#?}");
    assert_eq!(lesson.log().events().filter(|event| event.kind() == EventKind::Statement).count(), 4);
}

/// Objects of a type that is recorded have their counts, also those to which nothing has happened.
#[test]
fn a_filter_tells_the_counts_of_all_it_records() {
    let (first, second) = (Obj::new(Node::default()), Obj::new(Node::default()));
    first.next.set(&second);
    let list = Obj::<List>::from([AnyObj::from(first.clone())]);
    let recording = inspect::Recorder::new().types(["Node"]).start();
    let again = first.clone();
    let log = recording.finish();
    let (number, end) = (log.events().next().unwrap().object(), log.state_after(u64::MAX));
    let held: Vec<_> = end.edges().filter(|edge| edge.holder == number).collect();
    assert_eq!(held.iter().map(|edge| end.refcount(edge.object)).collect::<Vec<_>>(), [Some(2)]);
    let holder = end.edges().find(|edge| edge.object == number).unwrap().holder;
    assert_eq!((end.refcount(number), end.refcount(holder)), (Some(3), None), "the list is not recorded");
    drop((again, list, second));
}
