//! Types of `thin-vec`.

use thin_vec::ThinVec;

row! { [] ThinVec<T>, this => this, this.iter_mut(), this.capacity() }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_collected;

    #[test]
    fn cycles_are_collected() {
        is_collected(|to| ThinVec::from_iter([to]));
    }
}
