//! The contents that cells get at the end of a load.
//!
//! A cell whose content names objects that are not there yet is made with a mark, and reads as empty. When all objects are
//! there, they are traced, and each cell that still has its mark takes the content for which that stands: so a cell is
//! found wherever it has moved, and one that was set meanwhile stays as it is. How many cells have a mark is counted, so
//! that none is forgotten: a cell that nobody finds is an error of the load.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::ground::mark::Mark;
use crate::object::Obj;
use crate::object::any::AnyObj;
#[cfg(feature = "parcel")]
use crate::trace::Relocator;

/// The keys of a map, with their hashes, and its values, by the numbers of objects.
pub(crate) type Entries = Box<[(u64, u32, u32)]>;

/// The content of one cell.
enum Content {
    /// The object of a number.
    One(u32),
    /// Those of a part of the numbers of the load.
    Row(u32, u32),
    /// The entries at a place among those of the load.
    Entries(u32),
}

/// A content, and how many cells have the mark that stands for it.
struct Awaited {
    content: Content,
    cells: u32,
}

/// The contents of the cells of one load, by the numbers of their marks.
struct Contents {
    load: u32,
    contents: Vec<Awaited>,
    /// The numbers of rows, one after the other.
    numbers: Vec<u32>,
    entries: Vec<Entries>,
    /// Whether the keys of these are hashed. Until then, maps are left empty.
    are_hashed: bool,
    /// The objects of the load, while its cells are being filled.
    objects: Rc<Vec<AnyObj>>,
}

thread_local! {
    /// The loads that are under way, the innermost last: none when the thread ends, and no memory for them, so there is nothing to
    /// drop then.
    static LOADS: ManuallyDrop<RefCell<Vec<Contents>>> = const { ManuallyDrop::new(RefCell::new(Vec::new())) };
    /// The number of the next load.
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A load that is under way; its marks mean something as long as it lives.
pub(crate) struct Load(u32);

impl Load {
    /// One with room for so many contents. `None` if the thread has loaded 2³¹ graphs with marks.
    pub(crate) fn start(room: usize) -> Option<Self> {
        let load = NEXT.get();
        (load < Mark::LOADS).then(|| {
            NEXT.set(load + 1);
            let (numbers, entries, are_hashed, objects) = Default::default();
            let contents = Contents { load, contents: Vec::with_capacity(room), numbers, entries, are_hashed, objects };
            LOADS.with(|loads| loads.borrow_mut().push(contents));
            Self(load)
        })
    }

    fn with<R>(&self, look: impl FnOnce(&mut Contents) -> R) -> Option<R> {
        with_load(self.0, look)
    }

    /// The mark of an object, for one cell. `None` if there are too many.
    pub(crate) fn add_one(&self, number: u32) -> Option<Mark> {
        self.with(|load| load.add(Content::One(number)))?
    }

    /// The mark of the entries of a map, for one cell. `None` if there are too many.
    pub(crate) fn add_entries(&self, entries: Entries) -> Option<Mark> {
        self.with(|load| {
            load.entries.push(entries);
            load.add(Content::Entries(load.entries.len() as u32 - 1))
        })?
    }

    /// The mark of a row of objects, for one cell. `None` if there are too many.
    pub(crate) fn add_row(&self, numbers: &[u32]) -> Option<Mark> {
        self.with(|load| {
            let start = u32::try_from(load.numbers.len()).ok()?;
            load.numbers.extend_from_slice(numbers);
            load.add(Content::Row(start, u32::try_from(load.numbers.len()).ok()?))
        })?
    }

    /// The keys of a map, with their hashes, if these are known.
    pub(crate) fn keys(&self, number: u32) -> Vec<(u64, u32)> {
        let keys = self
            .with(|load| Some(load.entries_of(number as usize)?.iter().map(|&(hash, key, _)| (hash, key)).collect()));
        keys.flatten().unwrap_or_default()
    }

    /// The hashes of the keys of a map are known.
    pub(crate) fn set_hashes(&self, number: u32, hashes: Vec<u64>) {
        self.with(|load| {
            if let Content::Entries(place) = load.contents[number as usize].content {
                let entries = &mut load.entries[place as usize];
                entries.iter_mut().zip(hashes).for_each(|(entry, hash)| entry.0 = hash);
            }
        });
    }

    /// The hashes of all keys are known.
    pub(crate) fn end_hashing(&self) {
        self.with(|load| load.are_hashed = true);
    }

    /// While `trace` runs, tracing fills cells, but maps only if their keys are hashed: the objects are all there. No code of the
    /// program runs meanwhile.
    pub(crate) fn fill(&self, objects: &Rc<Vec<AnyObj>>, trace: impl FnOnce()) {
        self.with(|load| load.objects = Rc::clone(objects));
        trace();
        self.with(|load| load.objects = Rc::default());
    }

    /// A content for which a cell waits that can be filled, if there is one.
    pub(crate) fn first_awaited(&self) -> Option<u32> {
        self.with(|load| {
            let can_be_filled = |content: &Content| load.are_hashed || !matches!(content, Content::Entries(_));
            let waits = |awaited: &Awaited| awaited.cells > 0 && can_be_filled(&awaited.content);
            load.contents.iter().position(waits).map(|number| number as u32)
        })?
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        let ended = LOADS.with(|loads| {
            let mut loads = loads.borrow_mut();
            let ended = loads.iter().rposition(|contents| contents.load == self.0).map(|place| loads.remove(place));
            if loads.is_empty() {
                loads.shrink_to_fit();
            }
            ended
        });
        drop(ended);
    }
}

fn with_load<R>(load: u32, look: impl FnOnce(&mut Contents) -> R) -> Option<R> {
    // A cell may outlive its load.
    LOADS.with(|loads| loads.borrow_mut().iter_mut().rev().find(|contents| contents.load == load).map(look))
}

/// There is one cell more with the mark.
pub(super) fn copied(mark: Mark) {
    with_load(mark.load(), |load| load.contents[mark.number()].cells += 1);
}

/// Shows a cell with a mark to be relocated. Returns whether it stays empty for good, since the load has ended.
#[cfg(feature = "parcel")]
pub(super) fn is_left(mark: Mark, relocator: &mut Relocator) -> bool {
    let is_under_way = with_load(mark.load(), |_| ()).is_some();
    if is_under_way {
        relocator.awaits();
    }
    !is_under_way
}

/// There is one cell less with the mark: it has its content, or another, or is gone.
#[cold]
pub(super) fn gone(mark: Mark) {
    with_load(mark.load(), |load| load.contents[mark.number()].cells -= 1);
}

/// What `look` makes of the content for which a mark stands, if the objects are there. If that is something, the cell that has the mark
/// waits no more.
fn take<R>(mark: Mark, look: impl FnOnce(&Content, &Contents) -> Option<R>) -> Option<R> {
    with_load(mark.load(), |load| {
        let taken = match load.objects.is_empty() {
            false => look(&load.contents[mark.number()].content, load),
            true => None,
        };
        load.contents[mark.number()].cells -= u32::from(taken.is_some());
        taken
    })?
}

fn at<T: ?Sized>(objects: &[AnyObj], number: u32) -> Option<Obj<T>> {
    objects.get(number as usize).cloned().map(typed)
}

/// An object of this module as the cell holds it that waits for it.
pub(super) fn typed<T: ?Sized>(object: AnyObj) -> Obj<T> {
    // SAFETY: who made the mark saw to it that its objects are of the types that the cell holds.
    unsafe { Obj::from_handle(object.into_handle()) }
}

/// The object for which the mark of a cell stands, if it is there. The cell takes it, and waits no more. (Compiled once, and not for
/// each type.)
pub(super) fn take_object(mark: Mark) -> Option<AnyObj> {
    take(mark, |content, load| match *content {
        Content::One(number) => load.objects.get(number as usize).cloned(),
        _ => None,
    })
}

/// Objects that a list waits for.
pub(super) struct Row<'a> {
    numbers: &'a [u32],
    objects: &'a [AnyObj],
}

