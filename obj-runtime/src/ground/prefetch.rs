//! Asking the processor for memory before it is needed, so that it fetches several places at once.

/// Asks for the memory at an address, which need not be valid. On processors without a stable instruction for it, and
/// under Miri, nothing happens.
#[inline(always)]
pub(crate) fn prefetch<T>(address: *const T) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: a prefetch is a hint: it neither reads memory that the program could tell, nor faults on any address.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(address.cast());
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = address;
}
