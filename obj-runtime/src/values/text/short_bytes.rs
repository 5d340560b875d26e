//! Bytes of 8 to 32: compared and hashed without a call and without a branch on their number, which is hard to foretell.

/// Whether the bytes are the same.
#[inline]
pub(super) fn are_equal(one: &[u8], two: &[u8]) -> bool {
    one.len() == two.len()
        && match (words(one), words(two)) {
            (Some(one), Some(two)) => {
                (one[0] ^ two[0]) | (one[1] ^ two[1]) | (one[2] ^ two[2]) | (one[3] ^ two[3]) == 0
            }
            _ => one == two,
        }
}

/// Numbers without a pattern (the digits of pi).
const SEEDS: [u64; 4] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89];

/// A hash of 8 to 32 bytes.
#[inline]
pub(super) fn hash_of(bytes: &[u8]) -> Option<u64> {
    let [one, two, three, four] = words(bytes)?;
    let ends = fold(one ^ SEEDS[0].rotate_right(bytes.len() as u32), four ^ SEEDS[1]);
    Some(ends ^ fold(two ^ SEEDS[2], three ^ SEEDS[3]))
}

/// 8 to 32 bytes as four words that overlap where there are fewer than 32.
#[inline]
fn words(bytes: &[u8]) -> Option<[u64; 4]> {
    let len = bytes.len();
    if !(8..=32).contains(&len) {
        return None;
    }
    let (second, third) = ((len - 8).min(8), len.max(16) - 16);
    let word = |place: usize| {
        // SAFETY: each place is at most `len - 8`: 0, the lesser of 8 and that, 0 or 8 less than that, and that.
        let word = unsafe { bytes.as_ptr().add(place) };
        // SAFETY: as above, eight bytes begin there.
        u64::from_le_bytes(unsafe { word.cast::<[u8; 8]>().read() })
    };
    Some([word(0), word(second), word(third), word(len - 8)])
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
