//! Values of any length that lie in their slot: a head of eight bytes, then the bytes of the value.
//!
//! ```text
//!  0        4        8                                  8 + length
//!  length   hash     bytes …
//!
//!  0        4        8               16                 16 + length
//!  2³² - 1  hash     length          bytes …            (from 2³² - 1 bytes on)
//! ```
//!
//! The hash is 0 until it is first asked for. The bytes are read through the pointer to the value, never through a reference to
//! a head: such a reference would not reach the bytes behind it.

use std::cell::Cell;
use std::hash::{BuildHasher, Hasher};
use std::marker::PhantomData;
use std::ptr::NonNull;
use std::slice;

use foldhash::fast::FixedState;

use super::short_bytes;
use crate::heap::size_of_header;
use crate::heap::sized::SizedPools;
use crate::object::allocate::{slot_in, start_header};
use crate::object::{Obj, Object};

/// The head of a value that is not in a slot: one without bytes.
#[derive(Debug, Default, Clone, Copy)]
#[repr(C)]
pub(crate) struct Head {
    len: u32,
    hash: u32,
}

/// A head where it lies, whose hash may be yet to come.
#[repr(C)]
struct HeadInSlot {
    len: u32,
    hash: Cell<u32>,
}

/// The same of a long value.
#[repr(C)]
struct LongHead {
    head: HeadInSlot,
    len: usize,
}

const HEAD: usize = size_of::<Head>();
const _: () = assert!(HEAD == size_of::<HeadInSlot>());
const LONG_HEAD: usize = HEAD + size_of::<usize>();
/// The length of values whose real length is behind the head.
const LONG: u32 = u32::MAX;
/// From here on, values are long. Shorter in tests, which could not make one otherwise.
const SHORTEST_LONG: usize = if cfg!(test) { 1000 } else { LONG as usize };

/// Set in every hash, so that none is 0. (Tables look at the lowest and the highest bits first.)
const IS_HASH: u32 = 1 << 24;

/// As many bytes as memory could hold, with room for headers.
pub(crate) const LONGEST: usize = isize::MAX as usize / 2;

/// From here on, the system is asked for the memory before what cannot say that there is none.
const LARGE: usize = 1 << 24;
/// Below this, values are neither long nor large.
const USUAL: usize = if SHORTEST_LONG < LARGE { SHORTEST_LONG } else { LARGE };

/// Sees to it that there can be a text of so many bytes.
///
/// # Panics
/// `MemoryError`.
#[inline]
#[track_caller]
pub(crate) fn assert_room(len: usize) {
    if len >= LARGE {
        let is_there = len <= LONGEST && Vec::<u8>::new().try_reserve_exact(len).is_ok();
        assert!(is_there, "MemoryError: an object of {len} bytes");
    }
}

/// An object type whose values are made of a head and bytes, both in the slot.
///
/// # Safety
/// 1. Slots of the type are made by `allocate` only, or hold a default `Head`.
/// 2. `pools` returns the same pools on each call in a thread, made for this type alone.
pub(crate) unsafe trait Inline: Object {
    fn pools() -> &'static SizedPools;
}

/// `Object` and `Inline` for a type whose values are bytes, which `$write` writes as Python's `repr`. Its view is made
/// from the bytes by `view`, which is among the items, as is `make` for a value that is not in a slot.
macro_rules! inline_object {
    ($type:ident as $view:ty, named $name:literal, written by $write:path { $($items:tt)* }) => {
        crate::values::built_in::frozen_leaf!($type);

        // `view` and `size_of_slot` go by the invariant of `Inline`.
        crate::values::built_in::built_in! { $type as $view, named $name {
            const REPR_IS_PLAIN: bool = true;

            unsafe fn size_of_slot(value: std::ptr::NonNull<u8>) -> usize {
                // SAFETY: the contract is the same.
                unsafe { crate::values::text::inline::Inlined::at(value) }.size_of_slot()
            }

            fn debug(this: &crate::object::Obj<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $write(this, f)
            }

            fn repr(this: &crate::object::Obj<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $write(this, f)
            }

            #[inline]
            fn is_equal(this: &crate::object::Obj<Self>, other: &crate::object::Obj<Self>) -> bool {
                crate::values::text::inline::are_equal(this, other)
            }

            fn equals(this: &crate::object::Obj<Self>, other: &crate::object::any::AnyObj) -> bool {
                other.downcast_ref::<Self>().is_some_and(|other| Self::is_equal(this, other))
            }

            fn hash_value(this: &crate::object::Obj<Self>) -> Result<u64, crate::heap::type_info::Unhashable> {
                Ok(crate::values::text::inline::hash_of_object(this).into())
            }

            fn compare(
                this: &crate::object::Obj<Self>,
                other: &crate::object::any::AnyObj,
            ) -> Option<std::cmp::Ordering> {
                other.downcast_ref::<Self>().map(|other| (**this).cmp(&**other))
            }

            $($items)*
        } }

        // SAFETY: 1. slots are made by `allocate` only, or hold a default value; 2. the thread-local is this type's.
        unsafe impl crate::values::text::inline::Inline for $type {
            #[inline]
            fn pools() -> &'static crate::heap::sized::SizedPools {
                thread_local!(static POOLS: crate::heap::sized::SizedPools = const { crate::heap::sized::SizedPools::new() });
                crate::heap::sized::pools_of(&POOLS)
            }
        }
    };
}

