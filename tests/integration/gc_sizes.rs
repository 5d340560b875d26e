//! Objects of every size and alignment, as garbage and alive, under every kind of collection; and their ids.

use std::mem::size_of;
use std::thread;

use obj_runtime::prelude::*;
use obj_runtime::{WeakTarget, gc, inspect};

/// Which bytes of a value are looked at: each one takes Miri its time.
const STEP: usize = if cfg!(miri) { 9973 } else { 1 };

trait Linked: Object<View = Self> + WeakTarget + Sized {
    fn new(number: usize) -> Self;
    fn next(&self) -> &ObjCell<Self>;
    fn is_intact(&self, number: usize) -> bool;
}

/// Makes a type and a test for each size and alignment.
macro_rules! sizes {
    ($($name:ident: $align:literal, $size:literal;)*) => {$(
        #[test]
        fn $name() {
            #[derive(Object)]
            #[repr(align($align))]
            struct Sized {
                first: usize,
                rest: [u8; $size],
                next: ObjCell<Sized>,
            }
            impl Linked for Sized {
                fn new(number: usize) -> Self {
                    Self { first: number, rest: [number as u8; $size], next: ObjCell::default() }
                }
                fn next(&self) -> &ObjCell<Self> {
                    &self.next
                }
                fn is_intact(&self, number: usize) -> bool {
                    let is_aligned = std::ptr::from_ref(self).addr() % $align == 0;
                    is_aligned && self.first == number && self.rest.iter().step_by(STEP).all(|&byte| byte == number as u8)
                }
            }
            // In a build without optimisation, large values are on the stack several times.
            let thread = thread::Builder::new().stack_size(64 * 1024 * 1024);
            thread.spawn(check::<Sized>).expect("a thread").join().expect("no panic");
        }
    )*};
}

sizes! {
    small: 8, 0;
    odd: 8, 21;
    aligned_to_a_line: 64, 100;
    many_lines: 8, 1000;
    the_largest_that_share_a_page: 8, 2016;
    the_smallest_that_do_not: 8, 2040;
    almost_a_page: 8, 16_340;
    more_than_a_page: 8, 17_000;
    aligned_to_four_kilobytes: 4096, 100;
    large_and_aligned: 1024, 50_000;
    a_quarter_of_an_arena: 8, 262_000;
    more_than_that: 8, 270_000;
    more_than_an_arena: 8, 1_100_000;
    more_than_an_arena_and_aligned: 4096, 1_100_000;
}

fn ring<T: Linked>(size: usize) -> Vec<Obj<T>> {
    let made: Vec<_> = (0..size).map(|number| Obj::new(T::new(number))).collect();
    for (one, two) in made.iter().zip(made[1..].iter().chain(&made[..1])) {
        one.next().set(Some(two.clone()));
    }
    made
}

fn check<T: Linked>() {
    let size = (1_000_000 / size_of::<T>()).clamp(3, if cfg!(miri) { 5 } else { 1000 });
    let collections: [fn() -> usize; 3] = [gc::collect, gc::collect_young, || {
        let mut collected = 0;
        loop {
            let progress = gc::step(1);
            collected += progress.collected();
            if progress.is_done() {
                return collected;
            }
        }
    }];
    let kept = ring::<T>(size);
    for collect in collections {
        let mut dead = ring::<T>(size);
        // Some die by counting, and leave holes between those that do not.
        dead[0].next().set(None);
        let left = dead.len().div_ceil(2);
        dead.truncate(left);
        drop(ring::<T>(size));
        let weak = Obj::downgrade(&dead[0]);
        drop(dead);
        assert!(weak.is_dead());
        assert_eq!(collect(), size);
        let alive = kept.iter().enumerate().all(|(number, object)| object.is_intact(number));
        assert!(alive && kept.iter().all(|object| Obj::refcount(object) == 2));
    }
    check_ids(&kept);
    kept[0].next().set(None);
}

/// An id leads to its object, and no other number does.
fn check_ids<T: Linked>(kept: &[Obj<T>]) {
    for object in kept.iter().take(if cfg!(miri) { 2 } else { 10 }) {
        let id = Obj::id(object);
        assert!(Obj::<T>::from_id(id).is_some_and(|found| Obj::is(&found, object)));
        let here = size_of::<T>().min(if cfg!(miri) { 50 } else { 5000 });
        for number in (1..here).chain([16 * 1024, 1024 * 1024, 3 * 1024 * 1024]) {
            for other in [id.wrapping_add(number), id.wrapping_sub(number)] {
                let found = AnyObj::from_id(other);
                assert!(found.is_none_or(|found| found.id() == other && other % 8 == 0));
            }
        }
    }
    for number in [0, 1, 8, usize::MAX, usize::MAX - 7, 1 << 47] {
        assert!(AnyObj::from_id(number).is_none());
    }
}

/// There may be as many of them as numbers, and going through them would take years.
#[test]
fn items_without_bytes_are_not_gone_through() {
    #[derive(Object)]
    struct Holder {
        units: Vec<()>,
        me: ObjCell<Holder>,
    }

    let holder = Obj::new(Holder { units: vec![(); usize::MAX], me: ObjCell::default() });
    holder.me.set(&holder);
    assert_eq!(holder.units.len(), usize::MAX);
    assert_eq!(gc::collect(), 0);
    assert_eq!(inspect::snapshot().nodes().filter(|node| node.type_name() == "Holder").count(), 1);
    drop(holder);
    assert_eq!(gc::collect(), 1);
}
