//! What a collection looks at.

use super::table::{Scope, Table};
use crate::gc;
use crate::heap::Heap;
use crate::object::Obj;
use crate::values::List;

/// Enough for several pages.
const MANY: usize = if cfg!(miri) { 1_000 } else { 5_000 };

/// How many objects a full collection would look at now.
fn looked_at() -> usize {
    let heap = Heap::current();
    let mut table = Table::new();
    table.look(heap.collector.pages(Scope::Full), Scope::Full, heap.collector.stamp(), heap.tracked_bytes.get());
    let looked = table.looked();
    table.give_up(|_| {});
    table.reuse();
    looked
}

/// So many lists, each in the next; the last one.
fn chain(lists: usize) -> Obj<List> {
    (1..lists).fold(Obj::default(), |inner: Obj<List>, _| {
        let outer = Obj::<List>::default();
        outer.append(inner.into());
        outer
    })
}

fn drop_a_list_that_holds_itself() {
    let list = Obj::<List>::default();
    list.append(list.clone().into());
}

#[cfg_attr(miri, ignore = "a heap in which one page is little is too large for it")]
#[test]
fn the_live_heap_is_not_looked_at_for_the_garbage_beside_it() {
    let live = chain(MANY);
    gc::collect();
    assert_eq!(looked_at(), 0);
    // Most of the objects on the last page.
    (0..500).for_each(|_| drop_a_list_that_holds_itself());
    assert_eq!(looked_at(), 500);
    assert_eq!(gc::collect(), 500);
    assert_eq!(live.len(), 1);
}

#[test]
fn where_most_of_the_heap_are_candidates_all_of_it_is_looked_at_in_order() {
    let live = chain(MANY);
    gc::collect();
    let (mut handle, mut marked) = (live.clone(), 0);
    while let Some(inner) = handle.get(0).and_then(|item| item.downcast::<List>().ok()) {
        // The handle that is dropped here makes a candidate of every other list.
        if marked % 2 == 0 {
            drop(inner.clone());
        }
        marked += 1;
        handle = inner;
    }
    assert_eq!(looked_at(), MANY);
    assert_eq!(gc::collect(), 0);
}

#[test]
fn the_few_that_nobody_holds_from_outside_live_if_one_who_is_held_leads_to_them() {
    let held: Vec<Obj<List>> = (0..100).map(|_| Obj::default()).collect();
    for holder in held.iter().take(10) {
        // Each leads to a ring of two that nobody else holds.
        let (first, second) = (Obj::<List>::default(), Obj::<List>::default());
        first.append(second.clone().into());
        second.append(first.clone().into());
        holder.append(first.into());
    }
    (0..5).for_each(|_| drop_a_list_that_holds_itself());
    held.iter().for_each(|holder| drop(holder.clone()));
    assert_eq!(looked_at(), 100 + 20 + 5);
    assert_eq!(gc::collect(), 5);
    for holder in held.iter().take(10) {
        let first = holder.get(0).unwrap().downcast::<List>().unwrap();
        let second = first.get(0).unwrap().downcast::<List>().unwrap();
        assert!(second.get(0).unwrap().is_a::<List>());
    }
    drop(held);
    assert_eq!(gc::collect(), 20);
}
