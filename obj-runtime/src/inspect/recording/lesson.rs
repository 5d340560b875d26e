//! A recording with a title, for a class.

use std::io;

use super::log::Log;
use super::recorder::record;

/// What a lesson has done; made by [`lesson`].
#[derive(Debug)]
pub struct Lesson {
    title: String,
    log: Log,
}

/// Runs a lesson and records what it does with objects.
///
/// What a class is shown best is a unit of [`graph!`](crate::graph): its page then has the text with the current line, the
/// names, and what was printed. [Marks](super::mark) are chapters.
///
/// # Panics
/// As [`Recorder::start`](super::Recorder::start); and a panic of the lesson is passed on.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// let lesson = inspect::lesson("Two names", || {
///     inspect::mark("One list, two names");
///     graph! {
///         a = [1, 2];
///         b = a;
///         b.append(3);
///         print(a);
///     };
/// });
/// let mut file = Vec::new(); // or `File::create("two_names.html")?`
/// lesson.write_html(&mut file)?;
/// assert!(file.starts_with(b"<!DOCTYPE html>"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn lesson(title: impl Into<String>, run: impl FnOnce()) -> Lesson {
    let recording = record();
    run();
    Lesson { title: title.into(), log: recording.finish() }
}

impl Lesson {
    /// Writes the page to step through; see [`Log::write_html`].
    ///
    /// # Errors
    /// If writing fails.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let lesson = inspect::lesson("Counting", || drop(graph! { a = [1]; b = a; a }));
    /// lesson.write_html(&mut std::io::sink())?;           // or `&mut File::create("counting.html")?`
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write_html(&self, writer: &mut impl io::Write) -> io::Result<()> {
        self.log.write_html(&self.title, writer)
    }

    /// What was recorded.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// let lesson = inspect::lesson("Counting", || drop(Obj::<Str>::from("some text")));
    /// assert_eq!(lesson.log().events().count(), 3);       // made, dropped, freed
    /// ```
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }
}
