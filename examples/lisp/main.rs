//! A small Lisp with closures, and a prompt to try it at: what is typed is evaluated, what is not needed any more collected.
//!
//! `cargo run -p obj-examples --example lisp`; `(gc)`, `(chart)` and `(explain x)` show the heap. Without a terminal it reads
//! a program: `cargo run -p obj-examples --example lisp < examples/lisp/session.lisp`

mod builtins;
mod eval;
mod read;
mod value;

use obj_runtime::prelude::*;
use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};

use eval::{Scope, eval};

/// Evaluates what is typed, as soon as all brackets are closed, or at the end.
fn run() -> rustyline::Result<()> {
    let scope = builtins::scope();
    let mut editor = DefaultEditor::with_config(Config::builder().auto_add_history(true).build())?;
    let mut text = String::new();
    for line in editor.iter("> ") {
        match line {
            Err(ReadlineError::Interrupted) => text.clear(),
            line => text = text + &line? + "\n",
        }
        let words = read::words(&text);
        if !read::is_open(&words) {
            answer(words, &scope);
            text.clear();
        }
    }
    answer(read::words(&text), &scope);
    Ok(())
}

/// Prints the values of expressions, up to what is wrong.
fn answer(mut words: Vec<String>, scope: &Obj<Scope>) {
    while !words.is_empty() {
        match read::expression(&mut words).and_then(|expression| eval(&expression, scope, 0)) {
            Ok(value) if value::is_true(&value) => println!("{value}"),
            Ok(_) => {}
            Err(mistake) => return println!("{mistake}"),
        }
    }
}

/// On a thread of its own, with a stack for calls that nest deep.
fn main() -> rustyline::Result<()> {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(run)?;
    thread.join().expect("the thread ends without a panic")
}
