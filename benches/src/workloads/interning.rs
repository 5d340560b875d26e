//! Making equal strings one: finding, adding, comparing, hashing, forgetting.

use std::hash::{Hash, Hasher};
use std::hint::black_box;

use super::bench;
use super::texts::Texts;
use crate::machine::resident_bytes;
use crate::model::{Bench, Sampler, Scale};
use crate::random::Random;
use crate::stopwatch::Sample;

/// A contender that interns strings.
pub(crate) trait Interner: 'static {
    type Symbol: Clone + Eq + Hash;

    /// An empty table, or a hold on the one global table.
    fn start() -> Self;

    /// The one symbol of `text`.
    fn intern(&mut self, text: &str) -> Self::Symbol;

    /// Whether two symbols are one: for most, what `==` asks.
    #[inline]
    fn is(one: &Self::Symbol, other: &Self::Symbol) -> bool {
        one == other
    }

    /// What tells a symbol from all others: for most, the symbol.
    #[inline]
    fn id(symbol: &Self::Symbol) -> impl Hash {
        symbol
    }
}

/// The family's workloads for a contender.
pub(crate) fn interning<I: Interner>() -> Vec<Bench> {
    vec![
        bench!("intern_hit", hit::<I>),
        bench!("intern_miss", miss::<I>),
        bench!("intern_zipf", zipf::<I>),
        bench!("symbol_compare", |scale| compare::<I>(scale, |one, other| one == other)),
        bench!("symbol_is", |scale| compare::<I>(scale, I::is)),
        bench!("symbol_hash", |scale| hash::<I>(scale, |symbol, hasher| symbol.hash(hasher))),
        bench!("symbol_hash_id", |scale| hash::<I>(scale, |symbol, hasher| I::id(symbol).hash(hasher))),
        bench!("intern_bytes", bytes_per_string::<I>),
        bench!("intern_release", release::<I>),
        bench!("intern_bytes_kept", bytes_kept::<I>),
    ]
}

/// How many strings a hit chooses from: few enough to stay in the cache.
const VOCABULARY: usize = 1_000;

fn hit<I: Interner>(scale: Scale) -> Sampler {
    let rounds = scale.of(1_000);
    let texts = Texts::numbered(0, VOCABULARY);
    let mut interner = I::start();
    let held: Vec<_> = texts.iter().map(|text| interner.intern(text)).collect();
    let mut order: Vec<usize> = (0..VOCABULARY).collect();
    Random::new(11).shuffle(&mut order);
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..rounds {
                for &index in &order {
                    black_box(&interner.intern(texts.get(index)));
                }
            }
        });
        black_box(&held);
        stopwatch.per_operation(rounds * VOCABULARY)
    })
}

/// Hands out texts that were not handed out before: a global table keeps what it saw.
struct Fresh {
    next: usize,
}

impl Fresh {
    fn texts(&mut self, count: usize) -> Texts {
        let texts = Texts::numbered(self.next, count);
        self.next += count;
        texts
    }
}

fn miss<I: Interner>(scale: Scale) -> Sampler {
    let strings = scale.of(300_000);
    let mut fresh = Fresh { next: 1 << 20 };
    Box::new(move |mut stopwatch| {
        let texts = fresh.texts(strings);
        let mut interner = I::start();
        let mut symbols = Vec::with_capacity(strings);
        stopwatch.timed_section(|| symbols.extend(texts.iter().map(|text| interner.intern(text))));
        stopwatch.per_operation(strings)
    })
}

/// A text's words: few of them most of the time, and now and then one not seen before.
fn zipf<I: Interner>(scale: Scale) -> Sampler {
    let words = scale.of(1_000_000);
    let vocabulary = words / 10;
    let draws = Random::new(17).zipf(vocabulary, words);
    let mut fresh = Fresh { next: 1 << 25 };
    Box::new(move |mut stopwatch| {
        let texts = fresh.texts(vocabulary);
        let mut interner = I::start();
        let mut symbols = Vec::with_capacity(words);
        stopwatch.timed_section(|| {
            symbols.extend(draws.iter().map(|&word| interner.intern(texts.get(word))));
        });
        stopwatch.per_operation(words)
    })
}

