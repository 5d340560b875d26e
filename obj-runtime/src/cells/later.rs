//! The contents that cells get at the end of a load.
//!
//! A cell whose content names objects that are not there yet is made with a mark, and reads as empty. When all objects are
//! there, they are traced, and each cell that still has its mark takes the content for which that stands: so a cell is
//! found wherever it has moved, and one that was set meanwhile stays as it is.

use std::cell::RefCell;

use crate::ground::mark::Mark;
use crate::object::Obj;
use crate::object::any::AnyObj;

/// The content of one cell, by the numbers of objects.
pub(crate) enum Content {
    One(u32),
    Row(Vec<u32>),
    /// Keys, with their hashes, and values.
    Entries(Vec<(u64, u32, u32)>),
}

/// The contents of the cells of one load, by the numbers of their marks.
pub(crate) struct Contents {
    pub(crate) load: u32,
    pub(crate) objects: Vec<AnyObj>,
    pub(crate) contents: Vec<Content>,
}

thread_local! {
    /// The load whose cells are being filled.
    static CURRENT: RefCell<Option<Contents>> = const { RefCell::new(None) };
}

/// While this lives, tracing fills cells. No code of the program runs meanwhile.
pub(crate) struct Filling;

impl Filling {
    pub(crate) fn start(contents: Contents) -> Self {
        CURRENT.set(Some(contents));
        Self
    }

    /// The contents again, which nobody needs any more but for the objects.
    pub(crate) fn end(self) -> Option<Contents> {
        CURRENT.take()
    }
}

impl Drop for Filling {
    fn drop(&mut self) {
        drop(CURRENT.take());
    }
}

fn with<R>(mark: Mark, look: impl FnOnce(&Content, &[AnyObj]) -> Option<R>) -> Option<R> {
    CURRENT.with_borrow(|current| {
        let Contents { load, objects, contents } = current.as_ref()?;
        let content = contents.get(mark.number as usize).filter(|_| mark.load == *load)?;
        look(content, objects)
    })
}

fn at<T: ?Sized>(objects: &[AnyObj], number: u32) -> Option<Obj<T>> {
    let object = objects.get(number as usize)?.clone();
    // SAFETY: who made the mark saw to it that its objects are of the types that the cell holds.
    Some(unsafe { Obj::from_handle(object.into_handle()) })
}

/// The object for which a mark stands.
pub(super) fn object<T: ?Sized>(mark: Mark) -> Option<Obj<T>> {
    with(mark, |content, objects| match content {
        Content::One(number) => at(objects, *number),
        _ => None,
    })
}

/// The objects for which a mark stands.
pub(super) fn row<T: ?Sized>(mark: Mark) -> Option<Vec<Obj<T>>> {
    with(mark, |content, objects| match content {
        Content::Row(numbers) => numbers.iter().map(|&number| at(objects, number)).collect(),
        _ => None,
    })
}

/// The hash of a key, the key and a value.
type Entry<K, V> = (u64, Obj<K>, Obj<V>);

/// The keys, with their hashes, and values for which a mark stands.
pub(super) fn entries<K: ?Sized, V: ?Sized>(mark: Mark) -> Option<Vec<Entry<K, V>>> {
    with(mark, |content, objects| match content {
        Content::Entries(entries) => {
            entries.iter().map(|&(hash, key, value)| Some((hash, at(objects, key)?, at(objects, value)?))).collect()
        }
        _ => None,
    })
}
