//! How the tour is told: topics, dialogues, reasons, and whether all of it was true.

use std::fmt::Display;
use std::process::ExitCode;

/// Lines are no longer than this.
const WIDTH: usize = 80;

/// A lesson that is being told.
pub(crate) struct Lesson {
    topics: usize,
    /// The topic being told, and what turned out otherwise in it.
    topic: &'static str,
    wrong: Vec<String>,
}

impl Lesson {
    /// Prints the title.
    pub(crate) fn begin(title: &str) -> Self {
        println!("\n{title}\n{}", "=".repeat(title.len()));
        Self { topics: 0, topic: "", wrong: Vec::new() }
    }

    /// Begins the next topic.
    pub(crate) fn topic(&mut self, title: &'static str) {
        self.topics += 1;
        self.topic = title;
        println!("\n{:2}. {title}\n", self.topics);
    }

    /// A line that says what the next dialogue is.
    pub(crate) fn scene(&self, what: &str) {
        println!("    {what}");
    }

    /// Prints statements behind `>>>`, and the answer of the last one.
    pub(crate) fn dialogue(&self, source: &str, answer: &dyn Display) {
        for statement in statements(source) {
            println!("    >>> {statement}");
        }
        println!("    {answer}");
    }

    /// Prints the same statements twice, typed line by line and as a script, and the answers of both.
    pub(crate) fn two_dialogues(&self, source: &str, typed: &dyn Display, script: &dyn Display) {
        let row = |left: &str, right: &str| println!("    {left:<36}{right}");
        row("typed line by line", "as a script");
        for statement in statements(source) {
            row(&format!(">>> {statement}"), &statement);
        }
        row(&typed.to_string(), &script.to_string());
    }

    /// Notes whether a fact is as it was told.
    pub(crate) fn check(&mut self, fact: &str, holds: bool) {
        if !holds {
            println!("    !!! not so: {fact}");
            self.wrong.push(format!("{}: {fact}", self.topic));
        }
    }

    /// Prints the reason, wrapped.
    pub(crate) fn why(&self, reason: &str) {
        println!();
        let mut line = String::new();
        for word in reason.split_whitespace() {
            if 4 + line.len() + 1 + word.len() > WIDTH {
                println!("    {line}");
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        println!("    {line}");
    }

    /// Prints how it went; the lesson fails if a fact turned out otherwise.
    pub(crate) fn end(self) -> ExitCode {
        println!();
        if self.wrong.is_empty() {
            println!("All of it was computed here and now, and all of it was true.\n");
            return ExitCode::SUCCESS;
        }
        println!("These turned out otherwise:");
        for fact in &self.wrong {
            println!("- {fact}");
        }
        ExitCode::FAILURE
    }
}

/// The statements of a unit, each on one line.
fn statements(source: &str) -> impl Iterator<Item = String> {
    let source = source.replace("#! [interactive]", "").replace("#![interactive]", "");
    let one_line = |statement: &str| statement.split_whitespace().collect::<Vec<_>>().join(" ");
    source.split(';').map(one_line).collect::<Vec<_>>().into_iter()
}

/// Plays a unit as a dialogue and answers with its value, which is an object.
macro_rules! play {
    ($lesson:expr, { $($unit:tt)* }) => {{
        let value = Obj::into_any(graph! { $($unit)* });
        $lesson.dialogue(stringify!($($unit)*), &value);
        value
    }};
}

/// Plays the same statements typed line by line and as a script, side by side, and answers with both values.
macro_rules! play_both {
    ($lesson:expr, { $($unit:tt)* }) => {{
        let typed = Obj::into_any(graph! { #![interactive] $($unit)* });
        let script = Obj::into_any(graph! { $($unit)* });
        $lesson.two_dialogues(stringify!($($unit)*), &typed, &script);
        (typed, script)
    }};
}

/// Asks for a Rust expression and answers with its value.
macro_rules! ask {
    ($lesson:expr, $question:expr) => {{
        let value = $question;
        $lesson.dialogue(stringify!($question), &value);
        value
    }};
}

pub(crate) use {ask, play, play_both};
