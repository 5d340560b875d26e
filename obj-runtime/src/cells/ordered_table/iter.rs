//! Iterating over a table that may change meanwhile.

use super::{OrderedTable, Reading};
use crate::object::end_reading::StrongHandle;

/// The entries of a table, one by one, as long as no key comes or goes.
pub(crate) struct TableIter<'a, K, V> {
    /// `None` once the end was reached.
    table: Option<&'a OrderedTable<K, V>>,
    position: usize,
    len: usize,
    version: u64,
}

impl<'a, K: StrongHandle, V: Clone> TableIter<'a, K, V> {
    #[cfg_attr(feature = "trace-refs", track_caller)]
    pub(crate) fn new(table: &'a OrderedTable<K, V>) -> Self {
        Self { table: Some(table), position: 0, len: table.len(), version: table.version() }
    }

    /// The next entry. If keys have changed `fail` is called, with whether there are more or fewer now.
    #[track_caller]
    pub(crate) fn next_or(&mut self, fail: impl FnOnce(bool)) -> Option<Reading<K, V>> {
        let table = self.table?;
        if table.version() != self.version {
            fail(table.len() != self.len);
            self.table = None;
            return None;
        }
        match table.read(self.position) {
            Some(entry) => {
                self.position = entry.position + 1;
                Some(entry)
            }
            None => {
                self.table = None;
                None
            }
        }
    }
}
