//! Objects being written, so that cyclic graphs are written in finite time.
//!
//! Whoever writes the value behind a handle notes the object's id meanwhile. A handle to a noted object is
//! written `Name(...)` (Python writes a list inside itself as `[...]`).

use std::cell::Cell;
use std::fmt;

use crate::object::any::AnyObj;

/// How deep handles inside handles are written, so that long chains do not exhaust the stack.
const DEPTH: usize = 256;

/// The ids of the objects being written, outermost first.
struct Written {
    ids: [Cell<usize>; DEPTH],
    count: Cell<usize>,
}

thread_local! {
    static WRITTEN: Written = const { Written { ids: [const { Cell::new(0) }; DEPTH], count: Cell::new(0) } };
}

/// One of the objects being written; the last one, until this is dropped.
struct Note;

impl Note {
    /// Notes an object, unless it is noted already or nested too deep.
    fn enter(id: usize) -> Option<Self> {
        WRITTEN.with(|written| {
            let count = written.count.get();
            if count == DEPTH || written.ids[..count].iter().any(|noted| noted.get() == id) {
                return None;
            }
            written.ids[count].set(id);
            written.count.set(count + 1);
            Some(Self)
        })
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        WRITTEN.with(|written| written.count.set(written.count.get() - 1));
    }
}

/// Writes an object with `write`, or shortly if that is under way.
pub(crate) fn once(
    object: &AnyObj,
    f: &mut fmt::Formatter<'_>,
    write: impl FnOnce(&mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    match Note::enter(object.id()) {
        Some(_note) => write(f),
        None => write!(f, "{}(...)", object.type_name()),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    /// Writes the first object with the others inside it, twice.
    struct Nest<'a>(&'a [AnyObj]);

    impl fmt::Display for Nest<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let Some((first, rest)) = self.0.split_first() else { return f.write_char('.') };
            once(first, f, |f| {
                assert!(!first.equals(&AnyObj::from(13.0)), "unlucky");
                write!(f, "[{}{}]", Nest(self.0), Nest(rest))
            })
        }
    }

    fn numbers(count: usize) -> Vec<AnyObj> {
        (0..count).map(|_| AnyObj::from(1.5)).collect()
    }

    #[test]
    fn what_is_being_written_is_written_shortly() {
        assert_eq!(Nest(&numbers(2)).to_string(), "[float(...)[float(...).]]");
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "panics are not caught")]
    fn a_panic_leaves_nothing_noted() {
        let mut numbers = numbers(3);
        numbers[2] = AnyObj::from(13.0);
        assert!(catch_unwind(AssertUnwindSafe(|| Nest(&numbers).to_string())).is_err());
        assert_eq!(Nest(&numbers[..2]).to_string(), "[float(...)[float(...).]]");
    }

    #[test]
    fn nesting_ends_somewhere() {
        let text = Nest(&numbers(DEPTH + 20)).to_string();
        assert_eq!(text.matches('[').count(), DEPTH);
        assert!(text.contains("[float(...)float(...)]"));
    }
}
