//! Types of `hashbrown`.

use hashbrown::{HashMap, HashSet, HashTable};

map! { [S] HashMap<K, V, S> = capacity => S }

sequence! { [S] HashSet<T, S> = capacity => S; [] HashTable<T> = capacity }

#[cfg(test)]
mod tests {
    use std::hash::RandomState;

    use super::*;
    use crate::trace::testing::{entries_are_collected, is_collected};

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| {
            let mut table = HashTable::new();
            table.insert_unique(1, to, |_| 1);
            table
        });
        is_collected(|to| HashSet::<_, RandomState>::from_iter([to]));
        entries_are_collected(HashMap::<_, _, RandomState>::from_iter, HashMap::<_, _, RandomState>::from_iter);
    }
}
