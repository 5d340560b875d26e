//! The contents that cells get at the end of a load.
//!
//! A cell whose content names objects that are not there yet is made with a mark, and reads as empty. When all objects are
//! there, they are traced, and each cell that still has its mark takes the content for which that stands: so a cell is
//! found wherever it has moved, and one that was set meanwhile stays as it is.

use std::cell::RefCell;

use crate::ground::mark::Mark;
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

fn at(objects: &[AnyObj], number: u32) -> Option<AnyObj> {
    objects.get(number as usize).cloned()
}

/// The object for which a mark stands.
pub(crate) fn object(mark: Mark) -> Option<AnyObj> {
    with(mark, |content, objects| match content {
        Content::One(number) => at(objects, *number),
        _ => None,
    })
}

/// The objects for which a mark stands.
pub(crate) fn row(mark: Mark) -> Option<Vec<AnyObj>> {
    with(mark, |content, objects| match content {
        Content::Row(numbers) => numbers.iter().map(|&number| at(objects, number)).collect(),
        _ => None,
    })
}

/// The keys, with their hashes, and values for which a mark stands.
pub(crate) fn entries(mark: Mark) -> Option<Vec<(u64, AnyObj, AnyObj)>> {
    with(mark, |content, objects| match content {
        Content::Entries(entries) => {
            entries.iter().map(|&(hash, key, value)| Some((hash, at(objects, key)?, at(objects, value)?))).collect()
        }
        _ => None,
    })
}
