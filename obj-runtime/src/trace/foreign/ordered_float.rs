//! Types of `ordered-float`.

use ordered_float::{FloatIsNan, NotNan, OrderedFloat};

constant! {
    [] OrderedFloat<f32>, [] OrderedFloat<f64>, [] NotNan<f32>, [] NotNan<f64>, [] FloatIsNan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn numbers_can_be_fields() {
        is_frozen_leaf::<(OrderedFloat<f64>, NotNan<f32>, FloatIsNan)>();
    }
}
