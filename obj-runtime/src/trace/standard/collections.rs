//! `Trace` and `Frozen` for collections.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::{array, vec};

row! {
    [] Vec<T>, this => this;
    [] [T], this => this;
    [] vec::IntoIter<T>, this => this.as_slice();
    [const N: usize] array::IntoIter<T, N>, this => this.as_slice();
}

sequence! { [] VecDeque<T>; [] LinkedList<T>; [] BinaryHeap<T>; [] BTreeSet<T>; [S] HashSet<T, S> }

map! { [S] HashMap<K, V, S>; [] BTreeMap<K, V> }
