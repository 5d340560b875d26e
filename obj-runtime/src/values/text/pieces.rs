//! What texts and bytes have in common: they are made of pieces, and cut into pieces.
//!
//! What would be an unchanged copy is the same object, as in CPython. What is put together is a fresh object unless it is
//! empty; what is cut out is one of the shared objects if there is one.

/// Methods of `Obj<$type>`, whose pieces are `&$piece`.
macro_rules! of_pieces {
    ($type:ident made of $piece:ty, empty $empty:expr, too long $too_long:literal, $(#[$join:meta])*) => {
        /// Both, one after the other: Python's `a + b`.
        #[must_use]
        #[cfg_attr(feature = "trace-refs", track_caller)]
        pub fn plus(&self, other: &Self) -> Self {
            match (self.is_empty(), other.is_empty()) {
                (_, true) => self.clone(),
                (true, _) => other.clone(),
                _ => fresh(self.len() + other.len(), [&**self, &**other]),
            }
        }

        /// The same so many times over: Python's `a * count`.
        ///
        /// # Panics
        #[doc = concat!("`", $too_long, "`.")]
        #[must_use]
        #[track_caller]
        pub fn times(&self, count: isize) -> Self {
            let count = count.max(0).unsigned_abs();
            if count == 1 || self.is_empty() {
                return self.clone();
            }
            let len = self.len().checked_mul(count).filter(|&len| len <= LONGEST);
            let Some(len) = len else { panic!($too_long) };
            fresh(len, std::iter::repeat_n(&**self, count))
        }

        $(#[$join])*
        #[must_use]
        #[cfg_attr(feature = "trace-refs", track_caller)]
        pub fn join(&self, pieces: &[Self]) -> Self {
            if let [only] = pieces {
                return only.clone();
            }
            let without: usize = pieces.iter().map(|piece| piece.len()).sum();
            let between = self.len() * pieces.len().saturating_sub(1);
            let all = pieces.iter().enumerate().flat_map(|(index, piece)| [if index == 0 { $empty } else { self }, piece]);
            fresh(without + between, all)
        }

        /// A part of the value; the whole is this object.
        #[cfg_attr(feature = "trace-refs", track_caller)]
        fn part(&self, part: &$piece) -> Self {
            if part.len() == self.len() { self.clone() } else { part.into() }
        }
    };
}

pub(super) use of_pieces;
