//! Which lessons there are.

use obj_runtime::inspect::{self, Lesson};

use crate::{cycles, interning, names};

/// What a lesson is called, its title, and what it does.
type Entry = (&'static str, &'static str, fn());

const LESSONS: [Entry; 3] = [
    ("names", "Names, objects and counts", names::lesson),
    ("cycles", "Cycles, and who frees them", cycles::lesson),
    ("interning", "One value, one object", interning::lesson),
];

/// The lessons, given one after the other: the name of each, and what was recorded.
pub(super) fn given() -> impl Iterator<Item = (&'static str, Lesson)> {
    LESSONS.into_iter().map(|(name, title, run)| (name, inspect::lesson(title, run)))
}
