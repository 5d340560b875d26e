//! Types of `jiff`.

use jiff::{Error, SignedDuration, Span, SpanFieldwise, Timestamp, Unit, ZonedDateTime, civil, tz};

written! { civil::Date, civil::DateTime, civil::Time, Timestamp }

constant! {
    [] ZonedDateTime, [] Span, [] SpanFieldwise, [] SignedDuration, [] Unit, [] Error,
    [] civil::ISOWeekDate, [] civil::Weekday, [] tz::TimeZone, [] tz::Offset, [] tz::Dst,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn dates_and_times_can_be_fields() {
        is_frozen_leaf::<(civil::Date, civil::DateTime, civil::Time, Timestamp, ZonedDateTime, Span, tz::TimeZone)>();
    }
}
