//! Arenas that are not used any more go back to the system; frees of a page are counted down.

use super::Heap;
use super::page::PagePtr;
use crate::gc;
use crate::object::Obj;

/// Seven of these fill an arena.
#[derive(crate::Object)]
#[object(crate = crate)]
struct Large {
    _bytes: [u8; 250_000],
}

fn arenas() -> usize {
    Heap::current().arenas.borrow().len()
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "objects of 250,000 bytes pass over the stack, which has a mebibyte")]
fn a_collection_without_candidates_gives_back_what_was_not_used_since_the_last() {
    let objects: Vec<_> = (0..40).map(|_| Obj::new(Large { _bytes: [0; 250_000] })).collect();
    assert_eq!(arenas(), 6);
    gc::collect();
    drop(objects);
    assert_eq!(arenas(), 6, "as many were used at once since the last full collection");
    gc::collect_young();
    gc::collect_young();
    assert_eq!(arenas(), 6);
    gc::collect();
    assert_eq!(arenas(), 6);
    gc::collect();
    assert_eq!(arenas(), 2);
    assert_eq!((gc::stats().full.collections, gc::stats().full.candidates), (3, 0));
    // The heap works as before.
    let objects: Vec<_> = (0..40).map(|_| Obj::new(Large { _bytes: [0; 250_000] })).collect();
    assert_eq!((arenas(), objects.len()), (6, 40));
}

#[test]
#[cfg_attr(target_family = "wasm", ignore = "objects of 250,000 bytes pass over the stack, which has a mebibyte")]
fn an_object_at_the_edge_of_full_arenas_does_not_map_memory_each_time() {
    let large = || Obj::new(Large { _bytes: [0; 250_000] });
    let objects: Vec<_> = (0..21).map(|_| large()).collect();
    assert_eq!(arenas(), 3);
    for _ in 0..3 {
        drop(large());
        assert_eq!(arenas(), 4, "one arena stays for the next object");
    }
    let more: Vec<_> = (0..14).map(|_| large()).collect();
    assert_eq!(arenas(), 5);
    drop(more);
    assert_eq!(arenas(), 4, "and only one");
    gc::collect();
    gc::collect();
    assert_eq!((arenas(), objects.len()), (3, 21), "none that was not used since the last full collection");
}

/// Memory of its own for each.
fn huge(bytes: usize) -> Obj<[u8]> {
    vec![0; bytes].into()
}

fn kept() -> usize {
    let heap = Heap::current();
    let kept = heap.huge_reserve.borrow().bytes();
    assert!(kept <= heap.usage().reserved_bytes);
    kept
}

#[test]
#[cfg_attr(miri, ignore = "takes minutes: it fills many large objects")]
fn memory_of_a_huge_object_is_used_for_the_next_of_its_size() {
    let mut last = huge(300_000);
    assert_eq!(kept(), 0);
    drop(huge(310_000));
    let size = kept();
    assert!((310_000..320_000).contains(&size));
    for _ in 0..10 {
        last = huge(300_000);
        assert!(kept() > 0 && last.iter().all(|&byte| byte == 0), "that of the one before is kept");
    }
    let (twice, more) = (huge(2 * size), huge(300_000));
    assert_eq!(kept(), 0);
    drop((twice, more, last));
    assert!(kept() > 3 * size);
    gc::collect_young();
    assert!(kept() > 3 * size);
    gc::collect();
    assert_eq!((kept(), Heap::current().usage().reserved_bytes), (0, 0));
}

#[test]
fn few_huge_objects_leave_their_memory() {
    drop((0..20).map(|_| huge(300_000)).collect::<Vec<_>>());
    assert!((8 * 300_000..9 * 300_000).contains(&kept()));
    drop(huge(4_000_000));
    let with_larger = kept();
    assert!((4_000_000..8 << 20).contains(&with_larger));
    drop(huge(9_000_000));
    assert_eq!(kept(), with_larger, "it is too large");
}

#[derive(crate::Object)]
#[object(crate = crate)]
struct Owner {
    _text: String,
}

#[test]
fn a_current_page_may_see_more_frees_than_can_be_counted() {
    let owner = || Obj::new(Owner { _text: String::from("text") });
    let object = owner();
    let page = PagePtr::of(object.handle().pointer());
    page.set_frees_until_transition(2);
    for _ in 0..4 {
        let other = owner();
        assert_eq!((page.is_current(), page.used()), (true, 2));
        drop(other);
        assert_eq!((page.is_current(), page.used()), (true, 1));
    }
}
