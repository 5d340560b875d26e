//! Types of `rust_decimal`.

use rust_decimal::{Decimal, Error, RoundingStrategy};

written! { Decimal }

constant! { [] Error, [] RoundingStrategy }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn numbers_can_be_fields() {
        is_frozen_leaf::<(Decimal, Error, RoundingStrategy)>();
    }
}
