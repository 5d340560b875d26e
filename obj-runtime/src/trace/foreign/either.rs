//! Types of `either`.

use either::Either;

variants! { [L, R] Either<L, R> { Self::Left(value) => value, Self::Right(value) => value } }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_collected;

    #[test]
    fn cycles_are_collected() {
        is_collected(Either::<_, u8>::Left);
        is_collected(Either::<u8, _>::Right);
    }
}
