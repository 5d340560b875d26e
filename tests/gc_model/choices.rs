//! Where the decisions of a run come from.

/// A source of numbers: a seed, or the bytes of a fuzzer.
#[derive(Debug, Clone)]
pub struct Choices {
    source: Source,
    taken: usize,
}

#[derive(Debug, Clone)]
enum Source {
    Seed(u64),
    Bytes(Vec<u8>),
}

impl Choices {
    /// Endless numbers that depend on the seed alone.
    #[must_use]
    pub fn of_seed(seed: u64) -> Self {
        // The state must not be 0.
        Self { source: Source::Seed(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1), taken: 0 }
    }

    /// One number per byte, then zeros.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { source: Source::Bytes(bytes.to_vec()), taken: 0 }
    }

    /// Whether all bytes are used up.
    pub(crate) fn is_over(&self) -> bool {
        matches!(&self.source, Source::Bytes(bytes) if self.taken >= bytes.len())
    }

    /// A number below `end`, or 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        if end < 2 {
            return 0;
        }
        self.taken += 1;
        match &mut self.source {
            Source::Seed(state) => {
                // Marsaglia, "Xorshift RNGs", 2003.
                *state ^= *state << 13;
                *state ^= *state >> 7;
                *state ^= *state << 17;
                ((*state >> 32) as usize) % end
            }
            Source::Bytes(bytes) => bytes.get(self.taken - 1).map_or(0, |&byte| usize::from(byte)) % end,
        }
    }
}
