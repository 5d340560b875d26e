//! Types of `chrono`.

use chrono::{
    DateTime, Days, FixedOffset, IsoWeek, Month, Months, NaiveDate, NaiveDateTime, NaiveTime, ParseError,
    ParseMonthError, ParseWeekdayError, RoundingError, TimeDelta, TimeZone, Utc, Weekday,
};

written! { NaiveDate, NaiveDateTime, NaiveTime }

constant! {
    [Z: TimeZone<Offset: crate::Frozen>] DateTime<Z>, [] FixedOffset, [] Utc, [] TimeDelta, [] Days, [] Months, [] Month, [] Weekday, [] IsoWeek,
    [] ParseError, [] ParseMonthError, [] ParseWeekdayError, [] RoundingError
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn dates_and_times_can_be_fields() {
        is_frozen_leaf::<(NaiveDate, NaiveDateTime, NaiveTime, DateTime<Utc>, DateTime<FixedOffset>, TimeDelta, Weekday)>(
        );
    }
}
