//! `range`

use super::items::collected;
use crate::graph_runtime::as_object::{AsObject, Borrowed, NoObject, object_of};
use crate::graph_runtime::item::items;
use crate::graph_runtime::new::New;
use crate::graph_runtime::put::puts;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::number::tower::Number;
use crate::values::{Int, List};

/// `range(start, stop, step)`: whole numbers, for a loop or a function that takes items.
#[derive(Debug, Clone, Copy)]
pub struct Range {
    start: i64,
    stop: i64,
    step: i64,
}

impl Range {
    /// The numbers as a list.
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn list(self) -> Obj<List> {
        Obj::from(collected(self.numbers().map(AnyObj::from)))
    }

    /// The numbers, one after the other.
    #[inline]
    pub(crate) fn numbers(self) -> impl Iterator<Item = i64> {
        let Self { start, step, .. } = self;
        (0..self.count()).map(move |at| start.wrapping_add(step.wrapping_mul(at.cast_signed())))
    }

    /// The number at a place, which is counted from the end if it is negative.
    fn number(self, at: i64) -> Option<i64> {
        // Between two ends of 64 bits there are more numbers than an `i64` counts.
        let (at, count) = (i128::from(at), i128::from(self.count()));
        let at = if at < 0 { at + count } else { at };
        let number = i128::from(self.start) + at * i128::from(self.step);
        if (0..count).contains(&at) { i64::try_from(number).ok() } else { None }
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
    let mut numbers = Vec::new();
    for argument in arguments {
        numbers.push(integer(*argument));
    }
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

/// `range(*arguments)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn range_of(arguments: Vec<AnyObj>) -> Range {
    let count = arguments.len();
    match count {
        0 => raise("TypeError", "range expected at least 1 argument, got 0"),
        1..=3 => range(&arguments.iter().map(|argument| argument as &dyn AsObject).collect::<Vec<_>>()),
        _ => raise("TypeError", format_args!("range expected at most 3 arguments, got {count}")),
    }
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

/// What looks at it as an object sees the numbers; it is written as Python does.
#[diagnostic::do_not_recommend]
impl AsObject for Range {
    fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
        Ok(Borrowed::Made(Obj::into_any(self.list())))
    }

    fn length(&self) -> Option<usize> {
        usize::try_from(self.count()).ok()
    }

    fn text(&self) -> Option<String> {
        let Self { start, stop, step } = self;
        Some(if *step == 1 { format!("range({start}, {stop})") } else { format!("range({start}, {stop}, {step})") })
    }

    fn has(&self, item: &AnyObj) -> Option<bool> {
        let Some(Number::Int(number)) = Number::of(item) else { return None };
        let is_between = if self.step > 0 {
            self.start <= number && number < self.stop
        } else {
            self.stop < number && number <= self.start
        };
        Some(is_between && (i128::from(number) - i128::from(self.start)) % i128::from(self.step) == 0)
    }
}

items! {
    [] Range => Obj<Int> = |range, index| {
        let at = Number::of(index).and_then(|index| match index {
            Number::Int(at) => Some(at),
            Number::Float(_) => None,
        });
        let Some(at) = at else {
            raise("TypeError", format_args!("range indices must be integers or slices, not {}", index.type_name()))
        };
        match range.number(at) {
            Some(number) => Obj::from(number),
            None => raise("IndexError", "range object index out of range"),
        }
    };
}

puts! {
    ['a] &'a New<Range> => AnyObj = |range| Obj::into_any(range.take().list());
    ['a] &'a New<Range> => &'a AnyObj = |range| range.borrow_object(|range| Obj::into_any(range.list()));
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

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn numbers_reach_both_ends() {
        let numbers = |start, stop, step| Range { start, stop, step }.numbers().collect::<Vec<_>>();
        assert_eq!(numbers(i64::MIN, i64::MAX, i64::MAX), [i64::MIN, -1, i64::MAX - 1]);
        assert_eq!(numbers(i64::MAX, i64::MIN, i64::MIN), [i64::MAX, -1]);
        assert_eq!(numbers(7, 0, -3), [7, 4, 1]);
        assert!(numbers(7, 7, 1).is_empty());
    }
}
