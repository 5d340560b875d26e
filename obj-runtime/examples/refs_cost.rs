//! What `trace-refs` costs: nanoseconds per event, which is a clone, a drop, or an object made.
//!
//! Run it with and without the feature:
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

const EVENTS: u32 = 4_000_000;
const HANDLES: usize = 64;

/// The best of several runs, in nanoseconds per event.
fn best(events: u32, mut work: impl FnMut()) -> f64 {
    let run = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e9 / f64::from(events)
    };
    (0..7).map(|_| run(&mut work)).fold(f64::INFINITY, f64::min)
}

fn clones_and_drops() -> f64 {
    let point = Obj::new(Point { x: 1, y: 2 });
    let mut handles: Vec<Obj<Point>> = Vec::with_capacity(HANDLES);
    best(EVENTS, || {
        for _ in 0..EVENTS / (2 * HANDLES as u32) {
            for _ in 0..HANDLES {
                handles.push(black_box(&point).clone());
            }
            black_box(&mut handles).clear();
        }
    })
}

fn pairs() -> f64 {
    let point = Obj::new(Point { x: 1, y: 2 });
    best(EVENTS, || {
        for _ in 0..EVENTS / 2 {
            drop(black_box(black_box(&point).clone()));
        }
    })
}

fn news_and_drops() -> f64 {
    let mut handles: Vec<Obj<Point>> = Vec::with_capacity(HANDLES);
    best(EVENTS, || {
        for _ in 0..EVENTS / (2 * HANDLES as u32) {
            for index in 0..HANDLES as u64 {
                handles.push(Obj::new(Point { x: black_box(index), y: index }));
            }
            black_box(&mut handles).clear();
        }
    })
}

fn report(mode: &str) {
    let (pair, clone, new) = (pairs(), clones_and_drops(), news_and_drops());
    println!("{mode:<22} clone, drop {pair:6.2}   64 clones, 64 drops {clone:6.2}   64 new, 64 drops {new:6.2}");
}

fn main() {
    let point = Obj::new(Point { x: 1, y: 2 });
    assert_eq!(point.x + point.y, 3);
    if !inspect::traces_refs() {
        report("off");
        return;
    }
    report("on, idle");
    let lines = inspect::remember_lines();
    report("on, remembering lines");
    drop(lines);
}
