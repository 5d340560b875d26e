//! A small Lisp with closures, and a prompt to try it at: what is typed is evaluated, what is not needed any more collected.
//!
//! `cargo run -p obj-examples --example lisp`; `(gc)`, `(chart)` and `(explain x)` show the heap. Without a terminal it reads
//! a program: `cargo run -p obj-examples --example lisp < examples/lisp/session.lisp`

mod builtins;
mod eval;
mod value;

use obj_runtime::prelude::*;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Editor, Helper};

use value::Scope;

/// What the line editor asks: which names there are, and whether an expression ends here.
struct Prompt {
    scope: Obj<Scope>,
}

impl Completer for Prompt {
    type Candidate = String;

    fn complete(&self, line: &str, end: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let start = line[..end].rfind([' ', '(', '\'']).map_or(0, |place| place + 1);
        let names = self.scope.names.borrow();
        let names = names.keys().map(|symbol| symbol.name.to_string());
        let mut names: Vec<_> = names.filter(|name| name.starts_with(&line[start..end])).collect();
        names.sort();
        Ok((start, names))
    }
}

impl Validator for Prompt {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let count = |sign| context.input().matches(sign).count();
        let is_open = count('(') > count(')');
        Ok(if is_open { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Hinter for Prompt {
    type Hint = String;
}

impl Highlighter for Prompt {}

impl Helper for Prompt {}

/// Evaluates what a line says; says whether all went well.
fn answer(line: &str, scope: &Obj<Scope>) -> Result<(), String> {
    for expression in eval::read(line)? {
        let value = eval::eval(&expression, scope, 0)?;
        if value.is_true() {
            println!("{value}");
        }
    }
    Ok(())
}

fn run() -> rustyline::Result<()> {
    let scope = builtins::scope();
    let mut editor = Editor::<Prompt, DefaultHistory>::new()?;
    editor.set_helper(Some(Prompt { scope: scope.clone() }));
    loop {
        match editor.readline("> ") {
            Ok(line) => {
                if let Err(mistake) = answer(&line, &scope) {
                    println!("{mistake}");
                }
                editor.add_history_entry(line)?;
            }
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// On a thread of its own, with a stack for calls that nest deep.
fn main() -> rustyline::Result<()> {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(run)?;
    thread.join().expect("the thread ends without a panic")
}
