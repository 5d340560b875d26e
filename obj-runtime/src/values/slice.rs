//! `[start:stop:step]`: which items of a sequence a slice means.

use std::ops::{Range, RangeFrom, RangeFull, RangeTo};

/// Python's slice: `start` and `stop` count from the end if negative, and what lies outside is cut off.
///
/// # Examples
/// ```
/// use obj_runtime::Slice;
///
/// assert!(Slice::from(1..3).indices(9).eq([1, 2]));
/// assert!(Slice::from(-2..).indices(9).eq([7, 8]));
/// assert!(Slice::new(None, None, -4).indices(9).eq([8, 4, 0]));
/// assert!(Slice::from(5..100).indices(3).eq([]));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    start: Option<isize>,
    stop: Option<isize>,
    step: isize,
}

impl Slice {
    /// The slice `[start:stop:step]`.
    ///
    /// # Panics
    /// `ValueError: slice step cannot be zero`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::Slice;
    ///
    /// assert!(Slice::new(Some(1), None, 2).indices(6).eq([1, 3, 5]));
    /// ```
    #[must_use]
    #[track_caller]
    pub fn new(start: Option<isize>, stop: Option<isize>, step: isize) -> Self {
        assert!(step != 0, "ValueError: slice step cannot be zero");
        // So that the step can be negated.
        Self { start, stop, step: step.max(-isize::MAX) }
    }

    /// The indices that the slice means in a sequence of `len` items.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::Slice;
    ///
    /// assert!(Slice::from(-2..).indices(9).eq([7, 8]));
    /// ```
    pub fn indices(self, len: usize) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        let (first, count) = self.bounds(len);
        let step = self.step;
        (0..count).map(move |nth| first.wrapping_add_signed(step.wrapping_mul(nth as isize)))
    }

    /// Whether the slice is the whole of a sequence of `len` items, in order.
    pub(crate) fn is_everything(self, len: usize) -> bool {
        self.step == 1 && self.bounds(len) == (0, len)
    }

    /// Whether the items follow each other.
    pub(crate) fn is_run(self) -> bool {
        self.step == 1
    }

    /// Where the items that follow each other begin and end.
    pub(crate) fn run(self, len: usize) -> Range<usize> {
        let (first, count) = self.bounds(len);
        first..first + count
    }

    /// The first index, and how many there are.
    fn bounds(self, len: usize) -> (usize, usize) {
        // No sequence of handles is as long as `isize::MAX`.
        let len = len as isize;
        let backwards = self.step < 0;
        let (lowest, highest) = if backwards { (-1, len - 1) } else { (0, len) };
        let clamp = |index: isize| (if index < 0 { index.saturating_add(len) } else { index }).clamp(lowest, highest);
        let (first, last) = if backwards { (highest, lowest) } else { (lowest, highest) };
        let start = self.start.map_or(first, clamp);
        let stop = self.stop.map_or(last, clamp);
        let distance = if backwards { start - stop } else { stop - start };
        let count = if distance > 0 { (distance - 1) / self.step.abs() + 1 } else { 0 };
        (start.max(0) as usize, count as usize)
    }
}

impl From<Range<isize>> for Slice {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(range: Range<isize>) -> Self {
        Self { start: Some(range.start), stop: Some(range.end), step: 1 }
    }
}

impl From<RangeFrom<isize>> for Slice {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(range: RangeFrom<isize>) -> Self {
        Self { start: Some(range.start), stop: None, step: 1 }
    }
}

impl From<RangeTo<isize>> for Slice {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(range: RangeTo<isize>) -> Self {
        Self { start: None, stop: Some(range.end), step: 1 }
    }
}

impl From<RangeFull> for Slice {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    fn from(_: RangeFull) -> Self {
        Self { start: None, stop: None, step: 1 }
    }
}
