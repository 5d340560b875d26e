//! Memory of Windows: `VirtualAlloc`. What it hands out is given back whole, so no piece can be cut from a larger one.

use std::alloc::Layout;
use std::ffi::c_void;
use std::ptr::{self, NonNull};

use windows_sys::Win32::System::Memory::{
    MEM_COMMIT, MEM_RELEASE, MEM_RESERVE, PAGE_NOACCESS, PAGE_READWRITE, VirtualAlloc, VirtualFree,
};

/// How often another thread may be faster to take addresses that were just found free.
const ATTEMPTS: usize = 100;

/// Memory, which the system has back when this is dropped.
///
/// Invariant: it is whole, as `VirtualAlloc` gave it, and nobody else's.
pub(crate) struct Memory(NonNull<u8>);

impl Memory {
    /// Memory at any address that is aligned by chance, or else at one where a larger piece of addresses was free.
    pub(super) fn take(layout: Layout) -> Option<Self> {
        let memory = Self::commit(ptr::null(), layout.size())?;
        if memory.start().addr().get().is_multiple_of(layout.align()) {
            return Some(memory);
        }
        drop(memory);
        let room = layout.size().checked_add(layout.align())?;
        (0..ATTEMPTS).find_map(|_| {
            let address = free_address(room)?.checked_next_multiple_of(layout.align())?;
            Self::commit(ptr::without_provenance(address), layout.size())
        })
    }

    /// Memory at an address, or at any if that is null; `None` if the address is not free.
    fn commit(address: *const c_void, size: usize) -> Option<Self> {
        Self::allocate(address, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
    }

    fn allocate(address: *const c_void, size: usize, kind: u32, protection: u32) -> Option<Self> {
        // SAFETY: new memory, or a reservation of addresses, touches nothing that exists: where something is, the call fails.
        let memory = unsafe { VirtualAlloc(address, size, kind, protection) };
        NonNull::new(memory.cast()).map(Self)
    }

    /// The first byte.
    pub(crate) fn start(&self) -> NonNull<u8> {
        self.0
    }

    /// Does nothing: large pages need a privilege, and cannot be asked for afterwards.
    pub(crate) fn prefer_large_pages(&self) {}
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: by the invariant. A failure would leave the memory taken, which harms nobody.
        unsafe { VirtualFree(self.0.as_ptr().cast(), 0, MEM_RELEASE) };
    }
}

/// The first of `size` addresses that were free a moment ago.
fn free_address(size: usize) -> Option<usize> {
    let reserved = Memory::allocate(ptr::null(), size, MEM_RESERVE, PAGE_NOACCESS)?;
    Some(reserved.start().addr().get())
}
