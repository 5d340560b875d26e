//! Random decisions that are the same in every run and for every contender.

/// Marsaglia's xorshift64*, seeded with a constant by every workload.
pub(crate) struct Random(u64);

impl Random {
    /// A generator whose decisions depend on `seed` alone.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next 64 random bits.
    #[inline]
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `bound`, drawn uniformly.
    #[inline]
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let wide = u128::from(self.next()) * bound as u128;
        (wide >> 64) as usize
    }

    /// A number in `0.0..1.0`.
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts `items` in a random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// `count` ranks below `vocabulary`, rank `k` being drawn in proportion to `1 / (k + 1)`.
    pub(crate) fn zipf(&mut self, vocabulary: usize, count: usize) -> Vec<usize> {
        let mut sum = 0.0;
        let cumulative: Vec<f64> = (1..=vocabulary)
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        let draw = |random: &mut Self| {
            let point = random.fraction() * sum;
            cumulative.partition_point(|&upper| upper <= point).min(vocabulary - 1)
        };
        (0..count).map(|_| draw(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_below_their_bound_and_repeat_with_the_seed() {
        let draws = |seed| {
            let mut random = Random::new(seed);
            (0..100).map(|_| random.below(7)).collect::<Vec<_>>()
        };
        assert!(draws(1).iter().all(|&draw| draw < 7));
        assert_eq!(draws(1), draws(1));
        assert_ne!(draws(1), draws(2));
    }

    #[test]
    fn zipf_draws_the_first_rank_twice_as_often_as_the_second() {
        let draws = Random::new(1).zipf(100, 100_000);
        let count = |rank| draws.iter().filter(|&&draw| draw == rank).count() as f64;
        assert!((count(0) / count(1) - 2.0).abs() < 0.2);
        assert!(draws.iter().all(|&draw| draw < 100));
    }

    #[test]
    fn a_shuffle_loses_nothing() {
        let mut items: Vec<usize> = (0..100).collect();
        Random::new(1).shuffle(&mut items);
        assert_ne!(items[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        items.sort_unstable();
        assert!(items.iter().copied().eq(0..100));
    }
}
