//! How the tour is told: topics, dialogues whose answers are known, and reasons.

use std::fmt::Display;

/// Lines are no longer than this.
const WIDTH: usize = 80;

/// Prints the title of a topic.
pub(crate) fn topic(number: usize, title: &str) {
    println!("\n{number:2}. {title}\n");
}

/// Prints what happens between two dialogues.
pub(crate) fn scene(what: &str) {
    println!("    ({what})");
}

/// Prints statements behind `>>>`, and the answer of the last one.
///
/// # Panics
/// If it is another answer than is told.
pub(crate) fn dialogue(source: &str, answer: &dyn Display, told: &dyn Display) {
    for statement in statements(source) {
        println!("    >>> {statement}");
    }
    println!("    {answer}");
    assert_eq!(answer.to_string(), told.to_string(), "the answer to `{source}` is told otherwise");
}

/// Prints the same statements twice, typed line by line and as a script, and the answers of both.
///
/// # Panics
/// If they are other answers than are told.
pub(crate) fn two_dialogues(source: &str, answers: [String; 2], told: [&str; 2]) {
    let row = |left: &str, right: &str| println!("    {left:<36}{right}");
    row("typed line by line", "as a script");
    for statement in statements(source) {
        row(&format!(">>> {statement}"), &statement);
    }
    row(&answers[0], &answers[1]);
    assert_eq!(answers, told, "the answers to `{source}` are told otherwise");
}

/// The statements of a unit, each on one line.
fn statements(source: &str) -> impl Iterator<Item = String> {
    let one_line = |statement: &str| statement.split_whitespace().collect::<Vec<_>>().join(" ");
    source.split(';').map(one_line)
}

/// Prints the reason, wrapped.
pub(crate) fn why(reason: &str) {
    println!();
    let mut line = String::from("   ");
    for word in reason.split_whitespace() {
        if line.len() + 1 + word.len() > WIDTH {
            println!("{line}");
            line = String::from("   ");
        }
        line = line + " " + word;
    }
    println!("{line}");
}

/// Plays a unit as a script, or each statement alone if it is `typed`, as a dialogue with the answer that is told.
macro_rules! play {
    ({ $($unit:tt)* } => $told:expr) => {
        $crate::lesson::dialogue(stringify!($($unit)*), &Obj::into_any(graph! { $($unit)* }), &$told)
    };
    (typed { $($unit:tt)* } => $told:expr) => {
        $crate::lesson::dialogue(stringify!($($unit)*), &Obj::into_any(graph! { #![interactive] $($unit)* }), &$told)
    };
}

/// Plays the same statements typed line by line and as a script, side by side.
macro_rules! play_both {
    ({ $($unit:tt)* } => $told:expr) => {{
        let typed = Obj::into_any(graph! { #![interactive] $($unit)* });
        let script = Obj::into_any(graph! { $($unit)* });
        $crate::lesson::two_dialogues(stringify!($($unit)*), [typed.to_string(), script.to_string()], $told)
    }};
}

/// Asks for a Rust expression, as a dialogue with the answer that is told.
macro_rules! ask {
    ($question:expr => $told:expr) => {
        $crate::lesson::dialogue(stringify!($question), &$question, &$told)
    };
}

pub(crate) use {ask, play, play_both};
