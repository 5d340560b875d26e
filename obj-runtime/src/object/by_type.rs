//! What a thread keeps for each of the types of which there are many: generic ones.

use std::any::TypeId;
use std::mem::ManuallyDrop;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use crate::ground::thread_static::Undropped;

/// Something that is kept for a type.
pub(crate) trait KeptByType: Default + 'static {
    /// Whether nothing refers to it, and nobody would miss it.
    fn is_unused(&self) -> bool;
}

/// What is kept, by type. It stays where it is until the thread ends.
pub(crate) struct ByType<S>(Undropped<HashMap<TypeId, ManuallyDrop<Box<S>>, FixedState>>);

impl<S: KeptByType> ByType<S> {
    pub(crate) const fn new() -> Self {
        Self(Undropped::new(HashMap::with_hasher(FixedState::with_seed(0))))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// What is kept for a type, made when it is first asked for.
    pub(crate) fn of(&'static self, type_id: TypeId) -> &'static S {
        let mut kept = self.0.borrow_mut();
        let kept = kept.entry(type_id).or_insert_with(|| ManuallyDrop::new(Box::default()));
        let kept: *const S = &raw const ***kept;
        // SAFETY: the box is freed only at the thread's end, if nothing refers to it; the reference never leaves the thread.
        unsafe { &*kept }
    }

    /// Frees what is unused, at the thread's end; returns whether there is more.
    pub(crate) fn end(&self) -> bool {
        let mut all = self.0.borrow_mut();
        all.retain(|_, kept| {
            let unused = kept.is_unused();
            if unused {
                // SAFETY: dropped once: `retain` forgets the entry now.
                unsafe { ManuallyDrop::drop(kept) };
            }
            !unused
        });
        all.shrink_to_fit();
        !all.is_empty()
    }
}
