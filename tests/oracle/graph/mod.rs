//! Twins written as units of `graph!`, in the statements of the scripts.
//!
//! What covers each script that is about names, constants, counts and order, and what has no counterpart:
//!
//! | Script | Twin | Left out, and why |
//! |---|---|---|
//! | 001 small ints | `small_ints.rs`, `sessions.rs` | |
//! | 002 id and hex | `id_and_hex.rs`, `identity.rs` | `aligned_16`: slots begin at multiples of eight |
//! | 003 object at an address | `identity.rs` | words of the header: no such layout is promised |
//! | 004 line by line | `sessions.rs` | functions are written in Rust |
//! | 005 whole script | `sessions.rs` | `10**20`, `2j`: an `Int` has 64 bits, there are no complex numbers |
//! | 006 one line | `sessions.rs` | functions are written in Rust |
//! | 007 alias and `del` | `counts.rs` | the error is one of the compiler: `ui/graph/name_after_del.rs` |
//! | 008 counts of a shared 10 | `counts.rs` | |
//! | 009 `getrefcount` | `counts.rs` | wrong arguments: `ui/graph/builtin_arguments.rs` |
//! | 010 names that are not bound | | errors of the compiler: `ui/graph/name_*.rs` |
//! | 011, 012, 014, 016, 020, 021 | `int_results.rs` and others beside this folder | told there |
//! | 013 tuples | `tuples.rs` | copies by the `copy` module, subclasses, generators, arguments |
//! | 015 two objects for a letter | `constants.rs` | the wart of 3.11 is not taken over: one object, as before and since |
//! | 017 frozenset | `tuples.rs` | subclasses |
//! | 018 interned constants | `constants.rs` | f-strings, constants of functions |
//! | 019 interned names | | attributes and names are not objects here: they are fields and locals of Rust |
//! | 022 kinds of constants | `constants.rs` | complex numbers |
//! | 023 constants over functions | | functions are written in Rust; one pool for a unit: `integration/graph_constants.rs` |
//! | 024 limits of folding | | tested where folding is done, in the macro |
//! | 025 identity of folded values | `constants.rs` | powers and conditional expressions |
//! | 026 displays and membership | `constants.rs` | the constants of a code object cannot be asked for; tested in the macro |
//! | 027 addresses again | `identity.rs` | |
//! | 028 counts in containers | `counts.rs` | iterators, generators, bound methods, functions: they are Rust's |
//! | 029 counts in calls | | a call of Rust borrows; there are no frames |
//! | 030 counts of constants | `counts.rs` | what happens when a code object dies: a unit keeps its constants until the thread ends |
//! | 031 counts of shared objects | `counts.rs` | types and `Ellipsis` are no objects here |
//! | 032 counts of types | | types are no objects here |
//! | 033 order of locals | `order.rs` | arguments and closures are Rust's |
//! | 034 order in containers | `order.rs` | `deque` |
//! | 035 order of attributes | `order.rs` | instances have the fields of their type; slots |
//! | 036 order of rebinding | `order.rs` | loops and `with` |
//! | 082 a real session | `sessions.rs` | the traceback |
//! | 083 counts of constants | `counts.rs` | the syntax tree that CPython keeps while a script file runs |
//! | 084 statement by statement | `counts.rs` | |

mod constants;
mod counts;
mod identity;
mod order;
mod sessions;
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
