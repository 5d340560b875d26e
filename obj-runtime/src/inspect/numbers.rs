//! The numbers of objects that have none of their own: without `trace-refs`.

use std::cell::RefCell;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

thread_local! {
    static NUMBERS: RefCell<Numbers> = RefCell::default();
}

/// Numbers that were given to objects when they were looked at first, from 1: in the order of looking.
struct Numbers {
    /// By page, that of each place; 0, or nothing, for none.
    by_page: HashMap<u64, Vec<u32>, FixedState>,
    last: u32,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { by_page: HashMap::with_hasher(FixedState::with_seed(0)), last: 0 }
    }
}

impl Numbers {
    fn at(&mut self, page: u64, place: usize) -> u32 {
        let of_page = self.by_page.entry(page).or_default();
        if of_page.len() <= place {
            of_page.resize(place + 1, 0);
        }
        if of_page[place] == 0 {
            self.last = self.last.saturating_add(1);
            of_page[place] = self.last;
        }
        of_page[place]
    }
}

/// The number of the object at a place of a page; 0 when the thread has all but ended.
pub(in crate::inspect) fn number_at(page: u64, place: usize) -> u64 {
    let number = NUMBERS.try_with(|numbers| Some(numbers.try_borrow_mut().ok()?.at(page, place)));
    number.ok().flatten().map_or(0, u64::from)
}

/// Forgets what is known of other pages.
pub(in crate::inspect) fn keep_pages(mut is_there: impl FnMut(u64) -> bool) {
    // When the thread has all but ended, nothing is left to forget.
    let _ = NUMBERS.try_with(|numbers| numbers.borrow_mut().by_page.retain(|page, _| is_there(*page)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_what_is_looked_at() {
        let mut numbers = Numbers::default();
        let places = [(7, 3), (9, 0), (7, 3), (7, 0)];
        assert_eq!(places.map(|(page, place)| numbers.at(page, place)), [1, 2, 1, 3]);
        numbers.by_page.retain(|page, _| *page == 9);
        assert_eq!((numbers.at(9, 0), numbers.at(7, 3)), (2, 4));
    }
}
