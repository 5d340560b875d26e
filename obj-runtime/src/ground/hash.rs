//! Hashes: of values, of addresses, and the mixing of bits that tables look at.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;

/// The hash of a value, the same for equal values in every run of a program.
#[inline]
pub(crate) fn hash_of(value: &(impl Hash + ?Sized)) -> u32 {
    let hash = FixedState::with_seed(0).hash_one(value);
    (hash ^ (hash >> 32)) as u32
}

/// The 64 bits that a table wants, from 32: it looks at the highest seven, and at as many of the lowest as it has places.
#[inline]
pub(crate) fn widened(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// Moves the differences between numbers to the bits that a table looks at, the lowest and the highest: golden-ratio
/// multiplication (Knuth, TAOCP 3, 6.4), of which the high bits are the good ones.
#[inline]
pub(crate) fn mixed(number: u64) -> u64 {
    let product = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 32)
}

/// Hashes an address that is a multiple of a large power of two.
#[derive(Clone, Copy, Default)]
pub(crate) struct AddressHasher;

impl BuildHasher for AddressHasher {
    type Hasher = AddressHash;
    fn build_hasher(&self) -> AddressHash {
        AddressHash(0)
    }
}

/// The hash of one address.
pub(crate) struct AddressHash(u64);

impl Hasher for AddressHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(usize::from(byte));
        }
    }
    #[inline]
    fn write_usize(&mut self, address: usize) {
        self.0 = mixed(self.0 ^ address as u64);
    }
}
