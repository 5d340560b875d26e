//! Distinct strings, packed together so that reading them costs little.

/// Many strings in one piece of memory.
pub(crate) struct Texts {
    bytes: String,
    ends: Vec<usize>,
}

impl Texts {
    /// `count` strings that no other `first..first + count` has, 12 to 21 bytes long.
    pub(crate) fn numbered(first: usize, count: usize) -> Self {
        use std::fmt::Write;
        let mut texts = Self { bytes: String::with_capacity(count * 17), ends: Vec::with_capacity(count) };
        for number in first..first + count {
            let tail = &"_in_module"[..number % 10];
            write!(texts.bytes, "name{number:08x}{tail}").expect("writing to a string");
            texts.ends.push(texts.bytes.len());
        }
        texts
    }

    /// How many strings there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string at `index`.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start..self.ends[index]]
    }

    /// All strings in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }
}
