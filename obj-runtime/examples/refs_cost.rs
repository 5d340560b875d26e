//! What `trace-refs` costs: nanoseconds per event, which is a clone, a drop, an object made or freed.
//!
//! Run it with and without the feature, or with `cargo run --release -p obj-benches -- tracing` side by side:
//! `cargo run --release -p obj-runtime --example refs_cost [--features trace-refs]`

use std::hint::black_box;
use std::time::Instant;

use obj_runtime::inspect;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Point {
    x: u64,
    y: u64,
}

#[derive(Object, Default)]
struct Link {
    next: ObjCell<Link>,
    x: u64,
}

const EVENTS: u32 = 3_000_000;
const HANDLES: u32 = 64;

/// The best of several runs, in nanoseconds per event.
fn best(events: u32, mut work: impl FnMut()) -> f64 {
    let run = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e9 / f64::from(events)
    };
    (0..7).map(|_| run(&mut work)).fold(f64::INFINITY, f64::min)
}

/// A clone and a drop, again and again.
fn clone_and_drop() -> f64 {
    let point = Obj::new(Point { x: 1, y: 2 });
    best(EVENTS, || {
        for _ in 0..EVENTS / 2 {
            drop(black_box(black_box(&point).clone()));
        }
    })
}

/// Many clones, then as many drops.
fn clones_and_drops() -> f64 {
    let point = Obj::new(Point { x: 1, y: 2 });
    let mut handles: Vec<Obj<Point>> = Vec::with_capacity(HANDLES as usize);
    best(EVENTS, || {
        for _ in 0..EVENTS / (2 * HANDLES) {
            for _ in 0..HANDLES {
                handles.push(black_box(&point).clone());
            }
            black_box(&mut handles).clear();
        }
    })
}

/// Many objects made, then dropped and freed.
fn news_and_drops<T: Object>(make: impl Fn(u64) -> Obj<T>) -> f64 {
    let mut handles: Vec<Obj<T>> = Vec::with_capacity(HANDLES as usize);
    best(EVENTS, || {
        for _ in 0..EVENTS / (3 * HANDLES) {
            for index in 0..u64::from(HANDLES) {
                handles.push(make(black_box(index)));
            }
            black_box(&mut handles).clear();
        }
    })
}

fn report(mode: &str) {
    let rows = [
        ("clone, drop", clone_and_drop()),
        ("64 clones, 64 drops", clones_and_drops()),
        ("64 new, 64 drops", news_and_drops(|x| Obj::new(Point { x, y: x }))),
        ("the same with a cell", news_and_drops(|x| Obj::new(Link { x, ..Link::default() }))),
    ];
    for (what, nanoseconds) in rows {
        println!("{mode}\t{what}\t{nanoseconds:.2}");
    }
}

fn main() {
    let (point, link) = (Obj::new(Point { x: 1, y: 2 }), Obj::new(Link::default()));
    assert!(point.x + point.y == 3 && link.next.get().is_none() && link.x == 0);
    if !inspect::traces_refs() {
        report("off");
        return;
    }
    report("idle");
    let lines = inspect::remember_lines();
    report("lines");
    drop(lines);
    #[cfg(feature = "trace-refs")]
    {
        let recording = inspect::record();
        report("recording");
        assert!(recording.finish().lost() > 0);
    }
}
