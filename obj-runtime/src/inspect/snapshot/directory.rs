//! From an address to the node of a snapshot.

use super::adjacency::{NONE, NodeIndex};
use crate::heap::page::{PagePtr, RowOfSlots};

/// Finds the node of an object by its address.
pub(in crate::inspect) struct Directory {
    /// Where the slots of each page lie, by address, and the index of the first in `nodes`.
    rows: Vec<(RowOfSlots, usize)>,
    /// The node of each slot, or `NONE`.
    nodes: Vec<NodeIndex>,
}

impl Directory {
    pub(in crate::inspect) fn of(pages: &[PagePtr]) -> Self {
        let mut rows: Vec<_> = pages.iter().map(|page| (page.row_of_slots(), 0)).collect();
        rows.sort_unstable_by_key(|(row, _)| row.first);
        let mut slots = 0;
        for (row, start) in &mut rows {
            *start = slots;
            slots += row.count;
        }
        Self { rows, nodes: vec![NONE; slots] }
    }

    /// The place in `nodes` for an address at which a slot began.
    fn place(&self, address: usize) -> Option<usize> {
        let after = self.rows.partition_point(|(row, _)| row.first <= address);
        let (row, start) = &self.rows[after.checked_sub(1)?];
        let distance = address - row.first;
        let slot = distance / row.distance;
        (slot < row.count && distance.is_multiple_of(row.distance)).then_some(start + slot)
    }

    pub(in crate::inspect) fn add(&mut self, address: usize, node: NodeIndex) {
        if let Some(place) = self.place(address) {
            self.nodes[place] = node;
        }
    }

    /// The node of the object that was at an address.
    pub(in crate::inspect) fn node_at(&self, address: usize) -> Option<NodeIndex> {
        let node = self.nodes[self.place(address)?];
        (node != NONE).then_some(node)
    }
}
