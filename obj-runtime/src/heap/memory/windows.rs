//! Memory of Windows: `VirtualAlloc`. What it hands out is given back whole, so no piece can be cut from a larger one.

use std::alloc::Layout;
use std::ffi::c_void;
use std::ptr::{self, NonNull};

use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_RELEASE, MEM_RESERVE, PAGE_NOACCESS, PAGE_READWRITE, VirtualAlloc, VirtualFree,
};

/// How often another thread may be faster to take addresses that were just found free.
const ATTEMPTS: usize = 100;

/// Memory at any address that is aligned by chance, or else at one where a larger piece of addresses was free.
pub(super) fn take(layout: Layout) -> Option<NonNull<u8>> {
    let memory = commit(ptr::null(), layout.size())?;
    if memory.addr().get().is_multiple_of(layout.align()) {
        return Some(memory);
    }
    // SAFETY: it was just taken.
    unsafe { release(memory) };
    let room = layout.size().checked_add(layout.align())?;
    (0..ATTEMPTS).find_map(|_| {
        let address = free_address(room)?.checked_next_multiple_of(layout.align())?;
        commit(ptr::without_provenance(address), layout.size())
    })
}

/// # Safety
/// 1. The memory was taken with this layout and is used no more.
pub(super) unsafe fn give_back(memory: NonNull<u8>, _layout: Layout) {
    // SAFETY: by 1.
    unsafe { release(memory) }
}

/// Does nothing: large pages need a privilege, and cannot be asked for afterwards.
///
/// # Safety
/// 1. The memory was taken with this layout.
pub(super) unsafe fn prefer_large_pages(_memory: NonNull<u8>, _layout: Layout) {}

/// The first of `size` addresses that were free a moment ago.
fn free_address(size: usize) -> Option<usize> {
    // SAFETY: a new reservation that is asked for at no address touches nothing that exists.
    let memory = unsafe { VirtualAlloc(ptr::null(), size, MEM_RESERVE, PAGE_NOACCESS) };
    let memory = NonNull::new(memory.cast())?;
    // SAFETY: it was just reserved.
    unsafe { release(memory) };
    Some(memory.addr().get())
}

/// Memory at an address, or at any if that is null; `None` if the address is not free.
fn commit(address: *const c_void, size: usize) -> Option<NonNull<u8>> {
    // SAFETY: new memory touches nothing that exists: at an address that is in use the call fails.
    let memory = unsafe { VirtualAlloc(address, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE) };
    NonNull::new(memory.cast())
}

/// # Safety
/// 1. The memory is whole, as `VirtualAlloc` gave it, and is used no more.
unsafe fn release(memory: NonNull<u8>) {
    // SAFETY: by 1. A failure would leave the memory taken, which harms nobody.
    unsafe { VirtualFree(memory.as_ptr().cast(), 0, MEM_RELEASE) };
}
