//! Plain values of fields in recordings.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use obj_runtime::inspect::{self, Log};
use obj_runtime::prelude::*;

#[derive(Trace)]
enum Phase {
    Waiting,
    Running(u32),
}

#[derive(Trace)]
struct Place {
    line: u32,
}

#[derive(Object)]
struct Task {
    id: i64,
    title: String,
    done: Cell<bool>,
    phase: RefCell<Phase>,
    place: Place,
    limit: Option<f64>,
    marks: Vec<u8>,
    by_name: HashMap<String, u8>,
    after: ObjCell<Task>,
}

#[derive(Object, Clone, Copy, PartialEq, Eq, Hash)]
#[object(cache)]
enum Colour {
    Red,
    Green,
}

#[derive(Object, Clone, Copy, PartialEq, Eq, Hash)]
#[object(cache = 0..=9)]
struct Level(i64);

fn task(id: i64) -> Task {
    Task {
        id,
        title: "write".into(),
        done: Cell::new(false),
        phase: RefCell::new(Phase::Waiting),
        place: Place { line: 7 },
        limit: Some(1.5),
        marks: vec![3, 4],
        by_name: HashMap::from([("a".into(), 1)]),
        after: ObjCell::default(),
    }
}

fn page_of(log: &Log) -> String {
    let mut page = Vec::new();
    log.write_html("values", &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn fields_have_their_values_at_each_step() {
    let recording = inspect::record();
    let task = Obj::new(task(1));
    inspect::mark("made");
    task.done.set(true);
    task.phase.replace(Phase::Running(2));
    inspect::mark("changed");
    let log = recording.finish();
    let number = log.events().next().unwrap().object();
    let steps: Vec<u64> =
        log.events().filter(|event| event.kind() == inspect::EventKind::Mark).map(|mark| mark.step()).collect();
    let [before, after] = [0, 1].map(|at| log.state_after(steps[at] - 1));
    let same = [
        ("id", "1"),
        ("title", "\"write\""),
        ("place", "Place { line: 7 }"),
        ("limit", "Some(1.5)"),
        ("marks[0]", "3"),
        ("marks[1]", "4"),
        ("by_name[\"a\"]", "1"),
    ];
    for (place, value) in same {
        assert_eq!((before.value(number, place), after.value(number, place)), (Some(value), Some(value)), "{place}");
    }
    let changed = [("done", Some("false"), Some("true")), ("phase", Some("Waiting"), Some("Running(2)"))];
    for (place, was, is) in changed.into_iter().chain([("phase.0", None, None), ("after", None, None)]) {
        assert_eq!((before.value(number, place), after.value(number, place)), (was, is), "{place}");
    }
    assert!(page_of(&log).contains("Place { line: 7 }"));
    assert!(log.events().all(|event| !event.to_string().contains("line: 7")), "values are no events");
    drop(task);
}

#[test]
fn values_of_cached_types_are_known() {
    let recording = inspect::record();
    let (red, level) = (Obj::new(Colour::Red), Obj::new(Level(4)));
    let log = recording.finish();
    let end = log.state_after(log.events().len() as u64);
    let number = |name: &str| {
        let object = end.objects().find(|(_, type_name, _)| *type_name == name);
        object.map(|(number, _, _)| number).unwrap()
    };
    assert_eq!(end.value(number("Colour"), ""), Some("Red"));
    assert_eq!(end.value(number("Level"), "0"), Some("4"));
    assert!(!Obj::is(&red, &Obj::new(Colour::Green)) && level.0 == 4);
}

/// A ring of three events and three values: what left it is carried along, what is dead is forgotten.
#[test]
fn values_outlive_the_ring() {
    let recording = inspect::Recorder::new().limit(3).start();
    let kept = Obj::new(task(5));
    for id in 10..30 {
        drop(Obj::new(task(id)));
    }
    let again = kept.clone();
    let log = recording.finish();
    let (last, page) = (log.events().last().unwrap(), page_of(&log));
    let end = log.state_after(last.step());
    assert_eq!(end.value(last.object(), "id"), Some("5"));
    assert!(!page.contains("\"11\""), "of the dead nothing is left");
    drop((kept, again));
}

#[test]
fn objects_that_are_not_recorded_have_no_values() {
    let recording = inspect::Recorder::new().types(["Colour"]).start();
    let task = Obj::new(task(123_456));
    let log = recording.finish();
    assert!(!page_of(&log).contains("123456"));
    drop(task);
}
