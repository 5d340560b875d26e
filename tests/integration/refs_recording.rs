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
    let first = log.events().next().map_or(1, |event| event.step());
    let shown = log.events().map(|event| (event.step() - first, event.to_string()));
    shown.map(|(step, words)| format!("{step}: {}", words.split_once(": ").unwrap().1)).collect()
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
            format!("0: made Node #1, refcount 1, at {file}:{made}"),
            format!("1: cloned a handle to Node #1, 1 -> 2, at {file}:{cloned}"),
            format!("2: next of Node #1 holds Node #1 (the handle taken at {file}:{cloned})"),
            "3: mark: a cycle".to_owned(),
            format!("4: dropped a handle to Node #1, 2 -> 1 (the handle taken at {file}:{made})"),
            "5: a collection begins".to_owned(),
            format!("6: dropped a handle to Node #1, 1 -> 0 (the handle taken at {file}:{cloned})"),
            "7: freed Node #1".to_owned(),
            "8: the collection ends, 1 object was garbage".to_owned(),
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
    let mut page = Vec::new();
    log.write_html("the last steps", &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains(r#""edges":[[1,"next",2,"#), "what held something before the first event");
    assert!(page.contains("[1,0,") && page.contains(",2],[2,0,"), "the counts before the first event");
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
