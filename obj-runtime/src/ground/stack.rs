//! Where on the stack the program is.

#[cfg(all(target_arch = "x86_64", not(miri)))]
use std::arch::asm;

/// An address in the frame of the caller.
#[inline(always)]
pub(crate) fn place_on_stack() -> usize {
    // Who takes the address of a local variable cannot leave by a jump, as the drop of a handle is to do.
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        let place;
        // SAFETY: this reads a register.
        unsafe { asm!("mov {}, rsp", out(reg) place, options(pure, nomem, nostack, preserves_flags)) }
        place
    }
    #[cfg(any(not(target_arch = "x86_64"), miri))]
    {
        let place = std::mem::MaybeUninit::<u8>::uninit();
        (&raw const place).addr()
    }
}
