//! Types of `bytes`. What they are made of may go to other threads, which handles may not.

use bytes::{Bytes, BytesMut};

constant! { [] Bytes }

buffer! { [] BytesMut, this => this.capacity() }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn bytes_can_be_fields() {
        is_frozen_leaf::<(Bytes, BytesMut)>();
    }
}
