//! Weighing what a value owns outside of the heap.

use super::Trace;

/// Pointers that are gone through: what lies behind more is not weighed.
const DEEPEST: u8 = 3;
/// Of more items than these, the first are weighed for all.
const SAMPLE: usize = 16;

/// Adds up the bytes outside of the heap that a value owns: see [`Trace::weigh`].
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::{Scale, Tracer};
///
/// /// A picture in memory of its own, as a library of C gives it.
/// struct Picture(std::ptr::NonNull<u8>, usize);
///
/// // SAFETY: it holds no handle.
/// unsafe impl Trace for Picture {
///     type Leaves<H> = Self;
///     const HOLDS: bool = false;
///     const OWNS: bool = true;
///     fn trace(_: &Self, _: &mut Tracer) {}
///     fn weigh(this: &Self, scale: &mut Scale) {
///         scale.add(this.1);
///     }
/// }
///
/// #[derive(Object)]
/// struct Image { picture: Picture, original: ObjCell<Image> }
///
/// let picture = Picture(std::ptr::NonNull::dangling(), 1 << 20);
/// let image = Obj::new(Image { picture, original: ObjCell::default() });
/// assert_eq!(obj_runtime::gc::stats().heap.external_bytes, 1 << 20);
/// # drop(image);
/// ```
#[derive(Debug, Default)]
pub struct Scale {
    bytes: usize,
    depth: u8,
}

impl Scale {
    /// What a value owns.
    #[inline]
    pub(crate) fn of<T: Trace + ?Sized>(value: &T) -> usize {
        let mut scale = Self::default();
        if T::OWNS {
            T::weigh(value, &mut scale);
        }
        scale.bytes
    }

    /// The value owns this number of bytes.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::{Scale, Tracer};
    /// struct Buffer(Vec<u8>);
    ///
    /// // SAFETY: it holds no handle.
    /// unsafe impl Trace for Buffer {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = false;
    ///     const OWNS: bool = true;
    ///     fn trace(_: &Self, _: &mut Tracer) {}
    ///     fn weigh(this: &Self, scale: &mut Scale) {
    ///         scale.add(this.0.capacity());
    ///     }
    /// }
    /// # #[derive(Object)]
    /// # struct Node { buffer: Buffer, next: ObjCell<Node> }
    /// # let node = Obj::new(Node { buffer: Buffer(vec![0; 4096]), next: ObjCell::default() });
    /// # assert_eq!(obj_runtime::gc::stats().heap.external_bytes, 4096);
    /// ```
    #[inline]
    pub fn add(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Weighs the items of a container: of more than 16, the first stand for all.
    ///
    /// What is behind more than three pointers is not weighed, so that this takes little time whatever the value.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::{Scale, Tracer};
    /// struct Lines(Vec<String>);
    ///
    /// // SAFETY: it holds no handle.
    /// unsafe impl Trace for Lines {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = false;
    ///     const OWNS: bool = true;
    ///     fn trace(_: &Self, _: &mut Tracer) {}
    ///     fn weigh(this: &Self, scale: &mut Scale) {
    ///         scale.add(this.0.capacity() * size_of::<String>());
    ///         scale.items(this.0.len(), &this.0);
    ///     }
    /// }
    /// # #[derive(Object)]
    /// # struct Page { lines: Lines, next: ObjCell<Page> }
    /// # let lines = Lines(vec!["x".repeat(100); 100]);
    /// # let page = Obj::new(Page { lines, next: ObjCell::default() });
    /// # assert_eq!(obj_runtime::gc::stats().heap.external_bytes, 100 * (size_of::<String>() + 100));
    /// ```
    #[inline]
    pub fn items<'a, T: Trace + ?Sized + 'a>(&mut self, count: usize, items: impl IntoIterator<Item = &'a T>) {
        if T::OWNS && self.depth < DEEPEST && count > 0 {
            let before = std::mem::take(&mut self.bytes);
            self.depth += 1;
            let weighed = items.into_iter().take(SAMPLE).map(|item| T::weigh(item, self)).count();
            self.depth -= 1;
            let bytes = self.bytes as u128 * count as u128 / weighed.max(1) as u128;
            self.bytes = before.saturating_add(usize::try_from(bytes).unwrap_or(usize::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, OnceCell, RefCell};
    use std::collections::{BTreeMap, HashMap, VecDeque};
    use std::sync::Mutex;

    use super::*;

    const TEXT: usize = size_of::<String>();

    #[test]
    fn owners_of_memory_are_weighed_with_it() {
        assert_eq!(Scale::of(&Vec::<u64>::with_capacity(100)), 800);
        assert_eq!(Scale::of(&String::with_capacity(100)), 100);
        assert_eq!(Scale::of(&vec![0_u8; 100].into_boxed_slice()), 100);
        assert_eq!(Scale::of(&Box::new([0_u32; 100])), 400);
        assert!(Scale::of(&VecDeque::<u16>::with_capacity(100)) >= 200);
        assert!(Scale::of(&HashMap::<u32, u32>::with_capacity(100)) >= 800);
        assert!(Scale::of(&BTreeMap::from([(1, 2)])) >= 8);
        assert!(Scale::of(&std::path::PathBuf::from("a/b")) >= 3);
    }

    #[test]
    fn wrappers_are_weighed_by_what_is_in_them() {
        let text = || "x".repeat(100);
        assert_eq!(Scale::of(&Some(text())), 100);
        assert_eq!(Scale::of(&(1, text(), [text(), text()])), 300);
        assert_eq!(Scale::of(&RefCell::new(text())), 100);
        assert_eq!(Scale::of(&Cell::new(text())), 100);
        assert_eq!(Scale::of(&OnceCell::from(text())), 100);
        assert_eq!(Scale::of(&Mutex::new(text())), 100);
        assert_eq!(Scale::of(&Ok::<String, u8>(text())), 100);
        assert_eq!(Scale::of(&std::borrow::Cow::<'static, str>::Owned(text())), 100);
    }

    #[test]
    fn what_is_borrowed_for_writing_is_not_weighed() {
        let cell = RefCell::new(vec![0_u8; 100]);
        let borrowed = cell.borrow_mut();
        assert_eq!(Scale::of(&cell), 0);
        drop(borrowed);
    }

    #[test]
    fn some_items_are_weighed_for_all() {
        let lines: Vec<String> = (0..1000).map(|_| "x".repeat(10)).collect();
        assert_eq!(Scale::of(&lines), lines.capacity() * TEXT + 1000 * 10);
        let nested = vec![vec![vec![0_u8; 100]; 20]; 20];
        assert_eq!(Scale::of(&nested), 20 * TEXT + 20 * 20 * TEXT + 20 * 20 * 100);
    }

    #[test]
    fn depth_takes_no_stack() {
        enum Chain {
            End,
            Link(Box<Chain>),
        }
        // SAFETY: it holds no handle.
        unsafe impl Trace for Chain {
            type Leaves<H> = Self;
            const HOLDS: bool = false;
            const OWNS: bool = true;
            fn trace(_: &Self, _: &mut crate::Tracer) {}
            fn weigh(this: &Self, scale: &mut Scale) {
                if let Self::Link(next) = this {
                    Box::weigh(next, scale);
                }
            }
        }
        let mut chain = Chain::End;
        for _ in 0..10 {
            chain = Chain::Link(Box::new(chain));
        }
        assert_eq!(Scale::of(&chain), 4 * size_of::<Chain>(), "and no further");
    }
}
