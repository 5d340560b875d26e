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
