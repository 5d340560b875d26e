//! Memory outside of the heap of which the types of values say nothing.

use std::cell::Cell;
use std::marker::PhantomData;
use std::panic::RefUnwindSafe;

use super::collect_if_due;
use crate::heap::Heap;
use crate::trace::{Trace, Tracer};

/// Memory outside of the heap that an object owns, counted for the pace of automatic collections.
///
/// What the collector sees by itself are objects, and the buffers that values own through the types of the standard library
/// ([`gc::threshold`](crate::gc::threshold) says when). An object in a cycle, or held by one, that owns memory in another way (of
/// a library of C, of a device, in a `skip` field) says so with a field of this type: its bytes count as bytes of the heap from
/// when it is made or set until it is dropped. So full collections come as this memory grows by a fifth, or as the memory of all
/// doubles, not as that of the objects does.
///
/// Worth the eight bytes where such memory is much larger than objects, and objects are in cycles; what is not in cycles is
/// freed by counting at once. A type of your own can also say what it owns by [`Trace::weigh`].
///
/// # Examples
/// ```
/// use obj_runtime::gc::ExternalMemory;
/// use obj_runtime::prelude::*;
///
/// /// A picture in the memory of a device, by its number there.
/// #[derive(Object)]
/// struct Image { texture: u32, memory: ExternalMemory, original: ObjCell<Image> }
///
/// for texture in 0..200 {
///     let memory = ExternalMemory::new(1 << 20);
///     let image = Obj::new(Image { texture, memory, original: ObjCell::default() });
///     image.original.set(Some(image.clone()));
///     assert_eq!((image.texture, image.memory.bytes()), (texture, 1 << 20));
/// }
/// assert!(obj_runtime::gc::stats().full.collected > 100, "200 MiB would be a lot for one image");
/// ```
#[derive(Debug, Default)]
pub struct ExternalMemory {
    bytes: Cell<usize>,
    /// The bytes are counted in the thread's own heap.
    thread: PhantomData<*const ()>,
}

impl ExternalMemory {
    /// Counts `bytes` bytes; collects first if a collection is due with them.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::gc::ExternalMemory;
    /// let memory = ExternalMemory::new(1 << 20);
    /// assert_eq!(memory.bytes(), 1 << 20);
    /// ```
    #[must_use = "the bytes are counted until this is dropped"]
    pub fn new(bytes: usize) -> Self {
        let this = Self::default();
        this.set(bytes);
        this
    }

    /// The number of bytes counted.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::gc::ExternalMemory;
    /// assert_eq!(ExternalMemory::new(100).bytes(), 100);
    /// ```
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// Counts `bytes` bytes from now on, and no longer those set before. If they are more, collects if a collection is due.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::gc::ExternalMemory;
    /// let memory = ExternalMemory::new(100);
    /// memory.set(200);                        // the buffer has grown
    /// assert_eq!(memory.bytes(), 200);
    /// ```
    pub fn set(&self, bytes: usize) {
        let heap = Heap::current();
        let before = self.bytes.replace(bytes);
        heap.external_bytes.set(heap.external_bytes.get().wrapping_sub(before).wrapping_add(bytes));
        if bytes > before {
            collect_if_due(heap);
        }
    }
}

impl Drop for ExternalMemory {
    fn drop(&mut self) {
        self.set(0);
    }
}

// A panic finds the number whole.
impl RefUnwindSafe for ExternalMemory {}

// SAFETY: it holds no handle.
unsafe impl Trace for ExternalMemory {
    type Leaves<H> = Self;
    const HOLDS: bool = false;
    const HOLDS_BEHIND: bool = false;
    fn trace(_: &Self, _: &mut Tracer) {}
}
