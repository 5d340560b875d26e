//! Types of `arrayvec`.

use arrayvec::{ArrayString, ArrayVec};

row! { [const N: usize] ArrayVec<T, N>, this => this, this.iter_mut(), 0 }

constant! { [const N: usize] ArrayString<N> }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::{is_collected, is_frozen_leaf};

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| ArrayVec::<_, 3>::from_iter([None, Some(to)]));
        is_frozen_leaf::<ArrayString<3>>();
    }
}
