//! Values of a thread that are there from its first instruction to its last: thread-locals made by a constant, without
//! destructor.

// Where thread-locals are values of keys of the operating system (`target_thread_local` is not set), the standard library frees
// them before the last destructors of the thread have run, whether they need a destructor or not.
#[cfg(any(
    target_os = "android",
    target_os = "haiku",
    target_os = "illumos",
    target_os = "nto",
    target_os = "openbsd",
    target_os = "solaris",
    target_os = "uefi",
    target_os = "vita",
    target_os = "xous",
    target_env = "ohos",
    target_env = "sgx",
    all(windows, target_env = "gnu", not(target_abi = "llvm")),
    all(windows, target_vendor = "win7", target_arch = "x86"),
))]
compile_error!(
    "obj-runtime keeps its heap in thread-locals that have to be there until a thread has ended; on this target the standard \
     library frees them before. For Windows use a target `*-pc-windows-msvc` or `*-pc-windows-gnullvm`."
);

use std::cell::{BorrowError, Ref, RefCell, RefMut};
use std::mem::{ManuallyDrop, needs_drop};
use std::thread::LocalKey;

/// A type whose values are each a thread's own.
///
/// # Safety
/// 1. It is not `Sync`, so no reference to a value can leave the thread.
pub(crate) unsafe trait OfOneThread: 'static {}

/// The value of this thread.
#[inline]
pub(crate) fn get<T: OfOneThread>(key: &'static LocalKey<T>) -> &'static T {
    const { assert!(!needs_drop::<T>(), "what needs no destructor is valid as long as the thread runs") };
    // `with` is compiled once and called, unless the compiler sees it in time; `try_with` is compiled into whoever asks.
    let Ok(value) = key.try_with(|value| std::ptr::from_ref(value)) else { unreachable!("it is never destroyed") };
    // SAFETY: without destructor, a thread-local is valid as long as its thread runs, on the targets that are not refused above,
    // and by 1. the reference stays there.
    unsafe { &*value }
}

/// A part of such a value that would need a destructor: it is never dropped, unless it is taken out. What it owns when the
/// thread ends is given back at the thread's end.
pub(crate) struct Undropped<X>(RefCell<ManuallyDrop<X>>);

impl<X> Undropped<X> {
    pub(crate) const fn new(value: X) -> Self {
        Self(RefCell::new(ManuallyDrop::new(value)))
    }

    #[inline]
    pub(crate) fn borrow(&self) -> Ref<'_, X> {
        Ref::map(self.0.borrow(), |value| &**value)
    }

    #[inline]
    pub(crate) fn borrow_mut(&self) -> RefMut<'_, X> {
        RefMut::map(self.0.borrow_mut(), |value| &mut **value)
    }

    /// As `borrow`, for those who may be called while it is borrowed mutably.
    pub(crate) fn try_borrow(&self) -> Result<Ref<'_, X>, BorrowError> {
        Ok(Ref::map(self.0.try_borrow()?, |value| &**value))
    }

    /// The cell itself.
    #[inline]
    pub(crate) fn as_cell(&self) -> &RefCell<ManuallyDrop<X>> {
        &self.0
    }

    /// Puts another value in its place.
    pub(crate) fn replace(&self, value: X) -> X {
        std::mem::replace(&mut *self.borrow_mut(), value)
    }

    /// Takes the value out and leaves an empty one.
    pub(crate) fn take(&self) -> X
    where
        X: Default,
    {
        std::mem::take(&mut *self.borrow_mut())
    }
}

impl<X: Default> Default for Undropped<X> {
    fn default() -> Self {
        Self::new(X::default())
    }
}
