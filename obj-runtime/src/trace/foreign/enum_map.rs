//! Types of `enum-map`.

use enum_map::{EnumArray, EnumMap};

row! { [K: EnumArray<T>] EnumMap<K, T>, this => this.as_slice(), this.values_mut(), 0 }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_collected;

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| EnumMap::from_fn(|is_set: bool| is_set.then(|| to.clone())));
    }
}
