//! `Trace` and `Frozen` for collections.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::{array, vec};

use crate::trace::{Frozen, Trace, Tracer};

row! {
    [] Vec<T>, this => this;
    [] vec::IntoIter<T>, this => this.as_slice();
    [const N: usize] array::IntoIter<T, N>, this => this.as_slice();
}

sequence! { [] VecDeque<T>; [] LinkedList<T>; [] BinaryHeap<T>; [] BTreeSet<T>; [S] HashSet<T, S> }

map! { [S] HashMap<K, V, S>; [] BTreeMap<K, V> }

// SAFETY: each item is owned by the slice's owner and visited once.
unsafe impl<T: Trace> Trace for [T] {
    const HOLDS: bool = T::HOLDS_BEHIND;
    const HOLDS_BEHIND: bool = T::HOLDS_BEHIND;
    #[inline]
    fn trace(&self, tracer: &mut Tracer) {
        tracer.items(self);
    }
}

impl<T: Frozen> Frozen for [T] {}
