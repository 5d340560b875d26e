//! Types of which a range of values can be cached.

use crate::trace::Frozen;

/// A number, or what can be counted as one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cached: only integers, `char` and `bool` can",
    label = "a range of these values has no end that is known here",
    note = "use `intern` to share equal values"
)]
pub trait Small: Frozen {
    /// The magnitudes of the smallest value and of the greatest.
    const BOUNDS: (u128, u128);

    /// How far the value is from the first of `count` values, whose lowest bits are `low`, if it is one of them.
    fn index_from(&self, low: u128, count: usize) -> Option<usize>;
}

/// Whether both ends of a range, each a sign and a magnitude, are values of the type with these bounds.
#[must_use]
pub const fn range_fits((min, max): (u128, u128), first: (bool, u128), last: (bool, u128)) -> bool {
    let first_fits = first.1 <= if first.0 { min } else { max };
    let last_fits = last.1 <= if last.0 { min } else { max };
    first_fits && last_fits
}

macro_rules! integers {
    ($($signed:ident $unsigned:ident),*) => {$(
        #[diagnostic::do_not_recommend]
        impl Small for $unsigned {
            const BOUNDS: (u128, u128) = (0, $unsigned::MAX as u128);
            #[inline]
            fn index_from(&self, low: u128, count: usize) -> Option<usize> {
                let index = self.wrapping_sub(low as $unsigned);
                // A type with fewer values than a `usize` has none that are cut off.
                (index as usize as $unsigned == index && (index as usize) < count).then_some(index as usize)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Small for $signed {
            const BOUNDS: (u128, u128) = ($signed::MIN.unsigned_abs() as u128, $signed::MAX as u128);
            #[inline]
            fn index_from(&self, low: u128, count: usize) -> Option<usize> {
                self.cast_unsigned().index_from(low, count)
            }
        }
    )*};
}

integers!(i8 u8, i16 u16, i32 u32, i64 u64, i128 u128, isize usize);

#[diagnostic::do_not_recommend]
impl Small for char {
    const BOUNDS: (u128, u128) = (0, char::MAX as u128);
    #[inline]
    fn index_from(&self, low: u128, count: usize) -> Option<usize> {
        u32::from(*self).index_from(low, count)
    }
}

#[diagnostic::do_not_recommend]
impl Small for bool {
    const BOUNDS: (u128, u128) = (0, 1);
    #[inline]
    fn index_from(&self, low: u128, count: usize) -> Option<usize> {
        u8::from(*self).index_from(low, count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_range_have_an_index() {
        assert_eq!((-5_i64).index_from(-5_i128 as u128, 262), Some(0));
        assert_eq!(256_i64.index_from(-5_i128 as u128, 262), Some(261));
        assert_eq!(257_i64.index_from(-5_i128 as u128, 262), None);
        assert_eq!((-6_i64).index_from(-5_i128 as u128, 262), None);
        assert_eq!(i64::MIN.index_from(-5_i128 as u128, 262), None);
        assert_eq!('z'.index_from(u128::from('a'), 26), Some(25));
        assert_eq!('A'.index_from(u128::from('a'), 26), None);
    }

    #[test]
    fn types_have_bounds() {
        assert!(range_fits(i8::BOUNDS, (true, 128), (false, 127)));
        assert!(!range_fits(i8::BOUNDS, (true, 129), (false, 0)));
        assert!(!range_fits(i8::BOUNDS, (true, 1), (false, 128)));
        assert!(!range_fits(u128::BOUNDS, (true, 1), (false, u128::MAX)));
    }

    #[test]
    fn ranges_may_lie_at_either_end_of_the_type() {
        assert_eq!(i8::MIN.index_from(-128_i128 as u128, 256), Some(0));
        assert_eq!(i8::MAX.index_from(-128_i128 as u128, 256), Some(255));
        assert_eq!(u128::MAX.index_from(u128::MAX - 1, 2), Some(1));
        assert_eq!(0_u128.index_from(u128::MAX - 1, 2), None);
        assert_eq!(i128::MIN.index_from(i128::MIN as u128, 2), Some(0));
        assert_eq!(i128::MAX.index_from(i128::MIN as u128, 2), None);
        assert_eq!((1_u128 << 64).index_from(0, 2), None);
    }
}
