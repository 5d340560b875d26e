//! The texts that the kept events have, each once.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// The number of a text; 0 is that of the empty one.
pub(super) type TextIndex = u32;

/// Texts by number. One that no event has any more makes room for another.
#[derive(Debug)]
pub(super) struct Texts {
    all: Vec<Counted>,
    free: Vec<TextIndex>,
    known: HashTable<TextIndex>,
}

#[derive(Debug, Default)]
struct Counted {
    text: String,
    events: usize,
}

impl Default for Texts {
    fn default() -> Self {
        Self { all: vec![Counted { text: String::new(), events: 1 }], free: Vec::new(), known: HashTable::new() }
    }
}

fn hash(text: &str) -> u64 {
    FixedState::with_seed(0).hash_one(text)
}

impl Texts {
    /// One more event has this text.
    pub(super) fn add(&mut self, text: &str) -> TextIndex {
        if text.is_empty() {
            return 0;
        }
        let known = self.known.find(hash(text), |&index| self.all[index as usize].text == text);
        let index = known.copied().unwrap_or_else(|| self.add_new(text));
        self.all[index as usize].events += 1;
        index
    }

    fn add_new(&mut self, text: &str) -> TextIndex {
        let index = self.free.pop().unwrap_or_else(|| {
            self.all.push(Counted::default());
            (self.all.len() - 1) as TextIndex
        });
        self.all[index as usize].text = text.to_owned();
        let all = &self.all;
        self.known.insert_unique(hash(text), index, |&index| hash(&all[index as usize].text));
        index
    }

    /// An event with this text is no more.
    pub(super) fn remove(&mut self, index: TextIndex) {
        let counted = &mut self.all[index as usize];
        if index == 0 {
            return;
        }
        counted.events -= 1;
        if counted.events == 0 {
            let text = std::mem::take(&mut counted.text);
            if let Ok(entry) = self.known.find_entry(hash(&text), |&known| known == index) {
                entry.remove();
            }
            self.free.push(index);
        }
    }

    pub(super) fn get(&self, index: TextIndex) -> &str {
        &self.all[index as usize].text
    }

    /// The texts by number.
    pub(super) fn into_vec(self) -> Vec<String> {
        self.all.into_iter().map(|counted| counted.text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_no_event_has_make_room() {
        let mut texts = Texts::default();
        let (a, b, again) = (texts.add("a"), texts.add("b"), texts.add("a"));
        assert_eq!((a == again, a == b, texts.add("")), (true, false, 0));
        texts.remove(a);
        assert_eq!(texts.get(again), "a");
        texts.remove(a);
        assert_eq!(texts.add("c"), a);
        assert_ne!(texts.add("a"), a);
        (0..1000).for_each(|number| {
            let index = texts.add(&number.to_string());
            texts.remove(index);
        });
        assert_eq!(texts.into_vec(), ["", "c", "b", "a", ""]);
    }
}
