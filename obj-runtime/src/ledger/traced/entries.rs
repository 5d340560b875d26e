//! The entries of a ledger, found by token.

use super::super::OpenHandle;
use super::Token;

/// Entries by token.
pub(super) struct Entries {
    all: Vec<OpenHandle>,
    /// The first free entry, from 1; 0 for none. A free entry has the object 0, and the next free one for its step.
    free: u64,
}

impl Entries {
    pub(super) const fn new() -> Self {
        Self { all: Vec::new(), free: 0 }
    }

    /// Adds an entry; none if there are 2³² already.
    #[inline]
    pub(super) fn add(&mut self, entry: OpenHandle) -> Token {
        let index = match self.free.checked_sub(1) {
            Some(index) => index as usize,
            None => return self.push(entry),
        };
        let place = &mut self.all[index];
        self.free = place.step;
        *place = entry;
        Token::of_entry(index as u32)
    }

    fn push(&mut self, entry: OpenHandle) -> Token {
        if self.all.len() >= u32::MAX as usize {
            return Token::NONE;
        }
        self.all.push(entry);
        Token::of_entry((self.all.len() - 1) as u32)
    }

    /// Removes an entry, if there is one: not of a handle that outlives the ledger.
    #[inline]
    pub(super) fn remove(&mut self, token: Token) -> Option<OpenHandle> {
        let index = token.entry()?;
        let place = self.all.get_mut(index)?;
        let entry = *place;
        place.object = 0;
        place.step = self.free;
        self.free = index as u64 + 1;
        Some(entry)
    }

    pub(super) fn get(&self, token: Token) -> Option<OpenHandle> {
        self.all.get(token.entry()?).copied().filter(|entry| entry.object != 0)
    }

    pub(super) fn get_mut(&mut self, token: Token) -> Option<&mut OpenHandle> {
        self.all.get_mut(token.entry()?).filter(|entry| entry.object != 0)
    }

    /// The entries that are not free, with their tokens.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Token, OpenHandle)> {
        let all = self.all.iter().enumerate().filter(|(_, entry)| entry.object != 0);
        all.map(|(index, entry)| (Token::of_entry(index as u32), *entry))
    }
}
