//! A hundred random programs, whose objects report when they are made and when they die, do what CPython recorded of them; and so
//! does every operator, with every kind of operand on both sides.
//!
//! `programs.py` writes the programs, and compares as many new ones as are wanted; `operators.py` writes the operators.

use std::cell::Cell;
use std::process::Command;

use obj_runtime::prelude::*;

#[rustfmt::skip]
mod operators;
#[rustfmt::skip]
mod recorded;

#[derive(Object)]
#[object(finalize)]
struct Loud {
    n: i64,
    next: ObjCell<Loud>,
}

impl Finalize for Loud {
    fn finalize(this: &Obj<Self>) {
        println!("dead {}", this.n);
    }
}

trait Handle {
    fn same(&self) -> Obj<Loud>;
    fn second(&self, a: Obj<Loud>) -> Obj<Loud>;
}

impl Handle for Obj<Loud> {
    fn same(&self) -> Obj<Loud> {
        self.clone()
    }

    fn second(&self, a: Obj<Loud>) -> Obj<Loud> {
        a
    }
}

fn loud(n: i64) -> Obj<Loud> {
    println!("born {n}");
    Obj::new(Loud { n, next: ObjCell::default() })
}

fn linked(n: i64, next: Obj<Loud>) -> Obj<Loud> {
    println!("born {n}");
    Obj::new(Loud { n, next: next.into() })
}

fn keep(a: Obj<Loud>) -> Obj<Loud> {
    a
}

fn second(_a: Obj<Loud>, b: Obj<Loud>) -> Obj<Loud> {
    b
}

fn number(a: &Obj<Loud>) -> i64 {
    a.n
}

#[derive(Object, Default)]
struct Node {
    size: Cell<i64>,
    link: ObjCell<Node>,
}

impl Node {
    fn number(&self) -> i64 {
        6
    }
}

fn new_node() -> Obj<Node> {
    Obj::new(Node { size: Cell::new(6), link: ObjCell::default() })
}

fn six() -> i64 {
    6
}

fn same(a: i64) -> i64 {
    a
}

fn run(programs: &[fn()]) {
    for (at, program) in programs.iter().enumerate() {
        println!("== {at}");
        program();
    }
}

/// Runs the programs with this name, as this program is asked to.
fn run_named(name: &str) {
    let (done, is_done) = std::sync::mpsc::channel();
    let programs: &[fn()] = if name == "operators" { &operators::ALL } else { &recorded::ALL };
    std::thread::spawn(move || {
        run(programs);
        done.send(()).expect("the main thread waits");
        // What is in circles stays: in which order it would go is no matter of the language.
        std::thread::park();
    });
    is_done.recv().expect("all programs ran");
}

fn check(name: &str, theirs: &str) {
    let program = std::env::current_exe().expect("the path of this program");
    let output = Command::new(program).args(["run", name]).output().expect("the programs run");
    let ours = String::from_utf8_lossy(&output.stdout);
    let (ours, theirs) = (ours.split("== "), theirs.split("== "));
    assert!(ours.clone().count() == theirs.clone().count(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    for (ours, theirs) in ours.zip(theirs) {
        assert_eq!(ours, theirs, "a program does not do what CPython did");
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, run, name] = &arguments[..]
        && run == "run"
    {
        return run_named(name);
    }
    check("recorded", include_str!("recorded.txt"));
    check("operators", include_str!("operators.txt"));
}
