//! Where the values that are moved lie in a room, in the order of their numbers.

use super::permits::check_type;
use super::room::Plan;
use super::survey::{Graph, size_of};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;

/// Values of one type with numbers in a row, some of which are no values'.
struct Run {
    info: &'static TypeInfo,
    /// The first number.
    start: u32,
    /// The place of the first.
    place: usize,
}

/// The values of a graph that are moved.
pub(super) struct Values {
    pub(super) plan: Plan,
    runs: Vec<Run>,
    /// The numbers of objects whose finalizers have run.
    pub(super) finalized: Vec<u32>,
    pub(super) count: usize,
    /// The address of the page of the last, if others of it are of the same type.
    page: Option<usize>,
}

impl Values {
    /// None, whose places come after those of a plan.
    pub(super) fn after(plan: Plan) -> Self {
        Self { plan, runs: Vec::new(), finalized: Vec::new(), count: 0, page: None }
    }

    /// Plans the place of one more.
    ///
    /// # Errors
    /// If values of the type cannot be moved.
    pub(super) fn add(&mut self, number: u32, object: ObjectPtr) -> Result<(), String> {
        let page = PagePtr::of(object);
        match self.runs.last().filter(|_| self.page == Some(page.address())) {
            Some(run) => self.plan.add_another(run.info.travels.layout),
            None => self.begin(number, object, page)?,
        }
        if object.header().has(FlagWord::FINALIZED) {
            self.finalized.push(number);
        }
        self.count += 1;
        Ok(())
    }

    /// The first value of a page, or of a type.
    fn begin(&mut self, number: u32, object: ObjectPtr, page: PagePtr) -> Result<(), String> {
        let info = page.info_of(object);
        check_type(info)?;
        let place = match info.travels.row {
            None => self.plan.add(info.travels.layout),
            Some(row) => self.plan.add_row(size_of(info, object), object.value().addr().get(), row.align),
        };
        self.runs.push(Run { info, start: number, place });
        // Each row has a size of its own.
        self.page = (!page.info.is_mixed && info.travels.row.is_none()).then(|| page.address());
        Ok(())
    }

    /// Calls `work` with the objects, their numbers, their types and their places.
    pub(super) fn try_for_each<E>(
        &self,
        graph: &Graph,
        mut work: impl FnMut(u32, ObjectPtr, &'static TypeInfo, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut places = self.places();
        graph.walk.objects().try_for_each(|(number, object)| match places.of_next(number) {
            Some((info, place)) => work(number, object, info, place),
            None => Ok(()),
        })
    }

    /// The numbers of the values, of which handles were found, with their types and places.
    pub(super) fn each<'a>(&'a self, found: &'a [u32]) -> impl Iterator<Item = (u32, &'static TypeInfo, usize)> + 'a {
        let mut places = self.places();
        let numbers = (0_u32..).zip(found).filter(|&(_, &found)| found > 0);
        numbers.filter_map(move |(number, _)| places.of_next(number).map(|(info, place)| (number, info, place)))
    }

    fn places(&self) -> Places<'_> {
        Places { runs: self.runs.iter(), end: 0, next: None }
    }
}

/// Finds the types and places of values, whose numbers rise.
struct Places<'a> {
    /// Those that follow.
    runs: std::slice::Iter<'a, Run>,
    /// The first number of these.
    end: u32,
    next: Option<(&'static TypeInfo, usize)>,
}

impl Places<'_> {
    /// Those of the next value.
    #[inline]
    fn of_next(&mut self, number: u32) -> Option<(&'static TypeInfo, usize)> {
        if number >= self.end {
            self.next = self.runs.next().map(|run| (run.info, run.place));
            self.end = self.runs.as_slice().first().map_or(u32::MAX, |run| run.start);
        }
        let (info, place) = self.next.as_mut()?;
        let here = *place;
        *place += info.travels.layout.size();
        Some((info, here))
    }
}