/// Symbols of [`VOCABULARY`] texts in random order.
fn symbols<I: Interner>() -> (I, Vec<I::Symbol>) {
    let texts = Texts::numbered(0, VOCABULARY);
    let mut interner = I::start();
    let mut symbols: Vec<_> = texts.iter().map(|text| interner.intern(text)).collect();
    Random::new(13).shuffle(&mut symbols);
    (interner, symbols)
}

fn compare<I: Interner>(scale: Scale, are_equal: impl Fn(&I::Symbol, &I::Symbol) -> bool + 'static) -> Sampler {
    let rounds = scale.of(4_000);
    let (interner, symbols) = symbols::<I>();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..rounds {
                let symbols = black_box(&symbols);
                let equal = symbols.windows(2).filter(|pair| are_equal(&pair[0], &pair[1])).count();
                black_box(equal);
            }
        });
        black_box(&interner);
        stopwatch.per_operation(rounds * (VOCABULARY - 1))
    })
}

fn hash<I: Interner>(scale: Scale, feed: impl Fn(&I::Symbol, &mut Multiply) + 'static) -> Sampler {
    let rounds = scale.of(2_000);
    let (interner, symbols) = symbols::<I>();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..rounds {
                for symbol in black_box(&symbols) {
                    let mut hasher = Multiply(0);
                    feed(symbol, &mut hasher);
                    black_box(hasher.finish());
                }
            }
        });
        black_box(&interner);
        stopwatch.per_operation(rounds * VOCABULARY)
    })
}

/// A hasher that costs next to nothing, so that what a symbol feeds it is what is measured.
struct Multiply(u64);

impl Multiply {
    #[inline]
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for Multiply {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.add(u64::from_le_bytes(chunk.try_into().expect("eight bytes")));
        }
        for &byte in chunks.remainder() {
            self.add(u64::from(byte));
        }
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    #[inline]
    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.add(value);
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.add(value as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

/// How much the process grows for each string: text, table and bookkeeping, the symbols in hand not counted.
fn bytes_per_string<I: Interner>(scale: Scale) -> Sampler {
    let strings = scale.of(1_000_000);
    let texts = Texts::numbered(0, strings);
    Box::new(move |_| {
        let mut interner = I::start();
        super::memory::growth_of(strings, |number| interner.intern(texts.get(number as usize)))
    })
}

/// Lets go of all symbols, one by one, in random order.
fn release<I: Interner>(scale: Scale) -> Sampler {
    let strings = scale.of(300_000);
    let mut fresh = Fresh { next: 1 << 26 };
    let mut interner = I::start();
    Box::new(move |mut stopwatch| {
        let texts = fresh.texts(strings);
        let mut symbols: Vec<_> = texts.iter().map(|text| interner.intern(text)).collect();
        Random::new(19).shuffle(&mut symbols);
        stopwatch.timed_section(|| drop(symbols));
        stopwatch.per_operation(strings)
    })
}

/// How much of its memory a string keeps after the last symbol of it is gone: growth over rounds of fresh
/// strings, each forgotten before the next, after as many rounds that let the allocators settle.
fn bytes_kept<I: Interner>(scale: Scale) -> Sampler {
    let (rounds, strings) = (4, scale.of(100_000));
    Box::new(move |_| {
        let mut fresh = Fresh { next: 1 << 27 };
        let mut interner = I::start();
        let mut intern_and_forget = || {
            let texts = fresh.texts(strings);
            let symbols: Vec<_> = texts.iter().map(|text| interner.intern(text)).collect();
            drop(symbols);
        };
        for _ in 0..rounds {
            intern_and_forget();
        }
        let before = resident_bytes();
        for _ in 0..rounds {
            intern_and_forget();
        }
        let grown = resident_bytes().saturating_sub(before);
        Sample { value: grown as f64 / (rounds * strings) as f64, operations: rounds * strings }
    })
}
