//! The contents that cells get at the end of a load.
//!
//! A cell whose content names objects that are not there yet is made with a mark, and reads as empty. When all objects are
//! there, they are traced, and each cell that still has its mark takes the content for which that stands: so a cell is
//! found wherever it has moved, and one that was set meanwhile stays as it is. How many cells have a mark is counted, so
//! that none is forgotten: a cell that nobody finds is an error of the load.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use crate::ground::mark::Mark;
use crate::object::Obj;
use crate::object::any::AnyObj;

/// The content of one cell, by the numbers of objects.
pub(crate) enum Content {
    One(u32),
    /// So many of the numbers of the load.
    Row(Range<u32>),
    /// Keys, with their hashes, and values.
    Entries(Box<[(u64, u32, u32)]>),
}

/// The contents of the cells of one load, by the numbers of their marks.
struct Contents {
    load: u32,
    contents: Vec<Content>,
    /// Those of rows, one after the other.
    numbers: Vec<u32>,
    /// How many cells have the mark of each content.
    cells: Vec<u32>,
    /// The objects of the load, while its cells are being filled.
    objects: Rc<Vec<AnyObj>>,
}

thread_local! {
    /// The loads that are under way, the innermost last.
    static LOADS: RefCell<Vec<Contents>> = const { RefCell::new(Vec::new()) };
    /// The number of the next load.
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A load that is under way; its marks mean something as long as it lives.
pub(crate) struct Load(u32);

impl Load {
    /// `None` if the thread has loaded 2³¹ graphs with marks.
    pub(crate) fn start() -> Option<Self> {
        let load = NEXT.get();
        (load < 1 << 31).then(|| {
            NEXT.set(load + 1);
            let (contents, numbers, cells) = Default::default();
            let contents = Contents { load, contents, numbers, cells, objects: Rc::default() };
            LOADS.with_borrow_mut(|loads| loads.push(contents));
            Self(load)
        })
    }

    fn with<R>(&self, look: impl FnOnce(&mut Contents) -> R) -> Option<R> {
        with_load(self.0, look)
    }

    /// The mark of a new content, for one cell. `None` if there are too many.
    pub(crate) fn add(&self, content: Content) -> Option<Mark> {
        self.with(|load| {
            let number = u32::try_from(load.contents.len()).ok()?;
            load.contents.push(content);
            load.cells.push(1);
            Some(Mark { load: load.load, number })
        })?
    }

    /// The mark of a row of objects, for one cell. `None` if there are too many.
    pub(crate) fn add_row(&self, numbers: &[u32]) -> Option<Mark> {
        let row = self.with(|load| {
            let start = u32::try_from(load.numbers.len()).ok()?;
            load.numbers.extend_from_slice(numbers);
            Some(start..u32::try_from(load.numbers.len()).ok()?)
        });
        self.add(Content::Row(row??))
    }

    /// The keys of a map.
    pub(crate) fn keys(&self, number: u32) -> Vec<u32> {
        let keys = self.with(|load| match &load.contents[number as usize] {
            Content::Entries(entries) => entries.iter().map(|&(_, key, _)| key).collect(),
            _ => Vec::new(),
        });
        keys.unwrap_or_default()
    }

    /// The hashes of the keys of a map are known.
    pub(crate) fn set_hashes(&self, number: u32, hashes: Vec<u64>) {
        self.with(|load| {
            if let Content::Entries(entries) = &mut load.contents[number as usize] {
                entries.iter_mut().zip(hashes).for_each(|(entry, hash)| entry.0 = hash);
            }
        });
    }

    /// While `trace` runs, tracing fills cells: the objects are all there. No code of the program runs meanwhile.
    pub(crate) fn fill(&self, objects: &Rc<Vec<AnyObj>>, trace: impl FnOnce()) {
        self.with(|load| load.objects = Rc::clone(objects));
        trace();
        self.with(|load| load.objects = Rc::default());
    }

    /// A content for which a cell waits, if there is one.
    pub(crate) fn first_awaited(&self) -> Option<u32> {
        self.with(|load| load.cells.iter().position(|&cells| cells > 0).map(|number| number as u32))?
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        let ended = LOADS.try_with(|loads| {
            let mut loads = loads.borrow_mut();
            loads.iter().rposition(|contents| contents.load == self.0).map(|place| loads.remove(place))
        });
        drop(ended);
    }
}

fn with_load<R>(load: u32, look: impl FnOnce(&mut Contents) -> R) -> Option<R> {
    let look = |loads: &RefCell<Vec<Contents>>| {
        loads.borrow_mut().iter_mut().rev().find(|contents| contents.load == load).map(look)
    };
    // A cell may outlive its load, and the thread-locals.
    LOADS.try_with(look).ok()?
}

/// There is one cell more with the mark.
pub(super) fn copied(mark: Mark) {
    with_load(mark.load, |load| load.cells[mark.number as usize] += 1);
}

/// There is one cell less with the mark: it has its content, or another, or is gone.
#[cold]
pub(super) fn gone(mark: Mark) {
    with_load(mark.load, |load| load.cells[mark.number as usize] -= 1);
}

fn with<R>(mark: Mark, look: impl FnOnce(&Content, &Contents) -> Option<R>) -> Option<R> {
    with_load(mark.load, |load| match load.objects.is_empty() {
        false => look(&load.contents[mark.number as usize], load),
        true => None,
    })?
}

fn at<T: ?Sized>(objects: &[AnyObj], number: u32) -> Option<Obj<T>> {
    let object = objects.get(number as usize)?.clone();
    // SAFETY: who made the mark saw to it that its objects are of the types that the cell holds.
    Some(unsafe { Obj::from_handle(object.into_handle()) })
}

/// The object for which a mark stands.
pub(super) fn object<T: ?Sized>(mark: Mark) -> Option<Obj<T>> {
    with(mark, |content, load| match content {
        Content::One(number) => at(&load.objects, *number),
        _ => None,
    })
}

impl Contents {
    /// The numbers of a row.
    fn row(&self, Range { start, end }: &Range<u32>) -> &[u32] {
        &self.numbers[*start as usize..*end as usize]
    }
}

/// How many objects come for which a mark stands, if they are there.
pub(super) fn row_len(mark: Mark) -> Option<usize> {
    with(mark, |content, load| match content {
        Content::Row(row) => Some(load.row(row).len()),
        _ => None,
    })
}

/// The objects for which a mark stands. `take` only puts them away.
pub(super) fn each_of_row<T: ?Sized>(mark: Mark, mut take: impl FnMut(Obj<T>)) {
    with(mark, |content, load| match content {
        Content::Row(row) => load.row(row).iter().try_for_each(|&number| at(&load.objects, number).map(&mut take)),
        _ => None,
    });
}

/// The hash of a key, the key and a value.
type Entry<K, V> = (u64, Obj<K>, Obj<V>);

/// The keys, with their hashes, and values for which a mark stands.
pub(super) fn entries<K: ?Sized, V: ?Sized>(mark: Mark) -> Option<Vec<Entry<K, V>>> {
    with(mark, |content, Contents { objects, .. }| match content {
        Content::Entries(entries) => {
            entries.iter().map(|&(hash, key, value)| Some((hash, at(objects, key)?, at(objects, value)?))).collect()
        }
        _ => None,
    })
}

/// The mark that a map has while a graph is loaded.
pub(super) struct OwnMark(Mark);

impl OwnMark {
    pub(super) fn new(mark: Mark) -> Self {
        Self(mark)
    }

    pub(super) fn mark(&self) -> Mark {
        self.0
    }
}

impl Clone for OwnMark {
    fn clone(&self) -> Self {
        copied(self.0);
        Self(self.0)
    }
}

impl Drop for OwnMark {
    fn drop(&mut self) {
        gone(self.0);
    }
}
