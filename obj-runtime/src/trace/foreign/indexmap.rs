//! Types of `indexmap`.

use indexmap::{IndexMap, IndexSet};

map! { [S] IndexMap<K, V, S> = capacity => S }

sequence! { [S] IndexSet<T, S> = capacity => S }

#[cfg(test)]
mod tests {
    use std::hash::RandomState;

    use super::*;
    use crate::trace::testing::{entries_are_collected, is_collected};

    #[test]
    fn cycles_are_collected() {
        entries_are_collected(IndexMap::<_, _, RandomState>::from_iter, IndexMap::<_, _, RandomState>::from_iter);
        is_collected(|to| IndexSet::<_, RandomState>::from_iter([to]));
    }
}
