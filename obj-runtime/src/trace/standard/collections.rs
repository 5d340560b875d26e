//! `Trace` and `Frozen` for collections.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::{array, vec};

#[cfg(feature = "parcel")]
use crate::trace::copy_of;
use crate::trace::{Frozen, Leaves, Scale, Trace};

row! {
    [] Vec<T>, this => this, this.iter_mut(), this.capacity(), this.iter().map(copy_of).collect();
    [] vec::IntoIter<T>, this => this.as_slice(), this.as_mut_slice(), this.len();
    [const N: usize] array::IntoIter<T, N>, this => this.as_slice(), this.as_mut_slice(), 0;
}

sequence! {
    [] VecDeque<T> = capacity, iter_mut;
    [] LinkedList<T> = len, iter_mut;
    [] BinaryHeap<T> = capacity;
    [] BTreeSet<T> = len;
    [S] HashSet<T, S> = capacity => S;
}

map! { [S] HashMap<K, V, S> = capacity => S; [] BTreeMap<K, V> = len }

// SAFETY: each item is owned by the slice's owner and visited once.
unsafe impl<T: Trace> Trace for [T] {
    type Leaves<H> = Leaves<T, H>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    const OWNS: bool = true;
    visit_items! {}
    #[inline]
    fn weigh(this: &Self, scale: &mut Scale) {
        scale.items(this.len(), this);
    }
}

impl<T: Frozen> Frozen for [T] {}