pub(crate) use inline_object;

/// The value of an object.
///
/// Invariant: there is a head and the bytes that follow it by its length, in one slot, for `'a`.
#[derive(Clone, Copy)]
pub(crate) struct Inlined<'a> {
    value: NonNull<u8>,
    slot: PhantomData<&'a [u8]>,
}

impl<'a> Inlined<'a> {
    /// # Safety
    /// 1. `value` is the place of a value of an `Inline` type, which is there for `'a`.
    #[inline]
    pub(crate) unsafe fn at(value: NonNull<u8>) -> Self {
        Self { value, slot: PhantomData }
    }

    #[inline]
    fn of<T: Inline>(object: &'a Obj<T>) -> Self {
        // SAFETY: the handle is to a value of an `Inline` type, and keeps it.
        unsafe { Self::at(object.handle().pointer().value()) }
    }

    /// The head. It reaches no further: the bytes are read through the pointer to the value.
    #[inline]
    fn head(self) -> &'a HeadInSlot {
        // SAFETY: by the invariant there is a head; its hash is only changed through the cell.
        unsafe { self.value.cast().as_ref() }
    }

    #[inline]
    pub(crate) fn bytes(self) -> &'a [u8] {
        match self.head().len {
            LONG => self.long_bytes(),
            // SAFETY: by the invariant, as the value is not long.
            len => unsafe { self.bytes_from(HEAD, len as usize) },
        }
    }

    /// The bytes, if the value is long; none otherwise.
    #[cold]
    fn long_bytes(self) -> &'a [u8] {
        if self.head().len != LONG {
            return &[];
        }
        // SAFETY: by the invariant the length follows the head of a long value.
        let len = unsafe { self.value.cast::<LongHead>().as_ref() }.len;
        // SAFETY: by the invariant.
        unsafe { self.bytes_from(LONG_HEAD, len) }
    }

    /// # Safety
    /// 1. The value has so many bytes from there on.
    #[inline]
    unsafe fn bytes_from(self, offset: usize, len: usize) -> &'a [u8] {
        let first = self.value.as_ptr().wrapping_add(offset);
        // SAFETY: by 1. they are there, for `'a` by the invariant; nobody changes them.
        unsafe { slice::from_raw_parts(first, len) }
    }

    /// The bytes of the slot, header included.
    pub(crate) fn size_of_slot(self) -> usize {
        let len = self.bytes().len();
        size_of_header() + if len < SHORTEST_LONG { HEAD } else { LONG_HEAD } + len
    }

    /// The hash, computed when it is first asked for.
    #[inline]
    fn hash(self) -> u32 {
        match self.head().hash.get() {
            0 => self.first_hash(),
            hash => hash,
        }
    }

    #[inline]
    fn first_hash(self) -> u32 {
        let hash = hash_of(self.bytes());
        self.head().hash.set(hash);
        hash
    }

    /// Whether these are the bytes.
    #[inline]
    pub(crate) fn has(self, bytes: &[u8]) -> bool {
        if bytes.len() >= SHORTEST_LONG {
            return self.bytes() == bytes;
        }
        if self.head().len != bytes.len() as u32 {
            return false;
        }
        // SAFETY: by the invariant, as the value is not long.
        short_bytes::are_equal(unsafe { self.bytes_from(HEAD, bytes.len()) }, bytes)
    }
}

/// The hash of a value, computed when it is first asked for.
///
/// # Safety
/// 1. `value` is the place of a value of an `Inline` type.
#[inline]
pub(crate) unsafe fn stored_hash(value: NonNull<u8>) -> u32 {
    // SAFETY: by 1.
    unsafe { Inlined::at(value) }.hash()
}

