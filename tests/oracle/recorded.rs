//! The recorded lines of a script, compared with those of its twin.

use std::fmt::Display;

/// What a script has printed, and how far its twin has come.
pub(crate) struct Recorded {
    lines: std::str::Lines<'static>,
}

impl Recorded {
    /// Begins the twin of the script that printed this.
    pub(crate) fn new(output: &'static str) -> Self {
        Self { lines: output.lines() }
    }

    /// The next line of the script must say this.
    #[track_caller]
    pub(crate) fn print(&mut self, label: &str, answer: impl Display) {
        let ours = format!("{label}: {answer}");
        println!("{ours}");
        assert_eq!(Some(&*ours), self.lines.next(), "ours and CPython's");
    }

    /// The same with an answer of yes or no.
    #[track_caller]
    pub(crate) fn print_bool(&mut self, label: &str, answer: bool) {
        self.print(label, py(answer));
    }

    /// The next lines of the script have no counterpart.
    #[track_caller]
    pub(crate) fn leave_out(&mut self, labels: &[&str]) {
        for label in labels {
            let line = self.lines.next().unwrap_or_default();
            assert_eq!(Some(*label), line.split(": ").next(), "the line left out");
        }
    }

    /// The script must have ended.
    #[track_caller]
    pub(crate) fn end(mut self) {
        assert_eq!(None, self.lines.next(), "CPython prints more");
    }
}

/// Yes or no in Python.
pub(crate) fn py(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}
