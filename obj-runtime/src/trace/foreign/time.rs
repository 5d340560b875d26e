//! Types of `time`.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcDateTime, UtcOffset, Weekday, error};

written! { Date, Time, PrimitiveDateTime, UtcDateTime, OffsetDateTime, UtcOffset }

constant! { [] Duration, [] Month, [] Weekday, [] error::ComponentRange, [] error::ConversionRange }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn dates_and_times_can_be_fields() {
        is_frozen_leaf::<(Date, Time, PrimitiveDateTime, UtcDateTime, OffsetDateTime, UtcOffset, Duration)>();
    }
}
