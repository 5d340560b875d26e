//! Pages of objects of many types, for the first objects of each: a type with one object would take a page for it.
//!
//! ```text
//!  slot
//!  | information on the type | header | value |
//! ```
//!
//! The information that such a page itself leads to passes calls on to that of the object. What is no function is asked for with
//! [`PagePtr::info_of`].

use std::any::TypeId;
use std::cell::Cell;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

use super::field::Fields;
use super::page::PagePtr;
use super::pool::Pool;
use super::type_info::{Sharing, Teardown, TypeInfo};
use super::{SlotShape, size_of_header};
use crate::ground::thread_static::{self, OfOneThread};
use crate::header::{FreshSlot, ObjectPtr};
use crate::trace::{PointerMap, Tracer};

/// What is in a slot before the header.
pub(super) const LEAD: usize = 8;
/// The largest slot, without its lead.
const LARGEST: usize = 128;
/// The number of objects of a type that are made here.
pub(super) const FEW: u8 = 16;

/// The pools of a thread, by the size of slots.
struct Mixed {
    untracked: [Pool; LARGEST / 8],
    tracked: [Pool; LARGEST / 8],
}

thread_local! {
    static MIXED: Mixed = const {
        Mixed { untracked: [const { Pool::new() }; LARGEST / 8], tracked: [const { Pool::new() }; LARGEST / 8] }
    };
}

// SAFETY: a `Pool` is made of cells.
unsafe impl OfOneThread for Mixed {}

/// Whether objects of a type can be made in mixed pages. The others have tables, finalizers or numbers that are asked for without
/// regard to this.
pub(super) fn takes(info: &TypeInfo, shape: SlotShape) -> bool {
    let is_plain = info.sharing == Sharing::Never && info.built_in == 0 && info.teardown != Teardown::Finalize;
    is_plain && fits(shape)
}

/// Whether slots of a shape can be in mixed pages.
#[inline]
pub(crate) fn fits(shape: SlotShape) -> bool {
    shape.size <= LARGEST && shape.align <= LEAD
}

/// A slot in a mixed page.
pub(super) fn take_slot(info: &'static TypeInfo, shape: SlotShape) -> FreshSlot {
    let mixed = thread_static::get(&MIXED);
    let (pools, own) = if info.tracked { (&mixed.tracked, &TRACKED) } else { (&mixed.untracked, &UNTRACKED) };
    let pool = &pools[shape.size / 8 - 1];
    let with_lead = SlotShape::of_slot(LEAD + shape.size);
    let slot = pool.take_slot().unwrap_or_else(|| pool.take_slot_elsewhere(own, with_lead));
    place(slot.value()).set(MaybeUninit::new(info));
    slot
}

/// Where the information on an object of a mixed page lies.
fn place<'a>(value: NonNull<u8>) -> &'a Cell<MaybeUninit<&'static TypeInfo>> {
    let place = value.as_ptr().wrapping_sub(size_of_header() + LEAD);
    // SAFETY: slots of mixed pages begin with a lead, which is aligned as they are, and is only changed here.
    unsafe { &*place.cast() }
}

/// The information on an object of a mixed page.
pub(super) fn info_of(value: NonNull<u8>) -> &'static TypeInfo {
    // SAFETY: it was written when the slot was taken.
    unsafe { place(value).get().assume_init() }
}

/// Functions of `TypeInfo` that call those of the object's own information.
macro_rules! pass_on {
    ($($function:ident($($argument:ident: $type:ty),*) of $value:expr $(=> $result:ty)?;)*) => {$(
        unsafe fn $function($($argument: $type),*) $(-> $result)? {
            // SAFETY: the contract is the same, and the object is of that type.
            unsafe { (info_of($value).$function)($($argument),*) }
        }
    )*};
}

pass_on! {
    drop_and_free(page: PagePtr, object: ObjectPtr) of object.value();
    drop_value(value: NonNull<u8>) of value;
    trace(value: NonNull<u8>, tracer: &mut Tracer) of value;
    size_of_value(value: NonNull<u8>) of value => usize;
}

static UNTRACKED: TypeInfo = information(false);
static TRACKED: TypeInfo = information(true);

/// That of mixed pages. Where it says nothing that could be passed on, nobody asks.
const fn information(tracked: bool) -> TypeInfo {
    TypeInfo {
        is_mixed: true,
        type_id: TypeId::of::<Mixed>(),
        name: "mixed",
        built_in: 0,
        casts: &[],
        fields: Fields::NONE,
        sharing: Sharing::Never,
        tracked,
        teardown: Teardown::DropValue,
        needs_drop: true,
        is_handles_only: false,
        pointers: PointerMap::UNKNOWN,
        drop_and_free,
        drop_value,
        weigh: None,
        trace,
        finalize: None,
        size_of_value,
        leave_table: None,
        repr_is_plain: true,
        repr: |_, _| unreachable!("{NOBODY_ASKS}"),
        str: |_, _| unreachable!("{NOBODY_ASKS}"),
        equals: |_, _| unreachable!("{NOBODY_ASKS}"),
        hash: |_| unreachable!("{NOBODY_ASKS}"),
        compare: |_, _| unreachable!("{NOBODY_ASKS}"),
        #[cfg(feature = "parcel")]
        travels: super::type_info::Travels {
            trace_tells_all: false,
            moves: false,
            is_frozen: false,
            is_sendable: None,
            layout: std::alloc::Layout::new::<()>(),
            copy: None,
            clone_to: None,
            relocate: |_, _| unreachable!("{NOBODY_ASKS}"),
            renew: |_| unreachable!("{NOBODY_ASKS}"),
            row: None,
        },
    }
}

