//! Objects that are rows: a length and as many items, in one slot.
//!
//! ```text
//!  0        8                       (or further on, where items are aligned to more)
//!  length   items …
//! ```

use std::ptr::{self, NonNull};

#[cfg(feature = "parcel")]
use crate::handle::AnyObj;
use crate::heap::size_of_header;
use crate::heap::sized::SizedPools;
#[cfg(feature = "parcel")]
use crate::heap::type_info::RowTravels;
use crate::object::allocate::{slot_in, start_header};
use crate::object::{Obj, Object};
#[cfg(feature = "parcel")]
use crate::trace::{Relocator, Trace};

/// The bytes from the value to items that are not aligned to more: the same on systems of 32 bits.
pub(crate) const HEAD: usize = 8;

/// A type whose objects are rows.
///
/// # Safety
/// 1. Slots of the type are made here, or hold a length of 0.
/// 2. `pools` returns the same pools on each call in a thread, made for this type alone.
pub(crate) unsafe trait Row: Object {
    /// What it is a row of.
    type Item;

    fn pools() -> &'static SizedPools;
}

/// The items of an object's own `Object` that are the same for every row of `$item`.
macro_rules! row_slots {
    ($item:ty) => {
        #[inline]
        unsafe fn view(value: std::ptr::NonNull<u8>) -> std::ptr::NonNull<[$item]> {
            // SAFETY: the contract is the same.
            unsafe { crate::object::row::items(value) }
        }

        unsafe fn trace_slot(value: std::ptr::NonNull<u8>, tracer: &mut crate::trace::Tracer) {
            // SAFETY: the contract is the same.
            let items = unsafe { Self::view(value) };
            // SAFETY: the items are there as long as the object.
            tracer.items(unsafe { items.as_ref() });
        }

        unsafe fn size_of_slot(value: std::ptr::NonNull<u8>) -> usize {
            // SAFETY: the contract is the same.
            crate::object::row::size_of_slot::<$item>(unsafe { Self::view(value) }.len())
        }

        #[cfg(feature = "parcel")]
        const ROW: Option<crate::heap::type_info::RowTravels> = Some(crate::object::row::travels::<Self>());
    };
}

pub(crate) use row_slots;

/// The bytes of a value with so many items.
const fn room_for<T>(len: usize) -> usize {
    HEAD + align_of::<T>().saturating_sub(HEAD) + len * size_of::<T>()
}

/// The bytes of a slot with so many items, header included.
pub(crate) fn size_of_slot<T>(len: usize) -> usize {
    size_of_header() + room_for::<T>(len)
}

/// Where the items are.
///
/// # Safety
/// 1. `value` is the place of a row of `T`, which may not have its items yet.
#[inline]
unsafe fn first_item<T>(value: NonNull<u8>) -> NonNull<T> {
    let address = value.addr().get();
    let offset =
        if align_of::<T>() <= HEAD { HEAD } else { (address + HEAD).next_multiple_of(align_of::<T>()) - address };
    // SAFETY: by 1. there is room, and `room_for` has counted what may lie between.
    unsafe { value.add(offset) }.cast()
}

/// The items.
///
/// # Safety
/// 1. `value` is the place of a row of `T`.
#[inline]
pub(crate) unsafe fn items<T>(value: NonNull<u8>) -> NonNull<[T]> {
    // SAFETY: by 1. a length comes first.
    let len = unsafe { value.cast::<usize>().read() };
    // SAFETY: by 1.
    NonNull::slice_from_raw_parts(unsafe { first_item(value) }, len)
}

/// An object of the items of a vector.
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn of_vec<R: Row>(mut items: Vec<R::Item>) -> Obj<R> {
    // SAFETY: the items are forgotten now.
    let row = unsafe { allocate(NonNull::from(&*items)) };
    // SAFETY: no items are fewer, and those there were are the row's.
    unsafe { items.set_len(0) };
    row
}

/// An object of the items of an array.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn of_array<R: Row, const N: usize>(items: [R::Item; N]) -> Obj<R> {
    // SAFETY: the items are forgotten now.
    let row = unsafe { allocate(NonNull::from(&items[..])) };
    std::mem::forget(items);
    row
}

/// An object of these items, to which they are moved. If it panics, they are not.
///
/// # Safety
/// 1. The items are there, and the caller does not use or drop them afterwards.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
unsafe fn allocate<R: Row>(items: NonNull<[R::Item]>) -> Obj<R> {
    let (pool, shape) = R::pools().of_size(room_for::<R::Item>(items.len()));
    let object = start_header::<R>(slot_in(pool, R::INFO, shape));
    let value = object.value();
    // SAFETY: the slot is fresh and begins with the length.
    unsafe { value.cast::<usize>().write(items.len()) };
    // SAFETY: the slot is long enough for the length and the items.
    let place = unsafe { first_item::<R::Item>(value) };
    // SAFETY: the slot has room for the items, and does not overlap with where they are; by 1. they are moved.
    unsafe { ptr::copy_nonoverlapping(items.cast().as_ptr(), place.as_ptr(), items.len()) };
    // SAFETY: the slot holds the items, and its count of 1 is this handle's.
    unsafe { Obj::adopt(object) }
}

/// How objects of a type are moved.
#[cfg(feature = "parcel")]
pub(crate) const fn travels<R: Row<Item: Trace> + Object<View = [<R as Row>::Item]>>() -> RowTravels {
    RowTravels {
        align: if align_of::<R::Item>() > HEAD { align_of::<R::Item>() } else { HEAD },
        size: size::<R>,
        relocate: relocate::<R>,
        renew: renew::<R>,
        copy: copy::<R>,
    }
}

/// Another object with copies of the items; none of items without bytes, of which there may be 2^63.
#[cfg(feature = "parcel")]
fn copy<R: Row<Item: Trace> + Object<View = [<R as Row>::Item]>>(object: &AnyObj) -> Option<AnyObj> {
    let copy = R::Item::copies().filter(|_| size_of::<R::Item>() > 0)?;
    let row = object.downcast_ref::<R>()?;
    Some(Obj::into_any(of_vec::<R>(row.iter().map(copy).collect())))
}

/// The bytes of an object's length and items, if it is a row of the type.
#[cfg(feature = "parcel")]
fn size<R: Row + Object<View = [<R as Row>::Item]>>(object: &AnyObj) -> usize {
    object.downcast_ref::<R>().map_or(0, |row| room_for::<R::Item>(row.len()))
}

/// # Safety
/// 1. As for `Travels::relocate`, and the value is a row of the type.
#[cfg(feature = "parcel")]
unsafe fn relocate<R: Row<Item: Trace>>(value: NonNull<u8>, relocator: &mut Relocator) {
    // SAFETY: by 1.
    let mut items = unsafe { items::<R::Item>(value) };
    // SAFETY: by 1. nobody else can see them.
    relocator.items(unsafe { items.as_mut() });
}

/// # Safety
/// 1. As for `Travels::renew`, and the value is a row of the type.
#[cfg(feature = "parcel")]
unsafe fn renew<R: Row>(value: NonNull<u8>) -> AnyObj {
    // SAFETY: by 1.
    let items = unsafe { items::<R::Item>(value) };
    // SAFETY: by 1. they are there, and nobody uses what is left in the place.
    Obj::into_any(unsafe { allocate::<R>(items) })
}