impl Row<'_> {
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Calls `take` with each. It only puts them away.
    pub(super) fn each<T: ?Sized>(self, take: impl FnMut(Obj<T>)) {
        self.numbers.iter().filter_map(|&number| at(self.objects, number)).for_each(take);
    }
}

/// The objects for which the mark of a list stands, if they are there. The list takes them, and waits no more.
pub(super) fn take_row<R>(mark: Mark, use_row: impl FnOnce(Row<'_>) -> R) -> Option<R> {
    take(mark, |content, load| match *content {
        Content::Row(start, end) => {
            let numbers = &load.numbers[start as usize..end as usize];
            Some(use_row(Row { numbers, objects: &load.objects }))
        }
        _ => None,
    })
}

impl Contents {
    /// The entries for which the mark of a number stands.
    fn entries_of(&self, number: usize) -> Option<&Entries> {
        match self.contents[number].content {
            Content::Entries(place) => Some(&self.entries[place as usize]),
            _ => None,
        }
    }

    fn add(&mut self, content: Content) -> Option<Mark> {
        let mark = Mark::new(self.load, self.contents.len())?;
        self.contents.push(Awaited { content, cells: 1 });
        Some(mark)
    }
}

/// The hash of a key, the key and a value.
type Entry<K, V> = (u64, Obj<K>, Obj<V>);

/// The keys, with their hashes, and values for which a mark stands.
pub(super) fn entries<K: ?Sized, V: ?Sized>(mark: Mark) -> Option<Vec<Entry<K, V>>> {
    with_load(mark.load(), |load| {
        let objects = Some(&load.objects).filter(|objects| load.are_hashed && !objects.is_empty())?;
        let entry = |&(hash, key, value): &(u64, u32, u32)| Some((hash, at(objects, key)?, at(objects, value)?));
        load.entries_of(mark.number())?.iter().map(entry).collect()
    })?
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_memory_is_kept_when_all_loads_have_ended() {
        let room = || LOADS.with(|loads| loads.borrow().capacity());
        let outer = Load::start(1);
        drop(Load::start(1));
        assert!(room() > 0 && outer.is_some());
        drop(outer);
        assert_eq!(room(), 0);
    }
}
