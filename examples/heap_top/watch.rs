//! What is known of the heap from moment to moment.

use std::collections::HashMap;

use obj_runtime::gc::{self, Stats};
use obj_runtime::inspect;

/// A line of the table of types.
pub(super) struct TypeRow {
    pub(super) name: &'static str,
    pub(super) objects: usize,
    pub(super) bytes: usize,
    /// More objects than some looks before.
    pub(super) growth: i64,
}

/// An object that keeps much alive.
pub(super) struct Keeper {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) held_by: usize,
}

/// What the last looks have seen.
#[derive(Default)]
pub(super) struct Watch {
    pub(super) types: Vec<TypeRow>,
    pub(super) keepers: Vec<Keeper>,
    /// The number of live objects at each look.
    pub(super) live: Vec<u64>,
    pub(super) stats: Stats,
    before: Vec<HashMap<&'static str, usize>>,
}

/// Growth is what was added in so many looks.
const WINDOW: usize = 10;
/// So many numbers of live objects are kept: as many as a terminal is wide.
const KEPT: usize = 400;

impl Watch {
    /// Looks at the types, which is cheap, and now and then at who keeps what alive, which takes time in proportion to the heap.
    pub(super) fn look(&mut self, with_keepers: bool) {
        let table = inspect::class_table();
        let oldest = self.before.first();
        let row = |row: &inspect::ClassRow| {
            let before = oldest.and_then(|before| before.get(row.name)).copied().unwrap_or(0);
            let growth = if oldest.is_some() { row.objects as i64 - before as i64 } else { 0 };
            TypeRow { name: row.name, objects: row.objects, bytes: row.bytes, growth }
        };
        self.types = table.rows().iter().map(row).collect();
        self.types.sort_by_key(|row| std::cmp::Reverse(row.bytes));
        self.before.push(self.types.iter().map(|row| (row.name, row.objects)).collect());
        if self.before.len() > WINDOW {
            self.before.remove(0);
        }
        self.stats = gc::stats();
        self.live.push(self.types.iter().map(|row| row.objects as u64).sum());
        if self.live.len() > KEPT {
            self.live.remove(0);
        }
        if with_keepers {
            self.keepers = keepers();
        }
    }
}

/// The objects that keep most alive.
fn keepers() -> Vec<Keeper> {
    let snapshot = inspect::snapshot();
    let largest = snapshot.dominators().largest(8);
    let keeper =
        |(node, bytes): (inspect::Node<'_>, u64)| Keeper { name: node.to_string(), bytes, held_by: node.outside() };
    largest.into_iter().map(keeper).collect()
}
