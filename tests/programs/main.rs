//! A hundred random programs, whose objects report when they are made and when they die, do what CPython recorded of them.
//!
//! `programs.py` writes them, and compares as many new ones as are wanted.

use std::process::Command;

use obj_runtime::prelude::*;

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

fn run() {
    for (at, program) in recorded::ALL.iter().enumerate() {
        println!("== {at}");
        program();
    }
}

fn main() {
    if std::env::args().any(|argument| argument == "run") {
        let (done, is_done) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            run();
            done.send(()).expect("the main thread waits");
            // What is in circles stays: in which order it would go is no matter of the language.
            std::thread::park();
        });
        is_done.recv().expect("all programs ran");
        return;
    }
    let program = std::env::current_exe().expect("the path of this program");
    let output = Command::new(program).arg("run").output().expect("the programs run");
    let ours = String::from_utf8_lossy(&output.stdout);
    let (ours, theirs) = (ours.split("== "), include_str!("recorded.txt").split("== "));
    assert!(ours.clone().count() == theirs.clone().count(), "{}", String::from_utf8_lossy(&output.stderr));
    for (ours, theirs) in ours.zip(theirs) {
        assert_eq!(ours, theirs, "a program does not do what CPython did");
    }
}
