//! How to look at the objects of a type as a trait object.

use std::any::TypeId;
use std::ptr::NonNull;

/// A trait that the objects of a type can be used as.
#[doc(hidden)]
#[derive(Debug)]
pub struct Cast {
    trait_id: TypeId,
    /// A `View<D>` without its type.
    view: *const (),
}

/// Looks at the value at a place as a `D`.
pub(crate) type View<D> = unsafe fn(NonNull<u8>) -> NonNull<D>;

// SAFETY: the pointer is one to a function.
unsafe impl Sync for Cast {}

impl Cast {
    /// The type `D`, and how to look at a value through it.
    pub(crate) const fn of<D: ?Sized + 'static>(view: View<D>) -> Self {
        Self { trait_id: TypeId::of::<D>(), view: view as *const () }
    }

    /// The function that `of` was given, if it was for this type.
    #[inline]
    pub(crate) fn view<D: ?Sized + 'static>(&self) -> Option<View<D>> {
        if self.trait_id != TypeId::of::<D>() {
            return None;
        }
        // SAFETY: `of` made the pointer of a function of this very type.
        Some(unsafe { std::mem::transmute::<*const (), View<D>>(self.view) })
    }
}
