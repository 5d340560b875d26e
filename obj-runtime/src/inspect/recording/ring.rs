//! The last items of a row.

/// At most so many items: a new one takes the place of the oldest.
#[derive(Debug)]
pub(super) struct Ring<T> {
    items: Vec<T>,
    /// Where the oldest item is, if the ring is full.
    oldest: usize,
    limit: usize,
}

impl<T> Ring<T> {
    /// A ring for `limit` items, one at least.
    pub(super) fn new(limit: usize) -> Self {
        Self { items: Vec::new(), oldest: 0, limit: limit.max(1) }
    }

    /// Adds an item. If there is no room, `lose` is called with the oldest, which goes.
    #[inline]
    pub(super) fn push(&mut self, item: T, lose: impl FnOnce(&T)) {
        if self.items.len() < self.limit {
            self.items.push(item);
            return;
        }
        let oldest = &mut self.items[self.oldest];
        lose(oldest);
        *oldest = item;
        self.oldest = if self.oldest + 1 == self.limit { 0 } else { self.oldest + 1 };
    }

    /// The items, the oldest first.
    pub(super) fn into_vec(mut self) -> Vec<T> {
        self.items.rotate_left(self.oldest);
        self.items
    }

    /// The items, the newest first.
    pub(super) fn newest_first_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let (later, earlier) = self.items.split_at_mut(self.oldest);
        later.iter_mut().rev().chain(earlier.iter_mut().rev())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_goes_when_there_is_no_room() {
        let (mut ring, mut gone) = (Ring::new(3), Vec::new());
        (1..=7).for_each(|number| ring.push(number, |lost| gone.push(*lost)));
        assert_eq!(gone, [1, 2, 3, 4]);
        assert_eq!(ring.newest_first_mut().map(|number| *number).collect::<Vec<_>>(), [7, 6, 5]);
        assert_eq!(ring.into_vec(), [5, 6, 7]);
    }

    #[test]
    fn a_ring_that_is_not_full_keeps_all() {
        let (mut ring, mut gone) = (Ring::new(9), Vec::new());
        "ab".chars().for_each(|letter| ring.push(letter, |lost| gone.push(*lost)));
        assert!(gone.is_empty());
        assert_eq!(ring.newest_first_mut().map(|letter| *letter).collect::<String>(), "ba");
        assert_eq!(ring.into_vec(), ['a', 'b']);
    }
}
