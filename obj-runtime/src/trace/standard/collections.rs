//! `Trace` and `Frozen` for collections.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::{array, vec};

use crate::trace::{Frozen, Leaves, Trace};

row! {
    [] Vec<T>, this => this, this.iter_mut();
    [] vec::IntoIter<T>, this => this.as_slice(), this.as_mut_slice();
    [const N: usize] array::IntoIter<T, N>, this => this.as_slice(), this.as_mut_slice();
}

sequence! { [] VecDeque<T>, iter_mut; [] LinkedList<T>, iter_mut; [] BinaryHeap<T>; [] BTreeSet<T>; [S] HashSet<T, S> => S }

map! { [S] HashMap<K, V, S> => S; [] BTreeMap<K, V> }

// SAFETY: each item is owned by the slice's owner and visited once.
unsafe impl<T: Trace> Trace for [T] {
    type Leaves = Leaves<T>;
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    visit_items! {}
}

impl<T: Frozen> Frozen for [T] {}
