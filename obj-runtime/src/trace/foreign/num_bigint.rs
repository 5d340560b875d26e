//! Types of `num-bigint`.

use num_bigint::{BigInt, BigUint, ParseBigIntError, Sign};

constant! { [] BigInt, [] BigUint, [] Sign, [] ParseBigIntError }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn numbers_can_be_fields() {
        is_frozen_leaf::<(BigInt, BigUint, Sign, ParseBigIntError)>();
    }
}
