//! The numbers of objects that have none of their own: without `trace-refs`.

use std::any::TypeId;
use std::cell::RefCell;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

thread_local! {
    static NUMBERS: RefCell<Numbers> = RefCell::default();
}

/// Numbers that were given to objects when they were looked at first, from 1: in the order of looking.
struct Numbers {
    by_page: HashMap<u64, OfPage, FixedState>,
    last: u32,
}

/// The numbers of the objects of a page.
#[derive(Default)]
struct OfPage {
    /// That of each place; 0, or nothing, for none.
    numbers: Vec<u32>,
    /// In a page of objects of many types, the type that had the number.
    types: Vec<Option<TypeId>>,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { by_page: HashMap::with_hasher(FixedState::with_seed(0)), last: 0 }
    }
}

impl Numbers {
    fn at(&mut self, page: u64, place: usize, of_many: Option<TypeId>) -> u32 {
        let OfPage { numbers, types } = self.by_page.entry(page).or_default();
        let number = item(numbers, place);
        let is_other = of_many.is_some() && std::mem::replace(item(types, place), of_many) != of_many;
        if *number == 0 || is_other {
            self.last = self.last.saturating_add(1);
            *number = self.last;
        }
        *number
    }
}

fn item<T: Clone + Default>(items: &mut Vec<T>, place: usize) -> &mut T {
    if items.len() <= place {
        items.resize(place + 1, T::default());
    }
    &mut items[place]
}

/// The number of the object at a place of a page; 0 when the thread has all but ended. `of_many` is its type, if there may be
/// objects of others in the page.
pub(in crate::inspect) fn number_at(page: u64, place: usize, of_many: Option<TypeId>) -> u64 {
    let number = NUMBERS.try_with(|numbers| Some(numbers.try_borrow_mut().ok()?.at(page, place, of_many)));
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
        assert_eq!(places.map(|(page, place)| numbers.at(page, place, None)), [1, 2, 1, 3]);
        numbers.by_page.retain(|page, _| *page == 9);
        assert_eq!((numbers.at(9, 0, None), numbers.at(7, 3, None)), (2, 4));
        let of = [TypeId::of::<u8>(), TypeId::of::<u16>()].map(Some);
        assert_eq!([0, 0, 1, 1, 0].map(|index| numbers.at(5, 2, of[index])), [5, 5, 6, 6, 7]);
    }
}