/// Whether two objects have the same bytes. If both were asked for their hashes, the hashes tell most others apart.
#[inline]
pub(crate) fn are_equal<T: Inline>(one: &Obj<T>, two: &Obj<T>) -> bool {
    if Obj::is(one, two) {
        return true;
    }
    let (one, two) = (Inlined::of(one), Inlined::of(two));
    let (one_hash, two_hash) = (one.head().hash.get(), two.head().hash.get());
    if one_hash != two_hash && one_hash & two_hash & IS_HASH != 0 {
        return false;
    }
    short_bytes::are_equal(one.bytes(), two.bytes())
}

/// The hash that an object keeps.
#[inline]
pub(crate) fn hash_of_object<T: Inline>(object: &Obj<T>) -> u32 {
    Inlined::of(object).hash()
}

/// The hash that values of these bytes have; never 0.
#[inline]
pub(crate) fn hash_of(bytes: &[u8]) -> u32 {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    hasher.write(bytes);
    folded(hasher.finish())
}

/// The hash of 8 to 32 bytes. Where it is known that they are so many, the compiler leaves the other cases of hashing out:
/// with all of them, to find an interned text would take 4 of 137 instructions more (`intern_hit` of the benchmarks).
#[inline]
pub(crate) fn short_hash_of(bytes: &[u8]) -> Option<u32> {
    (8..=32).contains(&bytes.len()).then(|| hash_of(bytes))
}

/// 32 bits of 64.
#[inline]
fn folded(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32 | IS_HASH
}

/// A fresh object of `len` bytes, copied from the pieces.
///
/// # Panics
/// If the pieces are not `len` bytes together. `MemoryError` if there is no memory for so many.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn allocate<'a, T: Inline>(len: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> Obj<T> {
    allocate_hashed(len, 0, pieces)
}

/// The same, with the hash of the bytes if it is known, or 0.
///
/// # Panics
/// As `allocate`.
#[inline]
#[cfg_attr(feature = "trace-refs", track_caller)]
pub(crate) fn allocate_hashed<'a, T: Inline>(
    len: usize,
    hash: u32,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Obj<T> {
    if len < USUAL { allocate_as(len, false, hash, pieces) } else { allocate_unusual(len, hash, pieces) }
}

/// A fresh object that is long or large.
#[cold]
#[inline(never)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn allocate_unusual<'a, T: Inline>(len: usize, hash: u32, pieces: impl IntoIterator<Item = &'a [u8]>) -> Obj<T> {
    assert_room(len);
    allocate_as(len, len >= SHORTEST_LONG, hash, pieces)
}

// Called, it takes 38 instructions more: the pieces go through memory.
#[inline(always)]
#[cfg_attr(feature = "trace-refs", track_caller)]
fn allocate_as<'a, T: Inline>(
    len: usize,
    is_long: bool,
    hash: u32,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Obj<T> {
    let head = if is_long { LONG_HEAD } else { HEAD };
    let (pool, shape) = T::pools().of_size(head + len);
    let mut slot = slot_in(pool, T::INFO, shape);
    // Should a piece be missing, the slot is lost, but nobody takes it for an object.
    slot.clear();
    let value = slot.value();
    // SAFETY: the slot has room for a head.
    unsafe { value.cast().write(Head { len: if is_long { LONG } else { len as u32 }, hash }) };
    // SAFETY: the slot has room for the head.
    let mut rest = Room { next: unsafe { value.add(HEAD) }, left: head - HEAD + len };
    if is_long {
        rest.fill(&len.to_ne_bytes());
    }
    for piece in pieces {
        rest.fill(piece);
    }
    assert!(rest.left == 0, "the pieces are shorter than the value");
    let object = start_header::<T>(slot);
    // SAFETY: the slot holds a value of `T`, and its count of 1 is this handle's.
    unsafe { Obj::adopt(object) }
}

/// The part of a slot that is not written yet.
///
/// Invariant: `left` bytes from `next` on are valid for writes.
struct Room {
    next: NonNull<u8>,
    left: usize,
}

impl Room {
    #[inline]
    fn fill(&mut self, piece: &[u8]) {
        assert!(piece.len() <= self.left, "the pieces are longer than the value");
        // SAFETY: by the invariant there is room; a slot that nobody has yet does not overlap with `piece`.
        unsafe { self.next.copy_from_nonoverlapping(NonNull::from_ref(piece).cast(), piece.len()) };
        // SAFETY: by the invariant the end of the piece is inside the room, or just behind it.
        self.next = unsafe { self.next.add(piece.len()) };
        self.left -= piece.len();
    }
}
