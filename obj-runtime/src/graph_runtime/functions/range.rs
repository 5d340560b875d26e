//! `range`

use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::values::Int;
use crate::values::number::tower::Number;

/// `range(start, stop, step)`: whole numbers, for a loop or a function that takes items.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    start: i64,
    stop: i64,
    step: i64,
}

impl Range {
    /// The numbers, one after the other.
    #[inline]
    pub(crate) fn numbers(self) -> impl Iterator<Item = i64> {
        let mut next = self.start;
        (0..self.count()).map(move |_| {
            let number = next;
            next = next.wrapping_add(self.step);
            number
        })
    }

    /// How many numbers there are.
    fn count(self) -> u64 {
        let (least, most) = if self.step > 0 { (self.start, self.stop) } else { (self.stop, self.start) };
        if least >= most { 0 } else { (most.abs_diff(least) - 1) / self.step.unsigned_abs() + 1 }
    }
}

/// `range(stop)`, `range(start, stop)`, `range(start, stop, step)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn range(arguments: &[&dyn AsObject]) -> Range {
    let numbers: Vec<i64> = arguments.iter().map(|argument| integer(*argument)).collect();
    let (start, stop, step) = match numbers[..] {
        [start, stop, step] => (start, stop, step),
        [start, stop] => (start, stop, 1),
        [stop] => (0, stop, 1),
        _ => unreachable!("the number of arguments was checked"),
    };
    if step == 0 {
        raise("ValueError", "range() arg 3 must not be zero");
    }
    Range { start, stop, step }
}

/// The numbers of a range, as Rust's.
#[inline]
pub fn numbers(range: Range) -> impl Iterator<Item = i64> {
    range.numbers()
}

/// A number of a range as an object.
#[must_use]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub fn number(number: i64) -> Obj<Int> {
    Obj::from(number)
}

/// The value as a whole number.
#[track_caller]
pub(in crate::graph_runtime) fn integer(value: &dyn AsObject) -> i64 {
    let object = object_of(value);
    match Number::of(&object) {
        Some(Number::Int(number)) => number,
        _ => raise("TypeError", format_args!("'{}' object cannot be interpreted as an integer", object.type_name())),
    }
}