const NOBODY_ASKS: &str = "objects of mixed pages have information of their own";

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::FEW;
    use crate::gc;
    use crate::heap::Heap;
    use crate::prelude::*;

    trait Numbered {
        fn number(&self) -> usize;
    }
    crate::dyn_object!(dyn Numbered);

    /// A type for each number.
    #[derive(Object, Default)]
    #[object(crate = crate, as = [dyn Numbered])]
    struct Node<const NUMBER: usize> {
        next: ObjCell<Self>,
        text: String,
        #[object(skip)]
        _counted: Rc<()>,
    }

    impl<const NUMBER: usize> Numbered for Node<NUMBER> {
        fn number(&self) -> usize {
            NUMBER
        }
    }

    #[derive(Object)]
    #[object(crate = crate)]
    struct Leaf<const NUMBER: u8>([u8; 20]);

    fn node<const NUMBER: usize>(counted: &Rc<()>) -> AnyObj {
        let text = NUMBER.to_string();
        Obj::new(Node::<NUMBER> { next: ObjCell::default(), text, _counted: counted.clone() }).into()
    }

    const NODES: [fn(&Rc<()>) -> AnyObj; 6] = [node::<0>, node::<1>, node::<2>, node::<3>, node::<4>, node::<5>];

    fn pages() -> usize {
        Heap::current().pages().len()
    }

    #[test]
    fn few_objects_of_many_types_share_a_page() {
        let (counted, before) = (Rc::new(()), pages());
        let nodes: Vec<AnyObj> = NODES.iter().map(|make| make(&counted)).collect();
        assert_eq!(pages() - before, 1);
        let leaf = Obj::new(Leaf::<1>([7; 20]));
        assert_eq!((pages() - before, leaf.0[19]), (2, 7), "what cannot be in cycles lies elsewhere");
        for (number, node) in nodes.iter().enumerate() {
            assert!(AnyObj::is(&AnyObj::from_id(node.id()).unwrap(), node));
            assert_eq!(node.is_a::<Node<3>>(), number == 3);
            assert!(!node.is_a::<Int>() && node.type_name() == "Node");
            assert_eq!(node.clone().cast::<dyn Numbered>().unwrap().number(), number);
        }
        assert_eq!(nodes[4].downcast_ref::<Node<4>>().unwrap().text, "4");
        drop((nodes, leaf));
        assert_eq!(Rc::strong_count(&counted), 1);
    }

    #[test]
    fn a_type_with_more_objects_has_pages_of_its_own() {
        let before = pages();
        let leaves: Vec<_> = (0..FEW).map(|number| Obj::new(Leaf::<2>([number; 20]))).collect();
        assert_eq!(pages() - before, 1);
        let more: Vec<_> = (0..FEW).map(|number| Obj::new(Leaf::<2>([number; 20]))).collect();
        assert_eq!(pages() - before, 2);
        assert!(leaves.iter().chain(&more).map(|leaf| leaf.0[0]).eq((0..FEW).chain(0..FEW)));
        let other = Obj::new(Leaf::<3>([0; 20]));
        assert_eq!(pages() - before, 2, "another type is in the page of the first");
        drop((leaves, other));
    }

    #[test]
    fn cycles_in_mixed_pages_are_collected() {
        let counted = Rc::new(());
        for make in NODES {
            let ring: Vec<AnyObj> = (0..3).map(|_| make(&counted)).collect();
            for (one, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                if let (Some(one), Some(next)) = (one.downcast_ref::<Node<2>>(), next.downcast_ref::<Node<2>>()) {
                    one.next.set(next);
                }
            }
        }
        assert_eq!(Rc::strong_count(&counted), 1 + 3, "the others die at once");
        assert_eq!((gc::collect(), Rc::strong_count(&counted)), (3, 1));
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn a_thread_gives_its_mixed_pages_back() {
        let work = || {
            let counted = Rc::new(());
            let nodes = NODES.map(|make| make(&counted));
            drop(nodes);
            Rc::strong_count(&counted)
        };
        assert_eq!(std::thread::spawn(work).join().expect("no panic"), 1);
    }

    #[test]
    fn slots_of_mixed_pages_are_used_again() {
        let counted = Rc::new(());
        let first = node::<7>(&counted);
        let id = first.id();
        drop(first);
        let second = node::<8>(&counted);
        assert_eq!((second.id(), second.is_a::<Node<8>>()), (id, true));
    }
}
