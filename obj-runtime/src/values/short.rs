//! Bytes of up to 32: compared and hashed without a call, as two pieces that overlap.

/// Whether the bytes are the same.
#[inline]
pub(super) fn are_equal(one: &[u8], two: &[u8]) -> bool {
    if one.len() != two.len() {
        return false;
    }
    match one.len() {
        8..=16 => ends::<8>(one) == ends::<8>(two),
        17..=32 => ends::<16>(one) == ends::<16>(two),
        _ => one == two,
    }
}

/// The first and the last `N` bytes, if there are so many.
#[inline]
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    bytes.first_chunk().zip(bytes.last_chunk())
}

/// Numbers without a pattern (the digits of pi).
const SEEDS: [u64; 4] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89];

/// A hash of 8 to 32 bytes.
#[inline]
pub(super) fn hash_of(bytes: &[u8]) -> Option<u64> {
    let len = bytes.len() as u32;
    match bytes.len() {
        8..=16 => {
            let (first, last) = ends::<8>(bytes)?;
            Some(fold(u64::from_le_bytes(*first) ^ SEEDS[0].rotate_right(len), u64::from_le_bytes(*last) ^ SEEDS[1]))
        }
        17..=32 => {
            let (first, last) = ends::<16>(bytes)?;
            let (first, last) = (u128::from_le_bytes(*first), u128::from_le_bytes(*last));
            let one = fold(first as u64 ^ SEEDS[0].rotate_right(len), (first >> 64) as u64 ^ SEEDS[1]);
            let two = fold(last as u64 ^ SEEDS[2], (last >> 64) as u64 ^ SEEDS[3]);
            Some(one ^ two)
        }
        _ => None,
    }
}

/// The two halves of a product, as one: every bit depends on every bit of both factors.
#[inline]
fn fold(one: u64, two: u64) -> u64 {
    let product = u128::from(one) * u128::from(two);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn bytes_of_every_length_are_compared_whole() {
        for len in 0..40 {
            let bytes: Vec<u8> = (0..len).collect();
            assert!(are_equal(&bytes, &bytes.clone()));
            assert!(!are_equal(&bytes, &[&bytes[..], b"x"].concat()));
            for place in 0..bytes.len() {
                let mut other = bytes.clone();
                other[place] ^= 0x80;
                assert!(!are_equal(&bytes, &other) && !are_equal(&other, &bytes), "{len} {place}");
            }
        }
    }

    #[test]
    fn bytes_of_every_length_are_hashed_whole() {
        for len in 0..40 {
            let bytes = vec![0; len];
            let others = (0..len * 8).map(|bit| {
                let mut other = bytes.clone();
                other[bit / 8] ^= 1 << (bit % 8);
                hash_of(&other)
            });
            let hashes: HashSet<_> = others.chain([hash_of(&bytes)]).collect();
            assert_eq!(hashes.len(), if (8..=32).contains(&len) { len * 8 + 1 } else { 1 });
        }
    }

    #[test]
    fn zeroes_of_different_length_have_different_hashes() {
        let hashes: HashSet<_> = (8..=32).map(|len| hash_of(&vec![0; len])).collect();
        assert_eq!(hashes.len(), 25);
    }
}
