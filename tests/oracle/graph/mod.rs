//! Twins written as units of `graph!`, in the statements of the scripts.
//!
//! What the twins leave out of a script, and why:
//!
//! | Script | Left out |
//! |---|---|
//! | 003 | words of the header: no such layout is promised |
//! | 004, 006 | functions: they are written in Rust |
//! | 005 | `10**20` and `2j`: an `Int` has 64 bits, and there are no complex numbers |
//! | 007, 009 | errors of names and arguments: the compiler says them, `ui/graph/name_*` and `ui/graph/builtin_arguments` |
//! | 011 | integers of more than 64 bits, and what other libraries of Python compute |
//! | 012 | `Ellipsis`, `NotImplemented`, subclasses |
//! | 013 | the `copy` module, subclasses, generators, arguments |
//! | 014 | f-strings, `%` on text |
//! | 015 | two objects for one letter, which came with 3.11 and went with 3.13: here it is one |
//! | 016 | `bytearray`; the type of `b"a"[0]`, which the compiler knows |
//! | 017 | subclasses |
//! | 018 | f-strings, constants of functions |
//! | 020 | subclasses; the number of arguments, which the compiler checks |
//! | 022, 025 | complex numbers, powers, conditional expressions |
//! | 026 | the constants of a code object, which cannot be asked for here; the macro's tests look at them |
//! | 028 | iterators, generators, bound methods and functions: they are Rust's |
//! | 030 | the death of a code object: a unit keeps its constants until the thread ends |
//! | 031 | types and `Ellipsis` are no objects |
//! | 033, 036 | arguments, closures, loops and `with` are Rust's |
//! | 034 | `deque`, assignment to slices |
//! | 035 | attributes that an instance gets one by one: it has the fields of its type |
//! | 082 | the traceback |
//! | 083 | the syntax tree that CPython keeps while a script file runs |

mod blocks;
mod constants;
mod counts;
mod identity;
mod order;
mod results;
mod sessions;
mod texts;
mod tuples;

use std::cell::RefCell;

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

thread_local! {
    static SCRIPT: RefCell<Option<Recorded>> = const { RefCell::new(None) };
}

/// Begins the twin of the script that printed this.
fn begin(output: &'static str) {
    SCRIPT.set(Some(Recorded::new(output)));
}

/// The next line of the script must say this.
#[track_caller]
fn say(label: &str, answer: &AnyObj) {
    with(|script| script.print(label, answer));
}

/// The next lines of the script have no counterpart.
#[track_caller]
fn leave_out(labels: &[&str]) {
    with(|script| script.leave_out(labels));
}

/// The script must have ended.
#[track_caller]
fn end() {
    SCRIPT.take().expect("a twin that began").end();
}

#[track_caller]
fn with(work: impl FnOnce(&mut Recorded)) {
    // Taken out: showing an answer may run a finalizer that writes a line.
    let mut script = SCRIPT.take().expect("a twin that began");
    work(&mut script);
    SCRIPT.set(Some(script));
}
