//! Types of `indexmap`.

use indexmap::{IndexMap, IndexSet};

map! { [S] IndexMap<K, V, S> = capacity => S }

sequence! { [S] IndexSet<T, S> = capacity => S }

#[cfg(test)]
mod tests {
    use std::hash::RandomState;

    use super::*;
    use crate::trace::testing::is_collected;

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| IndexMap::<_, _, RandomState>::from_iter([("key", to)]));
        is_collected(|to| IndexMap::<_, _, RandomState>::from_iter([(to, "value")]));
        is_collected(|to| IndexSet::<_, RandomState>::from_iter([to]));
    }
}
